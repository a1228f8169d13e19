//! The database proves itself with a certificate that is still trusted.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct RdsCertificateCurrent;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance"],
    path: "CACertificateIdentifier",
    holds: |given| match given {
        // AWS gives new instances the authority of the account, a current one.
        Given::Absent => Some(true),
        given => given.is_one_of(&["rds-ca-2015", "rds-ca-2019"]).map(|expired| !expired),
    },
};

static ABOUT: About = About {
    id: "rds-certificate-current",
    title: Words::new(
        "Databases use a current certificate authority",
        "Las bases de datos usan una autoridad certificadora vigente",
    ),
    rationale: Words::new(
        "The authorities of 2015 and 2019 have expired. Clients that verify the certificate no longer connect, and those that do not verify it can be deceived.",
        "Las autoridades de 2015 y 2019 ya vencieron. Los clientes que verifican el certificado no se conectan, y los que no lo verifican pueden ser engañados.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &["groundplan:RDS-025", "checkov:CKV_AWS_211"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsCertificateCurrent {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” uses a certificate authority that has expired.",
            "«{0}» usa una autoridad certificadora vencida.",
        );
        let satisfied = Message::say(
            "“{0}” uses a current certificate authority.",
            "«{0}» usa una autoridad certificadora vigente.",
        );
        if site.is(rds_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "rds-ca-rsa2048-g1", Message::say("Use rds-ca-rsa2048-g1", "Usar rds-ca-rsa2048-g1"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsCertificateCurrent {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every database of this kind",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw instance of 2019",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"CACertificateIdentifier":"rds-ca-2019"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance of a current one",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"CACertificateIdentifier":"rds-ca-ecc384-g1"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
