//! A database has no public address.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct RdsNotPublic;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance"],
    path: "PubliclyAccessible",
    holds: |given| match given {
        // Then it depends on its subnets.
        Given::Absent => Some(true),
        given => given.off(),
    },
};

static ABOUT: About = About {
    id: "rds-not-public",
    title: Words::new("Databases have no public address", "Las bases de datos no tienen dirección pública"),
    rationale: Words::new(
        "A public address makes the database a target for everyone; one wrong rule in a security group then opens it.",
        "Una dirección pública convierte la base en blanco de todos; una sola regla errónea la deja abierta.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:RDS-002",
        "checkov:CKV_AWS_17",
        "security-hub:RDS.2",
        "guard:RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
        "trivy:AWS-0180",
    ],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsNotPublic {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            let (violated, satisfied) = (
                Message::say("“{0}” has a public address.", "«{0}» tiene una dirección pública."),
                Message::say("“{0}” has private addresses only.", "«{0}» solo tiene direcciones privadas."),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let verdict = Verdict::either(
            site.flag(&rds_instance::PUBLIC),
            Message::say("“{0}” has a public address.", "«{0}» tiene una dirección pública.")
                .with(site.name.clone()),
            Message::say("“{0}” has private addresses only.", "«{0}» solo tiene direcciones privadas.")
                .with(site.name.clone()),
        );
        vec![verdict.on(rds_instance::PUBLIC.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return BUILT.fix(
                site,
                false,
                Message::say("Remove the public address", "Quitar la dirección pública"),
            );
        }
        Some(Fix::set(
            site,
            rds_instance::PUBLIC.name,
            false,
            Message::say("Remove the public address", "Quitar la dirección pública"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsNotPublic {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "publicly_accessible is true",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"publicly_accessible":true}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "publicly_accessible is false",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"publicly_accessible":false}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw instance that is public",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"PubliclyAccessible":true}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"PubliclyAccessible":false}}}}}"#,
            },
        ]
    }
}
