//! A small design around the kinds under test: an environment `prod` (and a shared one), a VPC `vpc` over two zones
//! with its internet gateway `igw` and the tiers `public`, `app` (private) and `data` (isolated).
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use architecture::{Architecture, resolve};
use design::{Document, Property, Shape, TextForm, merge_patch};
use groundplan_services::{SERVICES, Service, Services, Site, price, synthesize};
use pricing::{Book, Decimal, Estimate, Ledger};
use rust_decimal::RoundingStrategy;
use serde_json::{Map, Value, json};

pub const TODAY: &str = "2026-11-23";

/// The design with further nodes and connections, as JSON objects by id.
pub fn document(nodes: Value, connections: Value) -> Value {
    let mut document = json!({
        "connections": connections,
        "environments": {
            "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" },
            "shared": { "account": "444444444444", "region": "us-east-1", "tier": "shared" }
        },
        "groundplan": 1,
        "id": "shop",
        "name": "Shop",
        "nodes": {
            "app": { "kind": "subnet", "parent": "vpc", "properties": { "access": "private", "slot": 1 } },
            "data": { "kind": "subnet", "parent": "vpc", "properties": { "access": "isolated", "slot": 2 } },
            "igw": { "kind": "internet_gateway", "parent": "vpc", "properties": {} },
            "public": { "kind": "subnet", "parent": "vpc", "properties": { "access": "public", "slot": 0 } },
            "vpc": { "kind": "vpc", "properties": { "flow_log": "off" } }
        }
    });
    patch(&mut document, json!({ "nodes": nodes }));
    document
}

/// A JSON merge patch on a document, e.g. to change the environment's region.
pub fn patch(document: &mut Value, patch: Value) {
    if let (Value::Object(document), Value::Object(patch)) = (document, patch) {
        merge_patch(document, &patch);
    }
}

/// A value for what a kind cannot do without.
pub fn sample(property: &Property) -> Value {
    match property.shape {
        Shape::Flag => true.into(),
        Shape::Integer { min, .. } => min.into(),
        Shape::Choice(words) => words[0].into(),
        Shape::Text(TextForm::Domain) => "example.com".into(),
        Shape::Text(TextForm::ResourceType) => "AWS::SSM::Parameter".into(),
        Shape::Text(TextForm::Email) => "team@example.com".into(),
        Shape::Text(TextForm::Cidr) => "192.168.0.0/24".into(),
        Shape::Text(_) => "example".into(),
        Shape::List(_) => json!([]),
        Shape::Record(_) | Shape::Table(_) | Shape::Any => json!({}),
    }
}

/// Adds a node of a kind with nothing but what it must have, where it may stand; what contains it is added too.
pub fn place(service: &dyn Service, id: &str, nodes: &mut Map<String, Value>) {
    let kind = &service.about().kind;
    let properties: Map<String, Value> = kind
        .properties
        .iter()
        .filter(|property| property.required)
        .map(|property| (property.name.to_owned(), sample(property)))
        .collect();
    let mut node = json!({ "kind": kind.name, "properties": properties });
    let parent = kind.parents.iter().find_map(|parent| match *parent {
        // What must have an address of the internet or a way out stands in the public tier.
        "subnet" if kind.name == "nat_gateway" => Some("public".to_owned()),
        "subnet" => Some("app".to_owned()),
        "vpc" => Some("vpc".to_owned()),
        _ => None,
    });
    if let Some(parent) = parent.filter(|_| kind.contained) {
        node["parent"] = parent.into();
    } else if kind.contained {
        // Contained by something that is not in the example: give it one.
        let holds = |other: &&&'static dyn Service| kind.parents.contains(&other.about().kind.name);
        let outer = SERVICES.iter().find(holds).unwrap();
        node["parent"] = "outer".into();
        let outer = &outer.about().kind;
        nodes.insert("outer".into(), json!({ "kind": outer.name, "parent": "app", "properties": {} }));
    }
    nodes.insert(id.into(), node);
}

/// One environment of a document, after everything loading checks.
pub fn environment(document: &Value, environment: &str) -> Architecture {
    let bytes = serde_json::to_vec(document).unwrap();
    let document: Document = match design::load(&bytes, &Services) {
        Ok(document) => document,
        Err(problems) => panic!("the example does not load: {problems:#?}"),
    };
    resolve(&document, environment, &Services).unwrap()
}

/// The environment `prod` of the design with further nodes and connections.
pub fn architecture(nodes: Value, connections: Value) -> Architecture {
    environment(&document(nodes, connections), "prod")
}

/// All stacks as YAML, each under its name.
pub fn yaml(architecture: &Architecture) -> String {
    let synthesis = synthesize(architecture, &[]).unwrap_or_else(|error| panic!("{error}"));
    let mut text = String::new();
    for stack in synthesis.stacks {
        text.push_str(&format!("# {} · {}\n", stack.name, stack.region));
        text.push_str(&cloudformation::template_to_yaml(&stack.template).unwrap().text);
    }
    text
}

