//! Practices without a rule: what is said to hold them does, and every row of the list is answered.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::{collections::BTreeSet, fs, path::Path};

use common::{resolve, shown};
use groundplan_rules::{Example, Expect, HELD, Held, Proof, RULES, example_document};
use serde_json::Value;
use services::Services;

fn document(held: &Held, design: &'static str) -> Value {
    let example = Example { expect: Expect::NotApplicable, name: held.title.en, design };
    example_document(&example).unwrap_or_else(|error| panic!("{}: {error}", held.title.en))
}

fn templates(held: &Held, design: &'static str) -> Vec<cloudformation::Template> {
    let architecture = resolve(&document(held, design), held.title.en);
    let synthesis =
        services::synthesize(&architecture, &[]).unwrap_or_else(|error| panic!("{}: {error}", held.title.en));
    synthesis.stacks.into_iter().map(|stack| stack.template).collect()
}

/// What is wrong with a proof.
fn fault(held: &Held, proof: &Proof) -> Option<String> {
    match proof {
        Proof::Refused { says, design } => {
            match design::load(document(held, design).to_string().as_bytes(), &Services) {
                Ok(_) => Some(format!("is loaded: {design}")),
                Err(refusal) => {
                    let refusal = refusal.to_string();
                    (!refusal.contains(says)).then(|| format!("is refused for another reason: {refusal}"))
                }
            }
        }
        Proof::Blocked { code, design } => {
            let architecture = resolve(&document(held, design), held.title.en);
            let blocked = architecture.blockers.iter().any(|blocker| blocker.code == *code);
            (!blocked).then(|| format!("is not blocked by {code}: {:?}", architecture.blockers))
        }
        Proof::Built { built, design } => {
            let found: Vec<_> =
                templates(held, design).iter().flat_map(|template| shown(built, template)).collect();
            let holds = !found.is_empty() && found.iter().all(|(_, holds)| *holds == Some(true));
            (!holds).then(|| format!("templates have {} otherwise: {found:?}", built.path))
        }
        Proof::OneForEach { each, one, design } => {
            let templates = templates(held, design);
            let count = |type_: &str| {
                let resources = templates.iter().flat_map(|template| template.resources.values());
                resources.filter(|resource| resource.type_ == type_).count()
            };
            let (of, with) = (count(each), count(one));
            (of == 0 || of != with).then(|| format!("there are {of} of {each} and {with} of {one}"))
        }
        Proof::Tested { file, test } => {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
            let text = fs::read_to_string(&path).unwrap_or_default();
            let there = text.contains(&format!("#[test]\nfn {test}("))
                || text.contains(&format!("#[test]\n    fn {test}("));
            (!there).then(|| format!("{file} has no test {test}"))
        }
    }
}

#[test]
fn what_is_said_to_hold_a_practice_does() {
    let mut wrong = Vec::new();
    for held in HELD {
        assert!(!held.proofs.is_empty(), "{}", held.title.en);
        let faults = held.proofs.iter().filter_map(|proof| fault(held, proof));
        wrong.extend(faults.map(|fault| format!("{}: {fault}", held.title.en)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_holds_a_practice_is_said_in_both_languages() {
    for words in HELD.iter().flat_map(|held| [held.title, held.how]) {
        assert!(!words.en.is_empty() && !words.es.is_empty() && words.en != words.es, "{}", words.en);
    }
}

/// Ids of rows that must be answered; facts of the project, one a line.
fn rows() -> BTreeSet<&'static str> {
    let lines = include_str!("rows.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

#[test]
fn every_row_is_answered_by_a_rule_or_by_what_holds_it() {
    let peers = RULES.iter().map(|rule| rule.about().peers).chain(HELD.iter().map(|held| held.peers));
    let named: BTreeSet<&str> = peers.flatten().filter_map(|peer| peer.strip_prefix("groundplan:")).collect();
    let rows = rows();
    let open: Vec<_> = rows.difference(&named).collect();
    assert!(open.is_empty(), "nothing answers {open:?}");
    let unknown: Vec<_> = named.difference(&rows).collect();
    assert!(unknown.is_empty(), "there are no rows {unknown:?}");
}
