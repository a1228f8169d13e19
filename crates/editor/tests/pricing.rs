//! What a price rests on, what it is made of, and what can be done about it, on the reference topology.
#![allow(clippy::unwrap_used)]

mod common;

use common::{empty, id, reference};
use engine::{
    Band, Decimal,
    design::{
        Payment,
        payment::{Term, Upfront},
        workload::Preset,
    },
};
use groundplan_editor::{
    Editor,
    models::{Assumption, Bound, ChargeKey},
};

fn assumption(editor: &mut Editor, key: &str) -> Assumption {
    let all = editor.assumptions();
    all.iter().find(|one| one.key == key).cloned().unwrap()
}

fn monthly(editor: &mut Editor) -> Band {
    let environment = editor.environment().unwrap().to_string();
    editor.estimate(&environment).unwrap().monthly
}

#[test]
fn a_size_of_workload_fills_what_nobody_stated() {
    let mut editor = reference();
    assert_eq!(editor.rhythm().unwrap().preset, None);
    assert_eq!(assumption(&mut editor, "requests_per_second").origin, "not stated");
    editor.size_workload(Some(Preset::Small)).unwrap();
    assert_eq!(editor.rhythm().unwrap().preset, Some(Preset::Small));
    let requests = assumption(&mut editor, "requests_per_second");
    assert_eq!((requests.origin, requests.number.ranged), ("default", true));
    let small = monthly(&mut editor);
    editor.size_workload(Some(Preset::Large)).unwrap();
    assert!(monthly(&mut editor).typical > small.typical);
    editor.size_workload(None).unwrap();
    assert_eq!(editor.rhythm().unwrap().preset, None);
    assert_eq!(editor.undo_label(), Some("prod: Size of the workload"));
}

#[test]
fn a_number_is_stated_value_by_value_and_taken_back() {
    let mut editor = reference();
    editor.size_workload(Some(Preset::Medium)).unwrap();
    let assumed = assumption(&mut editor, "requests_per_second");
    // typical over the high end takes the high end with it
    editor.assume(&assumed, Bound::Typical, "1,200").unwrap();
    let stated = assumption(&mut editor, "requests_per_second");
    assert_eq!(stated.number.value, Band::new(assumed.number.value.low, 1200, 1200));
    assert_eq!(stated.origin, "stated");
    assert_eq!(editor.undo_label(), Some("Workload: Requests per second"));
    editor.assume(&stated, Bound::High, "900").unwrap();
    let lower = assumption(&mut editor, "requests_per_second");
    assert_eq!((lower.number.value.typical, lower.number.value.high), (900.into(), 900.into()));
    editor.assume_nothing(&lower).unwrap();
    assert_eq!(assumption(&mut editor, "requests_per_second"), assumed);
    for nonsense in ["", "-1", "many"] {
        assert_eq!(editor.assume(&assumed, Bound::Low, nonsense), Err("A number, not negative.".to_owned()));
    }
}

#[test]
fn a_volume_is_stated_for_the_environment_shown_alone() {
    let mut editor = reference();
    let key =
        editor.assumptions().iter().find(|one| one.number.value.typical > Decimal::ZERO).unwrap().key.clone();
    let one = assumption(&mut editor, &key);
    editor.show("test");
    let elsewhere = assumption(&mut editor, &key);
    editor.show("prod");
    editor.assume(&one, Bound::Typical, "123456").unwrap();
    assert_eq!(assumption(&mut editor, &key).number.value.typical, 123_456.into());
    editor.show("test");
    assert_eq!(assumption(&mut editor, &key), elsewhere);
    editor.show("prod");
    let stated = assumption(&mut editor, &key);
    editor.assume_nothing(&stated).unwrap();
    assert_eq!(assumption(&mut editor, &key), one);
}

#[test]
fn ten_per_cent_more_are_tried_one_by_one_until_the_next_edit() {
    let mut editor = reference();
    editor.size_workload(Some(Preset::Medium)).unwrap();
    let all = editor.assumptions().len();
    assert_eq!((editor.unmoved(), editor.move_next()), (all, all - 1));
    assert!(editor.known_move("requests_per_second").is_some());
    while editor.move_next() > 0 {}
    let moved = editor.known_move("requests_per_second").unwrap();
    assert!(moved.monthly > Decimal::ZERO && !moved.lines.is_empty());
    let sum: Decimal = moved.lines.iter().map(|(_, _, monthly)| *monthly).sum();
    assert_eq!(sum.round_dp(6), moved.monthly.round_dp(6), "the lines it moves are all of it");
    editor.size_workload(Some(Preset::Small)).unwrap();
    assert_eq!(editor.known_move("requests_per_second"), None);
}

