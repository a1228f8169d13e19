//! What was deployed before, and whether something was interrupted: read from the record, without AWS.

use std::collections::BTreeMap;

use engine::Project;

use super::{
    desk::Site,
    journal::{Deployment, Scope, Work},
    journal_to_read,
    outcome::{Cause, Ending},
    parameters,
    target::{Place, Target},
};
use crate::Failure;

/// An environment's deployments.
#[derive(Debug, Clone)]
pub struct Record {
    pub place: Place,
    /// The emulator; none for AWS itself.
    pub endpoint: Option<String>,
    /// The latest first.
    pub past: Vec<Past>,
    /// Parameters that only a person can fill, with what they are for.
    pub open: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    pub id: String,
    pub work: Work,
    pub author: String,
    pub time: String,
    pub ended: Option<String>,
    /// None while it is under way somewhere, or when it was interrupted.
    pub ending: Option<Ending>,
    pub cause: Option<Cause>,
    /// It was of the design as it is now.
    pub current: bool,
}

/// How many are told.
const TOLD: usize = 20;

impl Record {
    /// Reads the record of an environment.
    ///
    /// # Errors
    /// There is no such environment, or the record cannot be read.
    pub fn read(site: &Site) -> Result<Record, Failure> {
        let project = Project::new(site.document.clone());
        let target = Target::standing(&project, &site.environment)?;
        let journal = journal_to_read(&site.path, Scope::of(&target, &site.access))?;
        let past = journal.deployments()?.into_iter().rev().take(TOLD);
        let past = past.map(|deployment| Past::of(&deployment, &target.hash)).collect();
        // what cannot be built yet has a past all the same
        let buildable = Target::of(&project, &site.environment);
        let open = buildable.map(|target| parameters::open(&target.stacks)).unwrap_or_default();
        Ok(Record { place: target.place, endpoint: site.access.endpoint.clone(), past, open })
    }
}

impl Past {
    fn of(deployment: &Deployment, hash: &str) -> Past {
        let begin = &deployment.begin;
        let outcome = deployment.outcome();
        Past {
            id: begin.id.clone(),
            work: begin.work,
            author: begin.author.clone(),
            time: begin.time.clone(),
            ended: deployment.ended().map(str::to_owned),
            ending: outcome.map(|outcome| outcome.ending),
            cause: outcome.and_then(|outcome| outcome.first_cause.clone()),
            current: begin.hash == hash,
        }
    }
}
