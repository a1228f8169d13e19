//! Clients of a load balancer use TLS 1.2 or newer.

use design::Words;
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    attributes,
};

pub struct AlbTlsPolicy;

static BUILT: Built = Built {
    types: &["AWS::ElasticLoadBalancingV2::Listener"],
    path: "SslPolicy",
    holds: |given| match given {
        Given::Absent => Some(false),
        Given::Computed => None,
        Given::Known(value) => Some(value.as_str().is_some_and(current)),
    },
};

static ABOUT: About = About {
    id: "alb-tls-policy",
    title: Words::new(
        "Load balancers ask for TLS 1.2 or newer",
        "Los balanceadores exigen TLS 1.2 o superior",
    ),
    rationale: Words::new(
        "TLS 1.0 and 1.1 can be broken on the way. A listener that names no policy still accepts them.",
        "TLS 1.0 y 1.1 se pueden romper en el camino. Un listener que no nombra política todavía los acepta.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &[
        "groundplan:ALB-003",
        "checkov:CKV_AWS_103",
        "guard:ELBV2_LISTENER_SSL_POLICY_RULE",
        "security-hub:ELB.17",
        "trivy:AWS-0047",
    ],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for AlbTlsPolicy {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” accepts TLS older than 1.2.", "«{0}» acepta TLS anterior a 1.2.");
        let satisfied = Message::say("“{0}” asks for TLS 1.2 or newer.", "«{0}» exige TLS 1.2 o superior.");
        if site.is(alb::KIND) && alb::secure(site) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        if attributes::encrypted_listener(site) {
            BUILT.judge(site, violated, satisfied).into_iter().collect()
        } else {
            Vec::new()
        }
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(
            site,
            "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
            Message::say("Ask for TLS 1.2", "Exigir TLS 1.2"),
        )
    }
}

impl Examples for AlbTlsPolicy {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every load balancer with a certificate",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"alb-cert":{"from":"alb","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "TLS 1.3 alone",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{"tls_policy":"ELBSecurityPolicy-TLS13-1-3-2021-06"},"parent":"public"},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"alb-cert":{"from":"alb","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw listener that names no policy",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTPS","Port":443}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw listener of 2016",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"TLS","SslPolicy":"ELBSecurityPolicy-2016-08"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw listener whose policy still has 1.1",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTPS","SslPolicy":"ELBSecurityPolicy-TLS13-1-1-2021-06"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw listener",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTPS","SslPolicy":"ELBSecurityPolicy-TLS13-1-2-2021-06"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw listener that leaves it to a parameter",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTPS","SslPolicy":{"Ref":"Policy"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw listener without TLS",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTP","Port":80}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no certificate",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
        ]
    }
}

/// Whether a policy knows nothing older than TLS 1.2. Source: Elastic Load Balancing user guide, security policies.
fn current(policy: &str) -> bool {
    [
        "ELBSecurityPolicy-TLS13-1-2-",
        "ELBSecurityPolicy-TLS13-1-3-",
        "ELBSecurityPolicy-TLS-1-2-",
        "ELBSecurityPolicy-FS-1-2-",
    ]
    .iter()
    .any(|start| policy.starts_with(start))
}
