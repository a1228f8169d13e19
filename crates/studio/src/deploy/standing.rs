//! What stands in the account: a stack's state, values and template.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use aws_sdk_cloudformation::{
    Client,
    types::{Stack, TemplateStage},
};
use engine::cloudformation::{self, Template};

use super::{aws, target::StackName};
use crate::Failure;

/// A stack as it is.
#[derive(Debug, Clone)]
pub struct Standing {
    pub id: StackName,
    /// Its ARN.
    pub stack_id: String,
    pub status: String,
    pub reason: Option<String>,
    pub state: State,
    /// Names of its parameters.
    pub parameters: BTreeSet<String>,
    pub outputs: BTreeMap<String, String>,
    /// None until the first change set was executed.
    pub template: Option<Template>,
}

/// What can be done with a stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Only change sets, nothing was ever executed.
    Review,
    /// It can be updated.
    Stands,
    /// Its creation failed: it can only be deleted.
    Failed,
    /// An operation is under way.
    Busy,
    /// Its deletion failed: what is left goes by another deletion.
    HalfDeleted,
    /// Even taking the update back failed.
    Stuck,
}

impl State {
    pub fn of(status: &str) -> State {
        match status {
            "REVIEW_IN_PROGRESS" => State::Review,
            "CREATE_FAILED" | "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED" => State::Failed,
            "DELETE_FAILED" => State::HalfDeleted,
            "UPDATE_ROLLBACK_FAILED" | "UPDATE_FAILED" | "IMPORT_ROLLBACK_FAILED" => State::Stuck,
            status if status.ends_with("_IN_PROGRESS") => State::Busy,
            _ => State::Stands,
        }
    }
}

/// Looks up a stack by its name; none where it is not there.
///
/// # Errors
/// CloudFormation cannot be reached or refuses to say.
pub async fn read(client: &Client, id: &StackName) -> Result<Option<Standing>, Failure> {
    let Some(stack) = describe(client, &id.name).await? else { return Ok(None) };
    let status = stack.stack_status.map(|status| status.as_str().to_owned()).unwrap_or_default();
    let state = State::of(&status);
    let template = match state {
        State::Review => None,
        _ => template(client, &id.name).await?,
    };
    let parameters = stack.parameters.unwrap_or_default();
    let outputs = stack.outputs.unwrap_or_default();
    Ok(Some(Standing {
        id: id.clone(),
        stack_id: stack.stack_id.unwrap_or_default(),
        status,
        reason: stack.stack_status_reason.filter(|reason| !reason.is_empty()),
        state,
        parameters: parameters.into_iter().filter_map(|parameter| parameter.parameter_key).collect(),
        outputs: outputs
            .into_iter()
            .filter_map(|output| Some((output.output_key?, output.output_value?)))
            .collect(),
        template,
    }))
}

/// A stack by its name or ARN.
pub async fn describe(client: &Client, name: &str) -> Result<Option<Stack>, Failure> {
    match client.describe_stacks().stack_name(name).send().await {
        Ok(answer) => Ok(answer.stacks.unwrap_or_default().into_iter().next().filter(|stack| {
            stack.stack_status.as_ref().is_none_or(|status| status.as_str() != "DELETE_COMPLETE")
        })),
        Err(error) if aws::is_absent(&error) => Ok(None),
        Err(error) => Err(aws::failed(&format!("stack {name}"), &error)),
    }
}

/// The template a stack was last given, as it was written.
async fn template(client: &Client, name: &str) -> Result<Option<Template>, Failure> {
    let asked = client.get_template().stack_name(name).template_stage(TemplateStage::Original);
    match asked.send().await {
        Ok(answer) => Ok(answer.template_body.map(|text| cloudformation::read(&text).template)),
        Err(error) if aws::is_absent(&error) => Ok(None),
        Err(error) => Err(aws::failed(&format!("template of stack {name}"), &error)),
    }
}

/// Deletes a stack of which only change sets were ever made, and waits until it is gone.
///
/// # Errors
/// CloudFormation refuses or cannot be reached.
pub async fn delete_review(client: &Client, id: &StackName) -> Result<(), Failure> {
    let doing = || format!("deleting the empty stack {}", id.name);
    client.delete_stack().stack_name(&id.name).send().await.map_err(|error| aws::failed(&doing(), &error))?;
    let mut pause = Duration::from_millis(200);
    while describe(client, &id.name).await?.is_some() {
        tokio::time::sleep(pause).await;
        pause = (pause * 3 / 2).min(Duration::from_secs(3));
    }
    Ok(())
}
