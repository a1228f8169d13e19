//! The questions of the Well-Architected Framework while a design is drawn: what it answers itself, and what people say.
#![allow(clippy::unwrap_used)]

mod common;

use common::{TODAY, id, reference};
use engine::{
    Id, Language, Project, WellArchitected,
    design::{Answer, Choice},
    well_architected::Standing,
};
use groundplan_editor::{
    Editor,
    models::{Proof, QuestionStand},
};

fn answer(question: &str, choice: Choice, environments: Option<&[&str]>) -> Answer {
    Answer {
        question: question.to_owned(),
        choice,
        note: "Written down in the handbook of operations.".to_owned(),
        role: "head of operations".to_owned(),
        date: TODAY.to_owned(),
        environments: environments.map(|named| named.iter().map(|word| id(word)).collect()),
    }
}

fn stand(editor: &mut Editor, question: &str) -> QuestionStand {
    let pillars = editor.questions();
    pillars.into_iter().flat_map(|pillar| pillar.questions).find(|one| one.id == question).unwrap()
}

#[test]
fn the_window_counts_as_the_report_does() {
    let mut editor = reference();
    editor.answer(None, answer("OPS03", Choice::PartlyMet, None)).unwrap();
    let project = Project::new(editor.document().clone());
    let report = project.well_architected(&project.environments(None).unwrap(), TODAY, Language::English);
    let pillars = editor.questions();
    let count: usize = pillars.iter().map(|pillar| pillar.questions.len()).sum();
    assert_eq!(count, 57);
    for environment in &report.environments {
        for (pillar, score) in pillars.iter().zip(&environment.pillars) {
            let here = pillar.scores.iter().find(|(id, _)| id.as_str() == environment.id).unwrap();
            assert_eq!(here.1, *score, "{} in {}", pillar.title, environment.id);
        }
    }
    for (stand, told) in pillars.iter().flat_map(|pillar| &pillar.questions).zip(&report.questions) {
        assert_eq!(stand.id, told.question.id);
        for here in &stand.environments {
            let there = &told.environments[here.environment.as_str()];
            assert_eq!((here.standing, here.checks), (there.status, there.checks), "{}", stand.id);
            assert_eq!(here.proven, WellArchitected::percent(there.proven), "{}", stand.id);
        }
    }
}

#[test]
fn a_question_tells_what_of_the_design_speaks_for_and_against_it() {
    let mut editor = reference();
    let problem = editor.problems().iter().find(|problem| problem.rule == "rds-multi-az").unwrap().clone();
    let question = editor.question(problem.question).unwrap();
    assert!(question.url.contains("docs.aws.amazon.com/wellarchitected"), "{}", question.url);
    let against = question.evidence.iter().find(|one| one.rule == problem.rule && one.node == problem.node);
    let against = against.unwrap();
    assert_eq!(against.proof, Proof::Violated);
    assert_eq!((&against.message, &against.environments), (&problem.message, &problem.environments));
    // production is in order
    let proven =
        question.evidence.iter().find(|one| one.rule == problem.rule && one.proof == Proof::Satisfied);
    assert_eq!(proven.unwrap().environments, [id("prod")]);
    assert!(question.evidence.is_sorted_by_key(|one| one.proof), "what is wrong comes first");
    assert!(question.rules.iter().any(|(rule, satisfied, all)| *rule == problem.rule && satisfied < all));
    let open = question.stand.environments.iter().find(|here| here.environment == problem.environments[0]);
    assert_eq!(open.unwrap().standing, Standing::Open);
    assert_eq!(editor.question("SEC99"), None);
}

#[test]
fn an_answer_counts_where_it_was_given_can_be_changed_and_is_withdrawn() {
    let mut editor = reference();
    let start = editor.document().clone();
    let all: Vec<Id> = editor.environments().into_iter().map(|(id, _)| id).collect();
    assert_eq!(editor.question("OPS03").unwrap().unanswered, all);

    editor.answer(None, answer("OPS03", Choice::Met, Some(&["prod"]))).unwrap();
    assert_eq!(editor.undo_label(), Some("Answer OPS03 for prod: met"));
    let question = editor.question("OPS03").unwrap();
    assert_eq!(question.unanswered, all.iter().filter(|id| **id != "prod").cloned().collect::<Vec<_>>());
    let [given] = question.answers.as_slice() else { panic!("{:?}", question.answers) };
    assert_eq!((given.id.as_str(), given.choice), ("ops03-prod", "met"));
    for here in stand(&mut editor, "OPS03").environments {
        assert_eq!(here.answered, here.environment == "prod", "{}", here.environment);
    }

    let changed = Answer { choice: Choice::NotMet, ..given.given.clone() };
    editor.answer(Some(given.id.clone()), changed).unwrap();
    let prod = stand(&mut editor, "OPS03").environments.into_iter().find(|here| here.environment == "prod");
    assert_eq!(prod.unwrap().standing, Standing::Open, "a person says so");

    editor.withdraw_answer(&id("ops03-prod")).unwrap();
    assert_eq!(*editor.document(), start);
    assert!(editor.withdraw_answer(&id("ops03-prod")).is_err());
}

#[test]
fn an_answer_that_says_too_little_or_contradicts_another_is_refused_in_words() {
    let mut editor = reference();
    editor.answer(None, answer("SEC10", Choice::Met, Some(&["dev", "prod"]))).unwrap();
    let start = editor.document().clone();
    let sound = answer("SEC10", Choice::PartlyMet, Some(&["test"]));
    for (wrong, why) in [
        (Answer { note: " ".to_owned(), ..sound.clone() }, "Say why"),
        (Answer { role: String::new(), ..sound.clone() }, "what you are to the system"),
        (Answer { date: "2026-11-24".to_owned(), ..sound.clone() }, "lies ahead"),
        (Answer { date: "1st of May".to_owned(), ..sound.clone() }, "a day such as"),
        (Answer { environments: Some(Vec::new()), ..sound.clone() }, "at least one environment"),
        (Answer { environments: None, ..sound.clone() }, "SEC10 is answered for dev already"),
    ] {
        let refused = editor.answer(None, wrong).unwrap_err();
        assert!(refused.contains(why), "{refused}");
        assert_eq!(*editor.document(), start);
    }
    editor.answer(None, sound).unwrap();
    assert_eq!(editor.question("SEC10").unwrap().answers.len(), 2);
}
