//! Any other `AWS::…` type: raw CloudFormation properties, drawn, connected, and passed through untouched.

use architecture::Ix;
use cloudformation::{Dependency, Intrinsic, Map, PartName, Value, logical_id};
use design::{ConnectionKind, Connects, Kind, Property, Shape, TextForm, Words};
use pricing::Ledger;

use crate::{About, Category, Lane, Service, Site, Stack, Stacks, kinds::vpc};

pub struct CfnResource;

pub const KIND: &str = "cfn_resource";

pub const TYPE: Property = Property::optional_text("type", TextForm::ResourceType)
    .required()
    .label("Resource type", "Tipo de recurso")
    .help("CloudFormation type, e.g. AWS::DynamoDB::Table.", "Tipo de CloudFormation, p. ej. AWS::DynamoDB::Table.")
    .source("https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html");
pub const PROPERTIES: Property = Property::table("properties", &Shape::Any)
    .label("Properties", "Propiedades")
    .help(
        "Its properties as CloudFormation takes them, in JSON; functions in their long form (Ref, Fn::Sub).",
        "Sus propiedades como las recibe CloudFormation, en JSON; funciones en su forma larga (Ref, Fn::Sub).",
    )
    .source("https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html");
pub const ATTRIBUTES: Property = Property::table("attributes", &Shape::Any)
    .label("Attributes", "Atributos")
    .help(
        "Attributes beside the properties: DeletionPolicy, DependsOn, Metadata, UpdatePolicy and so on.",
        "Atributos junto a las propiedades: DeletionPolicy, DependsOn, Metadata, UpdatePolicy, etc.",
    )
    .source("https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html");
pub const STACK: Property = Property::choice(
    "stack",
    &["network", "data", "compute", "edge", "delivery"],
    "compute",
)
.label("Stack", "Stack")
.help(
    "Stack it is built in; it can refer to what is in that stack or an earlier one.",
    "Stack en que se crea; puede referirse a ese stack o a anteriores.",
)
.source(
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/best-practices.html#organizingstacks",
);

/// Types that decide which packets pass.
const OF_NETWORK: [&str; 6] = [
    "AWS::EC2::NetworkAclEntry",
    "AWS::EC2::Route",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::EC2::SubnetNetworkAclAssociation",
    "AWS::EC2::SubnetRouteTableAssociation",
];

const fn any(kind: ConnectionKind) -> Connects {
    Connects { kind, to: &[] }
}

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("CloudFormation resource", "Recurso de CloudFormation"),
        parents: &["subnet", "vpc"],
        contained: false,
        properties: &[&TYPE, &PROPERTIES, &ATTRIBUTES, &STACK],
        connects: &[
            any(ConnectionKind::Traffic),
            any(ConnectionKind::Uses),
            any(ConnectionKind::Origin),
            any(ConnectionKind::Target),
            any(ConnectionKind::Logs),
            any(ConnectionKind::Event),
            any(ConnectionKind::Attached),
            any(ConnectionKind::Delivery),
            any(ConnectionKind::Replicates),
        ],
        usage: &[],
        interface: false,
        role: false,
    },
    category: Category::General,
    icon: "cloudformation",
    drawio: "mxgraph.aws4.cloudformation",
    stack: Stack::Compute,
    lane: Lane::Regional(70),
    stateful: false,
};

impl Service for CfnResource {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    /// What decides over packets is read with every network: which it is in may be known only when it is built.
    fn reads(&self, site: &Site<'_>) -> Vec<Ix> {
        match site.optional_text(&TYPE).is_some_and(|type_| OF_NETWORK.contains(&type_)) {
            true => site.architecture.of_kind(vpc::KIND).map(|(ix, _)| ix).collect(),
            false => Vec::new(),
        }
    }

    fn stack(&self, site: &Site<'_>) -> Stack {
        match site.text(&STACK) {
            "network" => Stack::Network,
            "data" => Stack::Data,
            "edge" => Stack::Edge,
            "delivery" => Stack::Delivery,
            _ => Stack::Compute,
        }
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let properties = raw(site, &PROPERTIES);
        let attributes = raw(site, &ATTRIBUTES);
        let resource = stacks.resource(site, "", site.text(&TYPE), Value::Map(Map::new()));
        resource.properties = properties;
        for (name, value) in attributes {
            match name.as_str() {
                "Condition" => resource.condition = value.as_str().map(str::to_owned),
                "CreationPolicy" => resource.creation_policy = Some(value),
                "DeletionPolicy" => resource.deletion_policy = Some(value),
                "DependsOn" => resource.depends_on = dependencies(site, &value),
                "Metadata" => {
                    resource.metadata = if let Value::Map(entries) = value { entries } else { Map::new() }
                }
                "UpdatePolicy" => resource.update_policy = Some(value),
                "UpdateReplacePolicy" => resource.update_replace_policy = Some(value),
                "Type" | "Properties" => {}
                _ => {
                    resource.other.insert(name, value);
                }
            }
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let type_ = site.optional_text(&TYPE).unwrap_or("no type");
        let service = type_.split("::").nth(1).unwrap_or("CloudFormation");
        ledger.unpriced(
            site.node(),
            "",
            service,
            type_,
            "Groundplan does not know what this type of resource costs",
        );
    }

    fn spec(&self, site: &Site<'_>) -> String {
        site.text(&TYPE).to_owned()
    }
}

/// A JSON property as template values: functions recognised, and references to elements of the design made
/// symbolic, so that they also work from another stack.
fn raw(site: &Site<'_>, property: &'static Property) -> Map {
    let Some(json) = site.record(property) else { return Map::new() };
    let read = |value: &serde_json::Value| {
        let (mut value, _) = cloudformation::read_json_value(&value.to_string());
        value.walk_mut(&mut |value| {
            let (id, attribute) = match value.as_intrinsic() {
                Some(Intrinsic::Ref(id)) => (id, None),
                Some(Intrinsic::GetAtt(id, attribute)) => (id, Some(attribute.clone())),
                _ => return,
            };
            if let Some(PartName { node, part }) = named(site, id) {
                *value = Value::Part { node, part, attribute };
            }
        });
        value
    };
    json.iter().map(|(name, value)| (name.clone(), read(value))).collect()
}

/// `DependsOn`: one logical id or several.
fn dependencies(site: &Site<'_>, value: &Value) -> Vec<Dependency> {
    let one = |id: &str| match named(site, id) {
        Some(part) => Dependency::Part(part),
        None => Dependency::LogicalId(id.to_owned()),
    };
    match value {
        Value::String(id) => vec![one(id)],
        Value::List(ids) => ids.iter().filter_map(Value::as_str).map(one).collect(),
        _ => Vec::new(),
    }
}

/// The element or part whose resource has a logical id.
pub fn named(site: &Site<'_>, id: &str) -> Option<PartName> {
    site.architecture.elements.iter().find_map(|element| {
        let node = element.id.as_str();
        let parts = element.parts.iter().map(|part| part.name.as_str());
        // Ids of nodes have the same letters as the beginning of their logical ids: few are worth making.
        let letters = node.bytes().filter(|letter| *letter != b'-');
        letters.zip(id.bytes()).all(|(own, first)| own.eq_ignore_ascii_case(&first)).then_some(())?;
        let part = std::iter::once("").chain(parts).find(|part| logical_id(node, part) == id)?;
        Some(PartName::new(node, part))
    })
}
