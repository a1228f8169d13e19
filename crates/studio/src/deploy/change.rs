//! What happens to one resource: added, changed, replaced or removed, told by the element it stands for.

use std::collections::BTreeMap;

use engine::cloudformation::{PartName, Resource, Template};
use serde::{Deserialize, Serialize};

/// One resource that a stack operation would touch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub action: Action,
    pub certainty: Certainty,
    /// The node it stands for; none for a resource that is not of this program.
    pub node: Option<String>,
    /// Its part; empty for the node's own resource.
    pub part: String,
    pub logical_id: String,
    pub resource_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub physical_id: Option<String>,
    /// What differs, by name; empty for what is added or removed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<PropertyChange>,
    /// What becomes of the data, where a resource that holds some is removed or replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Fate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    Added,
    Changed,
    /// A new resource takes the place of the old one.
    Replaced,
    Removed,
}

/// How sure it is before the operation runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// AWS says so.
    Certain,
    /// AWS decides while the operation runs.
    Conditional,
    /// Read off the templates: what an earlier stack will give is not known yet.
    Predicted,
}

/// A property of a resource, or an attribute such as `DeletionPolicy`, that differs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PropertyChange {
    pub name: String,
    /// Values as AWS states them, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// What becomes of data whose resource leaves the stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// Stays in the account, no longer managed.
    Kept,
    /// A last snapshot is taken.
    Snapshot,
    Deleted,
}

/// Types that hold data by their nature, for resources whose template says nothing about it (raw ones).
const DATA_TYPES: [&str; 25] = [
    "AWS::Backup::BackupVault",
    "AWS::CodeCommit::Repository",
    "AWS::Cognito::UserPool",
    "AWS::DocDB::DBCluster",
    "AWS::DynamoDB::GlobalTable",
    "AWS::DynamoDB::Table",
    "AWS::EC2::Volume",
    "AWS::ECR::Repository",
    "AWS::EFS::FileSystem",
    "AWS::ElastiCache::ReplicationGroup",
    "AWS::FSx::FileSystem",
    "AWS::KMS::Key",
    "AWS::Kinesis::Stream",
    "AWS::Logs::LogGroup",
    "AWS::MemoryDB::Cluster",
    "AWS::Neptune::DBCluster",
    "AWS::OpenSearchService::Domain",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::Redshift::Cluster",
    "AWS::Route53::HostedZone",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
    "AWS::SecretsManager::Secret",
    "AWS::Timestream::Table",
];

/// Databases of which CloudFormation takes a snapshot unless told otherwise (user guide, "DeletionPolicy attribute").
const SNAPSHOT_BY_DEFAULT: [&str; 2] = ["AWS::RDS::DBCluster", "AWS::RDS::DBInstance"];

impl Change {
    /// The element as people name it: `node`, or `node/part`.
    pub fn element(&self) -> String {
        match (&self.node, self.part.as_str()) {
            (Some(node), "") => node.clone(),
            (Some(node), part) => format!("{node}/{part}"),
            (None, _) => self.logical_id.clone(),
        }
    }

    /// What a person types to let data go: the node, or the logical id of a foreign resource.
    pub fn named(&self) -> &str {
        self.node.as_deref().unwrap_or(&self.logical_id)
    }
}

/// The resources of a stack as it stands and as it is to be, by logical id.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    known: BTreeMap<String, Known>,
}

#[derive(Debug, Clone)]
struct Known {
    part: Option<PartName>,
    /// What becomes of data when it leaves the stack as it stands, and when it is replaced.
    on_removal: Option<Fate>,
    on_replacement: Option<Fate>,
}

impl Resources {
    /// What stands decides over the data: its policies hold until the operation is through.
    pub fn of(standing: Option<&Template>, wanted: Option<&Template>) -> Resources {
        let mut known = BTreeMap::new();
        for template in [wanted, standing].into_iter().flatten() {
            for (id, resource) in &template.resources {
                let on = |policy| fate(resource, policy);
                let found = Known {
                    part: resource.part.clone(),
                    on_removal: on(&resource.deletion_policy),
                    on_replacement: on(&resource.update_replace_policy),
                };
                known.insert(id.clone(), found);
            }
        }
        // A part that moved to another node is named as the design has it now.
        for (id, resource) in wanted.into_iter().flat_map(|template| &template.resources) {
            if let (Some(known), Some(part)) = (known.get_mut(id), &resource.part) {
                known.part = Some(part.clone());
            }
        }
        Resources { known }
    }

    /// The node and part a logical id stands for.
    pub fn part(&self, logical_id: &str) -> (Option<String>, String) {
        match self.known.get(logical_id).and_then(|known| known.part.clone()) {
            Some(PartName { node, part }) => (Some(node), part),
            None => (None, String::new()),
        }
    }

    /// What becomes of the data of a resource by such an action.
    pub fn fate(&self, logical_id: &str, action: Action) -> Option<Fate> {
        let known = self.known.get(logical_id)?;
        match action {
            Action::Removed => known.on_removal,
            Action::Replaced => known.on_replacement,
            Action::Added | Action::Changed => None,
        }
    }
}

fn fate(resource: &Resource, policy: &Option<engine::cloudformation::Value>) -> Option<Fate> {
    let word = |policy: &Option<engine::cloudformation::Value>| {
        policy.as_ref().and_then(|policy| policy.as_str()).map(str::to_owned)
    };
    let keeps =
        |policy: &Option<engine::cloudformation::Value>| word(policy).is_some_and(|word| word != "Delete");
    let type_ = resource.type_.as_str();
    let holds = keeps(&resource.deletion_policy)
        || keeps(&resource.update_replace_policy)
        || DATA_TYPES.contains(&type_);
    holds.then(|| match word(policy).as_deref() {
        Some("Retain" | "RetainExceptOnCreate") => Fate::Kept,
        Some("Snapshot") => Fate::Snapshot,
        None if SNAPSHOT_BY_DEFAULT.contains(&type_) => Fate::Snapshot,
        _ => Fate::Deleted,
    })
}
