//! Groups report their size.

use design::Words;
use services::kinds::{auto_scaling_group, cfn_resource};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct GroupMetrics;

static BUILT: Built = Built {
    types: &["AWS::AutoScaling::AutoScalingGroup"],
    path: "MetricsCollection",
    holds: |given| given.present(),
};

static ABOUT: About = About {
    id: "group-metrics",
    title: Words::new("Groups report their size", "Los grupos informan su tamaño"),
    rationale: Words::new(
        "Without group metrics nobody sees that a group wanted ten machines and got six. They cost nothing.",
        "Sin métricas del grupo nadie ve que quería diez máquinas y obtuvo seis. No cuestan nada.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS04",
    peers: &[],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND, cfn_resource::KIND],
};

impl Rule for GroupMetrics {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” reports no metrics of its own.", "«{0}» no informa métricas propias.");
        let satisfied = Message::say("“{0}” reports its size.", "«{0}» informa su tamaño.");
        if site.is(auto_scaling_group::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(
            site,
            serde_json::json!([{ "Granularity": "1Minute" }]),
            Message::say("Collect group metrics", "Recoger métricas del grupo"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for GroupMetrics {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw group without",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every group",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}
