//! The work on an environment as a person follows it: folded from what the deployer tells. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    change::{Action, Change, Fate},
    elements::{self, ElementChange},
    events::Event,
    journal::Work,
    outcome::{self, Cause, Ending, Outcome},
    plan::{Operation, Plan},
    progress::{Progress, Step},
    status::Status,
    target::Target,
    waiting::Waiting,
};
use crate::Failure;

/// Where the work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// Nothing was asked yet.
    #[default]
    Idle,
    /// Credentials are found and checked.
    Connecting,
    /// CloudFormation is asked what would change.
    Planning,
    /// The plan is there to be looked at.
    Planned,
    /// It is carried out.
    Running,
    Complete,
    Failed,
    /// It would do more than was allowed: a new plan is to be looked at.
    Stopped,
    /// Nobody follows it any more; what is under way in AWS goes on there.
    Left,
}

impl Stage {
    /// Something is under way here.
    pub fn busy(self) -> bool {
        matches!(self, Stage::Connecting | Stage::Planning | Stage::Running)
    }
}

/// How far one stack or one element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Light {
    /// It will be worked on.
    Pending,
    Working,
    /// It waits for a person.
    Waiting,
    Done,
    /// It was taken back, because something else failed.
    Undone,
    Failed,
}

/// A stack on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackRun {
    pub stack: String,
    pub region: String,
    pub light: Light,
    pub step: Option<Step>,
    /// CloudFormation's own word.
    pub status: Option<String>,
}

/// Data that a person must let go by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// What is typed.
    pub name: String,
    pub changes: Vec<Change>,
}

/// Events that are kept to be shown; all of them are in the record.
const SHOWN: usize = 200;

/// Everything a person sees of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Watch {
    /// Grows with every change.
    pub revision: u32,
    pub environment: Option<String>,
    pub stage: Stage,
    pub work: Option<Work>,
    /// SHA-256 of the document that is worked on.
    pub hash: String,
    /// The stack that CloudFormation is asked about, or whose operation is waited for.
    pub about: Option<String>,
    pub plan: Option<Plan>,
    pub elements: Vec<ElementChange>,
    /// The design as it was last deployed, where the plan removes something of it: canonical JSON.
    pub before: Option<String>,
    pub lights: BTreeMap<String, Light>,
    pub stacks: Vec<StackRun>,
    /// The latest, in the order in which they came.
    pub events: Vec<Event>,
    pub waiting: Vec<Waiting>,
    pub cause: Option<Cause>,
    pub outcome: Option<Outcome>,
    /// Why it could not be done, with how to mend it.
    pub failure: Option<String>,
    pub status: Option<Status>,
    resources: BTreeMap<(String, String), Resource>,
    /// Stacks that are being taken back.
    backwards: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq)]
struct Resource {
    node: String,
    light: Light,
}

impl Watch {
    /// Something is asked for an environment: what was shown before goes.
    pub fn begin(&mut self, environment: &str, work: Option<Work>, hash: &str) {
        self.clear();
        self.environment = Some(environment.to_owned());
        self.stage = Stage::Connecting;
        self.work = work;
        hash.clone_into(&mut self.hash);
    }

    /// Nothing is shown any more.
    pub fn clear(&mut self) {
        *self = Watch { revision: self.revision, ..Watch::default() };
    }

    /// The plan is there.
    pub fn planned(&mut self, plan: Plan, target: &Target) {
        self.elements = elements::elements(&plan, &target.stacks);
        self.stacks = plan.stacks.iter().map(stack).collect();
        self.plan = Some(plan);
        self.about = None;
        self.stage = Stage::Planned;
    }

    /// Whether an element goes.
    pub fn removes(&self) -> bool {
        self.elements.iter().any(|element| element.action == Action::Removed)
    }

    /// The plan is carried out now.
    pub fn run(&mut self) {
        self.stage = Stage::Running;
        let changes = self.plan.iter().flat_map(|plan| &plan.stacks);
        let changes = changes.flat_map(|stack| stack.changes.iter().map(|change| (&stack.stack, change)));
        for (stack, change) in changes {
            let Some(node) = &change.node else { continue };
            let key = (stack.clone(), change.logical_id.clone());
            // an interrupted run was told of some of them already
            let pending = Resource { node: node.clone(), light: Light::Pending };
            self.resources.entry(key).or_insert(pending);
        }
        self.light();
    }

