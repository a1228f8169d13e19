//! A key admits the services that encrypt with it by themselves.

use design::{ConnectionKind, Words};
use serde_json::json;
use services::{
    Site,
    kinds::{cfn_resource, cloudwatch_log_group, kms_key},
};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    network_acl, policies, references,
};

pub struct KeyAdmitsItsServices;

static BUILT: Built =
    Built { types: &["AWS::KMS::Key"], path: "KeyPolicy", holds: |given| admits(*given, "logs") };

static ABOUT: About = About {
    id: "key-admits-its-services",
    title: Words::new(
        "Keys admit the services that use them",
        "Las claves admiten a los servicios que las usan",
    ),
    rationale: Words::new(
        "Some services encrypt in their own name. If the key's policy does not name them, the deployment fails or their files never arrive.",
        "Algunos servicios cifran en su propio nombre. Si la política de la clave no los nombra, el despliegue falla o sus archivos nunca llegan.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "SEC08",
    peers: &["groundplan:G-KMS-01", "groundplan:KMS-003"],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND, kms_key::KIND],
};

impl Rule for KeyAdmitsItsServices {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(kms_key::KIND) {
            let logs =
                site.from(ConnectionKind::Attached).any(|(_, from)| from.is(cloudwatch_log_group::KIND));
            let message = Message::say("“{0}” admits CloudWatch Logs.", "«{0}» admite a CloudWatch Logs.");
            return logs.then(|| Verdict::satisfied(message.with(site.name.clone()))).into_iter().collect();
        }
        if policies::raw_type(site) != Some("AWS::KMS::Key") {
            return Vec::new();
        }
        let own = cloudformation::logical_id(site.node(), "");
        let policy = policies::raw(site, BUILT.path);
        let all = references::raw(site);
        let uses = |(one, _, of): &(Site<'_>, String, &str), user: &str, property: &str| {
            let table = one.element().record(&cfn_resource::PROPERTIES);
            let named = table.and_then(|table| table.get(property));
            *of == user && named.is_some_and(|named| references::value_names(named, &own))
        };
        let verdict = |(user, property, service): (&str, &str, &'static str)| {
            let (one, ..) = all.iter().find(|one| uses(one, user, property))?;
            let verdict = match admits(policy, service) {
                Some(true) => Verdict::satisfied(Message::say(
                    "“{0}” admits {1}, which “{2}” needs.",
                    "«{0}» admite a {1}, que «{2}» necesita.",
                )),
                Some(false) => Verdict::violated(Message::say(
                    "“{0}” does not admit {1}, which “{2}” needs.",
                    "«{0}» no admite a {1}, que «{2}» necesita.",
                )),
                None => Verdict::cannot_tell(Message::say(
                    "A function in the policy of “{0}” decides whether it admits {1}, which “{2}” needs.",
                    "Una función en la política de «{0}» decide si admite a {1}, que «{2}» necesita.",
                )),
            };
            let evidence =
                verdict.evidence.clone().with(site.name.clone()).with(service).with(one.name.clone());
            Some(Verdict { evidence, ..verdict }.on(cfn_resource::PROPERTIES.name))
        };
        USERS.into_iter().filter_map(verdict).collect()
    }

    fn fix(&self, site: &Case<'_>, verdict: &Verdict) -> Option<Fix> {
        let service = verdict.evidence.values.get(1)?;
        let (principal, names, arn) = match service.as_str() {
            "logs" => ("logs.${AWS::Region}.amazonaws.com", "kms:EncryptionContext:aws:logs:arn", LOG_GROUPS),
            _ => ("cloudtrail.amazonaws.com", "aws:SourceArn", TRAILS),
        };
        let mut document = policies::raw(site, BUILT.path).known()?.clone();
        let statements = document.get_mut("Statement")?.as_array_mut()?;
        statements.push(json!({
            "Effect": "Allow",
            "Principal": { "Service": { "Fn::Sub": principal } },
            "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
            "Resource": "*",
            "Condition": { "ArnLike": { names: { "Fn::Sub": arn } } },
        }));
        BUILT.fix(site, document, Message::say("Admit the service", "Admitir al servicio"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for KeyAdmitsItsServices {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a log group's key that does not name the service",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"KeyPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":{"Fn::Sub":"arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},"Action":"kms:*","Resource":"*"}]}}}},"log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"KmsKeyId":{"Fn::GetAtt":["Key","Arn"]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "admits another service",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"KeyPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":{"Fn::Sub":"arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"Service":"logs.us-east-1.amazonaws.com"},"Action":"kms:*","Resource":"*"}]}}}},"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"KMSKeyId":{"Ref":"Key"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a drawn key of a log group",
                design: r#"{"nodes":{"log":{"kind":"cloudwatch_log_group","properties":{}},"key":{"kind":"kms_key","properties":{}}},"connections":{"log-key":{"from":"log","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw key that does",
                design: r#"{"nodes":{"master":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"KeyPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":{"Fn::Sub":"arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"Service":"logs.us-east-1.amazonaws.com"},"Action":"kms:*","Resource":"*"}]}}}},"audit":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"KmsKeyId":{"Fn::GetAtt":["Master","Arn"]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a key for a database",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{}},"key":{"kind":"kms_key","properties":{}}},"connections":{"db-key":{"from":"db","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no key", design: r#"{}"# },
            Example {
                expect: Expect::Satisfied,
                name: "a raw key that puts the service's name together",
                design: r#"{"nodes":{"vault":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"KeyPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":{"Fn::Sub":"arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"Service":{"Fn::Sub":"logs.${AWS::Region}.amazonaws.com"}},"Action":"kms:*","Resource":"*"}]}}}},"app-log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"KmsKeyId":{"Fn::GetAtt":["Vault","Arn"]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw key that leaves whom it admits to a parameter",
                design: r#"{"nodes":{"ring":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"KeyPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":{"Fn::Sub":"arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"Service":{"Ref":"Writer"}},"Action":"kms:*","Resource":"*"}]}}}},"web-log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"KmsKeyId":{"Fn::GetAtt":["Ring","Arn"]}}}}}}"#,
            },
        ]
    }
}

/// Types that encrypt in the name of their service, the property that names the key, and the service.
const USERS: [(&str, &str, &str); 2] =
    [("AWS::Logs::LogGroup", "KmsKeyId", "logs"), ("AWS::CloudTrail::Trail", "KMSKeyId", "cloudtrail")];

const LOG_GROUPS: &str = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*";
const TRAILS: &str = "arn:${AWS::Partition}:cloudtrail:*:${AWS::AccountId}:trail/*";

/// Whether a key's policy admits a service; `None` where a function decides.
fn admits(policy: Given<'_>, service: &str) -> Option<bool> {
    let any = |known: Option<bool>, statement: &Given<'_>| {
        network_acl::either(known, admitted(*statement, service))
    };
    policies::statements(policy).iter().fold(Some(false), any)
}

fn admitted(statement: Given<'_>, service: &str) -> Option<bool> {
    let Given::Known(value) = statement else { return None };
    if !policies::allows(statement) {
        return statement.at("Effect").is_one_of(&["Allow"]);
    }
    let everyone = policies::principals(statement, "AWS").contains(&"*");
    // The service's name may be put together of its beginning and the region.
    let named = value.pointer("/Principal/Service").map(ToString::to_string).unwrap_or_default();
    if everyone || named.contains(&format!("\"{service}.")) {
        return Some(true);
    }
    let decides = ["Fn::FindInMap", "Fn::If", "Fn::ImportValue"].iter().any(|name| named.contains(name))
        || named.split("\"Ref\":\"").skip(1).any(|rest| !rest.starts_with("AWS::"));
    if decides || statement.at("Principal") == Given::Computed { None } else { Some(false) }
}
