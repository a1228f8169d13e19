//! How much of the Well-Architected Framework is proven, and that silence never raises it.
#![allow(clippy::unwrap_used, clippy::panic)]

use design::{Answer, Choice, Document, Id, Pillar};
use groundplan_engine::{
    Finding, Language, Message, Project, RULES, Services, Severity, Status, TEMPLATES, load,
    well_architected::{Assessed, Standing, assess, proven},
};
use proptest::prelude::*;
use serde_json::{Value, json};

const TODAY: &str = "2026-11-23";

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn empty() -> Document {
    let text = r#"{ "groundplan": 1, "id": "shop", "name": "Shop", "environments": {
        "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } } }"#;
    load(text.as_bytes(), &Services).unwrap()
}

fn answer(document: &mut Document, question: &str, choice: Choice) {
    let answer = Answer {
        question: question.to_owned(),
        choice,
        note: "Because.".to_owned(),
        role: "operations".to_owned(),
        date: TODAY.to_owned(),
        environments: Some(vec![id("prod")]),
    };
    document.answers.insert(id(&question.to_ascii_lowercase()), answer);
}

/// A verdict of some rule on the question.
fn finding(question: &str, status: Status) -> Finding {
    let rule = RULES.iter().find(|rule| rule.about().question == question).unwrap();
    finding_of(rule.about(), status)
}

fn finding_of(rule: &'static groundplan_engine::About, status: Status) -> Finding {
    Finding {
        rule,
        severity: Severity::High,
        status,
        node: id("node"),
        part: "".into(),
        property: None,
        environment: id("prod"),
        message: Message::say("Said.", "Dicho."),
        fix: None,
        suppressed: None,
    }
}

fn one<'a>(assessed: &'a [Assessed<'a>], question: &str) -> &'a Assessed<'a> {
    assessed.iter().find(|one| one.question.id == question).unwrap()
}

#[track_caller]
fn stands(document: &Document, findings: &[Finding], question: &str, share: f64, standing: Standing) {
    let assessed = assess(document, "prod", findings);
    let one = one(&assessed, question);
    assert_eq!((one.proven(), one.standing()), (share, standing));
}

#[test]
fn nothing_said_is_nothing_proven() {
    let document = empty();
    let assessed = assess(&document, "prod", &[]);
    assert_eq!(assessed.len(), 57);
    for pillar in Pillar::ALL {
        assert_eq!(proven(&assessed, pillar), 0.0, "{pillar:?}");
    }
    assert!(assessed.iter().all(|one| one.standing() == Standing::Unproven));
}

#[test]
fn the_design_is_one_half_of_a_question_and_a_person_the_other() {
    use Status::{CannotTell, Satisfied, Violated};
    let mut document = empty();
    let said = [Satisfied, Satisfied, CannotTell, Satisfied].map(|status| finding("SEC04", status));
    stands(&document, &said, "SEC04", 0.375, Standing::PartlyProven);
    answer(&mut document, "SEC04", Choice::PartlyMet);
    stands(&document, &said, "SEC04", 0.625, Standing::PartlyProven);
    answer(&mut document, "SEC04", Choice::Met);
    stands(&document, &said[..2], "SEC04", 1.0, Standing::Proven);
    stands(&document, &[finding("SEC04", Violated)], "SEC04", 0.5, Standing::Open);
    stands(&document, &[], "SEC04", 0.5, Standing::PartlyProven);
}

#[test]
fn a_question_no_rule_looks_at_is_for_a_person_alone() {
    assert!(RULES.iter().all(|rule| rule.about().question != "OPS03"));
    let mut document = empty();
    for (choice, share, standing) in [
        (Choice::Met, 1.0, Standing::Proven),
        (Choice::DoesNotApply, 1.0, Standing::Proven),
        (Choice::PartlyMet, 0.5, Standing::PartlyProven),
        (Choice::NotMet, 0.0, Standing::Open),
    ] {
        answer(&mut document, "OPS03", choice);
        stands(&document, &[], "OPS03", share, standing);
    }
    let assessed = assess(&document, "dev", &[]);
    assert_eq!(one(&assessed, "OPS03").answer, None, "it was answered for prod alone");
}

#[test]
fn what_was_accepted_though_violated_is_not_open_and_not_proven() {
    let mut accepted = finding("SEC04", Status::Violated);
    accepted.suppressed = Some(Box::new(rules::Suppressed {
        id: id("later"),
        reason: "Next year.".to_owned(),
        until: "2027-12-31".to_owned(),
    }));
    stands(&empty(), &[accepted, finding("SEC04", Status::Satisfied)], "SEC04", 0.25, Standing::PartlyProven);
}

#[test]
fn what_does_not_apply_is_closed_only_where_no_check_applies_either() {
    let mut document = empty();
    answer(&mut document, "SEC04", Choice::DoesNotApply);
    stands(&document, &[], "SEC04", 1.0, Standing::Proven);
    stands(&document, &[finding("SEC04", Status::CannotTell)], "SEC04", 0.5, Standing::PartlyProven);
}

