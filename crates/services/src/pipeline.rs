//! The stages of a pipeline: source, builds, then each environment in turn, production last.

use architecture::Architecture;
use cloudformation::Value;
use design::{ConnectionKind, Tier};

use crate::{
    Site, Stacks, artifacts, buildspec, delivery,
    kinds::{
        code_connection, codebuild_project, codecommit_repository, codedeploy_group,
        codepipeline::{
            APPROVAL, BRANCH, CHART, DEPLOY_WITH, MANIFESTS, NAMESPACE, ORDER, RELEASE, REPOSITORY, ROLLBACK,
        },
    },
    value::map,
};

/// Name of the stage and action that fetch the source, and of the artifact they give.
pub const SOURCE: &str = "Source";

/// One environment a pipeline delivers to.
#[derive(Debug)]
pub struct Stop<'a> {
    pub environment: &'a str,
    pub account: &'a str,
    pub region: &'a str,
    pub tier: Tier,
    /// By node.
    pub targets: Vec<Target<'a>>,
}

/// What a pipeline delivers to within an environment.
#[derive(Debug)]
pub struct Target<'a> {
    pub node: &'a str,
    pub kind: &'static str,
    /// The connection's `action`: the build whose artifact is delivered.
    pub input: &'a str,
}

/// Whether the pipeline has an action for this kind.
fn delivers(kind: &str) -> bool {
    matches!(kind, "eks_cluster" | codedeploy_group::KIND)
}

/// Where a pipeline delivers to, in the order of its stages: what is shared, non-production, production; within a
/// tier as the pipeline's `order` names them, then by name.
pub fn stops<'a>(site: &Site<'a>) -> Vec<Stop<'a>> {
    let architecture: &'a Architecture = site.architecture;
    let mut stops: Vec<Stop<'a>> = Vec::new();
    let own: Vec<Target<'a>> = site
        .to(ConnectionKind::Delivery)
        .filter(|(_, to)| to.here() && delivers(to.kind.name))
        .map(|(edge, to)| Target {
            node: to.node(),
            kind: to.kind.name,
            input: edge.properties.get("action").and_then(|action| action.as_str()).unwrap_or_default(),
        })
        .collect();
    if !own.is_empty() {
        stops.push(Stop {
            environment: architecture.environment.as_str(),
            account: &architecture.account,
            region: &architecture.region,
            tier: architecture.tier,
            targets: own,
        });
    }
    for cross in &architecture.cross {
        let ours = cross.here == site.ix && cross.outgoing && cross.kind == ConnectionKind::Delivery;
        let Some(peer) =
            architecture.peers.get(cross.peer).filter(|_| ours && delivers(cross.there_kind.name))
        else {
            continue;
        };
        let target = Target {
            node: cross.there.as_str(),
            kind: cross.there_kind.name,
            input: cross.properties.get("action").and_then(|action| action.as_str()).unwrap_or_default(),
        };
        match stops.iter_mut().find(|stop| stop.environment == peer.environment.as_str()) {
            Some(stop) => stop.targets.push(target),
            None => stops.push(Stop {
                environment: peer.environment.as_str(),
                account: &peer.account,
                region: &peer.region,
                tier: peer.tier,
                targets: vec![target],
            }),
        }
    }
    let order = site.element().texts(&ORDER);
    stops.sort_by_key(|stop| place(stop, &order));
    for stop in &mut stops {
        stop.targets.sort_by_key(|target| target.node);
    }
    stops
}

fn place<'a>(stop: &Stop<'a>, order: &[&str]) -> (u8, usize, &'a str) {
    let tier = match stop.tier {
        Tier::Shared => 0,
        Tier::NonProduction => 1,
        Tier::Production => 2,
    };
    let named = order.iter().position(|name| *name == stop.environment).unwrap_or(usize::MAX);
    (tier, named, stop.environment)
}

/// What gives a pipeline its source: connections and repositories of its own environment.
pub fn sources<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    let kinds = [code_connection::KIND, codecommit_repository::KIND];
    site.from(ConnectionKind::Delivery)
        .map(|(_, from)| from)
        .filter(|from| kinds.contains(&from.kind.name))
        .collect()
}