    /// What the deployer tells.
    pub fn see(&mut self, progress: &Progress) {
        match progress {
            Progress::Resuming { .. } => {}
            Progress::Settling { stack, .. } => self.about = Some(stack.clone()),
            Progress::Planning { stack, .. } => {
                self.stage = Stage::Planning;
                self.about = Some(stack.clone());
            }
            Progress::Operating { stack, region, step } => {
                self.about = None;
                self.backwards.remove(stack);
                let run = self.stack(stack, region);
                (run.light, run.step) = (Light::Working, Some(*step));
            }
            Progress::Event(event) => self.event(event),
            Progress::Waiting(waiting) => {
                if !self.waiting.contains(waiting) {
                    self.waiting.push(waiting.clone());
                }
                self.light();
            }
        }
    }

    fn stack(&mut self, stack: &str, region: &str) -> &mut StackRun {
        let known = self.stacks.iter().position(|run| run.stack == stack && run.region == region);
        let at = known.unwrap_or_else(|| {
            let (stack, region) = (stack.to_owned(), region.to_owned());
            self.stacks.push(StackRun { stack, region, light: Light::Pending, step: None, status: None });
            self.stacks.len() - 1
        });
        &mut self.stacks[at]
    }

    fn event(&mut self, event: &Event) {
        if event.of_stack() {
            if event.status.contains("ROLLBACK") {
                self.backwards.insert(event.stack.clone());
            }
            let run = self.stack(&event.stack, &event.region);
            run.light = of_stack(&event.status);
            run.status = Some(event.status.clone());
        } else if let Some(node) = &event.node {
            let light = of_resource(event, self.backwards.contains(&event.stack));
            let key = (event.stack.clone(), event.logical_id.clone());
            let known = self.resources.get(&key);
            // a failure stays to be seen while what failed is cleaned up
            if !known.is_some_and(|known| known.light == Light::Failed && light == Light::Undone) {
                self.resources.insert(key, Resource { node: node.clone(), light });
            }
            if !event.status.ends_with("_IN_PROGRESS") {
                let same = |waiting: &Waiting| (&waiting.node, &waiting.part) == (&event.node, &event.part);
                self.waiting.retain(|waiting| !same(waiting));
            }
        }
        self.cause = self.cause.take().or_else(|| outcome::first_cause([event]));
        self.events.push(event.clone());
        if self.events.len() > SHOWN {
            self.events.remove(0);
        }
        self.light();
    }

    /// The worst and the furthest of a node's resources.
    fn light(&mut self) {
        let mut seen: BTreeMap<&String, Vec<Light>> = BTreeMap::new();
        for resource in self.resources.values() {
            seen.entry(&resource.node).or_default().push(resource.light);
        }
        let waits = |node: &String| self.waiting.iter().any(|waiting| waiting.node.as_ref() == Some(node));
        let lights = seen.into_iter().map(|(node, lights)| {
            let worst = lights.iter().max().copied().unwrap_or(Light::Pending);
            let least = lights.iter().min().copied().unwrap_or(Light::Pending);
            let light = match worst {
                Light::Failed | Light::Undone => worst,
                _ if waits(node) => Light::Waiting,
                Light::Done if least != Light::Done => Light::Working,
                other => other,
            };
            (node.clone(), light)
        });
        self.lights = lights.collect();
    }

    /// It came to an end.
    pub fn ended(&mut self, ended: Result<Outcome, Failure>) {
        self.about = None;
        let outcome = match ended {
            Ok(outcome) => outcome,
            Err(failure) => {
                self.stage = Stage::Failed;
                self.failure = Some(failure.to_string());
                return;
            }
        };
        self.stage = match outcome.ending {
            Ending::Complete => Stage::Complete,
            Ending::Failed => Stage::Failed,
            Ending::Stopped | Ending::Superseded => Stage::Stopped,
        };
        if outcome.ending == Ending::Complete {
            // what was foreseen and did not have to be done is as it is to be
            self.resources.values_mut().for_each(|resource| resource.light = Light::Done);
            self.stacks.iter_mut().for_each(|run| run.light = Light::Done);
        }
        self.cause = outcome.first_cause.clone().filter(|_| outcome.ending == Ending::Failed);
        self.waiting.clone_from(&outcome.waiting);
        self.outcome = Some(outcome);
        let left = std::mem::take(&mut self.waiting);
        self.light();
        // what is left to a person does not make an element unfinished
        self.waiting = left;
    }

