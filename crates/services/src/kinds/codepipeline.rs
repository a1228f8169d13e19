//! AWS CodePipeline (type V2): from a commit through builds to each environment, production last and approved.
//!
//! Acts in every environment, its own too, with the role that environment gives it (see [`crate::delivery`]).

use crate::value::map;
use architecture::{Blocker, ROLE, Statement, StatementResource};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Follows, Kind, Property, Shape, TextForm, UsageField, Words};
use pricing::Ledger;

use crate::{
    About, Category, Counted, Lane, Service, Site, Stack, Stacks, arn, artifacts, delivery, iam,
    kinds::{code_connection, codebuild_project, codecommit_repository, codedeploy_group, kms_key},
    pipeline, pipeline_start,
};

pub struct Codepipeline;

pub const KIND: &str = "codepipeline";

/// The volume that says how long an action runs.
const MINUTES: &str = "minutes_per_action";

const EKS: &str = "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-EKS.html";

pub const REPOSITORY: Property = Property::optional_text("repository", TextForm::Any(256))
    .label("Repository", "Repositorio")
    .help(
        "owner/name behind the code connection; asked when deploying if left out.",
        "dueño/nombre detrás de la conexión de código; se pide al desplegar si se omite.",
    )
    .source("https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html");
pub const BRANCH: Property = Property::text("branch", TextForm::Any(255), "main")
    .label("Branch", "Rama")
    .help("A push to it starts the pipeline.", "Un push a ella inicia el pipeline.")
    .source("https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-triggers.html");
pub const PATHS: Property = Property::list("trigger_paths", &Shape::Text(TextForm::Any(255)))
    .label("Paths that start it", "Rutas que lo inician")
    .help(
        "Patterns of changed files that start it, e.g. src/**; any when empty. Code connections only.",
        "Patrones de archivos cambiados que lo inician, p. ej. src/**; todos si está vacío. Solo conexiones de código.",
    )
    .source("https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html");
pub const ORDER: Property = Property::list("order", &Shape::Text(TextForm::Any(63)))
    .label("Order", "Orden")
    .help(
        "Environments of one tier in the order they are delivered to; by name when empty. Production is always last.",
        "Ambientes de un mismo nivel en el orden de entrega; por nombre si está vacío. Producción siempre va al final.",
    )
    .source("https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts.html");
pub const APPROVAL: Property =
    Property::choice("approval", &["production", "every-environment", "none"], "production")
        .label("Manual approval", "Aprobación manual")
        .help(
            "Before which environments a person must approve; an SNS topic it sends events to is told.",
            "Antes de qué ambientes debe aprobar una persona; se avisa al tema de SNS conectado.",
        )
        .source("https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html");
pub const ROLLBACK: Property = Property::flag("rollback_on_failure", true)
    .label("Roll back on failure", "Revertir al fallar")
    .help(
        "A stage that fails delivers the last version that succeeded there.",
        "Una etapa que falla vuelve a entregar la última versión exitosa allí.",
    )
    .source("https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html");
pub const EXECUTION: Property = Property::choice("execution_mode", &["superseded", "queued"], "superseded")
    .label("Several commits", "Varios commits")
    .help(
        "Superseded: a newer run overtakes one that waits; queued: each runs in turn.",
        "Superseded: una ejecución nueva adelanta a la que espera; queued: una tras otra.",
    )
    .source("https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html");
pub const DEPLOY_WITH: Property = Property::choice("eks_tool", &["kubectl", "helm"], "kubectl")
    .label("Deploys to EKS with", "Despliega en EKS con")
    .help("Tool the EKS action runs.", "Herramienta que ejecuta la acción de EKS.")
    .source(EKS);