/// The projects that build for a pipeline.
pub fn builds<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    let to = site.to(ConnectionKind::Delivery).map(|(_, to)| to);
    to.filter(|to| to.here() && to.is(codebuild_project::KIND)).collect()
}

/// Environments whose delivery waits for a person.
pub fn waits_for_approval(site: &Site<'_>, stop: &Stop<'_>) -> bool {
    match site.text(&APPROVAL) {
        "every-environment" => true,
        "none" => false,
        _ => stop.tier == Tier::Production,
    }
}

/// Those of other accounts that read the pipeline's artifacts.
pub fn readers(site: &Site<'_>) -> Vec<artifacts::Reader> {
    let document = &site.architecture.document;
    let mut readers: Vec<artifacts::Reader> = Vec::new();
    // Within an account the policies of the roles suffice.
    for stop in stops(site).into_iter().filter(|stop| stop.account != site.account()) {
        let known = readers.iter().position(|reader| reader.account == stop.account);
        let at = known.unwrap_or_else(|| {
            readers.push(artifacts::Reader { account: stop.account.to_owned(), ..Default::default() });
            readers.len() - 1
        });
        let Some(reader) = readers.get_mut(at) else { continue };
        let role = |target: &Target<'_>| delivery::deploy_role_name(document, stop.environment, target.node);
        reader.roles.extend(stop.targets.iter().map(role));
        if stop.targets.iter().any(|target| target.kind == codedeploy_group::KIND) {
            reader.environments.push(stop.environment.to_owned());
        }
    }
    readers
}

/// The pipeline's stages.
pub fn stages(site: &Site<'_>, source: &Site<'_>, stacks: &mut Stacks<'_>) -> Vec<Value> {
    let mut stages = vec![stage(SOURCE, vec![source_action(site, source, stacks)])];
    let builds = builds(site);
    if !builds.is_empty() {
        stages.push(stage("Build", builds.iter().map(build_action).collect()));
    }
    let topic = site.to(ConnectionKind::Event).map(|(_, to)| to).find(|to| to.is("sns_topic"));
    for stop in stops(site) {
        if waits_for_approval(site, &stop) {
            let configuration = map! {
                "CustomData" => format!("Delivers #{{SourceVariables.CommitId}} to {}", stop.environment),
            };
            let configuration = match (configuration, &topic) {
                (Value::Map(mut map), Some(topic)) => {
                    map.insert("NotificationArn".into(), topic.reference(""));
                    Value::Map(map)
                }
                (configuration, _) => configuration,
            };
            let approval = map! {
                "Name" => "Approve",
                "ActionTypeId" => provider("Approval", "Manual"),
                "Configuration" => configuration,
            };
            stages.push(stage(&format!("Approve-{}", stop.environment), vec![approval]));
        }
        let actions = stop.targets.iter().map(|target| deploy_action(site, &builds, &stop, target)).collect();
        let mut deliver = stage(stop.environment, actions);
        if let Value::Map(deliver) = &mut deliver
            && site.flag(&ROLLBACK)
        {
            deliver.insert("OnFailure".into(), map! { "Result" => "ROLLBACK" });
        }
        stages.push(deliver);
    }
    stages
}

fn stage(name: &str, actions: Vec<Value>) -> Value {
    map! { "Name" => name, "Actions" => actions }
}

fn provider(category: &str, provider: &str) -> Value {
    map! { "Category" => category, "Owner" => "AWS", "Provider" => provider, "Version" => "1" }
}

fn artifact(name: &str) -> Value {
    vec![map! { "Name" => name }].into()
}

fn built(project: &str) -> String {
    format!("Build-{project}")
}

