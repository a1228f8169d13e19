//! What stands, and how the last deployment went.

use serde::Serialize;

use super::{
    deployer::Deployer,
    execute::shown,
    journal::Work,
    outcome::{Outcome, OutputValue},
    standing::{self, State},
};
use crate::Failure;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    pub environment: String,
    pub account: String,
    pub region: String,
    /// In the order of deployment.
    pub stacks: Vec<StackStatus>,
    pub outputs: Vec<OutputValue>,
    /// The last deployment that is recorded here.
    pub last: Option<LastDeployment>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StackStatus {
    pub stack: String,
    pub region: String,
    pub status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub resources: usize,
    /// The next deployment can change it.
    pub ready: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LastDeployment {
    pub id: String,
    pub work: Work,
    pub author: String,
    pub time: String,
    /// None while it is under way, or when it was interrupted.
    pub ended: Option<String>,
    pub outcome: Option<Outcome>,
    /// It was of the design as it is now.
    pub current: bool,
}

impl Deployer<'_> {
    /// Looks without waiting for anything or changing anything.
    ///
    /// # Errors
    /// AWS cannot be reached.
    pub async fn status(&mut self) -> Result<Status, Failure> {
        let mut survey = super::deployer::Survey::new();
        for id in self.known()? {
            let client = self.client(&id);
            if let Some(standing) = standing::read(&client, &id).await? {
                survey.insert(id, standing);
            }
        }
        let mut stacks = Vec::new();
        let mut outputs = Vec::new();
        for id in self.in_order(&survey) {
            let Some(standing) = survey.get(&id) else { continue };
            stacks.push(StackStatus {
                stack: id.name.clone(),
                region: id.region.clone(),
                status: standing.status.clone(),
                reason: standing.reason.clone(),
                resources: standing.template.as_ref().map_or(0, |template| template.resources.len()),
                ready: standing.state == State::Stands,
            });
            outputs.extend(shown(standing));
        }
        let last = self.journal.deployments()?.pop().map(|last| LastDeployment {
            id: last.begin.id.clone(),
            work: last.begin.work,
            author: last.begin.author.clone(),
            time: last.begin.time.clone(),
            ended: last.ended().map(str::to_owned),
            outcome: last.outcome().cloned(),
            current: last.begin.hash == self.target.hash,
        });
        let place = &self.target.place;
        Ok(Status {
            environment: place.environment.clone(),
            account: place.account.clone(),
            region: place.region.clone(),
            stacks,
            outputs,
            last,
        })
    }
}
