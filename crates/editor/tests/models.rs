//! What the panels show, on the reference topology.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::slice::from_ref;

use common::{id, reference};
use engine::design::Pillar;
use groundplan_editor::{
    Editor,
    models::{Control, Field, Filter, Scope, resource_at},
};
use serde_json::{Value, json};

fn field(editor: &mut Editor, node: &str, name: &str) -> Field {
    let inspected = editor.inspect(&id(node)).expect(node);
    let mut fields = inspected.groups.into_iter().flat_map(|group| group.fields);
    fields.find(|field| field.name == name).expect(name)
}

fn in_environment(field: &Field, environment: &str) -> Option<Value> {
    field.value(&Scope::Environment(id(environment))).cloned()
}

#[test]
fn a_field_shows_the_base_and_what_environments_say() {
    let mut editor = reference();
    let multi_az = field(&mut editor, "db", "multi_az");
    assert_eq!(multi_az.control, Control::Flag);
    assert_eq!(multi_az.value(&Scope::Base), Some(&json!(true)));
    assert_eq!(in_environment(&multi_az, "dev"), Some(json!(false)));
    assert_eq!(in_environment(&multi_az, "prod"), Some(json!(true)));
    let overridden: Vec<_> = multi_az
        .values
        .iter()
        .filter(|valued| valued.overridden)
        .map(|valued| valued.environment.as_str())
        .collect();
    assert_eq!(overridden, ["dev", "test"]);
    // the database is nothing the shared environment has
    let absent: Vec<_> = multi_az
        .values
        .iter()
        .filter(|valued| valued.absent)
        .map(|valued| valued.environment.as_str())
        .collect();
    assert_eq!(absent, ["shared"]);
}

#[test]
fn what_is_typed_is_checked_and_written_where_it_was_meant() {
    let mut editor = reference();
    let days = field(&mut editor, "db", "backup_retention_days");
    let refused = editor.type_field(&id("db"), &days, &Scope::Base, "a week").unwrap_err();
    assert!(refused.contains("whole number"), "{refused}");
    assert_eq!(editor.revision(), 0);
    editor.type_field(&id("db"), &days, &Scope::Environment(id("dev")), " 3 ").unwrap();
    let days = field(&mut editor, "db", "backup_retention_days");
    assert_eq!(in_environment(&days, "dev"), Some(json!(3)));
    assert_ne!(in_environment(&days, "prod"), Some(json!(3)));
    // nothing typed means what the base says
    editor.type_field(&id("db"), &days, &Scope::Environment(id("dev")), "").unwrap();
    let days = field(&mut editor, "db", "backup_retention_days");
    assert_eq!(in_environment(&days, "dev"), in_environment(&days, "prod"));
}

#[test]
fn what_is_typed_is_judged_letter_by_letter_and_is_one_step() {
    let mut editor = reference();
    let start = editor.document().clone();
    let days = field(&mut editor, "db", "backup_retention_days");
    let db = id("db");
    let now = |editor: &mut Editor| field(editor, "db", "backup_retention_days").value(&Scope::Base).cloned();
    let before = now(&mut editor);
    // clearing the field says nothing yet, and what does not fit waits for more
    for text in ["", " ", "x", "1000"] {
        editor.typing_field(&db, &days, &Scope::Base, text);
        assert_eq!(now(&mut editor), before, "{text:?}");
    }
    let short = |editor: &mut Editor| {
        editor.problems().iter().any(|it| it.rule == "rds-backup-retention" && it.node == db)
    };
    editor.typing_field(&db, &days, &Scope::Base, "2");
    assert!(short(&mut editor), "two days are judged while more is typed");
    editor.typing_field(&db, &days, &Scope::Base, "28");
    assert!(!short(&mut editor));
    editor.type_field(&db, &days, &Scope::Base, "28").unwrap();

    // the next time the field is typed in is a step of its own
    editor.typing_field(&db, &days, &Scope::Base, "29");
    assert!(editor.undo().unwrap());
    assert_eq!(now(&mut editor), Some(json!(28)));
    assert!(editor.undo().unwrap());
    assert_eq!(*editor.document(), start);
    assert!(!editor.can_undo());

    // what cannot be read is said once all of it is there, and stays out
    let why = editor.type_field(&db, &days, &Scope::Base, "1000").unwrap_err();
    assert!(why.starts_with("A whole number from"), "{why}");
    assert_eq!(*editor.document(), start);
}

