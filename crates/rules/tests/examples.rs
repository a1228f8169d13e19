//! Every rule's examples are its tests.
#![allow(clippy::unwrap_used, clippy::panic)]

use design::Document;
use groundplan_rules::{Expect, RULES, Status, check_element, example_document};
use services::Services;

#[test]
fn every_example_gets_the_verdict_it_states() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let id = rule.about().id;
        for example in rule.examples() {
            let json =
                example_document(example).unwrap_or_else(|error| panic!("{id}, {}: {error}", example.name));
            let text = json.to_string();
            let document: Document =
                serde_json::from_str(&text).unwrap_or_else(|error| panic!("{id}, {}: {error}", example.name));
            let architecture = architecture::resolve(&document, "prod", &Services).unwrap();
            let mut findings = Vec::new();
            for (ix, _) in architecture.own() {
                check_element(*rule, &architecture, ix, &mut findings);
            }
            let has = |status| findings.iter().any(|finding| finding.status == status);
            let found = if has(Status::Violated) {
                Expect::Violated
            } else if has(Status::CannotTell) {
                Expect::CannotTell
            } else if has(Status::Satisfied) {
                Expect::Satisfied
            } else {
                Expect::NotApplicable
            };
            if found != example.expect {
                wrong.push(format!(
                    "{id}, “{}”: expected {:?}, found {found:?}",
                    example.name, example.expect
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_shows_what_violates_and_what_satisfies_it() {
    for rule in RULES {
        for expect in [Expect::Violated, Expect::Satisfied, Expect::NotApplicable] {
            assert!(
                rule.examples().iter().any(|example| example.expect == expect),
                "{} has no example that is {expect:?}",
                rule.about().id
            );
        }
    }
}

#[test]
fn every_rule_speaks_both_languages() {
    for rule in RULES {
        let about = rule.about();
        for words in [about.title, about.rationale] {
            assert!(!words.en.is_empty() && !words.es.is_empty() && words.en != words.es, "{}", about.id);
        }
    }
}

#[test]
fn rules_are_sorted_and_named_once() {
    assert!(RULES.is_sorted_by(|a, b| a.about().id < b.about().id));
}
