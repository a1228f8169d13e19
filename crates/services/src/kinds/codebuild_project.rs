//! AWS CodeBuild project: builds what a pipeline or a repository hands it, by default images for the registries it
//! delivers to.

use crate::value::map;
use architecture::{Access, Blocker, Cidr, ROLE, Source, Statement, StatementResource};
use cloudformation::{Dependency, PartName, Value};
use design::{ConnectionKind, Connects, Follows, Kind, Property, TextForm, UsageField, Words};
use pricing::Ledger;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks, arn, artifacts, buildspec, iam,
    kinds::{codecommit_repository, codepipeline, kms_key, subnet},
    log_retention, service,
};

pub struct CodebuildProject;

pub const KIND: &str = "codebuild_project";

const SIZES: &str = "https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html";

pub const PLATFORM: Property = Property::choice("platform", &["linux", "arm"], "linux")
    .label("Platform", "Plataforma")
    .help(
        "Processor it builds on and for: x86-64 or Graviton (Arm), on Amazon Linux.",
        "Procesador en que construye y para el que construye: x86-64 o Graviton (Arm), con Amazon Linux.",
    )
    .source("https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html");
pub const SIZE: Property =
    Property::choice("size", &["small", "medium", "large", "xlarge", "2xlarge"], "small")
        .label("Size", "Tamaño")
        .help(
            "Compute of a build: small 2 vCPU, medium 4, large 8, xlarge 36, 2xlarge 72 (Arm: xlarge 16, 2xlarge 48).",
            "Cómputo de un build: small 2 vCPU, medium 4, large 8, xlarge 36, 2xlarge 72 (Arm: xlarge 16, 2xlarge 48).",
        )
        .source(SIZES);
pub const BUILDSPEC: Property = Property::choice("buildspec", &["generated", "repository"], "generated")
    .label("Build commands", "Comandos del build")
    .help(
        "Generated: an image for each ECR repository it delivers to; with none, or repository: the file of the source.",
        "Generated: una imagen por cada repositorio de ECR al que entrega; sin ellos, o repository: el archivo de la fuente.",
    )
    .source("https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html");
pub const BUILDSPEC_PATH: Property = Property::text("buildspec_path", TextForm::Any(200), "buildspec.yml")
    .label("Build file", "Archivo del build")
    .help(
        "Path in the source of the file with the build commands; in a pipeline it must name artifacts.",
        "Ruta en la fuente del archivo con los comandos; en un pipeline debe indicar artifacts.",
    )
    .source("https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html");
pub const PRIVILEGED: Property = Property::flag("privileged", false)
    .label("Privileged", "Privilegiado")
    .help(
        "Lets the build run Docker; on by itself where images are generated.",
        "Permite usar Docker en el build; activo por sí solo donde se generan imágenes.",
    )
    .source("https://docs.aws.amazon.com/codebuild/latest/userguide/sample-docker.html");
pub const TIMEOUT: Property = Property::integer("timeout_minutes", 5, 2160, 30)
    .unit("minutes")
    .label("Timeout", "Tiempo límite")
    .help("A build that runs longer is stopped.", "Un build que dura más se detiene.")
    .source("https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html");
pub const TIER: Property = Property::optional_text("subnet", TextForm::Node(&[subnet::KIND]))
    .label("Subnet", "Subred")
    .help(
        "Private tier whose databases and clusters builds must reach; outside any network when left out.",
        "Capa privada cuyas bases o clústeres debe alcanzar el build; fuera de toda red si se omite.",
    )
    .source("https://docs.aws.amazon.com/codebuild/latest/userguide/vpc-support.html");
