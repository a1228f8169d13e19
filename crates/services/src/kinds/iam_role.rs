//! IAM role: one that stands alone, or the explicit form of a derived role (`replaces: "x/role"`).

use crate::value::map;
use architecture::{Blocker, PartData, ROLE, Statement};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Kind, Property, Shape, TextForm, Words};
use pricing::Ledger;

use crate::{About, Category, Lane, Service, Site, Stack, Stacks, arn, iam, service};

pub struct IamRole;

pub const KIND: &str = "iam_role";

const SERVICES: &[&str] = &[
    "none",
    "apigateway.amazonaws.com",
    "backup.amazonaws.com",
    "batch.amazonaws.com",
    "cloudformation.amazonaws.com",
    "codebuild.amazonaws.com",
    "codedeploy.amazonaws.com",
    "codepipeline.amazonaws.com",
    "ec2.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "eks.amazonaws.com",
    "events.amazonaws.com",
    "firehose.amazonaws.com",
    "glue.amazonaws.com",
    "lambda.amazonaws.com",
    "monitoring.rds.amazonaws.com",
    "pods.eks.amazonaws.com",
    "s3.amazonaws.com",
    "scheduler.amazonaws.com",
    "ssm.amazonaws.com",
    "states.amazonaws.com",
    "transfer.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
];

pub const SERVICE: Property = Property::choice("service", SERVICES, "ec2.amazonaws.com")
    .label("Trusted service", "Servicio de confianza")
    .help("Service that may assume it.", "Servicio que puede asumirlo.")
    .source("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html");
pub const ACCOUNT: Property = Property::optional_text("trusted_account", TextForm::Any(12))
    .label("Trusted account", "Cuenta de confianza")
    .help(
        "Account whose principals may assume it, 12 digits.",
        "Cuenta cuyos principales pueden asumirlo, 12 dígitos.",
    )
    .source("https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_aws-accounts.html");
pub const EXTERNAL_ID: Property = Property::optional_text("external_id", TextForm::Any(1224))
    .label("External id", "Id externo")
    .help(
        "What the trusted account must state when it assumes the role.",
        "Lo que la cuenta debe indicar al asumirlo.",
    )
    .source("https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html");
pub const MANAGED: Property = Property::list("managed_policies", &Shape::Text(TextForm::Any(2048)))
    .label("Managed policies", "Políticas administradas")
    .help(
        "Names of AWS-managed policies, or ARNs of policies, beside the statements of its connections.",
        "Nombres de políticas de AWS, o ARN de políticas, además de las de sus conexiones.",
    )
    .source(
        "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html",
    );
pub const BOUNDARY: Property = Property::optional_text("permissions_boundary", TextForm::Any(2048))
    .label("Permissions boundary", "Límite de permisos")
    .help(
        "ARN of the policy that bounds what it may ever do.",
        "ARN de la política que limita lo que puede hacer.",
    )
    .source("https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html");
pub const SESSION_HOURS: Property = Property::integer("session_hours", 1, 12, 1)
    .unit("hours")
    .label("Session", "Sesión")
    .help("Longest session of one who assumes it.", "Sesión más larga de quien lo asume.")
    .source("https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html");

/// Managed policies on one role. Source: IAM quotas (default, can be raised to 20).
const MAX_MANAGED: usize = 10;

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("IAM role", "Rol de IAM"),
        parents: &[],
        contained: false,
        properties: &[&SERVICE, &ACCOUNT, &EXTERNAL_ID, &MANAGED, &BOUNDARY, &SESSION_HOURS],
        connects: &[Connects { kind: ConnectionKind::Uses, to: &[] }],
        usage: &[],
        interface: false,
        role: true,
    },
    category: Category::SecurityIdentity,
    icon: "iam-role",
    drawio: "mxgraph.aws4.role",
    stack: Stack::Compute,
    lane: Lane::Regional(20),
    stateful: false,
};

impl Service for IamRole {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    /// Where the role it replaces would be.
    fn stack(&self, site: &Site<'_>) -> Stack {
        owner(site)
            .and_then(|owner| service(owner.kind.name).map(|kind| kind.stack(&owner)))
            .unwrap_or(Stack::Compute)
    }

