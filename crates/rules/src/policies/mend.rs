//! Documents of raw policies with a statement changed or added.

use serde_json::{Value, json};

use crate::Given;

/// The statements of a raw resource's document, each changed where it breaks a rule: the document to set instead.
pub(crate) fn mend(
    document: &Value,
    breaks: fn(Given<'_>) -> Option<String>,
    change: fn(&mut Value),
) -> Value {
    let mut document = document.clone();
    match document.get_mut("Statement") {
        Some(Value::Array(list)) => {
            for statement in list.iter_mut().filter(|one| breaks(Given::Known(one)).is_some()) {
                change(statement);
            }
        }
        Some(one) if breaks(Given::Known(one)).is_some() => change(one),
        _ => {}
    }
    document
}

/// Makes a statement's principal the account itself.
pub(crate) fn only_this_account(statement: &mut Value) {
    if let Some(statement) = statement.as_object_mut() {
        let root = json!({ "AWS": { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" } });
        statement.insert("Principal".to_owned(), root);
    }
}
