//! The first of two passes: the new template with what is to go still in it. Pure.
//!
//! CloudFormation removes what a template no longer has at the end of that stack's update, while later stacks may
//! still use it. So removals wait until the later stacks have let go, and then go backwards.

use std::collections::BTreeMap;

use engine::cloudformation::{self, MAX_INLINE_BYTES, Template};

use super::parameters::Given;

/// A template that removes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub text: String,
    /// Parameters that only what is to go still reads.
    pub given: BTreeMap<String, Given>,
}

/// The wanted template with what it would remove from a standing stack still in it; none where it removes nothing,
/// or where both do not fit into one template.
pub fn kept(standing: &Template, wanted: &Template) -> Option<Kept> {
    let mut merged = wanted.clone();
    let leaving = standing.resources.iter().filter(|(id, _)| !wanted.resources.contains_key(*id));
    for (id, resource) in leaving {
        merged.resources.insert(id.clone(), resource.clone());
    }
    if merged.resources.len() == wanted.resources.len() {
        return None;
    }
    let mut given = BTreeMap::new();
    for (name, parameter) in &standing.parameters {
        if !merged.parameters.contains_key(name) {
            merged.parameters.insert(name.clone(), parameter.clone());
            given.insert(name.clone(), Given::Previous);
        }
    }
    for (ours, theirs) in [
        (&mut merged.mappings, &standing.mappings),
        (&mut merged.conditions, &standing.conditions),
        (&mut merged.other, &standing.other),
    ] {
        for (name, value) in theirs {
            ours.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    let text = cloudformation::template_to_yaml(&merged).ok()?.text;
    let fits = text.len() <= MAX_INLINE_BYTES && cloudformation::check_limits(&merged, text.len()).is_empty();
    fits.then_some(Kept { text, given })
}