#[test]
fn hours_and_days_are_shares_of_the_busiest() {
    let mut editor = reference();
    assert_eq!(editor.rhythm().unwrap().stated, [false, false]);
    editor.size_workload(Some(Preset::Medium)).unwrap();
    editor.set_share(0, 3, 40).unwrap();
    editor.set_share(1, 6, 100).unwrap();
    let rhythm = editor.rhythm().unwrap();
    assert_eq!((rhythm.shares[0][3], rhythm.shares[1][6], rhythm.stated), (40, 100, [true, true]));
    editor.set_shares(0, None).unwrap();
    assert_eq!(editor.rhythm().unwrap().stated, [false, true]);
}

#[test]
fn a_charge_says_where_its_numbers_come_from() {
    let mut editor = reference();
    editor.size_workload(Some(Preset::Medium)).unwrap();
    let table = editor.price_table(Some(&id("nat-1"))).unwrap();
    let environment = id("prod");
    let column = table.environments.iter().position(|one| *one == environment).unwrap();
    for row in table.rows.iter().filter(|row| row.cells[column].is_some()) {
        let key =
            ChargeKey { node: row.key.clone(), item: row.item.clone(), environment: environment.clone() };
        let explained = editor.explain(&key).unwrap();
        let term = &explained.terms[0];
        assert!(term.formula.contains('×') && !term.source.is_empty() && !term.key.is_empty(), "{term:?}");
        if row.unit == "hour" {
            let words = (&term.formula[..12], term.formula.ends_with(" a month"));
            assert_eq!(words, ("730 hour × ", true));
            assert!(explained.assumptions.is_empty(), "hours pass whatever is assumed");
        } else {
            let volume =
                explained.assumptions.iter().any(|(one, more)| one.of == explained.name && !more.is_zero());
            assert!(volume, "{} follows a volume", row.item);
        }
    }
    let gone = ChargeKey { node: "nat-1".to_owned(), item: "tea".to_owned(), environment };
    assert_eq!(editor.explain(&gone), None);
}

#[test]
fn the_highest_of_several_quantities_says_which_one_decides() {
    let mut editor = reference();
    let environment = editor.environment().unwrap().clone();
    let item = "Load balancer capacity units".to_owned();
    let charge = ChargeKey { node: "alb".to_owned(), item, environment: environment.clone() };
    // 3,000 open connections take a unit for each of 730 hours.
    let stated = engine::Command::SetUsage {
        id: id("alb"),
        environment: Some(environment),
        name: "open_connections".to_owned(),
        quantity: Some(engine::quantity(Band::from(3_000))),
    };
    editor.edit("Usage", stated).unwrap();
    let explained = editor.explain(&charge).unwrap();
    assert_eq!(
        explained.terms[0].dimensions,
        [
            "Data: 100 lcu-hour",
            "New connections: 22.2222 lcu-hour",
            "Open connections: 730 lcu-hour, the highest: it decides",
        ]
    );
}

#[test]
fn a_property_that_chose_a_price_is_named() {
    let mut editor = reference();
    let table = editor.price_table(Some(&id("db"))).unwrap();
    let key =
        |item: &str| ChargeKey { node: "db".to_owned(), item: item.to_owned(), environment: id("prod") };
    let named = table.rows.iter().any(|row| {
        let explained = editor.explain(&key(&row.item)).unwrap();
        explained.properties.iter().any(|(_, value)| value.starts_with("db."))
    });
    assert!(named);
}

#[test]
fn the_drawing_is_in_the_currency_that_is_chosen_as_long_as_there_is_a_rate() {
    let mut editor = reference();
    let price = |editor: &mut Editor| {
        let reading = editor.picture().reading().to_vec();
        reading.into_iter().find(|entry| entry.id == id("db")).unwrap().price
    };
    assert!(price(&mut editor).starts_with('$'));
    editor.show_in("CLP");
    assert!(price(&mut editor).starts_with('$'), "no rate is ever guessed");
    editor.state_rate("clp", "941.5", "2026-11-20", "a bank").unwrap();
    assert_eq!(editor.currency().code, "CLP");
    assert!(price(&mut editor).starts_with("CLP "));
    editor.run("lens-cost");
    assert!(price(&mut editor).starts_with("CLP "));
    // the rate is taken back, and is there again
    editor.undo().unwrap();
    assert!(price(&mut editor).starts_with('$'));
    editor.redo().unwrap();
    editor.show_in("USD");
    assert!(price(&mut editor).starts_with('$'));
}

#[test]
fn a_saving_is_one_step_and_saves_what_it_says() {
    let mut editor = reference();
    let before = monthly(&mut editor).typical;
    let offers = editor.savings();
    assert!(offers.is_sorted_by(|a, b| a.monthly >= b.monthly));
    let first = offers.first().unwrap().clone();
    assert!(!first.trade_off.is_empty());
    editor.apply_saving(&first.key).unwrap();
    assert_eq!(before - monthly(&mut editor).typical, first.monthly);
    assert!(editor.savings().iter().all(|offer| offer.key != first.key), "it is made");
    editor.undo().unwrap();
    assert_eq!(monthly(&mut editor).typical, before);
}

