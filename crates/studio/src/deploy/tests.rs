//! The decisions of deployment, without AWS: recorded answers and small templates.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_cloudformation::types::{
    ChangeAction, ChangeSource, EvaluationType, PolicyAction, Replacement, RequiresRecreation,
    ResourceAttribute, ResourceChange, ResourceChangeDetail, ResourceTargetDefinition,
};
use engine::cloudformation::{self, Template};
use proptest::prelude::*;
use serde_json::Value;

use super::{
    change::{Action, Certainty, Change, Fate, Resources},
    change_set, keep,
    parameters::{self, Given, Outputs},
    plan::{Operation, Plan, StackPlan},
    predict,
    standing::{Standing, State},
    target::{StackName, Wanted, Wire, fits},
};

const STANDING: &str = "
Parameters:
  KeyArn: {Type: String}
  Zone1: {Type: String, Default: us-east-1a}
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Metadata: {Groundplan: db/}
    DeletionPolicy: Snapshot
    UpdateReplacePolicy: Snapshot
    Properties: {Engine: postgres, KmsKeyId: !Ref KeyArn}
  Files:
    Type: AWS::S3::Bucket
    Metadata: {Groundplan: files/}
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
  FilesPolicy:
    Type: AWS::S3::BucketPolicy
    Metadata: {Groundplan: files/policy}
    Properties: {Bucket: !Ref Files, PolicyDocument: {Version: '2012-10-17'}}
  Jobs:
    Type: AWS::SQS::Queue
    Metadata: {Groundplan: jobs/}
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties: {VisibilityTimeout: 30}
  Stranger:
    Type: AWS::DynamoDB::Table
Outputs:
  JobsArn: {Value: !GetAtt Jobs.Arn}
  FilesAddress: {Value: !Sub 's3://${Files}/x'}
";

fn template(text: &str) -> Template {
    let read = cloudformation::read_yaml(text);
    assert_eq!(read.diagnostics, []);
    read.template
}

/// A change set in the form in which `aws cloudformation describe-change-set` prints it.
fn recorded(text: &str) -> Vec<ResourceChange> {
    let value: Value = serde_json::from_str(text).unwrap();
    let word = |value: &Value, key: &str| value[key].as_str().map(str::to_owned);
    let target = |value: &Value| {
        ResourceTargetDefinition::builder()
            .set_attribute(word(value, "Attribute").map(|it| ResourceAttribute::from(it.as_str())))
            .set_name(word(value, "Name"))
            .set_requires_recreation(
                word(value, "RequiresRecreation").map(|it| RequiresRecreation::from(it.as_str())),
            )
            .set_before_value(word(value, "BeforeValue"))
            .set_after_value(word(value, "AfterValue"))
            .build()
    };
    let detail = |value: &Value| {
        ResourceChangeDetail::builder()
            .target(target(&value["Target"]))
            .set_evaluation(word(value, "Evaluation").map(|it| EvaluationType::from(it.as_str())))
            .set_change_source(word(value, "ChangeSource").map(|it| ChangeSource::from(it.as_str())))
            .set_causing_entity(word(value, "CausingEntity"))
            .build()
    };
    let change = |value: &Value| {
        ResourceChange::builder()
            .set_action(word(value, "Action").map(|it| ChangeAction::from(it.as_str())))
            .set_logical_resource_id(word(value, "LogicalResourceId"))
            .set_physical_resource_id(word(value, "PhysicalResourceId"))
            .set_resource_type(word(value, "ResourceType"))
            .set_replacement(word(value, "Replacement").map(|it| Replacement::from(it.as_str())))
            .set_policy_action(word(value, "PolicyAction").map(|it| PolicyAction::from(it.as_str())))
            .set_details(Some(value["Details"].as_array().unwrap().iter().map(detail).collect()))
            .build()
    };
    value["Changes"].as_array().unwrap().iter().map(|it| change(&it["ResourceChange"])).collect()
}

fn read(text: &str, resources: &Resources) -> Vec<Change> {
    recorded(text).into_iter().filter_map(|change| change_set::read(change, resources)).collect()
}

/// `action certainty element [data] property…`
fn told(changes: &[Change]) -> Vec<String> {
    let line = |change: &Change| {
        let data = change.data.map(|fate| format!(" [{fate:?}]")).unwrap_or_default();
        let properties: String =
            change.properties.iter().map(|property| format!(" {}", property.name)).collect();
        format!("{:?} {:?} {}{data}{properties}", change.action, change.certainty, change.element())
    };
    changes.iter().map(line).collect()
}

