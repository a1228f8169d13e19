//! Groups say how long a new machine takes before it counts.

use design::Words;
use services::kinds::{auto_scaling_group, cfn_resource, eks_workers};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct GroupWarmUpStated;

static RAW: Built = Built {
    types: &["AWS::AutoScaling::AutoScalingGroup"],
    path: "DefaultInstanceWarmup",
    holds: |given| given.present(),
};

static ABOUT: About = About {
    id: "group-warm-up-stated",
    title: Words::new(
        "Groups wait for new machines to warm up",
        "Los grupos esperan a que las máquinas nuevas estén listas",
    ),
    rationale: Words::new(
        "A group that does not wait takes the load of a starting machine for real, adds more than it needs, and takes them away again.",
        "Un grupo que no espera toma por real la carga de una máquina que inicia, agrega más de las necesarias y luego las quita.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL07",
    peers: &["groundplan:ASG-008", "cdk-nag:AwsSolutions-AS1"],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-default-instance-warmup.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND, cfn_resource::KIND, eks_workers::KIND],
};

impl Rule for GroupWarmUpStated {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let satisfied = Message::say(
            "“{0}” waits for new machines to warm up.",
            "«{0}» espera a que las máquinas nuevas estén listas.",
        );
        let violated = Message::say(
            "“{0}” does not say how long a new machine takes.",
            "«{0}» no dice cuánto tarda una máquina nueva.",
        );
        if site.is(eks_workers::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        if site.is(auto_scaling_group::KIND) {
            // The policy that scales it waits as long as its health checks do.
            let scaled = site.integer(&auto_scaling_group::MIN) < site.integer(&auto_scaling_group::MAX);
            return scaled
                .then(|| Verdict::satisfied(satisfied.with(site.name.clone())))
                .into_iter()
                .collect();
        }
        if RAW.concerns(site) && policies::raw(site, "Cooldown") != Given::Absent {
            let verdict = Verdict::satisfied(satisfied.with(site.name.clone()));
            return vec![verdict.on(cfn_resource::PROPERTIES.name)];
        }
        RAW.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        RAW.fix(site, 300, Message::say("Wait five minutes", "Esperar cinco minutos"))
    }
}

impl Examples for GroupWarmUpStated {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw group that says nothing",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MinSize":"2","MaxSize":"6"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group with a warm-up",
                design: r#"{"nodes":{"warm":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"DefaultInstanceWarmup":180}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group with a cooldown",
                design: r#"{"nodes":{"cool":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"Cooldown":"300"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a drawn group that is scaled",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "workers of a cluster",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a drawn group of a fixed size",
                design: r#"{"nodes":{"still":{"kind":"auto_scaling_group","properties":{"min_size":2,"max_size":2},"parent":"app"}}}"#,
            },
        ]
    }
}