pub const LOG_DAYS: Property = Property::integer("log_retention_days", 1, 3653, 90)
    .unit("days")
    .label("Logs kept", "Retención de registros")
    .help(
        "Days the logs are kept; rounded up to what CloudWatch Logs accepts.",
        "Días que se conservan; se redondea a lo que acepta CloudWatch Logs.",
    )
    .source(
        "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    );

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("CodeBuild project", "Proyecto de CodeBuild"),
        parents: &[],
        contained: false,
        properties: &[&PLATFORM, &SIZE, &BUILDSPEC, &BUILDSPEC_PATH, &PRIVILEGED, &TIMEOUT, &TIER, &LOG_DAYS],
        connects: &[
            Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] },
            Connects { kind: ConnectionKind::Delivery, to: &["ecr_repository"] },
            Connects {
                kind: ConnectionKind::Traffic,
                to: &["alb", "eks_cluster", "opensearch_domain", "rds_instance", "vpc_endpoint"],
            },
            Connects {
                kind: ConnectionKind::Uses,
                to: &["ecr_repository", "kms_key", "rds_instance", "s3_bucket", "secret", "sqs_queue"],
            },
        ],
        usage: &[
            UsageField {
                name: "build_minutes_per_month",
                unit: "minutes",
                help: Words::new(
                    "Minutes of all builds in a month, each rounded up.",
                    "Minutos de todos los builds del mes, cada uno redondeado hacia arriba.",
                ),
                assumed: ["100", "400", "1500"],
                follows: Follows::Nothing,
            },
            UsageField {
                name: "log_gib_per_month",
                unit: "GiB",
                help: Words::new("Build logs written a month.", "Registros de builds escritos al mes."),
                assumed: ["0.05", "0.2", "1"],
                follows: Follows::Nothing,
            },
        ],
        interface: false,
        role: true,
    },
    category: Category::DeveloperTools,
    icon: "codebuild",
    drawio: "mxgraph.aws4.codebuild",
    stack: Stack::Delivery,
    lane: Lane::Delivery(40),
    stateful: false,
};

impl Service for CodebuildProject {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    /// A build in a tier comes from its subnets.
    fn addresses(&self, site: &Site<'_>) -> Vec<Source> {
        tier(site).map(|tier| blocks(&tier)).unwrap_or_default().into_iter().map(Source::Cidr).collect()
    }

    fn principal(&self, _site: &Site<'_>) -> Option<(&'static str, Vec<&'static str>)> {
        Some(("codebuild.amazonaws.com", Vec::new()))
    }

