//! A load balancer stands in several zones.

use design::Words;
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies, remedy,
};

pub struct AlbTwoZones;

static BUILT: Built = Built {
    types: &["AWS::ElasticLoadBalancingV2::LoadBalancer"],
    path: "Subnets",
    holds: |given| match given {
        Given::Computed => None,
        given => Some(given.items().count() >= 2),
    },
};

/// The same where each subnet is given an address of its own.
static MAPPED: Built = Built {
    types: &["AWS::ElasticLoadBalancingV2::LoadBalancer"],
    path: "SubnetMappings",
    holds: BUILT.holds,
};

static ABOUT: About = About {
    id: "alb-two-zones",
    title: Words::new(
        "Load balancers stand in two zones or more",
        "Los balanceadores están en dos zonas o más",
    ),
    rationale: Words::new(
        "A load balancer in one zone is down whenever that zone is, however many targets stand elsewhere.",
        "Un balanceador en una sola zona cae cuando cae esa zona, por muchos destinos que haya en otras.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:ALB-009", "groundplan:G-ALB-01", "cfn-lint:E3680", "security-hub:ELB.13"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for AlbTwoZones {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” stands in one zone only.", "«{0}» está en una sola zona.");
        let satisfied = Message::say("“{0}” stands in several zones.", "«{0}» está en varias zonas.");
        if site.is(alb::KIND) {
            let name = site.name.clone();
            return vec![Verdict::either(
                site.zones.len() < 2,
                violated.with(name.clone()),
                satisfied.with(name),
            )];
        }
        let mapped = policies::raw(site, MAPPED.path) != Given::Absent;
        let subnets = if mapped { &MAPPED } else { &BUILT };
        subnets.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        site.is(alb::KIND).then(|| remedy::every_zone(site)).flatten()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for AlbTwoZones {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "the zones of its tier",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a tier of one zone",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"public":{"properties":{"access":"public","slot":0,"zones":[1]}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw load balancer of one subnet",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Subnets":["subnet-1"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw load balancer of two",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Subnets":[{"Ref":"A"},{"Ref":"B"}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw load balancer that takes them from a parameter",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Subnets":{"Ref":"Subnets"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw load balancer with an address of its own in each of two",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Type":"network","SubnetMappings":[{"SubnetId":"subnet-1"},{"SubnetId":"subnet-2"}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw load balancer with one address of its own",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Type":"network","SubnetMappings":[{"SubnetId":"subnet-1","AllocationId":"eipalloc-1"}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no load balancer", design: r#"{}"# },
        ]
    }
}
