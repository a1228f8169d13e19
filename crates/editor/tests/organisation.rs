//! Rules of the organisation: held by the design, judged outside while a person goes on, told with everything else.
#![allow(clippy::unwrap_used)]

mod common;

use common::{id, reference};
use engine::{Command, Judged, OrganisationFinding, RuleFault, Severity};
use groundplan_editor::{
    Editor,
    models::{Problem, Standing},
};

const RULES: &str = "rule ONE_ZONE {\n  Resources exists\n}\nrule FEW_ENTRANCES {\n  Resources exists\n}";

fn held() -> Editor {
    let mut editor = reference();
    editor.hold_to(None, "Company rules", RULES).unwrap();
    editor
}

fn breach(environment: &str, rule: &str, node: &str, property: Option<&str>) -> OrganisationFinding {
    OrganisationFinding {
        environment: environment.to_owned(),
        rule: format!("guard:company-rules/{rule}"),
        node: node.to_owned(),
        part: String::new(),
        property: property.map(str::to_owned),
        message: "Databases keep a standby.".to_owned(),
        suppressed: None,
    }
}

fn zones() -> Judged {
    let places = ["dev", "test"].map(|environment| breach(environment, "ONE_ZONE", "db", Some("MultiAZ")));
    Judged { findings: places.to_vec(), faults: Vec::new() }
}

fn of_company(editor: &mut Editor) -> Vec<Problem> {
    editor.problems().iter().filter(|problem| problem.rule_set.is_some()).cloned().collect()
}

fn standing(editor: &Editor) -> Standing {
    editor.rule_sets()[0].standing.clone()
}

#[test]
fn what_the_rules_find_is_a_problem_of_the_element_among_the_others() {
    let mut editor = held();
    let findings = |editor: &mut Editor| {
        editor.show("dev");
        let row = editor.outline().into_iter().find(|row| row.id == id("db")).unwrap();
        row.findings.unwrap_or((Severity::Low, 0)).1
    };
    let before = findings(&mut editor);
    let content = editor.content();
    assert_eq!(standing(&editor), Standing::Waiting);

    let (revision, document) = editor.to_judge().unwrap();
    assert!(document.contains("rule ONE_ZONE {"), "the document as it is sent");
    assert_eq!(editor.to_judge(), None, "each state once");
    editor.take_judged(revision, Ok(zones()));

    assert!(editor.content() > content, "something else is told of the same document");
    let problems = of_company(&mut editor);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let problem = &problems[0];
    assert_eq!((&*problem.rule, &*problem.title), ("guard:company-rules/ONE_ZONE", "ONE_ZONE"));
    assert_eq!(problem.rule_set.as_deref(), Some("Company rules"));
    assert_eq!((problem.severity, &problem.node), (Severity::High, &id("db")));
    assert_eq!(problem.property.as_deref(), Some("MultiAZ"));
    assert_eq!(problem.environments, [id("dev"), id("test")]);
    assert_eq!(findings(&mut editor), before + 1, "counted on the element too");
    assert_eq!(standing(&editor), Standing::Found(2));
}

#[test]
fn the_newest_answer_wins_and_what_is_gone_meanwhile_is_not_told() {
    let mut editor = held();
    let (first, _) = editor.to_judge().unwrap();
    editor.edit("Rename", Command::SetName { id: id("db"), name: Some("Records".to_owned()) }).unwrap();
    let (second, _) = editor.to_judge().unwrap();
    editor.take_judged(second, Ok(zones()));
    editor.take_judged(first, Ok(Judged::default()));
    assert_eq!(of_company(&mut editor).len(), 1, "an older answer is dropped");
    assert_eq!(of_company(&mut editor)[0].name, "Records");

    // until the next answer the last one holds for what is still there
    editor.edit("Remove", Command::RemoveNode { id: id("db") }).unwrap();
    assert_eq!(of_company(&mut editor), []);
    assert!(editor.undo().unwrap());
    assert_eq!(of_company(&mut editor).len(), 1);
    assert!(editor.to_judge().is_some(), "undoing is an edit");
}