/// Only the resources of these nodes, as YAML, stack by stack.
pub fn yaml_of(architecture: &Architecture, nodes: &[&str]) -> String {
    let synthesis = synthesize(architecture, &[]).unwrap_or_else(|error| panic!("{error}"));
    let mut text = String::new();
    for mut stack in synthesis.stacks {
        let ours = |part: &cloudformation::PartName| nodes.contains(&part.node.as_str());
        stack.template.resources.retain(|_, resource| resource.part.as_ref().is_some_and(ours));
        if stack.template.resources.is_empty() {
            continue;
        }
        text.push_str(&format!("# {} · {}\n", stack.name, stack.region));
        let lone = cloudformation::Template { resources: stack.template.resources, ..Default::default() };
        text.push_str(&cloudformation::template_to_yaml(&lone).unwrap().text);
    }
    text
}

/// The stacks of one environment, synthesised beside all others; only the resources of these nodes, or all.
pub fn beside(document: &Value, name: &str, nodes: &[&str]) -> String {
    let names = document["environments"].as_object().unwrap().keys();
    let all: Vec<Architecture> = names.map(|name| environment(document, name)).collect();
    let (own, others): (Vec<_>, Vec<_>) = all.iter().partition(|found| found.environment.as_str() == name);
    let synthesis = synthesize(own[0], &others).unwrap_or_else(|error| panic!("{error}"));
    let mut text = String::new();
    for mut stack in synthesis.stacks {
        let ours = |part: &cloudformation::PartName| nodes.contains(&part.node.as_str());
        if !nodes.is_empty() {
            stack.template.resources.retain(|_, resource| resource.part.as_ref().is_some_and(ours));
            let resources = std::mem::take(&mut stack.template.resources);
            stack.template = cloudformation::Template { resources, ..Default::default() };
        }
        if !stack.template.resources.is_empty() {
            text.push_str(&format!("# {} · {}\n", stack.name, stack.account));
            text.push_str(&cloudformation::template_to_yaml(&stack.template).unwrap().text);
        }
    }
    text
}

/// The estimate of an environment by the embedded price book.
pub fn estimate(architecture: &Architecture) -> Estimate {
    estimate_on(architecture, TODAY)
}

/// The estimate on a day (`YYYY-MM-DD`).
pub fn estimate_on(architecture: &Architecture, day: &str) -> Estimate {
    let mut ledger = Ledger::new(Book::embedded(), architecture.region.as_str(), day);
    for (ix, _) in architecture.own() {
        price(&Site::new(architecture, ix), &mut ledger);
    }
    ledger.finish()
}

/// The estimate of a design in a region, with volumes stated by id.
pub fn priced(region: &str, nodes: Value, connections: Value, usage: Value) -> Estimate {
    let mut design = document(nodes, connections);
    patch(&mut design, json!({ "environments": { "prod": { "region": region } }, "usage": usage }));
    estimate(&environment(&design, "prod"))
}

/// Typical dollars a month that a node pays by a slug: the sum of its lines.
pub fn paid(estimate: &Estimate, node: &str, slug: &str) -> Decimal {
    let lines = estimate.lines.iter().filter(|line| line.node == node && line.key.slug == slug);
    lines.map(|line| line.monthly.typical).sum()
}

/// What of a node has no price: (item, slug asked for).
pub fn open<'e>(estimate: &'e Estimate, node: &str) -> Vec<(&'e str, &'e str)> {
    let ours = estimate.unpriced.iter().filter(|open| open.node == node);
    ours.map(|open| (open.item.as_str(), open.key.as_ref().map_or("", |key| key.slug.as_str()))).collect()
}

pub fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// To the cent, as AWS bills.
pub fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Lines `node/part item: quantity unit × price = amount`, then what is free and what is unpriced.
pub fn prices(architecture: &Architecture) -> String {
    let estimate = estimate(architecture);
    let name = |node: &str, part: &Option<String>| match part {
        Some(part) => format!("{node}/{part}"),
        None => node.to_owned(),
    };
    let mut text = String::new();
    for line in &estimate.lines {
        text.push_str(&format!(
            "{} {}: {} {} × {} = {} [{}]\n",
            name(&line.node, &line.part),
            line.item,
            line.quantity.typical,
            line.unit,
            line.unit_price,
            line.monthly.typical,
            line.key.slug,
        ));
    }
    for free in &estimate.free {
        text.push_str(&format!("{} {}: free, {}\n", name(&free.node, &free.part), free.item, free.why));
    }
    for open in &estimate.unpriced {
        text.push_str(&format!("{} {}: unpriced, {}\n", name(&open.node, &open.part), open.item, open.why));
    }
    text
}

/// `code node: message` of everything that cannot be built.
pub fn blockers(architecture: &Architecture) -> Vec<String> {
    architecture
        .blockers
        .iter()
        .map(|blocker| format!("{} {}: {}", blocker.code, blocker.node, blocker.message))
        .collect()
}
