//! No single zone carries every request to a data store.

use design::Words;
use services::kinds::{opensearch_domain, rds_instance};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct NoSinglePointOfFailure;

static ABOUT: About = About {
    id: "no-single-point-of-failure",
    title: Words::new(
        "No single zone stands between users and data",
        "Ninguna zona sola separa a los usuarios de los datos",
    ),
    rationale: Words::new(
        "If all requests pass one machine in one zone, the application is down whenever that machine or its zone is.",
        "Si todas las solicitudes pasan por una máquina en una zona, la aplicación cae cuando cae esa máquina o su zona.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:G-SPOF-01"],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html",
    scope: Scope::Whole,
    kinds: &[opensearch_domain::KIND, rds_instance::KIND],
};

impl Rule for NoSinglePointOfFailure {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let alone = |ix: &architecture::Ix| site.at(*ix).zones.len() == 1;
        let cuts = network::cut_points(site.architecture, site.ix);
        let mut verdicts: Vec<Verdict> = cuts
            .into_iter()
            .filter(alone)
            .map(|ix| {
                let cut = site.at(ix);
                Verdict::violated(
                    Message::say(
                        "Every request to “{0}” passes “{1}”, which stands in zone {2} only.",
                        "Toda solicitud a «{0}» pasa por «{1}», que está solo en la zona {2}.",
                    )
                    .with(site.name.clone())
                    .with(cut.name.clone())
                    .with(cut.zones.iter().map(u8::to_string).collect::<Vec<_>>().join(", ")),
                )
            })
            .collect();
        if verdicts.is_empty() && !site.element().into.is_empty() {
            verdicts.push(Verdict::satisfied(
                Message::say(
                    "No single zone carries every request to “{0}”.",
                    "Ninguna zona sola lleva todas las solicitudes a «{0}».",
                )
                .with(site.name.clone()),
            ));
        }
        verdicts
    }
}

impl Examples for NoSinglePointOfFailure {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one web server",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"web":{"kind":"ec2_instance","properties":{},"parent":"public"},"db":{"kind":"rds_instance","properties":{"multi_az":true},"parent":"data"}},"connections":{"users-web":{"from":"users","kind":"traffic","to":"web","properties":{"port":443}},"web-db":{"from":"web","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a search domain behind one machine",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"web":{"kind":"ec2_instance","properties":{},"parent":"public"},"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}},"connections":{"users-web":{"from":"users","kind":"traffic","to":"web","properties":{"port":443}},"web-search":{"from":"web","kind":"traffic","to":"search","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "two web servers in two zones",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"web-1":{"kind":"ec2_instance","properties":{},"parent":"public"},"web-2":{"kind":"ec2_instance","properties":{"zone":2},"parent":"public"},"db":{"kind":"rds_instance","properties":{"multi_az":true},"parent":"data"}},"connections":{"users-web-1":{"from":"users","kind":"traffic","to":"web-1","properties":{"port":443}},"users-web-2":{"from":"users","kind":"traffic","to":"web-2","properties":{"port":443}},"web-1-db":{"from":"web-1","kind":"traffic","to":"db","properties":{}},"web-2-db":{"from":"web-2","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing calls it",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
        ]
    }
}
