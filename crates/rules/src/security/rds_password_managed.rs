//! No template knows the administrator’s password.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions,
};

pub struct RdsPasswordManaged;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"],
    path: "MasterUserPassword",
    holds: |given| match given {
        // Managed by RDS, or brought by a snapshot or the cluster.
        Given::Absent => Some(true),
        Given::Known(value) => Some(resolved(value)),
        Given::Computed => None,
    },
};

static ABOUT: About = About {
    id: "rds-password-managed",
    title: Words::new(
        "Secrets Manager keeps the password of a database",
        "Secrets Manager guarda la contraseña de la base",
    ),
    rationale: Words::new(
        "A password in a template is read by everyone who sees the repository or the stack, and is hardly ever changed.",
        "Una contraseña en una plantilla la lee todo el que ve el repositorio o el stack, y casi nunca se cambia.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &["groundplan:RDS-011", "cfn-lint:W1011", "guard:RDS_MASTER_USER_PASSWORD_NO_PLAINTEXT_PASSWORD"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsPasswordManaged {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "The password of “{0}” is written in the clear.",
            "La contraseña de «{0}» está escrita en claro.",
        );
        let satisfied = Message::say(
            "No template holds the password of “{0}”.",
            "Ninguna plantilla contiene la contraseña de «{0}».",
        );
        if site.is(rds_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        let table = site.record(&cfn_resource::PROPERTIES);
        // Also where a function puts the name of the secret together.
        if BUILT.concerns(site) && table.and_then(|table| table.get(BUILT.path)).is_some_and(resolved) {
            return vec![
                Verdict::satisfied(satisfied.with(site.name.clone())).on(cfn_resource::PROPERTIES.name),
            ];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut properties = companions::raw_properties(site);
        properties.remove(BUILT.path)?;
        properties.insert("ManageMasterUserPassword".to_owned(), true.into());
        let title = Message::say("Let RDS keep the password", "Dejar la contraseña a RDS");
        Some(Fix { title, edits: companions::rewrite(site, properties) })
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsPasswordManaged {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every database of this kind",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw instance with a literal",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MasterUsername":"owner","MasterUserPassword":"hunter2hunter2"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster whose password RDS manages",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBCluster","properties":{"MasterUsername":"owner","ManageMasterUserPassword":true}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance that reads a secret when it is built",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MasterUserPassword":"{{resolve:secretsmanager:orders:SecretString:password}}"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance that puts the name of its secret together",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MasterUserPassword":{"Fn::Sub":"{{resolve:secretsmanager:${Orders}:SecretString:password}}"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw instance that reads a plain parameter",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MasterUserPassword":"{{resolve:ssm:/orders/password}}"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw instance that takes it from a parameter",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MasterUserPassword":{"Ref":"Password"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}

/// Whether CloudFormation reads it from where it is kept encrypted.
fn resolved(value: &serde_json::Value) -> bool {
    let text = value.to_string();
    text.contains("{{resolve:secretsmanager:") || text.contains("{{resolve:ssm-secure:")
}
