//! Any target can serve any visitor.

use design::Words;
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    attributes,
};

pub struct AlbWithoutStickiness;

static BUILT: Built = Built {
    types: &["AWS::ElasticLoadBalancingV2::TargetGroup"],
    path: "TargetGroupAttributes",
    holds: |given| match attributes::read(given, "stickiness.enabled") {
        Given::Absent => Some(true),
        value => value.off(),
    },
};

static ABOUT: About = About {
    id: "alb-without-stickiness",
    title: Words::new(
        "Any target can serve any visitor",
        "Cualquier destino puede atender a cualquier visitante",
    ),
    rationale: Words::new(
        "A visitor bound to one target is logged out when that target goes, and a new one stays idle while the old ones are busy. Sessions kept in a store survive both.",
        "Un visitante atado a un destino pierde su sesión cuando ese destino sale, y uno nuevo queda ocioso mientras los otros están ocupados. Las sesiones guardadas aparte sobreviven a ambos.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL05",
    peers: &[],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_mitigate_interaction_failure_stateless.html",
    scope: Scope::Node,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for AlbWithoutStickiness {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” binds a visitor to one target.", "«{0}» ata al visitante a un destino.");
        let satisfied = Message::say(
            "“{0}” sends a visitor to any target.",
            "«{0}» envía al visitante a cualquier destino.",
        );
        if site.is(alb::KIND) {
            let name = site.name.clone();
            return vec![
                Verdict::either(
                    site.integer(&alb::STICKY) > 0,
                    violated.with(name.clone()),
                    satisfied.with(name),
                )
                .on(alb::STICKY.name),
            ];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Bind nobody", "No atar a nadie");
        let set = || Fix::set(site, alb::STICKY.name, 0, title.clone());
        Some(
            BUILT
                .fix(
                    site,
                    attributes::with(site, "TargetGroupAttributes", "stickiness.enabled", "false"),
                    title.clone(),
                )
                .unwrap_or_else(set),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for AlbWithoutStickiness {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a day",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{"stickiness_seconds":86400},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw target group",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"TargetGroupAttributes":[{"Key":"stickiness.enabled","Value":"true"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw target group that leaves AWS’s default",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Protocol":"HTTP"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no load balancer", design: r#"{}"# },
        ]
    }
}
