//! Values a new element starts with where leaving them out would not do.

use engine::{
    Cidr, Document, Id,
    design::{Kind, Map, Property, Shape, TextForm},
    services::kinds::{subnet, vpc},
};
use serde_json::Value;

/// The properties that must be given, with values that fit.
pub(crate) fn required(document: &Document, kind: &Kind) -> Map {
    let needed = kind.properties.iter().filter(|property| property.required);
    needed.map(|property| (property.name.to_owned(), first(document, &property.shape))).collect()
}

/// A value of a shape that fits, such as a new item of a list starts with.
pub(crate) fn sample(shape: &Shape) -> Value {
    match shape {
        Shape::Flag => false.into(),
        Shape::Integer { min, .. } => (*min).into(),
        Shape::Choice(words) => words.first().copied().unwrap_or_default().into(),
        Shape::List(of) => match of {
            // a list that must be given holds something
            Shape::Text(_) => vec![sample(of)].into(),
            _ => Value::Array(Vec::new()),
        },
        Shape::Record(fields) => {
            let needed = fields.iter().filter(|field: &&&Property| field.required);
            let map: Map = needed.map(|field| (field.name.to_owned(), sample(&field.shape))).collect();
            map.into()
        }
        Shape::Table(_) => Map::new().into(),
        Shape::Any => Value::Null,
        Shape::Text(form) => match form {
            TextForm::Any(_) | TextForm::Node(_) => "",
            TextForm::Cidr => "10.0.0.0/16",
            TextForm::Domain => "example.com",
            TextForm::InstanceType => "t4g.small",
            TextForm::DatabaseClass => "db.t4g.medium",
            TextForm::Version => "1",
            TextForm::DailyWindow => "03:00-04:00",
            TextForm::Email => "someone@example.com",
            // takes no properties and does nothing
            TextForm::ResourceType => "AWS::CloudFormation::WaitConditionHandle",
        }
        .into(),
    }
}

fn first(document: &Document, shape: &Shape) -> Value {
    match shape {
        Shape::Text(TextForm::Domain) => free_domain(document).into(),
        Shape::Text(TextForm::Node(kinds)) => {
            let mut nodes = document.nodes.iter();
            let found = nodes.find(|(_, node)| kinds.is_empty() || kinds.contains(&node.kind.as_str()));
            found.map(|(id, _)| id.as_str()).unwrap_or_default().into()
        }
        other => sample(other),
    }
}

/// Example names that no zone of the design has.
fn free_domain(document: &Document) -> String {
    let taken = |name: &str| {
        let mut values = document.nodes.values().flat_map(|node| node.properties.values());
        values.any(|value| value.as_str() == Some(name))
    };
    let numbered = (2..).map(|number: u32| format!("example{number}.com"));
    std::iter::once("example.com".to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

/// Values that must not be those of another element: addresses, slots, zones.
pub(super) fn fresh(
    document: &Document,
    kind: &Kind,
    container: Option<&Id>,
    zone: Option<u8>,
    properties: &mut Map,
) {
    match kind.name {
        vpc::KIND => {
            let block = free_block(document, &[])
                .filter(|block| vpc::CIDR.default.to_json() != Some(block.as_str().into()));
            properties.extend(block.map(|block| (vpc::CIDR.name.to_owned(), block.into())));
        }
        subnet::KIND => {
            let slot =
                container.and_then(|vpc| free_slots(document, vpc, &[&*properties]).into_iter().next()?);
            properties.extend(slot.map(|slot| (subnet::SLOT.name.to_owned(), slot.into())));
        }
        _ => {}
    }
    if let Some(zone) =
        zone.or_else(|| free_zone(document, kind, container)).filter(|_| zonal(kind).is_some())
    {
        properties.insert("zone".to_owned(), zone.into());
    }
}

/// The property that says in which zone a kind stands, for those that stand in one.
pub(crate) fn zonal(kind: &Kind) -> Option<&'static Property> {
    let mut properties = kind.properties.iter().copied();
    properties.find(|property| property.name == "zone" && matches!(property.shape, Shape::Integer { .. }))
}

/// The first zone of the network in which the container has none of this kind yet.
fn free_zone(document: &Document, kind: &Kind, container: Option<&Id>) -> Option<u8> {
    let property = zonal(kind)?;
    let container = container?;
    let vpc = document.nodes.get(container)?.parent.as_ref().and_then(|id| document.nodes.get(id))?;
    let zones = number(&vpc.properties, &vpc::ZONES)?;
    let siblings = document
        .nodes
        .values()
        .filter(|node| node.kind == kind.name && node.parent.as_ref() == Some(container));
    let taken: Vec<i64> = siblings.filter_map(|node| number(&node.properties, property)).collect();
    let free = (1..=zones).find(|zone| !taken.contains(zone))?;
    u8::try_from(free).ok()
}

fn number(properties: &Map, property: &Property) -> Option<i64> {
    let default = || property.default.to_json()?.as_i64();
    properties.get(property.name).and_then(Value::as_i64).or_else(default)
}

/// The first block among 10.0.0.0/16, 10.1.0.0/16 … that overlaps no network of the design nor those given.
pub(crate) fn free_block(document: &Document, given: &[Cidr]) -> Option<String> {
    let overlays = document.environments.values().flat_map(|environment| environment.overrides.iter());
    let of_nodes = document.nodes.iter().map(|(id, node)| (id, &*node.properties));
    let stated = overlays.filter_map(|(id, patch)| Some((id, patch.as_object()?))).chain(of_nodes);
    let mut taken = given.to_vec();
    for (id, properties) in stated {
        match document.nodes.get(id).map(|node| node.kind.as_str()) {
            Some(vpc::KIND) => {
                let default = vpc::CIDR.default.to_json();
                let text = properties.get(vpc::CIDR.name).or(default.as_ref());
                taken.extend(text.and_then(Value::as_str).and_then(Cidr::parse));
            }
            Some("on_premises") => {
                let blocks = properties.get("cidrs").and_then(Value::as_array).into_iter().flatten();
                taken.extend(blocks.filter_map(Value::as_str).filter_map(Cidr::parse));
            }
            _ => {}
        }
    }
    let blocks = (0..=255u32).filter_map(|number| Cidr::new(10 << 24 | number << 16, 16));
    let free = blocks.into_iter().find(|block| !taken.iter().any(|taken| taken.overlaps(*block)));
    free.map(|block| block.to_string())
}

/// Address slots for further tiers of a network, so that no tier there is renumbered.
pub(crate) fn free_slots(document: &Document, vpc: &Id, further: &[&Map]) -> Vec<Option<u8>> {
    let Some(network) = document.nodes.get(vpc).filter(|node| node.kind == vpc::KIND) else {
        return vec![None; further.len()];
    };
    let default = vpc::CIDR.default.to_json();
    let text = network.properties.get(vpc::CIDR.name).or(default.as_ref());
    let Some(block) = text.and_then(Value::as_str).and_then(Cidr::parse) else {
        return vec![None; further.len()];
    };
    let tiers =
        document.nodes.values().filter(|node| node.kind == subnet::KIND && node.parent.as_ref() == Some(vpc));
    let there: Vec<&Map> = tiers.map(|node| &*node.properties).collect();
    subnet::free_slots(block, &there, further)
}
