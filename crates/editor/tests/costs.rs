//! The price table, on the reference topology.
#![allow(clippy::unwrap_used)]

mod common;

use common::{empty, id, open, reference};
use engine::{Band, Decimal, Per, TEMPLATES};
use groundplan_editor::models::Charged;

#[test]
fn environments_stand_side_by_side_and_add_up_to_their_prices() {
    let mut editor = reference();
    let table = editor.price_table(None).unwrap();
    let columns: Vec<&str> = table.environments.iter().map(|id| id.as_str()).collect();
    assert_eq!(columns, ["dev", "test", "prod", "shared"]);
    let prices: Vec<Decimal> =
        editor.prices().unwrap().iter().map(|price| price.monthly.typical.round_dp(2)).collect();
    let totals: Vec<Decimal> = table.totals.iter().map(|total| total.typical.round_dp(2)).collect();
    assert_eq!(totals, prices);
    for (column, total) in table.totals.iter().enumerate() {
        let amounts = table.rows.iter().filter_map(|row| match row.cells[column].as_ref()? {
            Charged::Priced { monthly, .. } => Some(*monthly),
            Charged::Unpriced(_) => None,
        });
        assert_eq!(amounts.reduce(Band::plus).unwrap_or_default(), *total);
    }
    assert!(table.as_of.starts_with("20"), "{}", table.as_of);
}

#[test]
fn the_dearest_stands_first_and_an_environment_without_it_shows_nothing() {
    let table = reference().price_table(None).unwrap();
    let largest: Vec<Decimal> = table.rows.iter().map(|row| row.largest()).collect();
    assert!(largest.is_sorted_by(|a, b| a >= b));
    let database = table.rows.iter().find(|row| row.node == Some(id("db"))).unwrap();
    assert_eq!(database.name, "Orders database");
    assert!(database.cells[3].is_none(), "the shared environment has no database");
}

#[test]
fn a_charge_is_a_quantity_at_the_price_of_a_unit() {
    let table = reference().price_table(Some(&id("nat-1"))).unwrap();
    assert!(table.rows.iter().all(|row| row.node == Some(id("nat-1"))));
    let hours = table.rows.iter().find(|row| row.unit == "hour").unwrap();
    let Some(Charged::Priced { quantity, unit_price, monthly }) = &hours.cells[2] else { panic!() };
    assert_eq!(*quantity, Decimal::from(730));
    assert_eq!(*quantity * *unit_price, monthly.typical);
}

#[test]
fn a_design_with_nothing_in_it_costs_nothing() {
    let table = empty().price_table(None).unwrap();
    assert!(table.rows.is_empty() && table.totals.iter().all(|total| *total == Band::ZERO));
}

#[test]
fn elements_and_services_stand_side_by_side_and_add_up_to_the_same() {
    let mut editor = reference();
    let totals: Vec<Band> = editor.prices().unwrap().iter().map(|price| price.monthly).collect();
    for per in [Per::Element, Per::Service] {
        let rows = editor.price_matrix(per).unwrap();
        for (column, total) in totals.iter().enumerate() {
            let amounts = rows.iter().filter_map(|row| row.cells[column].monthly);
            assert_eq!(amounts.reduce(Band::plus).unwrap_or_default(), *total, "{per:?} {column}");
        }
        let parts: Decimal = rows.iter().map(|row| row.part).sum();
        assert_eq!(parts.round_dp(9), Decimal::ONE);
        assert!(rows.is_sorted_by(|a, b| a.part >= b.part));
    }
    let elements = editor.price_matrix(Per::Element).unwrap();
    let database = elements.iter().find(|row| row.nodes == [id("db")]).unwrap();
    assert_eq!((&*database.name, &*database.of), ("Orders database", "RDS DB instance"));
    assert_eq!(database.cells[3].monthly, None, "the shared environment has no database");
    let services = editor.price_matrix(Per::Service).unwrap();
    let database = services.iter().find(|row| row.nodes == [id("db")]).unwrap();
    assert_eq!(database.of, "Orders database");
}

#[test]
fn what_has_no_price_stands_beside_the_amount_it_is_not_in() {
    let mut editor = open(&TEMPLATES[0].document.replace("\"us-east-1\"", "\"mx-central-1\""));
    let unpriced: Vec<usize> = editor.prices().unwrap().iter().map(|price| price.unpriced).collect();
    assert!(unpriced.iter().any(|count| *count > 0), "the book has not all prices of Mexico");
    let rows = editor.price_matrix(Per::Element).unwrap();
    for (column, count) in unpriced.into_iter().enumerate() {
        assert_eq!(rows.iter().map(|row| row.cells[column].unpriced).sum::<usize>(), count);
    }
}

#[test]
fn a_month_names_the_dearest_services_and_sums_up_the_others() {
    let mut editor = reference();
    let month = editor.month().unwrap().unwrap();
    assert_eq!(month.price.environment, id("prod"));
    let [first, .., last] = month.services.as_slice() else { panic!("{:?}", month.services) };
    assert!(month.services.len() == 5 && first.1 > last.1, "{:?}", month.services);
    assert_eq!(last.0, "Other services");
    let sum: Decimal = month.services.iter().map(|service| service.1).sum();
    assert_eq!(sum, month.price.monthly.typical);
    let month = empty().month().unwrap().unwrap();
    assert!(month.services.is_empty() && month.price.monthly == Band::ZERO);
}
