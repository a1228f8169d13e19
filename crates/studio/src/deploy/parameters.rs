//! What fills the parameters of a stack: outputs of earlier stacks, values a person gave, what it stands with. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    standing::Standing,
    target::{Wanted, Wire},
};
use crate::Failure;

/// How one parameter is sent; one that is not sent has the template's default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    Value(String),
    /// What the stack has now.
    Previous,
}

/// Outputs as far as they are known, by (environment, stack).
pub type Outputs = BTreeMap<(String, String), BTreeMap<String, String>>;

/// The parameters of a stack, as far as they can be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    pub given: BTreeMap<String, Given>,
    /// Wires whose output is not there yet.
    pub missing: BTreeMap<String, Wire>,
}

/// Fills the parameters of a stack.
///
/// # Errors
/// [`Failure::Input`] when a person has to give a value.
pub fn fill(
    wanted: &Wanted,
    standing: Option<&Standing>,
    outputs: &Outputs,
    by_hand: &BTreeMap<String, String>,
) -> Result<Filled, Failure> {
    let mut filled = Filled::default();
    for (name, parameter) in &wanted.template.parameters {
        if let Some(wire) = wanted.wires.get(name) {
            let from = outputs.get(&(wire.environment.clone(), wire.stack.clone()));
            match from.and_then(|outputs| outputs.get(&wire.output)) {
                Some(value) => drop(filled.given.insert(name.clone(), Given::Value(value.clone()))),
                None => drop(filled.missing.insert(name.clone(), wire.clone())),
            }
        } else if let Some(value) = by_hand.get(name) {
            filled.given.insert(name.clone(), Given::Value(value.clone()));
        } else if parameter.default.is_some() {
            // The design's value holds; what the stack was given before may be an older one.
        } else if standing.is_some_and(|standing| standing.parameters.contains(name)) {
            filled.given.insert(name.clone(), Given::Previous);
        } else {
            let what = parameter.description.as_deref().unwrap_or("it has no description");
            return Err(Failure::Input(format!(
                "stack {} needs a value for {name} ({what}); give it one: --parameter {name}=… on the command line",
                wanted.id.name
            )));
        }
    }
    Ok(filled)
}

/// Parameters that only a person can fill, with what they are for.
pub fn open(wanted: &[Wanted]) -> BTreeMap<String, String> {
    let open = wanted.iter().flat_map(|stack| {
        let by_hand = |name: &String, default: bool| !default && !stack.wires.contains_key(name);
        stack.template.parameters.iter().filter_map(move |(name, parameter)| {
            let what = parameter.description.clone().unwrap_or_default();
            by_hand(name, parameter.default.is_some()).then(|| (name.clone(), what))
        })
    });
    open.collect()
}

/// Values a person gave that no template takes.
pub fn unknown<'a>(wanted: &[Wanted], by_hand: &'a BTreeMap<String, String>) -> Vec<&'a str> {
    let known: BTreeSet<&String> = wanted.iter().flat_map(|stack| stack.template.parameters.keys()).collect();
    by_hand.keys().filter(|name| !known.contains(name)).map(String::as_str).collect()
}