#[test]
fn while_a_number_is_typed_prices_are_compared_with_those_before_all_of_it() {
    let mut editor = reference();
    let storage = field(&mut editor, "db", "allocated_gib");
    let prod = |editor: &mut Editor| {
        editor.prices().unwrap().into_iter().find(|price| price.environment == "prod").unwrap()
    };
    let before = prod(&mut editor).monthly.typical;
    for text in ["21", "210"] {
        editor.typing_field(&id("db"), &storage, &Scope::Base, text);
        let now = prod(&mut editor);
        assert_ne!(now.monthly.typical, before, "{text}");
        assert_eq!(now.difference, Some(now.monthly.typical - before), "{text}");
    }
}

#[test]
fn prices_say_what_the_last_step_changed() {
    let mut editor = reference();
    let before = editor.prices().unwrap();
    assert_eq!(
        before.iter().map(|price| price.environment.as_str()).collect::<Vec<_>>(),
        ["dev", "test", "prod", "shared"]
    );
    assert!(before.iter().all(|price| price.difference.is_none()));
    let multi_az = field(&mut editor, "db", "multi_az");
    editor.set_field(&id("db"), &multi_az, &Scope::Base, json!(false)).unwrap();
    let after = editor.prices().unwrap();
    let of =
        |environment: &str| after.iter().find(|price| price.environment.as_str() == environment).unwrap();
    assert!(of("prod").difference.unwrap().is_sign_negative());
    // there it was off before
    assert!(of("dev").difference.unwrap().is_zero());
    assert_eq!(editor.prices().unwrap(), after, "asking twice changes nothing");
}

#[test]
fn a_problem_is_one_line_for_all_environments_and_its_fix_takes_it_away() {
    let mut editor = reference();
    let before = editor.problems();
    let (fixable, effect) = before
        .iter()
        .filter(|problem| problem.fix.is_some())
        .map(|problem| (problem.clone(), editor.effect(problem)))
        .find(|(_, effect)| effect.refused.is_none() && effect.resolved > 0)
        .expect("development has honest findings that can be fixed");
    let price = |editor: &mut Editor| -> Vec<_> {
        editor.prices().unwrap().into_iter().map(|price| (price.environment, price.monthly.typical)).collect()
    };
    let prices = price(&mut editor);
    editor.apply_fix(&fixable).unwrap();
    assert!(editor.problems().iter().all(|problem| problem.key != fixable.key));
    for ((environment, now), (_, then)) in price(&mut editor).into_iter().zip(prices) {
        let promised = effect.prices.get(&environment).copied().unwrap_or_default();
        assert_eq!(now - then, promised, "{environment}");
    }
    assert!(editor.undo().unwrap());
    assert_eq!(editor.problems(), before);
}

#[test]
fn fixes_are_tried_one_by_one_until_the_safe_ones_are_known() {
    let mut editor = reference();
    let fixable = editor.problems().iter().filter(|problem| problem.fix.is_some()).count();
    assert_eq!((editor.untried(), editor.safe_fixes().len()), (fixable, 0));
    for tried in 1..=fixable {
        assert_eq!(editor.try_next(), fixable - tried);
        assert_eq!(editor.untried(), fixable - tried);
    }
    editor.try_next();
    let safe = editor.safe_fixes();
    assert!(!safe.is_empty() && safe.len() < fixable, "{} of {fixable}", safe.len());
    for problem in &safe {
        let effect = editor.effect(problem);
        assert!(effect.refused.is_none() && effect.resolved > 0, "{}: {effect:?}", problem.key);
        assert!(effect.prices.values().all(|difference| difference.is_sign_negative()), "{effect:?}");
    }
    editor.apply_fixes(&safe, "Fix safely").unwrap();
    assert_eq!(editor.safe_fixes(), [], "an edit makes what was known of fixes old");
    assert!(editor.problems().len() < fixable);
}

#[test]
fn the_outline_holds_every_node_below_its_container() {
    let mut editor = reference();
    let rows = editor.outline();
    assert_eq!(rows.len(), editor.document().nodes.len());
    let mut path: Vec<String> = Vec::new();
    for row in &rows {
        path.truncate(row.level - 1);
        let parent = editor.document().nodes[&row.id].parent.as_ref();
        assert_eq!(parent.map(ToString::to_string), path.last().cloned(), "{}", row.id);
        path.push(row.id.to_string());
    }
    assert!(rows.iter().any(|row| row.absent), "what only the shared environment has");
}

