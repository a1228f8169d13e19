//! Templates hold no secrets.

use design::Words;
use serde_json::{Value, json};
use services::kinds::{cfn_resource, secret};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions, policies,
};

pub struct NoLiteralSecrets;

static ABOUT: About = About {
    id: "no-literal-secrets",
    title: Words::new("Templates hold no secrets", "Las plantillas no contienen secretos"),
    rationale: Words::new(
        "A template lies in repositories, buckets and consoles, readable for years. A password in it is published.",
        "Una plantilla queda en repositorios, buckets y consolas, legible por años. Una contraseña en ella está publicada.",
    ),
    production: Severity::Critical,
    non_production: Severity::Critical,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &["groundplan:SM-003", "cfn-lint:W1011"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for NoLiteralSecrets {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let properties = companions::raw_properties(site);
        let (mut literal, mut fetched, mut hidden) = (None, false, false);
        for (name, value) in properties.iter().filter(|(name, _)| !judged_elsewhere(site, name)) {
            each_secret(name, value, &mut |name, value| {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                match value {
                    _ if text.contains("{{resolve:") => fetched = true,
                    Value::Object(_) => hidden = true,
                    _ if !text.is_empty() => literal = literal.take().or_else(|| Some(name.to_owned())),
                    _ => {}
                }
            });
        }
        let name = site.name.clone();
        let verdict = match literal {
            Some(property) => Verdict::violated(
                Message::say("“{0}” holds {1} in plain text.", "«{0}» contiene {1} en texto plano.")
                    .with(name)
                    .with(property),
            ),
            None if hidden => Verdict::cannot_tell(
                Message::say(
                    "“{0}” takes a secret from a function. Is it kept out of parameters and mappings?",
                    "«{0}» toma un secreto de una función. ¿Queda fuera de parámetros y mapas?",
                )
                .with(name),
            ),
            None if fetched => Verdict::satisfied(
                Message::say("“{0}” fetches its secrets by name.", "«{0}» obtiene sus secretos por nombre.")
                    .with(name),
            ),
            None => return Vec::new(),
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut properties = companions::raw_properties(site);
        let title = Message::say("Fetch it from Secrets Manager", "Obtenerlo de Secrets Manager");
        if policies::raw_type(site) == Some("AWS::SecretsManager::Secret") {
            properties.remove("SecretString")?;
            properties.insert("GenerateSecretString".to_owned(), json!({ "PasswordLength": 32 }));
            return Some(Fix {
                title: Message::say("Let it be generated", "Generarlo"),
                edits: companions::rewrite(site, properties),
            });
        }
        let (add, id) = companions::new(site, "secret", secret::KIND)?;
        let named = json!({ "Ref": cloudformation::logical_id(id.as_str(), "") });
        let fetched = json!({ "Fn::Join": ["", ["{{resolve:secretsmanager:", named, "}}"]] });
        for (name, value) in &mut properties {
            replace(name, value, &fetched);
        }
        let mut edits = vec![add];
        edits.extend(companions::rewrite(site, properties));
        Some(Fix { title, edits })
    }
}

impl Examples for NoLiteralSecrets {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a password",
                design: r#"{"nodes":{"cache":{"kind":"cfn_resource","properties":{"type":"AWS::ElastiCache::ReplicationGroup","properties":{"AuthToken":"hunter22hunter22"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "one of an endpoint",
                design: r#"{"nodes":{"endpoint":{"kind":"cfn_resource","properties":{"type":"AWS::DMS::Endpoint","properties":{"MySqlSettings":{"Host":"x"},"Password":"hunter22"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a secret written out",
                design: r#"{"nodes":{"secret":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::Secret","properties":{"SecretString":"hunter22"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "fetched",
                design: r#"{"nodes":{"cache":{"kind":"cfn_resource","properties":{"type":"AWS::ElastiCache::ReplicationGroup","properties":{"AuthToken":"{{resolve:secretsmanager:cache}}"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing secret",
                design: r#"{"nodes":{"table":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{"BillingMode":"PAY_PER_REQUEST"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "further in, a number",
                design: r#"{"nodes":{"broker":{"kind":"cfn_resource","properties":{"type":"AWS::AmazonMQ::Broker","properties":{"Users":[{"Username":"app","Password":123456789012}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "fetched by a name that a function makes",
                design: r#"{"nodes":{"graph":{"kind":"cfn_resource","properties":{"type":"AWS::DocDB::DBCluster","properties":{"MasterUserPassword":{"Fn::Sub":"{{resolve:secretsmanager:${Login}:SecretString:password}}"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a parameter",
                design: r#"{"nodes":{"graph":{"kind":"cfn_resource","properties":{"type":"AWS::DocDB::DBCluster","properties":{"MasterUserPassword":{"Ref":"Password"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "the password of a database, which another rule judges",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MasterUserPassword":"hunter22"}}}}}"#,
            },
        ]
    }
}

/// Properties whose value is a secret, in small letters and without underscores.
const SECRETS: [&str; 12] = [
    "adminpassword",
    "authtoken",
    "clientsecret",
    "masterpassword",
    "masteruserpassword",
    "oauthtoken",
    "password",
    "presharedkey",
    "privatekey",
    "secretaccesskey",
    "secretkey",
    "secretstring",
];

fn is_secret(name: &str) -> bool {
    SECRETS.contains(&name.replace('_', "").to_ascii_lowercase().as_str())
}

/// The password of an RDS database has a rule of its own.
fn judged_elsewhere(site: &Case<'_>, name: &str) -> bool {
    name == "MasterUserPassword" && policies::raw_type(site).is_some_and(|of| of.starts_with("AWS::RDS::"))
}

/// Calls `found` with each property that is a secret.
fn each_secret(name: &str, value: &Value, found: &mut dyn FnMut(&str, &Value)) {
    match value {
        // A function's value is known when it is built; `{"Ref": …}` names what holds the secret.
        Value::String(_) | Value::Number(_) if is_secret(name) => found(name, value),
        Value::Object(map) if is_secret(name) && map.keys().any(|key| cloudformation::is_function(key)) => {
            found(name, value)
        }
        Value::Object(map) => map.iter().for_each(|(name, value)| each_secret(name, value, found)),
        Value::Array(list) => list.iter().for_each(|value| each_secret("", value, found)),
        _ => {}
    }
}

fn replace(name: &str, value: &mut Value, fetched: &Value) {
    match value {
        Value::String(text) if is_secret(name) && text.contains("{{resolve:") => {}
        Value::String(_) | Value::Number(_) if is_secret(name) => *value = fetched.clone(),
        Value::Object(map) => map.iter_mut().for_each(|(name, value)| replace(name, value, fetched)),
        Value::Array(list) => list.iter_mut().for_each(|value| replace("", value, fetched)),
        _ => {}
    }
}
