//! `groundplan destroy`

use std::collections::BTreeMap;

use serde_json::json;
use studio::{deploy::Target, wait};

use super::{Listing, deploy::ended};
use crate::{
    Context,
    deployment::{Consent, Live, Place, Text, ask},
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    consent: Consent,
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let place = &arguments.place;
    let text = Text::new(context.language);
    let design = files::read(&place.file)?;
    // What cannot be built any more can still be taken down.
    let target = Target::standing(&design.project, &place.env)?;
    let mut journal = place.journal(&target)?;
    let mut live = Live::new(context.language);
    wait(async {
        let mut deployer = place.connect(&target, BTreeMap::new(), &mut *journal, &mut live).await?;
        let interrupted = deployer.interrupted()?.is_some();
        let plan = deployer.plan_destroy().await?;
        if plan.is_empty() && !interrupted {
            files::print(&match place.format {
                Listing::Text => text.nothing_stands(&place.env),
                Listing::Json => files::pretty(&json!({ "plan": plan })),
            })?;
            return Ok(Outcome::Fine);
        }
        if let Listing::Text = place.format {
            files::print(&text.plan(&plan))?;
            files::print(&text.readers(&target.readers))?;
        }
        let confirmed = arguments.consent.confirmed();
        let confirmed = ask(&arguments.consent, confirmed, &plan, text.destroy_question(), text)?;
        let outcome = deployer.destroy(&plan, &confirmed).await?;
        files::print(&match place.format {
            Listing::Text => text.outcome(&outcome, &plan.region),
            Listing::Json => files::pretty(&json!({ "plan": plan, "outcome": outcome })),
        })?;
        ended(&outcome, &place.env, text)
    })
}
