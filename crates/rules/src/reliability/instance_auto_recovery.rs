//! Instances recover from failed hardware.

use design::Words;
use services::kinds::{cfn_resource, ec2_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    launched,
};

pub struct InstanceAutoRecovery;

static BUILT: Built = Built {
    types: &["AWS::EC2::Instance"],
    path: "MaintenanceOptions.AutoRecovery",
    holds: |given| match given {
        Given::Absent => Some(true),
        given => given.is_one_of(&["default"]),
    },
};

static ABOUT: About = About {
    id: "instance-auto-recovery",
    title: Words::new(
        "Instances recover from failed hardware",
        "Las instancias se recuperan de fallas de hardware",
    ),
    rationale: Words::new(
        "When the host fails, EC2 moves the instance by itself; with recovery off it stays down until someone notices.",
        "Si falla el servidor físico, EC2 mueve la instancia por sí solo; sin recuperación queda caída hasta que alguien lo note.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL11",
    peers: &[],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-recover.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, ec2_instance::KIND],
};

impl Rule for InstanceAutoRecovery {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” does not recover from failed hardware.",
            "«{0}» no se recupera de fallas de hardware.",
        );
        let satisfied = Message::say(
            "“{0}” leaves recovery on, as AWS presets it.",
            "«{0}» deja activa la recuperación, como viene de AWS.",
        );
        if site.is(ec2_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        let left = launched::left_to_template(&BUILT, site);
        left.or_else(|| BUILT.judge(site, violated, satisfied)).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "default", Message::say("Turn on recovery", "Activar la recuperación"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for InstanceAutoRecovery {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw instance without",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"MaintenanceOptions":{"AutoRecovery":"disabled"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every instance",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
            Example {
                expect: Expect::CannotTell,
                name: "a raw instance from a launch template",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"LaunchTemplate":{"LaunchTemplateId":"lt-1","Version":"1"}}}}}}"#,
            },
        ]
    }
}
