//! What a stack will do, read off its templates while AWS cannot be asked yet. Pure.

use std::collections::BTreeSet;

use engine::cloudformation::{Intrinsic, Resource, Template, Value};

use super::change::{Action, Certainty, Change, PropertyChange, Resources};

/// Everything in a template, added.
pub fn creation(wanted: &Template) -> Vec<Change> {
    let resources = Resources::of(None, Some(wanted));
    let ids = wanted.resources.iter();
    ids.map(|(id, resource)| change(&resources, id, resource, Action::Added, Vec::new())).collect()
}

/// Everything in a stack, removed.
pub fn removal(standing: &Template) -> Vec<Change> {
    let resources = Resources::of(Some(standing), None);
    let ids = standing.resources.iter();
    ids.map(|(id, resource)| {
        let certain = change(&resources, id, resource, Action::Removed, Vec::new());
        Change { certainty: Certainty::Certain, ..certain }
    })
    .collect()
}

/// What differs between a stack as it stands and as it is to be. `doubtful` are the parameters whose values may
/// differ from those it stands with.
pub fn update(standing: &Template, wanted: &Template, doubtful: &BTreeSet<String>) -> Vec<Change> {
    let resources = Resources::of(Some(standing), Some(wanted));
    let mut changes = Vec::new();
    for (id, resource) in &wanted.resources {
        let Some(before) = standing.resources.get(id) else {
            changes.push(change(&resources, id, resource, Action::Added, Vec::new()));
            continue;
        };
        let properties = differences(before, resource, doubtful);
        if before.type_ != resource.type_ {
            changes.push(change(&resources, id, resource, Action::Replaced, properties));
        } else if !properties.is_empty() {
            changes.push(change(&resources, id, resource, Action::Changed, properties));
        }
    }
    for (id, resource) in &standing.resources {
        if !wanted.resources.contains_key(id) {
            changes.push(change(&resources, id, resource, Action::Removed, Vec::new()));
        }
    }
    changes
}

/// Outputs of a stack whose values may differ once these changes are made.
pub fn outputs_in_doubt(wanted: &Template, changes: &[Change]) -> BTreeSet<String> {
    // What is changed in place keeps its identifiers; whether a predicted change stays in place is not known.
    let moves =
        |change: &&Change| change.action != Action::Changed || change.certainty == Certainty::Predicted;
    let moved: BTreeSet<&str> =
        changes.iter().filter(moves).map(|change| change.logical_id.as_str()).collect();
    let in_doubt = |value: &Value| {
        let mut found = false;
        value.walk(&mut |value| {
            let Value::Intrinsic(function) = value else { return };
            found |= match &**function {
                Intrinsic::Ref(id) | Intrinsic::GetAtt(id, _) => moved.contains(id.as_str()),
                Intrinsic::Sub(text, _) => moved.iter().any(|id| names(text, id)),
                _ => false,
            };
        });
        found
    };
    let outputs = wanted.outputs.iter().filter(|(_, output)| in_doubt(&output.value));
    outputs.map(|(name, _)| name.clone()).collect()
}

/// Whether `${Id}` or `${Id.Attribute}` stands in a text.
fn names(text: &str, id: &str) -> bool {
    text.split("${")
        .skip(1)
        .any(|rest| rest.strip_prefix(id).is_some_and(|rest| rest.starts_with('}') || rest.starts_with('.')))
}

fn change(
    resources: &Resources,
    id: &str,
    resource: &Resource,
    action: Action,
    properties: Vec<PropertyChange>,
) -> Change {
    let (node, part) = resources.part(id);
    Change {
        action,
        certainty: Certainty::Predicted,
        node,
        part,
        logical_id: id.to_owned(),
        resource_type: resource.type_.clone(),
        physical_id: None,
        properties,
        data: resources.fate(id, action),
    }
}

/// Names of the properties and attributes in which a resource differs, or that read a doubtful parameter.
fn differences(before: &Resource, after: &Resource, doubtful: &BTreeSet<String>) -> Vec<PropertyChange> {
    let names: BTreeSet<&String> = before.properties.keys().chain(after.properties.keys()).collect();
    let differs = |name: &&String| {
        let value = after.properties.get(*name);
        before.properties.get(*name) != value || value.is_some_and(|value| reads(value, doubtful))
    };
    let mut found: Vec<String> = names.into_iter().filter(differs).cloned().collect();
    let attributes = [
        ("CreationPolicy", before.creation_policy != after.creation_policy),
        ("DeletionPolicy", before.deletion_policy != after.deletion_policy),
        ("Metadata", before.metadata != after.metadata || before.part != after.part),
        ("UpdatePolicy", before.update_policy != after.update_policy),
        ("UpdateReplacePolicy", before.update_replace_policy != after.update_replace_policy),
    ];
    found.extend(attributes.into_iter().filter(|(_, differ)| *differ).map(|(name, _)| name.to_owned()));
    found.into_iter().map(|name| PropertyChange { name, before: None, after: None }).collect()
}

fn reads(value: &Value, parameters: &BTreeSet<String>) -> bool {
    let mut found = false;
    value.walk(&mut |value| {
        if let Value::Intrinsic(function) = value {
            found |= match &**function {
                Intrinsic::Ref(id) => parameters.contains(id),
                Intrinsic::Sub(text, _) => parameters.iter().any(|id| names(text, id)),
                _ => false,
            };
        }
    });
    found
}
