//! `groundplan prices show`

use std::fmt::Write;

use engine::{
    Book,
    services::gaps::{Gap, gaps},
};
use serde_json::{Value, json};

use crate::{
    Context,
    commands::{By, Listing},
    failure::{Failure, Outcome},
    files,
};

/// Names shown of many that are missing.
const SHOWN: usize = 3;

#[derive(clap::Args)]
pub struct Arguments {
    /// Region, Local Zone or edge location; all locations are listed when left out
    #[arg(long)]
    region: Option<String>,
    /// Only keys that begin so, e.g. rds/postgres
    #[arg(long, default_value = "")]
    prefix: String,
    /// What elements can ask for and the book lacks, by kind, instead of what it has
    #[arg(long)]
    gaps: bool,
    #[command(flatten)]
    by: By,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    format: Listing,
}

pub fn run(show: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let book = &show.by.book()?;
    let locations = match &show.region {
        None => book.locations().collect(),
        Some(region) if book.locations().any(|known| known == region) => vec![region.as_str()],
        Some(region) => {
            let known: Vec<&str> = book.locations().collect();
            return Err(Failure::Input(format!(
                "the price book has no location “{region}”; it has {}",
                known.join(", ")
            )));
        }
    };
    let text = match (show.gaps, &show.region, show.format) {
        (true, _, Listing::Text) => missing_text(book, &locations, &show.prefix),
        (true, _, Listing::Json) => files::pretty(&missing_json(book, &locations, &show.prefix)),
        (false, None, _) => counts(book, &show.prefix),
        (false, Some(region), Listing::Text) => facts_text(book, region, show, &context.today()),
        (false, Some(region), Listing::Json) => {
            files::pretty(&facts_json(book, region, show, &context.today()))
        }
    };
    files::print(&text)?;
    Ok(Outcome::Fine)
}

fn counts(book: &Book, prefix: &str) -> String {
    let mut text = format!("{} prices as of {} ({})\n", book.len(), book.as_of(), book.digest());
    for location in book.locations() {
        let _ = writeln!(text, "{:<24} {} prices", location, book.facts(location, prefix).count());
    }
    text
}

fn facts_text(book: &Book, region: &str, show: &Arguments, today: &str) -> String {
    let mut text = String::new();
    for (slug, fact) in book.facts(region, &show.prefix) {
        let price = fact.unit_price().normalize();
        let tiers =
            if fact.tiers.len() > 1 { format!(", {} tiers", fact.tiers.len()) } else { String::new() };
        let derived = if fact.derived_from.is_some() { ", derived" } else { "" };
        let old = if fact.is_stale(today) { ", old" } else { "" };
        let _ = writeln!(
            text,
            "{slug:<44} ${price} per {}{tiers}  {}  {}{derived}{old}  {}",
            fact.unit,
            fact.as_of,
            fact.confidence.as_str(),
            fact.source
        );
    }
    text
}

fn facts_json(book: &Book, region: &str, show: &Arguments, today: &str) -> Value {
    let facts: Vec<Value> = book
        .facts(region, &show.prefix)
        .map(|(slug, fact)| {
            json!({ "location": region, "key": slug, "stale": fact.is_stale(today), "fact": fact })
        })
        .collect();
    json!({ "as_of": book.as_of(), "digest": book.digest(), "date": today, "facts": facts })
}

/// What is missing at a location, of the keys that begin so.
fn missing<'a>(book: &'a Book, location: &'a str, prefix: &'a str) -> impl Iterator<Item = Gap> + 'a {
    gaps(book, location).into_iter().filter(move |gap| gap.slug.starts_with(prefix))
}

fn missing_text(book: &Book, locations: &[&str], prefix: &str) -> String {
    let mut text = format!(
        "What elements can ask for and the book as of {} ({}) lacks; it is unpriced there.\n",
        book.as_of(),
        book.digest()
    );
    for location in locations {
        let mut rows = missing(book, location, prefix).peekable();
        if rows.peek().is_some() {
            let _ = writeln!(text, "\n{location}");
        }
        for gap in rows {
            let _ = write!(text, "  {:<24} {}", gap.kind, gap.slug);
            if gap.slug.contains('{') && gap.missing.len() + gap.known > 1 {
                let names =
                    gap.missing.iter().take(SHOWN).map(|slug| slug.rsplit('/').next().unwrap_or(slug));
                let names: Vec<&str> = names.collect();
                let more = if gap.missing.len() > SHOWN { ", …" } else { "" };
                let all = gap.missing.len() + gap.known;
                let _ = write!(text, ": {} of {all}: {}{more}", gap.missing.len(), names.join(", "));
            }
            text.push('\n');
        }
    }
    text
}

fn missing_json(book: &Book, locations: &[&str], prefix: &str) -> Value {
    let of = |location: &&str| {
        let rows = missing(book, location, prefix).map(
            |gap| json!({ "kind": gap.kind, "slug": gap.slug, "known": gap.known, "missing": gap.missing }),
        );
        ((*location).to_owned(), Value::Array(rows.collect()))
    };
    let gaps: serde_json::Map<String, Value> = locations.iter().map(of).collect();
    json!({ "as_of": book.as_of(), "digest": book.digest(), "gaps": gaps })
}
