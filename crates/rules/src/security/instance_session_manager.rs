//! People open a shell without an open port or a key.

use design::Words;
use services::kinds::ec2_instance;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct InstanceSessionManager;

static ABOUT: About = About {
    id: "instance-session-manager",
    title: Words::new(
        "Instances are administered by Session Manager",
        "Las instancias se administran con Session Manager",
    ),
    rationale: Words::new(
        "SSH keys are copied and never expire. Session Manager asks IAM, keeps a record, and needs no inbound port.",
        "Las claves SSH se copian y no vencen. Session Manager pregunta a IAM, deja registro y no necesita puertos de entrada.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["security-hub:SSM.1", "groundplan:EC2-016"],
    source: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
    scope: Scope::Node,
    kinds: &[ec2_instance::KIND],
};

impl Rule for InstanceSessionManager {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&ec2_instance::SESSION_MANAGER),
            Message::say(
                "“{0}” cannot be administered by Session Manager.",
                "«{0}» no se puede administrar con Session Manager.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” is administered by Session Manager.",
                "«{0}» se administra con Session Manager.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(ec2_instance::SESSION_MANAGER.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            ec2_instance::SESSION_MANAGER.name,
            true,
            Message::say("Turn on Session Manager", "Activar Session Manager"),
        ))
    }
}

impl Examples for InstanceSessionManager {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"session_manager":false},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no instance", design: r#"{}"# },
        ]
    }
}
