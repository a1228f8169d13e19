//! Change sets: what CloudFormation says it would do with a template. Made, waited for, read, deleted.

use std::{collections::BTreeMap, time::Duration};

use aws_sdk_cloudformation::{
    Client,
    operation::describe_change_set::DescribeChangeSetOutput,
    types::{
        Capability, ChangeAction, ChangeSetStatus, ChangeSetType, EvaluationType, Parameter, PolicyAction,
        Replacement, ResourceChange, ResourceChangeDetail,
    },
};

use super::{
    aws,
    change::{Action, Certainty, Change, Fate, PropertyChange, Resources},
    parameters::Given,
    target::StackName,
};
use crate::Failure;

/// A template that CloudFormation is asked about.
#[derive(Debug)]
pub struct Proposal<'a> {
    pub id: &'a StackName,
    /// Of the change set; it begins with a letter and has letters, digits and hyphens only.
    pub name: &'a str,
    /// The stack is not there yet.
    pub create: bool,
    pub text: &'a str,
    pub parameters: &'a BTreeMap<String, Given>,
    pub resources: &'a Resources,
}

/// What CloudFormation answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// The stack has this template and these values already.
    Nothing,
    Changes {
        /// ARN of the stack.
        stack_id: String,
        /// Empty when only outputs or the like differ.
        changes: Vec<Change>,
    },
}

/// Makes a change set and reads it. What it says of nothing is deleted at once; other change sets stay, to be
/// executed or deleted.
///
/// # Errors
/// CloudFormation refuses the template, or cannot be reached.
pub async fn propose(client: &Client, proposal: &Proposal<'_>) -> Result<Answer, Failure> {
    let name = &proposal.id.name;
    let kind = if proposal.create { ChangeSetType::Create } else { ChangeSetType::Update };
    let mut call = client
        .create_change_set()
        .stack_name(name)
        .change_set_name(proposal.name)
        .client_token(proposal.name)
        .change_set_type(kind)
        .template_body(proposal.text);
    if proposal.text.contains("AWS::IAM::") {
        call = call.capabilities(Capability::CapabilityNamedIam);
    }
    for (key, given) in proposal.parameters {
        let parameter = Parameter::builder().parameter_key(key);
        call = call.parameters(match given {
            Given::Value(value) => parameter.parameter_value(value).build(),
            Given::Previous => parameter.use_previous_value(true).build(),
        });
    }
    call.send().await.map_err(|error| aws::failed(&format!("change set for stack {name}"), &error))?;
    match settled(client, proposal).await {
        Ok(Some((stack_id, changes))) => Ok(Answer::Changes { stack_id, changes }),
        Ok(None) => {
            delete(client, proposal.id, proposal.name).await?;
            Ok(Answer::Nothing)
        }
        Err(failure) => {
            // The reason matters more than a change set that could not be deleted either.
            let _ = delete(client, proposal.id, proposal.name).await;
            Err(failure)
        }
    }
}

/// Waits for the change set and reads all its pages; none when nothing would change.
async fn settled(client: &Client, proposal: &Proposal<'_>) -> Result<Option<(String, Vec<Change>)>, Failure> {
    let mut pause = Duration::from_millis(200);
    let first = loop {
        let page = describe(client, proposal, None).await?;
        match page.status {
            Some(ChangeSetStatus::CreateComplete) => break page,
            Some(ChangeSetStatus::CreateInProgress | ChangeSetStatus::CreatePending) => {}
            _ => return failed(proposal, &page),
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 3 / 2).min(Duration::from_secs(3));
    };
    let stack_id = first.stack_id.unwrap_or_default();
    let (mut found, mut next) = (first.changes.unwrap_or_default(), first.next_token);
    while let Some(token) = next {
        let page = describe(client, proposal, Some(token)).await?;
        found.extend(page.changes.unwrap_or_default());
        next = page.next_token;
    }
    let changes = found.into_iter().filter_map(|change| change.resource_change);
    Ok(Some((stack_id, changes.filter_map(|change| read(change, proposal.resources)).collect())))
}