    fn own_statements(&self, site: &Site<'_>) -> Vec<Statement> {
        let allow = |target: &Site<'_>, part: &str, suffixes: &[&'static str], actions: Vec<&'static str>| {
            let resource = |&suffix: &&'static str| StatementResource::Arn {
                node: target.id.clone(),
                part: part.to_owned(),
                suffix,
            };
            let resources = suffixes.iter().map(resource).collect();
            Statement { target: target.ix, actions, resources, edge: None }
        };
        // A log group's ARN ends in `:*`, which stands for its streams.
        let mut found =
            vec![allow(site, "log-group", &[""], vec!["logs:CreateLogStream", "logs:PutLogEvents"])];
        for pipeline in pipelines(site) {
            let objects = vec!["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"];
            found.push(allow(&pipeline, artifacts::BUCKET, &["/*"], objects));
            let key = vec!["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"];
            found.push(allow(&pipeline, artifacts::KEY, &[""], key));
        }
        let ours = |from: &Site<'_>| from.here() && from.is(codecommit_repository::KIND);
        let sources = site.from(ConnectionKind::Delivery).filter(|(_, from)| ours(from));
        let pulls = sources.map(|(edge, from)| (edge, from, Access::Read));
        let pushes = site.to(ConnectionKind::Delivery).map(|(edge, to)| (edge, to, Access::ReadWrite));
        for (edge, other, access) in pulls.chain(pushes) {
            let grants = service(other.kind.name).map(|service| service.grants(&other, access));
            found.extend(grants.into_iter().flatten().map(|grant| Statement {
                target: other.ix,
                actions: grant.actions,
                resources: grant.resources,
                edge: Some(edge.id.clone()),
            }));
        }
        found
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let away = |from: &Site<'_>| !from.here() && from.is(codepipeline::KIND);
        if let Some((_, pipeline)) = site.from(ConnectionKind::Delivery).find(|(_, from)| away(from)) {
            found.push(site.blocker(
                "build-elsewhere",
                None,
                format!("“{}” is built by “{}” of another environment; a pipeline builds where it lives: put both into the same environment.", site.name, pipeline.name),
            ));
        }
        if pipelines(site).len() + usize::from(repository(site).is_some()) > 1 {
            found.push(site.blocker(
                "several-sources",
                None,
                format!("“{}” has several sources; let one pipeline or one repository deliver to it, and draw a project for each other.", site.name),
            ));
        }
        let named = site.optional_text(&TIER);
        let access = tier(site).map(|tier| tier.text(&subnet::ACCESS).to_owned());
        if named.is_some() && access.as_deref() != Some("private") {
            found.push(site.blocker(
                "build-without-way-out",
                Some(TIER.name),
                format!("“{}” builds in “{}”, which is not a private tier of this environment; builds have no public address, so only a NAT gateway leads them out.", site.name, named.unwrap_or_default()),
            ));
        }
        if named.is_none() && site.to(ConnectionKind::Traffic).next().is_some() {
            found.push(site.blocker(
                "build-without-network",
                Some(TIER.name),
                format!(
                    "“{}” sends traffic into a network it is not in; name a private tier as its subnet.",
                    site.name
                ),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let key = site.attached(kms_key::KIND).map(|key| key.get("", "Arn"));
        stacks.resource(
            site,
            "log-group",
            "AWS::Logs::LogGroup",
            map! {
                "KmsKeyId" => key.clone().unwrap_or_default(),
                "RetentionInDays" => log_retention::at_least(site.integer(&LOG_DAYS)),
                "Tags" => site.tags(),
            },
        );
        iam::role(site, stacks);
        let images = buildspec::images(site);
        let pipeline = pipelines(site).into_iter().next();
        let (source, artifacts) = match (&pipeline, repository(site)) {
            (Some(_), _) => (map! { "Type" => "CODEPIPELINE" }, "CODEPIPELINE"),
            (None, Some(repository)) => (
                map! { "Type" => "CODECOMMIT", "Location" => repository.get("", "CloneUrlHttp") },
                "NO_ARTIFACTS",
            ),
            (None, None) => (map! { "Type" => "NO_SOURCE" }, "NO_ARTIFACTS"),
        };
        let sourceless = pipeline.is_none() && repository(site).is_none();
        let commands: Value = match images.is_empty() || site.text(&BUILDSPEC) == "repository" {
            false => buildspec::commands(&images).into(),
            true if sourceless => buildspec::NOTHING_TO_BUILD.into(),
            true => site.text(&BUILDSPEC_PATH).into(),
        };
        let source = match source {
            Value::Map(mut source) => {
                source.insert("BuildSpec".into(), commands);
                Value::Map(source)
            }
            other => other,
        };
        let variables: Vec<Value> = images
            .iter()
            .map(|image| {
                map! {
                    "Name" => image.variable.as_str(),
                    "Value" => image.repository.get("", "RepositoryUri"),
                }
            })
            .collect();
        let arm = site.text(&PLATFORM) == "arm";
        let mut environment = map! {
            "Type" => if arm { "ARM_CONTAINER" } else { "LINUX_CONTAINER" },
            "Image" => if arm { "aws/codebuild/amazonlinux-aarch64-standard:3.0" } else { "aws/codebuild/amazonlinux-x86_64-standard:5.0" },
            "ComputeType" => format!("BUILD_GENERAL1_{}", site.text(&SIZE).to_uppercase()),
            "PrivilegedMode" => site.flag(&PRIVILEGED) || !images.is_empty(),
        };
        if let Value::Map(environment) = &mut environment
            && !variables.is_empty()
        {
            environment.insert("EnvironmentVariables".into(), variables.into());
        }
        let encryption = pipeline.map(|pipeline| pipeline.get(artifacts::KEY, "Arn")).or(key);
        let network = tier(site).map(|tier| network(site, &tier, stacks));
        let placed = network.is_some();
        let project = stacks.resource(
            site,
            "",
            "AWS::CodeBuild::Project",
            map! {
                "Description" => format!("Builds of {}", site.physical_name()),
                "ServiceRole" => site.get(ROLE, "Arn"),
                "Source" => source,
                "Artifacts" => map! { "Type" => artifacts },
                "Environment" => environment,
                "EncryptionKey" => encryption.unwrap_or_default(),
                "LogsConfig" => map! {
                    "CloudWatchLogs" => map! { "Status" => "ENABLED", "GroupName" => site.reference("log-group") },
                },
                "TimeoutInMinutes" => site.integer(&TIMEOUT),
                "VpcConfig" => network.unwrap_or_default(),
                "Tags" => site.tags(),
            },
        );
        if placed {
            // CodeBuild checks when it is made whether it may enter the network.
            project.depends_on.push(Dependency::Part(PartName::new(site.node(), "network-policy")));
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let minutes = site.volume("build_minutes_per_month", ledger);
        let size = site.text(&SIZE);
        let slug = match site.text(&PLATFORM) {
            "arm" => format!("codebuild/arm/arm1.{size}"),
            _ => format!("codebuild/linux/general1.{size}"),
        };
        ledger.charge(site.node(), "", "AWS CodeBuild", &format!("Build minutes, {size}"), &slug, minutes);
        let logs = site.volume("log_gib_per_month", ledger);
        log_retention::charge(site, "log-group", logs, site.integer(&LOG_DAYS), ledger);
    }

    fn prices(&self) -> &'static [&'static str] {
        &[
            "cloudwatch/logs/ingested",
            "cloudwatch/logs/storage",
            "codebuild/arm/arm1.{size}",
            "codebuild/linux/general1.{size}",
        ]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        format!("{} · {}", if site.text(&PLATFORM) == "arm" { "Arm" } else { "x86-64" }, site.text(&SIZE))
    }
}

/// The pipelines that start it.
fn pipelines<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    let from = site.from(ConnectionKind::Delivery).map(|(_, from)| from);
    from.filter(|from| from.here() && from.is(codepipeline::KIND)).collect()
}

