//! Taking typed values out of a JSON tree, reporting what does not have the expected type.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use crate::{
    Id, Map,
    problem::{Fault, Path, Problems},
};

/// Says what a value is, short enough for a message.
pub(crate) fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.is_empty() => "an empty text".to_owned(),
        Value::String(text) => {
            let mut shown: String = text.chars().take(60).collect();
            if shown.len() < text.len() {
                shown.push('…');
            }
            format!("“{shown}”")
        }
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// The fault of a value that is not what was expected.
pub(crate) fn wrong(expected: &str, found: &Value) -> Fault {
    Fault::Expected { expected: expected.to_owned(), found: describe(found), nearest: None }
}

/// One object being read, field by field.
pub(super) struct Fields<'a> {
    map: Map,
    path: &'a Path<'a>,
    problems: &'a Problems,
}

impl<'a> Fields<'a> {
    /// Opens an object; reports fields that are not `known`.
    pub(super) fn open(
        value: Value,
        known: &[&'static str],
        path: &'a Path<'a>,
        problems: &'a Problems,
    ) -> Option<Fields<'a>> {
        let map = object(value, path, problems)?;
        for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
            problems.push(
                &path.key(key),
                Fault::UnknownField {
                    nearest: problems.nearest(key, known.iter().copied()),
                    known: known.iter().map(|&name| name.to_owned()).collect(),
                },
            );
        }
        Some(Fields { map, path, problems })
    }

    /// A field that may be left out.
    pub(super) fn optional<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Value, &Path<'_>, &Problems) -> Option<T>,
    ) -> Option<T> {
        let value = self.map.remove(name)?;
        read(value, &self.path.key(name), self.problems)
    }

    /// A field that must be there.
    pub(super) fn required<T>(
        &mut self,
        name: &str,
        expected: &str,
        read: impl FnOnce(Value, &Path<'_>, &Problems) -> Option<T>,
    ) -> Option<T> {
        if !self.map.contains_key(name) {
            let fault = Fault::Missing { expected: expected.to_owned() };
            self.problems.push_hole(&self.path.key(name), fault);
        }
        self.optional(name, read)
    }
}

pub(super) fn object(value: Value, path: &Path<'_>, problems: &Problems) -> Option<Map> {
    match value {
        Value::Object(map) => Some(map),
        other => hole(path, problems, "an object", &other),
    }
}

pub(super) fn text(value: Value, path: &Path<'_>, problems: &Problems) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        other => hole(path, problems, "a text", &other),
    }
}

pub(super) fn number(value: Value, path: &Path<'_>, problems: &Problems) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number),
        other => hole(path, problems, "a number", &other),
    }
}

pub(super) fn id(value: Value, path: &Path<'_>, problems: &Problems) -> Option<Id> {
    match value {
        Value::String(text) => id_of(&text, path, problems),
        other => hole(path, problems, "an id", &other),
    }
}

fn id_of(text: &str, path: &Path<'_>, problems: &Problems) -> Option<Id> {
    let id = Id::new(text);
    if id.is_none() {
        let shown: String = text.chars().take(80).collect();
        problems.push_hole(path, Fault::BadId { found: shown, nearest: mended(text) });
    }
    id
}

/// An id made of what a person wrote: `My DB` becomes `my-db`.
fn mended(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let id = words.join("-");
    crate::id::is_id(&id).then_some(id)
}

pub(super) fn list<T>(
    value: Value,
    path: &Path<'_>,
    problems: &Problems,
    read: impl Fn(Value, &Path<'_>, &Problems) -> Option<T>,
) -> Option<Vec<T>> {
    match value {
        Value::Array(items) => Some(
            items
                .into_iter()
                .enumerate()
                .filter_map(|(index, item)| read(item, &path.index(index), problems))
                .collect(),
        ),
        other => hole(path, problems, "a list", &other),
    }
}

/// An object whose keys are ids.
pub(super) fn by_id<T>(
    value: Value,
    path: &Path<'_>,
    problems: &Problems,
    read: impl Fn(Value, &Path<'_>, &Problems) -> Option<T>,
) -> Option<BTreeMap<Id, T>> {
    Some(
        object(value, path, problems)?
            .into_iter()
            .filter_map(|(key, value)| {
                let path = path.key(&key);
                Some((id_of(&key, &path, problems)?, read(value, &path, problems)?))
            })
            .collect(),
    )
}

pub(super) fn hole<T>(path: &Path<'_>, problems: &Problems, expected: &str, found: &Value) -> Option<T> {
    problems.push_hole(path, wrong(expected, found));
    None
}