#[test]
fn a_template_over_a_limit_is_refused_before_it_is_sent() {
    let queues = |count: usize| -> String {
        (0..count).map(|at| format!("  Q{at}: {{Type: AWS::SQS::Queue}}\n")).collect()
    };
    let said =
        |text: &str| fits("shop-prod-data", &template(text), text).map_err(|failure| failure.to_string());
    assert_eq!(said(&format!("Resources:\n{}", queues(500))), Ok(()));
    let many = said(&format!("Resources:\n{}", queues(501))).unwrap_err();
    assert!(many.contains("stack shop-prod-data: 501 resources, CloudFormation takes 500"), "{many}");
    let wide = format!("Resources:\n{}#{}\n", queues(1), "x".repeat(51_200));
    let wide = said(&wide).unwrap_err();
    assert!(wide.contains("bytes and CloudFormation takes 51200 in a call"), "{wide}");
}

#[test]
fn a_change_set_is_told_by_elements() {
    let resources = Resources::of(Some(&template(STANDING)), None);
    assert_eq!(
        told(&read(include_str!("../../tests/recorded/values.json"), &resources)),
        [
            "Changed Certain jobs DeletionPolicy VisibilityTimeout",
            "Replaced Conditional db [Snapshot] KmsKeyId",
            "Removed Certain files [Kept]",
            "Removed Certain Stranger [Deleted]",
        ]
    );
    let changes = read(include_str!("../../tests/recorded/values.json"), &resources);
    let timeout = &changes[0].properties[1];
    assert_eq!((timeout.before.as_deref(), timeout.after.as_deref()), (Some("30"), Some("90")));
}

#[test]
fn a_change_set_of_the_emulator_is_told_as_one_of_aws() {
    let changes = read(include_str!("../../tests/recorded/update.json"), &Resources::default());
    assert_eq!(
        told(&changes),
        [
            "Replaced Conditional Db DBParameterGroupName EnableCloudwatchLogsExports Engine EngineVersion",
            "Replaced Certain DbParameterGroup Family Parameters",
            "Changed Certain Jobs VisibilityTimeout",
            "Replaced Conditional JobsPolicy PolicyDocument",
            "Added Certain Log2",
            "Added Certain Log2Policy",
            "Removed Certain News",
            "Removed Certain NewsPolicy",
            "Removed Certain NewsSubscriptionJobs",
        ]
    );
}

#[test]
fn the_policies_that_stand_decide_over_the_data() {
    let standing = template(STANDING);
    let mut wanted = standing.clone();
    wanted.resources["Files"].deletion_policy = Some("Delete".into());
    wanted.resources["Files"].update_replace_policy = Some("Delete".into());
    let resources = Resources::of(Some(&standing), Some(&wanted));
    assert_eq!(resources.fate("Files", Action::Removed), Some(Fate::Kept));
    assert_eq!(resources.fate("Db", Action::Replaced), Some(Fate::Snapshot));
    assert_eq!(
        resources.fate("Stranger", Action::Removed),
        Some(Fate::Deleted),
        "no policy, but it holds data"
    );
    assert_eq!(resources.fate("FilesPolicy", Action::Removed), None);
    assert_eq!(resources.fate("Files", Action::Changed), None);
}

#[test]
fn what_differs_between_templates_is_predicted() {
    let standing = template(STANDING);
    let mut wanted = standing.clone();
    wanted.resources.shift_remove("Files");
    wanted.resources["Jobs"].properties.insert("VisibilityTimeout".into(), 90.into());
    wanted.resources["Stranger"].type_ = "AWS::SNS::Topic".into();
    let topic = wanted.resources["Stranger"].clone();
    wanted.resources.insert("News".into(), topic);
    let doubtful = BTreeSet::from(["KeyArn".to_owned()]);
    let changes = predict::update(&standing, &wanted, &doubtful);
    assert_eq!(
        told(&changes),
        [
            "Changed Predicted db KmsKeyId",
            "Changed Predicted jobs VisibilityTimeout",
            "Replaced Predicted Stranger [Deleted]",
            "Added Predicted News",
            "Removed Predicted files [Kept]",
        ]
    );
    assert_eq!(told(&predict::update(&standing, &standing, &BTreeSet::new())), [""; 0]);
}

#[test]
fn an_output_is_in_doubt_when_its_resource_moves() {
    let standing = template(STANDING);
    let change = |id: &str, action, certainty| Change {
        action,
        certainty,
        ..predict::removal(&standing).into_iter().find(|change| change.logical_id == id).unwrap()
    };
    let doubt = |change: Change| predict::outputs_in_doubt(&standing, &[change]);
    let one = |name: &str| BTreeSet::from([name.to_owned()]);
    assert_eq!(doubt(change("Jobs", Action::Replaced, Certainty::Certain)), one("JobsArn"));
    assert_eq!(doubt(change("Files", Action::Replaced, Certainty::Conditional)), one("FilesAddress"));
    assert_eq!(doubt(change("Jobs", Action::Changed, Certainty::Predicted)), one("JobsArn"));
    assert_eq!(doubt(change("Jobs", Action::Changed, Certainty::Certain)), BTreeSet::new(), "stays in place");
    assert_eq!(doubt(change("Db", Action::Replaced, Certainty::Certain)), BTreeSet::new());
}

