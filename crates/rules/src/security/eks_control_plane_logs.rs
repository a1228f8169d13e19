//! All control plane logs of a cluster are kept.

use design::Words;
use services::kinds::{cfn_resource, eks_cluster};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct EksControlPlaneLogs;

static BUILT: Built = Built {
    types: &["AWS::EKS::Cluster"],
    path: "Logging.ClusterLogging.EnabledTypes",
    holds: |given| match given {
        Given::Computed => None,
        given => Some(
            ALL.iter().all(|log| given.items().any(|kept| kept.at("Type").is_one_of(&[*log]) == Some(true))),
        ),
    },
};

static ABOUT: About = About {
    id: "eks-control-plane-logs",
    title: Words::new("Control plane logs are kept", "Se guardan los registros del plano de control"),
    rationale: Words::new(
        "The audit log alone says who did what in the cluster; it cannot be had afterwards.",
        "Solo el registro de auditoría dice quién hizo qué en el clúster; no se obtiene después.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &[
        "groundplan:EKS-005",
        "cdk-nag:AwsSolutions-EKS2",
        "checkov:CKV_AWS_37",
        "security-hub:EKS.8",
        "trivy:AWS-0038",
    ],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
    scope: Scope::Node,
    kinds: &[eks_cluster::KIND, cfn_resource::KIND],
};

impl Rule for EksControlPlaneLogs {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            let (violated, satisfied) = (
                Message::say(
                    "“{0}” does not keep all control plane logs.",
                    "«{0}» no guarda todos los registros del plano de control.",
                ),
                Message::say(
                    "“{0}” keeps all control plane logs.",
                    "«{0}» guarda todos los registros del plano de control.",
                ),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let kept = site.texts(&eks_cluster::LOG_TYPES);
        let missing: Vec<&str> = ALL.into_iter().filter(|log| !kept.contains(log)).collect();
        let verdict = if missing.is_empty() {
            Verdict::satisfied(
                Message::say(
                    "“{0}” keeps all control plane logs.",
                    "«{0}» guarda todos los registros del plano de control.",
                )
                .with(site.name.clone()),
            )
        } else {
            Verdict::violated(
                Message::say(
                    "“{0}” does not keep these control plane logs: {1}.",
                    "«{0}» no guarda estos registros del plano de control: {1}.",
                )
                .with(site.name.clone())
                .with(missing.join(", ")),
            )
        };
        vec![verdict.on(eks_cluster::LOG_TYPES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return BUILT.fix(
                site,
                ALL.iter().map(|log| serde_json::json!({ "Type": log })).collect::<Vec<_>>(),
                Message::say("Keep all logs", "Guardar todos los registros"),
            );
        }
        let all: Vec<serde_json::Value> = ALL.into_iter().map(Into::into).collect();
        Some(Fix::set(
            site,
            eks_cluster::LOG_TYPES.name,
            all,
            Message::say("Keep all logs", "Guardar todos los registros"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EksControlPlaneLogs {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "audit only",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"log_types":["audit"]},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no cluster", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw cluster that keeps one",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"Logging":{"ClusterLogging":{"EnabledTypes":[{"Type":"api"}]}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"Logging":{"ClusterLogging":{"EnabledTypes":[{"Type":"api"},{"Type":"audit"},{"Type":"authenticator"},{"Type":"controllerManager"},{"Type":"scheduler"}]}}}}}}}"#,
            },
        ]
    }
}

const ALL: [&str; 5] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
