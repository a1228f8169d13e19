//! Scaling by load sees the load of this minute.

use design::Words;
use services::{cluster_nodes::DETAILED_MONITORING, kinds::eks_workers};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksScalesOnMinutes;

static ABOUT: About = About {
    id: "eks-scales-on-minutes",
    title: Words::new(
        "Workers that scale by load report it each minute",
        "Los nodos que escalan por carga la informan cada minuto",
    ),
    rationale: Words::new(
        "Scaling by processor load acts on the metrics it gets. Every five minutes is too late for a rush.",
        "El escalado por carga de procesador actúa según las métricas que recibe. Cada cinco minutos es tarde para una oleada.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::PerformanceEfficiency,
    question: "PERF05",
    peers: &[],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html",
    scope: Scope::Node,
    kinds: &[eks_workers::KIND],
};

impl Rule for EksScalesOnMinutes {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.text(&eks_workers::SCALING) != "cpu" {
            return Vec::new();
        }
        vec![
            Verdict::either(
                !site.flag(&DETAILED_MONITORING),
                Message::say(
                    "“{0}” scales by load and learns of it every five minutes.",
                    "«{0}» escala por carga y la conoce cada cinco minutos.",
                )
                .with(site.name.clone()),
                Message::say(
                    "“{0}” scales by load and learns of it every minute.",
                    "«{0}» escala por carga y la conoce cada minuto.",
                )
                .with(site.name.clone()),
            )
            .on(DETAILED_MONITORING.name),
        ]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Report each minute", "Informar cada minuto");
        Some(Fix::set(site, DETAILED_MONITORING.name, true, title))
    }
}

impl Examples for EksScalesOnMinutes {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "five minutes",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{"detailed_monitoring":false},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "scaled by pods",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{"scaling":"cluster-autoscaler","detailed_monitoring":false},"parent":"cluster"}}}"#,
            },
        ]
    }
}
