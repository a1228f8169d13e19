//! Properties that name nodes: they follow when a node gets another id, and are unset when it goes.

use std::collections::BTreeSet;

use serde_json::Value;

use super::draft::Draft;
use crate::{Id, Map, Property, Shape, TextForm};

/// What becomes of a property that names a node.
enum Fate {
    Stays,
    Goes,
    Becomes(String),
}

impl Draft<'_> {
    pub(super) fn rename_references(&mut self, id: &Id, to: &Id) {
        self.edit_references(&|named| match id == named {
            true => Fate::Becomes(to.to_string()),
            false => Fate::Stays,
        });
    }

    pub(super) fn drop_references(&mut self, gone: &BTreeSet<Id>) {
        self.edit_references(&|named| if gone.contains(named) { Fate::Goes } else { Fate::Stays });
    }

    fn edit_references(&mut self, fate: &impl Fn(&str) -> Fate) {
        let mut nodes = Vec::new();
        let mut overlays = Vec::new();
        for (id, node) in &self.document.nodes {
            let Some(kind) = self.catalogue.kind(&node.kind) else { continue };
            if !kind.properties.iter().any(|property| names_nodes(&property.shape)) {
                continue;
            }
            if let Some(properties) = edited(kind.properties, &node.properties, fate) {
                let mut node = node.clone();
                node.properties = properties.into();
                nodes.push((id.clone(), node));
            }
            for (environment, overlay) in &self.document.environments {
                if let Some(Value::Object(patch)) = overlay.overrides.get(id)
                    && let Some(patch) = edited(kind.properties, patch, fate)
                {
                    overlays.push((environment.clone(), id.clone(), patch));
                }
            }
        }
        for (id, node) in nodes {
            self.put_node(&id, Some(node));
        }
        for (environment, id, patch) in overlays {
            let patch = (!patch.is_empty()).then_some(Value::Object(patch));
            self.put_override(&environment, &id, patch);
        }
    }
}

fn names_nodes(shape: &Shape) -> bool {
    match shape {
        Shape::Text(TextForm::Node(_)) => true,
        Shape::List(of) | Shape::Table(of) => names_nodes(of),
        Shape::Record(fields) => fields.iter().any(|field| names_nodes(&field.shape)),
        _ => false,
    }
}

/// The properties with all fates fulfilled; `None` if nothing changes.
fn edited(declared: &[&Property], properties: &Map, fate: &impl Fn(&str) -> Fate) -> Option<Map> {
    let mut properties = properties.clone();
    let mut changed = false;
    edit_map(declared, &mut properties, fate, &mut changed);
    changed.then_some(properties)
}

fn edit_map(declared: &[&Property], map: &mut Map, fate: &impl Fn(&str) -> Fate, changed: &mut bool) {
    map.retain(|name, value| {
        let property = declared.iter().find(|property| property.name == name);
        property.is_none_or(|property| edit_value(&property.shape, value, fate, changed))
    });
}

/// Edits a value; says whether it stays.
fn edit_value(shape: &Shape, value: &mut Value, fate: &impl Fn(&str) -> Fate, changed: &mut bool) -> bool {
    match (shape, value) {
        (Shape::Text(TextForm::Node(_)), Value::String(named)) => match fate(named) {
            Fate::Stays => true,
            Fate::Goes => {
                *changed = true;
                false
            }
            Fate::Becomes(other) => {
                *changed = true;
                *named = other;
                true
            }
        },
        (Shape::List(of), Value::Array(items)) => {
            items.retain_mut(|item| edit_value(of, item, fate, changed));
            true
        }
        (Shape::Table(of), Value::Object(map)) => {
            map.retain(|_, value| edit_value(of, value, fate, changed));
            true
        }
        (Shape::Record(fields), Value::Object(map)) => {
            edit_map(fields, map, fate, changed);
            true
        }
        _ => true,
    }
}
