//! The operating system under a database can be seen.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct RdsEnhancedMonitoring;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance"],
    path: "MonitoringInterval",
    holds: |given| given.at_least(1.0),
};

static ABOUT: About = About {
    id: "rds-enhanced-monitoring",
    title: Words::new(
        "The operating system under a database is watched",
        "El sistema operativo bajo una base se observa",
    ),
    rationale: Words::new(
        "When a database is slow, its own numbers do not say which process takes the processor or the memory. Enhanced monitoring does, second by second.",
        "Cuando una base está lenta, sus propios números no dicen qué proceso usa el procesador o la memoria. El monitoreo mejorado sí, segundo a segundo.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS04",
    peers: &[
        "groundplan:RDS-008",
        "checkov:CKV_AWS_118",
        "guard:RDS_ENHANCED_MONITORING_ENABLED",
        "security-hub:RDS.6",
    ],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, rds_instance::KIND],
};

impl Rule for RdsEnhancedMonitoring {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(rds_instance::KIND) {
            return vec![Verdict::cannot_tell(
                Message::say(
                    "The operating system under “{0}” is not watched; is the load of each query, which Performance Insights shows, enough?",
                    "El sistema operativo bajo «{0}» no se observa; ¿basta la carga de cada consulta, que muestra Performance Insights?",
                )
                .with(site.name.clone()),
            )];
        }
        let violated = Message::say(
            "The operating system under “{0}” is not watched.",
            "El sistema operativo bajo «{0}» no se observa.",
        );
        let satisfied = Message::say(
            "The operating system under “{0}” is watched.",
            "El sistema operativo bajo «{0}» se observa.",
        );
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        // RDS asks for a role to write the numbers with.
        let has_role = policies::raw(site, "MonitoringRoleArn") != Given::Absent;
        let title = Message::say("Look every minute", "Observar cada minuto");
        has_role.then(|| BUILT.fix(site, 60, title)).flatten()
    }
}

impl Examples for RdsEnhancedMonitoring {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw instance that does not say so",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"postgres"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw instance that turns it off",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MonitoringInterval":"0","MonitoringRoleArn":"arn:aws:iam::333333333333:role/rds-monitoring"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MonitoringInterval":60,"MonitoringRoleArn":{"Fn::GetAtt":["Role","Arn"]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "an instance, which has no such role",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
