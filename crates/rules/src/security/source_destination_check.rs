//! Machines pass on no packets of others.

use design::Words;
use services::kinds::{cfn_resource, ec2_instance};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict};

pub struct SourceDestinationCheck;

static BUILT: Built = Built {
    types: &["AWS::EC2::Instance", "AWS::EC2::NetworkInterface"],
    path: "SourceDestCheck",
    holds: |given| match given {
        Given::Absent => Some(true),
        given => given.is_one_of(&["true"]),
    },
};

static ABOUT: About = About {
    id: "source-destination-check",
    title: Words::new("Machines pass on no packets of others", "Las máquinas no reenvían paquetes ajenos"),
    rationale: Words::new(
        "Without the check a machine forwards traffic, as a hand-made NAT does: one machine, without failover, that nobody patches.",
        "Sin la verificación una máquina reenvía tráfico, como un NAT hecho a mano: una sola máquina, sin relevo, que nadie actualiza.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:VPC-016", "security-hub:EC2.180"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, ec2_instance::KIND],
};

impl Rule for SourceDestinationCheck {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” may forward packets of others: is it a router or firewall, and who patches it?",
            "«{0}» puede reenviar paquetes ajenos: ¿es un router o firewall, y quién lo actualiza?",
        );
        let satisfied =
            Message::say("“{0}” takes only its own packets.", "«{0}» solo recibe sus propios paquetes.");
        if site.is(ec2_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        // Only a person knows whether it is meant to be a router or firewall.
        BUILT.judge(site, violated, satisfied).map(Verdict::asked).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for SourceDestinationCheck {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "a raw NAT instance",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"SourceDestCheck":false}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every instance",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance that says nothing",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"InstanceType":"t4g.micro"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}
