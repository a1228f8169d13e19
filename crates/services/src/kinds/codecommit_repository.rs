//! AWS CodeCommit repository, perhaps a mirror of one on GitHub.
//!
//! AWS offers no synchronisation with GitHub. A code connection that delivers to the repository makes one: a small
//! V2 pipeline that a push on GitHub starts, whose only build pushes the branch on to CodeCommit.

use crate::value::map;
use architecture::{Access, Blocker, Grant, StatementResource};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Follows, Kind, Property, TextForm, UsageField, Words};
use pricing::Ledger;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks, arn, artifacts,
    kinds::{code_connection, kms_key},
    log_retention,
};

pub struct CodecommitRepository;

pub const KIND: &str = "codecommit_repository";

/// Longest name of a repository. Source: CodeCommit quotas.
const MAX_NAME: usize = 100;
/// Days the mirror keeps artifacts and logs; nothing rests on them.
const MIRROR_DAYS: i64 = 7;

/// What who reads or writes a repository does with the key it is encrypted with.
/// Source: CodeCommit user guide, “AWS Key Management Service and encryption”.
pub const KEY_ACTIONS: [&str; 5] =
    ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

pub const DESCRIPTION: Property = Property::optional_text("description", TextForm::Any(1000))
    .label("Description", "Descripción")
    .help("Shown beside the repository.", "Se muestra junto al repositorio.")
    .source("https://docs.aws.amazon.com/codecommit/latest/APIReference/API_CreateRepository.html");
pub const MIRROR_OF: Property = Property::optional_text("mirror_of", TextForm::Any(256))
    .label("Mirror of", "Espejo de")
    .help(
        "owner/name it copies by the code connection that delivers to it; asked when deploying if left out.",
        "dueño/nombre que copia mediante la conexión de código; se pide al desplegar si se omite.",
    )
    .source("https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html");
pub const BRANCH: Property = Property::text("branch", TextForm::Any(255), "main")
    .label("Mirrored branch", "Rama copiada")
    .help(
        "Branch the mirror copies; commits made here on the same branch would stop it.",
        "Rama que copia el espejo; commits hechos aquí en la misma rama lo detendrían.",
    )
    .source("https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-mirror-repo-pushes.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("CodeCommit repository", "Repositorio de CodeCommit"),
        parents: &[],
        contained: false,
        properties: &[&DESCRIPTION, &MIRROR_OF, &BRANCH],
        connects: &[
            Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] },
            Connects { kind: ConnectionKind::Delivery, to: &["codebuild_project", "codepipeline"] },
        ],
        usage: &[
            UsageField {
                name: "users",
                unit: "users",
                help: Words::new(
                    "People and programs that use Git or the console in a month, whose price this repository bears.",
                    "Personas y programas que usan Git o la consola en un mes, cuyo precio asume este repositorio.",
                ),
                assumed: ["2", "5", "10"],
                follows: Follows::Nothing,
            },
            UsageField {
                name: "mirror_runs_per_month",
                unit: "runs",
                help: Words::new(
                    "Pushes the mirror copies in a month; none without a code connection.",
                    "Pushes que el espejo copia en un mes; ninguno sin conexión de código.",
                ),
                assumed: ["20", "100", "400"],
                follows: Follows::Nothing,
            },
        ],
        interface: false,
        role: false,
    },
    category: Category::DeveloperTools,
    icon: "codecommit",
    drawio: "mxgraph.aws4.codecommit",
    stack: Stack::Delivery,
    lane: Lane::Delivery(20),
    stateful: true,
};