#[test]
fn a_finding_of_the_organisation_is_accepted_and_goes_with_its_rules() {
    let mut editor = held();
    let (revision, _) = editor.to_judge().unwrap();
    editor.take_judged(revision, Ok(zones()));
    let problem = of_company(&mut editor).remove(0);
    editor
        .accept(std::slice::from_ref(&problem), &[id("dev")], "Restored from a snapshot", "2027-06-30")
        .unwrap();
    assert_eq!(of_company(&mut editor)[0].environments, [id("test")], "at once, without another answer");
    let accepted = editor.accepted(&id("db"));
    assert_eq!((&*accepted[0].title, &*accepted[0].rule), ("ONE_ZONE", &*problem.rule));

    editor.hold_no_longer(&id("company-rules")).unwrap();
    assert!(of_company(&mut editor).is_empty() && editor.accepted(&id("db")).is_empty());
    assert!(editor.rule_sets().is_empty() && editor.rule_notes().is_empty());
    assert_eq!(editor.to_judge(), None, "without rules there is nothing to judge by");
    assert!(editor.undo().unwrap());
    assert_eq!(of_company(&mut editor).len(), 1);
}

#[test]
fn rules_that_cannot_be_judged_say_where_and_leave_the_rest() {
    let mut editor = held();
    editor.hold_to(None, "More rules", "rule BROKEN when {").unwrap();
    let (revision, _) = editor.to_judge().unwrap();
    let fault = RuleFault {
        rules: "more-rules".to_owned(),
        line: Some(1),
        column: Some(17),
        template: None,
        message: "not in the Guard language".to_owned(),
    };
    let of_all = breach("prod", "FEW_ENTRANCES", "", None);
    let findings = zones().findings.into_iter().chain([of_all]).collect();
    editor.take_judged(revision, Ok(Judged { findings, faults: vec![fault] }));

    assert_eq!(of_company(&mut editor).len(), 1);
    let notes = editor.rule_notes();
    let told: Vec<_> =
        notes.iter().map(|note| (&*note.word, &*note.message, note.environment.clone())).collect();
    assert_eq!(
        told,
        [
            ("rules not judged", "“More rules”, line 1, column 17: not in the Guard language", None),
            ("guard:company-rules/FEW_ENTRANCES", "Databases keep a standby.", Some(id("prod"))),
        ]
    );
    let why = "line 1, column 17: not in the Guard language".to_owned();
    assert_eq!(editor.rule_sets()[1].standing, Standing::Wrong(why));
    assert_eq!(standing(&editor), Standing::Found(3));

    // mended, it waits for its next answer
    editor.hold_to(Some(id("more-rules")), "More rules", RULES).unwrap();
    assert_eq!(editor.rule_sets()[1].standing, Standing::Waiting);
    let (revision, _) = editor.to_judge().unwrap();
    editor.take_judged(revision, Err("the interpreter of Guard rules is not there".to_owned()));
    assert_eq!(editor.rule_notes()[0].message, "the interpreter of Guard rules is not there");
    assert_eq!(of_company(&mut editor).len(), 1, "what was found before may still be the case");
}

#[test]
fn rules_need_a_name_and_a_text() {
    let mut editor = reference();
    let much = "#".repeat(1 << 21);
    for (name, text, why) in
        [(" ", RULES, "a name"), ("Company", "\n ", "Paste the rules"), ("Company", much.as_str(), "at most")]
    {
        let refused = editor.hold_to(None, name, text).unwrap_err();
        assert!(refused.contains(why), "{refused}");
    }
    assert!(!editor.can_undo());
    // the same name twice: two sets
    editor.hold_to(None, "Company", RULES).unwrap();
    editor.hold_to(None, "Company", RULES).unwrap();
    let ids: Vec<_> = editor.rule_sets().into_iter().map(|set| set.id.to_string()).collect();
    assert_eq!(ids, ["company", "company-2"]);
}
