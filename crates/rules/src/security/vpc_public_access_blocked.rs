//! Networks without a way to the internet are locked against one, or need not be.

use design::Words;
use services::kinds::{internet_gateway, vpc};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, references};

pub struct VpcPublicAccessBlocked;

static ABOUT: About = About {
    id: "vpc-public-access-blocked",
    title: Words::new(
        "Internal networks are locked against the internet",
        "Las redes internas se cierran a internet",
    ),
    rationale: Words::new(
        "A network without an internet gateway is private until somebody adds one. Block Public Access refuses that for the whole region of an account.",
        "Una red sin internet gateway es privada hasta que alguien agrega uno. Block Public Access lo rechaza en toda la región de la cuenta.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:VPC-019", "security-hub:EC2.172"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html",
    scope: Scope::Whole,
    kinds: &[vpc::KIND],
};

impl Rule for VpcPublicAccessBlocked {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.children(internet_gateway::KIND).next().is_some() {
            return Vec::new();
        }
        let blocked = references::of_types(site, &["AWS::EC2::VPCBlockPublicAccessOptions"]).next().is_some();
        let name = site.name.clone();
        vec![match blocked {
            true => Verdict::satisfied(
                Message::say(
                    "AWS refuses “{0}” a way to the internet, whoever adds one.",
                    "AWS niega a «{0}» una salida a internet, la agregue quien la agregue.",
                )
                .with(name),
            ),
            false => Verdict::cannot_tell(
                Message::say(
                    "“{0}” has no way to the internet: should AWS refuse one, whoever adds it?",
                    "«{0}» no tiene salida a internet: ¿debe AWS negarla, la agregue quien la agregue?",
                )
                .with(name),
            ),
        }]
    }
}

impl Examples for VpcPublicAccessBlocked {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "no internet gateway",
                design: r#"{"nodes":{"igw":null,"public":null}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "blocked",
                design: r#"{"nodes":{"igw":null,"public":null,"block":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCBlockPublicAccessOptions","properties":{"InternetGatewayBlockMode":"block-bidirectional"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "an internet gateway", design: r#"{}"# },
        ]
    }
}
