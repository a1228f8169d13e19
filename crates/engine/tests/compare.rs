//! What an environment costs beside something else.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Arc;

use groundplan_engine::{
    Against, Book, Charged, Command, CompareError, Comparison, Decimal, Document, Id, Language, Services,
    Session, load,
};
use serde_json::{Value, json};

const TODAY: &str = "2026-11-29";

/// A database in production and development, there of half the size.
fn document() -> Value {
    json!({
        "groundplan": 1, "id": "shop", "name": "Shop",
        "nodes": {
            "vpc": { "kind": "vpc", "properties": {} },
            "data": { "kind": "subnet", "parent": "vpc", "properties": { "access": "isolated", "slot": 2 } },
            "db": { "kind": "rds_instance", "parent": "data", "name": "Orders", "properties":
                { "engine": "postgres", "multi_az": false, "instance_class": "db.m6g.large", "allocated_gib": 100 } },
            "files": { "kind": "s3_bucket", "properties": {} }
        },
        "environments": {
            "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" },
            "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production",
                     "overrides": { "db": { "instance_class": "db.t4g.medium" }, "files": null } }
        }
    })
}

fn read(document: &Value) -> Document {
    load(document.to_string().as_bytes(), &Services).unwrap_or_else(|errors| panic!("{errors}"))
}

fn session(document: &Value) -> Session<'static> {
    Session::new(read(document), Book::embedded(), TODAY)
}

fn compared(against: &Against) -> Comparison {
    session(&document()).compared("prod", against).unwrap()
}

fn price(location: &str, slug: &str) -> Decimal {
    Book::embedded().fact(location, slug).unwrap().unit_price()
}

#[test]
fn beside_another_region_each_charge_has_the_prices_of_both() {
    let comparison = compared(&Against::Region("sa-east-1".to_owned()));
    let slug = "rds/postgres/single-az/db.m6g.large";
    let (there, here) = (price("sa-east-1", slug), price("us-east-1", slug));
    // 730 hours of each, and what they differ by.
    let row = comparison.charges.iter().find(|row| row.item.contains("db.m6g.large")).unwrap();
    assert_eq!(row.node, "db");
    for (cell, expected) in row.cells.iter().zip([there, here]) {
        let Some(Charged::Priced { quantity, unit_price, .. }) = cell else { panic!("{row:?}") };
        assert_eq!((*quantity, *unit_price), (Decimal::from(730), expected));
    }
    assert_eq!(row.difference(), (here - there) * Decimal::from(730));
    let sum: Decimal = comparison.charges.iter().map(|row| row.difference()).sum();
    assert_eq!(comparison.difference(), sum, "the charges that differ make the whole difference");
    let elements: Decimal = comparison.elements.iter().map(|(_, [there, here])| here - there).sum();
    assert_eq!(elements, sum);
}

#[test]
fn a_region_that_is_pinned_to_zones_can_be_left() {
    let mut pinned = document();
    pinned["environments"]["prod"]["zones"] = json!(["us-east-1a", "us-east-1c"]);
    let against = Against::Region("sa-east-1".to_owned());
    let moved = session(&pinned).compared("prod", &against).unwrap();
    assert_eq!(moved, compared(&against));
}

#[test]
fn what_has_no_price_on_one_side_is_told_and_in_no_amount() {
    // db.m5 is not offered in Mexico: the book has no price of it there.
    let mut old = document();
    old["nodes"]["db"]["properties"]["instance_class"] = json!("db.m5.large");
    let comparison = session(&old).compared("prod", &Against::Region("mx-central-1".to_owned())).unwrap();
    assert!(comparison.unpriced[0] > comparison.unpriced[1], "{:?}", comparison.unpriced);
    let open =
        comparison.charges.iter().find(|row| matches!(row.cells[0], Some(Charged::Unpriced(_)))).unwrap();
    assert!(matches!(&open.cells[1], Some(Charged::Priced { .. })), "one charge on both sides: {open:?}");
    assert_eq!(open.typical()[0], Decimal::ZERO);
    assert!(!open.unit.is_empty());
}