#[test]
fn lines_of_a_template_lead_to_elements_and_back() {
    let mut editor = reference();
    editor.select([id("db")]);
    let resources = editor.selected_resources().unwrap();
    let texts = editor.templates().unwrap();
    assert!(resources.iter().any(|(_, resource)| resource.kind == "AWS::RDS::DBInstance"));
    for (stack, resource) in resources {
        let text = &texts[stack];
        assert_eq!(resource_at(text, resource.first), Some(&resource));
        let line = text.yaml.lines().nth(resource.first - 1).unwrap();
        assert_eq!(line.trim(), format!("{}:", resource.logical_id));
    }
}

#[test]
fn problems_are_shown_by_severity_environment_and_element() {
    let mut editor = reference();
    let problems = editor.problems();
    let shown = |filter: &Filter| problems.iter().filter(|problem| filter.shows(problem)).count();
    assert_eq!(shown(&Filter::default()), problems.len());
    let first = problems.first().expect("the reference has honest findings");
    let severe = Filter { severity: Some(first.severity), ..Filter::default() };
    assert!(shown(&severe) > 0 && shown(&severe) < problems.len());
    let there = Filter { environment: first.environments.first().cloned(), ..Filter::default() };
    let open =
        problems.iter().filter(|problem| problem.environments.contains(&first.environments[0])).count();
    assert_eq!(shown(&there), open);
    let here = Filter { nodes: vec![first.node.clone()], ..Filter::default() };
    assert!(here.shows(first));
    let of_pillar = Filter { pillar: Some(Pillar::Security), ..Filter::default() };
    assert_eq!(shown(&of_pillar), problems.iter().filter(|it| it.pillar == Some(Pillar::Security)).count());
    let elsewhere = Filter { nodes: vec![id("nowhere")], ..Filter::default() };
    assert_eq!(shown(&elsewhere), 0);
}

#[test]
fn a_finding_is_accepted_for_a_reason_until_a_day_and_counts_again_when_taken_back() {
    let mut editor = reference();
    let before = editor.problems();
    let problem = before.iter().find(|problem| problem.environments.len() == 1).unwrap().clone();
    let places = problem.environments.clone();
    for (environments, reason, until, why) in [
        (places.clone(), "  ", "2027-06-30", "Say why"),
        (Vec::new(), "Agreed", "2027-06-30", "at least one environment"),
        (places.clone(), "Agreed", "2026-11-22", "has passed"),
        (places.clone(), "Agreed", "soon", "a day such as"),
    ] {
        let refused = editor.accept(from_ref(&problem), &environments, reason, until).unwrap_err();
        assert!(refused.contains(why), "{refused}");
    }
    assert_eq!(editor.problems(), before, "what is refused changes nothing");

    editor.accept(from_ref(&problem), &places, " Agreed with the client ", "2027-06-30").unwrap();
    assert!(editor.problems().iter().all(|open| open.key != problem.key));
    let accepted = editor.accepted(&problem.node);
    let one = accepted.iter().find(|accepted| accepted.rule == problem.rule).unwrap();
    assert_eq!(
        (one.reason.as_str(), one.until.as_str(), one.past),
        ("Agreed with the client", "2027-06-30", false)
    );
    assert_eq!((one.title.as_str(), &one.environments), (&*problem.title, &places));

    editor.take_back(&one.id).unwrap();
    assert_eq!(editor.problems(), before);
    assert!(editor.undo().unwrap() && editor.undo().unwrap());
    assert_eq!(editor.problems(), before);
}

#[test]
fn the_effect_of_a_fix_names_what_it_changes() {
    let mut editor = reference();
    let problems = editor.problems();
    let problem = problems.iter().find(|problem| problem.rule == "group-runs-two").unwrap();
    let changes = editor.changes(problem);
    let told: Vec<_> =
        changes.iter().map(|change| (change.subject.as_str(), change.details.join("; "))).collect();
    assert_eq!(told, [("NGINX · Auto Scaling group", "dev: Minimum: 1 → 2".to_owned())], "{told:?}");
}
