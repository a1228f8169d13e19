//! Which raw resources name each other in their CloudFormation.

use std::collections::{BTreeMap, BTreeSet};

use architecture::Ix;
use serde_json::Value;
use services::{
    Site,
    kinds::cfn_resource::{self, ATTRIBUTES, PROPERTIES},
};

use crate::Given;

/// The type of a raw resource.
pub(crate) fn type_of<'a>(site: &Site<'a>) -> Option<&'a str> {
    let element = site.element();
    element.is(cfn_resource::KIND).then(|| element.optional_text(&cfn_resource::TYPE)).flatten()
}

/// A property of a raw resource by its path.
pub(crate) fn property<'a>(site: &Site<'a>, path: &str) -> Given<'a> {
    let table = site.element().record(&PROPERTIES);
    table.map_or(Given::Absent, |table| Given::read(table, path))
}

/// A property of a raw resource as it is written, functions too.
pub(crate) fn written<'a>(site: &Site<'a>, name: &str) -> Option<&'a Value> {
    site.element().record(&PROPERTIES)?.get(name)
}

/// The raw resources of some types in the environment.
pub(crate) fn of_types<'a>(
    site: &Site<'a>,
    types: &'static [&'static str],
) -> impl Iterator<Item = Site<'a>> + use<'a> {
    let architecture = site.architecture;
    let all = architecture.own().map(move |(ix, _)| Site::new(architecture, ix));
    all.filter(move |one| type_of(one).is_some_and(|of| types.contains(&of)))
}

/// The element that a value names by `Ref` or `Fn::GetAtt`, and which part of it; the element itself is the empty part.
pub(crate) fn element<'a>(site: &Site<'a>, value: &Value) -> Option<(Site<'a>, String)> {
    let name = cfn_resource::named(site, named(value)?)?;
    Some((site.at(site.architecture.index_of(&name.node)?), name.part))
}

/// Whether a raw resource names a logical id in its properties or attributes.
pub(crate) fn names(site: &Site<'_>, logical: &str) -> bool {
    let mut found = false;
    walk(site, &mut |id| found |= id == logical);
    found
}

/// Those of some logical ids that a raw resource neither names nor states in `DependsOn`.
pub(crate) fn missing(site: &Site<'_>, ids: Vec<String>) -> Vec<String> {
    ids.into_iter().filter(|id| !names(site, id)).collect()
}

/// Whether a value names a logical id by `Ref`, `Fn::GetAtt` or `Fn::Sub`.
pub(crate) fn value_names(value: &Value, logical: &str) -> bool {
    let mut found = false;
    walk_value(value, &mut |id| found |= id == logical);
    found
}

/// Each raw resource of the environment with its logical id and type.
pub(crate) fn raw<'a>(site: &Site<'a>) -> Vec<(Site<'a>, String, &'a str)> {
    let architecture = site.architecture;
    let all = architecture.own().map(|(ix, _): (Ix, _)| Site::new(architecture, ix));
    all.filter_map(|one| {
        let of = type_of(&one)?;
        // only of the few raw ones: rules on the whole ask this after every edit
        let id = cloudformation::logical_id(one.node(), "");
        Some((one, id, of))
    })
    .collect()
}

/// Whether CloudFormation builds a logical id before a raw resource: it names it, or what it names does.
pub(crate) fn waits_for(site: &Site<'_>, logical: &str) -> bool {
    let all: BTreeMap<String, Site<'_>> = raw(site).into_iter().map(|(one, id, _)| (id, one)).collect();
    let (mut next, mut seen) = (Vec::new(), BTreeSet::new());
    walk(site, &mut |id| next.push(id));
    while let Some(id) = next.pop() {
        if id == logical {
            return true;
        }
        if let Some(one) = all.get(id).filter(|_| seen.insert(id)) {
            walk(one, &mut |id| next.push(id));
        }
    }
    false
}

/// The logical id of the resource that a value is, by `Ref` or `Fn::GetAtt`.
pub(crate) fn named(value: &Value) -> Option<&str> {
    let attribute = || match value.get("Fn::GetAtt")? {
        Value::String(id) => id.split('.').next(),
        Value::Array(list) => list.first()?.as_str(),
        _ => None,
    };
    value.get("Ref").and_then(Value::as_str).or_else(attribute)
}

/// Calls `found` with each logical id that a raw resource names, also in `DependsOn`.
pub(crate) fn walk<'a>(site: &Site<'a>, found: &mut dyn FnMut(&'a str)) {
    let element = site.element();
    for (name, value) in element.record(&PROPERTIES).into_iter().chain(element.record(&ATTRIBUTES)).flatten()
    {
        match (name.as_str(), value) {
            ("DependsOn", Value::String(id)) => found(id),
            ("DependsOn", Value::Array(ids)) => ids.iter().filter_map(Value::as_str).for_each(&mut *found),
            _ => walk_value(value, found),
        }
    }
}

fn walk_value<'a>(value: &'a Value, found: &mut dyn FnMut(&'a str)) {
    match value {
        Value::Array(list) => list.iter().for_each(|item| walk_value(item, found)),
        Value::Object(map) => {
            for (name, value) in map {
                match (name.as_str(), value) {
                    ("Ref", Value::String(id)) => found(id),
                    ("Fn::GetAtt", Value::String(id)) => found(id.split('.').next().unwrap_or(id)),
                    ("Fn::GetAtt", Value::Array(list)) => {
                        list.first().and_then(Value::as_str).into_iter().for_each(&mut *found);
                    }
                    ("Fn::Sub", Value::String(text)) => substituted(text).for_each(&mut *found),
                    ("Fn::Sub", Value::Array(list)) => {
                        let text = list.first().and_then(Value::as_str).unwrap_or_default();
                        substituted(text).for_each(&mut *found);
                        list.iter().skip(1).for_each(|item| walk_value(item, found));
                    }
                    _ => walk_value(value, found),
                }
            }
        }
        _ => {}
    }
}

/// The names in `${…}`, without their attributes.
fn substituted(text: &str) -> impl Iterator<Item = &str> {
    let inner = text.split("${").skip(1).filter_map(|rest| rest.split('}').next());
    inner.filter(|name| !name.starts_with('!')).map(|name| name.split('.').next().unwrap_or(name))
}