#[test]
fn beside_another_environment_what_is_only_here_stands_alone() {
    let comparison = compared(&Against::Environment(Id::new("dev").unwrap()));
    let mut session = session(&document());
    let dev = session.estimate("dev").unwrap().monthly;
    let prod = session.estimate("prod").unwrap().monthly;
    assert_eq!(comparison.monthly, [dev, prod]);
    let hours = |class: &str| comparison.charges.iter().find(|row| row.item.contains(class)).unwrap();
    assert!(hours("db.m6g.large").cells[0].is_none());
    assert!(hours("db.t4g.medium").cells[1].is_none());
    assert!(comparison.charges.iter().any(|row| row.node == "files" && row.cells[0].is_none()));
    let itself = session.compared("prod", &Against::Environment(Id::new("prod").unwrap()));
    assert!(matches!(itself, Err(CompareError::Itself(_))));
}

#[test]
fn a_design_beside_itself_costs_the_same_and_an_edit_is_what_differs() {
    let mut session = session(&document());
    let before = Arc::new(session.document().clone());
    let against = Against::Design { called: "revision 1".to_owned(), document: before };
    let same = session.compared("prod", &against).unwrap();
    assert_eq!((same.charges.len(), same.difference()), (0, Decimal::ZERO));
    assert!(same.same > 0);
    session
        .edit(Command::SetProperty {
            id: Id::new("db").unwrap(),
            environment: None,
            path: vec!["multi_az".to_owned()],
            value: json!(true),
        })
        .unwrap();
    let after = session.compared("prod", &against).unwrap();
    // the whole element, not only what of it differs
    let [(id, both)] = after.elements.as_slice() else { panic!("{:?}", after.elements) };
    assert_eq!((id.as_str(), both[1]), ("db", session.estimate("prod").unwrap().of_node("db").typical));
    assert!(after.difference() > Decimal::ZERO);
    assert_eq!(against.words(Language::English), "revision 1");
}

#[test]
fn an_environment_that_one_design_lacks_is_new_or_gone() {
    let mut other = document();
    other["environments"].as_object_mut().unwrap().remove("dev");
    other["environments"]["test"] =
        json!({ "account": "222222222222", "region": "us-east-1", "tier": "non-production" });
    let against = Against::Design { called: "other.json".to_owned(), document: Arc::new(read(&other)) };
    let mut session = session(&document());
    let ids: Vec<Id> = session.document().environments.keys().cloned().collect();
    let all = session.all_compared(&ids, &against, Language::English).unwrap();
    let side = |id: &str| all.environments[id].monthly.map(|band| band.typical > Decimal::ZERO);
    assert_eq!(all.environments.keys().collect::<Vec<_>>(), ["dev", "prod", "test"]);
    assert_eq!((side("dev"), side("prod"), side("test")), ([false, true], [true, true], [true, false]));
    // asked of one alone, others are not told
    let one = session.all_compared(&ids[..1], &against, Language::English).unwrap();
    assert_eq!(one.environments.keys().collect::<Vec<_>>(), ["dev"]);
}

#[test]
fn a_region_without_prices_and_a_missing_environment_are_refused_with_what_there_is() {
    let mut session = session(&document());
    let error = session.compared("prod", &Against::Region("ap-south-2".to_owned())).unwrap_err().to_string();
    assert!(error.contains("ap-south-2") && error.contains("sa-east-1"), "{error}");
    assert!(!error.contains("us-east-1-scl-1a"), "a Local Zone is no region: {error}");
    let error = session.compared("prd", &Against::Region("sa-east-1".to_owned())).unwrap_err().to_string();
    assert!(error.contains("prd") && error.contains("prod"), "{error}");
}
