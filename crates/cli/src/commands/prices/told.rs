//! What a refresh changed, in words.

use std::fmt::Write as _;

use engine::Decimal;
use studio::prices::{Changed, Outcome, Priced, Problem};

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
    list(&mut out, "problems", &changes.problems, |trouble| {
        format!("{}: {}", trouble.query, problem(&trouble.problem))
    });
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
    let how = match percent(before, after) {
        _ if before == after => " (later tiers)".to_owned(),
        Some(percent) => format!(" ({percent:+} %)"),
        None => String::new(),
    };
    format!("{}: ${before} → ${after} per {}{how}", change.key, change.unit)
}

/// By how many percent it is dearer.
fn percent(before: Decimal, after: Decimal) -> Option<Decimal> {
    let part = after.checked_sub(before)?.checked_div(before)?;
    Some(part.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(1).normalize())
}

fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Unreadable { sku: Some(sku), reason } => format!("{sku} cannot be read: {reason}"),
        Problem::Unreadable { sku: None, reason } => format!("an item cannot be read: {reason}"),
        Problem::Refused { reason } => format!("refused: {reason}"),
        Problem::Ambiguous { key, offers } => {
            let offers: Vec<String> = offers
                .iter()
                .map(|seen| {
                    let words = [seen.usage_type.as_str(), &seen.operation, &seen.sku];
                    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
                    format!("{} at ${}", words.join(" "), seen.usd.normalize())
                })
                .collect();
            format!("{key} has several prices: {}", offers.join("; "))
        }
    }
}
