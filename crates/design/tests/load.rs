//! Reading documents: what is accepted, and what is said about what is not.

#![allow(clippy::unwrap_used)]

mod fake;

use fake::Fake;
use groundplan_design::{Fault, View, canonical, check, load};

const EXAMPLE: &str = include_str!("documents/example.json");

#[test]
fn the_example_of_the_format_loads_and_is_sound() {
    let document = load(EXAMPLE.as_bytes(), &Fake).unwrap();
    assert_eq!(document.nodes.len(), 7);
    assert_eq!(check(&document, &Fake), []);
    assert_eq!(View::new(&document, "dev").node(&"flow".parse_id()), None);
    assert_eq!(View::new(&document, "dev").node(&"db".parse_id()).unwrap()["multi_az"], false);
    assert_eq!(View::new(&document, "shared").nodes().count(), 1);
}

#[test]
fn the_canonical_form_has_sorted_keys_and_short_lists_on_one_line() {
    let document = load(EXAMPLE.as_bytes(), &Fake).unwrap();
    let text = canonical::print(&document);
    insta::assert_snapshot!(text);
    assert_eq!(canonical::print(&load(text.as_bytes(), &Fake).unwrap()), text);
}

#[test]
fn the_hash_changes_with_the_design_and_with_nothing_else() {
    let document = load(EXAMPLE.as_bytes(), &Fake).unwrap();
    let mut other = document.clone();
    assert_eq!(canonical::hash(&document), canonical::hash(&other));
    other.name.push('!');
    assert_ne!(canonical::hash(&document), canonical::hash(&other));
    assert_eq!(canonical::hash(&document).len(), 64);
}

#[test]
fn a_byte_order_mark_is_passed_over_and_whole_numbers_are_integers() {
    let text = format!("\u{feff}{}", EXAMPLE.replace("5432", "5.432e3"));
    let document = load(text.as_bytes(), &Fake).unwrap();
    assert_eq!(document.connections["api-db"].properties["port"], 5432);
}

#[test]
fn a_hundred_thousand_levels_are_refused_without_overflowing_the_stack() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let errors = load(deep.as_bytes(), &Fake).unwrap_err();
    assert!(matches!(errors.problems[0].fault, Fault::TooDeep { line: 1, .. }), "{errors}");
}

#[test]
fn only_the_first_fifty_problems_are_listed() {
    let nodes: Vec<String> = (0..120).map(|n| format!("\"n{n}\": {{ \"kind\": \"nothing\" }}")).collect();
    let text =
        format!(r#"{{ "groundplan": 1, "id": "x", "name": "X", "nodes": {{ {} }} }}"#, nodes.join(","));
    let errors = load(text.as_bytes(), &Fake).unwrap_err();
    assert_eq!((errors.problems.len(), errors.more), (50, 70));
    assert!(errors.to_string().ends_with("\nand 70 more"));
}

trait ParseId {
    fn parse_id(&self) -> groundplan_design::Id;
}

impl ParseId for str {
    fn parse_id(&self) -> groundplan_design::Id {
        groundplan_design::Id::new(self).unwrap()
    }
}

/// Every file of `malformed/` is refused, with exactly these messages.
#[test]
fn malformed_documents_are_refused_with_messages_one_can_act_on() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/malformed");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 30, "{} malformed documents", files.len());
    let mut messages = String::new();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let errors = load(&std::fs::read(&file).unwrap(), &Fake).expect_err(&name);
        assert!(!errors.problems.is_empty(), "{name} is refused without a reason");
        messages.push_str(&format!("## {name}\n{errors}\n\n"));
    }
    insta::assert_snapshot!(messages);
}
