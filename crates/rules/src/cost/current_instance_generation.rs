//! Machines are of a current generation.

use design::Words;
use services::kinds::{auto_scaling_group, ec2_instance, eks_node_group, eks_workers};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, machines};

pub struct CurrentInstanceGeneration;

static ABOUT: About = About {
    id: "current-instance-generation",
    title: Words::new("Machines are of a current generation", "Las máquinas son de una generación vigente"),
    rationale: Words::new(
        "Older generations cost more for the same work and draw more power.",
        "Las generaciones antiguas cuestan más por el mismo trabajo y consumen más energía.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &["cfn-lint:E3628", "groundplan:EC2-014"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND, ec2_instance::KIND, eks_node_group::KIND, eks_workers::KIND],
};

impl Rule for CurrentInstanceGeneration {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(property) = machines::instance_type_property(site) else { return Vec::new() };
        let instance_type = site.text(property);
        let old = machines::previous_generation(instance_type);
        let verdict = Verdict::either(
            old,
            Message::say(
                "“{0}” runs on {1}, of a previous generation.",
                "«{0}» corre en {1}, de una generación anterior.",
            )
            .with(site.name.clone())
            .with(instance_type.to_owned()),
            Message::say(
                "“{0}” runs on {1}, of a current generation.",
                "«{0}» corre en {1}, de una generación vigente.",
            )
            .with(site.name.clone())
            .with(instance_type.to_owned()),
        );
        vec![verdict.on(property.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let property = machines::instance_type_property(site)?;
        let successor = machines::successor(site.text(property))?;
        let title = Message::say("Change to {0}", "Cambiar a {0}").with(successor.clone());
        Some(Fix::set(site, property.name, successor, title))
    }
}

impl Examples for CurrentInstanceGeneration {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "m4",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"instance_type":"m4.large"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "t2",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"instance_type":"t2.micro"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "m7g",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"instance_type":"m7g.large"},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no machine", design: r#"{}"# },
        ]
    }
}
