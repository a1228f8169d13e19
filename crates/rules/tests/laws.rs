//! Laws of validation: determinism, independence of rules from each other, suppressions.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::BTreeSet;

use architecture::{Architecture, Derivation, Ix};
use common::{TODAY, document, name, resolve};
use design::{Id, Suppression};
use groundplan_rules::{
    Example, Expect, Finding, RULES, Scope, check_element, example_document, examples, revalidate, rules_of,
    validate,
};
use proptest::prelude::*;
use serde_json::Value;
use services::Services;

fn shown(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{finding:?}")).collect()
}

/// Examples that hold different elements, merged into one design where they do not contradict each other.
fn any_design() -> impl Strategy<Value = Value> {
    let all: Vec<Example> = RULES.iter().flat_map(|rule| examples(*rule)).copied().collect();
    prop::sample::subsequence(all, 1..=6).prop_map(|some| {
        let mut merged = Value::Null;
        for example in some {
            let mut one = example_document(&example).unwrap();
            if merged.is_null() {
                merged = one;
                continue;
            }
            // Later examples keep to ids of their own, so that every merged design is valid.
            for section in ["nodes", "connections"] {
                let Some(theirs) = one.get_mut(section).map(Value::take) else { continue };
                let Value::Object(theirs) = theirs else { continue };
                for (id, thing) in theirs {
                    if merged[section].get(&id).is_none() {
                        merged[section][&id] = thing;
                    }
                }
            }
        }
        merged
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn findings_are_deterministic_and_rules_do_not_see_each_other(
        design in any_design(),
        order in Just((0..RULES.len()).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let loaded = design::load(design.to_string().as_bytes(), &services::Services);
        prop_assume!(loaded.is_ok(), "examples may contradict each other");
        let document = loaded.unwrap();
        let architecture = architecture::resolve(&document, "prod", &services::Services).unwrap();
        let at_once = validate(&architecture, [], TODAY);
        prop_assert_eq!(shown(&at_once), shown(&validate(&architecture.clone(), [], TODAY)));

        let mut one_by_one = Vec::new();
        for at in order {
            for (ix, _) in architecture.own() {
                check_element(RULES[at], &architecture, ix, TODAY, &mut one_by_one);
            }
        }
        // Stable: the verdicts of one rule on one element keep their order.
        one_by_one.sort_by(|a, b| (&a.node, a.rule.id).cmp(&(&b.node, b.rule.id)));
        prop_assert_eq!(shown(&at_once), shown(&one_by_one));
    }
}

/// The ids a rule of this scope may look at when it judges an element, and what contains them.
fn in_sight(architecture: &Architecture, ix: Ix, scope: Scope) -> BTreeSet<String> {
    let ends = |at: Ix| {
        let element = &architecture.elements[at];
        let from = element.out.iter().map(|&edge| architecture.edges[edge].to);
        from.chain(element.into.iter().map(|&edge| architecture.edges[edge].from)).collect::<Vec<_>>()
    };
    let mut seen = vec![ix];
    if scope == Scope::Vpc {
        let vpc = architecture.enclosing(ix, "vpc");
        let same = |at: &Ix| vpc.is_some() && architecture.enclosing(*at, "vpc") == vpc;
        seen.extend((0..architecture.elements.len()).filter(same));
    }
    if scope != Scope::Node {
        let near: Vec<Ix> = seen.iter().flat_map(|&at| ends(at)).collect();
        seen.extend(architecture.elements[ix].children.iter().copied());
        // What an edge leads to is judged with what is attached to it, its network and its callers.
        if scope == Scope::Vpc {
            for &at in &near {
                let vpc = architecture.enclosing(at, "vpc");
                let same = |at: &Ix| vpc.is_some() && architecture.enclosing(*at, "vpc") == vpc;
                seen.extend((0..architecture.elements.len()).filter(same));
                seen.extend(ends(at));
            }
        }
        seen.extend(near);
    }
    // What names no network may decide over its packets all the same.
    if scope == Scope::Vpc {
        let reads = |at: &Ix| Services.reads(architecture, *at).iter().any(|read| seen.contains(read));
        seen.extend((0..architecture.elements.len()).filter(reads).collect::<Vec<_>>());
    }
    let all = seen.into_iter().flat_map(|at| architecture.ancestors(at).collect::<Vec<_>>());
    all.map(|at| architecture.elements[at].id.to_string()).collect()
}

/// Judges each element once more with all that is out of a rule's sight taken away.
fn looks_no_further(design: &Value, what: &str) {
    let architecture = resolve(design, what);
    for (ix, element) in architecture.own() {
        for scope in [Scope::Node, Scope::Neighbours, Scope::Vpc] {
            let seen = in_sight(&architecture, ix, scope);
            let mut less = design.clone();
            less["nodes"].as_object_mut().unwrap().retain(|id, _| seen.contains(id));
            if let Some(connections) = less.get_mut("connections").and_then(Value::as_object_mut) {
                connections.retain(|_, edge| {
                    ["from", "to"].iter().all(|end| seen.contains(edge[*end].as_str().unwrap()))
                });
            }
            // A property may name a node that is out of sight; then there is nothing to compare with.
            let Ok(less) = design::load(less.to_string().as_bytes(), &services::Services) else { continue };
            let less = architecture::resolve(&less, "prod", &services::Services).unwrap();
            let there = less.index_of(element.id.as_str()).unwrap();
            for rule in rules_of(element.kind.name).iter().filter(|rule| rule.about().scope == scope) {
                let said = |architecture, ix| -> Vec<_> {
                    let mut findings = Vec::new();
                    check_element(*rule, architecture, ix, TODAY, &mut findings);
                    findings.into_iter().map(|one| (one.status, one.part, one.message)).collect()
                };
                assert_eq!(
                    said(&architecture, ix),
                    said(&less, there),
                    "{what}: {} on {}",
                    rule.about().id,
                    element.id
                );
            }
        }
    }
}

#[test]
fn rules_look_no_further_than_their_scope() {
    for rule in RULES {
        for example in examples(*rule) {
            looks_no_further(&document(*rule, example), &name(*rule, example));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nor_do_they_in_larger_designs(design in any_design()) {
        let loaded = design::load(design.to_string().as_bytes(), &services::Services);
        prop_assume!(loaded.is_ok(), "examples may contradict each other");
        looks_no_further(&design, "merged");
    }
}

#[test]
fn judging_again_runs_rules_on_the_whole_everywhere_and_others_where_something_changed() {
    let rule = groundplan_rules::rule("no-single-point-of-failure").unwrap();
    let example = examples(rule).iter().find(|example| example.expect == Expect::Satisfied).unwrap();
    let two_ways = document(rule, example);
    let mut one_way = two_ways.clone();
    one_way["connections"].as_object_mut().unwrap().remove("web-2-db").unwrap();
    let (before, after) = (resolve(&two_ways, "two ways"), resolve(&one_way, "one way"));
    let everything: Vec<Ix> = after.own().map(|(ix, _)| ix).collect();
    let [was, is] = [&before, &after].map(|architecture| validate(architecture, [], TODAY));
    assert_ne!(shown(&was), shown(&is));

    let mut again = was.clone();
    revalidate(&mut again, &after, &everything, [], TODAY);
    assert_eq!(shown(&again), shown(&is));

    let of_whole = |finding: &&Finding| finding.rule.scope == Scope::Whole;
    let split = |findings: &[Finding]| -> [Vec<String>; 2] {
        let (whole, rest): (Vec<_>, Vec<_>) = findings.iter().partition(of_whole);
        [whole, rest].map(|part| part.iter().map(|finding| format!("{finding:?}")).collect())
    };
    let mut nothing_near = was.clone();
    revalidate(&mut nothing_near, &after, &[], [], TODAY);
    assert_ne!(split(&was)[0], split(&is)[0]);
    assert_eq!(split(&nothing_near), [split(&is)[0].clone(), split(&was)[1].clone()]);
}

fn accepted(rule: &str, node: &str, environments: Option<&[&str]>, until: &str) -> Suppression {
    Suppression {
        rule: rule.to_owned(),
        node: Id::new(node).unwrap(),
        part: None,
        environments: environments.map(|named| named.iter().map(|name| Id::new(name).unwrap()).collect()),
        reason: "accepted by the owner".to_owned(),
        until: until.to_owned(),
    }
}

/// Whether the finding is still open once `suppression` is in the document.
fn open_with(suppression: &Suppression) -> bool {
    let rule = groundplan_rules::rule("rds-multi-az").unwrap();
    let example = examples(rule).iter().find(|example| example.expect == Expect::Violated).unwrap();
    let architecture = resolve(&document(rule, example), &name(rule, example));
    let id = Id::new("accepted").unwrap();
    let findings = validate(&architecture, [(&id, suppression)], TODAY);
    let finding = findings.iter().find(|finding| finding.rule.id == "rds-multi-az").unwrap();
    if let Some(suppressed) = &finding.suppressed {
        assert_eq!(
            (suppressed.id.as_str(), suppressed.reason.as_str(), suppressed.until.as_str()),
            ("accepted", "accepted by the owner", suppression.until.as_str())
        );
    }
    assert!(
        findings.iter().filter(|finding| finding.suppressed.is_some()).count() <= 1,
        "only what is named is accepted"
    );
    finding.open()
}

#[test]
fn a_suppression_holds_until_its_last_day() {
    assert!(!open_with(&accepted("rds-multi-az", "db", None, "2027-01-31")));
    assert!(!open_with(&accepted("rds-multi-az", "db", None, TODAY)), "its last day counts");
    assert!(open_with(&accepted("rds-multi-az", "db", None, "2026-11-22")), "expired the day before");
}

#[test]
fn a_suppression_is_about_one_rule_one_node_and_its_environments() {
    assert!(open_with(&accepted("rds-encrypted", "db", None, "2027-01-31")));
    assert!(open_with(&accepted("rds-multi-az", "vpc", None, "2027-01-31")));
    assert!(open_with(&accepted("rds-multi-az", "db", Some(&["dev"]), "2027-01-31")));
    assert!(!open_with(&accepted("rds-multi-az", "db", Some(&["dev", "prod"]), "2027-01-31")));
}

#[test]
fn every_rule_bears_on_a_question_of_the_framework() {
    for rule in RULES {
        let about = rule.about();
        assert!(
            design::framework::question(about.question).is_some(),
            "{}: there is no question {}",
            about.id,
            about.question
        );
    }
}
