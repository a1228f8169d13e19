//! Whether the policies of resources refuse requests without TLS, and the statement that does.

use serde_json::{Value, json};
use services::kinds::cfn_resource;
use text::Message;

use crate::{Case, Fix, Given, policies};

/// Whether requests without TLS are denied to everybody, for each of these actions.
pub(crate) fn denied(document: &Given<'_>, actions: &[&str]) -> Option<bool> {
    // A document written as text is not read.
    if let Given::Known(Value::String(_)) = document {
        return None;
    }
    let statements = policies::statements(*document);
    let mut known = true;
    for action in actions {
        let verdicts: Vec<_> = statements.iter().map(|statement| denies(*statement, action)).collect();
        if !verdicts.contains(&Some(true)) {
            known = false;
            if !verdicts.contains(&None) {
                return Some(false);
            }
        }
    }
    known.then_some(true)
}

fn denies(statement: Given<'_>, action: &str) -> Option<bool> {
    if statement.at("Action") == Given::Computed {
        return None;
    }
    let covered =
        policies::texts(statement, "Action").iter().any(|pattern| policies::covers(pattern, action));
    let asked = ["Bool", "BoolIfExists"].map(|operator| {
        let asked = statement.at("Condition").at(operator).at("aws:SecureTransport");
        match asked {
            Given::Known(Value::Array(_)) => {
                Some(asked.items().any(|item| item.is_one_of(&["false"]) == Some(true)))
            }
            asked => asked.is_one_of(&["false"]),
        }
    });
    if !asked.contains(&Some(true)) {
        return if asked.contains(&None) { None } else { Some(false) };
    }
    let everybody = policies::principals(statement, "AWS").contains(&"*");
    Some(statement.at("Effect").is_one_of(&["Deny"])? && covered && everybody)
}

/// Adds the statement that denies requests without TLS to a raw policy.
pub(crate) fn deny(case: &Case<'_>, action: &str) -> Option<Fix> {
    let properties = case.record(&cfn_resource::PROPERTIES)?;
    let mut whole = Value::Object(properties.clone());
    let statements = whole.pointer_mut("/PolicyDocument/Statement")?;
    if statements.is_object() {
        *statements = json!([statements.take()]);
    }
    let list = statements.as_array_mut()?;
    let resource = match properties.get("Bucket") {
        // The bucket itself and its objects.
        Some(bucket) => ["", "/*"]
            .into_iter()
            .map(|objects| {
                let arn = format!("arn:${{AWS::Partition}}:s3:::${{Bucket}}{objects}");
                json!({ "Fn::Sub": [arn, { "Bucket": bucket }] })
            })
            .collect(),
        None => list.first()?.get("Resource")?.clone(),
    };
    list.push(json!({
        "Sid": "DenyWithoutTls",
        "Effect": "Deny",
        "Principal": "*",
        "Action": action,
        "Resource": resource,
        "Condition": { "Bool": { "aws:SecureTransport": "false" } }
    }));
    let title = Message::say("Refuse requests without TLS", "Rechazar solicitudes sin TLS");
    Some(Fix::set(case, cfn_resource::PROPERTIES.name, whole, title))
}
