//! Stated rules open the ports that are needed, not wide ranges.

use architecture::PartData;
use design::Words;
use services::kinds::security_group;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct NarrowPortRanges;

static ABOUT: About = About {
    id: "narrow-port-ranges",
    title: Words::new("Rules open single ports", "Las reglas abren puertos puntuales"),
    rationale: Words::new(
        "A wide range opens what happens to listen there tomorrow.",
        "Un rango amplio abre lo que mañana escuche allí.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:EKS-021",
        "guard:SECURITY_GROUP_INGRESS_PORT_RANGE_RULE",
        "guard:SECURITY_GROUP_INGRESS_ALL_PROTOCOLS_RULE",
        "groundplan:SG-005",
        "groundplan:SG-006",
    ],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    scope: Scope::Node,
    kinds: &[security_group::KIND],
};

impl Rule for NarrowPortRanges {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(PartData::SecurityGroup { ingress, .. }) =
            site.element().part(security_group::RULES).map(|part| &part.data)
        else {
            return Vec::new();
        };
        if ingress.is_empty() {
            return Vec::new();
        }
        let wide =
            ingress.iter().map(network::Permit::of).find(|permit| permit.to_port - permit.from_port > WIDEST);
        let verdict = match wide {
            Some(permit) => Verdict::violated(
                Message::say(
                    "“{0}” opens the ports {1} in one rule.",
                    "«{0}» abre los puertos {1} en una sola regla.",
                )
                .with(site.name.clone())
                .with(permit.to_string()),
            ),
            None => Verdict::satisfied(
                Message::say(
                    "“{0}” opens no wide range of ports.",
                    "«{0}» no abre rangos amplios de puertos.",
                )
                .with(site.name.clone()),
            ),
        };
        vec![verdict.on(security_group::INGRESS.name)]
    }
}

impl Examples for NarrowPortRanges {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "everything",
                design: r#"{"nodes":{"security-group":{"kind":"security_group","parent":"vpc","properties":{"ingress":[{"protocol":"all","cidr":"10.0.0.0/16"}]}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a thousand ports",
                design: r#"{"nodes":{"security-group":{"kind":"security_group","parent":"vpc","properties":{"ingress":[{"port":8000,"to_port":9000,"cidr":"10.0.0.0/16"}]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one port",
                design: r#"{"nodes":{"security-group":{"kind":"security_group","parent":"vpc","properties":{"ingress":[{"port":8080,"cidr":"10.0.0.0/16"}]}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no rules",
                design: r#"{"nodes":{"security-group":{"kind":"security_group","parent":"vpc","properties":{"ingress":[]}}}}"#,
            },
        ]
    }
}

/// Ports beyond the first that a rule may open.
const WIDEST: u16 = 100;
