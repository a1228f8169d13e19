//! Addresses and disks are held for something.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
    references,
};

pub struct AddressAndDiskInUse;

static ABOUT: About = About {
    id: "address-and-disk-in-use",
    title: Words::new("Addresses and disks are in use", "Las direcciones y los discos están en uso"),
    rationale: Words::new(
        "An address or a disk that nothing uses is billed every hour, and easily forgotten.",
        "Una dirección o un disco que nada usa se cobra cada hora, y se olvida fácilmente.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST04",
    peers: &["groundplan:G-COST-04", "checkov:CKV2_AWS_19", "security-hub:EC2.12", "groundplan:VPC-021"],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/cost_decomissioning_resources_track.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for AddressAndDiskInUse {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let held = match policies::raw_type(site) {
            Some("AWS::EC2::EIP") => policies::raw(site, "InstanceId") != Given::Absent,
            Some("AWS::EC2::Volume") => false,
            _ => return Vec::new(),
        };
        let own = cloudformation::logical_id(site.node(), "");
        // It may stand in place of a part of another element, such as a gateway's address, or be connected to one.
        let element = site.element();
        let drawn = element.replaces.is_some() || !element.out.is_empty() || !element.into.is_empty();
        let named =
            || references::raw(site).iter().any(|(one, id, _)| *id != own && references::names(one, &own));
        vec![Verdict::either(
            !(held || drawn || named()),
            Message::say("Nothing in the design uses “{0}”.", "Nada en el diseño usa «{0}».")
                .with(site.name.clone()),
            Message::say("“{0}” is in use.", "«{0}» está en uso.").with(site.name.clone()),
        )]
    }
}

impl Examples for AddressAndDiskInUse {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "an address for nothing",
                design: r#"{"nodes":{"address":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a disk for nothing",
                design: r#"{"nodes":{"disk":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Volume","properties":{"Size":100}}},"other":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VolumeAttachment","properties":{"VolumeId":{"Ref":"Another"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an address for a gateway",
                design: r#"{"nodes":{"address":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}},"nat":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NatGateway","properties":{"AllocationId":{"Fn::GetAtt":["Address","AllocationId"]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an address on an instance",
                design: r#"{"nodes":{"address":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc","InstanceId":{"Ref":"Api"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a disk that is drawn with its machine",
                design: r#"{"nodes":{"disk":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Volume","properties":{"Size":100}}},"api":{"kind":"ec2_instance","parent":"app","properties":{}}},"connections":{"disk-api":{"from":"disk","kind":"attached","to":"api","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "neither", design: r#"{}"# },
        ]
    }
}
