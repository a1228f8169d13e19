//! What policies on resources say: whom they let in, and over what connection.

use serde_json::Value;

use super::{allows, none, principals, statements, whole_service};
use crate::Given;

/// The star that lets everybody in; a condition that asks for TLS alone limits nobody.
pub(crate) fn anybody(statement: Given<'_>) -> Option<String> {
    let limited = match statement.at("Condition") {
        Given::Known(Value::Object(operators)) => {
            let mut asked = operators.values().filter_map(Value::as_object).flat_map(|map| map.keys());
            asked.any(|key| !key.eq_ignore_ascii_case("aws:SecureTransport"))
        }
        condition => condition != Given::Absent,
    };
    let open = allows(statement) && !limited && principals(statement, "AWS").contains(&"*");
    open.then(|| "*".to_owned())
}

/// Whether no statement of a resource's policy lets everybody in.
pub(crate) fn names_principals(document: &Given<'_>) -> Option<bool> {
    none(&statements(*document), anybody)
}

/// Whether no statement of a resource's policy allows every action of a service.
pub(crate) fn names_actions(document: &Given<'_>) -> Option<bool> {
    none(&statements(*document), whole_service)
}
