//! Names and roles by which a pipeline reaches what it delivers to, in its own account or another.
//!
//! A pipeline's role is named `{document}-{environment}-{pipeline}-role`; what it delivers to has a role named
//! `{document}-{environment}-{node}-deploy` that trusts it. Both sides compute the names; nothing is passed.

use architecture::Architecture;
use cloudformation::{Value, fnv1a};
use design::{ConnectionKind, Id};

use crate::{Site, Stacks, arn, value::map};

/// Name of the part that is the role a pipeline assumes.
pub const DEPLOY_ROLE: &str = "deploy-role";

/// Longest name of an IAM role. Source: IAM and STS quotas.
const MAX_ROLE_NAME: usize = 64;

/// Name of the role a pipeline of an environment acts with.
pub fn pipeline_role_name(document: &Id, environment: &str, pipeline: &str) -> String {
    fit(format!("{document}-{environment}-{pipeline}-role"), MAX_ROLE_NAME)
}

/// Name of the role in the target's account that a pipeline assumes to deliver to `node`.
pub fn deploy_role_name(document: &Id, environment: &str, node: &str) -> String {
    fit(format!("{document}-{environment}-{node}-deploy"), MAX_ROLE_NAME)
}

/// The physical name of what a pipeline delivers to, as its own environment computes it too.
pub fn target_name(document: &Id, environment: &str, node: &str) -> String {
    format!("{document}-{environment}-{node}")
}

/// The pipelines that deliver to an element, from this environment or the shared one.
pub fn pipelines<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    site.from(ConnectionKind::Delivery).map(|(_, from)| from).filter(|from| from.is("codepipeline")).collect()
}

/// The ARN of the role a pipeline assumes to deliver to `node` of an account.
pub fn deploy_role_arn(architecture: &Architecture, account: &str, environment: &str, node: &str) -> Value {
    let name = deploy_role_name(&architecture.document, environment, node);
    Value::sub(format!("arn:${{AWS::Partition}}:iam::{account}:role/{name}"), [])
}

/// Writes the role (part `deploy-role`) that lets the pipelines of an element deliver to it, with `statements`.
/// Gives whether there is one.
pub fn deploy_role(site: &Site<'_>, statements: Vec<Value>, stacks: &mut Stacks<'_>) -> bool {
    let pipelines = pipelines(site);
    if pipelines.is_empty() {
        return false;
    }
    let document = &site.architecture.document;
    let trusts: Vec<Value> = pipelines
        .iter()
        .map(|pipeline| {
            let name = pipeline_role_name(document, pipeline.environment(), pipeline.node());
            let account = pipeline.account();
            // The account root, narrowed to one role: a principal that does not exist yet would be refused.
            map! {
                "Effect" => "Allow",
                "Principal" => map! { "AWS" => Value::sub(format!("arn:${{AWS::Partition}}:iam::{account}:root"), []) },
                "Action" => "sts:AssumeRole",
                "Condition" => map! {
                    "ArnEquals" => map! {
                        "aws:PrincipalArn" => Value::sub(format!("arn:${{AWS::Partition}}:iam::{account}:role/{name}"), []),
                    },
                },
            }
        })
        .collect();
    let name = deploy_role_name(document, site.environment(), site.node());
    stacks.resource(
        site,
        DEPLOY_ROLE,
        "AWS::IAM::Role",
        map! {
            "RoleName" => name,
            "AssumeRolePolicyDocument" => arn::policy(trusts),
            "Policies" => vec![map! { "PolicyName" => "deliver", "PolicyDocument" => arn::policy(statements) }],
            "Tags" => site.tags(),
        },
    );
    true
}

/// Names over the limit are cut and end in a digest of the whole, so that they stay apart.
pub fn fit(name: String, limit: usize) -> String {
    if name.len() <= limit {
        return name;
    }
    let digest = fnv1a(&name);
    format!(
        "{}-{digest:016x}",
        name.get(..limit.saturating_sub(17)).unwrap_or_default().trim_end_matches('-')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_fit_and_stay_apart() {
        let document = Id::new(&"a".repeat(50)).unwrap();
        let one = deploy_role_name(&document, "production", "eks");
        let other = deploy_role_name(&document, "production", "web");
        assert!(one.len() <= MAX_ROLE_NAME && other.len() <= MAX_ROLE_NAME);
        assert_ne!(one, other);
    }
}
