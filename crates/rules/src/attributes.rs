//! Raw load balancers: attributes of theirs and of target groups, in CloudFormation a list of keys and values, and
//! what their listeners speak.

use serde_json::{Value, json};
use services::kinds::cfn_resource;

use crate::{Case, Given};

/// The value of one of the attributes in a list.
pub(crate) fn read<'v>(list: &Given<'v>, key: &str) -> Given<'v> {
    let Given::Known(Value::Array(_)) = list else {
        return if *list == Given::Computed { Given::Computed } else { Given::Absent };
    };
    let mut hidden = false;
    for item in list.items() {
        if item.at("Key").is_one_of(&[key]) == Some(true) {
            return item.at("Value");
        }
        hidden |= item == Given::Computed;
    }
    if hidden { Given::Computed } else { Given::Absent }
}

/// The attributes of a raw resource with one of them set.
pub(crate) fn with(case: &Case<'_>, property: &str, key: &str, value: &str) -> Value {
    let table = case.record(&cfn_resource::PROPERTIES);
    let mut list: Vec<Value> = match table.and_then(|table| table.get(property)) {
        Some(Value::Array(list)) => list.clone(),
        _ => Vec::new(),
    };
    list.retain(|item| item.get("Key").and_then(Value::as_str) != Some(key));
    list.push(json!({ "Key": key, "Value": value }));
    Value::Array(list)
}

/// Whether a raw listener speaks TLS with its clients.
pub(crate) fn encrypted_listener(case: &Case<'_>) -> bool {
    let table = case.record(&cfn_resource::PROPERTIES);
    let protocol = table.and_then(|table| table.get("Protocol")).and_then(Value::as_str);
    matches!(protocol, Some("HTTPS" | "TLS"))
}

/// Whether a raw load balancer is an application load balancer, as it is unless it says otherwise.
pub(crate) fn application(case: &Case<'_>) -> bool {
    let table = case.record(&cfn_resource::PROPERTIES);
    table.and_then(|table| table.get("Type")).is_none_or(|of| of.as_str() == Some("application"))
}
