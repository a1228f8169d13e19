//! Every rule's examples are its tests.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{document, judge, mend, name, resolve, worst};
use design::Catalogue;
use groundplan_rules::{Expect, RULES, examples};
use services::Services;

#[test]
fn every_example_gets_the_verdict_it_states() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for example in examples(*rule) {
            let what = name(*rule, example);
            let found = worst(&judge(*rule, &resolve(&document(*rule, example), &what)));
            if found != example.expect {
                wrong.push(format!("{what}: expected {:?}, found {found:?}", example.expect));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_fix_satisfies_its_rule() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for example in examples(*rule).iter().filter(|example| example.expect == Expect::Violated) {
            let what = name(*rule, example);
            let mut document = document(*rule, example);
            let findings = judge(*rule, &resolve(&document, &what));
            let fixes: Vec<_> = findings.into_iter().filter_map(|finding| finding.fix).collect();
            for fix in &fixes {
                mend(&mut document, &fix.edits);
            }
            let mended = worst(&judge(*rule, &resolve(&document, &what)));
            if !fixes.is_empty() && mended == Expect::Violated {
                wrong.push(what);
            }
        }
    }
    assert!(wrong.is_empty(), "still violated after their fix: {}", wrong.join("; "));
}

#[test]
fn every_rule_shows_what_violates_and_what_satisfies_it() {
    for rule in RULES {
        let shows = |expect| examples(*rule).iter().any(|example| example.expect == expect);
        let id = rule.about().id;
        // A rule that only asks a person has nothing that violates it.
        assert!(shows(Expect::Violated) || shows(Expect::CannotTell), "{id} has no example that violates it");
        assert!(shows(Expect::Satisfied), "{id} has no example that satisfies it");
        assert!(shows(Expect::NotApplicable), "{id} has no example to which it does not apply");
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
fn verdicts_have_all_their_values_in_both_languages() {
    for rule in RULES {
        for example in examples(*rule) {
            let what = name(*rule, example);
            for finding in judge(*rule, &resolve(&document(*rule, example), &what)) {
                let titles = finding.fix.as_ref().map(|fix| &fix.title);
                for message in std::iter::once(&finding.message).chain(titles) {
                    let values = message.values.len();
                    for text in [message.words.en, message.words.es] {
                        let named = (0..10).filter(|at| text.contains(&format!("{{{at}}}"))).count();
                        assert_eq!(named, values, "{what}: {text}");
                    }
                }
            }
        }
    }
}

#[test]
fn rules_look_at_kinds_there_are() {
    for rule in RULES {
        for kind in rule.about().kinds {
            assert!(Services.kind(kind).is_some(), "{}: there is no kind {kind}", rule.about().id);
        }
    }
}

#[test]
fn rules_name_their_question_source_and_known_peers() {
    const CHECKERS: [&str; 7] =
        ["cdk-nag", "cfn-lint", "checkov", "groundplan", "guard", "security-hub", "trivy"];
    let pillars = ["SEC", "REL", "PERF", "COST", "OPS", "SUS"];
    for rule in RULES {
        let about = rule.about();
        let number = pillars.iter().find_map(|pillar| about.question.strip_prefix(pillar));
        assert!(number.is_some_and(|number| number.len() == 2), "{}: {}", about.id, about.question);
        assert!(about.source.starts_with("https://docs.aws.amazon.com/"), "{}: {}", about.id, about.source);
        for peer in about.peers {
            let checker = peer.split_once(':').map(|(checker, _)| checker);
            assert!(checker.is_some_and(|checker| CHECKERS.contains(&checker)), "{}: {peer}", about.id);
        }
    }
}

#[test]
fn rules_are_sorted_and_named_once() {
    assert!(RULES.is_sorted_by(|a, b| a.about().id < b.about().id));
}

#[test]
fn there_are_rules_about_the_graph() {
    let graph =
        RULES.iter().filter(|rule| rule.about().peers.iter().any(|peer| peer.starts_with("groundplan:G-")));
    assert!(graph.count() >= 15);
}
