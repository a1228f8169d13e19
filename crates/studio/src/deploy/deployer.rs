//! One environment's deployer: its account, its record, and who is told.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use access::Access;
use aws_sdk_cloudformation::Client;

use super::{
    account::Account,
    change::Resources,
    journal::{Deployment, Journal, Note},
    parameters::{self, Outputs},
    progress::{Observer, Progress},
    standing::{self, Standing, State},
    target::{Place, StackName, Target},
};
use crate::{Failure, clock::Moment};

/// The stacks that stand, by name.
pub(super) type Survey = BTreeMap<StackName, Standing>;

/// Works on one environment.
pub struct Deployer<'a> {
    pub(super) target: &'a Target,
    pub(super) account: Account,
    pub(super) access: Access,
    pub(super) journal: &'a mut dyn Journal,
    pub(super) observer: &'a mut dyn Observer,
    /// Values a person gives for parameters of templates.
    pub(super) parameters: BTreeMap<String, String>,
    /// Names this run: its change sets, and the deployment it begins.
    pub(super) run: String,
    /// Change sets made so far.
    pub(super) made: usize,
}

impl<'a> Deployer<'a> {
    /// Gets into the environment's account.
    ///
    /// # Errors
    /// No access, another account than the design says, or a parameter that no template takes.
    pub async fn connect(
        target: &'a Target,
        access: Access,
        parameters: BTreeMap<String, String>,
        journal: &'a mut dyn Journal,
        observer: &'a mut dyn Observer,
    ) -> Result<Deployer<'a>, Failure> {
        if let Some(name) = parameters::unknown(&target.stacks, &parameters).first() {
            return Err(Failure::Input(format!(
                "no stack of “{}” has a parameter {name}; `groundplan synth` writes the templates to look it up",
                target.place.environment
            )));
        }
        let account = Account::connect(&target.place, &access).await?;
        let run = run_name(Moment::now(), std::process::id());
        Ok(Deployer { target, account, access, journal, observer, parameters, run, made: 0 })
    }

    /// The deployment of this environment that was interrupted, if there is one.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn interrupted(&self) -> Result<Option<Deployment>, Failure> {
        Ok(self.journal.deployments()?.pop().filter(|last| last.outcome().is_none()))
    }

    pub(super) fn client(&mut self, id: &StackName) -> Client {
        self.account.cloudformation(&id.region)
    }

    /// A fresh name for a change set.
    pub(super) fn change_set_name(&mut self) -> String {
        self.made += 1;
        format!("groundplan-{}-{}", self.run, self.made)
    }

    /// Waits for every operation under way and notes what an interrupted deployment did not see.
    pub(super) async fn settle(&mut self) -> Result<(), Failure> {
        if let Some(open) = self.interrupted()? {
            let (deployment, since) = (open.begin.id.clone(), open.begin.time.clone());
            self.observer.see(&Progress::Resuming { deployment, since });
            let seen: BTreeSet<String> = open.events().map(|event| event.id.clone()).collect();
            for sending in open.unsettled() {
                self.catch_up(sending, seen.clone()).await?;
            }
        }
        Ok(())
    }

    /// All stacks of the environment that stand, none of them busy.
    pub(super) async fn survey(&mut self) -> Result<Survey, Failure> {
        let mut survey = Survey::new();
        for id in self.known()? {
            let client = self.client(&id);
            let mut pause = Duration::from_millis(500);
            while let Some(standing) = standing::read(&client, &id).await? {
                if standing.state != State::Busy {
                    survey.insert(id, standing);
                    break;
                }
                let (stack, region, status) = (id.name.clone(), id.region.clone(), standing.status);
                self.observer.see(&Progress::Settling { stack, region, status });
                tokio::time::sleep(pause).await;
                pause = (pause * 3 / 2).min(Duration::from_secs(5));
            }
        }
        Ok(survey)
    }

    /// Every stack this environment can have: by the design's names, and as recorded earlier (it may have moved).
    pub(super) fn known(&self) -> Result<BTreeSet<StackName>, Failure> {
        let mut known: BTreeSet<StackName> = self.target.candidates.iter().cloned().collect();
        known.extend(self.target.stacks.iter().map(|stack| stack.id.clone()));
        for deployment in self.journal.deployments()? {
            known.extend(deployment.sent().map(|sending| sending.id()));
        }
        Ok(known)
    }

    /// Stacks in the order of deployment; those the design does not know stand last.
    pub(super) fn in_order(&self, survey: &Survey) -> Vec<StackName> {
        let place = |id: &StackName| {
            let at = self.target.candidates.iter().position(|candidate| candidate == id);
            at.unwrap_or(usize::MAX)
        };
        let mut ids: Vec<StackName> = survey.keys().cloned().collect();
        ids.sort_by_key(place);
        ids
    }

    /// The outputs that fill parameters: of this environment's stacks and of the environments it takes values from.
    pub(super) async fn outputs(&mut self, survey: &Survey) -> Result<Outputs, Failure> {
        let environment = &self.target.place.environment;
        let mut outputs: Outputs = survey
            .values()
            .map(|standing| ((environment.clone(), standing.id.name.clone()), standing.outputs.clone()))
            .collect();
        for source in &self.target.sources {
            outputs.extend(self.outputs_of(source).await?);
        }
        Ok(outputs)
    }

    /// Outputs of another environment, all that are needed or a refusal.
    async fn outputs_of(&mut self, source: &Place) -> Result<Outputs, Failure> {
        let first = |what: &str| {
            Failure::Refused(format!(
                "“{}” takes values from “{}”, {what}; deploy it first: groundplan deploy FILE --env {}",
                self.target.place.environment, source.environment, source.environment
            ))
        };
        let own = source.account == self.target.place.account && source.profile == self.target.place.profile;
        let mut other = match own {
            true => None,
            false => {
                let access = Access { profile: None, endpoint: self.access.endpoint.clone() };
                Some(Account::connect(source, &access).await?)
            }
        };
        let wires = self.target.stacks.iter().flat_map(|stack| stack.wires.values());
        let mut outputs = Outputs::new();
        for wire in wires.filter(|wire| wire.environment == source.environment) {
            let key = (wire.environment.clone(), wire.stack.clone());
            if !outputs.contains_key(&key) {
                let account = other.as_mut().unwrap_or(&mut self.account);
                let client = account.cloudformation(&source.region);
                let id = StackName { region: source.region.clone(), name: wire.stack.clone() };
                let standing = standing::read(&client, &id).await?;
                let standing = standing.filter(|standing| standing.state != State::Review);
                let Some(standing) = standing else {
                    return Err(first(&format!("whose stack {} is not there yet", wire.stack)));
                };
                outputs.insert(key.clone(), standing.outputs);
            }
            if !outputs.get(&key).is_some_and(|known| known.contains_key(&wire.output)) {
                return Err(first(&format!("whose stack {} has no output {} yet", wire.stack, wire.output)));
            }
        }
        Ok(outputs)
    }

    pub(super) fn note(&mut self, note: Note) -> Result<(), Failure> {
        self.journal.note(&note)
    }

    /// The elements behind the logical ids of a stack.
    pub(super) fn resources(&self, id: &StackName, standing: Option<&Standing>) -> Resources {
        let wanted = self.target.wanted(id).map(|wanted| &wanted.template);
        Resources::of(standing.and_then(|standing| standing.template.as_ref()), wanted)
    }
}

/// A name that no other run has: letters, digits and hyphens, as CloudFormation wants it.
fn run_name(now: Moment, process: u32) -> String {
    let time: String = now.to_string().chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{time}-{process:x}")
}
