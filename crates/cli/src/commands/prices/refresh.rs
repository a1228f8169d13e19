//! `groundplan prices refresh`

use std::io::{self, IsTerminal};

use serde_json::json;
use studio::{
    clock::Moment,
    deploy::Access,
    prices::{ENDPOINT_REGIONS, Order, Patience, Progress, Shelf, refresh},
    wait,
};

use super::told::told;
use crate::{
    commands::Listing,
    failure::{Failure, Outcome},
};

#[derive(clap::Args)]
pub struct Arguments {
    /// Region, Local Zone, edge location or `global`; may be given several times. Those of the book in use when left out
    #[arg(long = "region", value_name = "REGION")]
    regions: Vec<String>,
    /// Only keys that begin so, e.g. rds/postgres
    #[arg(long, value_name = "PREFIX", default_value = "")]
    only: String,
    /// AWS profile to ask with
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Where AWS is asked; each endpoint has the prices of all regions
    #[arg(long, value_name = "REGION", value_parser = ENDPOINT_REGIONS, default_value = ENDPOINT_REGIONS[0])]
    endpoint_region: String,
    /// Address of an emulator instead of AWS
    #[arg(long, value_name = "URL")]
    endpoint_url: Option<String>,
    /// How to print what changed
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    format: Listing,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let shelf = Shelf::find()?;
    let order = Order {
        access: Access::found(arguments.profile.clone(), arguments.endpoint_url.clone()),
        endpoint_region: arguments.endpoint_region.clone(),
        places: arguments.regions.clone(),
        prefix: arguments.only.clone(),
        patience: Patience::default(),
    };
    // A pipe gets no progress.
    let attended = io::stderr().is_terminal();
    let mut observer = |progress: &Progress| {
        if attended {
            eprintln!("{}", step(progress));
        }
    };
    let outcome = wait(refresh(&shelf, &shelf.in_use()?, &order, Moment::now(), &mut observer))?;
    arguments.format.print(|| told(&outcome), || json!(outcome))?;
    Ok(if outcome.is_sound() { Outcome::Fine } else { Outcome::Attention })
}

fn step(progress: &Progress) -> String {
    match progress {
        Progress::Resuming { answered, of } => {
            format!("an interrupted refresh goes on: {answered} of {of} queries are answered")
        }
        Progress::Asking { query, answered, of } => format!("{:>4} of {of}  {query}", answered + 1),
    }
}
