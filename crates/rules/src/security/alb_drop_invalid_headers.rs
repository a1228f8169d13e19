//! Invalid header fields do not reach the application.

use design::Words;
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, attributes,
};

pub struct AlbDropInvalidHeaders;

static BUILT: Built = Built {
    types: &["AWS::ElasticLoadBalancingV2::LoadBalancer"],
    path: "LoadBalancerAttributes",
    holds: |given| {
        let value = attributes::read(given, "routing.http.drop_invalid_header_fields.enabled");
        value.on()
    },
};

static ABOUT: About = About {
    id: "alb-drop-invalid-headers",
    title: Words::new(
        "Load balancers drop invalid headers",
        "Los balanceadores descartan cabeceras inválidas",
    ),
    rationale: Words::new(
        "Malformed headers are used to smuggle a second request past the load balancer.",
        "Las cabeceras malformadas se usan para colar una segunda solicitud por el balanceador.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:ALB-006",
        "checkov:CKV_AWS_131",
        "guard:ALB_HTTP_DROP_INVALID_HEADER_ENABLED",
        "security-hub:ELB.4",
        "trivy:AWS-0052",
    ],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
    scope: Scope::Node,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for AlbDropInvalidHeaders {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            if !attributes::application(site) {
                return Vec::new();
            }
            let (violated, satisfied) = (
                Message::say("“{0}” passes invalid headers on.", "«{0}» reenvía cabeceras inválidas."),
                Message::say("“{0}” drops invalid headers.", "«{0}» descarta cabeceras inválidas."),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let verdict = Verdict::either(
            !site.flag(&alb::DROP_INVALID),
            Message::say("“{0}” passes invalid headers on.", "«{0}» reenvía cabeceras inválidas.")
                .with(site.name.clone()),
            Message::say("“{0}” drops invalid headers.", "«{0}» descarta cabeceras inválidas.")
                .with(site.name.clone()),
        );
        vec![verdict.on(alb::DROP_INVALID.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return BUILT.fix(
                site,
                attributes::with(
                    site,
                    "LoadBalancerAttributes",
                    "routing.http.drop_invalid_header_fields.enabled",
                    "true",
                ),
                Message::say("Drop invalid headers", "Descartar cabeceras inválidas"),
            );
        }
        Some(Fix::set(
            site,
            alb::DROP_INVALID.name,
            true,
            Message::say("Drop invalid headers", "Descartar cabeceras inválidas"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for AlbDropInvalidHeaders {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "changed",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{"drop_invalid_headers":false},"parent":"public"}}}"#,
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
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Type":"application","LoadBalancerAttributes":[{"Key":"routing.http.drop_invalid_header_fields.enabled","Value":"false"}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw load balancer that does not say so",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Scheme":"internal"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw load balancer",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"LoadBalancerAttributes":[{"Key":"routing.http.drop_invalid_header_fields.enabled","Value":"true"}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw load balancer that leaves it to a parameter",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"LoadBalancerAttributes":[{"Key":"routing.http.drop_invalid_header_fields.enabled","Value":{"Ref":"Switch"}}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw network load balancer",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Type":"network"}}}}}"#,
            },
        ]
    }
}
