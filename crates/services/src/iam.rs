//! IAM roles of elements, from the statements the architecture derived.

use crate::value::map;
use architecture::{PartData, ROLE, Statement, StatementResource};
use cloudformation::Value;
use design::Id;

use crate::{Site, Stacks, arn, service};

/// Writes the role of an element (part `role`) with its statements as one inline policy.
pub fn role(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    let Some(PartData::Role { service, managed, .. }) = site.element().part(ROLE).map(|part| &part.data)
    else {
        return;
    };
    if !site.derives(ROLE) {
        return;
    }
    let statements = policy_statements(site);
    let policies = match statements.is_empty() {
        true => Value::Null,
        false => vec![map! { "PolicyName" => "uses", "PolicyDocument" => arn::policy(statements) }].into(),
    };
    let managed: Vec<Value> = managed.iter().map(|name| arn::managed_policy(name)).collect();
    let properties = map! {
        "AssumeRolePolicyDocument" => arn::trust(service),
        "ManagedPolicyArns" => if managed.is_empty() { Value::Null } else { managed.into() },
        "Policies" => policies,
        "Tags" => site.tags(),
    };
    stacks.resource(site, ROLE, "AWS::IAM::Role", properties);
}

/// The instance profile (part `instance-profile`) around an element's role.
pub fn instance_profile(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    stacks.resource(
        site,
        "instance-profile",
        "AWS::IAM::InstanceProfile",
        map! { "Roles" => vec![site.reference(ROLE)] },
    );
}

/// The statements of an element's role as policy statements.
pub fn policy_statements(site: &Site<'_>) -> Vec<Value> {
    written(site, site.statements())
}

/// Statements as a policy has them, each once; `site` is any element of their architecture.
pub fn written<'s>(site: &Site<'_>, statements: impl IntoIterator<Item = &'s Statement>) -> Vec<Value> {
    let mut written: Vec<Value> = Vec::new();
    for statement in statements {
        let value = policy_statement(site, statement);
        // Two things encrypted by one key ask for the same; a role's policies have a limit of their length.
        if !written.contains(&value) {
            written.push(value);
        }
    }
    written
}

/// A statement as a policy has it; `site` is any element of its architecture.
pub fn policy_statement(site: &Site<'_>, statement: &Statement) -> Value {
    let actions: Vec<Value> = statement.actions.iter().map(|&action| action.into()).collect();
    let resources = statement
        .resources
        .iter()
        .map(|resource| match resource {
            StatementResource::All => "*".into(),
            StatementResource::Pattern(pattern) => Value::sub(*pattern, []),
            StatementResource::Arn { node, part, suffix } => arn::suffixed(arn_of(site, node, part), suffix),
        })
        .collect();
    map! {
        "Effect" => "Allow",
        "Action" => arn::one_or_many(actions),
        "Resource" => arn::one_or_many(resources),
    }
}

/// The ARN of a part, as the service of its element says.
fn arn_of(site: &Site<'_>, node: &Id, part: &str) -> Value {
    let element = site.architecture.index_of(node.as_str()).map(|ix| site.at(ix));
    match element.and_then(|element| Some((service(element.kind.name)?, element))) {
        Some((service, element)) => service.arn(&element, part),
        None => Value::part(node.as_str(), part).attribute("Arn"),
    }
}
