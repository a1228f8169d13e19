//! An instance that stands alone is not terminated by mistake.

use design::Words;
use services::kinds::ec2_instance;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct InstanceTerminationProtection;

static ABOUT: About = About {
    id: "instance-termination-protection",
    title: Words::new(
        "Single instances are protected from termination",
        "Las instancias solas están protegidas contra terminación",
    ),
    rationale: Words::new(
        "Nothing replaces an instance outside a group. A slip in the console ends it and its disk.",
        "Nada reemplaza a una instancia fuera de un grupo. Un descuido en la consola acaba con ella y su disco.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL11",
    peers: &["cdk-nag:AwsSolutions-EC29", "groundplan:EC2-011"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html",
    scope: Scope::Node,
    kinds: &[ec2_instance::KIND],
};

impl Rule for InstanceTerminationProtection {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&ec2_instance::TERMINATION_PROTECTION),
            Message::say("“{0}” can be terminated by mistake.", "«{0}» se puede terminar por error.")
                .with(site.name.clone()),
            Message::say("“{0}” is protected from termination.", "«{0}» está protegida contra terminación.")
                .with(site.name.clone()),
        );
        vec![verdict.on(ec2_instance::TERMINATION_PROTECTION.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            ec2_instance::TERMINATION_PROTECTION.name,
            true,
            Message::say("Protect it from termination", "Protegerla contra terminación"),
        ))
    }
}

impl Examples for InstanceTerminationProtection {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "default",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "protected",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"termination_protection":true},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no instance", design: r#"{}"# },
        ]
    }
}