fn source_action(site: &Site<'_>, source: &Site<'_>, stacks: &mut Stacks<'_>) -> Value {
    let branch = site.text(&BRANCH);
    let (kind, configuration) = if source.is(codecommit_repository::KIND) {
        // An event starts the pipeline; polling would start it twice.
        let configuration = map! {
            "RepositoryName" => source.get("", "Name"),
            "BranchName" => branch,
            "PollForSourceChanges" => "false",
        };
        ("CodeCommit", configuration)
    } else {
        let parameter = format!("{}Repository", cloudformation::logical_id(site.node(), ""));
        let repository =
            code_connection::repository(site, site.optional_text(&REPOSITORY), &parameter, stacks);
        let configuration = map! {
            "ConnectionArn" => source.reference(""),
            "FullRepositoryId" => repository,
            "BranchName" => branch,
            "DetectChanges" => "false",
        };
        ("CodeStarSourceConnection", configuration)
    };
    map! {
        "Name" => SOURCE,
        "ActionTypeId" => provider("Source", kind),
        "Namespace" => "SourceVariables",
        "Configuration" => configuration,
        "OutputArtifacts" => artifact(SOURCE),
    }
}

fn build_action(project: &Site<'_>) -> Value {
    map! {
        "Name" => project.node(),
        "ActionTypeId" => provider("Build", "CodeBuild"),
        "Configuration" => map! {
            "ProjectName" => project.reference(""),
            "EnvironmentVariables" => r##"[{"name":"IMAGE_TAG","type":"PLAINTEXT","value":"#{SourceVariables.CommitId}"}]"##,
        },
        "InputArtifacts" => artifact(SOURCE),
        "OutputArtifacts" => artifact(&built(project.node())),
    }
}

fn deploy_action(site: &Site<'_>, builds: &[Site<'_>], stop: &Stop<'_>, target: &Target<'_>) -> Value {
    let architecture = site.architecture;
    let name = delivery::target_name(&architecture.document, stop.environment, target.node);
    let input = match builds.iter().find(|build| build.node() == target.input) {
        Some(build) => built(build.node()),
        None => match builds {
            [build] => built(build.node()),
            _ => SOURCE.to_owned(),
        },
    };
    let role = delivery::deploy_role_arn(architecture, stop.account, stop.environment, target.node);
    let mut action = map! {
        "Name" => target.node,
        "ActionTypeId" => provider("Deploy", if target.kind == codedeploy_group::KIND { "CodeDeploy" } else { "EKS" }),
        "Configuration" => match target.kind {
            codedeploy_group::KIND => map! { "ApplicationName" => name.as_str(), "DeploymentGroupName" => name.as_str() },
            _ => cluster_configuration(site, &name, target),
        },
        "InputArtifacts" => artifact(&input),
        "RoleArn" => role,
    };
    if let Value::Map(action) = &mut action
        && target.kind != codedeploy_group::KIND
    {
        action.insert("EnvironmentVariables".into(), cluster_variables(stop, builds).into());
    }
    action
}

/// Source: CodePipeline user guide, “Amazon Elastic Kubernetes Service EKS deploy action reference”.
fn cluster_configuration(site: &Site<'_>, cluster: &str, target: &Target<'_>) -> Value {
    let mut configuration = match site.text(&DEPLOY_WITH) {
        "helm" => map! {
            "ClusterName" => cluster,
            "HelmChartLocation" => site.text(&CHART),
            "HelmReleaseName" => site.optional_text(&RELEASE).unwrap_or(target.node),
        },
        _ => map! { "ClusterName" => cluster, "ManifestFiles" => site.texts(&MANIFESTS).join(",") },
    };
    if let (Value::Map(configuration), Some(namespace)) = (&mut configuration, site.optional_text(&NAMESPACE))
    {
        configuration.insert("Namespace".into(), namespace.into());
    }
    configuration
}

/// What manifests and chart values may refer to: the environment, the images' tag and their repositories.
fn cluster_variables(stop: &Stop<'_>, builds: &[Site<'_>]) -> Vec<Value> {
    let mut variables = vec![
        map! { "Name" => "ENVIRONMENT", "Value" => stop.environment },
        map! { "Name" => "IMAGE_TAG", "Value" => "#{SourceVariables.CommitId}" },
    ];
    for build in builds {
        for image in buildspec::images(build) {
            let value = image.repository.get("", "RepositoryUri");
            variables.push(map! { "Name" => image.variable, "Value" => value });
        }
    }
    variables
}
