//! All control plane logs of a cluster are kept.

use design::Words;
use services::kinds::eks_cluster;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksControlPlaneLogs;

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
    peers: &["cdk-nag:AwsSolutions-EKS2", "checkov:CKV_AWS_37", "security-hub:EKS.8", "trivy:AWS-0038"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
    scope: Scope::Node,
    kinds: &[eks_cluster::KIND],
};

impl Rule for EksControlPlaneLogs {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
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
        let all: Vec<serde_json::Value> = ALL.into_iter().map(Into::into).collect();
        Some(Fix::set(
            site,
            eks_cluster::LOG_TYPES.name,
            all,
            Message::say("Keep all logs", "Guardar todos los registros"),
        ))
    }

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
        ]
    }
}

const ALL: [&str; 5] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