fn plan_of(changes: Vec<Change>) -> StackPlan {
    StackPlan {
        stack: "shop-dev-data".into(),
        region: "us-east-1".into(),
        operation: Operation::Update,
        predicted: true,
        changes,
    }
}

#[test]
fn only_what_was_shown_runs_and_data_only_by_name() {
    let standing = template(STANDING);
    let change = |id: &str, action, certainty| {
        let change = predict::removal(&standing).into_iter().find(|change| change.logical_id == id).unwrap();
        let data = Resources::of(Some(&standing), None).fate(id, action);
        Change { action, certainty, data, ..change }
    };
    let nobody = BTreeSet::new();
    let beyond = |shown: Change, real: Change, confirmed: &BTreeSet<String>| {
        !StackPlan::beyond(Some(&plan_of(vec![shown])), &[real], confirmed).is_empty()
    };
    use Action::{Added, Changed, Removed, Replaced};
    use Certainty::{Certain, Conditional, Predicted};
    let policy = |action, certainty| change("FilesPolicy", action, certainty);
    assert!(!beyond(policy(Changed, Certain), policy(Changed, Certain), &nobody));
    assert!(!beyond(policy(Replaced, Conditional), policy(Changed, Certain), &nobody), "less than allowed");
    assert!(!beyond(policy(Changed, Predicted), policy(Replaced, Certain), &nobody), "shown as possible");
    assert!(beyond(policy(Changed, Certain), policy(Replaced, Certain), &nobody));
    assert!(beyond(policy(Changed, Certain), policy(Removed, Certain), &nobody));
    assert!(beyond(policy(Added, Certain), change("Jobs", Added, Certain), &nobody), "another resource");
    assert!(
        !StackPlan::beyond(None, &[policy(Changed, Certain)], &nobody).is_empty(),
        "the stack was not in it"
    );

    let db = BTreeSet::from(["db".to_owned()]);
    let replaced = change("Db", Replaced, Certain);
    assert!(beyond(change("Db", Changed, Predicted), replaced.clone(), &nobody), "data is asked for by name");
    assert!(!beyond(change("Db", Changed, Predicted), replaced.clone(), &db));
    let plan = Plan {
        environment: "dev".into(),
        account: "111111111111".into(),
        region: "us-east-1".into(),
        stacks: vec![plan_of(vec![replaced, change("Stranger", Removed, Certain)])],
    };
    let named =
        |confirmed| plan.unconfirmed(&confirmed).iter().map(|it| it.named().to_owned()).collect::<Vec<_>>();
    assert_eq!(named(nobody), ["db", "Stranger"]);
    assert_eq!(named(db), ["Stranger"]);
    assert_eq!((plan.counts().replaced, plan.counts().removed), (1, 1));
}

fn wanted(text: &str, wires: &[(&str, &str)]) -> Wanted {
    let wire = |(parameter, output): &(&str, &str)| {
        let wire =
            Wire { environment: "dev".into(), stack: "shop-dev-network".into(), output: (*output).into() };
        ((*parameter).to_owned(), wire)
    };
    Wanted {
        id: StackName { region: "us-east-1".into(), name: "shop-dev-data".into() },
        template: template(text),
        text: text.to_owned(),
        wires: wires.iter().map(wire).collect(),
    }
}

fn standing_with(parameters: &[&str]) -> Standing {
    Standing {
        id: StackName { region: "us-east-1".into(), name: "shop-dev-data".into() },
        stack_id: "arn".into(),
        status: "UPDATE_COMPLETE".into(),
        reason: None,
        state: State::Stands,
        parameters: parameters.iter().map(|name| (*name).to_owned()).collect(),
        outputs: BTreeMap::new(),
        template: None,
    }
}

