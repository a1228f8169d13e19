//! The prices of another book, on the reference topology.
#![allow(clippy::unwrap_used)]

mod common;

use std::sync::LazyLock;

use common::{id, reference};
use engine::{
    Book, Decimal,
    pricing::{Entry, build},
};
use groundplan_editor::{Editor, Lens, Request};

/// The embedded book with every price twice as high.
fn dearer() -> &'static Book {
    static DEARER: LazyLock<Book> = LazyLock::new(|| {
        let twice = |mut entry: Entry| {
            entry.fact.tiers.iter_mut().for_each(|tier| tier.usd *= Decimal::TWO);
            entry
        };
        let entries = Book::embedded().entries().map(twice).collect();
        Book::from_bytes(&build(entries).unwrap()).unwrap()
    });
    &DEARER
}

fn typical(editor: &mut Editor) -> Vec<Decimal> {
    editor.prices().unwrap().iter().map(|price| price.monthly.typical.round_dp(6)).collect()
}

fn doubled(amounts: &[Decimal]) -> Vec<Decimal> {
    amounts.iter().map(|amount| (amount * Decimal::TWO).round_dp(6)).collect()
}

#[test]
fn with_another_book_everything_that_is_told_of_prices_follows() {
    let mut editor = reference();
    let before = typical(&mut editor);
    let (content, drawn, saved) =
        (editor.content(), format!("{:?}", editor.scene().unwrap()), editor.savings());
    editor.take_book(dearer());
    assert_eq!(editor.book().digest(), dearer().digest());
    assert_eq!(typical(&mut editor), doubled(&before));
    assert_ne!(editor.content(), content, "whoever shows prices is told");
    assert_ne!(format!("{:?}", editor.scene().unwrap()), drawn, "prices stand on the cards");
    let now = editor.savings();
    let same = |a: &groundplan_editor::models::Offer| now.iter().find(|b| a.key == b.key).map(|b| b.monthly);
    assert!(saved.iter().any(|offer| same(offer).is_some_and(|dearer| dearer > offer.monthly)));
    editor.look_through(Lens::Cost);
    let costs = format!("{:?}", editor.scene().unwrap());
    editor.take_book(Book::embedded());
    assert_ne!(format!("{:?}", editor.scene().unwrap()), costs, "the lens over cost follows");
    assert_eq!(typical(&mut editor), before);
}

#[test]
fn another_book_is_no_step() {
    let mut editor = reference();
    editor.set_budget("1,000,000").unwrap();
    let before = editor.document().clone();
    let (revision, undo) = (editor.revision(), editor.undo_label().map(str::to_owned));
    editor.prices().unwrap();
    editor.take_operations();
    editor.take_book(dearer());
    assert_eq!(*editor.document(), before);
    assert_eq!((editor.revision(), editor.undo_label()), (revision, undo.as_deref()));
    assert!(editor.take_operations().is_empty(), "nothing is to be written");
    let prices = editor.prices().unwrap();
    assert!(prices.iter().all(|price| price.difference.is_none()), "no edit changed a price");
    assert!(editor.undo().unwrap());
    assert_eq!(editor.budget(&id("prod")), None);
    // a design that is only read is priced by another book, too
    editor.lock(Some("read only".to_owned()));
    let dear = typical(&mut editor);
    editor.take_book(Book::embedded());
    assert_eq!(doubled(&typical(&mut editor)), dear);
}

#[test]
fn a_budget_is_broken_by_dearer_prices_and_kept_again_by_the_earlier_ones() {
    let mut editor = reference();
    let position = editor.environments().iter().position(|(environment, _)| *environment == id("prod"));
    let budget = typical(&mut editor)[position.unwrap()] * Decimal::new(15, 1);
    editor.set_budget(&budget.round_dp(2).to_string()).unwrap();
    let broken = |editor: &mut Editor| {
        editor.problems().iter().any(|problem| problem.rule == "environment-within-budget")
    };
    assert!(!broken(&mut editor));
    editor.take_book(dearer());
    assert!(broken(&mut editor));
    editor.take_book(Book::embedded());
    assert!(!broken(&mut editor));
}

#[test]
fn what_a_book_would_cost_is_told_without_taking_it() {
    let mut editor = reference();
    let (before, content) = (typical(&mut editor), editor.content());
    let would: Vec<Decimal> =
        editor.prices_by(dearer()).unwrap().iter().map(|(_, typical)| typical.round_dp(6)).collect();
    assert_eq!(would, doubled(&before));
    assert_eq!((typical(&mut editor), editor.content()), (before, content));
}

#[test]
fn a_design_needs_the_prices_of_its_regions_and_of_what_has_none() {
    let places = reference().priced_places();
    assert!(places.contains("us-east-1") && places.contains("global"), "{places:?}");
    assert!(places.iter().all(|place| Book::embedded().locations().any(|known| known == place)));
}

#[test]
fn the_window_is_asked_for_the_books() {
    assert_eq!(reference().run("price-books").requests, [Request::PriceBooks]);
}
