//! The price table, on the reference topology.
#![allow(clippy::unwrap_used)]

mod common;

use common::{empty, id, reference};
use engine::{Band, Decimal};
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
