//! What single commands do, take with them and refuse.
#![allow(clippy::unwrap_used)]

mod fake;

use fake::Fake;
use groundplan_design::{
    Command, Delta, Document, End, Id, Refusal, View, apply, canonical, check, delta::Stale, load,
    rule_set::MAX_RULES,
};
use serde_json::{Value, json};

fn example() -> Document {
    load(include_bytes!("documents/example.json"), &Fake).unwrap()
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// Commands are written as they cross into the program: as JSON.
fn command(json: Value) -> Command {
    serde_json::from_value(json).unwrap()
}

/// Applies a command that must be accepted; checks soundness and undo on the way.
fn accept(document: &mut Document, json: Value) -> Delta {
    let before = document.clone();
    let delta = apply(document, &Fake, command(json)).unwrap();
    assert_eq!(check(document, &Fake), []);
    let mut undone = document.clone();
    delta.inverse().apply(&mut undone).unwrap();
    assert_eq!(undone, before);
    delta
}

/// Applies a command that must be refused; the document must not change.
fn refuse(document: &mut Document, json: Value) -> Refusal {
    let before = document.clone();
    let refusal = apply(document, &Fake, command(json)).unwrap_err();
    assert_eq!(*document, before);
    refusal
}

#[test]
fn removing_a_node_takes_what_hangs_on_it() {
    let mut document = example();
    accept(
        &mut document,
        json!({"do": "replace-part", "id": "rt", "part": "data/route-table/1",
        "node": {"kind": "group"}}),
    );
    accept(
        &mut document,
        json!({"do": "suppress", "id": "later", "suppression":
        {"rule": "r", "node": "db", "reason": "because", "until": "2027-01-01"}}),
    );
    accept(&mut document, json!({"do": "remove-node", "id": "data"}));
    for gone in ["data", "db", "rt"] {
        assert!(!document.nodes.contains_key(gone), "{gone} stayed");
    }
    assert!(document.connections.is_empty() && document.layout.is_empty());
    assert!(document.usage.is_empty() && document.suppressions.is_empty());
    assert!(!document.environments["dev"].overrides.contains_key("db"));
}

#[test]
fn removing_a_node_unsets_properties_that_name_it() {
    let mut document = example();
    let set = |path: &str, environment: Value| {
        json!({"do": "set-property", "id": "db", "path": [path],
        "environment": environment, "value": "flow"})
    };
    accept(&mut document, set("log_group", Value::Null));
    accept(&mut document, set("log_group", json!("prod")));
    accept(&mut document, json!({"do": "remove-node", "id": "flow"}));
    assert!(!document.nodes["db"].properties.contains_key("log_group"));
    assert!(document.environments["prod"].overrides.is_empty());
}

#[test]
fn another_id_is_followed_everywhere() {
    let mut document = example();
    accept(&mut document, json!({"do": "rename", "id": "data", "to": "store"}));
    accept(&mut document, json!({"do": "rename", "id": "db", "to": "main"}));
    accept(&mut document, json!({"do": "rename", "id": "api-db", "to": "sql"}));
    assert_eq!(document.nodes["main"].parent, Some(id("store")));
    assert_eq!(document.connections["sql"].to, id("main"));
    assert!(document.layout.contains_key("main") && document.usage.contains_key("sql"));
    assert_eq!(document.environments["dev"].overrides["main"]["multi_az"], false);
    assert!(!canonical::print(&document).contains("\"db\""));
    let taken = refuse(&mut document, json!({"do": "rename", "id": "sql", "to": "main"}));
    assert_eq!(taken, Refusal::Taken { what: "node", id: "main".to_owned() });
}

#[test]
fn a_property_in_an_environment_holds_only_there() {
    let mut document = example();
    accept(
        &mut document,
        json!({"do": "set-property", "id": "db", "environment": "prod",
        "path": ["instance_class"], "value": "db.r6g.2xlarge"}),
    );
    assert!(!document.nodes["db"].properties.contains_key("instance_class"));
    let prod = View::new(&document, "prod");
    assert_eq!(prod.node(&id("db")).unwrap()["instance_class"], "db.r6g.2xlarge");
    accept(
        &mut document,
        json!({"do": "unset-property", "id": "db", "environment": "prod",
        "path": ["instance_class"]}),
    );
    assert!(document.environments["prod"].overrides.is_empty());
}

#[test]
fn an_object_set_in_an_environment_replaces_the_base_instead_of_joining_it() {
    let mut document = example();
    accept(
        &mut document,
        json!({"do": "add-node", "id": "x", "node": {"kind": "sampler",
        "properties": {"tags": {"a": "1", "b": "2"}}}}),
    );
    accept(
        &mut document,
        json!({"do": "set-property", "id": "x", "environment": "dev",
        "path": ["tags"], "value": {"b": "3"}}),
    );
    assert_eq!(View::new(&document, "dev").node(&id("x")).unwrap()["tags"], json!({"b": "3"}));
    accept(&mut document, json!({"do": "set-property", "id": "x", "path": ["tags", "c"], "value": "4"}));
    assert_eq!(document.nodes["x"].properties["tags"], json!({"a": "1", "b": "2", "c": "4"}));
}

#[test]
fn properties_that_do_not_fit_are_refused_with_the_path() {
    let mut document = example();
    let refusal = refuse(
        &mut document,
        json!({"do": "set-property", "id": "db", "path": ["multi_az"],
        "value": "yes"}),
    );
    assert_eq!(refusal.to_string(), "nodes.db.properties.multi_az: expected true or false, found “yes”");
    let refusal = refuse(&mut document, json!({"do": "unset-property", "id": "db", "path": ["engine"]}));
    assert_eq!(
        refusal.to_string(),
        "nodes.db.properties.engine: missing; expected one of postgres, mysql, mariadb\n\
         environments.dev.overrides.db.engine: missing; expected one of postgres, mysql, mariadb"
    );
    let refusal = refuse(
        &mut document,
        json!({"do": "set-property", "id": "flow", "environment": "dev",
        "path": ["retention_days"], "value": 7}),
    );
    assert_eq!(refusal, Refusal::AbsentThere { id: id("flow"), environment: id("dev") });
}

#[test]
fn presence_is_said_by_the_list_where_there_is_one_and_by_the_overlay_otherwise() {
    let mut document = example();
    let present = |id: &str, environment: &str, present: bool| {
        json!({"do": "set-present", "id": id,
        "environment": environment, "present": present})
    };
    accept(&mut document, present("flow", "dev", true));
    assert!(View::new(&document, "dev").has(&id("flow")));
    accept(&mut document, present("db", "prod", false));
    assert!(!View::new(&document, "prod").has(&id("db")));
    accept(&mut document, present("images", "prod", true));
    assert_eq!(document.nodes["images"].environments, Some(vec![id("shared"), id("prod")]));
    accept(&mut document, present("vpc", "shared", true));
    assert!(View::new(&document, "shared").has(&id("vpc")) && View::new(&document, "dev").has(&id("vpc")));
}

#[test]
fn a_removed_environment_is_named_nowhere() {
    let mut document = example();
    accept(
        &mut document,
        json!({"do": "suppress", "id": "a", "suppression": {"rule": "r", "node": "db",
        "environments": ["shared"], "reason": "because", "until": "2027-01-01"}}),
    );
    accept(&mut document, answer("b", "SEC01", json!(["prod", "shared"])));
    accept(&mut document, answer("c", "SEC02", json!(["shared"])));
    accept(&mut document, json!({"do": "remove-environment", "id": "shared"}));
    assert_eq!(document.nodes["images"].environments, Some(vec![]));
    assert!(document.suppressions.is_empty());
    assert_eq!(document.answers["b"].environments, Some(vec![id("prod")]));
    assert!(!document.answers.contains_key("c"), "it held nowhere else");
}

fn answer(id: &str, question: &str, environments: Value) -> Value {
    let mut answer = json!({ "question": question, "choice": "met", "note": "Rehearsed in spring.",
        "role": "operations", "date": "2026-11-23", "environments": environments });
    if environments.is_null() {
        answer.as_object_mut().unwrap().remove("environments");
    }
    json!({ "do": "answer", "id": id, "answer": answer })
}

#[test]
fn rules_of_the_organisation_are_set_changed_and_removed_with_what_was_accepted_of_them() {
    let set = |name: &str, lines: Value| json!({ "do": "set-rule-set", "id": "company", "rule_set": { "name": name, "text": lines } });
    let accepted = |id: &str, rule: &str| json!({"do": "suppress", "id": id, "suppression": {"rule": rule, "node": "db", "reason": "because", "until": "2027-01-01"}});
    let mut document = example();
    accept(&mut document, set("Company", json!(["rule LOGS {", "  Resources exists", "}"])));
    assert_eq!(&*document.organisation_rules["company"].text, "rule LOGS {\n  Resources exists\n}");
    accept(&mut document, set("The company", json!(["rule LOGS { Resources exists }"])));
    assert_eq!(document.organisation_rules["company"].name, "The company");
    accept(&mut document, accepted("of-it", "guard:company/LOGS"));
    accept(&mut document, accepted("of-another", "guard:company2/LOGS"));
    accept(&mut document, accepted("ours", "rds-multi-az"));
    accept(&mut document, json!({"do": "remove-rule-set", "id": "company"}));
    assert!(document.organisation_rules.is_empty());
    assert_eq!(document.suppressions.keys().map(Id::as_str).collect::<Vec<_>>(), ["of-another", "ours"]);

    let refusal = refuse(&mut document, json!({"do": "remove-rule-set", "id": "company"}));
    assert_eq!(refusal.to_string(), "there is no rule set “company”");
    let refusal = refuse(&mut document, set("Company", json!([" "])));
    assert!(
        refusal.to_string().starts_with("organisation_rules.company.text: expected rules in the"),
        "{refusal}"
    );
}

#[test]
fn rules_of_the_organisation_have_a_limit_together() {
    let set = |id: &str, bytes: usize| json!({ "do": "set-rule-set", "id": id, "rule_set": { "name": "n", "text": ["r".repeat(bytes)] } });
    let mut document = load(br#"{ "groundplan": 1, "id": "design", "name": "Design" }"#, &Fake).unwrap();
    accept(&mut document, set("a", MAX_RULES - 100));
    let refusal = refuse(&mut document, set("b", 101));
    let (path, why) = ("organisation_rules.b.text", format!("at most {MAX_RULES} bytes of rules in all"));
    assert!(refusal.to_string().starts_with(path) && refusal.to_string().contains(&why), "{refusal}");
    accept(&mut document, set("b", 100));
}

#[test]
fn expectations_follow_what_they_name() {
    let mut document = example();
    let only = json!({ "demand": "only-from", "from": ["api"], "to": ["db"], "environments": ["prod"] });
    accept(&mut document, json!({ "do": "expect", "id": "closed", "expectation": only }));
    accept(&mut document, json!({ "do": "rename", "id": "api", "to": "service" }));
    let from = |document: &Document, id: &str| document.expectations[id].from.clone();
    assert_eq!(from(&document, "closed"), [End::Node(id("service"))]);
    assert_eq!(from(&document, "db-for-api"), [End::Node(id("service"))]);

    // Nobody is left who may call: that is still demanded.
    accept(&mut document, json!({ "do": "remove-node", "id": "service" }));
    assert_eq!(from(&document, "closed"), []);
    // Of what is gone nothing is demanded.
    accept(&mut document, json!({ "do": "remove-node", "id": "data" }));
    assert!(document.expectations.is_empty(), "{:?}", document.expectations);
}

#[test]
fn an_expectation_of_a_removed_environment_holds_nowhere_and_goes() {
    let mut document = example();
    let closed =
        json!({ "demand": "must-not-reach", "from": ["internet"], "to": ["db"], "environments": ["prod"] });
    accept(&mut document, json!({ "do": "expect", "id": "closed", "expectation": closed }));
    accept(&mut document, json!({ "do": "remove-environment", "id": "prod" }));
    assert!(!document.expectations.contains_key("closed"));
    assert!(document.expectations.contains_key("data-closed"), "it is demanded everywhere");
    let refusal = refuse(&mut document, json!({ "do": "withdraw-expectation", "id": "closed" }));
    assert_eq!(refusal.to_string(), "there is no expectation “closed”");
}

#[test]
fn a_question_has_one_answer_in_an_environment() {
    let mut document = example();
    accept(&mut document, answer("a", "SEC01", json!(["dev"])));
    accept(&mut document, answer("b", "SEC01", json!(["prod"])));
    let refusal = refuse(&mut document, answer("c", "SEC01", Value::Null));
    assert!(refusal.to_string().contains("“a” already answers SEC01 in dev"), "{refusal}");
    let refusal = refuse(&mut document, answer("b", "SEC01", json!(["prod", "dev"])));
    assert!(refusal.to_string().starts_with("answers.b: “a” already answers SEC01 in dev"), "{refusal}");

    // The same id again is a change of mind, not a second answer.
    accept(&mut document, answer("a", "SEC01", json!(["dev", "shared"])));
    accept(&mut document, json!({ "do": "withdraw-answer", "id": "b" }));
    let refusal = refuse(&mut document, json!({ "do": "withdraw-answer", "id": "b" }));
    assert_eq!(refusal.to_string(), "there is no answer “b”");
}

#[test]
fn parents_form_no_circle() {
    let mut document = example();
    accept(&mut document, json!({"do": "add-node", "id": "a", "node": {"kind": "group"}}));
    accept(&mut document, json!({"do": "add-node", "id": "b", "node": {"kind": "group", "parent": "a"}}));
    let refusal = refuse(&mut document, json!({"do": "reparent", "id": "a", "parent": "b"}));
    assert_eq!(refusal.to_string(), "nodes.a.parent: parents form a circle: a → b → a");
}

#[test]
fn a_batch_is_all_or_nothing_and_only_its_result_must_be_sound() {
    let mut document = example();
    let connect = json!({"do": "add-connection", "id": "logs", "connection":
        {"from": "db", "kind": "logs", "to": "late"}});
    let add = json!({"do": "add-node", "id": "late", "node": {"kind": "cloudwatch_log_group"}});
    accept(&mut document, json!({"do": "batch", "commands": [connect, add]}));
    let refusal = refuse(
        &mut document,
        json!({"do": "batch", "commands": [
        {"do": "set-document-name", "name": "Other"}, {"do": "remove-node", "id": "nothing"}]}),
    );
    assert_eq!(refusal.to_string(), "there is no node “nothing”");
}

#[test]
fn values_are_kept_as_they_would_be_read_back() {
    let mut document = example();
    accept(
        &mut document,
        json!({"do": "set-property", "id": "flow", "path": ["retention_days"],
        "value": 30.0}),
    );
    assert_eq!(document.nodes["flow"].properties["retention_days"], json!(30));
    let refusal = refuse(
        &mut document,
        json!({"do": "set-entry", "section": "notes", "key": "a",
        "value": 1e300}),
    );
    assert!(matches!(refusal, Refusal::Unsound { .. }), "{refusal:?}");
    let deep = (0..200).fold(json!(1), |inner, _| json!([inner]));
    refuse(&mut document, json!({"do": "set-entry", "section": "notes", "key": "a", "value": deep}));
}

#[test]
fn a_delta_made_for_another_state_is_refused_and_changes_nothing() {
    let mut document = example();
    let delta = accept(&mut document, json!({"do": "set-document-name", "name": "Other"}));
    let before = document.clone();
    assert_eq!(delta.apply(&mut document), Err(Stale { place: "name".to_owned() }));
    assert_eq!(document, before);
}

#[test]
fn a_drag_is_one_step_and_coming_back_is_none() {
    let mut document = example();
    let mut drag = Delta::default();
    for x in [330, 340, 320] {
        let step = json!({"do": "set-frame", "id": "db", "frame": [x, 40, 440, 44]});
        drag = drag.then(accept(&mut document, step));
    }
    assert!(drag.is_empty());
}

#[test]
fn an_explicit_part_can_be_derived_again() {
    let mut document = example();
    accept(
        &mut document,
        json!({"do": "replace-part", "id": "rt", "part": "app/route-table/1",
        "node": {"kind": "group"}}),
    );
    let refusal = refuse(&mut document, json!({"do": "derive-again", "id": "api"}));
    assert_eq!(refusal, Refusal::ReplacesNothing { id: id("api") });
    accept(&mut document, json!({"do": "derive-again", "id": "rt"}));
    assert_eq!(document, example());
}

#[test]
fn commands_and_deltas_keep_null_apart_from_nothing_on_their_way_through_json() {
    let mut document = example();
    let delta = accept(
        &mut document,
        json!({"do": "set-present", "id": "db", "environment": "prod",
        "present": false}),
    );
    let text = serde_json::to_string(&delta).unwrap();
    assert_eq!(text, r#"{"overrides":{"prod":{"db":{"after":null}}}}"#);
    assert_eq!(serde_json::from_str::<Delta>(&text).unwrap(), delta);
}
