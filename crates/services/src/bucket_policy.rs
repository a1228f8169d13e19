//! Who may reach an S3 bucket besides the roles of its own account: CloudFront, log deliveries, other accounts.

use architecture::Access;
use cloudformation::Value;
use design::ConnectionKind;

use crate::{Site, Stacks, arn, encryption, kinds::s3_bucket, sharing, value::map};

/// Writes the bucket policy (part `policy`). What writes to the bucket comes later, so it is named by pattern.
pub fn write(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    let bucket = site.get("", "Arn");
    let objects = arn::suffixed(bucket.clone(), "/*");
    let mut statements = vec![arn::deny_without_tls("s3:*", vec![bucket.clone(), objects.clone()])];
    let starts = |kind: ConnectionKind, from: &str| site.from(kind).any(|(_, other)| other.is(from));
    if starts(ConnectionKind::Origin, "cloudfront_distribution") {
        statements.push(map! {
            "Sid" => "CloudFrontRead",
            "Effect" => "Allow",
            "Principal" => map! { "Service" => "cloudfront.amazonaws.com" },
            "Action" => "s3:GetObject",
            "Resource" => objects.clone(),
            "Condition" => from_this_account(arn::global("cloudfront", "distribution/*")),
        });
    }
    if starts(ConnectionKind::Logs, "alb") {
        statements.push(map! {
            "Sid" => "LoadBalancerLogs",
            "Effect" => "Allow",
            "Principal" => map! { "Service" => "logdelivery.elasticloadbalancing.amazonaws.com" },
            "Action" => "s3:PutObject",
            "Resource" => Value::sub("${Bucket}/*AWSLogs/${AWS::AccountId}/*", [("Bucket", bucket.clone())]),
            "Condition" => map! { "ArnLike" => map! { "aws:SourceArn" => arn::local("elasticloadbalancing", "loadbalancer/*") } },
        });
    }
    if starts(ConnectionKind::Logs, "vpc") || starts(ConnectionKind::Logs, "cloudfront_distribution") {
        // Flow logs come from this region, CloudFront's from us-east-1.
        let source = Value::sub("arn:${AWS::Partition}:logs:*:${AWS::AccountId}:*", []);
        let principal = map! { "Service" => "delivery.logs.amazonaws.com" };
        statements.push(map! {
            "Sid" => "LogDelivery",
            "Effect" => "Allow",
            "Principal" => principal.clone(),
            "Action" => "s3:PutObject",
            "Resource" => objects.clone(),
            "Condition" => from_this_account(source.clone()),
        });
        statements.push(map! {
            "Sid" => "LogDeliveryCheck",
            "Effect" => "Allow",
            "Principal" => principal,
            "Action" => vec!["s3:GetBucketAcl", "s3:ListBucket"],
            "Resource" => bucket.clone(),
            "Condition" => from_this_account(source),
        });
    }
    if starts(ConnectionKind::Logs, s3_bucket::KIND) {
        statements.push(map! {
            "Sid" => "BucketAccessLogs",
            "Effect" => "Allow",
            "Principal" => map! { "Service" => "logging.s3.amazonaws.com" },
            "Action" => "s3:PutObject",
            "Resource" => arn::suffixed(bucket.clone(), "/s3/*"),
            "Condition" => from_this_account(Value::sub("arn:${AWS::Partition}:s3:::*", [])),
        });
    }
    let read = |access: Access| match access {
        Access::Read => vec!["s3:GetObject", "s3:ListBucket"],
        Access::Write => vec!["s3:PutObject", "s3:AbortMultipartUpload"],
        Access::ReadWrite | Access::Admin => {
            vec![
                "s3:GetObject",
                "s3:ListBucket",
                "s3:PutObject",
                "s3:AbortMultipartUpload",
                "s3:DeleteObject",
            ]
        }
    };
    statements.extend(sharing::statements(site, read, Some(&[bucket, objects])));
    stacks.resource(
        site,
        "policy",
        "AWS::S3::BucketPolicy",
        map! { "Bucket" => site.reference(""), "PolicyDocument" => arn::policy(statements) },
    );
}

/// Only for resources of this account whose ARN is like the pattern.
pub fn from_this_account(source: Value) -> Value {
    map! {
        "ArnLike" => map! { "aws:SourceArn" => source },
        "StringEquals" => map! { "aws:SourceAccount" => Value::reference("AWS::AccountId") },
    }
}

/// Writes the role (part `replication-role`) with which S3 copies to `targets`, and its policy, which stands apart
/// because it names the bucket that names the role.
pub fn write_replication_role(site: &Site<'_>, targets: &[Site<'_>], stacks: &mut Stacks<'_>) {
    let bucket = site.get("", "Arn");
    let copies: Vec<Value> =
        targets.iter().map(|target| arn::suffixed(target.get("", "Arn"), "/*")).collect();
    let mut statements = vec![
        map! {
            "Effect" => "Allow",
            "Action" => vec!["s3:GetReplicationConfiguration", "s3:ListBucket"],
            "Resource" => bucket.clone(),
        },
        map! {
            "Effect" => "Allow",
            "Action" => vec![
                "s3:GetObjectVersionAcl", "s3:GetObjectVersionForReplication", "s3:GetObjectVersionTagging",
            ],
            "Resource" => arn::suffixed(bucket, "/*"),
        },
        map! {
            "Effect" => "Allow",
            "Action" => vec!["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"],
            "Resource" => arn::one_or_many(copies),
        },
    ];
    if encryption::key_arn(site).is_some() {
        // The copies' keys may be AWS's own, whose ARNs nobody knows beforehand.
        statements.push(map! {
            "Effect" => "Allow",
            "Action" => vec!["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
            "Resource" => "*",
            "Condition" => map! {
                "StringEquals" => map! { "aws:ResourceAccount" => Value::reference("AWS::AccountId") },
                "StringLike" => map! { "kms:ViaService" => "s3.*.amazonaws.com" },
            },
        });
    }
    let role = map! { "AssumeRolePolicyDocument" => arn::trust("s3.amazonaws.com"), "Tags" => site.tags() };
    stacks.resource(site, "replication-role", "AWS::IAM::Role", role);
    let policy = map! {
        "PolicyName" => "replicate",
        "PolicyDocument" => arn::policy(statements),
        "Roles" => vec![site.reference("replication-role")],
    };
    stacks.resource(site, "replication-policy", "AWS::IAM::Policy", policy);
}
