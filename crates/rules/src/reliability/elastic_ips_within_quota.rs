//! The design fits the default number of fixed addresses.

use design::Words;
use services::kinds::{nat_gateway, vpc};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, references};

pub struct ElasticIpsWithinQuota;

static ABOUT: About = About {
    id: "elastic-ips-within-quota",
    title: Words::new(
        "Fixed public addresses stay within the quota",
        "Las direcciones públicas fijas caben en la cuota",
    ),
    rationale: Words::new(
        "A new account has five Elastic IP addresses in a region. The sixth makes the deployment fail, and raising the quota takes days.",
        "Una cuenta nueva tiene cinco direcciones Elastic IP por región. La sexta hace fallar el despliegue, y subir la cuota toma días.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL01",
    peers: &["groundplan:G-QUOTA-01"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
    scope: Scope::Whole,
    kinds: &[vpc::KIND],
};

impl Rule for ElasticIpsWithinQuota {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let here = |region: &str| region == site.region.as_str();
        // The quota is that of the region: one of its networks speaks for all.
        let first = site.architecture.own().find(|(_, one)| one.is(vpc::KIND) && here(&one.region));
        if first.is_none_or(|(ix, _)| ix != site.ix) {
            return Vec::new();
        }
        let gateways = site
            .architecture
            .own()
            .filter(|(_, element)| element.is(nat_gateway::KIND) && here(&element.region));
        let raw = references::raw(site)
            .into_iter()
            .filter(|(one, _, of)| *of == "AWS::EC2::EIP" && here(&one.region));
        let count = gateways.count() + raw.count();
        if count == 0 {
            return Vec::new();
        }
        let verdict = match count > QUOTA {
            true => Verdict::cannot_tell(
                Message::say(
                    "The environment needs {0} Elastic IP addresses in {1}, and an account has five at first: was the quota raised?",
                    "El ambiente necesita {0} direcciones Elastic IP en {1}, y una cuenta tiene cinco al inicio: ¿se subió la cuota?",
                )
                .with(count.to_string())
                .with(site.region.clone()),
            ),
            false => Verdict::satisfied(
                Message::say(
                    "Of five Elastic IP addresses in {1}, the environment needs {0}.",
                    "De cinco direcciones Elastic IP en {1}, el ambiente necesita {0}.",
                )
                .with(count.to_string())
                .with(site.region.clone()),
            ),
        };
        vec![verdict]
    }
}

impl Examples for ElasticIpsWithinQuota {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "six raw addresses",
                design: r#"{"nodes":{"a0":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a1":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a2":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a3":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a4":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a5":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "together with a gateway",
                design: r#"{"nodes":{"a0":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a1":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a2":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a3":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a4":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"nat":{"kind":"nat_gateway","parent":"public","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "two gateways",
                design: r#"{"nodes":{"nat-1":{"kind":"nat_gateway","parent":"public","properties":{"zone":1}},"nat-2":{"kind":"nat_gateway","parent":"public","properties":{"zone":2}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "five addresses",
                design: r#"{"nodes":{"a0":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a1":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a2":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a3":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"a4":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a second network says nothing of its own",
                design: r#"{"nodes":{"nat-1":{"kind":"nat_gateway","parent":"public","properties":{"zone":1}},"other":{"kind":"vpc","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none", design: r#"{}"# },
        ]
    }
}

/// Elastic IP addresses of an account in a region. Source: Amazon VPC quotas.
const QUOTA: usize = 5;
