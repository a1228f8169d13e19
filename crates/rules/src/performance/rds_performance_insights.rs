//! Database load is recorded by query.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsPerformanceInsights;

static BUILT: Built =
    Built { types: &["AWS::RDS::DBInstance"], path: "EnablePerformanceInsights", holds: |given| given.on() };

static ABOUT: About = About {
    id: "rds-performance-insights",
    title: Words::new("Database load is recorded by query", "La carga de la base se registra por consulta"),
    rationale: Words::new(
        "When the database is slow, Performance Insights tells which query it is. Seven days are free.",
        "Cuando la base va lenta, Performance Insights dice qué consulta es. Siete días son gratis.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::PerformanceEfficiency,
    question: "PERF05",
    peers: &["groundplan:RDS-009", "checkov:CKV_AWS_353", "trivy:AWS-0133", "security-hub:RDS.54"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsPerformanceInsights {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            let (violated, satisfied) = (
                Message::say(
                    "“{0}” does not record its load by query.",
                    "«{0}» no registra su carga por consulta.",
                ),
                Message::say("“{0}” records its load by query.", "«{0}» registra su carga por consulta."),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let verdict = Verdict::either(
            !site.flag(&rds_instance::PERFORMANCE_INSIGHTS),
            Message::say(
                "“{0}” does not record its load by query.",
                "«{0}» no registra su carga por consulta.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” records its load by query.", "«{0}» registra su carga por consulta.")
                .with(site.name.clone()),
        );
        vec![verdict.on(rds_instance::PERFORMANCE_INSIGHTS.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return BUILT.fix(
                site,
                true,
                Message::say("Turn on Performance Insights", "Activar Performance Insights"),
            );
        }
        Some(Fix::set(
            site,
            rds_instance::PERFORMANCE_INSIGHTS.name,
            true,
            Message::say("Turn on Performance Insights", "Activar Performance Insights"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsPerformanceInsights {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"performance_insights":false},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw instance that does not say so",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"mysql"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"EnablePerformanceInsights":true}}}}}"#,
            },
        ]
    }
}
