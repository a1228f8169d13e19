//! Problems under headings, and what is done with all that stand under one.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use common::{id, open, reference};
use engine::{Severity, generated};
use groundplan_editor::{
    Editor, Request,
    models::{Filter, Grouping, Heading, Line, Problem, ProblemList},
};

fn listed(editor: &mut Editor, grouping: Grouping) -> ProblemList {
    editor.listed(&Filter::default(), grouping, &BTreeSet::new())
}

fn all(list: &ProblemList) -> Vec<Line> {
    list.lines(0..list.len())
}

/// Each heading with the lines below it.
fn parts(list: &ProblemList) -> Vec<(Heading, Vec<Problem>)> {
    let mut parts: Vec<(Heading, Vec<Problem>)> = Vec::new();
    for line in all(list) {
        match line {
            Line::Heading(heading) => parts.push((heading, Vec::new())),
            Line::Problem(entry) => parts.last_mut().unwrap().1.push(entry.problem),
        }
    }
    parts
}

#[test]
fn every_problem_stands_under_its_heading_which_counts_it() {
    let mut editor = reference();
    let problems = editor.problems();
    for grouping in Grouping::ALL {
        let parts = parts(&listed(&mut editor, grouping));
        for (heading, below) in &parts {
            assert_eq!(heading.count(), below.len(), "{}", heading.key);
            assert_eq!(heading.fixable, below.iter().filter(|problem| problem.fix.is_some()).count());
            assert_eq!(heading.rule.is_some(), grouping == Grouping::Rule);
            let common = |problem: &Problem| match grouping {
                Grouping::Severity => problem.severity.word().to_owned(),
                Grouping::Rule => problem.rule.to_string(),
                Grouping::Element => problem.node.to_string(),
                Grouping::Pillar => problem.pillar.unwrap().word().to_owned(),
                Grouping::Environment => heading.title.clone(),
            };
            let word = heading.key.split_once(':').unwrap().1;
            assert!(below.iter().all(|problem| common(problem) == word), "{}", heading.key);
        }
        let below: Vec<&str> =
            parts.iter().flat_map(|(_, below)| below).map(|problem| problem.key.as_str()).collect();
        let all: BTreeSet<&str> = problems.iter().map(|problem| problem.key.as_str()).collect();
        assert_eq!(below.iter().copied().collect::<BTreeSet<_>>(), all, "{grouping:?}");
        // only what is open in several environments is listed several times
        let lines: usize = match grouping {
            Grouping::Environment => problems.iter().map(|problem| problem.environments.len()).sum(),
            _ => problems.len(),
        };
        assert_eq!(below.len(), lines, "{grouping:?}");
    }
}

#[test]
fn lines_are_told_apart_and_the_worst_comes_first() {
    let mut editor = reference();
    for grouping in Grouping::ALL {
        let list = listed(&mut editor, grouping);
        let lines = all(&list);
        let keys: BTreeSet<&str> = lines.iter().map(Line::key).collect();
        assert_eq!(keys.len(), lines.len(), "{grouping:?}");
        let mut last = Severity::Critical;
        for line in &lines {
            match line {
                Line::Heading(heading) => {
                    last = Severity::Critical;
                    assert!(heading.counts.is_sorted_by(|a, b| a.0 > b.0), "{:?}", heading.counts);
                }
                Line::Problem(entry) => {
                    assert!(entry.severity <= last, "{}", entry.key);
                    last = entry.severity;
                }
            }
        }
    }
    let rules = parts(&listed(&mut editor, Grouping::Rule));
    let worst: Vec<Severity> = rules.iter().map(|(heading, _)| heading.counts[0].0).collect();
    assert!(worst.is_sorted_by(|a, b| a >= b), "{worst:?}");
}

#[test]
fn in_its_own_environment_a_problem_is_as_severe_as_there() {
    let mut editor = reference();
    let list = listed(&mut editor, Grouping::Environment);
    let titles: Vec<String> = parts(&list).into_iter().map(|(heading, _)| heading.title).collect();
    let shown: Vec<String> = editor.environments().into_iter().map(|(id, _)| id.to_string()).collect();
    assert!(titles.iter().all(|title| shown.contains(title)));
    assert!(titles.is_sorted_by_key(|title| shown.iter().position(|id| id == title)), "as in the window");
    let only = Filter { environment: Some(id("dev")), ..Filter::default() };
    let here = editor.listed(&only, Grouping::Environment, &BTreeSet::new());
    assert_eq!(here.headings().collect::<Vec<_>>(), ["environment:dev"]);
    let findings = editor.findings("dev").unwrap().to_vec();
    for line in all(&here) {
        let Line::Problem(entry) = line else { continue };
        let finding = findings.iter().find(|it| {
            it.open()
                && (it.rule.id, &it.node, it.part.as_str())
                    == (entry.problem.rule.as_ref(), &entry.problem.node, entry.problem.part.as_str())
        });
        assert_eq!(entry.severity, finding.unwrap().severity, "{}", entry.key);
    }
}

