//! Stated outbound rules name ports or places.

use architecture::Cidr;
use design::{Map, Words};
use serde_json::{Value, json};
use services::kinds::security_group;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EgressIsLimited;

static ABOUT: About = About {
    id: "egress-is-limited",
    title: Words::new(
        "Stated outbound rules name ports or places",
        "Las reglas de salida indicadas nombran puertos o destinos",
    ),
    rationale: Words::new(
        "With everything open outwards, whoever gets into a machine can send its data anywhere.",
        "Con todo abierto hacia afuera, quien entra a una máquina puede enviar sus datos a cualquier parte.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:SG-007",
        "checkov:CKV_AWS_382",
        "guard:EC2_SECURITY_GROUP_EGRESS_OPEN_TO_WORLD_RULE",
        "trivy:AWS-0104",
    ],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    scope: Scope::Node,
    kinds: &[security_group::KIND],
};

impl Rule for EgressIsLimited {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let rules = site.records(&security_group::EGRESS);
        if rules.is_empty() {
            return Vec::new();
        }
        let open = rules.into_iter().any(lets_everything_out);
        let verdict = Verdict::either(
            open,
            Message::say(
                "“{0}” lets everything out to anywhere.",
                "«{0}» deja salir todo a cualquier parte.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” names what it lets out, or where to.",
                "«{0}» indica qué deja salir, o adónde.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(security_group::EGRESS.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let rules: Vec<Value> = site
            .records(&security_group::EGRESS)
            .into_iter()
            .map(|rule| match lets_everything_out(rule) {
                true => json!({ "port": 443, "cidr": rule.get("cidr") }),
                false => Value::Object(rule.clone()),
            })
            .collect();
        let title = Message::say("Let out HTTPS only", "Dejar salir solo HTTPS");
        Some(Fix::set(site, security_group::EGRESS.name, rules, title))
    }
}

impl Examples for EgressIsLimited {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "everything",
                design: r#"{"nodes":{"doors":{"kind":"security_group","parent":"vpc","properties":{"egress":[{"protocol":"all","cidr":"0.0.0.0/0"}]}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every port, beside one",
                design: r#"{"nodes":{"doors":{"kind":"security_group","parent":"vpc","properties":{"egress":[{"port":443,"cidr":"10.0.0.0/8"},{"port":1,"to_port":65535,"cidr":"0.0.0.0/0"}]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one port",
                design: r#"{"nodes":{"doors":{"kind":"security_group","parent":"vpc","properties":{"egress":[{"port":443,"cidr":"0.0.0.0/0"}]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "everything within the network",
                design: r#"{"nodes":{"doors":{"kind":"security_group","parent":"vpc","properties":{"egress":[{"protocol":"all","cidr":"10.0.0.0/16"}]}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing stated",
                design: r#"{"nodes":{"doors":{"kind":"security_group","parent":"vpc","properties":{}}}}"#,
            },
        ]
    }
}

/// Whether a stated rule opens every port towards the internet.
fn lets_everything_out(rule: &Map) -> bool {
    let port = |name: &str| rule.get(name).and_then(Value::as_u64);
    let every_port = rule.get("protocol").and_then(Value::as_str) == Some("all")
        || port("port").is_some_and(|first| first <= 1) && port("to_port") == Some(u64::from(u16::MAX));
    let block = rule.get("cidr").and_then(Value::as_str).and_then(Cidr::parse);
    every_port && block.is_some_and(network::open_to_internet)
}
