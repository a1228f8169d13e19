//! `groundplan status`

use std::collections::BTreeMap;

use serde_json::json;
use studio::{
    deploy::{Scope, Target},
    wait,
};

use super::Listing;
use crate::{
    Context,
    deployment::{Live, Place, Text},
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let place = &arguments.place;
    let design = files::read(&place.file)?;
    let target = Target::standing(&design.project, &place.env)?;
    let mut journal = studio::deploy::journal_to_read(&place.file, Scope::of(&target, &place.access()))?;
    let mut live = Live::new(context.language);
    let status = wait(async {
        let mut deployer = place.connect(&target, BTreeMap::new(), &mut *journal, &mut live).await?;
        deployer.status().await
    })?;
    files::print(&match place.format {
        Listing::Text => Text::new(context.language).status(&status),
        Listing::Json => files::pretty(&json!(status)),
    })?;
    Ok(Outcome::Fine)
}
