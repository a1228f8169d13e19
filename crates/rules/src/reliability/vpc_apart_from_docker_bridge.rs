//! Networks keep clear of Docker’s own block.

use architecture::Cidr;
use design::Words;
use services::kinds::{cfn_resource, vpc};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, policies};

pub struct VpcApartFromDockerBridge;

static ABOUT: About = About {
    id: "vpc-apart-from-docker-bridge",
    title: Words::new(
        "Networks keep clear of Docker’s own block",
        "Las redes evitan el bloque propio de Docker",
    ),
    rationale: Words::new(
        "Docker and some AWS services use 172.17.0.0/16 for themselves; what stands in such a VPC is not found from them.",
        "Docker y algunos servicios de AWS usan 172.17.0.0/16; desde ellos no se encuentra lo que está en esa VPC.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-NET-06"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, vpc::KIND],
};

impl Rule for VpcApartFromDockerBridge {
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
        let bridge = Cidr::parse("172.17.0.0/16");
        let verdict = Verdict::either(
            bridge.is_some_and(|bridge| bridge.overlaps(own)),
            Message::say(
                "The block of “{0}” overlaps 172.17.0.0/16.",
                "El bloque de «{0}» se solapa con 172.17.0.0/16.",
            )
            .with(site.name.clone()),
            Message::say(
                "The block of “{0}” is apart from 172.17.0.0/16.",
                "El bloque de «{0}» no toca 172.17.0.0/16.",
            )
            .with(site.name.clone()),
        );
        vec![if site.is(vpc::KIND) { verdict.on(vpc::CIDR.name) } else { verdict }]
    }
}

impl Examples for VpcApartFromDockerBridge {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "the same block",
                design: r#"{"nodes":{"vpc":{"properties":{"cidr":"172.17.0.0/16"}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw VPC",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPC","properties":{"CidrBlock":"172.17.8.0/21"}}}}}"#,
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