    /// Nobody follows it any more.
    pub fn left(&mut self) {
        self.about = None;
        self.stage = Stage::Left;
    }

    /// What stands in the account.
    pub fn looked(&mut self, status: Status) {
        self.stage = Stage::Idle;
        self.status = Some(status);
    }

    /// Data that this plan takes away, by the name a person types.
    pub fn losses(&self) -> Vec<Loss> {
        let mut losses: BTreeMap<String, Vec<Change>> = BTreeMap::new();
        for change in self.plan.iter().flat_map(|plan| plan.unconfirmed(&BTreeSet::new())) {
            losses.entry(change.named().to_owned()).or_default().push(change.clone());
        }
        let mut losses: Vec<Loss> =
            losses.into_iter().map(|(name, changes)| Loss { name, changes }).collect();
        let worst = |loss: &Loss| loss.changes.iter().any(|change| change.data == Some(Fate::Deleted));
        losses.sort_by_key(|loss| !worst(loss));
        losses
    }
}

fn stack(plan: &super::plan::StackPlan) -> StackRun {
    StackRun {
        stack: plan.stack.clone(),
        region: plan.region.clone(),
        light: if plan.operation == Operation::Keep { Light::Done } else { Light::Pending },
        step: None,
        status: None,
    }
}

fn of_stack(status: &str) -> Light {
    match status {
        status if status.contains("FAILED") || status.contains("ROLLBACK") => Light::Failed,
        status if status.ends_with("_IN_PROGRESS") => Light::Working,
        _ => Light::Done,
    }
}

