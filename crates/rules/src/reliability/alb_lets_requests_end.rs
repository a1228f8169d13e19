//! A target that leaves finishes what it has begun.

use design::Words;
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    attributes,
};

pub struct AlbLetsRequestsEnd;

static BUILT: Built = Built {
    types: &["AWS::ElasticLoadBalancingV2::TargetGroup"],
    path: "TargetGroupAttributes",
    holds: |given| match attributes::read(given, "deregistration_delay.timeout_seconds") {
        // AWS waits for five minutes.
        Given::Absent => Some(true),
        value => value.at_least(1.0),
    },
};

static ABOUT: About = About {
    id: "alb-lets-requests-end",
    title: Words::new(
        "Targets finish their requests before they leave",
        "Los destinos terminan sus solicitudes antes de salir",
    ),
    rationale: Words::new(
        "Each rollout takes targets out. Without a delay every request they were working on ends in an error.",
        "Cada despliegue retira destinos. Sin una espera, toda solicitud que atendían termina en error.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &[],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html",
    scope: Scope::Node,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for AlbLetsRequestsEnd {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” cuts off the requests of a target that leaves.",
            "«{0}» corta las solicitudes de un destino que sale.",
        );
        let satisfied = Message::say(
            "“{0}” lets a target that leaves finish its requests.",
            "«{0}» deja que un destino que sale termine sus solicitudes.",
        );
        if site.is(alb::KIND) {
            let name = site.name.clone();
            return vec![
                Verdict::either(
                    site.integer(&alb::DEREGISTRATION_DELAY) == 0,
                    violated.with(name.clone()),
                    satisfied.with(name),
                )
                .on(alb::DEREGISTRATION_DELAY.name),
            ];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Wait for a minute", "Esperar un minuto");
        let set = || Fix::set(site, alb::DEREGISTRATION_DELAY.name, 60, title.clone());
        Some(
            BUILT
                .fix(
                    site,
                    attributes::with(
                        site,
                        "TargetGroupAttributes",
                        "deregistration_delay.timeout_seconds",
                        "60",
                    ),
                    title.clone(),
                )
                .unwrap_or_else(set),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for AlbLetsRequestsEnd {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "no delay",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{"deregistration_delay_seconds":0},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw target group without a delay",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"TargetGroupAttributes":[{"Key":"deregistration_delay.timeout_seconds","Value":"0"}]}}}}}"#,
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
