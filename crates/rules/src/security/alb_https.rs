//! A load balancer answers over HTTPS.

use design::Words;
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict};

pub struct AlbHttps;

static ABOUT: About = About {
    id: "alb-https",
    title: Words::new("Load balancers answer over HTTPS", "Los balanceadores responden por HTTPS"),
    rationale: Words::new(
        "Over plain HTTP, passwords and sessions can be read and changed on the way.",
        "Por HTTP simple, las claves y sesiones se pueden leer y cambiar en el camino.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &[
        "groundplan:ALB-001",
        "cdk-nag:AwsSolutions-ELB5",
        "checkov:CKV_AWS_2",
        "guard:ELBV2_LISTENER_PROTOCOL_RULE",
        "security-hub:ELB.1",
        "trivy:AWS-0054",
    ],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for AlbHttps {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            return raw(site).into_iter().collect();
        }
        vec![Verdict::either(
            !alb::secure(site),
            Message::say(
                "“{0}” has no certificate and answers over plain HTTP.",
                "«{0}» no tiene certificado y responde por HTTP simple.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” answers over HTTPS.", "«{0}» responde por HTTPS.").with(site.name.clone()),
        )]
    }
}

impl Examples for AlbHttps {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no certificate",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a certificate",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"alb-cert":{"from":"alb","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no load balancer", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw listener over plain HTTP",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTP","DefaultActions":[{"Type":"forward","TargetGroupArn":{"Ref":"Group"}}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw listener that sends HTTP to HTTPS",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTP","DefaultActions":[{"Type":"redirect","RedirectConfig":{"Protocol":"HTTPS","StatusCode":"HTTP_301"}}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw listener over HTTPS",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTPS","Port":443}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw listener of another protocol",
                design: r#"{"nodes":{"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"TCP","Port":5432}}}}}"#,
            },
        ]
    }
}

/// The verdict on a raw listener: HTTPS, or HTTP that leads there.
fn raw(site: &Case<'_>) -> Option<Verdict> {
    let table = site.record(&cfn_resource::PROPERTIES)?;
    if site.optional_text(&cfn_resource::TYPE) != Some("AWS::ElasticLoadBalancingV2::Listener") {
        return None;
    }
    let protocol = Given::read(table, "Protocol");
    let redirect = Given::read(table, "DefaultActions.0.RedirectConfig.Protocol");
    let secure = match protocol.is_one_of(&["HTTPS"])? {
        true => true,
        false if protocol.is_one_of(&["HTTP"])? => redirect.is_one_of(&["HTTPS"])?,
        false => return None,
    };
    let verdict = Verdict::either(
        !secure,
        Message::say("“{0}” answers over plain HTTP.", "«{0}» responde por HTTP simple.")
            .with(site.name.clone()),
        Message::say("“{0}” answers over HTTPS or leads there.", "«{0}» responde por HTTPS o lleva ahí.")
            .with(site.name.clone()),
    );
    Some(verdict.on(cfn_resource::PROPERTIES.name))
}