fn of_resource(event: &Event, backwards: bool) -> Light {
    match event.status.as_str() {
        _ if event.is_cause() => Light::Failed,
        _ if backwards => Light::Undone,
        // cancelled because something else had failed
        status if status.ends_with("_FAILED") => Light::Undone,
        status if status.ends_with("_IN_PROGRESS") => Light::Working,
        _ => Light::Done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::change::Certainty;

    fn change(node: &str, part: &str, action: Action, data: Option<Fate>) -> Change {
        Change {
            action,
            certainty: Certainty::Certain,
            node: Some(node.to_owned()),
            part: part.to_owned(),
            logical_id: format!("{node}{part}"),
            resource_type: "AWS::SQS::Queue".to_owned(),
            physical_id: None,
            properties: Vec::new(),
            data,
        }
    }

    fn watch(changes: Vec<Change>) -> Watch {
        let stack = |name: &str, operation, changes| super::super::plan::StackPlan {
            stack: name.to_owned(),
            region: "us-east-1".to_owned(),
            operation,
            predicted: false,
            changes,
        };
        let plan = Plan {
            environment: "dev".to_owned(),
            account: "111111111111".to_owned(),
            region: "us-east-1".to_owned(),
            stacks: vec![
                stack("data", Operation::Update, changes),
                stack("edge", Operation::Keep, Vec::new()),
            ],
        };
        let mut watch = Watch { stacks: plan.stacks.iter().map(super::stack).collect(), ..Watch::default() };
        watch.plan = Some(plan);
        watch.run();
        watch
    }

    /// An event of the stack `data`: `element status`, or of the stack itself.
    fn event(watch: &mut Watch, element: &str, status: &str, reason: &str) {
        let of_stack = element == "data";
        watch.see(&Progress::Event(Event {
            id: format!("{element}-{status}"),
            time: String::new(),
            stack: "data".to_owned(),
            region: "us-east-1".to_owned(),
            node: (!of_stack).then(|| element.split('/').next().unwrap_or_default().to_owned()),
            part: element.split('/').nth(1).unwrap_or_default().to_owned(),
            logical_id: element.replace('/', ""),
            physical_id: None,
            resource_type: if of_stack { "AWS::CloudFormation::Stack" } else { "AWS::SQS::Queue" }.to_owned(),
            status: status.to_owned(),
            reason: Some(reason.to_owned()).filter(|reason| !reason.is_empty()),
        }));
    }

    fn light(watch: &Watch, node: &str) -> Light {
        watch.lights[node]
    }

    #[test]
    fn an_element_is_done_when_all_its_resources_are() {
        let added = |node: &str, part: &str| change(node, part, Action::Added, None);
        let mut watch = watch(vec![added("jobs", ""), added("jobs", "policy"), added("files", "")]);
        assert_eq!((light(&watch, "jobs"), light(&watch, "files")), (Light::Pending, Light::Pending));
        event(&mut watch, "jobs", "CREATE_IN_PROGRESS", "");
        assert_eq!(light(&watch, "jobs"), Light::Working);
        event(&mut watch, "jobs", "CREATE_COMPLETE", "");
        assert_eq!(light(&watch, "jobs"), Light::Working, "its policy is not there yet");
        event(&mut watch, "jobs/policy", "CREATE_COMPLETE", "");
        assert_eq!((light(&watch, "jobs"), light(&watch, "files")), (Light::Done, Light::Pending));
        assert_eq!(watch.stacks[1].light, Light::Done, "a stack without changes has nothing to wait for");
    }

    #[test]
    fn a_failure_is_told_from_what_is_taken_back_because_of_it() {
        let mut watch =
            watch(vec![change("jobs", "", Action::Added, None), change("files", "", Action::Added, None)]);
        event(&mut watch, "files", "CREATE_COMPLETE", "");
        event(&mut watch, "jobs", "CREATE_FAILED", "the name is taken");
        event(
            &mut watch,
            "data",
            "ROLLBACK_IN_PROGRESS",
            "The following resource(s) failed to create: [jobs]",
        );
        event(&mut watch, "jobs", "DELETE_COMPLETE", "");
        event(&mut watch, "files", "DELETE_IN_PROGRESS", "");
        assert_eq!((light(&watch, "jobs"), light(&watch, "files")), (Light::Failed, Light::Undone));
        assert_eq!(watch.cause.as_ref().map(|cause| cause.reason.as_str()), Some("the name is taken"));
        assert_eq!(watch.stacks[0].light, Light::Failed);
        event(&mut watch, "data", "ROLLBACK_COMPLETE", "");
        assert_eq!(watch.stacks[0].status.as_deref(), Some("ROLLBACK_COMPLETE"));
    }

    #[test]
    fn what_waits_for_a_person_is_a_state_until_it_is_there() {
        let mut watch = watch(vec![change("certificate", "", Action::Added, None)]);
        event(&mut watch, "certificate", "CREATE_IN_PROGRESS", "");
        watch.see(&Progress::Waiting(Waiting {
            node: Some("certificate".to_owned()),
            part: String::new(),
            resource_type: "AWS::CertificateManager::Certificate".to_owned(),
            what: super::super::waiting::What::DnsRecord { record: "a CNAME".to_owned() },
        }));
        assert_eq!(light(&watch, "certificate"), Light::Waiting);
        event(&mut watch, "certificate", "CREATE_COMPLETE", "");
        assert_eq!((light(&watch, "certificate"), watch.waiting.len()), (Light::Done, 0));
    }

    #[test]
    fn at_a_good_end_everything_is_lit_also_what_had_not_to_be_done() {
        let mut watch = watch(vec![change("jobs", "", Action::Changed, None)]);
        watch.ended(Ok(Outcome::new(Ending::Complete)));
        assert_eq!((watch.stage, light(&watch, "jobs")), (Stage::Complete, Light::Done));
        watch.ended(Err(Failure::World("no network".to_owned())));
        assert_eq!((watch.stage, watch.failure.as_deref()), (Stage::Failed, Some("no network")));
    }

    #[test]
    fn losses_are_by_name_and_the_worst_comes_first() {
        let removed = |node: &str, part: &str, fate| change(node, part, Action::Removed, Some(fate));
        let watch = watch(vec![
            removed("files", "", Fate::Kept),
            removed("jobs", "", Fate::Deleted),
            removed("jobs", "dead-letter", Fate::Deleted),
            change("news", "", Action::Removed, None),
        ]);
        let losses = watch.losses();
        let told: Vec<(&str, usize)> =
            losses.iter().map(|loss| (loss.name.as_str(), loss.changes.len())).collect();
        assert_eq!(told, [("jobs", 2), ("files", 1)]);
    }
}
