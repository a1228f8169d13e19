//! The encrypted bucket through which a pipeline hands artifacts from action to action, and who may read it.

use cloudformation::Value;

use crate::{Site, Stacks, arn, value::map};

/// Part that is the bucket.
pub const BUCKET: &str = "artifacts";
/// Part that is the bucket's own key.
pub const KEY: &str = "artifacts-key";

/// Who reads artifacts from another account. All are narrowed from the account's root, because a principal that
/// does not exist yet would be refused.
#[derive(Debug, Default)]
pub struct Reader {
    pub account: String,
    /// Names of the roles that deliver there.
    pub roles: Vec<String>,
    /// Environments whose instances fetch revisions themselves; they are known by the tags of their role.
    pub environments: Vec<String>,
}

/// Writes the bucket, its policy and, with `own_key`, its key. An action in another account needs the key: the
/// AWS managed one cannot be shared.
pub fn write(site: &Site<'_>, days: i64, own_key: bool, readers: &[Reader], stacks: &mut Stacks<'_>) {
    if own_key {
        let mut statements = vec![map! {
            "Sid" => "AccountAdministration",
            "Effect" => "Allow",
            "Principal" => map! { "AWS" => arn::global("iam", "root") },
            "Action" => "kms:*",
            "Resource" => "*",
        }];
        let actions = vec!["kms:Decrypt", "kms:DescribeKey"];
        statements.extend(reading(site, readers, actions, vec!["*".into()]));
        let key = stacks.resource(
            site,
            KEY,
            "AWS::KMS::Key",
            map! {
                "Description" => format!("Artifacts of {}", site.physical_name()),
                "EnableKeyRotation" => true,
                "KeyPolicy" => arn::policy(statements),
                "Tags" => site.tags(),
            },
        );
        key.deletion_policy = Some("Retain".into());
        key.update_replace_policy = Some("Retain".into());
    }
    let encryption = match own_key {
        true => map! { "SSEAlgorithm" => "aws:kms", "KMSMasterKeyID" => site.get(KEY, "Arn") },
        false => map! { "SSEAlgorithm" => "AES256" },
    };
    let bucket = stacks.resource(
        site,
        BUCKET,
        "AWS::S3::Bucket",
        map! {
            "BucketEncryption" => map! {
                "ServerSideEncryptionConfiguration" => vec![map! {
                    "BucketKeyEnabled" => own_key,
                    "ServerSideEncryptionByDefault" => encryption,
                }],
            },
            "LifecycleConfiguration" => map! {
                "Rules" => vec![map! {
                    "Id" => "expire",
                    "Status" => "Enabled",
                    "ExpirationInDays" => days,
                    "NoncurrentVersionExpiration" => map! { "NoncurrentDays" => 1 },
                    "AbortIncompleteMultipartUpload" => map! { "DaysAfterInitiation" => 1 },
                }],
            },
            "OwnershipControls" => map! { "Rules" => vec![map! { "ObjectOwnership" => "BucketOwnerEnforced" }] },
            "PublicAccessBlockConfiguration" => map! {
                "BlockPublicAcls" => true,
                "BlockPublicPolicy" => true,
                "IgnorePublicAcls" => true,
                "RestrictPublicBuckets" => true,
            },
            "VersioningConfiguration" => map! { "Status" => "Enabled" },
            "Tags" => site.tags(),
        },
    );
    bucket.deletion_policy = Some("Retain".into());
    bucket.update_replace_policy = Some("Retain".into());
    let whole = vec![site.get(BUCKET, "Arn"), arn::suffixed(site.get(BUCKET, "Arn"), "/*")];
    let mut statements = vec![arn::deny_without_tls("s3:*", whole.clone())];
    let actions = vec!["s3:GetBucketLocation", "s3:GetObject", "s3:GetObjectVersion"];
    statements.extend(reading(site, readers, actions, whole));
    stacks.resource(
        site,
        "artifacts-policy",
        "AWS::S3::BucketPolicy",
        map! { "Bucket" => site.reference(BUCKET), "PolicyDocument" => arn::policy(statements) },
    );
}

/// The store of a pipeline as its resource names it.
pub fn store(site: &Site<'_>, own_key: bool) -> Value {
    let key = own_key.then(|| map! { "Type" => "KMS", "Id" => site.get(KEY, "Arn") });
    let mut store = map! { "Type" => "S3", "Location" => site.reference(BUCKET) };
    if let (Value::Map(store), Some(key)) = (&mut store, key) {
        store.insert("EncryptionKey".into(), key);
    }
    store
}

/// Statements that let the readers act, an account each for its roles and for its instances.
fn reading(
    site: &Site<'_>,
    readers: &[Reader],
    actions: Vec<&'static str>,
    resources: Vec<Value>,
) -> Vec<Value> {
    let mut statements = Vec::new();
    for reader in readers {
        let mut statement = |sid: &str, condition: Value| {
            statements.push(map! {
                "Sid" => format!("{sid}{}", reader.account),
                "Effect" => "Allow",
                "Principal" => map! { "AWS" => role_arn(&reader.account, "root") },
                "Action" => actions.clone(),
                "Resource" => arn::one_or_many(resources.clone()),
                "Condition" => condition,
            });
        };
        let roles: Vec<Value> =
            reader.roles.iter().map(|name| role_arn(&reader.account, &format!("role/{name}"))).collect();
        if !roles.is_empty() {
            statement(
                "Deploy",
                map! { "ArnEquals" => map! { "aws:PrincipalArn" => arn::one_or_many(roles) } },
            );
        }
        let environments: Vec<Value> = reader.environments.iter().map(Value::from).collect();
        if !environments.is_empty() {
            statement(
                "Revisions",
                map! {
                    "StringEquals" => map! {
                        "aws:PrincipalTag/Environment" => arn::one_or_many(environments),
                        "aws:PrincipalTag/Project" => site.architecture.document.as_str(),
                    },
                },
            );
        }
    }
    statements
}

fn role_arn(account: &str, resource: &str) -> Value {
    Value::sub(format!("arn:${{AWS::Partition}}:iam::{account}:{resource}"), [])
}
