//! HTTP goes through an application load balancer.

use design::Words;
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct NoClassicLoadBalancer;

static ABOUT: About = About {
    id: "no-classic-load-balancer",
    title: Words::new("No Classic Load Balancers", "No hay Classic Load Balancers"),
    rationale: Words::new(
        "AWS has not developed the Classic Load Balancer for years: no web application firewall, no routes by path, no current protocols.",
        "AWS no desarrolla el Classic Load Balancer hace años: sin firewall de aplicaciones, sin rutas por camino, sin protocolos actuales.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS05",
    peers: &["groundplan:ALB-017", "cdk-nag:AwsSolutions-ELB1"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/migrate-classic-load-balancer.html",
    scope: Scope::Node,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for NoClassicLoadBalancer {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let of = site.optional_text(&cfn_resource::TYPE);
        let classic = site.is(cfn_resource::KIND) && of == Some("AWS::ElasticLoadBalancing::LoadBalancer");
        let current = site.is(alb::KIND)
            || (site.is(cfn_resource::KIND) && of == Some("AWS::ElasticLoadBalancingV2::LoadBalancer"));
        if !classic && !current {
            return Vec::new();
        }
        vec![Verdict::either(
            classic,
            Message::say("“{0}” is a Classic Load Balancer.", "«{0}» es un Classic Load Balancer.")
                .with(site.name.clone()),
            Message::say(
                "“{0}” is a load balancer of the current generation.",
                "«{0}» es un balanceador de la generación actual.",
            )
            .with(site.name.clone()),
        )]
    }
}

impl Examples for NoClassicLoadBalancer {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw classic one",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancing::LoadBalancer","properties":{"Listeners":[]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an application load balancer",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw network load balancer",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Type":"network"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no load balancer", design: r#"{}"# },
        ]
    }
}
