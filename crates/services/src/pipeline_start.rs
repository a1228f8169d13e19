//! What starts a pipeline: a push, seen by the code connection or told by an event of CodeCommit.

use cloudformation::Value;

use crate::{
    Site, Stacks, arn,
    kinds::codepipeline::{BRANCH, PATHS},
    pipeline::SOURCE,
    value::map,
};

/// A push to the branch starts it.
pub fn trigger(site: &Site<'_>) -> Value {
    let mut push = map! { "Branches" => map! { "Includes" => vec![site.text(&BRANCH)] } };
    let paths: Vec<Value> = site.texts(&PATHS).into_iter().map(Value::from).collect();
    if let Value::Map(push) = &mut push
        && !paths.is_empty()
    {
        push.insert("FilePaths".into(), map! { "Includes" => paths });
    }
    map! {
        "ProviderType" => "CodeStarSourceConnection",
        "GitConfiguration" => map! { "SourceActionName" => SOURCE, "Push" => vec![push] },
    }
}

/// An event of the CodeCommit repository starts it.
pub fn write(site: &Site<'_>, source: &Site<'_>, stacks: &mut Stacks<'_>) {
    let pipeline = || {
        let text = "arn:${AWS::Partition}:codepipeline:${AWS::Region}:${AWS::AccountId}:${Pipeline}";
        Value::sub(text, [("Pipeline", site.reference(""))])
    };
    stacks.resource(
        site,
        "start-role",
        "AWS::IAM::Role",
        map! {
            "AssumeRolePolicyDocument" => arn::trust("events.amazonaws.com"),
            "Policies" => vec![map! {
                "PolicyName" => "start",
                "PolicyDocument" => arn::policy(vec![map! {
                    "Effect" => "Allow",
                    "Action" => "codepipeline:StartPipelineExecution",
                    "Resource" => pipeline(),
                }]),
            }],
            "Tags" => site.tags(),
        },
    );
    stacks.resource(
        site,
        "start",
        "AWS::Events::Rule",
        map! {
            "Description" => format!("A push to {} starts {}", site.text(&BRANCH), site.physical_name()),
            "EventPattern" => map! {
                "source" => vec!["aws.codecommit"],
                "detail-type" => vec!["CodeCommit Repository State Change"],
                "resources" => vec![source.get("", "Arn")],
                "detail" => map! {
                    "event" => vec!["referenceCreated", "referenceUpdated"],
                    "referenceType" => vec!["branch"],
                    "referenceName" => vec![site.text(&BRANCH)],
                },
            },
            "Targets" => vec![map! {
                "Id" => "pipeline",
                "Arn" => pipeline(),
                "RoleArn" => site.get("start-role", "Arn"),
            }],
        },
    );
}
