//! Executing a plan in two passes: forwards create and change, backwards remove.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    change::Change,
    change_set::{self, Answer, Proposal},
    deployer::{Deployer, Survey},
    events::Event,
    journal::{Begin, Note, Work},
    keep,
    outcome::{self, Cause, Ending, Outcome, OutputValue, StackResult},
    parameters::{self, Given},
    plan::{Operation, Plan, StackPlan},
    progress::Step,
    standing::{self, Standing, State},
    target::{StackName, Wanted},
    waiting,
};
use crate::{Failure, clock::Moment, person};

/// How the work on the stacks ended.
pub(super) enum Ended {
    Well,
    /// A stack operation failed; why, where no event says it.
    Failed(Option<Cause>),
    /// It would do more than was allowed.
    Beyond(Vec<Change>),
}

/// Stacks from which something is still to be removed.
type Later = BTreeSet<StackName>;

impl Deployer<'_> {
    /// Does what a plan shows. A deployment of the same design that was interrupted goes on.
    ///
    /// # Errors
    /// AWS cannot be reached; whatever is under way there goes on, and the next run takes it up.
    pub async fn deploy(&mut self, plan: &Plan, confirmed: &BTreeSet<String>) -> Result<Outcome, Failure> {
        let confirmed = self.begin(Work::Deploy, plan, confirmed)?;
        let ended = self.forwards_and_back(plan, &confirmed).await;
        self.finish(ended).await
    }

    async fn forwards_and_back(
        &mut self,
        plan: &Plan,
        confirmed: &BTreeSet<String>,
    ) -> Result<Ended, Failure> {
        let target = self.target;
        let mut survey = self.survey().await?;
        let mut later = Later::new();
        for wanted in &target.stacks {
            let approved = plan.stack(&wanted.id.name, &wanted.id.region);
            let ended = self.bring(wanted, &mut survey, approved, confirmed, Some(&mut later)).await?;
            if !matches!(ended, Ended::Well) {
                return Ok(ended);
            }
        }
        for id in self.in_order(&survey).into_iter().rev() {
            let approved = plan.stack(&id.name, &id.region);
            let ended = match target.wanted(&id) {
                Some(wanted) if later.contains(&id) => {
                    self.bring(wanted, &mut survey, approved, confirmed, None).await?
                }
                None => self.take_down(&id, &mut survey, approved, confirmed).await?,
                Some(_) => Ended::Well,
            };
            if !matches!(ended, Ended::Well) {
                return Ok(ended);
            }
        }
        Ok(Ended::Well)
    }

    /// Brings a stack to what the design has. In the first pass (`later` is there) what is to go stays as long as
    /// later stacks stand that may use it, and the stack is noted for the second.
    async fn bring(
        &mut self,
        wanted: &Wanted,
        survey: &mut Survey,
        approved: Option<&StackPlan>,
        confirmed: &BTreeSet<String>,
        later: Option<&mut Later>,
    ) -> Result<Ended, Failure> {
        let id = &wanted.id;
        let client = self.client(id);
        if let Some(failed) = survey.get(id).filter(|standing| standing.state == State::Failed) {
            let failed = failed.clone();
            let settled = self.delete(&failed).await?;
            survey.remove(id);
            if !settled.well() {
                return Ok(Ended::Failed(cause(id, settled.reason.unwrap_or(settled.status))));
            }
        }
        let standing = survey.get(id).filter(|standing| standing.state == State::Stands).cloned();
        let outputs = self.outputs(survey).await?;
        let filled = parameters::fill(wanted, standing.as_ref(), &outputs, &self.parameters)?;
        if let Some((parameter, wire)) = filled.missing.first_key_value() {
            let reason = format!("stack {} gives no output {} for {parameter}", wire.stack, wire.output);
            return Ok(Ended::Failed(cause(id, reason)));
        }
        let template = standing.as_ref().and_then(|standing| standing.template.as_ref());
        let mut text = wanted.text.clone();
        let mut given: BTreeMap<String, Given> = filled.given;
        let mut step = if standing.is_some() { Step::Update } else { Step::Create };
        match later {
            Some(later) => {
                let used = self.stands_later(id, survey);
                let kept = template.filter(|_| used).and_then(|it| keep::kept(it, &wanted.template));
                if let Some(kept) = kept {
                    text = kept.text;
                    given.extend(kept.given);
                    later.insert(id.clone());
                }
            }
            None => step = Step::Remove,
        }
        let resources = self.resources(id, standing.as_ref());
        let name = self.change_set_name();
        let proposal = Proposal {
            id,
            name: &name,
            create: standing.is_none(),
            text: &text,
            parameters: &given,
            resources: &resources,
        };
        let Answer::Changes { stack_id, changes } = change_set::propose(&client, &proposal).await? else {
            return Ok(Ended::Well);
        };
        let beyond = StackPlan::beyond(approved, &changes, confirmed);
        if !beyond.is_empty() {
            change_set::delete(&client, id, &name).await?;
            if standing.is_none() {
                standing::delete_review(&client, id).await?;
            }
            return Ok(Ended::Beyond(beyond));
        }
        let settled = self.execute(id, &name, &stack_id, step, &resources).await?;
        if let Some(standing) = standing::read(&client, id).await? {
            survey.insert(id.clone(), standing);
        }
        Ok(match settled.well() {
            true => Ended::Well,
            false => Ended::Failed(cause(id, settled.reason.unwrap_or(settled.status))),
        })
    }

    /// Deletes a stack that the design no longer has.
    pub(super) async fn take_down(
        &mut self,
        id: &StackName,
        survey: &mut Survey,
        approved: Option<&StackPlan>,
        confirmed: &BTreeSet<String>,
    ) -> Result<Ended, Failure> {
        let Some(standing) = survey.get(id).cloned() else { return Ok(Ended::Well) };
        if standing.state == State::Review {
            let client = self.client(id);
            standing::delete_review(&client, id).await?;
            survey.remove(id);
            return Ok(Ended::Well);
        }
        let real = super::planning::deletion(&standing).map(|plan| plan.changes).unwrap_or_default();
        let shown = approved.filter(|approved| approved.operation == Operation::Delete);
        let beyond = StackPlan::beyond(shown, &real, confirmed);
        if !beyond.is_empty() {
            return Ok(Ended::Beyond(beyond));
        }
        let settled = self.delete(&standing).await?;
        if !settled.well() {
            return Ok(Ended::Failed(cause(id, settled.reason.unwrap_or(settled.status))));
        }
        survey.remove(id);
        Ok(Ended::Well)
    }

    /// Whether a stack stands that comes after this one and may use what is in it.
    fn stands_later(&self, id: &StackName, survey: &Survey) -> bool {
        let order = self.in_order(survey);
        let after = order.iter().skip_while(|other| *other != id).skip(1);
        after
            .into_iter()
            .any(|other| survey.get(other).is_some_and(|standing| standing.state == State::Stands))
    }

    /// Notes the beginning, or goes on with what was interrupted. Gives all that was ever confirmed for it.
    pub(super) fn begin(
        &mut self,
        work: Work,
        plan: &Plan,
        confirmed: &BTreeSet<String>,
    ) -> Result<BTreeSet<String>, Failure> {
        let place = &self.target.place;
        if let Some(open) = self.interrupted()? {
            if open.begin.work == work && open.begin.hash == self.target.hash {
                return Ok(confirmed.union(&open.begin.confirmed).cloned().collect());
            }
            let outcome = Outcome {
                first_cause: outcome::first_cause(open.events()),
                ..Outcome::new(Ending::Superseded)
            };
            self.note(Note::Ended { time: Moment::now().to_string(), outcome: Box::new(outcome) })?;
        }
        self.made += 1;
        self.journal.begin(&Begin {
            id: format!("{}-{}", self.run, self.made),
            work,
            environment: place.environment.clone(),
            account: place.account.clone(),
            region: place.region.clone(),
            endpoint: self.access.endpoint.clone(),
            hash: self.target.hash.clone(),
            author: person::user(),
            time: Moment::now().to_string(),
            plan: plan.clone(),
            confirmed: confirmed.clone(),
            parameters: self.parameters.clone(),
        })?;
        Ok(confirmed.clone())
    }

    /// Notes the end and tells how it came out. Where an operation is still under way, the deployment stays open.
    pub(super) async fn finish(&mut self, ended: Result<Ended, Failure>) -> Result<Outcome, Failure> {
        let deployments = self.journal.deployments()?;
        let current = deployments.last();
        let ended = match ended {
            Err(failure) => {
                if current.is_some_and(|current| !current.unsettled().is_empty()) {
                    return Err(Failure::World(format!(
                        "{failure}\n  what is under way in AWS goes on there; the same command takes it up again"
                    )));
                }
                let outcome = Outcome {
                    first_cause: Some(Cause { reason: failure.to_string(), ..Cause::default() }),
                    ..Outcome::new(Ending::Failed)
                };
                self.note(Note::Ended { time: Moment::now().to_string(), outcome: Box::new(outcome) })?;
                return Err(failure);
            }
            Ok(ended) => ended,
        };
        let events: Vec<Event> = current.into_iter().flat_map(|it| it.events().cloned()).collect();
        let survey = self.survey().await?;
        let mut outcome = Outcome::new(match ended {
            Ended::Well => Ending::Complete,
            Ended::Failed(_) => Ending::Failed,
            Ended::Beyond(_) => Ending::Stopped,
        });
        match ended {
            Ended::Well => {}
            Ended::Failed(cause) => outcome.first_cause = outcome::first_cause(&events).or(cause),
            Ended::Beyond(beyond) => outcome.beyond = beyond,
        }
        (outcome.kept, outcome.undeleted) = outcome::left(&events);
        if let Some(current) = current {
            for stack in &current.begin.plan.stacks {
                let id = StackName { region: stack.region.clone(), name: stack.stack.clone() };
                let made = survey.get(&id).and_then(|standing| standing.template.as_ref());
                if let Some(template) = made {
                    outcome.waiting.extend(waiting::after(&stack.changes, template, &stack.region));
                }
            }
        }
        for id in self.in_order(&survey) {
            let Some(standing) = survey.get(&id) else { continue };
            outcome.stacks.push(StackResult {
                stack: id.name.clone(),
                region: id.region.clone(),
                status: standing.status.clone(),
            });
            outcome.outputs.extend(shown(standing));
        }
        self.note(Note::Ended { time: Moment::now().to_string(), outcome: Box::new(outcome.clone()) })?;
        Ok(outcome)
    }
}

/// Outputs made for people: those that say what they are.
pub(super) fn shown(standing: &Standing) -> Vec<OutputValue> {
    let declared = standing.template.iter().flat_map(|template| &template.outputs);
    let shown = declared.filter_map(|(name, output)| {
        Some(OutputValue {
            stack: standing.id.name.clone(),
            name: name.clone(),
            description: output.description.clone()?,
            value: standing.outputs.get(name)?.clone(),
        })
    });
    shown.collect()
}

fn cause(id: &StackName, reason: String) -> Option<Cause> {
    Some(Cause { stack: id.name.clone(), reason, ..Cause::default() })
}
