//! Networks use private addresses.

use architecture::Cidr;
use design::Words;
use services::kinds::{cfn_resource, vpc};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, policies};

pub struct VpcBlockIsPrivate;

static ABOUT: About = About {
    id: "vpc-block-is-private",
    title: Words::new("Networks use private addresses", "Las redes usan direcciones privadas"),
    rationale: Words::new(
        "Addresses that belong to others on the internet cannot be reached from a network that uses them as its own.",
        "A direcciones que son de otros en internet no se llega desde una red que las usa como propias.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:VPC-018"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, vpc::KIND],
};

impl Rule for VpcBlockIsPrivate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let own = match site.is(vpc::KIND) {
            true => vpc::cidr(site),
            false if policies::raw_type(site) == Some("AWS::EC2::VPC") => {
                let block = policies::raw(site, "CidrBlock").known().and_then(|block| block.as_str());
                block.and_then(Cidr::parse)
            }
            false => None,
        };
        let Some(own) = own else { return Vec::new() };
        let private = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"]
            .into_iter()
            .filter_map(Cidr::parse)
            .any(|block| block.contains(own));
        let verdict = Verdict::either(
            !private,
            Message::say(
                "The block of “{0}” holds public addresses.",
                "El bloque de «{0}» contiene direcciones públicas.",
            )
            .with(site.name.clone()),
            Message::say("The block of “{0}” is private.", "El bloque de «{0}» es privado.")
                .with(site.name.clone()),
        );
        vec![if site.is(vpc::KIND) { verdict.on(vpc::CIDR.name) } else { verdict }]
    }
}

impl Examples for VpcBlockIsPrivate {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "addresses of others",
                design: r#"{"nodes":{"vpc":{"properties":{"cidr":"11.0.0.0/16"}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw VPC",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPC","properties":{"CidrBlock":"11.1.0.0/16"}}}}}"#,
            },
            Example { expect: Expect::Satisfied, name: "default", design: r#"{}"# },
            Example {
                expect: Expect::NotApplicable,
                name: "no VPC",
                design: r#"{"nodes":{"vpc":null,"igw":null,"public":null,"app":null,"data":null}}"#,
            },
        ]
    }
}
