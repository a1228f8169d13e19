//! The JSON Schema: derived from the types, true of the documents that load.
#![allow(clippy::unwrap_used, clippy::panic)]

mod fake;

use fake::Fake;
use groundplan_design::{load, schema::json_schema};
use serde_json::{Value, json};

fn example() -> Value {
    serde_json::from_str(include_str!("documents/example.json")).unwrap()
}

#[test]
fn the_schema_names_kinds_and_their_properties() {
    insta::assert_json_snapshot!(json_schema(Some(&Fake)));
}

#[test]
fn the_example_of_the_format_is_valid() {
    for schema in [json_schema(None), json_schema(Some(&Fake))] {
        assert_eq!(faults(&schema, &schema, &example()), Vec::<String>::new());
    }
}

/// Each change makes a document that loading refuses; the schema must see it too.
#[test]
fn what_a_schema_can_see_it_refuses() {
    let schema = json_schema(Some(&Fake));
    for (pointer, value) in [
        ("/groundplan", json!(2)),
        ("/colour", json!("red")),
        ("/nodes/db/kind", json!("toaster")),
        ("/nodes/db/name", Value::Null),
        ("/nodes/db/replaces", Value::Null),
        ("/nodes/db/in", json!("dev")),
        ("/nodes/db/colour", json!("red")),
        ("/nodes/db/properties/engine", json!("oracle")),
        ("/nodes/db/properties/multi_azz", json!(true)),
        ("/nodes/flow/properties/retention_days", json!(0)),
        ("/nodes/app/properties", json!([])),
        ("/connections/api-db/kind", json!("trafic")),
        ("/connections/api-db/properties/port", json!(70_000)),
        ("/environments/dev/tier", json!("development")),
        ("/environments/dev/account", json!(1)),
        ("/layout/db", json!([1, 2, 3])),
        ("/answers/sec10-prod/question", json!("SEC12")),
        ("/answers/sec10-prod/choice", json!("yes")),
        ("/answers/sec10-prod/name", json!("somebody")),
        ("/expectations/data-closed/demand", json!("must-never-reach")),
        ("/expectations/data-closed/from", json!("internet")),
        ("/expectations/db-for-api/port", json!(0)),
        ("/expectations/db-for-api/protocol", json!("icmp")),
        ("/usage/api-db/gib_per_month", json!("many")),
    ] {
        let mut document = example();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[key] = value;
        assert!(load(document.to_string().as_bytes(), &Fake).is_err(), "loading takes {pointer}");
        assert!(!faults(&schema, &schema, &document).is_empty(), "the schema takes {pointer}");
    }
    let mut orphan = example();
    orphan["nodes"]["db"].as_object_mut().unwrap().remove("parent");
    assert!(!faults(&schema, &schema, &orphan).is_empty(), "the schema takes a database without a subnet");
}

/// A validator for the part of JSON Schema that the schema uses, but for patterns. Panics on a word that it does
/// not know, so that nothing is passed over unseen.
fn faults(root: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let Some(schema) = schema.as_object() else {
        return if schema == &json!(false) { vec![format!("{value} is not allowed")] } else { vec![] };
    };
    let mut found = Vec::new();
    for (word, rule) in schema {
        let holds = |rule: &Value| faults(root, rule, value).is_empty();
        let fine = match word.as_str() {
            "$schema" | "$defs" | "$comment" | "title" | "description" | "default" | "format" | "pattern" => {
                true
            }
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                found.extend(faults(root, target, value));
                true
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|name| is_type(name, value)),
                name => is_type(name, value),
            },
            "const" => rule == value,
            "enum" => rule.as_array().unwrap().contains(value),
            "anyOf" => rule.as_array().unwrap().iter().any(holds),
            "oneOf" => rule.as_array().unwrap().iter().filter(|rule| holds(rule)).count() == 1,
            "allOf" => {
                found.extend(rule.as_array().unwrap().iter().flat_map(|rule| faults(root, rule, value)));
                true
            }
            "if" => {
                if holds(rule) {
                    found.extend(faults(root, &schema["then"], value));
                }
                true
            }
            "then" => true,
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
            "maxLength" => {
                value.as_str().is_none_or(|text| text.chars().count() as u64 <= rule.as_u64().unwrap())
            }
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().unwrap()),
            "items" => {
                let items = value.as_array().into_iter().flatten();
                found.extend(items.flat_map(|item| faults(root, rule, item)));
                true
            }
            "prefixItems" => {
                let items = value.as_array().into_iter().flatten().zip(rule.as_array().unwrap());
                found.extend(items.flat_map(|(item, rule)| faults(root, rule, item)));
                true
            }
            "required" => value.as_object().is_none_or(|map| {
                rule.as_array().unwrap().iter().all(|name| map.contains_key(name.as_str().unwrap()))
            }),
            "properties" => {
                for (name, rule) in rule.as_object().unwrap() {
                    found.extend(value.get(name).into_iter().flat_map(|value| faults(root, rule, value)));
                }
                true
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Value::as_object);
                let patterned = schema.contains_key("patternProperties");
                for (name, value) in value.as_object().into_iter().flatten() {
                    if !patterned && known.is_none_or(|known| !known.contains_key(name)) {
                        found.extend(
                            faults(root, rule, value).into_iter().map(|fault| format!("{name}: {fault}")),
                        );
                    }
                }
                true
            }
            "patternProperties" => {
                for rule in rule.as_object().unwrap().values() {
                    let values = value.as_object().into_iter().flat_map(|map| map.values());
                    found.extend(values.flat_map(|value| faults(root, rule, value)));
                }
                true
            }
            other => panic!("the test does not know the schema word {other}"),
        };
        if !fine {
            found.push(format!("{value} breaks {word}: {rule}"));
        }
    }
    found
}

fn is_type(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        other => panic!("unknown type {other}"),
    }
}
