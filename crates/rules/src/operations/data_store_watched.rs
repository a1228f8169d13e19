//! An alarm watches each data store.

use design::Words;
use services::kinds::{opensearch_domain, rds_instance};

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, alarms};

pub struct DataStoreWatched;

static ABOUT: About = About {
    id: "data-store-watched",
    title: Words::new("Data stores are watched by an alarm", "Una alarma vigila cada almacén de datos"),
    rationale: Words::new(
        "A full disk or a busy processor announces itself hours before the outage, to whoever listens.",
        "Un disco lleno o un procesador ocupado se anuncian horas antes de la caída, a quien escuche.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:RDS-022", "groundplan:OS-017", "groundplan:G-OBS-01", "security-hub:RDS.20"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/creating_alarms.html",
    scope: Scope::Neighbours,
    kinds: &[opensearch_domain::KIND, rds_instance::KIND],
};

impl Rule for DataStoreWatched {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        vec![alarms::judge(site)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        alarms::add(site)
    }
}

impl Examples for DataStoreWatched {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no alarm",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a domain in a design with a topic",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"},"topic":{"kind":"sns_topic","properties":{"emails":["ops@example.com"]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an alarm",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"},"alarm":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"alarm-db":{"from":"alarm","kind":"attached","to":"db","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no data store", design: r#"{}"# },
        ]
    }
}
