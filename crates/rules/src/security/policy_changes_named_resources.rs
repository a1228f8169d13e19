//! What policies permit to change is named.

use architecture::StatementResource;
use design::Words;
use services::kinds::{cfn_resource, codebuild_project, iam_role};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct PolicyChangesNamedResources;

static BUILT: Built = Built {
    types: &["AWS::IAM::Role"],
    path: "Policies",
    holds: |given| policies::none(&policies::inline(*given), change_anywhere),
};

static ABOUT: About = About {
    id: "policy-changes-named-resources",
    title: Words::new("Policies name what they let change", "Las políticas nombran lo que permiten cambiar"),
    rationale: Words::new(
        "A policy over every resource lets one program damage all others of the account.",
        "Una política sobre todos los recursos deja que un programa dañe a todos los demás de la cuenta.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "groundplan:IAM-003",
        "groundplan:CB-008",
        "cdk-nag:AwsSolutions-IAM5",
        "checkov:CKV_AWS_111",
        "guard:IAM_POLICYDOCUMENT_NO_WILDCARD_RESOURCE",
        "trivy:AWS-0345",
    ],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, codebuild_project::KIND, iam_role::KIND],
};

impl Rule for PolicyChangesNamedResources {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.kind.role {
            let statements = site.statements();
            if statements.is_empty() {
                return Vec::new();
            }
            let anywhere = |one: &&architecture::Statement| one.resources.contains(&StatementResource::All);
            let mut actions = statements.iter().filter(anywhere).flat_map(|one| &one.actions);
            let name = site.name.clone();
            return vec![match actions.find(|action| changes(action)) {
                Some(action) => Verdict::violated(
                    Message::say(
                        "“{0}” may do {1} on every resource.",
                        "«{0}» puede hacer {1} sobre todos los recursos.",
                    )
                    .with(name)
                    .with(*action),
                ),
                None => Verdict::satisfied(
                    Message::say(
                        "“{0}” changes named resources only.",
                        "«{0}» cambia solo recursos nombrados.",
                    )
                    .with(name),
                ),
            }];
        }
        let Some(statements) = policies::limited(site) else { return Vec::new() };
        let violated = Message::say(
            "“{0}” may do {1} on every resource.",
            "«{0}» puede hacer {1} sobre todos los recursos.",
        );
        let satisfied =
            Message::say("“{0}” changes named resources only.", "«{0}» cambia solo recursos nombrados.");
        vec![policies::judge(site, &statements, change_anywhere, violated, satisfied)]
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for PolicyChangesNamedResources {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw policy",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:DeleteObject"],"Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "one statement of several",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"},{"Effect":"Allow","Action":"sqs:SendMessage","Resource":["*"]}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a role with what it uses",
                design: r#"{"nodes":{"job":{"kind":"iam_role","properties":{}},"files":{"kind":"s3_bucket","properties":{}}},"connections":{"job-files":{"from":"job","kind":"uses","to":"files","properties":{"access":"read-write"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a build that pushes images",
                design: r#"{"nodes":{"build":{"kind":"codebuild_project","properties":{}},"images":{"kind":"ecr_repository","properties":{}}},"connections":{"build-images":{"from":"build","kind":"delivery","to":"images","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "looking at everything",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:DescribeInstances","s3:ListAllMyBuckets"],"Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "reading, whatever the case of the letters",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:getObject","dynamodb:Query"],"Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "everything under a condition",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:StopInstances","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/Team":"web"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a role that uses nothing",
                design: r#"{"nodes":{"job":{"kind":"iam_role","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "actions left to a parameter",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":{"Ref":"Actions"},"Resource":"*"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no policy", design: r#"{}"# },
        ]
    }
}

fn change_anywhere(statement: Given<'_>) -> Option<String> {
    let free =
        policies::allows(statement) && policies::everywhere(statement) && !policies::conditional(statement);
    let action = policies::written(statement, "Action").into_iter().find(|action| free && changes(action))?;
    Some(action.to_owned())
}

/// Verbs of actions that change nothing: they look at something, or work on what they are handed.
const LOOKING: [&str; 25] = [
    "analyze",
    "batchcheck",
    "batchget",
    "check",
    "decrypt",
    "describe",
    "detect",
    "encrypt",
    "estimate",
    "filter",
    "generatedatakey",
    "get",
    "head",
    "list",
    "lookup",
    "query",
    "recognize",
    "reencrypt",
    "scan",
    "search",
    "select",
    "simulate",
    "test",
    "verify",
    "view",
];
/// Actions that IAM cannot limit to resources, that AWS asks for on all of them, or that another rule judges.
const NOT_LIMITED: [&str; 6] = [
    "cloudwatch:putmetricdata",
    "ec2:createnetworkinterface",
    "ec2:deletenetworkinterface",
    "iam:passrole",
    "xray:puttelemetryrecords",
    "xray:puttracesegments",
];

fn changes(action: &str) -> bool {
    // IAM does not mind the case of letters.
    let action = action.to_ascii_lowercase();
    let verb = action.split_once(':').map_or(action.as_str(), |(_, verb)| verb);
    // Session Manager's channels have no resources.
    let channel = action.starts_with("ssmmessages:") || action.starts_with("ec2messages:");
    !channel && !NOT_LIMITED.contains(&action.as_str()) && !LOOKING.iter().any(|look| verb.starts_with(look))
}
