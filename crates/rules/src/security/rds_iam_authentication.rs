//! Applications can log in without a password.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, raw_database,
};

pub struct RdsIamAuthentication;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"],
    path: "EnableIAMDatabaseAuthentication",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "rds-iam-authentication",
    title: Words::new(
        "Databases let applications log in with IAM",
        "Las bases de datos aceptan inicio de sesión con IAM",
    ),
    rationale: Words::new(
        "A token of IAM lives for fifteen minutes and belongs to one role. A password is copied, shared and forgotten.",
        "Un token de IAM dura quince minutos y es de un solo rol. Una contraseña se copia, se comparte y se olvida.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &[
        "groundplan:RDS-006",
        "cdk-nag:AwsSolutions-RDS6",
        "checkov:CKV_AWS_161",
        "checkov:CKV_AWS_162",
        "security-hub:RDS.10",
        "security-hub:RDS.12",
        "trivy:AWS-0176",
    ],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, rds_instance::KIND],
};

impl Rule for RdsIamAuthentication {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "Applications log in to “{0}” with a password only.",
            "Las aplicaciones entran a «{0}» solo con contraseña.",
        );
        let satisfied = Message::say(
            "Applications can log in to “{0}” with IAM.",
            "Las aplicaciones pueden entrar a «{0}» con IAM.",
        );
        if site.is(rds_instance::KIND) {
            // Its templates always accept it, but for SQL Server, which does not know it.
            let knows = !site.text(&rds_instance::ENGINE).starts_with("sqlserver");
            return knows
                .then(|| Verdict::satisfied(satisfied.with(site.name.clone())))
                .into_iter()
                .collect();
        }
        // The other engines do not know it; for members of a cluster, the cluster decides.
        if raw_database::open_engine(site) && !raw_database::in_cluster(site) {
            BUILT.judge(site, violated, satisfied).into_iter().collect()
        } else {
            Vec::new()
        }
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Accept IAM", "Aceptar IAM"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsIamAuthentication {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw instance that does not say so",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"postgres"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBCluster","properties":{"Engine":"aurora-mysql","EnableIAMDatabaseAuthentication":true}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw instance of SQL Server, which cannot",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"sqlserver-se"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw member of a cluster",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"aurora-mysql","DBClusterIdentifier":{"Ref":"Cluster"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "SQL Server",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"engine":"sqlserver-se"},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
