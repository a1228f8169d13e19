//! Laws of validation: determinism, independence of rules from each other, suppressions.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::BTreeSet;

use architecture::{Architecture, Derivation, Followed, Ix};
use common::{TODAY, document, name, resolve};
use design::{Id, Suppression};
use groundplan_rules::{
    Example, Expect, Finding, RULES, Scope, check_element, example_document, examples, nearest, revalidate,
    rules_of, validate,
};
use proptest::prelude::*;
use serde_json::Value;
use services::{Services, Site, kinds::cfn_resource};

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

/// What the functions of a raw resource name.
fn named_by_raw(architecture: &Architecture, ix: Ix) -> Vec<Ix> {
    fn texts(value: &Value) -> Vec<&str> {
        match value {
            Value::String(text) => vec![text],
            Value::Array(items) => items.iter().flat_map(texts).collect(),
            Value::Object(map) => map.values().flat_map(texts).collect(),
            _ => Vec::new(),
        }
    }
    let site = Site::new(architecture, ix);
    let values = site.record(&cfn_resource::PROPERTIES).into_iter().flat_map(|map| map.values());
    let ids = values.flat_map(texts).filter_map(|text| text.split('.').next());
    ids.filter_map(|id| architecture.index_of(&cfn_resource::named(&site, id)?.node)).collect()
}

/// The ids a rule of this scope may look at when it judges an element, and what contains them.
fn in_sight(architecture: &Architecture, ix: Ix, scope: Scope) -> BTreeSet<String> {
    let ends = |at: Ix| {
        let element = &architecture.elements[at];
        let from = element.out.iter().map(|&edge| architecture.edges[edge].to);
        from.chain(element.into.iter().map(|&edge| architecture.edges[edge].from)).collect::<Vec<_>>()
    };
    let elements = 0..architecture.elements.len();
    let sees = |at: &Ix| nearest(architecture, ix, |other| other == *at).is_some_and(|near| near <= scope);
    let mut seen: Vec<Ix> = elements.clone().filter(sees).collect();
    if scope == Scope::Vpc {
        let in_network_of = |ix: Ix| {
            let vpc = architecture.enclosing(ix, "vpc");
            let same = move |at: &Ix| vpc.is_some() && architecture.enclosing(*at, "vpc") == vpc;
            elements.clone().filter(same)
        };
        let within: Vec<Ix> = std::iter::once(ix).chain(in_network_of(ix)).collect();
        // What an edge leads to is judged with what is attached to it, its network and its callers.
        for near in within.iter().flat_map(|&at| ends(at)) {
            seen.push(near);
            seen.extend(in_network_of(near).chain(ends(near)));
        }
        seen.extend(within);
        // What names no network may decide over its packets all the same.
        let reads = |at: &Ix| Services.reads(architecture, *at).iter().any(|read| seen.contains(read));
        let deciding: Vec<Ix> = elements.filter(reads).collect();
        seen.extend(deciding);
        // A raw resource says something else where what it names is not there.
        let named: Vec<Ix> = seen.iter().flat_map(|&at| named_by_raw(architecture, at)).collect();
        seen.extend(named);
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
fn rules_judge_again_where_their_scope_sees_what_differs() {
    let drawn = Example {
        expect: Expect::NotApplicable,
        name: "a machine with a queue, and beside them a secret and a raw address",
        design: r#"{"nodes":{"api":{"kind":"ec2_instance","parent":"app","properties":{}},"jobs":{"kind":"sqs_queue","properties":{}},"secret":{"kind":"secret","properties":{}},"address":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{}}}},"connections":{"api-jobs":{"from":"api","kind":"uses","to":"jobs","properties":{}}}}"#,
    };
    let mut design = example_document(&drawn).unwrap();
    let before = resolve(&design, "before");
    for (id, node) in design["nodes"].as_object_mut().unwrap() {
        node["name"] = format!("{id}, renamed").into();
    }
    let after = resolve(&design, "after");
    let [was, is] = [&before, &after].map(|architecture| validate(architecture, [], TODAY));
    let at = |finding: &Finding| (finding.node.clone(), finding.rule.id, finding.part.clone());
    assert!(was.iter().map(at).eq(is.iter().map(at)), "only names differ");

    // Of each element the narrowest scope whose rules see what differs.
    let judged_again = |differ: &[&str], linked: &[&str], from: &dyn Fn(&str) -> Option<Scope>| {
        let elements = |ids: &[&str]| ids.iter().map(|id| after.index_of(id).unwrap()).collect();
        let mut again = was.clone();
        let edits = Followed { differ: elements(differ), linked: elements(linked) };
        revalidate(&mut again, &after, &edits, [], TODAY);
        let expected = was.iter().zip(&is).map(|(was, is)| {
            let seen = from(is.node.as_str()).is_some_and(|scope| is.rule.scope >= scope);
            format!("{:?}", if seen { is } else { was })
        });
        assert_eq!(shown(&again), expected.collect::<Vec<_>>(), "{differ:?}");
    };
    let network = ["api", "app", "data", "igw", "jobs", "public", "vpc"];
    judged_again(&["jobs"], &network, &|id| match id {
        "jobs" => Some(Scope::Node),
        "api" => Some(Scope::Neighbours),
        "address" => Some(Scope::Whole),
        "secret" => None,
        _ => Some(Scope::Vpc),
    });
    judged_again(&["vpc"], &network, &|id| match id {
        "jobs" => Some(Scope::Neighbours),
        "address" => Some(Scope::Whole),
        "secret" => None,
        _ => Some(Scope::Node),
    });
    judged_again(&["address"], &["address"], &|id| match id {
        "address" => Some(Scope::Node),
        _ => Some(Scope::Whole),
    });
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
