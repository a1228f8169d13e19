//! `groundplan prices show`

use serde_json::json;

use crate::{
    commands::{By, Listing},
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// Region, Local Zone or edge location; all locations are listed when left out
    #[arg(long)]
    region: Option<String>,
    /// Only keys that begin so, e.g. rds/postgres
    #[arg(long, default_value = "")]
    prefix: String,
    #[command(flatten)]
    by: By,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    format: Listing,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Arguments { region, prefix, by, format } = arguments;
    let book = by.book()?;
    let Some(region) = region else {
        let mut text = format!("{} prices as of {} ({})\n", book.len(), book.as_of(), book.digest());
        for location in book.locations() {
            text.push_str(&format!("{:<24} {} prices\n", location, book.facts(location, prefix).count()));
        }
        files::print(&text)?;
        return Ok(Outcome::Fine);
    };
    if !book.locations().any(|known| known == region) {
        let known: Vec<&str> = book.locations().collect();
        return Err(Failure::Input(format!(
            "the price book has no location “{region}”; it has {}",
            known.join(", ")
        )));
    }
    let text = match format {
        Listing::Text => book
            .facts(region, prefix)
            .map(|(slug, fact)| {
                let price = fact.unit_price().normalize();
                let tiers = if fact.tiers.len() > 1 {
                    format!(", {} tiers", fact.tiers.len())
                } else {
                    String::new()
                };
                format!(
                    "{slug:<44} ${price} per {}{tiers}  {}  {}  {}\n",
                    fact.unit,
                    fact.as_of,
                    fact.confidence.as_str(),
                    fact.source
                )
            })
            .collect(),
        Listing::Json => {
            let facts: Vec<_> = book
                .facts(region, prefix)
                .map(|(slug, fact)| json!({ "location": region, "key": slug, "fact": fact }))
                .collect();
            files::pretty(&json!({ "as_of": book.as_of(), "digest": book.digest(), "facts": facts }))
        }
    };
    files::print(&text)?;
    Ok(Outcome::Fine)
}
