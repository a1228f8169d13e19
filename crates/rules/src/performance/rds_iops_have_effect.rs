//! The speed that is asked for is the speed that is built.

use design::Words;
use services::kinds::rds_instance;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsIopsHaveEffect;

static ABOUT: About = About {
    id: "rds-iops-have-effect",
    title: Words::new("Provisioned IOPS have an effect", "Las IOPS aprovisionadas tienen efecto"),
    rationale: Words::new(
        "Some storage takes a number of IOPS and some does not: gp2 never, gp3 from 400 GiB on, io1 always. Otherwise AWS refuses it, or it has no effect.",
        "Algunos discos admiten un número de IOPS y otros no: gp2 nunca, gp3 desde 400 GiB, io1 siempre. En otro caso AWS lo rechaza, o no tiene efecto.",
    ),
    production: Severity::Medium,
    non_production: Severity::Medium,
    pillar: Pillar::PerformanceEfficiency,
    question: "PERF03",
    peers: &[],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND],
};

impl Rule for RdsIopsHaveEffect {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let iops = site.optional_integer(&rds_instance::IOPS);
        let small = site.integer(&rds_instance::ALLOCATED) < 400;
        let server = site.text(&rds_instance::ENGINE).starts_with("sqlserver");
        let included = if server { 3_000 } else { 12_000 };
        let kind = site.text(&rds_instance::STORAGE_TYPE);
        let name = site.name.clone();
        let verdict = match (kind, iops) {
            ("io1" | "io2", None) => Verdict::violated(
                Message::say(
                    "“{0}” stores on {1} and states no IOPS, which AWS asks for.",
                    "«{0}» almacena en {1} sin indicar IOPS, que AWS exige.",
                )
                .with(name)
                .with(kind),
            ),
            (_, None) => return Vec::new(),
            ("gp2", Some(_)) => Verdict::violated(
                Message::say(
                    "“{0}” states IOPS, which gp2 does not take.",
                    "«{0}» indica IOPS, que gp2 no admite.",
                )
                .with(name),
            ),
            ("gp3", Some(_)) if small && !server => Verdict::violated(
                Message::say(
                    "“{0}” states IOPS, which gp3 takes from 400 GiB on; it has the included ones.",
                    "«{0}» indica IOPS, que gp3 admite desde 400 GiB; tiene las incluidas.",
                )
                .with(name),
            ),
            ("gp3", Some(iops)) if iops < included => Verdict::violated(
                Message::say(
                    "“{0}” states {1} IOPS, fewer than the {2} that gp3 includes; AWS refuses that.",
                    "«{0}» indica {1} IOPS, menos que las {2} que incluye gp3; AWS lo rechaza.",
                )
                .with(name)
                .with(iops.to_string())
                .with(included.to_string()),
            ),
            (_, Some(iops)) => Verdict::satisfied(
                Message::say("“{0}” has {1} IOPS.", "«{0}» tiene {1} IOPS.")
                    .with(name)
                    .with(iops.to_string()),
            ),
        };
        vec![verdict.on(rds_instance::IOPS.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("State only what has an effect", "Indicar solo lo que tiene efecto");
        let provisioned = site.text(&rds_instance::STORAGE_TYPE).starts_with("io");
        let value = if provisioned { 1000.into() } else { serde_json::Value::Null };
        Some(Fix::set(site, rds_instance::IOPS.name, value, title))
    }
}

impl Examples for RdsIopsHaveEffect {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "gp3 of 100 GiB",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"iops":6000},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "gp2",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"storage_type":"gp2","allocated_gib":500,"iops":6000},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "io1 without IOPS",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"storage_type":"io1"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "gp3 of 500 GiB with fewer than it includes",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"allocated_gib":500,"iops":6000},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "gp3 of 500 GiB",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"allocated_gib":500,"iops":15000},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "SQL Server, whose gp3 takes them at any size",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"engine":"sqlserver-se","iops":6000},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing is stated",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
        ]
    }
}
