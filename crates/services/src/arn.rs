//! ARNs and policy documents as template values.

use crate::value::map;
use cloudformation::Value;

/// `arn:<partition>:service:region:account:resource` in the stack's own region and account.
pub fn local(service: &str, resource: &str) -> Value {
    Value::sub(
        format!("arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{resource}"),
        [],
    )
}

/// An ARN of an IAM-like global service in the stack's account.
pub fn global(service: &str, resource: &str) -> Value {
    Value::sub(format!("arn:${{AWS::Partition}}:{service}::${{AWS::AccountId}}:{resource}"), [])
}

/// An AWS-managed policy, e.g. `AmazonSSMManagedInstanceCore`.
pub fn managed_policy(name: &str) -> Value {
    Value::sub(format!("arn:${{AWS::Partition}}:iam::aws:policy/{name}"), [])
}

/// A policy document with these statements.
pub fn policy(statements: Vec<Value>) -> Value {
    map! { "Version" => "2012-10-17", "Statement" => statements }
}

/// The trust of a service principal.
pub fn trust(service: &str) -> Value {
    policy(vec![map! {
        "Effect" => "Allow",
        "Principal" => map! { "Service" => service },
        "Action" => "sts:AssumeRole",
    }])
}

/// A statement that refuses every request without TLS to these resources.
pub fn deny_without_tls(actions: &str, resources: Vec<Value>) -> Value {
    map! {
        "Sid" => "TlsOnly",
        "Effect" => "Deny",
        "Principal" => "*",
        "Action" => actions,
        "Resource" => resources,
        "Condition" => map! { "Bool" => map! { "aws:SecureTransport" => "false" } },
    }
}

/// A text joined with a reference, e.g. an ARN and `/*`.
pub fn suffixed(value: Value, suffix: &str) -> Value {
    if suffix.is_empty() {
        return value;
    }
    Value::sub(format!("${{Arn}}{suffix}"), [("Arn", value)])
}

/// One element, or the list if there are several: policies read better so.
pub fn one_or_many(mut values: Vec<Value>) -> Value {
    if values.len() == 1 {
        return values.remove(0);
    }
    Value::List(values)
}
