//! What only a person can do: a DNS record, a handshake, a confirmation. Pure.

use engine::cloudformation::Template;
use serde::{Deserialize, Serialize};

use super::{
    change::{Action, Change},
    events::Event,
};

/// Something that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub node: Option<String>,
    pub part: String,
    pub resource_type: String,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "kebab-case")]
pub enum What {
    /// The stack waits until this record is in the domain's DNS; ACM's own words.
    DnsRecord { record: String },
    /// The connection is made but pending: somebody opens it in the console and lets AWS in.
    Handshake { region: String },
    /// A mail was sent to this address, with a link to confirm.
    Confirmation { address: String },
}

const CERTIFICATE: &str = "AWS::CertificateManager::Certificate";
const CONNECTIONS: [&str; 2] = ["AWS::CodeConnections::Connection", "AWS::CodeStarConnections::Connection"];
const SUBSCRIPTION: &str = "AWS::SNS::Subscription";

/// How CloudFormation begins to tell which record a certificate waits for.
const RECORD: &str = "Content of DNS Record is:";

/// What an operation that is under way waits for.
pub fn during(event: &Event) -> Option<Waiting> {
    if event.resource_type != CERTIFICATE {
        return None;
    }
    let record = event.reason.as_ref()?.strip_prefix(RECORD)?.trim();
    Some(Waiting {
        node: event.node.clone(),
        part: event.part.clone(),
        resource_type: event.resource_type.clone(),
        what: What::DnsRecord { record: record.to_owned() },
    })
}

/// What is left to do once these changes are made.
pub fn after(changes: &[Change], template: &Template, region: &str) -> Vec<Waiting> {
    let new = |change: &&Change| matches!(change.action, Action::Added | Action::Replaced);
    let what = |change: &Change| {
        let type_ = change.resource_type.as_str();
        if CONNECTIONS.contains(&type_) {
            return Some(What::Handshake { region: region.to_owned() });
        }
        if type_ != SUBSCRIPTION {
            return None;
        }
        let properties = &template.resources.get(&change.logical_id)?.properties;
        let text = |name: &str| properties.get(name).and_then(|value| value.as_str());
        let by_mail = matches!(text("Protocol"), Some("email" | "email-json"));
        by_mail.then(|| What::Confirmation { address: text("Endpoint").unwrap_or("?").to_owned() })
    };
    let waiting = |change: &Change| {
        Some(Waiting {
            node: change.node.clone(),
            part: change.part.clone(),
            resource_type: change.resource_type.clone(),
            what: what(change)?,
        })
    };
    changes.iter().filter(new).filter_map(waiting).collect()
}

#[cfg(test)]
mod tests {
    use engine::cloudformation;

    use super::*;
    use crate::deploy::predict;

    #[test]
    fn a_certificate_says_which_record_it_waits_for() {
        let record = "{Name: _a.example.com.,Type: CNAME,Value: _b.acm-validations.aws.}";
        let event = Event {
            id: "1".into(),
            time: "2026-11-23T10:15:30Z".into(),
            stack: "shop-dev-network".into(),
            region: "us-east-1".into(),
            node: Some("certificate".into()),
            part: String::new(),
            logical_id: "Certificate".into(),
            physical_id: None,
            resource_type: CERTIFICATE.into(),
            status: "CREATE_IN_PROGRESS".into(),
            reason: Some(format!("Content of DNS Record is: {record}")),
        };
        let waiting = during(&event).unwrap();
        assert_eq!(waiting.what, What::DnsRecord { record: record.to_owned() });
        assert_eq!(during(&Event { reason: Some("Resource creation Initiated".into()), ..event }), None);
    }

    #[test]
    fn new_connections_and_mail_subscriptions_wait_for_a_person() {
        let text = "
Resources:
  Github: {Type: AWS::CodeConnections::Connection}
  Mail: {Type: AWS::SNS::Subscription, Properties: {Protocol: email, Endpoint: ops@example.com}}
  Queue: {Type: AWS::SNS::Subscription, Properties: {Protocol: sqs, Endpoint: 'arn:aws:sqs:us-east-1:1:q'}}
";
        let template = cloudformation::read_yaml(text).template;
        let changes = predict::creation(&template);
        let what: Vec<What> =
            after(&changes, &template, "us-east-1").into_iter().map(|waiting| waiting.what).collect();
        let expected = [
            What::Handshake { region: "us-east-1".into() },
            What::Confirmation { address: "ops@example.com".into() },
        ];
        assert_eq!(what, expected);
        assert!(after(&predict::removal(&template), &template, "us-east-1").is_empty());
    }
}
