//! A load balancer is not deleted by mistake.

use design::Words;
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, attributes,
};

pub struct AlbDeletionProtection;

static BUILT: Built = Built {
    types: &["AWS::ElasticLoadBalancingV2::LoadBalancer"],
    path: "LoadBalancerAttributes",
    holds: |given| {
        let value = attributes::read(given, "deletion_protection.enabled");
        value.on()
    },
};

static ABOUT: About = About {
    id: "alb-deletion-protection",
    title: Words::new(
        "Load balancers are protected from deletion",
        "Los balanceadores están protegidos contra borrado",
    ),
    rationale: Words::new(
        "A deleted load balancer takes the application offline, and its name never comes back.",
        "Un balanceador borrado deja la aplicación fuera de línea, y su nombre no vuelve.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &[
        "groundplan:ALB-007",
        "checkov:CKV_AWS_150",
        "guard:ELB_DELETION_PROTECTION_ENABLED",
        "security-hub:ELB.6",
    ],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
    scope: Scope::Node,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for AlbDeletionProtection {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            let (violated, satisfied) = (
                Message::say("“{0}” can be deleted by mistake.", "«{0}» se puede borrar por error."),
                Message::say("“{0}” is protected from deletion.", "«{0}» está protegido contra borrado."),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let verdict = Verdict::either(
            !site.flag(&alb::DELETION_PROTECTION),
            Message::say("“{0}” can be deleted by mistake.", "«{0}» se puede borrar por error.")
                .with(site.name.clone()),
            Message::say("“{0}” is protected from deletion.", "«{0}» está protegido contra borrado.")
                .with(site.name.clone()),
        );
        vec![verdict.on(alb::DELETION_PROTECTION.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return BUILT.fix(
                site,
                attributes::with(site, "LoadBalancerAttributes", "deletion_protection.enabled", "true"),
                Message::say("Protect it from deletion", "Protegerlo contra borrado"),
            );
        }
        Some(Fix::set(
            site,
            alb::DELETION_PROTECTION.name,
            true,
            Message::say("Protect it from deletion", "Protegerlo contra borrado"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for AlbDeletionProtection {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "changed",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{"deletion_protection":false},"parent":"public"}}}"#,
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
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Type":"application","LoadBalancerAttributes":[{"Key":"deletion_protection.enabled","Value":"false"}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw load balancer that does not say so",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Scheme":"internal"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw load balancer",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"LoadBalancerAttributes":[{"Key":"deletion_protection.enabled","Value":"true"}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw load balancer that leaves it to a parameter",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"LoadBalancerAttributes":[{"Key":"deletion_protection.enabled","Value":{"Ref":"Switch"}}]}}}}}"#,
            },
        ]
    }
}