fn said() -> impl Strategy<Value = Vec<(usize, u8)>> {
    proptest::collection::vec((0..RULES.len(), 0..4_u8), 0..60)
}

fn findings(said: &[(usize, u8)]) -> Vec<Finding> {
    let status = |number| match number {
        0 => Status::Violated,
        1 => Status::CannotTell,
        _ => Status::Satisfied,
    };
    said.iter().map(|&(rule, number)| finding_of(RULES[rule].about(), status(number))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Taking an answer away, and a check that no longer can tell, raise no score, whatever else is said.
    #[test]
    fn a_score_never_rises_by_silence(
        said in said(),
        answers in proptest::collection::vec((0..57_usize, 0..4_usize), 0..30),
    ) {
        let mut document = empty();
        for (question, choice) in answers {
            let question = design::framework::questions().nth(question).unwrap();
            answer(&mut document, question.id, Choice::ALL[choice]);
        }
        let full = findings(&said);
        let scores = |document: &Document, findings: &[Finding]| {
            let assessed = assess(document, "prod", findings);
            Pillar::ALL.map(|pillar| proven(&assessed, pillar))
        };
        let before = scores(&document, &full);
        prop_assert!(before.iter().all(|score| (0.0..=1.0).contains(score)));
        let not_above = |after: [f64; 6]| after.iter().zip(&before).all(|(after, before)| after <= before);
        for id in document.answers.keys() {
            let mut quiet = document.clone();
            quiet.answers.remove(id);
            prop_assert!(not_above(scores(&quiet, &full)), "without the answer {id}");
        }
        for at in 0..full.len() {
            let mut quiet = full.clone();
            if quiet[at].status == Status::Satisfied {
                quiet[at].status = Status::CannotTell;
                prop_assert!(not_above(scores(&document, &quiet)), "without the proof of {}", quiet[at].rule.id);
            }
        }
    }
}

fn reference(language: Language) -> groundplan_engine::WellArchitected {
    let document = load(TEMPLATES[0].document.as_bytes(), &Services).unwrap();
    let mut project = Project::new(document);
    answer(&mut project.document, "SEC10", Choice::Met);
    let environments = project.environments(None).unwrap();
    project.well_architected(&environments, TODAY, language)
}

#[test]
fn the_json_has_every_question_in_every_environment() {
    let report = reference(Language::English).json();
    let environments: Vec<&String> = report["environments"].as_object().unwrap().keys().collect();
    assert!(environments.len() > 2);
    let questions = report["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 57);
    for question in questions {
        let here: Vec<&String> = question["environments"].as_object().unwrap().keys().collect();
        assert_eq!(here, environments, "{}", question["id"]);
    }
    let sec10 = questions.iter().find(|question| question["id"] == "SEC10").unwrap();
    assert_eq!(
        sec10["environments"]["prod"],
        json!({
            "status": "proven", "proven": 1.0, "rules": [], "findings": [],
            "checks": { "satisfied": 0, "violated": 0, "cannot_tell": 0, "suppressed": 0 },
            "answer": { "id": "sec10", "choice": "met", "note": "Because.", "role": "operations", "date": TODAY }
        })
    );
    assert_eq!(sec10["environments"]["dev"]["answer"], Value::Null);
    let security = &report["environments"]["prod"]["pillars"]["security"];
    assert_eq!(security["answered"], 1);
    let sum: f64 = questions
        .iter()
        .filter(|question| question["pillar"] == "security")
        .map(|question| question["environments"]["prod"]["proven"].as_f64().unwrap())
        .sum();
    assert!((sum / 11.0 - security["proven"].as_f64().unwrap()).abs() < 0.0002);
}

#[test]
fn the_checks_are_the_verdicts_of_the_rules() {
    let report = reference(Language::English);
    for question in &report.questions {
        for (environment, here) in &question.environments {
            let of_rules: usize = here.rules.iter().map(|rule| rule.checks.total()).sum();
            assert_eq!(of_rules, here.checks.total(), "{} in {environment}", question.question.id);
            assert_eq!(here.findings.len() + here.checks.satisfied, here.checks.total());
        }
    }
}

#[test]
fn as_markdown_it_asks_all_questions_and_what_a_person_wrote_is_text() {
    for language in [Language::English, Language::Spanish] {
        let mut report = reference(language);
        report.name = "A | *B* <b>".to_owned();
        let text = report.markdown();
        assert!(text.contains("A \\| \\*B\\* \\<b\\>"));
        for question in design::framework::questions() {
            assert!(text.contains(&format!("### {}\n\n{}", question.id, language.of(question.asks))));
        }
        assert!(text.contains("operations") && text.contains("Because."));
        assert!(text.contains("s3-public-access-blocked "), "rules are named with their checks");
    }
}
