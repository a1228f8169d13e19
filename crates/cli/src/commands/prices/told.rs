//! What a refresh changed, in words.

use std::fmt::Write as _;

use studio::prices::{Changed, Outcome, Priced};

/// How many prices of a kind are listed; the rest is in the JSON.
const MOST: usize = 40;

pub fn told(outcome: &Outcome) -> String {
    let changes = &outcome.changes;
    let mut out = String::new();
    let _ = writeln!(out, "{} queries, {} products read", outcome.queries, outcome.products);
    let _ = writeln!(out, "{} prices are as they were", changes.same);
    list(&mut out, "are new", &changes.new, priced);
    list(&mut out, "changed", &changes.changed, changed);
    list(&mut out, "are gone: AWS no longer lists them", &changes.gone, priced);
    for kept in &changes.kept {
        let _ = writeln!(out, "{} stay as they were: {}", kept.keys.len(), kept.why);
        let first: Vec<String> = kept.keys.iter().take(3).map(ToString::to_string).collect();
        let more = if kept.keys.len() > first.len() { ", …" } else { "" };
        let _ = writeln!(out, "  {}{more}", first.join(", "));
    }
    list(&mut out, "problems", &changes.problems, ToString::to_string);
    let id = &outcome.id;
    let _ =
        writeln!(out, "{id}: prices as of {} ({}), made of {}", outcome.as_of, outcome.digest, outcome.base);
    let _ = writeln!(
        out,
        "{} stays in use; `groundplan prices use {id}` takes the new book, `--book {id}` tries it once",
        outcome.base
    );
    out
}

fn list<T>(out: &mut String, what: &str, all: &[T], line: impl Fn(&T) -> String) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(out, "{} {what}", all.len());
    for one in all.iter().take(MOST) {
        let _ = writeln!(out, "  {}", line(one));
    }
    if let Some(more) = all.len().checked_sub(MOST).filter(|more| *more > 0) {
        let _ = writeln!(out, "  … and {more} more; --format json lists all");
    }
}

fn priced(price: &Priced) -> String {
    format!("{}: ${} per {}", price.key, price.usd.normalize(), price.unit)
}

fn changed(change: &Changed) -> String {
    let (before, after) = (change.before.normalize(), change.after.normalize());
    let how = change.how().map(|how| format!(" ({how})")).unwrap_or_default();
    format!("{}: ${before} → ${after} per {}{how}", change.key, change.unit)
}
