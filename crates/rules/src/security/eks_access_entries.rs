//! AWS decides who may enter the cluster.

use design::Words;
use services::kinds::{cfn_resource, eks_cluster};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksAccessEntries;

static BUILT: Built = Built {
    types: &["AWS::EKS::Cluster"],
    path: "AccessConfig.AuthenticationMode",
    holds: |given| given.is_one_of(&["API"]),
};

static ABOUT: About = About {
    id: "eks-access-entries",
    title: Words::new(
        "Access entries say who may enter a cluster",
        "Las entradas de acceso dicen quién puede entrar a un clúster",
    ),
    rationale: Words::new(
        "The old way, a config map inside the cluster, is edited by hand: one wrong line locks everyone out, and no audit of AWS shows who was let in.",
        "La forma antigua, un config map dentro del clúster, se edita a mano: una línea errada deja a todos fuera, y ninguna auditoría de AWS muestra a quién se dejó entrar.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &["groundplan:EKS-012"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
    scope: Scope::Node,
    kinds: &[eks_cluster::KIND, cfn_resource::KIND],
};

impl Rule for EksAccessEntries {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "A config map inside “{0}” decides who may enter.",
            "Un config map dentro de «{0}» decide quién puede entrar.",
        );
        let satisfied = Message::say(
            "Access entries say who may enter “{0}”.",
            "Las entradas de acceso dicen quién puede entrar a «{0}».",
        );
        if site.is(eks_cluster::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "API", Message::say("Use access entries", "Usar entradas de acceso"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EksAccessEntries {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every cluster of this kind",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw cluster that does not say so",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"Version":"1.35"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw cluster that still asks the config map too",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"AccessConfig":{"AuthenticationMode":"API_AND_CONFIG_MAP"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw cluster that leaves it to a parameter",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"AccessConfig":{"AuthenticationMode":{"Ref":"Mode"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"AccessConfig":{"AuthenticationMode":"API"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no cluster", design: r#"{}"# },
        ]
    }
}
