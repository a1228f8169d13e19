//! A stated security group rule serves a connection that is drawn.

use architecture::{Ix, PartData, Source};
use design::{Map, Words};
use serde_json::Value;
use services::kinds::security_group;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct StatedRuleIsDrawn;

static ABOUT: About = About {
    id: "stated-rule-is-drawn",
    title: Words::new(
        "Stated rules serve drawn connections",
        "Las reglas indicadas sirven a conexiones dibujadas",
    ),
    rationale: Words::new(
        "A rule that no arrow explains is a door nobody remembers, or a connection missing on the drawing.",
        "Una regla que ninguna flecha explica es una puerta que nadie recuerda, o una conexión que falta en el dibujo.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:G-SG-03"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    scope: Scope::Vpc,
    kinds: &[security_group::KIND],
};

impl Rule for StatedRuleIsDrawn {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(PartData::SecurityGroup { ingress, .. }) =
            site.element().part(security_group::RULES).map(|part| &part.data)
        else {
            return Vec::new();
        };
        let holders = network::members(site.architecture, site.ix);
        let verdict = |rule: &architecture::GroupRule| {
            let Source::Group(caller) = rule.peer else { return None };
            let name = site.at(caller).name.clone();
            let port = network::Permit::of(rule).to_string();
            Some(if drawn(site, caller, &holders) {
                Verdict::satisfied(
                    Message::say(
                        "“{0}” admits “{1}” on port {2}, as drawn.",
                        "«{0}» admite a «{1}» por el puerto {2}, como está dibujado.",
                    )
                    .with(site.name.clone())
                    .with(name)
                    .with(port),
                )
            } else {
                Verdict::violated(
                    Message::say(
                        "“{0}” admits “{1}” on port {2}, but no connection is drawn.",
                        "«{0}» admite a «{1}» por el puerto {2}, pero no hay conexión dibujada.",
                    )
                    .with(site.name.clone())
                    .with(name)
                    .with(port),
                )
            })
        };
        ingress.iter().filter_map(verdict).collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let holders = network::members(site.architecture, site.ix);
        let needed = |rule: &&Map| {
            let caller = rule.get("node").and_then(Value::as_str);
            caller
                .and_then(|caller| site.architecture.index_of(caller))
                .is_none_or(|caller| drawn(site, caller, &holders))
        };
        let kept: Vec<Value> = site
            .records(&security_group::INGRESS)
            .into_iter()
            .filter(needed)
            .cloned()
            .map(Value::from)
            .collect();
        let title =
            Message::say("Take away what no connection needs", "Quitar lo que ninguna conexión necesita");
        Some(Fix::set(site, security_group::INGRESS.name, kept, title))
    }
}

impl Examples for StatedRuleIsDrawn {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a rule without an arrow",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"bastion":{"kind":"ec2_instance","properties":{},"parent":"public"},"security-group":{"kind":"security_group","parent":"vpc","properties":{"ingress":[{"port":22,"node":"bastion"}]}}},"connections":{"sg-api":{"from":"security-group","kind":"attached","to":"api","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a rule with an arrow",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"bastion":{"kind":"ec2_instance","properties":{},"parent":"public"},"security-group":{"kind":"security_group","parent":"vpc","properties":{"ingress":[{"port":22,"node":"bastion"}]}}},"connections":{"sg-api":{"from":"security-group","kind":"attached","to":"api","properties":{}},"bastion-api":{"from":"bastion","kind":"traffic","to":"api","properties":{"port":8080}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "rules about addresses",
                design: r#"{"nodes":{"security-group":{"kind":"security_group","parent":"vpc","properties":{"ingress":[{"port":22,"cidr":"203.0.113.0/24"}]}}}}"#,
            },
        ]
    }
}

/// Whether a connection leads from an element to one of those that carry the group.
fn drawn(site: &Case<'_>, caller: Ix, holders: &[Ix]) -> bool {
    let mut edges = site.architecture.elements.get(caller).into_iter().flat_map(|caller| caller.out.iter());
    edges.any(|&at| site.architecture.edges.get(at).is_some_and(|edge| holders.contains(&edge.to)))
}
