//! Taking typed values out of a JSON tree, reporting what does not have the expected type.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use super::tree::{Entries, Tree};
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
pub(super) struct Fields<'a, 't> {
    entries: Entries<'t>,
    path: &'a Path<'a>,
    problems: &'a Problems,
}

impl<'a, 't> Fields<'a, 't> {
    /// Opens an object; reports fields that are not `known`.
    pub(super) fn open(
        tree: Tree<'t>,
        known: &[&'static str],
        path: &'a Path<'a>,
        problems: &'a Problems,
    ) -> Option<Fields<'a, 't>> {
        let entries = entries(tree, path, problems)?;
        for (key, _) in entries.iter().filter(|(key, _)| !known.contains(&key.as_ref())) {
            problems.push(
                &path.key(key),
                Fault::UnknownField {
                    nearest: problems.nearest(key, known.iter().copied()),
                    known: known.iter().map(|&name| name.to_owned()).collect(),
                },
            );
        }
        Some(Fields { entries, path, problems })
    }

    /// A field that may be left out.
    pub(super) fn optional<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Tree<'t>, &Path<'_>, &Problems) -> Option<T>,
    ) -> Option<T> {
        let at = self.entries.iter().position(|(key, _)| key == name)?;
        let (_, tree) = self.entries.swap_remove(at);
        read(tree, &self.path.key(name), self.problems)
    }

    /// A field that must be there.
    pub(super) fn required<T>(
        &mut self,
        name: &str,
        expected: &str,
        read: impl FnOnce(Tree<'t>, &Path<'_>, &Problems) -> Option<T>,
    ) -> Option<T> {
        if !self.entries.iter().any(|(key, _)| key == name) {
            let fault = Fault::Missing { expected: expected.to_owned() };
            self.problems.push_hole(&self.path.key(name), fault);
        }
        self.optional(name, read)
    }
}

fn entries<'t>(tree: Tree<'t>, path: &Path<'_>, problems: &Problems) -> Option<Entries<'t>> {
    match tree {
        Tree::Object(entries) => Some(entries),
        other => hole(path, problems, "an object", other),
    }
}

pub(super) fn object(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Map> {
    let entries = entries(tree, path, problems)?;
    Some(entries.into_iter().map(|(key, value)| (key.into_owned(), value.into())).collect())
}

pub(super) fn text(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<String> {
    match tree {
        Tree::Text(text) => Some(text.into_owned()),
        other => hole(path, problems, "a text", other),
    }
}

pub(super) fn number(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Number> {
    match tree {
        Tree::Number(number) => Some(number),
        other => hole(path, problems, "a number", other),
    }
}

pub(super) fn id(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Id> {
    match tree {
        Tree::Text(text) => id_of(&text, path, problems),
        other => hole(path, problems, "an id", other),
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

pub(super) fn list<'t, T>(
    tree: Tree<'t>,
    path: &Path<'_>,
    problems: &Problems,
    read: impl Fn(Tree<'t>, &Path<'_>, &Problems) -> Option<T>,
) -> Option<Vec<T>> {
    match tree {
        Tree::List(items) => Some(
            items
                .into_iter()
                .enumerate()
                .filter_map(|(index, item)| read(item, &path.index(index), problems))
                .collect(),
        ),
        other => hole(path, problems, "a list", other),
    }
}

/// An object whose keys are ids.
pub(super) fn by_id<'t, T>(
    tree: Tree<'t>,
    path: &Path<'_>,
    problems: &Problems,
    read: impl Fn(Tree<'t>, &Path<'_>, &Problems) -> Option<T>,
) -> Option<BTreeMap<Id, T>> {
    Some(
        entries(tree, path, problems)?
            .into_iter()
            .filter_map(|(key, tree)| {
                let path = path.key(&key);
                Some((id_of(&key, &path, problems)?, read(tree, &path, problems)?))
            })
            .collect(),
    )
}

/// An object whose keys are free.
pub(super) fn by_name<'t, T>(
    tree: Tree<'t>,
    path: &Path<'_>,
    problems: &Problems,
    read: impl Fn(Tree<'t>, &Path<'_>, &Problems) -> Option<T>,
) -> Option<BTreeMap<String, T>> {
    Some(
        entries(tree, path, problems)?
            .into_iter()
            .filter_map(|(key, tree)| {
                let read = read(tree, &path.key(&key), problems)?;
                Some((key.into_owned(), read))
            })
            .collect(),
    )
}

pub(super) fn hole<T>(path: &Path<'_>, problems: &Problems, expected: &str, found: Tree<'_>) -> Option<T> {
    problems.push_hole(path, wrong(expected, &found.into()));
    None
}