async fn describe(
    client: &Client,
    proposal: &Proposal<'_>,
    page: Option<String>,
) -> Result<DescribeChangeSetOutput, Failure> {
    client
        .describe_change_set()
        .stack_name(&proposal.id.name)
        .change_set_name(proposal.name)
        .include_property_values(true)
        .set_next_token(page)
        .send()
        .await
        .map_err(|error| aws::failed(&format!("change set of stack {}", proposal.id.name), &error))
}

/// A change set that failed because nothing would change is an answer, any other is a refusal.
fn failed(
    proposal: &Proposal<'_>,
    page: &DescribeChangeSetOutput,
) -> Result<Option<(String, Vec<Change>)>, Failure> {
    let reason = page.status_reason.as_deref().unwrap_or("no reason is given");
    let nothing = ["didn't contain changes", "No updates are to be performed"];
    if nothing.iter().any(|words| reason.contains(words)) {
        return Ok(None);
    }
    Err(Failure::World(format!(
        "CloudFormation refuses the template of stack {}: {reason}",
        proposal.id.name
    )))
}

/// Deletes a change set; one that is gone already is fine.
///
/// # Errors
/// CloudFormation cannot be reached.
pub async fn delete(client: &Client, id: &StackName, name: &str) -> Result<(), Failure> {
    match client.delete_change_set().stack_name(&id.name).change_set_name(name).send().await {
        Err(error) if !aws::is_absent(&error) => {
            Err(aws::failed(&format!("deleting the change set {name} of stack {}", id.name), &error))
        }
        _ => Ok(()),
    }
}

/// A change as CloudFormation states it; none for actions that touch nothing.
pub fn read(change: ResourceChange, resources: &Resources) -> Option<Change> {
    let details = change.details.unwrap_or_default();
    let (action, certainty) = match (change.action?, change.replacement) {
        (ChangeAction::Add | ChangeAction::Import, _) => (Action::Added, Certainty::Certain),
        (ChangeAction::Remove, _) => (Action::Removed, Certainty::Certain),
        (ChangeAction::Modify, Some(Replacement::True)) => (Action::Replaced, Certainty::Certain),
        (ChangeAction::Modify, Some(Replacement::Conditional)) => (Action::Replaced, Certainty::Conditional),
        (ChangeAction::Modify, _) => {
            // What only follows from another resource may turn out to be no change at all.
            let dynamic = |detail: &ResourceChangeDetail| detail.evaluation == Some(EvaluationType::Dynamic);
            let follows = !details.is_empty() && details.iter().all(dynamic);
            (Action::Changed, if follows { Certainty::Conditional } else { Certainty::Certain })
        }
        (ChangeAction::Dynamic, _) => (Action::Changed, Certainty::Conditional),
        (_, _) => return None,
    };
    let logical_id = change.logical_resource_id.unwrap_or_default();
    let (node, part) = resources.part(&logical_id);
    let data = match change.policy_action {
        _ if resources.fate(&logical_id, action).is_none() => None,
        Some(PolicyAction::Retain | PolicyAction::ReplaceAndRetain) => Some(Fate::Kept),
        Some(PolicyAction::Snapshot | PolicyAction::ReplaceAndSnapshot) => Some(Fate::Snapshot),
        Some(PolicyAction::Delete | PolicyAction::ReplaceAndDelete) => Some(Fate::Deleted),
        _ => resources.fate(&logical_id, action),
    };
    Some(Change {
        action,
        certainty,
        node,
        part,
        logical_id,
        resource_type: change.resource_type.unwrap_or_default(),
        physical_id: change.physical_resource_id.filter(|id| !id.is_empty()),
        properties: properties(details),
        data,
    })
}

/// The properties and attributes that differ, each once, in order.
fn properties(details: Vec<ResourceChangeDetail>) -> Vec<PropertyChange> {
    let mut found: BTreeMap<String, PropertyChange> = BTreeMap::new();
    for target in details.into_iter().filter_map(|detail| detail.target) {
        let attribute = target.attribute.map(|attribute| attribute.as_str().to_owned());
        let Some(name) = target.name.or(attribute) else { continue };
        let known = found.entry(name.clone()).or_insert(PropertyChange { name, before: None, after: None });
        // One property may be named by its direct change and again by what causes it.
        known.before = known.before.take().or(target.before_value);
        known.after = known.after.take().or(target.after_value);
    }
    found.into_values().collect()
}
