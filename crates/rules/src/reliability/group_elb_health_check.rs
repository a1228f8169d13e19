//! Groups behind a load balancer heed its health checks.

use design::{ConnectionKind, Words};
use serde_json::Value;
use services::kinds::{auto_scaling_group, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct GroupElbHealthCheck;

static BUILT: Built = Built {
    types: &["AWS::AutoScaling::AutoScalingGroup"],
    path: "HealthCheckType",
    // One type, or several with commas between.
    holds: |given| match given {
        Given::Known(types) => types.as_str().map(|types| types.split(',').any(|one| one.trim() == "ELB")),
        given => given.is_one_of(&["ELB"]),
    },
};

static ABOUT: About = About {
    id: "group-elb-health-check",
    title: Words::new(
        "Groups behind a load balancer heed its health checks",
        "Los grupos tras un balanceador atienden sus verificaciones de estado",
    ),
    rationale: Words::new(
        "A machine that runs but no longer answers is never replaced when only EC2 is asked.",
        "Una máquina que corre pero no responde nunca se reemplaza si solo se pregunta a EC2.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL11",
    peers: &[
        "groundplan:ASG-002",
        "cdk-nag:AwsSolutions-AS2",
        "guard:AUTOSCALING_GROUP_ELB_HEALTHCHECK_REQUIRED",
        "security-hub:AutoScaling.1",
    ],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html",
    scope: Scope::Neighbours,
    kinds: &[auto_scaling_group::KIND, cfn_resource::KIND],
};

impl Rule for GroupElbHealthCheck {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” keeps machines its load balancer finds dead.",
            "«{0}» conserva máquinas que su balanceador da por muertas.",
        );
        let satisfied = Message::say(
            "“{0}” replaces machines its load balancer finds dead.",
            "«{0}» reemplaza máquinas que su balanceador da por muertas.",
        );
        if site.is(auto_scaling_group::KIND) {
            if site.from(ConnectionKind::Target).next().is_none() {
                return Vec::new();
            }
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        let behind = |property: &str| match policies::raw(site, property) {
            Given::Absent => false,
            Given::Known(Value::Array(list)) => !list.is_empty(),
            _ => true,
        };
        if !["LoadBalancerNames", "TargetGroupARNs"].into_iter().any(behind) {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "ELB", Message::say("Heed the load balancer", "Atender al balanceador"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for GroupElbHealthCheck {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw group with targets",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"TargetGroupARNs":["arn:aws:elasticloadbalancing:us-east-1:333333333333:targetgroup/web/1"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group that heeds its disks too",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"HealthCheckType":"EBS,ELB","TargetGroupARNs":["arn:aws:elasticloadbalancing:us-east-1:333333333333:targetgroup/web/1"]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw group that leaves it to a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"HealthCheckType":{"Ref":"Check"},"TargetGroupARNs":{"Ref":"Targets"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "behind a load balancer",
                design: r#"{"nodes":{"alb":{"kind":"alb","parent":"public","properties":{}},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no load balancer",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}
