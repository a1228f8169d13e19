//! What `studio` knows of a deployment, as the page is told it.

use contract::deployment as told;
use studio::deploy::{
    self, Action, Cause, Certainty, Change, Event, Fate, Left, Light, Loss, Operation, OutputValue, Past,
    Record, StackPlan, StackRun, Stage, Status, Waiting, Watch, What, Work,
};

use super::count;

pub fn work(work: told::Work) -> Work {
    match work {
        told::Work::Deploy => Work::Deploy,
        told::Work::Destroy => Work::Destroy,
    }
}

fn told_work(work: Work) -> told::Work {
    match work {
        Work::Deploy => told::Work::Deploy,
        Work::Destroy => told::Work::Destroy,
    }
}

/// Everything there is to see.
pub fn deployment(watch: Watch) -> told::Deployment {
    let losses = watch.losses().into_iter().map(loss).collect();
    let elements = elements(&watch);
    let stacks = stacks(&watch);
    let plan = watch.plan;
    let counts = plan.as_ref().map(deploy::Plan::counts).unwrap_or_default();
    let (mut outputs, mut left) = (Vec::new(), Vec::new());
    if let Some(outcome) = watch.outcome {
        outputs = outcome.outputs;
        left.extend(outcome.kept.into_iter().chain(outcome.undeleted).map(left_over));
    }
    let standing = watch.status.map(|status: Status| {
        outputs = status.outputs;
        let stacks = status.stacks.into_iter().map(|stack| told::Standing {
            stack: stack.stack,
            region: stack.region,
            status: stack.status,
            reason: stack.reason,
            resources: count(stack.resources),
        });
        stacks.collect()
    });
    told::Deployment {
        revision: watch.revision,
        environment: watch.environment,
        stage: stage(watch.stage),
        work: watch.work.map(told_work),
        hash: watch.hash,
        about: watch.about,
        nothing: plan.as_ref().is_some_and(deploy::Plan::is_empty),
        counts: told::Counts {
            added: count(counts.added),
            changed: count(counts.changed),
            replaced: count(counts.replaced),
            removed: count(counts.removed),
        },
        stacks,
        elements,
        before: watch.before,
        losses,
        events: watch.events.into_iter().map(event).collect(),
        waiting: watch.waiting.into_iter().map(waiting).collect(),
        cause: watch.cause.map(cause),
        failure: watch.failure,
        outputs: outputs.into_iter().map(output).collect(),
        left,
        standing,
    }
}

fn stage(stage: Stage) -> told::Stage {
    match stage {
        Stage::Idle => told::Stage::Idle,
        Stage::Connecting => told::Stage::Connecting,
        Stage::Planning => told::Stage::Planning,
        Stage::Planned => told::Stage::Planned,
        Stage::Running => told::Stage::Running,
        Stage::Complete => told::Stage::Complete,
        Stage::Failed => told::Stage::Failed,
        Stage::Stopped => told::Stage::Stopped,
        Stage::Left => told::Stage::Left,
    }
}

fn light(light: Light) -> told::Light {
    match light {
        Light::Pending => told::Light::Pending,
        Light::Working => told::Light::Working,
        Light::Waiting => told::Light::Waiting,
        Light::Done => told::Light::Done,
        Light::Undone => told::Light::Undone,
        Light::Failed => told::Light::Failed,
    }
}

fn action(action: Action) -> told::Action {
    match action {
        Action::Added => told::Action::Added,
        Action::Changed => told::Action::Changed,
        Action::Replaced => told::Action::Replaced,
        Action::Removed => told::Action::Removed,
    }
}

fn fate(fate: Fate) -> told::Fate {
    match fate {
        Fate::Kept => told::Fate::Kept,
        Fate::Snapshot => told::Fate::Snapshot,
        Fate::Deleted => told::Fate::Deleted,
    }
}

/// Each stack with its plan, as far as there is one.
fn stacks(watch: &Watch) -> Vec<told::Stack> {
    let stack = |run: &StackRun| {
        let planned = watch.plan.as_ref().and_then(|plan| plan.stack(&run.stack, &run.region));
        told::Stack {
            stack: run.stack.clone(),
            region: run.region.clone(),
            operation: planned.map_or("", operation).to_owned(),
            predicted: planned.is_some_and(|stack| stack.predicted),
            changes: planned.map_or(0, |stack| count(stack.changes.len())),
            light: light(run.light),
            status: run.status.clone(),
        }
    };
    watch.stacks.iter().map(stack).collect()
}

