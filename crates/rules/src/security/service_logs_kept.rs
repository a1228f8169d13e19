//! Logs of clusters and domains are kept long enough to look into an incident.

use design::{Property, Words};
use services::kinds::{eks_cluster, opensearch_domain};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct ServiceLogsKept;

static ABOUT: About = About {
    id: "service-logs-kept",
    title: Words::new(
        "Logs of clusters and search domains are kept for at least a month",
        "Los registros de clústeres y dominios de búsqueda se guardan al menos un mes",
    ),
    rationale: Words::new(
        "Intrusions are noticed weeks after they begin. By then a shorter log of who did what is gone.",
        "Las intrusiones se notan semanas después de comenzar. Para entonces un registro más corto de quién hizo qué ya no está.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &["security-hub:CloudWatch.16"],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    scope: Scope::Node,
    kinds: &[eks_cluster::KIND, opensearch_domain::KIND],
};

impl Rule for ServiceLogsKept {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let (logs, days) = properties(site);
        if site.texts(logs).is_empty() {
            return Vec::new();
        }
        let kept = site.integer(days);
        vec![
            Verdict::either(
                kept < 30,
                Message::say(
                    "“{0}” keeps its logs for {1} days only.",
                    "«{0}» guarda sus registros solo {1} días.",
                )
                .with(site.name.clone())
                .with(kept.to_string()),
                Message::say(
                    "“{0}” keeps its logs for {1} days.",
                    "«{0}» guarda sus registros por {1} días.",
                )
                .with(site.name.clone())
                .with(kept.to_string()),
            )
            .on(days.name),
        ]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let (_, days) = properties(site);
        Some(Fix::set(site, days.name, 90, Message::say("Keep them for 90 days", "Guardarlos 90 días")))
    }
}

impl Examples for ServiceLogsKept {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a week of a cluster",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"log_retention_days":7},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a day of a domain",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"log_retention_days":1},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a domain",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no logs",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"log_types":[]},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "neither", design: r#"{}"# },
        ]
    }
}

/// What says which logs there are, and how long they are kept.
fn properties(site: &Case<'_>) -> (&'static Property, &'static Property) {
    if site.is(eks_cluster::KIND) {
        (&eks_cluster::LOG_TYPES, &eks_cluster::LOG_DAYS)
    } else {
        (&opensearch_domain::LOGS, &opensearch_domain::LOG_DAYS)
    }
}