pub const MANIFESTS: Property = Property::texts(
    "manifests",
    &Shape::Text(TextForm::Any(255)),
    &["deployment.yaml"],
)
.label("Manifests", "Manifiestos")
.help(
    "Files of the source that kubectl applies; they may use $IMAGE_TAG, $ENVIRONMENT and $REPOSITORY_….",
    "Archivos de la fuente que aplica kubectl; pueden usar $IMAGE_TAG, $ENVIRONMENT y $REPOSITORY_….",
)
.source(EKS);
pub const CHART: Property = Property::text("helm_chart", TextForm::Any(255), "chart")
    .label("Helm chart", "Chart de Helm")
    .help("Directory of the chart in the source.", "Directorio del chart en la fuente.")
    .source(EKS);
pub const RELEASE: Property = Property::optional_text("helm_release", TextForm::Any(53))
    .label("Helm release", "Release de Helm")
    .help(
        "Name of the release; the cluster's id when left out.",
        "Nombre del release; el id del clúster si se omite.",
    )
    .source(EKS);
pub const NAMESPACE: Property = Property::optional_text("namespace", TextForm::Any(63))
    .label("Namespace", "Espacio de nombres")
    .help(
        "Kubernetes namespace; the default one when left out.",
        "Espacio de nombres de Kubernetes; el predeterminado si se omite.",
    )
    .source(EKS);
pub const ARTIFACT_DAYS: Property = Property::integer("artifact_retention_days", 1, 3650, 30)
    .unit("days")
    .label("Artifacts kept", "Retención de artefactos")
    .help(
        "Days artifacts are kept; a rollback needs those of the last good run.",
        "Días que se conservan los artefactos; revertir necesita los de la última ejecución buena.",
    )
    .source("https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("CodePipeline", "CodePipeline"),
        parents: &[],
        contained: false,
        properties: &[
            &REPOSITORY,
            &BRANCH,
            &PATHS,
            &ORDER,
            &APPROVAL,
            &ROLLBACK,
            &EXECUTION,
            &DEPLOY_WITH,
            &MANIFESTS,
            &CHART,
            &RELEASE,
            &NAMESPACE,
            &ARTIFACT_DAYS,
        ],
        connects: &[
            Connects {
                kind: ConnectionKind::Delivery,
                to: &[codebuild_project::KIND, codedeploy_group::KIND, "eks_cluster"],
            },
            Connects { kind: ConnectionKind::Event, to: &["sns_topic"] },
        ],
        usage: &[
            UsageField {
                name: "runs_per_month",
                unit: "runs",
                help: Words::new(
                    "Runs through all of its stages in a month.",
                    "Ejecuciones por todas sus etapas en un mes.",
                ),
                assumed: ["20", "60", "200"],
                follows: Follows::Nothing,
            },
            UsageField {
                name: MINUTES,
                unit: "minutes",
                help: Words::new(
                    "Average minutes of an action, each rounded up; approvals are not counted.",
                    "Minutos promedio de una acción, redondeados hacia arriba; las aprobaciones no cuentan.",
                ),
                assumed: ["2", "4", "8"],
                follows: Follows::Nothing,
            },
            UsageField {
                name: "artifact_gib",
                unit: "GiB",
                help: Words::new("Artifacts kept on average.", "Artefactos guardados en promedio."),
                assumed: ["0.5", "2", "10"],
                follows: Follows::Nothing,
            },
        ],
        interface: false,
        role: true,
    },
    category: Category::DeveloperTools,
    icon: "codepipeline",
    drawio: "mxgraph.aws4.codepipeline",
    stack: Stack::Delivery,
    lane: Lane::Delivery(30),
    stateful: false,
};

impl Service for Codepipeline {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn principal(&self, _site: &Site<'_>) -> Option<(&'static str, Vec<&'static str>)> {
        Some(("codepipeline.amazonaws.com", Vec::new()))
    }

