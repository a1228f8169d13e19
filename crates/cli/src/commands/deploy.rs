//! `groundplan deploy`

use std::collections::BTreeMap;

use serde_json::json;
use studio::{
    deploy::{Ending, Outcome as Deployed, Plan, Target},
    review, wait,
};

use super::Listing;
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
    /// Show what would change and stop
    #[arg(long)]
    plan_only: bool,
    /// Refuse what is not approved as it would be built now (`groundplan review`)
    #[arg(long)]
    require_approval: bool,
    #[command(flatten)]
    consent: Consent,
    /// Value of a parameter that the design leaves open
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = pair)]
    parameters: Vec<(String, String)>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let place = &arguments.place;
    let text = Text::new(context.language);
    let design = files::read(&place.file)?;
    let target = Target::of(&design.project, &place.env)?;
    let approval = review::approval(&place.file, &design.project, &place.env)?;
    let standing = approval.standing.render(context.language);
    if arguments.require_approval && !arguments.plan_only && !approval.standing.approved() {
        return Err(Failure::Refused(text.not_approved(&place.env, &standing)));
    }
    let parameters: BTreeMap<String, String> = arguments.parameters.iter().cloned().collect();
    let mut journal = place.journal(&target)?;
    let mut live = Live::new(context.language);
    let listing = place.format;
    wait(async {
        let mut deployer = place.connect(&target, parameters, &mut *journal, &mut live).await?;
        let interrupted = deployer.interrupted()?.is_some();
        let mut confirmed = arguments.consent.confirmed();
        loop {
            let plan = deployer.plan().await?;
            if let Listing::Text = listing {
                files::print(&shown(&plan, text))?;
                files::print(&format!("{}: {standing}\n", text.approval()))?;
            }
            if arguments.plan_only || (plan.is_empty() && !interrupted) {
                if let Listing::Json = listing {
                    files::print(&files::pretty(&json!({ "plan": plan, "approval": approval })))?;
                }
                return Ok(Outcome::Fine);
            }
            confirmed = ask(&arguments.consent, confirmed, &plan, text.deploy_question(), text)?;
            let outcome = deployer.deploy(&plan, &confirmed).await?;
            match listing {
                Listing::Text => files::print(&text.outcome(&outcome, &plan.region))?,
                Listing::Json => files::print(&files::pretty(
                    &json!({ "plan": plan, "approval": approval, "outcome": outcome }),
                ))?,
            }
            match ended(&outcome, &place.env, text) {
                // Somebody is there to see the new plan and to decide.
                Err(Failure::Refused(_)) if arguments.consent.can_be_asked() => continue,
                ended => return ended,
            }
        }
    })
}

fn shown(plan: &Plan, text: Text) -> String {
    match plan.is_empty() {
        true => text.as_designed(&plan.environment),
        false => text.plan(plan),
    }
}

/// How the command ends: a failure is AWS's, a stop is a refusal.
pub fn ended(outcome: &Deployed, environment: &str, text: Text) -> Result<Outcome, Failure> {
    match outcome.ending {
        Ending::Complete => Ok(Outcome::Fine),
        Ending::Stopped | Ending::Superseded => {
            let mut names: Vec<&str> = outcome
                .beyond
                .iter()
                .filter(|change| change.data.is_some())
                .map(|change| change.named())
                .collect();
            names.sort_unstable();
            names.dedup();
            Err(Failure::Refused(match names.is_empty() {
                true => text.more_than_shown(environment),
                false => text.unconfirmed(&names),
            }))
        }
        Ending::Failed => Err(Failure::World(format!("{environment}: {}", text.first_cause(outcome)))),
    }
}
