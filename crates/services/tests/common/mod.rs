//! A small design around the kinds under test: an environment `prod` (and a shared one), a VPC `vpc` over two zones
//! with its internet gateway `igw` and the tiers `public`, `app` (private) and `data` (isolated).
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use architecture::{Architecture, resolve};
use design::{Document, merge_patch};
use groundplan_services::{Services, Site, service, synthesize};
use pricing::{Book, Estimate, Ledger};
use serde_json::{Value, json};

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
    let mut ledger = Ledger::new(Book::embedded(), architecture.region.as_str());
    for (ix, element) in architecture.own() {
        if let Some(service) = service(element.kind.name) {
            service.price(&Site::new(architecture, ix), &mut ledger);
        }
    }
    ledger.finish()
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