#[test]
fn what_is_folded_is_counted_and_not_listed() {
    let mut editor = reference();
    let open = listed(&mut editor, Grouping::Pillar);
    let all_of_them: BTreeSet<String> = open.headings().map(str::to_owned).collect();
    let folded = editor.listed(&Filter::default(), Grouping::Pillar, &all_of_them);
    assert_eq!(folded.len(), all_of_them.len());
    assert!(!folded.is_empty());
    for (heading, _) in parts(&folded) {
        assert!(heading.folded && heading.count() > 0);
        assert_eq!(folded.below(&heading.key).len(), heading.count(), "what is done is done with all of it");
    }
    assert_eq!(folded.below("pillar:none"), []);
    assert_eq!(open.lines(0..0), []);
    assert_eq!(open.lines(0..open.len() + 7).len(), open.len());
}

#[test]
fn all_findings_of_a_rule_are_accepted_as_one_step_in_the_environments_chosen() {
    let mut editor = generated();
    let start = editor.document().clone();
    let list = listed(&mut editor, Grouping::Rule);
    let below = list.below(&widest(&list));
    assert!(below.len() > 3 && below.iter().all(|problem| problem.environments.len() > 1));

    let reason = "Agreed with the owner of the data";
    editor.accept(&below, &[id("dev")], reason, "2027-06-30").unwrap();
    let rule = &below[0].rule;
    let open = editor.problems();
    let left: Vec<&Problem> = open.iter().filter(|problem| problem.rule == *rule).collect();
    assert_eq!(left.len(), below.len(), "elsewhere they are open");
    assert!(left.iter().all(|problem| !problem.environments.contains(&id("dev"))));

    let everywhere: Vec<_> = editor.environments().into_iter().map(|(id, _)| id).collect();
    let left: Vec<Problem> = left.into_iter().cloned().collect();
    editor.accept(&left, &everywhere, reason, "2027-06-30").unwrap();
    assert!(editor.problems().iter().all(|problem| problem.rule != *rule));
    let accepted = &editor.document().suppressions;
    assert_eq!(accepted.len(), 2 * below.len());
    assert!(accepted.values().all(|one| one.reason == reason && one.until == "2027-06-30"));
    assert!(editor.undo_label().unwrap().starts_with(&format!("Accept {} findings: ", below.len())));

    assert!(editor.undo().unwrap() && editor.undo().unwrap());
    assert_eq!(*editor.document(), start);
    let refused = editor.accept(&below, &[id("shared")], reason, "2027-06-30").unwrap_err();
    assert!(refused.contains("at least one environment"), "{refused}");
}

#[test]
fn all_findings_of_a_rule_are_fixed_as_one_step_whose_price_is_told_before() {
    let mut editor = generated();
    let start = editor.document().clone();
    let list = listed(&mut editor, Grouping::Rule);
    let rule = "rule:rds-multi-az";
    let below = list.below(rule);
    assert!(below.len() > 3, "{}", below.len());
    let typical = |editor: &mut Editor| -> Vec<_> {
        editor.prices().unwrap().into_iter().map(|price| (price.environment, price.monthly.typical)).collect()
    };
    let (before, open) = (typical(&mut editor), editor.problems().len());
    let (effect, changes) = editor.effect_of_all(&below);
    assert_eq!(effect.refused, None);
    assert_eq!(changes.len(), below.len(), "each database is told");
    assert_eq!(*editor.document(), start, "telling changes nothing");

    editor.apply_fixes(&below, "Fix all").unwrap();
    assert!(listed(&mut editor, Grouping::Rule).below(rule).is_empty());
    assert!(editor.problems().len() < open);
    for ((environment, now), (_, then)) in typical(&mut editor).into_iter().zip(before) {
        let told = effect.prices.get(&environment).copied().unwrap_or_default();
        assert_eq!(now - then, told, "{environment}");
    }
    assert!(editor.undo().unwrap());
    assert_eq!(*editor.document(), start);
}

#[test]
fn a_grouping_is_named_chosen_by_an_action_and_read_back() {
    let mut editor = reference();
    for grouping in Grouping::ALL {
        assert_eq!(Grouping::named(grouping.word()), Some(grouping));
        let asked = editor.run(&format!("group-by-{}", grouping.word())).requests;
        assert_eq!(asked, [Request::Group(grouping)]);
    }
    assert_eq!(Grouping::named("colour"), None);
    assert_eq!(editor.run("well-architected").requests, [Request::Questions(None)]);
}

/// A design of many networks, with the same findings over and over.
fn generated() -> Editor {
    open(&generated::design(100).to_string())
}

/// The heading with most below it.
fn widest(list: &ProblemList) -> String {
    let widest = list.headings().max_by_key(|key| list.below(key).len());
    widest.unwrap().to_owned()
}
