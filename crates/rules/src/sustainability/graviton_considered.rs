//! Machines that can run on Arm do.

use design::Words;
use services::kinds::{auto_scaling_group, ec2_instance, eks_node_group, eks_workers};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, machines};

pub struct GravitonConsidered;

static ABOUT: About = About {
    id: "graviton-considered",
    title: Words::new("Machines run on Graviton where they can", "Las máquinas usan Graviton donde pueden"),
    rationale: Words::new(
        "AWS Graviton does the same work for about a fifth less money and much less energy, if the software is built for Arm.",
        "AWS Graviton hace el mismo trabajo por cerca de un quinto menos y con mucha menos energía, si el software está compilado para Arm.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Sustainability,
    question: "SUS05",
    peers: &["groundplan:EC2-014"],
    source: "https://docs.aws.amazon.com/whitepapers/latest/aws-graviton-performance-testing/what-is-aws-graviton.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND, ec2_instance::KIND, eks_node_group::KIND, eks_workers::KIND],
};

impl Rule for GravitonConsidered {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(property) = machines::instance_type_property(site) else { return Vec::new() };
        let instance_type = site.text(property);
        let named = instance_type.to_owned();
        let verdict = if services::machines::arm(instance_type) {
            Verdict::satisfied(
                Message::say(
                    "“{0}” runs on {1}, a Graviton processor.",
                    "«{0}» corre en {1}, un procesador Graviton.",
                )
                .with(site.name.clone())
                .with(named),
            )
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” runs on {1}; could its software run on Arm?",
                    "«{0}» corre en {1}; ¿podría su software correr en Arm?",
                )
                .with(site.name.clone())
                .with(named),
            )
        };
        vec![verdict.on(property.name)]
    }
}

impl Examples for GravitonConsidered {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "x86",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"instance_type":"m6i.large"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "Graviton",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"instance_type":"m7g.large"},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no machine", design: r#"{}"# },
        ]
    }
}
