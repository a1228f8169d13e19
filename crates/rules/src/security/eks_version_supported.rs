//! The Kubernetes version is in standard support.

use design::Words;
use services::kinds::{cfn_resource, eks_cluster};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksVersionSupported;

static ABOUT: About = About {
    id: "eks-version-supported",
    title: Words::new("Kubernetes is in standard support", "Kubernetes tiene soporte estándar"),
    rationale: Words::new(
        "Past standard support a cluster costs six times as much, and AWS upgrades it at a time of its own choosing in the end.",
        "Tras el soporte estándar un clúster cuesta seis veces más, y al final AWS lo actualiza cuando decide.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &["groundplan:EKS-003", "checkov:CKV_AWS_339", "security-hub:EKS.2"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
    scope: Scope::Node,
    kinds: &[eks_cluster::KIND, cfn_resource::KIND],
};

impl Rule for EksVersionSupported {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            return raw(site).into_iter().collect();
        }
        let version = site.text(&eks_cluster::VERSION);
        let ended =
            services::kubernetes::support(version, site.today) != services::kubernetes::Support::Standard;
        let named = version.to_owned();
        let verdict = Verdict::either(
            ended,
            Message::say(
                "“{0}” runs Kubernetes {1}, past standard support.",
                "«{0}» usa Kubernetes {1}, sin soporte estándar.",
            )
            .with(site.name.clone())
            .with(named.clone()),
            Message::say(
                "“{0}” runs Kubernetes {1}, in standard support.",
                "«{0}» usa Kubernetes {1}, con soporte estándar.",
            )
            .with(site.name.clone())
            .with(named),
        );
        vec![verdict.on(eks_cluster::VERSION.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return None;
        }
        Some(Fix::set(
            site,
            eks_cluster::VERSION.name,
            serde_json::Value::Null,
            Message::say("Use the default version", "Usar la versión predeterminada"),
        ))
    }
}

impl Examples for EksVersionSupported {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "1.33, whose standard support ended on 2026-07-29",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"version":"1.33"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "1.34, on its last days",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"version":"1.34"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no cluster", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw cluster of an old version",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"Version":"1.29"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"Version":"1.35"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw cluster that takes the newest version",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"ResourcesVpcConfig":{}}}}}}"#,
            },
        ]
    }
}

/// The verdict on a raw cluster that states its version.
fn raw(site: &Case<'_>) -> Option<Verdict> {
    let table = site.record(&cfn_resource::PROPERTIES)?;
    let Given::Known(version) = Given::read(table, "Version") else { return None };
    if site.optional_text(&cfn_resource::TYPE) != Some("AWS::EKS::Cluster") {
        return None;
    }
    let version = version.as_str()?;
    let support = services::kubernetes::support(version, site.today);
    let say = |en: &'static str, es: &'static str| Message::say(en, es).with(site.name.clone()).with(version);
    let verdict = Verdict::either(
        support != services::kubernetes::Support::Standard,
        say(
            "“{0}” states Kubernetes {1}, past standard support.",
            "«{0}» indica Kubernetes {1}, sin soporte estándar.",
        ),
        say(
            "“{0}” states Kubernetes {1}, in standard support.",
            "«{0}» indica Kubernetes {1}, con soporte estándar.",
        ),
    );
    Some(verdict.on(cfn_resource::PROPERTIES.name))
}