fn operation(stack: &StackPlan) -> &'static str {
    match stack.operation {
        Operation::Create => "create",
        Operation::Recreate => "recreate",
        Operation::Update => "update",
        Operation::Delete => "delete",
        Operation::Keep => "keep",
    }
}

/// The nodes a plan touches, and those of which anything is known.
fn elements(watch: &Watch) -> Vec<told::Element> {
    let lit = |node: &String| watch.lights.get(node).copied().map(light);
    let planned = watch.elements.iter().map(|element| told::Element {
        node: element.node.clone(),
        action: Some(action(element.action)),
        predicted: element.predicted,
        data: element.data.map(fate),
        resource_type: element.resource_type.clone(),
        property: element.property.as_ref().map(property),
        resources: count(element.resources),
        light: lit(&element.node),
    });
    let mut elements: Vec<told::Element> = planned.collect();
    let others = watch.lights.keys().filter(|node| !watch.elements.iter().any(|it| it.node == **node));
    elements.extend(others.map(|node| told::Element {
        node: node.clone(),
        action: None,
        predicted: false,
        data: None,
        resource_type: String::new(),
        property: None,
        resources: 0,
        light: lit(node),
    }));
    elements
}

fn property(property: &deploy::PropertyChange) -> told::PropertyChange {
    told::PropertyChange {
        name: property.name.clone(),
        before: property.before.clone(),
        after: property.after.clone(),
    }
}

fn change(change: &Change) -> told::Change {
    told::Change {
        action: action(change.action),
        certain: change.certainty == Certainty::Certain,
        node: change.node.clone(),
        part: change.part.clone(),
        logical_id: change.logical_id.clone(),
        resource_type: change.resource_type.clone(),
        properties: change.properties.iter().map(property).collect(),
        data: change.data.map(fate),
    }
}

fn loss(loss: Loss) -> told::Loss {
    told::Loss { name: loss.name, changes: loss.changes.iter().map(change).collect() }
}

fn event(event: Event) -> told::Event {
    let element = event.node.clone().unwrap_or_else(|| event.logical_id.clone());
    told::Event {
        id: event.id,
        time: event.time,
        stack: event.stack,
        element,
        node: event.node,
        part: event.part,
        resource_type: event.resource_type,
        status: event.status,
        reason: event.reason,
    }
}

fn waiting(waiting: Waiting) -> told::Waiting {
    let (what, detail) = match waiting.what {
        What::DnsRecord { record } => ("dns-record", record),
        What::Handshake { region } => (
            "handshake",
            format!("https://console.aws.amazon.com/codesuite/settings/connections?region={region}"),
        ),
        What::Confirmation { address } => ("confirmation", address),
    };
    told::Waiting { node: waiting.node, part: waiting.part, what: what.to_owned(), detail }
}

fn cause(cause: Cause) -> told::Cause {
    told::Cause {
        stack: cause.stack,
        node: cause.node.or(cause.logical_id),
        part: cause.part,
        resource_type: cause.resource_type,
        reason: cause.reason,
    }
}

fn output(output: OutputValue) -> told::Output {
    told::Output {
        stack: output.stack,
        name: output.name,
        description: output.description,
        value: output.value,
    }
}

fn left_over(left: Left) -> told::Left {
    told::Left {
        node: left.node,
        resource_type: left.resource_type,
        physical_id: left.physical_id,
        reason: left.reason,
    }
}

/// An environment and its past deployments.
pub fn record(record: Record) -> told::DeploymentRecord {
    let past = |past: Past| told::Past {
        id: past.id,
        work: told_work(past.work),
        author: past.author,
        time: past.time,
        ended: past.ended,
        ending: past.ending.map(|ending| ending.word().to_owned()),
        cause: past.cause.map(cause),
        current: past.current,
    };
    told::DeploymentRecord {
        environment: record.place.environment,
        account: record.place.account,
        region: record.place.region,
        profile: record.place.profile,
        endpoint: record.endpoint,
        past: record.past.into_iter().map(past).collect(),
        open: record.open.into_iter().map(|(name, text)| told::Parameter { name, text }).collect(),
    }
}
