//! What the tests share: examples as architectures, and fixes applied to them.
#![allow(dead_code)]

use architecture::Architecture;
use groundplan_rules::{
    Built, Edit, Example, Expect, Finding, Rule, Status, check_element, example_document,
};
use serde_json::Value;
use services::Services;

/// The day all tests judge on.
pub const TODAY: &str = groundplan_rules::EXAMPLE_DAY;

/// The environment `prod` of a document, which must be a valid one.
pub fn resolve(document: &Value, what: &str) -> Architecture {
    let document = design::load(document.to_string().as_bytes(), &Services)
        .unwrap_or_else(|errors| panic!("{what}: {errors}"));
    architecture::resolve(&document, "prod", &Services).unwrap()
}

pub fn document(rule: &dyn Rule, example: &Example) -> Value {
    example_document(example).unwrap_or_else(|error| panic!("{}: {error}", name(rule, example)))
}

pub fn name(rule: &dyn Rule, example: &Example) -> String {
    format!("{}, “{}”", rule.about().id, example.name)
}

/// What one rule says of all elements.
pub fn judge(rule: &'static dyn Rule, architecture: &Architecture) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (ix, _) in architecture.own() {
        check_element(rule, architecture, ix, TODAY, &mut findings);
    }
    findings
}

/// The worst of what a rule says.
pub fn worst(findings: &[Finding]) -> Expect {
    let has = |status| findings.iter().any(|finding| finding.status == status);
    if has(Status::Violated) {
        Expect::Violated
    } else if has(Status::CannotTell) {
        Expect::CannotTell
    } else if has(Status::Satisfied) {
        Expect::Satisfied
    } else {
        Expect::NotApplicable
    }
}

/// Makes the edits of a fix in a document.
pub fn mend(document: &mut Value, edits: &[Edit]) {
    for edit in edits {
        match edit {
            Edit::Set { id, property, value } => {
                let section =
                    if document["nodes"].get(id.as_str()).is_some() { "nodes" } else { "connections" };
                let properties = &mut document[section][id.as_str()]["properties"];
                match value {
                    Value::Null => {
                        properties.as_object_mut().unwrap().remove(*property);
                    }
                    value => properties[*property] = value.clone(),
                }
            }
            Edit::Add { id, node } => {
                document["nodes"][id.as_str()] = serde_json::to_value(node).unwrap();
            }
            Edit::Connect { id, connection } => {
                document["connections"][id.as_str()] = serde_json::to_value(connection).unwrap();
            }
        }
    }
}

/// The resources of a template that a property decides about: node, and whether it is as it should be.
pub fn shown(built: &Built, template: &cloudformation::Template) -> Vec<(String, Option<bool>)> {
    let json: Value = serde_json::from_str(&cloudformation::template_to_json(template).unwrap()).unwrap();
    let mut shown = Vec::new();
    for (id, resource) in json["Resources"].as_object().unwrap() {
        if !built.types.contains(&resource["Type"].as_str().unwrap()) {
            continue;
        }
        let given = built.given(resource["Properties"].as_object(), resource.as_object());
        let node = resource["Metadata"]["Groundplan"].as_str().unwrap_or(id).split('/').next().unwrap_or(id);
        shown.push((node.to_owned(), (built.holds)(&given)));
    }
    shown
}
