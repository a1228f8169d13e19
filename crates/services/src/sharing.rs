//! What other accounts may do with an element of the shared environment.
//!
//! The shared environment is deployed first, so a policy cannot name roles of workload accounts: it trusts the
//! account's root, narrowed to principals whose computed names belong to the environment.

use architecture::{Access, CrossEdge};
use cloudformation::Value;
use design::ConnectionKind;

use crate::{Site, arn, value::map};

/// Characters of a stack's name that a role name made by CloudFormation surely begins with: a role name has 64,
/// of which the random end takes 14 and the logical id at most half of the rest.
const SURE_PREFIX: usize = 25;

/// The `uses` connections from workload environments to an element of the shared one, in the order of their ids.
pub fn users<'a>(site: &Site<'a>) -> impl Iterator<Item = (&'a CrossEdge, Access)> {
    let ix = site.ix;
    let cross = site.architecture.cross.iter();
    cross.filter(move |edge| edge.here == ix && !edge.outgoing && edge.kind == ConnectionKind::Uses).map(
        |edge| {
            (
                edge,
                Access::parse(edge.properties.get("access").and_then(|word| word.as_str()).unwrap_or("read")),
            )
        },
    )
}

/// Statements that let the roles of the environments that use an element call these actions on these resources, one
/// for each account and access.
pub fn statements(
    site: &Site<'_>,
    actions: impl Fn(Access) -> Vec<&'static str>,
    resources: Option<&[Value]>,
) -> Vec<Value> {
    let mut seen = Vec::new();
    let mut statements = Vec::new();
    for (edge, access) in users(site) {
        let Some(peer) = site.architecture.peers.get(edge.peer) else { continue };
        let allowed = actions(access);
        if seen.contains(&(edge.peer, allowed.clone())) {
            continue;
        }
        seen.push((edge.peer, allowed.clone()));
        let name = role_prefix(site.architecture.document.as_str(), peer.environment.as_str());
        let account = &peer.account;
        let mut statement = map! {
            "Effect" => "Allow",
            "Principal" => map! { "AWS" => Value::sub(format!("arn:${{AWS::Partition}}:iam::{account}:root"), []) },
            "Action" => arn::one_or_many(allowed.into_iter().map(Value::from).collect()),
        };
        if let Value::Map(statement) = &mut statement {
            if let Some(resources) = resources {
                statement.insert("Resource".into(), arn::one_or_many(resources.to_vec()));
            }
            let pattern = Value::sub(format!("arn:${{AWS::Partition}}:iam::{account}:role/{name}*"), []);
            statement
                .insert("Condition".into(), map! { "ArnLike" => map! { "aws:PrincipalArn" => pattern } });
        }
        statements.push(statement);
    }
    statements
}

/// What the names of an environment's roles begin with.
fn role_prefix(document: &str, environment: &str) -> String {
    format!("{document}-{environment}-").chars().take(SURE_PREFIX).collect()
}