#[test]
fn ways_to_pay_stand_beside_each_other_and_one_is_chosen() {
    let mut editor = reference();
    let all = editor.payables().len();
    editor.select([id("db")]);
    let [db] = editor.payables().try_into().unwrap_or_else(|_| panic!("only what is selected"));
    assert!(all > 1 && db.node == id("db") && !db.spot);
    assert_eq!((db.ways[0].words.as_str(), db.ways[0].chosen), ("On demand", true));
    let partly = Payment::Reserved { term: Term::Three, upfront: Upfront::Partial };
    let way = db.ways.iter().find(|way| way.payment == Some(partly.clone())).unwrap().clone();
    assert_eq!(way.words, "Reserved 3 years, part upfront");
    assert!(way.saved > Decimal::ZERO && way.upfront > Decimal::ZERO && way.break_even.is_some());
    let before = monthly(&mut editor).typical;
    editor.pay(&id("db"), Some(partly)).unwrap();
    assert_eq!((before - monthly(&mut editor).typical).round_dp(6), way.saved.round_dp(6));
    // what cannot be reserved is no reason to hide the others
    editor.select([id("vpc")]);
    assert_eq!(editor.payables().len(), all);
}

#[test]
fn load_grows_with_the_years_and_the_curve_marks_where_machines_change() {
    let mut editor = reference();
    assert!(editor.forecast().unwrap().curve.is_empty(), "without a workload there is no load");
    editor.size_workload(Some(Preset::Large)).unwrap();
    let forecast = editor.forecast().unwrap();
    assert!(forecast.monthly[2].typical > forecast.monthly[0].typical);
    assert_eq!(forecast.yearly, forecast.monthly[0].scale(12));
    assert!(forecast.curve.is_sorted_by(|a, b| a.monthly <= b.monthly));
    assert!(forecast.curve.iter().any(|mark| mark.step.is_some()), "machines follow the load");
    let others: Vec<&str> = forecast.others.iter().map(|(id, ..)| id.as_str()).collect();
    assert_eq!(others, ["dev", "test", "shared"]);
}

#[test]
fn an_environment_over_its_budget_has_a_problem() {
    let mut editor = reference();
    editor.set_budget("$1").unwrap();
    let prod = |editor: &mut Editor| {
        editor.prices().unwrap().into_iter().find(|price| price.environment == id("prod"))
    };
    assert!(prod(&mut editor).unwrap().of_budget().unwrap() > Decimal::ONE);
    assert!(editor.problems().iter().any(|problem| problem.rule == "environment-within-budget"));
    editor.set_budget("1,000,000").unwrap();
    assert!(prod(&mut editor).unwrap().of_budget().unwrap() < Decimal::ONE);
    editor.set_budget("").unwrap();
    assert_eq!(prod(&mut editor).unwrap().of_budget(), None);
    assert!(editor.set_budget("much").is_err());
}

#[test]
fn rates_are_stated_with_their_day_and_source() {
    let mut editor = empty();
    assert_eq!(editor.currencies().len(), 1);
    editor.state_rate("clp", "941.5", "2026-11-20", "Banco Central").unwrap();
    let pesos = editor.currencies().pop().unwrap();
    assert_eq!((pesos.code.as_str(), pesos.amount(10.into())), ("CLP", 9415.into()));
    for (code, per_usd, date, source) in [
        ("usd", "1", "2026-11-20", "x"),
        ("pesos", "1", "2026-11-20", "x"),
        ("pen", "0", "2026-11-20", "x"),
        ("pen", "3.4", "20/11", "x"),
    ] {
        assert!(editor.state_rate(code, per_usd, date, source).is_err(), "{code} {per_usd} {date}");
    }
    editor.state_tax("IVA", "19").unwrap();
    assert_eq!(editor.tax().unwrap().on(100.into()), 19.into());
    editor.state_tax("", "").unwrap();
    assert_eq!(editor.tax(), None);
}

#[test]
fn what_a_proposal_says_is_stated_a_word_at_a_time_and_what_does_not_fit_is_told_before() {
    let mut editor = reference();
    let before = editor.document().clone();
    editor.offer("company", " Example Cloud ").unwrap();
    editor.offer("valid_days", "45").unwrap();
    assert_eq!(
        (editor.offered("company").as_str(), editor.offered("client").as_str()),
        ("Example Cloud", "")
    );
    for (name, text, says) in [
        ("colour", "green", "#1a5fb4"),
        ("valid_days", "soon", "number of days"),
        ("currency", "clp", "no rate for CLP"),
    ] {
        let why = editor.unfit_to_offer(name, text).unwrap();
        assert!(why.contains(says), "{why}");
        assert_eq!(editor.offer(name, text), Err(why));
    }
    assert_eq!(editor.unfit_to_offer("colour", "#0b6e4f"), None);
    assert_eq!(editor.offered("colour"), "", "it was only tried");
    editor.offer("company", "").unwrap();
    editor.undo().unwrap();
    assert_eq!(editor.offered("company"), "Example Cloud");
    editor.undo().unwrap();
    editor.undo().unwrap();
    assert_eq!(*editor.document(), before);
}
