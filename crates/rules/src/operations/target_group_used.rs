//! No target group is left without requests.

use design::{ConnectionKind, Words};
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, policies, references,
};

pub struct TargetGroupUsed;

static ABOUT: About = About {
    id: "target-group-used",
    title: Words::new("A listener leads to every target group", "Un listener lleva a cada grupo de destino"),
    rationale: Words::new(
        "A target group that no listener leads to gets no requests: what registers with it runs for nothing, and someone believes it serves.",
        "Un grupo de destino al que ningún listener lleva no recibe solicitudes: lo que se registra en él corre en vano, y alguien cree que atiende.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS05",
    peers: &["groundplan:ALB-014", "groundplan:G-COST-04"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
    scope: Scope::Whole,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for TargetGroupUsed {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let led = |words: Message| Verdict::satisfied(words.with(site.name.clone()));
        if site.is(alb::KIND) {
            // Each connection to a target is a target group and a rule that leads to it.
            let serves = site.to(ConnectionKind::Target).next().is_some();
            let words = Message::say(
                "A listener leads to the target groups of “{0}”.",
                "Un listener lleva a los grupos de «{0}».",
            );
            return serves.then(|| led(words)).into_iter().collect();
        }
        if policies::raw_type(site) != Some("AWS::ElasticLoadBalancingV2::TargetGroup") {
            return Vec::new();
        }
        let own = cloudformation::logical_id(site.node(), "");
        let named = references::raw(site)
            .iter()
            .any(|(one, _, of)| LEADING.contains(of) && references::names(one, &own));
        vec![match named {
            true => led(Message::say("A listener leads to “{0}”.", "Un listener lleva a «{0}».")),
            false => Verdict::violated(
                Message::say("No listener leads to “{0}”.", "Ningún listener lleva a «{0}».")
                    .with(site.name.clone()),
            ),
        }]
    }
}

impl Examples for TargetGroupUsed {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw target group alone",
                design: r#"{"nodes":{"spare":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Protocol":"HTTP","Port":80}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "only a service registers with it",
                design: r#"{"nodes":{"web":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Protocol":"HTTP","Port":8080}}},"api":{"kind":"cfn_resource","properties":{"type":"AWS::ECS::Service","properties":{"LoadBalancers":[{"TargetGroupArn":{"Ref":"Web"},"ContainerPort":8080}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw listener leads to it",
                design: r#"{"nodes":{"web":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Protocol":"HTTP","Port":80}}},"listener":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::Listener","properties":{"Protocol":"HTTPS","DefaultActions":[{"Type":"forward","TargetGroupArn":{"Ref":"Web"}}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "targets of a load balancer",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"t":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no load balancer", design: r#"{}"# },
        ]
    }
}

/// Types that send requests to a target group; CodeDeploy turns listeners to it.
const LEADING: [&str; 3] = [
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::ElasticLoadBalancingV2::Listener",
    "AWS::ElasticLoadBalancingV2::ListenerRule",
];
