//! Raw subnets name their route table.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, policies, raw_networks,
    references,
};

pub struct SubnetNamesRouteTable;

static ABOUT: About = About {
    id: "subnet-names-route-table",
    title: Words::new("Subnets name their route table", "Las subredes indican su tabla de rutas"),
    rationale: Words::new(
        "A subnet without a table of its own follows the main one of its network: a route added there for another reason opens it unseen.",
        "Una subred sin tabla propia sigue la principal de su red: una ruta agregada allí por otra razón la abre sin que se note.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS05",
    peers: &["groundplan:VPC-020"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for SubnetNamesRouteTable {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if policies::raw_type(site) != Some(raw_networks::SUBNET) {
            return Vec::new();
        }
        let own = cloudformation::logical_id(site.node(), "");
        let named = references::of_types(site, &[raw_networks::TABLE_ASSOCIATION])
            .filter_map(|association| references::written(&association, "SubnetId"))
            .any(|subnet| references::value_names(subnet, &own));
        vec![Verdict::either(
            !named,
            Message::say(
                "“{0}” names no route table and follows the main one of its network.",
                "«{0}» no indica tabla de rutas y sigue la principal de su red.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” names its route table.", "«{0}» indica su tabla de rutas.")
                .with(site.name.clone()),
        )]
    }
}

impl Examples for SubnetNamesRouteTable {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no association",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Vpc"},"CidrBlock":"10.0.240.0/24"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an association",
                design: r#"{"nodes":{"inner":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Vpc"},"CidrBlock":"10.0.240.0/24"}}},"inner-table":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::RouteTable","properties":{"VpcId":{"Ref":"Vpc"}}}},"inner-routes":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SubnetRouteTableAssociation","properties":{"SubnetId":{"Ref":"Inner"},"RouteTableId":{"Ref":"InnerTable"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "drawn tiers, which always have one",
                design: r#"{}"#,
            },
        ]
    }
}
