//! Whether the properties of an element fit what its kind declares.

use serde_json::Value;

use super::{Check, form};
use crate::{
    Map, Property, Shape, TextForm,
    problem::{Fault, Path},
    read::fields::{describe, wrong},
};

impl Check<'_> {
    /// Properties against a list of declared ones. `owner` names the kind in messages.
    pub(super) fn properties(
        &self,
        declared: &'static [&'static Property],
        properties: &Map,
        owner: &str,
        path: &Path<'_>,
    ) {
        for (name, value) in properties {
            let path = path.key(name);
            match declared.iter().find(|property| property.name == name) {
                Some(property) => self.value(&property.shape, value, property.unit, &path),
                None => self.problems.push(
                    &path,
                    Fault::UnknownProperty {
                        kind: owner.to_owned(),
                        nearest: self.problems.nearest(name, declared.iter().map(|property| property.name)),
                        known: declared.iter().map(|property| property.name.to_owned()).collect(),
                    },
                ),
            }
        }
        for property in declared.iter().filter(|property| property.required) {
            if !properties.contains_key(property.name) {
                let expected = expects(&property.shape, property.unit);
                self.problems.push(&path.key(property.name), Fault::Missing { expected });
            }
        }
    }

    /// One value against its shape.
    fn value(&self, shape: &'static Shape, value: &Value, unit: &str, path: &Path<'_>) {
        match (shape, value) {
            (Shape::Any, _) | (Shape::Flag, Value::Bool(_)) => {}
            (Shape::Integer { min, max }, Value::Number(number))
                if number.as_i64().is_some_and(|number| (*min..=*max).contains(&number)) => {}
            (Shape::Text(form), Value::String(text)) => self.text(*form, text, path),
            (Shape::Choice(words), Value::String(text)) if words.contains(&text.as_str()) => {}
            (Shape::Choice(words), Value::String(text)) => self.problems.push(
                path,
                Fault::Expected {
                    expected: expects(shape, unit),
                    found: describe(value),
                    nearest: self.problems.nearest(text, words.iter().copied()),
                },
            ),
            (Shape::List(of), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(of, item, unit, &path.index(index));
                }
            }
            (Shape::Table(of), Value::Object(map)) => {
                for (key, item) in map {
                    self.value(of, item, unit, &path.key(key));
                }
            }
            (Shape::Record(fields), Value::Object(map)) => {
                self.properties(fields, map, "this object", path);
            }
            _ => self.problems.push(path, wrong(&expects(shape, unit), value)),
        }
    }

    fn text(&self, form: TextForm, text: &str, path: &Path<'_>) {
        let TextForm::Node(kinds) = form else {
            if !form::fits(form, text) {
                let fault = wrong(&form::expects(form), &Value::String(text.to_owned()));
                self.problems.push(path, fault);
            }
            return;
        };
        let fits = |kind: &str| kinds.is_empty() || kinds.contains(&kind);
        match self.document.nodes.get(text) {
            Some(node) if fits(&node.kind) => {}
            Some(node) => self.problems.push(
                path,
                Fault::Expected {
                    expected: form::expects(form),
                    found: format!("“{text}”, which is of kind {}", node.kind),
                    nearest: None,
                },
            ),
            None => {
                let candidates = self.document.nodes.iter().filter(|(_, node)| fits(&node.kind));
                let nearest = self.problems.nearest(text, candidates.map(|(id, _)| id.as_str()));
                self.problems.push(path, Fault::Dangling { what: "node", found: text.to_owned(), nearest });
            }
        }
    }
}

/// What a shape expects, as a phrase for messages.
fn expects(shape: &Shape, unit: &str) -> String {
    match shape {
        Shape::Flag => "true or false".to_owned(),
        Shape::Integer { min, max } => {
            let unit = if unit.is_empty() { String::new() } else { format!(" ({unit})") };
            format!("a whole number from {min} to {max}{unit}")
        }
        Shape::Text(form) => form::expects(*form),
        Shape::Choice(words) => format!("one of {}", words.join(", ")),
        Shape::List(of) => format!("a list, each item {}", expects(of, unit)),
        Shape::Record(fields) => {
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            format!("an object with {}", names.join(", "))
        }
        Shape::Table(of) => format!("an object, each value {}", expects(of, unit)),
        Shape::Any => "any value".to_owned(),
    }
}