impl Service for CodecommitRepository {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn grants(&self, site: &Site<'_>, access: Access) -> Vec<Grant> {
        let mut actions = Vec::new();
        if access.reads() {
            actions.push("codecommit:GitPull");
        }
        if access.writes() {
            actions.push("codecommit:GitPush");
        }
        let arn = |site: &Site<'_>| StatementResource::Arn {
            node: site.id.clone(),
            part: String::new(),
            suffix: "",
        };
        let mut grants = vec![Grant { actions, resources: vec![arn(site)] }];
        if let Some(key) = site.attached(kms_key::KIND) {
            grants.push(Grant { actions: KEY_ACTIONS.to_vec(), resources: vec![arn(&key)] });
        }
        grants
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        if site.physical_name().len() > MAX_NAME {
            found.push(site.blocker(
                "name-too-long",
                None,
                format!(
                    "“{}” is longer than the {MAX_NAME} characters CodeCommit allows; shorten an id.",
                    site.physical_name()
                ),
            ));
        }
        let connections = connections(site);
        if connections.len() > 1 {
            found.push(site.blocker(
                "several-sources",
                None,
                format!(
                    "“{}” would mirror {} repositories; it can mirror one.",
                    site.name,
                    connections.len()
                ),
            ));
        }
        if let Some(connection) = connections.iter().find(|connection| !connection.here()) {
            found.push(site.blocker(
                "source-elsewhere",
                None,
                format!(
                    "“{}” mirrors by “{}” of another account; put both into the same environment.",
                    site.name, connection.name
                ),
            ));
        }
        let stated = site.optional_text(&MIRROR_OF);
        if let Some(text) = stated.filter(|text| !code_connection::names_a_repository(text)) {
            found.push(site.blocker(
                "repository-name",
                Some(MIRROR_OF.name),
                format!("“{text}” does not name a repository; write owner/name."),
            ));
        }
        if stated.is_some() && connections.is_empty() {
            found.push(site.blocker(
                "mirror-without-connection",
                Some(MIRROR_OF.name),
                format!(
                    "“{}” mirrors a repository it has no way to; let a code connection deliver to it.",
                    site.name
                ),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        stacks.resource(
            site,
            "",
            "AWS::CodeCommit::Repository",
            map! {
                "RepositoryName" => site.physical_name(),
                "RepositoryDescription" => site.optional_text(&DESCRIPTION).map_or(Value::Null, Value::from),
                "KmsKeyId" => site.attached(kms_key::KIND).map(|key| key.get("", "Arn")).unwrap_or_default(),
                "Tags" => site.tags(),
            },
        );
        if let Some(connection) = connections(site).into_iter().next() {
            write_mirror(site, &connection, stacks);
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let node = site.node();
        let users = site.volume("users", ledger);
        ledger.charge(node, "", "AWS CodeCommit", "Active users", "codecommit/user", users);
        if connections(site).is_empty() {
            return;
        }
        // Both actions of a run end within the minute that is charged.
        let runs = site.volume("mirror_runs_per_month", ledger);
        ledger.charge(
            node,
            "mirror",
            "AWS CodePipeline",
            "Action minutes (V2)",
            "codepipeline/v2/minute",
            runs.scale(2),
        );
        ledger.charge(
            node,
            "mirror-project",
            "AWS CodeBuild",
            "Build minutes, small",
            "codebuild/linux/general1.small",
            runs,
        );
        ledger.charge(node, artifacts::BUCKET, "Amazon S3", "Writes", "s3/standard/put", runs);
        ledger.charge(node, artifacts::BUCKET, "Amazon S3", "Reads", "s3/standard/get", runs);
    }

    fn prices(&self) -> &'static [&'static str] {
        &[
            "codebuild/linux/general1.small",
            "codecommit/user",
            "codepipeline/v2/minute",
            "s3/standard/get",
            "s3/standard/put",
        ]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        match (connections(site).is_empty(), site.optional_text(&MIRROR_OF)) {
            (true, _) => "Git repository".to_owned(),
            (false, None) => format!("mirror · {}", site.text(&BRANCH)),
            (false, Some(of)) => format!("mirror of {of}"),
        }
    }
}

/// Whether a branch is copied into it, by a pipeline and a build of its own.
pub fn copied(site: &Site<'_>) -> bool {
    !connections(site).is_empty()
}

fn connections<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    let from = site.from(ConnectionKind::Delivery).map(|(_, from)| from);
    from.filter(|from| from.is(code_connection::KIND)).collect()
}

/// The pipeline that copies a branch, its build, their roles and the bucket between them.
fn write_mirror(site: &Site<'_>, connection: &Site<'_>, stacks: &mut Stacks<'_>) {
    artifacts::write(site, MIRROR_DAYS, false, &[], stacks);
    stacks.resource(
        site,
        "mirror-log-group",
        "AWS::Logs::LogGroup",
        map! { "RetentionInDays" => log_retention::at_least(MIRROR_DAYS), "Tags" => site.tags() },
    );
    let objects = arn::suffixed(site.get(artifacts::BUCKET, "Arn"), "/*");
    let allow = |actions: Vec<&'static str>, resource: Value| map! { "Effect" => "Allow", "Action" => arn::one_or_many(actions.into_iter().map(Value::from).collect()), "Resource" => resource };
    // A full clone is fetched by the build itself, through the connection.
    let mut building = vec![
        allow(vec!["logs:CreateLogStream", "logs:PutLogEvents"], site.get("mirror-log-group", "Arn")),
        allow(vec!["s3:GetObject", "s3:GetObjectVersion"], objects.clone()),
        allow(vec!["codecommit:GitPush"], site.get("", "Arn")),
        allow(vec![code_connection::USE], connection.reference("")),
    ];
    if let Some(key) = site.attached(kms_key::KIND) {
        building.push(allow(KEY_ACTIONS.to_vec(), key.get("", "Arn")));
    }
    write_role(site, "mirror-project-role", "codebuild.amazonaws.com", building, stacks);
    stacks.resource(
        site,
        "mirror-project",
        "AWS::CodeBuild::Project",
        map! {
            "Description" => format!("Pushes {} on to CodeCommit", site.text(&BRANCH)),
            "ServiceRole" => site.get("mirror-project-role", "Arn"),
            "Source" => map! { "Type" => "CODEPIPELINE", "BuildSpec" => BUILDSPEC },
            "Artifacts" => map! { "Type" => "CODEPIPELINE" },
            "Environment" => map! {
                "Type" => "LINUX_CONTAINER",
                "Image" => "aws/codebuild/amazonlinux-x86_64-standard:5.0",
                "ComputeType" => "BUILD_GENERAL1_SMALL",
                "EnvironmentVariables" => vec![
                    map! { "Name" => "MIRROR", "Value" => site.get("", "CloneUrlHttp") },
                    map! { "Name" => "BRANCH", "Value" => site.text(&BRANCH) },
                ],
            },
            "LogsConfig" => map! {
                "CloudWatchLogs" => map! { "Status" => "ENABLED", "GroupName" => site.reference("mirror-log-group") },
            },
            "TimeoutInMinutes" => 15,
            "Tags" => site.tags(),
        },
    );
    let running = vec![
        allow(vec!["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"], objects),
        allow(vec!["s3:GetBucketLocation", "s3:GetBucketVersioning"], site.get(artifacts::BUCKET, "Arn")),
        allow(vec!["codebuild:BatchGetBuilds", "codebuild:StartBuild"], site.get("mirror-project", "Arn")),
        allow(vec![code_connection::USE], connection.reference("")),
    ];
    write_role(site, "mirror-role", "codepipeline.amazonaws.com", running, stacks);
    let parameter = format!("{}Repository", cloudformation::logical_id(site.node(), ""));
    let repository = code_connection::repository(site, site.optional_text(&MIRROR_OF), &parameter, stacks);
    let provider = |category: &str, provider: &str| map! { "Category" => category, "Owner" => "AWS", "Provider" => provider, "Version" => "1" };
    let action = |name: &str, type_: Value, configuration: Value, way: &str| {
        map! {
            "Name" => name,
            "ActionTypeId" => type_,
            "Configuration" => configuration,
            way => vec![map! { "Name" => "Source" }],
        }
    };
    let fetch = map! {
        "ConnectionArn" => connection.reference(""),
        "FullRepositoryId" => repository,
        "BranchName" => site.text(&BRANCH),
        "DetectChanges" => "false",
        "OutputArtifactFormat" => "CODEBUILD_CLONE_REF",
    };
    let push = map! { "ProjectName" => site.reference("mirror-project") };
    stacks.resource(
        site,
        "mirror",
        "AWS::CodePipeline::Pipeline",
        map! {
            "PipelineType" => "V2",
            "RoleArn" => site.get("mirror-role", "Arn"),
            "ArtifactStore" => artifacts::store(site, false),
            "Stages" => vec![
                map! {
                    "Name" => "Source",
                    "Actions" => vec![action("Source", provider("Source", "CodeStarSourceConnection"), fetch, "OutputArtifacts")],
                },
                map! {
                    "Name" => "Mirror",
                    "Actions" => vec![action("Push", provider("Build", "CodeBuild"), push, "InputArtifacts")],
                },
            ],
            "Triggers" => vec![map! {
                "ProviderType" => "CodeStarSourceConnection",
                "GitConfiguration" => map! {
                    "SourceActionName" => "Source",
                    "Push" => vec![map! { "Branches" => map! { "Includes" => vec![site.text(&BRANCH)] } }],
                },
            }],
            "Tags" => site.tags(),
        },
    );
}

fn write_role(site: &Site<'_>, part: &str, service: &str, statements: Vec<Value>, stacks: &mut Stacks<'_>) {
    stacks.resource(
        site,
        part,
        "AWS::IAM::Role",
        map! {
            "AssumeRolePolicyDocument" => arn::trust(service),
            "Policies" => vec![map! { "PolicyName" => "mirror", "PolicyDocument" => arn::policy(statements) }],
            "Tags" => site.tags(),
        },
    );
}

/// No force: commits made on the mirror itself stop it rather than being lost.
const BUILDSPEC: &str = "version: 0.2
phases:
  build:
    commands:
      - git config --global credential.UseHttpPath true
      - git config --global \"credential.$MIRROR.helper\" '!aws codecommit credential-helper $@'
      - git push \"$MIRROR\" \"HEAD:refs/heads/$BRANCH\"
";
