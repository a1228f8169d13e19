//! Values made of values, as rows and fields are edited.
#![allow(clippy::unwrap_used)]

mod common;

use common::{id, open};
use groundplan_editor::{
    Editor,
    models::{Control, Field, Scope, Step, free_name, value_at, with_name, with_row_moved, with_value_at},
};
use serde_json::{Value, json};

fn name(name: &str) -> Step {
    Step::Name(name.to_owned())
}

#[test]
fn a_field_of_a_row_is_written_where_it_is() {
    let rules = json!([{ "port": 80 }, { "port": 443 }]);
    let path = [Step::Row(1), name("port")];
    assert_eq!(value_at(&rules, &path), Some(&json!(443)));
    let changed = with_value_at(rules.clone(), &path, Some(json!(8443)));
    assert_eq!(changed, json!([{ "port": 80 }, { "port": 8443 }]));
    let without = with_value_at(rules, &[Step::Row(0)], None);
    assert_eq!(without, json!([{ "port": 443 }]));
}

#[test]
fn what_is_missing_on_the_way_is_made_and_taking_out_what_is_not_there_changes_nothing() {
    let made = with_value_at(Value::Null, &[name("alarm"), name("period")], Some(json!(60)));
    assert_eq!(made, json!({ "alarm": { "period": 60 } }));
    assert_eq!(with_value_at(json!([1]), &[Step::Row(1)], Some(json!(2))), json!([1, 2]));
    assert_eq!(with_value_at(json!([1]), &[Step::Row(7)], None), json!([1]));
    assert_eq!(with_value_at(json!({}), &[name("a")], None), json!({}));
}

#[test]
fn rows_change_places_and_tables_change_names() {
    let list = json!({ "rows": [1, 2, 3] });
    assert_eq!(with_row_moved(list.clone(), &[name("rows")], 2, 0), json!({ "rows": [3, 1, 2] }));
    assert_eq!(with_row_moved(list.clone(), &[name("rows")], 0, 9), list, "no such place");
    let table = json!({ "a": 1, "b": 2 });
    assert_eq!(with_name(table.clone(), &[], "a", "c"), json!({ "b": 2, "c": 1 }));
    assert_eq!(with_name(table.clone(), &[], "a", "b"), table, "the name is taken");
    assert_eq!(free_name(&json!({ "name": 1 }), &[]), "name-2");
}

fn records() -> (Editor, Field) {
    let mut editor = open(
        r#"{ "groundplan": 1, "id": "names", "name": "Names", "environments": {
            "prod": { "account": "222222222222", "region": "us-east-1", "tier": "production" } },
            "nodes": { "zone": { "kind": "route53_zone", "properties": { "domain": "example.com" } } } }"#,
    );
    let inspected = editor.inspect(&id("zone")).unwrap();
    let field =
        inspected.groups.into_iter().flat_map(|group| group.fields).find(|field| field.name == "records");
    (editor, field.unwrap())
}

#[test]
fn a_new_row_has_what_it_needs_and_is_taken() {
    let (mut editor, field) = records();
    let Control::List(row) = &field.control else { panic!("{:?}", field.control) };
    let rows = with_value_at(Value::Null, &[Step::Row(0)], Some(row.fresh()));
    editor.set_field(&id("zone"), &field, &Scope::Base, rows).unwrap();
    let written = &editor.document().nodes["zone"].properties["records"];
    assert!(written[0].is_object(), "{written}");
    editor.undo().unwrap();
    assert!(!editor.document().nodes["zone"].properties.contains_key("records"), "one step");
}

#[test]
fn a_row_that_does_not_fit_is_refused_with_its_place() {
    let (mut editor, field) = records();
    let why = editor.set_field(&id("zone"), &field, &Scope::Base, json!([{ "ttl": "long" }])).unwrap_err();
    assert!(why.contains("ttl"), "{why}");
}
