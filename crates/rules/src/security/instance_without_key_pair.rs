//! Instances carry no SSH key.

use design::Words;
use services::kinds::{cfn_resource, ec2_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    launched, remedy,
};

pub struct InstanceWithoutKeyPair;

static BUILT: Built = Built {
    types: &["AWS::EC2::Instance"],
    path: "KeyName",
    holds: |given| match given {
        Given::Absent => Some(true),
        // A condition may leave it out.
        Given::Computed => None,
        Given::Known(_) => Some(false),
    },
};

static ABOUT: About = About {
    id: "instance-without-key-pair",
    title: Words::new("Instances carry no SSH key", "Las instancias no llevan clave SSH"),
    rationale: Words::new(
        "A private key is copied from person to person and never expires. Session Manager asks IAM each time.",
        "Una clave privada se copia de persona en persona y no vence. Session Manager pregunta a IAM cada vez.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &["groundplan:EC2-018"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-key-pairs.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, ec2_instance::KIND],
};

impl Rule for InstanceWithoutKeyPair {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” admits whoever holds an SSH key.",
            "«{0}» admite a quien tenga una clave SSH.",
        );
        let satisfied = Message::say("“{0}” carries no SSH key.", "«{0}» no lleva clave SSH.");
        if site.is(ec2_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        let left = launched::left_to_template(&BUILT, site);
        left.or_else(|| BUILT.judge(site, violated, satisfied)).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        remedy::without(site, BUILT.path, Message::say("Take the key away", "Quitar la clave"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for InstanceWithoutKeyPair {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw instance with a key",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"KeyName":"team"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every instance",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance without",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"ImageId":"ami-1"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw instance whose key a function names",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"KeyName":{"Fn::If":["Debug","team",{"Ref":"AWS::NoValue"}]}}}}}}"#,
            },
        ]
    }
}
