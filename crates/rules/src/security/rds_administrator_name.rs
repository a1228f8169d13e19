//! The administrator’s name is not the one everybody tries first.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct RdsAdministratorName;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"],
    path: "MasterUsername",
    holds: |given| match given {
        Given::Known(name) => {
            let name = name.as_str()?.to_ascii_lowercase();
            Some(!USUAL.contains(&name.as_str()))
        }
        Given::Absent => Some(false),
        Given::Computed => None,
    },
};

/// What engines and consoles propose.
const USUAL: [&str; 4] = ["admin", "postgres", "root", "sa"];

static ABOUT: About = About {
    id: "rds-administrator-name",
    title: Words::new(
        "The administrator of a database has a name of its own",
        "El administrador de una base tiene un nombre propio",
    ),
    rationale: Words::new(
        "Whoever tries passwords tries them first with admin, postgres and root. Another name is one more thing to guess.",
        "Quien prueba contraseñas las prueba primero con admin, postgres y root. Otro nombre es una cosa más que adivinar.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &[
        "groundplan:RDS-012",
        "guard:RDS_MASTER_USER_NAME_NO_PLAINTEXT_PASSWORD",
        "security-hub:RDS.24",
        "security-hub:RDS.25",
    ],
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsAdministratorName {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "The administrator of “{0}” has the name everybody tries first.",
            "El administrador de «{0}» tiene el nombre que todos prueban primero.",
        );
        let satisfied = Message::say(
            "The administrator of “{0}” has a name of its own.",
            "El administrador de «{0}» tiene un nombre propio.",
        );
        if site.is(rds_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        // Those made from a snapshot or of a cluster bring their own.
        if policies::raw(site, BUILT.path) == Given::Absent {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsAdministratorName {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every database of this kind",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw instance of admin",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MasterUsername":"admin"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw cluster of postgres",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBCluster","properties":{"MasterUsername":"postgres"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance with another name",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MasterUsername":"orders_owner"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw instance that takes it from a parameter",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MasterUsername":{"Ref":"Owner"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw member of a cluster",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"DBClusterIdentifier":{"Ref":"Cluster"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
