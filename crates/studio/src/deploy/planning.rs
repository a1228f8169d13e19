//! Planning: CloudFormation is asked what it would do; where it cannot be asked yet, the templates tell.

use std::collections::BTreeSet;

use super::{
    change::Change,
    change_set::{self, Answer, Proposal},
    deployer::{Deployer, Survey},
    parameters::{self, Filled, Outputs},
    plan::{Operation, Plan, StackPlan},
    predict,
    progress::Progress,
    standing::{self, Standing, State},
    target::{StackName, Wanted},
};
use crate::Failure;

impl Deployer<'_> {
    /// What deploying would do. Change sets and empty stacks made on the way are deleted again.
    ///
    /// # Errors
    /// AWS refuses a template or cannot be reached, a stack is in a state that needs a person, or another
    /// environment has to be deployed first.
    pub async fn plan(&mut self) -> Result<Plan, Failure> {
        self.settle().await?;
        let survey = self.survey().await?;
        ready(&survey)?;
        let outputs = self.outputs(&survey).await?;
        let target = self.target;
        let mut stacks = Vec::new();
        // Outputs that may differ once earlier stacks are changed.
        let mut doubtful: BTreeSet<(String, String)> = BTreeSet::new();
        for wanted in &target.stacks {
            let stack = self.plan_stack(wanted, survey.get(&wanted.id), &outputs, &doubtful).await?;
            let moved = predict::outputs_in_doubt(&wanted.template, &stack.changes);
            doubtful.extend(moved.into_iter().map(|output| (wanted.id.name.clone(), output)));
            stacks.push(stack);
        }
        for id in self.in_order(&survey).into_iter().rev() {
            if target.wanted(&id).is_none() {
                stacks.extend(survey.get(&id).and_then(deletion));
            }
        }
        let place = &target.place;
        Ok(Plan {
            environment: place.environment.clone(),
            account: place.account.clone(),
            region: place.region.clone(),
            stacks,
        })
    }

    async fn plan_stack(
        &mut self,
        wanted: &Wanted,
        standing: Option<&Standing>,
        outputs: &Outputs,
        doubtful: &BTreeSet<(String, String)>,
    ) -> Result<StackPlan, Failure> {
        let id = &wanted.id;
        let create = !standing.is_some_and(|standing| standing.state == State::Stands);
        let plan = |operation, predicted, changes| StackPlan {
            stack: id.name.clone(),
            region: id.region.clone(),
            operation,
            predicted,
            changes,
        };
        let filled = parameters::fill(wanted, standing, outputs, &self.parameters)?;
        let failed = standing.is_some_and(|standing| standing.state == State::Failed);
        if failed {
            return Ok(plan(Operation::Recreate, true, predict::creation(&wanted.template)));
        }
        let environment = &self.target.place.environment;
        let in_doubt: BTreeSet<String> = wanted
            .wires
            .iter()
            .filter(|(_, wire)| {
                wire.environment == *environment
                    && doubtful.contains(&(wire.stack.clone(), wire.output.clone()))
            })
            .map(|(parameter, _)| parameter.clone())
            .chain(filled.missing.keys().cloned())
            .collect();
        let template = standing.and_then(|standing| standing.template.as_ref()).filter(|_| !create);
        if !filled.missing.is_empty() {
            return Ok(match template {
                Some(template) => {
                    plan(Operation::Update, true, predict::update(template, &wanted.template, &in_doubt))
                }
                None => plan(Operation::Create, true, predict::creation(&wanted.template)),
            });
        }
        self.observer.see(&Progress::Planning { stack: id.name.clone(), region: id.region.clone() });
        let answer = self.ask(wanted, standing, create, &filled).await?;
        let mut changes = match answer {
            Answer::Nothing => Vec::new(),
            Answer::Changes { ref changes, .. } => changes.clone(),
        };
        // What reads a value that may be another one by then.
        let follows: Vec<Change> = predict::update(&wanted.template, &wanted.template, &in_doubt)
            .into_iter()
            .filter(|follows| !changes.iter().any(|change| change.logical_id == follows.logical_id))
            .collect();
        let predicted = !follows.is_empty();
        changes.extend(follows);
        let operation = match answer {
            _ if create => Operation::Create,
            Answer::Nothing if changes.is_empty() => Operation::Keep,
            _ => Operation::Update,
        };
        Ok(plan(operation, predicted, changes))
    }

    /// Asks what a stack would do and leaves nothing behind.
    async fn ask(
        &mut self,
        wanted: &Wanted,
        standing: Option<&Standing>,
        create: bool,
        filled: &Filled,
    ) -> Result<Answer, Failure> {
        let id = &wanted.id;
        let client = self.client(id);
        let name = self.change_set_name();
        let resources = self.resources(id, standing);
        let proposal = Proposal {
            id,
            name: &name,
            create,
            text: &wanted.text,
            parameters: &filled.given,
            resources: &resources,
        };
        let answer = change_set::propose(&client, &proposal).await;
        if matches!(answer, Ok(Answer::Changes { .. })) {
            change_set::delete(&client, id, &name).await?;
        }
        if create {
            let gone = standing::delete_review(&client, id).await;
            // That AWS refuses the template is told before that its empty stack is still there.
            return answer.and_then(|answer| gone.map(|()| answer));
        }
        answer
    }
}

/// What becomes of a stack that the design no longer has.
pub(super) fn deletion(standing: &Standing) -> Option<StackPlan> {
    if standing.state == State::Review {
        return None;
    }
    let changes = standing.template.as_ref().map(predict::removal).unwrap_or_default();
    Some(StackPlan {
        stack: standing.id.name.clone(),
        region: standing.id.region.clone(),
        operation: Operation::Delete,
        predicted: false,
        changes,
    })
}

/// Whether all stacks can be worked on.
fn ready(survey: &Survey) -> Result<(), Failure> {
    let how = |standing: &Standing| {
        let StackName { region, name } = &standing.id;
        match standing.state {
            State::HalfDeleted => {
                Some("its deletion failed; run `groundplan destroy` again before it is deployed".to_owned())
            }
            State::Stuck => Some(format!(
                "even taking back the last update failed; mend what the reason says, then run \
                 `aws cloudformation continue-update-rollback --stack-name {name} --region {region}`"
            )),
            _ => None,
        }
    };
    for standing in survey.values() {
        if let Some(how) = how(standing) {
            let reason = standing.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            return Err(Failure::Refused(format!(
                "stack {} is in {}{reason}\n  {how}",
                standing.id.name, standing.status
            )));
        }
    }
    Ok(())
}