#[test]
fn parameters_are_filled_from_outputs_by_hand_or_as_they_stand() {
    let text = "
Parameters:
  KeyArn: {Type: String}
  Repository: {Type: String, Description: Where the source is}
  Zone1: {Type: String, Default: us-east-1a}
Resources:
  Topic: {Type: AWS::SNS::Topic}
";
    let wanted = wanted(text, &[("KeyArn", "KeyArn")]);
    let by_hand = BTreeMap::from([("Repository".to_owned(), "team/shop".to_owned())]);
    let outputs: Outputs = BTreeMap::from([(
        ("dev".to_owned(), "shop-dev-network".to_owned()),
        BTreeMap::from([("KeyArn".to_owned(), "arn:key".to_owned())]),
    )]);
    let filled = parameters::fill(&wanted, None, &outputs, &by_hand).unwrap();
    let expected = BTreeMap::from([
        ("KeyArn".to_owned(), Given::Value("arn:key".into())),
        ("Repository".to_owned(), Given::Value("team/shop".into())),
    ]);
    assert_eq!(filled.given, expected, "what has a default is the template's");
    assert!(filled.missing.is_empty());

    let later = parameters::fill(&wanted, None, &Outputs::new(), &by_hand).unwrap();
    assert_eq!(later.missing.keys().collect::<Vec<_>>(), ["KeyArn"], "the earlier stack is not there yet");
    let standing = standing_with(&["KeyArn", "Repository"]);
    let again = parameters::fill(&wanted, Some(&standing), &outputs, &BTreeMap::new()).unwrap();
    assert_eq!(again.given["Repository"], Given::Previous, "nobody has to say it twice");
    let nobody = parameters::fill(&wanted, None, &outputs, &BTreeMap::new()).unwrap_err().to_string();
    assert!(nobody.contains("--parameter Repository=") && nobody.contains("Where the source is"), "{nobody}");
    let typo = BTreeMap::from([("Repositroy".to_owned(), String::new())]);
    assert_eq!(parameters::unknown(&[wanted], &typo), ["Repositroy"]);
}

#[test]
fn every_status_of_a_stack_says_what_can_be_done() {
    let with = |state| {
        let statuses = aws_sdk_cloudformation::types::StackStatus::values();
        statuses.iter().copied().filter(|status| State::of(status) == state).collect::<Vec<_>>()
    };
    assert_eq!(with(State::Review), ["REVIEW_IN_PROGRESS"]);
    assert_eq!(with(State::Failed), ["CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED"]);
    assert_eq!(with(State::HalfDeleted), ["DELETE_FAILED"]);
    assert_eq!(with(State::Stuck), ["IMPORT_ROLLBACK_FAILED", "UPDATE_FAILED", "UPDATE_ROLLBACK_FAILED"]);
    let stands = [
        "CREATE_COMPLETE",
        "DELETE_COMPLETE",
        "IMPORT_COMPLETE",
        "IMPORT_ROLLBACK_COMPLETE",
        "UPDATE_COMPLETE",
        "UPDATE_ROLLBACK_COMPLETE",
    ];
    assert_eq!(with(State::Stands), stands);
    assert!(with(State::Busy).iter().all(|status| status.ends_with("_IN_PROGRESS")));
}

fn only(template: &Template, chosen: u8) -> Template {
    let mut some = template.clone();
    let ids: Vec<String> = some.resources.keys().cloned().collect();
    for (at, id) in ids.iter().enumerate() {
        if chosen & (1 << at) == 0 {
            some.resources.shift_remove(id);
        }
    }
    some
}

proptest! {
    /// The first pass removes nothing and adds all; the second only removes.
    #[test]
    fn two_passes_are_one_change(standing in 0u8..32, wanted in 0u8..32) {
        let all = template(STANDING);
        let (standing, wanted) = (only(&all, standing), only(&all, wanted));
        let ids = |template: &Template| template.resources.keys().cloned().collect::<BTreeSet<_>>();
        match keep::kept(&standing, &wanted) {
            None => prop_assert!(ids(&standing).is_subset(&ids(&wanted))),
            Some(kept) => {
                let between = template(&kept.text);
                let union: BTreeSet<String> = ids(&standing).union(&ids(&wanted)).cloned().collect();
                prop_assert_eq!(ids(&between), union);
                let first = predict::update(&standing, &between, &BTreeSet::new());
                prop_assert!(first.iter().all(|change| change.action == Action::Added));
                let second = predict::update(&between, &wanted, &BTreeSet::new());
                prop_assert!(!second.is_empty());
                prop_assert!(second.iter().all(|change| change.action == Action::Removed));
            }
        }
    }
}

#[test]
fn what_stays_for_a_while_keeps_the_parameters_it_reads() {
    let standing = template(STANDING);
    let mut wanted = standing.clone();
    wanted.resources.shift_remove("Db");
    wanted.parameters.shift_remove("KeyArn");
    let kept = keep::kept(&standing, &wanted).unwrap();
    assert_eq!(kept.given, BTreeMap::from([("KeyArn".to_owned(), Given::Previous)]));
    assert!(template(&kept.text).parameters.contains_key("KeyArn"));
}
