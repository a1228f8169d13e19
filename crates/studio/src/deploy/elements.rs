//! What a plan means for each element of a drawing: one node, one change. Pure.

use std::collections::BTreeMap;

use super::{
    change::{Action, Certainty, Change, Fate, PropertyChange},
    plan::Plan,
    target::Wanted,
};

/// What happens to a node, of all its resources together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementChange {
    pub node: String,
    pub action: Action,
    /// None of it is certain before the work runs.
    pub predicted: bool,
    /// The worst that becomes of its data.
    pub data: Option<Fate>,
    /// What tells most of it: its own resource, else its first part.
    pub resource_type: String,
    pub property: Option<PropertyChange>,
    /// How many of its resources are touched.
    pub resources: usize,
}

/// The nodes that a plan touches, by id; resources that are not of this program stand for themselves.
pub fn elements(plan: &Plan, wanted: &[Wanted]) -> Vec<ElementChange> {
    let mut changes: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in plan.stacks.iter().flat_map(|stack| &stack.changes) {
        changes.entry(change.named()).or_default().push(change);
    }
    let mut resources: BTreeMap<&str, usize> = BTreeMap::new();
    for part in wanted.iter().flat_map(|stack| stack.template.resources.values()) {
        if let Some(part) = &part.part {
            *resources.entry(&part.node).or_default() += 1;
        }
    }
    let told = changes.into_iter().map(|(node, changes)| {
        let action = action(&changes, resources.get(node).copied().unwrap_or(0));
        // its own resource has the empty part; the shortest other one, such as `subnet/1`, tells most
        let alike = changes.iter().filter(|change| change.action == action);
        let leading = alike.min_by_key(|change| change.part.len()).or(changes.first());
        ElementChange {
            node: node.to_owned(),
            action,
            predicted: changes.iter().all(|change| change.certainty != Certainty::Certain),
            data: changes.iter().filter_map(|change| change.data).max_by_key(|fate| worse(*fate)),
            resource_type: leading.map(|change| change.resource_type.clone()).unwrap_or_default(),
            property: leading.and_then(|change| change.properties.first().cloned()),
            resources: changes.len(),
        }
    });
    told.collect()
}

/// `wanted` is the number of resources the node is to have.
fn action(changes: &[&Change], wanted: usize) -> Action {
    let all = |action| changes.iter().all(|change| change.action == action);
    let own = changes.iter().find(|change| change.part.is_empty());
    let loses = changes.iter().any(|change| change.action == Action::Replaced && change.data.is_some());
    match own {
        _ if loses => Action::Replaced,
        Some(own) => own.action,
        // a tier has no resource of its own: it is new when all it has is new
        None if all(Action::Added) && changes.len() >= wanted => Action::Added,
        None if all(Action::Removed) && wanted == 0 => Action::Removed,
        None => Action::Changed,
    }
}

fn worse(fate: Fate) -> u8 {
    match fate {
        Fate::Kept => 0,
        Fate::Snapshot => 1,
        Fate::Deleted => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::{StackName, plan::StackPlan, predict};
    use engine::cloudformation;

    const BEFORE: &str = "
Resources:
  Jobs: {Type: AWS::SQS::Queue, Metadata: {Groundplan: jobs/}}
  JobsPolicy: {Type: AWS::SQS::QueuePolicy, Metadata: {Groundplan: jobs/policy}}
  App1: {Type: AWS::EC2::Subnet, Metadata: {Groundplan: app/subnet/1}}
";
    const AFTER: &str = "
Resources:
  Jobs: {Type: AWS::SQS::Queue, Metadata: {Groundplan: jobs/}, Properties: {VisibilityTimeout: 90}}
  JobsPolicy: {Type: AWS::SQS::QueuePolicy, Metadata: {Groundplan: jobs/policy}}
  App1: {Type: AWS::EC2::Subnet, Metadata: {Groundplan: app/subnet/1}}
  App2: {Type: AWS::EC2::Subnet, Metadata: {Groundplan: app/subnet/2}}
  Data1: {Type: AWS::EC2::Subnet, Metadata: {Groundplan: data/subnet/1}}
  Data2: {Type: AWS::EC2::Subnet, Metadata: {Groundplan: data/subnet/2}}
";

    fn told(before: &str, after: &str) -> Vec<(String, Action)> {
        let read = |text| cloudformation::read_yaml(text).template;
        let changes = predict::update(&read(before), &read(after), &Default::default());
        let plan = Plan {
            environment: "dev".into(),
            account: "111111111111".into(),
            region: "us-east-1".into(),
            stacks: vec![StackPlan {
                stack: "data".into(),
                region: "us-east-1".into(),
                operation: crate::deploy::Operation::Update,
                predicted: true,
                changes,
            }],
        };
        let wanted = Wanted {
            id: StackName { region: "us-east-1".into(), name: "data".into() },
            template: read(after),
            text: after.into(),
            wires: BTreeMap::new(),
        };
        elements(&plan, &[wanted]).into_iter().map(|element| (element.node, element.action)).collect()
    }

    #[test]
    fn a_tier_is_new_when_all_of_it_is_and_changed_when_it_grows() {
        let expected = [
            ("app".to_owned(), Action::Changed),
            ("data".to_owned(), Action::Added),
            ("jobs".to_owned(), Action::Changed),
        ];
        assert_eq!(told(BEFORE, AFTER), expected);
    }

    #[test]
    fn what_the_design_no_longer_has_is_removed_and_what_loses_a_part_is_changed() {
        let without = "Resources:\n  Jobs: {Type: AWS::SQS::Queue, Metadata: {Groundplan: jobs/}}\n";
        let expected = [("app".to_owned(), Action::Removed), ("jobs".to_owned(), Action::Changed)];
        assert_eq!(told(BEFORE, without), expected);
    }
}
