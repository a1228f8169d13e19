//! Requests that risk desynchronisation are not passed on.

use design::Words;
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    attributes,
};

pub struct AlbDesyncMitigation;

static BUILT: Built = Built {
    types: &["AWS::ElasticLoadBalancingV2::LoadBalancer"],
    path: "LoadBalancerAttributes",
    holds: |given| {
        let value = attributes::read(given, "routing.http.desync_mitigation_mode");
        match value {
            Given::Absent => Some(true),
            value => value.is_one_of(&["defensive", "strictest"]),
        }
    },
};

static ABOUT: About = About {
    id: "alb-desync-mitigation",
    title: Words::new("Load balancers mitigate HTTP desync", "Los balanceadores mitigan el desync de HTTP"),
    rationale: Words::new(
        "Where two servers read a request differently, an attacker slips a second one in.",
        "Donde dos servidores leen distinto una solicitud, un atacante cuela una segunda.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:ALB-008", "checkov:CKV_AWS_328", "security-hub:ELB.12"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
    scope: Scope::Node,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for AlbDesyncMitigation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            if !attributes::application(site) {
                return Vec::new();
            }
            let (violated, satisfied) = (
                Message::say(
                    "“{0}” only watches requests that risk desync.",
                    "«{0}» solo observa las solicitudes con riesgo de desync.",
                ),
                Message::say(
                    "“{0}” mitigates requests that risk desync.",
                    "«{0}» mitiga las solicitudes con riesgo de desync.",
                ),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let verdict = Verdict::either(
            site.text(&alb::DESYNC) == "monitor",
            Message::say(
                "“{0}” only watches requests that risk desync.",
                "«{0}» solo observa las solicitudes con riesgo de desync.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” mitigates requests that risk desync.",
                "«{0}» mitiga las solicitudes con riesgo de desync.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(alb::DESYNC.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return BUILT.fix(
                site,
                attributes::with(
                    site,
                    "LoadBalancerAttributes",
                    "routing.http.desync_mitigation_mode",
                    "defensive",
                ),
                Message::say("Mitigate defensively", "Mitigar de forma defensiva"),
            );
        }
        Some(Fix::set(
            site,
            alb::DESYNC.name,
            "defensive",
            Message::say("Mitigate defensively", "Mitigar de forma defensiva"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for AlbDesyncMitigation {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "changed",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{"desync_mitigation":"monitor"},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no load balancer", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw load balancer with it off",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Type":"application","LoadBalancerAttributes":[{"Key":"routing.http.desync_mitigation_mode","Value":"monitor"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw load balancer that leaves AWS’s default",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Scheme":"internal"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw load balancer",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"LoadBalancerAttributes":[{"Key":"routing.http.desync_mitigation_mode","Value":"strictest"}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw load balancer that leaves it to a parameter",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"LoadBalancerAttributes":[{"Key":"routing.http.desync_mitigation_mode","Value":{"Ref":"Switch"}}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw network load balancer",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Type":"network"}}}}}"#,
            },
        ]
    }
}
