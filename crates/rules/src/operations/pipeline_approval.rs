//! A person approves what goes to production.

use design::{ConnectionKind, Words};
use services::kinds::codepipeline;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct PipelineApproval;

static ABOUT: About = About {
    id: "pipeline-approval",
    title: Words::new(
        "A person approves releases to production",
        "Una persona aprueba los pases a producción",
    ),
    rationale: Words::new(
        "A change that no one has looked at should not reach customers by itself.",
        "Un cambio que nadie ha mirado no debería llegar solo a los clientes.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS06",
    peers: &["groundplan:G-CICD-01"],
    source: "https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html",
    scope: Scope::Whole,
    kinds: &[codepipeline::KIND],
};

impl Rule for PipelineApproval {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let here = site.architecture.production() && site.to(ConnectionKind::Delivery).next().is_some();
        let across = site.architecture.cross.iter().any(|edge| {
            edge.here == site.ix
                && edge.outgoing
                && site
                    .architecture
                    .peers
                    .get(edge.peer)
                    .is_some_and(|peer| peer.tier == design::Tier::Production)
        });
        if !here && !across {
            return Vec::new();
        }
        let verdict = Verdict::either(
            site.text(&codepipeline::APPROVAL) == "none",
            Message::say(
                "“{0}” delivers to production without asking anyone.",
                "«{0}» entrega en producción sin preguntar a nadie.",
            )
            .with(site.name.clone()),
            Message::say(
                "A person approves what “{0}” delivers to production.",
                "Una persona aprueba lo que «{0}» entrega en producción.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(codepipeline::APPROVAL.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            codepipeline::APPROVAL.name,
            "production",
            Message::say("Ask before production", "Preguntar antes de producción"),
        ))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no approval",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"pipe":{"kind":"codepipeline","properties":{"approval":"none"}}},"connections":{"pipe-cluster":{"from":"pipe","kind":"delivery","to":"cluster","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"pipe":{"kind":"codepipeline","properties":{}}},"connections":{"pipe-cluster":{"from":"pipe","kind":"delivery","to":"cluster","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "delivers nowhere",
                design: r#"{"nodes":{"pipe":{"kind":"codepipeline","properties":{"approval":"none"}}}}"#,
            },
        ]
    }
}
