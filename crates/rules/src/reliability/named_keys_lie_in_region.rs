//! Keys and topics that a resource names lie in its region.

use design::Words;
use serde_json::Value;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct NamedKeysLieInRegion;

static ABOUT: About = About {
    id: "named-keys-lie-in-region",
    title: Words::new(
        "Named keys and topics lie in the same region",
        "Las claves y temas nombrados están en la misma región",
    ),
    rationale: Words::new(
        "Keys, and topics of alarms, work within their region only: the deployment fails, or nobody is told.",
        "Las claves, y los temas de las alarmas, sirven solo en su región: el despliegue falla, o nadie recibe el aviso.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL01",
    peers: &["groundplan:G-REG-01"],
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for NamedKeysLieInRegion {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let mut arns = Vec::new();
        if let Some(table) = site.record(&cfn_resource::PROPERTIES) {
            table.iter().for_each(|(name, value)| collect(name, value, &mut arns));
        }
        if arns.is_empty() {
            return Vec::new();
        }
        let region = site.site.built_in();
        let elsewhere = arns.iter().find(|arn| arn.split(':').nth(3).is_some_and(|named| named != region));
        let name = site.name.clone();
        let verdict = match elsewhere {
            Some(arn) => Verdict::violated(
                Message::say("“{0}” lies in {1} and names {2}.", "«{0}» está en {1} y nombra {2}.")
                    .with(name)
                    .with(region)
                    .with(*arn),
            ),
            None => Verdict::satisfied(
                Message::say("What “{0}” names lies in {1} too.", "Lo que «{0}» nombra también está en {1}.")
                    .with(name)
                    .with(region),
            ),
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }
}

impl Examples for NamedKeysLieInRegion {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a key of another region",
                design: r#"{"nodes":{"log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"KmsKeyId":"arn:aws:kms:us-west-2:333333333333:key/1"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "an alarm for a topic elsewhere",
                design: r#"{"nodes":{"alarm":{"kind":"cfn_resource","properties":{"type":"AWS::CloudWatch::Alarm","properties":{"AlarmActions":["arn:aws:sns:us-west-2:333333333333:ops"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key of the same region",
                design: r#"{"nodes":{"log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"KmsKeyId":"arn:aws:kms:us-east-1:333333333333:key/1"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "the key of a copy",
                design: r#"{"nodes":{"secret":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::Secret","properties":{"ReplicaRegions":[{"Region":"us-west-2","KmsKeyId":"arn:aws:kms:us-west-2:333333333333:key/1"}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "names none",
                design: r#"{"nodes":{"log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"RetentionInDays":30}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a role that may use a key elsewhere",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"Policies":[{"PolicyName":"read","PolicyDocument":{"Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:us-west-2:333333333333:key/1"}]}}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a key of the region it is built in",
                design: r#"{"nodes":{"log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"KmsKeyId":{"Fn::Sub":"arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/1"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a key elsewhere, put together",
                design: r#"{"nodes":{"log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"KmsKeyId":{"Fn::Sub":"arn:aws:kms:us-west-2:${AWS::AccountId}:key/1"}}}}}}"#,
            },
        ]
    }
}

/// Tables that speak of other regions, or of permissions and not of use.
const ELSEWHERE: [&str; 8] = [
    "ArtifactStores",
    "AutomatedBackupReplication",
    "Environment",
    "KeyPolicy",
    "Policies",
    "PolicyDocument",
    "Replica",
    "Tags",
];
const ACTIONS: [&str; 3] = ["AlarmActions", "InsufficientDataActions", "OKActions"];

/// The ARNs of keys that encrypt it, and of topics its alarm tells, written out.
fn collect<'v>(name: &str, value: &'v Value, arns: &mut Vec<&'v str>) {
    match value {
        _ if ELSEWHERE.iter().any(|one| name.starts_with(one)) => {}
        Value::String(arn) => {
            let mut words = arn.split(':');
            let service = if words.next() == Some("arn") { words.nth(1) } else { None };
            // `${AWS::Region}` and the like is known when it is built.
            let region = words.next().unwrap_or_default();
            let wanted = service == Some("kms") || service == Some("sns") && ACTIONS.contains(&name);
            if wanted && !region.is_empty() && !region.contains(['$', '*']) {
                arns.push(arn);
            }
        }
        // A list of actions passes its name on; so do functions.
        Value::Array(list) => list.iter().for_each(|item| collect(name, item, arns)),
        Value::Object(map) => map.iter().for_each(|(inner, value)| {
            let name = if cloudformation::is_function(inner) { name } else { inner };
            collect(name, value, arns);
        }),
        _ => {}
    }
}
