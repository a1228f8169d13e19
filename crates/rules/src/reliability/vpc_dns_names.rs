//! VPCs give DNS names.

use design::Words;
use services::kinds::{cfn_resource, vpc};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Status, Verdict,
    companions, policies,
};

pub struct VpcDnsNames;

static BUILT: Built =
    Built { types: &["AWS::EC2::VPC"], path: "EnableDnsHostnames", holds: |given| given.on() };

static ABOUT: About = About {
    id: "vpc-dns-names",
    title: Words::new("VPCs give DNS names", "Las VPC dan nombres DNS"),
    rationale: Words::new(
        "Without DNS host names, private endpoints and clusters are not found by their names, and calls leave the network or fail.",
        "Sin nombres DNS, los endpoints privados y los clústeres no se hallan por su nombre, y las llamadas salen de la red o fallan.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:VPC-005"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, vpc::KIND],
};

impl Rule for VpcDnsNames {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” gives no DNS host names.", "«{0}» no da nombres DNS.");
        let satisfied = Message::say("“{0}” gives DNS host names.", "«{0}» da nombres DNS.");
        if site.is(vpc::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        let mut verdict = BUILT.judge(site, violated.clone(), satisfied);
        // Host names are given only where names are resolved at all.
        if resolves(site) == Some(false) {
            verdict = verdict.map(|one| Verdict { evidence: violated.with(site.name.clone()), ..one });
            verdict = verdict.map(|one| Verdict { status: Status::Violated, ..one });
        }
        verdict.into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Turn on DNS host names", "Activar nombres DNS");
        if resolves(site) != Some(false) {
            return BUILT.fix(site, true, title);
        }
        let mut properties = companions::raw_properties(site);
        for name in [BUILT.path, SUPPORT] {
            properties.insert(name.to_owned(), true.into());
        }
        Some(Fix { title, edits: companions::rewrite(site, properties) })
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for VpcDnsNames {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw VPC that does not say so",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPC","properties":{"CidrBlock":"10.9.0.0/16"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw VPC that resolves no names",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPC","properties":{"CidrBlock":"10.9.0.0/16","EnableDnsHostnames":true,"EnableDnsSupport":false}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw VPC that does",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPC","properties":{"CidrBlock":"10.9.0.0/16","EnableDnsHostnames":"true"}}}}}"#,
            },
            Example { expect: Expect::Satisfied, name: "every VPC", design: r#"{}"# },
            Example {
                expect: Expect::NotApplicable,
                name: "no VPC",
                design: r#"{"nodes":{"vpc":null,"igw":null,"public":null,"app":null,"data":null}}"#,
            },
        ]
    }
}

const SUPPORT: &str = "EnableDnsSupport";

/// Whether a raw VPC resolves names, as it does unless it says otherwise.
fn resolves(site: &Case<'_>) -> Option<bool> {
    policies::raw(site, SUPPORT).is_one_of(&["false"]).map(|off| !off)
}
