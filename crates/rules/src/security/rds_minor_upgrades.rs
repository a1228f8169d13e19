//! Minor versions of the engine arrive by themselves.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct RdsMinorUpgrades;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance"],
    path: "AutoMinorVersionUpgrade",
    holds: |given| match given {
        Given::Absent => Some(true),
        given => given.on(),
    },
};

static ABOUT: About = About {
    id: "rds-minor-upgrades",
    title: Words::new(
        "Databases take minor upgrades by themselves",
        "Las bases de datos se actualizan solas en versiones menores",
    ),
    rationale: Words::new(
        "Minor versions bring the fixes of known holes. Where nobody applies them, the holes stay open for years.",
        "Las versiones menores traen las correcciones de fallas conocidas. Donde nadie las aplica, las fallas quedan abiertas por años.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &[
        "groundplan:RDS-010",
        "checkov:CKV_AWS_226",
        "guard:RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED",
        "security-hub:RDS.13",
    ],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsMinorUpgrades {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” refuses automatic minor upgrades.",
            "«{0}» rechaza las actualizaciones menores automáticas.",
        );
        let satisfied = Message::say(
            "“{0}” takes minor upgrades in its maintenance window.",
            "«{0}» toma las actualizaciones menores en su ventana de mantenimiento.",
        );
        if site.is(rds_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Take minor upgrades", "Tomar las actualizaciones menores"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsMinorUpgrades {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every database of this kind",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw instance that turns them off",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"AutoMinorVersionUpgrade":false}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance that leaves AWS’s default, on",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"postgres"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw instance that leaves it to a parameter",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"AutoMinorVersionUpgrade":{"Ref":"Minor"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