    fn own_statements(&self, site: &Site<'_>) -> Vec<Statement> {
        let allow =
            |target: &Site<'_>, part: &str, suffix: &'static str, actions: Vec<&'static str>| Statement {
                target: target.ix,
                actions,
                resources: vec![StatementResource::Arn {
                    node: target.id.clone(),
                    part: part.into(),
                    suffix,
                }],
                edge: None,
            };
        let mut found = vec![
            allow(site, artifacts::BUCKET, "/*", vec!["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]),
            allow(site, artifacts::BUCKET, "", vec!["s3:GetBucketLocation", "s3:GetBucketVersioning"]),
            allow(site, artifacts::KEY, "", vec!["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]),
        ];
        for source in pipeline::sources(site) {
            if source.is(code_connection::KIND) {
                found.push(allow(&source, "", "", vec![code_connection::USE]));
                continue;
            }
            // Source: CodePipeline user guide, “CodeCommit source action reference”.
            let actions = vec![
                "codecommit:CancelUploadArchive",
                "codecommit:GetBranch",
                "codecommit:GetCommit",
                "codecommit:GetRepository",
                "codecommit:GetUploadArchiveStatus",
                "codecommit:UploadArchive",
            ];
            found.push(allow(&source, "", "", actions));
            if let Some(key) = source.attached(kms_key::KIND) {
                found.push(allow(&key, "", "", codecommit_repository::KEY_ACTIONS.to_vec()));
            }
        }
        for project in pipeline::builds(site) {
            found.push(allow(&project, "", "", vec!["codebuild:BatchGetBuilds", "codebuild:StartBuild"]));
        }
        found
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let sources = pipeline::sources(site);
        match sources.as_slice() {
            [] => found.push(site.blocker(
                "pipeline-without-source",
                None,
                format!(
                    "“{}” has no source; let a code connection or a CodeCommit repository deliver to it.",
                    site.name
                ),
            )),
            [source] if !source.here() => found.push(site.blocker(
                "source-elsewhere",
                None,
                format!(
                    "“{}” takes its source from “{}” of another account; put both into the same environment.",
                    site.name, source.name
                ),
            )),
            [_] => {}
            several => found.push(site.blocker(
                "several-sources",
                None,
                format!("“{}” has {} sources; draw a pipeline for each.", site.name, several.len()),
            )),
        }
        let stops = pipeline::stops(site);
        if stops.is_empty() && pipeline::builds(site).is_empty() {
            found.push(site.blocker(
                "pipeline-without-steps",
                None,
                format!("“{}” does nothing with its source; connect a build project, a cluster or a CodeDeploy group.", site.name),
            ));
        }
        for stop in stops.iter().filter(|stop| stop.region != site.region) {
            found.push(site.blocker(
                "delivers-to-another-region",
                None,
                format!(
                    "“{}” is in {} and “{}” in {}; draw a pipeline in the region it delivers to.",
                    site.name, site.region, stop.environment, stop.region
                ),
            ));
        }
        let unnamed =
            site.optional_text(&REPOSITORY).filter(|text| !code_connection::names_a_repository(text));
        if let Some(text) = unnamed {
            found.push(site.blocker(
                "repository-name",
                Some(REPOSITORY.name),
                format!("“{text}” does not name a repository; write owner/name."),
            ));
        }
        let clusters = stops.iter().flat_map(|stop| &stop.targets).any(|target| target.kind == "eks_cluster");
        if clusters && site.text(&DEPLOY_WITH) == "kubectl" && site.texts(&MANIFESTS).is_empty() {
            found.push(site.blocker(
                "no-manifests",
                Some(MANIFESTS.name),
                format!("“{}” applies no manifest; name the files kubectl applies, or use helm.", site.name),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let Some(source) = pipeline::sources(site).into_iter().next() else { return };
        artifacts::write(site, site.integer(&ARTIFACT_DAYS), true, &pipeline::readers(site), stacks);
        write_role(site, stacks);
        let stages = pipeline::stages(site, &source, stacks);
        let connected = source.is(code_connection::KIND);
        stacks.resource(
            site,
            "",
            "AWS::CodePipeline::Pipeline",
            map! {
                "PipelineType" => "V2",
                "ExecutionMode" => site.text(&EXECUTION).to_uppercase(),
                "RoleArn" => site.get(ROLE, "Arn"),
                "ArtifactStore" => artifacts::store(site, true),
                "Stages" => stages,
                "Triggers" => if connected { vec![pipeline_start::trigger(site)].into() } else { Value::Null },
                "Tags" => site.tags(),
            },
        );
        if !connected {
            pipeline_start::write(site, &source, stacks);
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let (node, service) = (site.node(), "AWS CodePipeline");
        let runs = site.volume("runs_per_month", ledger);
        let minutes = site.volume(MINUTES, ledger);
        let stops = pipeline::stops(site);
        let clusters =
            stops.iter().flat_map(|stop| &stop.targets).filter(|target| target.kind == "eks_cluster").count();
        let deliveries: usize = stops.iter().map(|stop| stop.targets.len()).sum();
        let actions = 1 + pipeline::builds(site).len() + deliveries;
        let each = runs.times(minutes);
        ledger.charge(
            node,
            "",
            service,
            "Action minutes (V2)",
            "codepipeline/v2/minute",
            each.scale(actions as u64),
        );
        if clusters > 0 {
            // The EKS action runs on CodeBuild's smallest Linux compute, which CodePipeline manages.
            ledger.charge(
                node,
                "",
                "AWS CodeBuild",
                "Compute of EKS actions",
                "codebuild/linux/general1.small",
                each.scale(clusters as u64),
            );
        }
        if site.text(&APPROVAL) != "none" {
            ledger.free(node, "", service, "Manual approvals", "AWS charges no minutes for them.");
        }
        ledger.charge(node, artifacts::KEY, "AWS KMS", "Key of the artifacts", "kms/key", 1);
        // With a bucket key, S3 asks KMS about once for each action; every action reads one artifact and may write one.
        let uses = runs.scale(actions as u64);
        ledger.charge(node, artifacts::KEY, "AWS KMS", "Requests", "kms/requests", uses.scale(2));
        let kept = site.volume("artifact_gib", ledger);
        ledger.charge(node, artifacts::BUCKET, "Amazon S3", "Artifacts", "s3/standard/storage", kept);
        ledger.charge(node, artifacts::BUCKET, "Amazon S3", "Writes", "s3/standard/put", uses);
        ledger.charge(node, artifacts::BUCKET, "Amazon S3", "Reads", "s3/standard/get", uses);
    }

    /// Each minute that an action begins is charged.
    fn counted(&self, volume: &str) -> Counted {
        if volume == MINUTES { Counted::Begun(1) } else { Counted::AsItIs }
    }

    fn prices(&self) -> &'static [&'static str] {
        &[
            "codebuild/linux/general1.small",
            "codepipeline/v2/minute",
            "kms/key",
            "kms/requests",
            "s3/standard/get",
            "s3/standard/put",
            "s3/standard/storage",
        ]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let stops = pipeline::stops(site);
        let names: Vec<&str> = stops.iter().map(|stop| stop.environment).collect();
        match names.len() {
            0 | 1 => format!("V2 · {}", site.text(&BRANCH)),
            _ => format!("V2 · {}", names.join(" → ")),
        }
    }
}

/// Its role, by the name the environments it delivers to compute too.
fn write_role(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    if !site.derives(ROLE) {
        return;
    }
    let architecture = site.architecture;
    let mut statements = iam::policy_statements(site);
    let mut roles = Vec::new();
    for stop in pipeline::stops(site) {
        for target in &stop.targets {
            roles.push(delivery::deploy_role_arn(architecture, stop.account, stop.environment, target.node));
        }
    }
    if !roles.is_empty() {
        statements.push(
            map! { "Effect" => "Allow", "Action" => "sts:AssumeRole", "Resource" => arn::one_or_many(roles) },
        );
    }
    stacks.resource(
        site,
        ROLE,
        "AWS::IAM::Role",
        map! {
            "RoleName" => delivery::pipeline_role_name(&architecture.document, site.environment(), site.node()),
            "AssumeRolePolicyDocument" => arn::trust("codepipeline.amazonaws.com"),
            "Policies" => vec![map! { "PolicyName" => "pipeline", "PolicyDocument" => arn::policy(statements) }],
            "Tags" => site.tags(),
        },
    );
}
