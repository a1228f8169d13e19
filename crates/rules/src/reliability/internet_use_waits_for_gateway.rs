//! What needs a gateway of a VPC waits until it is attached.

use design::Words;
use serde_json::Value;
use services::{Site, kinds::cfn_resource};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, policies, references,
};

pub struct InternetUseWaitsForGateway;

static ABOUT: About = About {
    id: "internet-use-waits-for-gateway",
    title: Words::new(
        "What uses a gateway of the VPC waits until it is attached",
        "Lo que usa un gateway de la VPC espera a que esté conectado",
    ),
    rationale: Words::new(
        "CloudFormation cannot see that a route or a NAT gateway needs the gateway attached first. The deployment then fails now and then, or when it is deleted.",
        "CloudFormation no ve que una ruta o un NAT gateway necesita el gateway ya conectado. El despliegue falla entonces de vez en cuando, o al borrarlo.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &["groundplan:G-ORDER-01"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for InternetUseWaitsForGateway {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(needed) = needed(site) else { return Vec::new() };
        let waits = references::waits_for(&site.site, &needed);
        let verdict = Verdict::either(
            !waits,
            Message::say("“{0}” does not wait for {1}.", "«{0}» no espera a {1}.")
                .with(site.name.clone())
                .with(needed.clone()),
            Message::say("“{0}” waits for {1}.", "«{0}» espera a {1}.").with(site.name.clone()).with(needed),
        );
        vec![verdict.on(cfn_resource::ATTRIBUTES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let needed = needed(site)?;
        let mut attributes = site.record(&cfn_resource::ATTRIBUTES).cloned().unwrap_or_default();
        let mut waits: Vec<Value> = match attributes.remove("DependsOn") {
            Some(Value::Array(ids)) => ids,
            Some(id) => vec![id],
            None => Vec::new(),
        };
        waits.push(needed.into());
        attributes.insert("DependsOn".to_owned(), waits.into());
        let title = Message::say("Let it wait", "Hacer que espere");
        Some(Fix::set(site, cfn_resource::ATTRIBUTES.name, Value::Object(attributes), title))
    }
}

impl Examples for InternetUseWaitsForGateway {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a route that waits for something else",
                design: r#"{"nodes":{"gate":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCGatewayAttachment","properties":{"VpcId":{"Ref":"Network"},"InternetGatewayId":"igw-a"}}},"out":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":"rtb-1","DestinationCidrBlock":"0.0.0.0/0","GatewayId":"igw-a"},"attributes":{"DependsOn":"Other"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a route that waits for both",
                design: r#"{"nodes":{"gate":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCGatewayAttachment","properties":{"VpcId":{"Ref":"Network"},"InternetGatewayId":"igw-b"}}},"way":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":"rtb-1","DestinationCidrBlock":"0.0.0.0/0","GatewayId":"igw-b"},"attributes":{"DependsOn":["Other","Gate"]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a NAT gateway in the network of the gateway",
                design: r#"{"nodes":{"network":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPC","properties":{"CidrBlock":"10.9.0.0/16"}}},"gate":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCGatewayAttachment","properties":{"VpcId":{"Ref":"Network"},"InternetGatewayId":"igw-c"}}},"edge":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Network"},"CidrBlock":"10.9.0.0/24"}}},"nat":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NatGateway","properties":{"SubnetId":{"Ref":"Edge"},"AllocationId":"eipalloc-1"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a NAT gateway whose address waits",
                design: r#"{"nodes":{"network":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPC","properties":{"CidrBlock":"10.9.0.0/16"}}},"gate":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCGatewayAttachment","properties":{"VpcId":{"Ref":"Network"},"InternetGatewayId":"igw-d"}}},"edge":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Network"},"CidrBlock":"10.9.0.0/24"}}},"address":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"},"attributes":{"DependsOn":"Gate"}}},"nat":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NatGateway","properties":{"SubnetId":{"Ref":"Edge"},"AllocationId":{"Fn::GetAtt":["Address","AllocationId"]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "routes of a VPN",
                design: r#"{"nodes":{"vpn":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCGatewayAttachment","properties":{"VpcId":{"Ref":"Network"},"VpnGatewayId":{"Ref":"Tunnel"}}}},"learned":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPNGatewayRoutePropagation","properties":{"RouteTableIds":["rtb-1"],"VpnGatewayId":{"Ref":"Tunnel"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a route to the gateway of another network",
                design: r#"{"nodes":{"gate":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCGatewayAttachment","properties":{"VpcId":{"Ref":"Network"},"InternetGatewayId":"igw-e"}}},"other":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":"rtb-2","DestinationCidrBlock":"0.0.0.0/0","GatewayId":"igw-elsewhere"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a route to a NAT gateway",
                design: r#"{"nodes":{"gate":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCGatewayAttachment","properties":{"VpcId":{"Ref":"Network"},"InternetGatewayId":"igw-f"}}},"inner":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":"rtb-1","NatGatewayId":"nat-1"}}}}}"#,
            },
        ]
    }
}

const ATTACHMENT: &str = "AWS::EC2::VPCGatewayAttachment";

/// The attachment it must wait for: that of the gateway it names, or of the VPC it stands in.
fn needed(site: &Case<'_>) -> Option<String> {
    let of = policies::raw_type(site)?;
    let all = references::raw(site);
    let subnet_of = |one: &Site<'_>| vpc_of(&all, property(one, "SubnetId")?);
    let (gateway, vpc) = match of {
        "AWS::EC2::Route" => (Some(property(site, "GatewayId")?), None),
        "AWS::EC2::VPNGatewayRoutePropagation" => (Some(property(site, "VpnGatewayId")?), None),
        "AWS::EC2::NatGateway"
            if policies::raw(site, "ConnectivityType").is_one_of(&["private"]) != Some(true) =>
        {
            (None, Some(subnet_of(site)?))
        }
        // An address by itself needs no gateway.
        "AWS::EC2::EIP" => {
            let instance = references::named(property(site, "InstanceId")?)?;
            (None, Some(subnet_of(&all.iter().find(|(_, id, _)| id == instance)?.0)?))
        }
        _ => return None,
    };
    let attaches = |one: &Site<'_>| {
        let [internet, vpn] = ["InternetGatewayId", "VpnGatewayId"].map(|name| property(one, name));
        match (gateway, vpc) {
            (Some(gateway), _) => internet.or(vpn).is_some_and(|it| same(it, gateway)),
            (_, Some(vpc)) => internet.is_some() && property(one, "VpcId").is_some_and(|it| same(it, vpc)),
            _ => false,
        }
    };
    let mut attachments = all.iter().filter(|(one, _, of)| *of == ATTACHMENT && one.stack() == site.stack());
    attachments.find(|(one, ..)| attaches(one)).map(|(_, id, _)| id.clone())
}

/// The VPC of a subnet that is drawn as a raw resource.
fn vpc_of<'a>(all: &[(Site<'a>, String, &str)], subnet: &Value) -> Option<&'a Value> {
    let subnet = references::named(subnet)?;
    property(&all.iter().find(|(_, id, of)| id == subnet && *of == "AWS::EC2::Subnet")?.0, "VpcId")
}

fn property<'a>(site: &Site<'a>, name: &str) -> Option<&'a Value> {
    site.element().record(&cfn_resource::PROPERTIES)?.get(name)
}

/// Whether two values are the same resource.
fn same(one: &Value, other: &Value) -> bool {
    one == other || references::named(one).is_some_and(|id| references::named(other) == Some(id))
}
