//! AWS KMS customer managed key.

use crate::value::map;
use architecture::{Access, Grant, StatementResource};
use cloudformation::Value;
use design::{ConnectionKind, Follows, Kind, Property, UsageField, Words};
use pricing::Ledger;
use rust_decimal::Decimal;

use crate::{About, Category, Lane, Service, Site, Stack, Stacks, arn};

pub struct KmsKey;

pub const KIND: &str = "kms_key";

pub const ROTATION: Property = Property::flag("rotation", true)
    .label("Rotation", "Rotación")
    .help("AWS renews the key material every year.", "AWS renueva el material de la clave cada año.")
    .source("https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html");
pub const WINDOW: Property = Property::integer("deletion_window_days", 7, 30, 30)
    .unit("days")
    .label("Deletion window", "Espera de borrado")
    .help(
        "Days between asking for deletion and losing the key.",
        "Días entre pedir el borrado y perder la clave.",
    )
    .source("https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("KMS key", "Clave de KMS"),
        parents: &[],
        contained: false,
        properties: &[&ROTATION, &WINDOW],
        connects: &[],
        usage: &[UsageField {
            name: "requests_per_month",
            unit: "requests",
            help: Words::new("Calls that use the key.", "Llamadas que usan la clave."),
            assumed: ["10000", "100000", "1000000"],
            follows: Follows::Requests("0.02"),
        }],
        interface: false,
        role: false,
    },
    category: Category::SecurityIdentity,
    icon: "kms",
    drawio: "mxgraph.aws4.key_management_service",
    stack: Stack::Network,
    lane: Lane::Regional(30),
    stateful: true,
};

impl Service for KmsKey {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn grants(&self, site: &Site<'_>, access: Access) -> Vec<Grant> {
        let mut actions = Vec::new();
        if access.reads() {
            actions.push("kms:Decrypt");
        }
        if access.writes() {
            actions.push("kms:GenerateDataKey");
        }
        actions.push("kms:DescribeKey");
        vec![Grant {
            actions,
            resources: vec![StatementResource::Arn {
                node: site.id.clone(),
                part: String::new(),
                suffix: "",
            }],
        }]
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let services = ["logs", "cloudwatch", "sns", "sqs", "s3", "events"];
        let principals: Vec<Value> = services
            .iter()
            .map(|service| match *service {
                "logs" => Value::sub("logs.${AWS::Region}.amazonaws.com", []),
                other => format!("{other}.amazonaws.com").into(),
            })
            .collect();
        let mut statements = vec![
            map! {
                "Sid" => "AccountAdministration",
                "Effect" => "Allow",
                "Principal" => map! { "AWS" => arn::global("iam", "root") },
                "Action" => "kms:*",
                "Resource" => "*",
            },
            map! {
                "Sid" => "ServicesOfThisAccount",
                "Effect" => "Allow",
                "Principal" => map! { "Service" => principals },
                "Action" => vec!["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
                "Resource" => "*",
            },
        ];
        if behind_cloudfront(site) {
            statements.push(map! {
                "Sid" => "CloudFrontRead",
                "Effect" => "Allow",
                "Principal" => map! { "Service" => "cloudfront.amazonaws.com" },
                "Action" => "kms:Decrypt",
                "Resource" => "*",
                "Condition" => map! { "ArnLike" => map! { "aws:SourceArn" => arn::global("cloudfront", "distribution/*") } },
            });
        }
        let fleets = ["auto_scaling_group", "eks_node_group", "eks_workers"];
        if site.from(ConnectionKind::Attached).any(|(_, from)| fleets.contains(&from.kind.name)) {
            statements.extend(auto_scaling());
        }
        stacks.resource(
            site,
            "",
            "AWS::KMS::Key",
            map! {
                "Description" => format!("{} of {}", site.name, site.architecture.document),
                "EnableKeyRotation" => site.flag(&ROTATION),
                "PendingWindowInDays" => site.integer(&WINDOW),
                "KeyPolicy" => arn::policy(statements),
                "Tags" => site.tags(),
            },
        );
        stacks.resource(
            site,
            "alias",
            "AWS::KMS::Alias",
            map! {
                "AliasName" => format!("alias/{}", site.physical_name()),
                "TargetKeyId" => site.reference(""),
            },
        );
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.charge(site.node(), "", "AWS KMS", "Customer managed key", "kms/key", Decimal::ONE);
        let requests = site.volume("requests_per_month", ledger);
        ledger.charge(site.node(), "", "AWS KMS", "Requests", "kms/requests", requests);
    }

    fn prices(&self) -> &'static [&'static str] {
        &["kms/key", "kms/requests"]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        if site.flag(&ROTATION) { "rotated yearly".into() } else { "not rotated".into() }
    }
}

/// Whether it encrypts what a CloudFront distribution fetches from a bucket.
fn behind_cloudfront(site: &Site<'_>) -> bool {
    site.from(ConnectionKind::Attached).any(|(_, user)| {
        user.is("s3_bucket")
            && user.from(ConnectionKind::Origin).any(|(_, from)| from.is("cloudfront_distribution"))
    })
}

/// What Auto Scaling needs to start instances with encrypted disks. Its service-linked role may not exist yet, so it is
/// named in a condition: a principal that does not exist would be refused.
///
/// Source: Amazon EC2 Auto Scaling user guide, required AWS KMS key policy for use with encrypted volumes.
fn auto_scaling() -> [Value; 2] {
    let role = "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling*";
    let caller = || {
        (
            map! { "kms:CallerAccount" => Value::reference("AWS::AccountId") },
            map! { "aws:PrincipalArn" => arn::global("iam", role) },
        )
    };
    let ((uses_account, uses_role), (grants_account, grants_role)) = (caller(), caller());
    [
        map! {
            "Sid" => "AutoScalingUses",
            "Effect" => "Allow",
            "Principal" => map! { "AWS" => "*" },
            "Action" => vec!["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
            "Resource" => "*",
            "Condition" => map! { "StringEquals" => uses_account, "ArnLike" => uses_role },
        },
        map! {
            "Sid" => "AutoScalingGrants",
            "Effect" => "Allow",
            "Principal" => map! { "AWS" => "*" },
            "Action" => "kms:CreateGrant",
            "Resource" => "*",
            "Condition" => map! {
                "StringEquals" => grants_account,
                "ArnLike" => grants_role,
                "Bool" => map! { "kms:GrantIsForAWSResource" => "true" },
            },
        },
    ]
}
