//! Policy documents of raw resources and of templates, statement by statement: what somebody may do, who is let in.

mod judge;
mod mend;
mod patterns;
mod resource;

use serde_json::Value;

pub(crate) use self::{
    judge::{all, judge, none},
    mend::{mend, only_this_account},
    patterns::covers,
    resource::{anybody, names_actions, names_principals},
};
use crate::{Case, Given, references};

/// Types with a list `Policies` of documents.
const LISTS: [&str; 3] = ["AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::User"];
/// Types that are one document of permissions.
const DOCUMENTS: [&str; 5] = [
    "AWS::IAM::GroupPolicy",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::Policy",
    "AWS::IAM::RolePolicy",
    "AWS::IAM::UserPolicy",
];

/// The type of a raw resource.
pub(crate) fn raw_type<'a>(case: &Case<'a>) -> Option<&'a str> {
    references::type_of(&case.site)
}

/// A property of a raw resource by its path.
pub(crate) fn raw<'a>(case: &Case<'a>, path: &str) -> Given<'a> {
    references::property(&case.site, path)
}

/// The statements a raw resource permits something with; `None` if it holds no document.
pub(crate) fn permissions<'a>(case: &Case<'a>) -> Option<Vec<Given<'a>>> {
    let of = raw_type(case)?;
    let found = if LISTS.contains(&of) {
        inline(raw(case, "Policies"))
    } else if DOCUMENTS.contains(&of) {
        statements(raw(case, "PolicyDocument"))
    } else {
        Vec::new()
    };
    (!found.is_empty()).then_some(found)
}

/// The same, unless one of them permits everything: a rule of its own says so, and no other says less.
pub(crate) fn limited<'a>(case: &Case<'a>) -> Option<Vec<Given<'a>>> {
    permissions(case).filter(|found| found.iter().all(|statement| everything(*statement).is_none()))
}

/// The statements that say who may assume a raw role.
pub(crate) fn trust<'a>(case: &Case<'a>) -> Option<Vec<Given<'a>>> {
    let found = match raw_type(case)? {
        "AWS::IAM::Role" => statements(raw(case, "AssumeRolePolicyDocument")),
        _ => Vec::new(),
    };
    (!found.is_empty()).then_some(found)
}

/// The statements of the property `Policies` of a role.
pub(crate) fn inline(policies: Given<'_>) -> Vec<Given<'_>> {
    match policies {
        Given::Computed => vec![Given::Computed],
        policies => policies.items().flat_map(|policy| statements(policy.at("PolicyDocument"))).collect(),
    }
}

/// The statements of a document, which may be one or a list. A document written as text is not read.
pub(crate) fn statements(document: Given<'_>) -> Vec<Given<'_>> {
    if let Given::Known(Value::String(_)) = document {
        return vec![Given::Computed];
    }
    match document.at("Statement") {
        Given::Absent => Vec::new(),
        Given::Known(Value::Array(_)) => document.at("Statement").items().collect(),
        one => vec![one],
    }
}

pub(crate) fn allows(statement: Given<'_>) -> bool {
    statement.at("Effect").is_one_of(&["Allow"]) == Some(true)
}

/// The texts of a member that may be one text or a list; functions are left out.
pub(crate) fn texts<'v>(statement: Given<'v>, member: &str) -> Vec<&'v str> {
    match statement.at(member) {
        Given::Known(Value::String(text)) => vec![text.as_str()],
        Given::Known(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The same, also what `Fn::Sub` puts together, with `${…}` in it.
pub(crate) fn written<'v>(statement: Given<'v>, member: &str) -> Vec<&'v str> {
    fn sub(value: &Value) -> Option<&str> {
        let of = value.get("Fn::Sub")?;
        of.as_str().or_else(|| of.get(0)?.as_str())
    }
    let Given::Known(Value::Object(members)) = statement else { return Vec::new() };
    match members.get(member) {
        Some(Value::Array(list)) => list.iter().filter_map(|one| one.as_str().or_else(|| sub(one))).collect(),
        Some(one) => one.as_str().or_else(|| sub(one)).into_iter().collect(),
        None => Vec::new(),
    }
}

/// Whether what a statement permits is left to a function.
fn hidden(statement: Given<'_>) -> bool {
    let action = statement.at("Action");
    let unread = action == Given::Computed || action.items().any(|one| one == Given::Computed);
    statement == Given::Computed
        || statement.at("Effect") == Given::Computed
        || unread && written(statement, "Action").is_empty()
}

/// Whether the statement is limited by a condition.
pub(crate) fn conditional(statement: Given<'_>) -> bool {
    match statement.at("Condition") {
        Given::Absent => false,
        Given::Known(Value::Object(map)) => !map.is_empty(),
        _ => true,
    }
}

/// Whether a condition of the statement asks for one of these keys, whatever the case of their letters.
pub(crate) fn asks_for(statement: Given<'_>, keys: &[&str]) -> bool {
    let Given::Known(Value::Object(operators)) = statement.at("Condition") else {
        return statement.at("Condition") == Given::Computed;
    };
    let mut asked = operators.values().filter_map(Value::as_object).flat_map(|map| map.keys());
    asked.any(|asked| keys.iter().any(|key| asked.eq_ignore_ascii_case(key)))
}

/// What of its resources is all there are, or all of a sort: `:role/*` and the like. All but some is all.
pub(crate) fn all_of<'v>(statement: Given<'v>, sorts: &[&str]) -> Option<&'v str> {
    if statement.at("NotResource") != Given::Absent {
        return Some("NotResource");
    }
    let all = |resource: &&str| *resource == "*" || sorts.iter().any(|sort| resource.ends_with(sort));
    written(statement, "Resource").into_iter().find(all)
}

/// Whether it acts on everything.
pub(crate) fn everywhere(statement: Given<'_>) -> bool {
    all_of(statement, &[]).is_some()
}

/// The action that permits everything, on everything.
pub(crate) fn everything(statement: Given<'_>) -> Option<String> {
    let all = written(statement, "Action").into_iter().find(|action| matches!(*action, "*" | "*:*"))?;
    (allows(statement) && everywhere(statement)).then(|| all.to_owned())
}

/// An action that stands for all those of a service, or of every service.
pub(crate) fn whole_service(statement: Given<'_>) -> Option<String> {
    let whole = |action: &&str| *action == "*" || action.ends_with(":*");
    let action = written(statement, "Action").into_iter().find(whole)?;
    allows(statement).then(|| action.to_owned())
}

/// Whom a statement names: the texts under `AWS`, `Service` and so on, or `*`.
pub(crate) fn principals<'v>(statement: Given<'v>, member: &str) -> Vec<&'v str> {
    match statement.at("Principal") {
        Given::Known(Value::String(text)) if member == "AWS" => vec![text.as_str()],
        principal => texts(principal, member),
    }
}

/// The policies attached to a raw group, role or user, by name; also those whose ARN `Fn::Sub` puts together.
pub(crate) fn attached<'a>(case: &Case<'a>) -> Option<Vec<&'a str>> {
    if !LISTS.contains(&raw_type(case)?) {
        return None;
    }
    let Given::Known(Value::Array(list)) = raw(case, "ManagedPolicyArns") else { return None };
    Some(list.iter().filter_map(policy_name).collect())
}

/// The name of a managed policy from its ARN, which functions may put together.
pub(crate) fn policy_name(arn: &Value) -> Option<&str> {
    let joined = || arn.get("Fn::Join")?.get(1)?.as_array()?.last()?.as_str();
    let text = arn.as_str().or_else(|| arn.get("Fn::Sub")?.as_str()).or_else(joined)?;
    text.rsplit('/').next()
}