    fn principal(&self, site: &Site<'_>) -> Option<(&'static str, Vec<&'static str>)> {
        let stated = site.text(&SERVICE);
        let known = SERVICES.iter().find(|known| **known == stated).copied().unwrap_or("none");
        Some((known, Vec::new()))
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let account = site.optional_text(&ACCOUNT);
        if account.is_some_and(|account| account.len() != 12 || !account.chars().all(|c| c.is_ascii_digit()))
        {
            found.push(site.blocker(
                "bad-account",
                Some(ACCOUNT.name),
                format!("“{}” trusts an account whose number does not have 12 digits.", site.name),
            ));
        }
        if owner(site).is_none() && account.is_none() && site.text(&SERVICE) == "none" {
            found.push(site.blocker(
                "nobody-trusted",
                Some(SERVICE.name),
                format!("“{}” trusts nobody: state a service or an account.", site.name),
            ));
        }
        let managed = site.texts(&MANAGED).len() + derived(site).map_or(0, |(_, managed, _)| managed.len());
        if managed > MAX_MANAGED {
            found.push(site.blocker(
                "too-many-policies",
                Some(MANAGED.name),
                format!("“{}” has {managed} managed policies; a role takes {MAX_MANAGED}.", site.name),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let derived = derived(site);
        let service = derived.map_or(site.text(&SERVICE), |(service, ..)| service);
        let mut trust = Vec::new();
        if service != "none" {
            trust.push(map! {
                "Effect" => "Allow",
                "Principal" => map! { "Service" => service },
                "Action" => if service == "pods.eks.amazonaws.com" {
                    vec!["sts:AssumeRole", "sts:TagSession"].into()
                } else {
                    Value::from("sts:AssumeRole")
                },
            });
        }
        if let Some(account) = site.optional_text(&ACCOUNT) {
            let root = Value::sub(format!("arn:${{AWS::Partition}}:iam::{account}:root"), []);
            let mut statement = map! {
                "Effect" => "Allow",
                "Principal" => map! { "AWS" => root },
                "Action" => "sts:AssumeRole",
            };
            if let (Value::Map(statement), Some(id)) = (&mut statement, site.optional_text(&EXTERNAL_ID)) {
                let condition = map! { "StringEquals" => map! { "sts:ExternalId" => id } };
                statement.insert("Condition".into(), condition);
            }
            trust.push(statement);
        }
        let inherited = derived.map(|(_, _, statements)| statements).unwrap_or_default();
        let statements = iam::written(site, inherited.iter().chain(site.statements()));
        let policies = (!statements.is_empty())
            .then(|| vec![map! { "PolicyName" => "uses", "PolicyDocument" => arn::policy(statements) }]);
        let mut managed: Vec<Value> = derived
            .map(|(_, managed, _)| managed.iter().map(|name| arn::managed_policy(name)).collect())
            .unwrap_or_default();
        managed.extend(site.texts(&MANAGED).into_iter().map(|policy| match policy.starts_with("arn:") {
            true => policy.into(),
            false => arn::managed_policy(policy),
        }));
        stacks.resource(
            site,
            "",
            "AWS::IAM::Role",
            map! {
                "AssumeRolePolicyDocument" => arn::policy(trust),
                "ManagedPolicyArns" => if managed.is_empty() { Value::Null } else { managed.into() },
                "MaxSessionDuration" => site.integer(&SESSION_HOURS) * 3600,
                "PermissionsBoundary" => site.optional_text(&BOUNDARY).map_or(Value::Null, Value::from),
                "Policies" => policies.map_or(Value::Null, Value::from),
                "Tags" => site.tags(),
            },
        );
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.free(site.node(), None, "AWS IAM", "Role", "AWS does not charge for IAM.");
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let service = derived(site).map_or(site.text(&SERVICE), |(service, ..)| service);
        match (service, site.optional_text(&ACCOUNT)) {
            ("none", Some(account)) => account.to_owned(),
            (service, _) => service.trim_end_matches(".amazonaws.com").to_owned(),
        }
    }
}

/// The element whose role it replaces.
fn owner<'a>(site: &Site<'a>) -> Option<Site<'a>> {
    let replaced = site.element().replaces.as_ref().filter(|replaced| replaced.part == ROLE)?;
    site.architecture.index_of(replaced.node.as_str()).map(|ix| site.at(ix))
}

/// Trusted service, managed policies and statements of the role it replaces.
fn derived<'a>(site: &Site<'a>) -> Option<(&'static str, &'a [&'static str], &'a [Statement])> {
    match &owner(site)?.element().part(ROLE)?.data {
        PartData::Role { service, managed, statements } => Some((service, managed, statements)),
        _ => None,
    }
}