fn repository<'a>(site: &Site<'a>) -> Option<Site<'a>> {
    let from = site.from(ConnectionKind::Delivery).map(|(_, from)| from);
    from.filter(|from| from.here()).find(|from| from.is(codecommit_repository::KIND))
}

/// The tier it builds in.
fn tier<'a>(site: &Site<'a>) -> Option<Site<'a>> {
    let ix = site.architecture.index_of(site.element().optional_text(&TIER)?)?;
    Some(site.at(ix)).filter(|tier| tier.is(subnet::KIND) && tier.here())
}

fn blocks(tier: &Site<'_>) -> Vec<Cidr> {
    tier.subnets().map(|(_, cidr)| cidr).collect()
}

/// Its place in a tier, with a security group of its own that lets it out on the ports of its connections.
fn network(site: &Site<'_>, tier: &Site<'_>, stacks: &mut Stacks<'_>) -> Value {
    let Some(vpc) = tier.vpc() else { return Value::Null };
    let out = |cidr: Value, port: u16, why: String| map! { "CidrIp" => cidr, "IpProtocol" => "tcp", "FromPort" => i64::from(port), "ToPort" => i64::from(port), "Description" => why };
    let mut egress = vec![out("0.0.0.0/0".into(), 443, "443 to AWS and package sources".into())];
    for (edge, target) in site.to(ConnectionKind::Traffic) {
        let declared = || service(target.kind.name).and_then(|service| service.port(&target, edge.kind));
        let Some(port) = edge.port("port").or_else(declared).filter(|&port| port != 443) else { continue };
        egress.push(out(vpc.get("", "CidrBlock"), port, format!("{port} to {}: {}", target.node(), edge.id)));
    }
    stacks.resource_in(
        Stack::Network,
        site,
        "network-group",
        "AWS::EC2::SecurityGroup",
        map! {
            "GroupDescription" => format!("Builds of {}", site.physical_name()),
            "VpcId" => vpc.reference(""),
            "SecurityGroupEgress" => egress,
            "Tags" => site.tags(),
        },
    );
    // What CodeBuild does to place a build in the network, limited to the tier.
    let subnets: Vec<Value> =
        tier.subnets().map(|(zone, _)| tier.reference(&format!("subnet/{zone}"))).collect();
    let arns: Vec<Value> = subnets
        .iter()
        .map(|subnet| {
            Value::sub(
                "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:subnet/${Subnet}",
                [("Subnet", subnet.clone())],
            )
        })
        .collect();
    let statements = vec![
        map! {
            "Effect" => "Allow",
            "Action" => vec!["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeDhcpOptions", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"],
            "Resource" => "*",
        },
        map! {
            "Effect" => "Allow",
            "Action" => "ec2:CreateNetworkInterfacePermission",
            "Resource" => arn::local("ec2", "network-interface/*"),
            "Condition" => map! {
                "ArnEquals" => map! { "ec2:Subnet" => arn::one_or_many(arns) },
                "StringEquals" => map! { "ec2:AuthorizedService" => "codebuild.amazonaws.com" },
            },
        },
    ];
    stacks.resource(
        site,
        "network-policy",
        "AWS::IAM::RolePolicy",
        map! { "PolicyName" => "network", "RoleName" => site.reference(ROLE), "PolicyDocument" => arn::policy(statements) },
    );
    map! {
        "VpcId" => vpc.reference(""),
        "Subnets" => subnets,
        "SecurityGroupIds" => vec![site.get("network-group", "GroupId")],
    }
}
