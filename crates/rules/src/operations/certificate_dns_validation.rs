//! Certificates are validated by DNS.

use design::Words;
use services::kinds::{acm_certificate, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct CertificateDnsValidation;

static BUILT: Built = Built {
    types: &["AWS::CertificateManager::Certificate"],
    path: "ValidationMethod",
    holds: |given| given.is_one_of(&["DNS"]),
};

static ABOUT: About = About {
    id: "certificate-dns-validation",
    title: Words::new("Certificates are validated by DNS", "Los certificados se validan por DNS"),
    rationale: Words::new(
        "Validated by e-mail, a certificate renews only if somebody clicks a link in time, each time.",
        "Validado por correo, un certificado se renueva solo si alguien pulsa un enlace a tiempo, cada vez.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS05",
    peers: &["groundplan:ACM-001"],
    source: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
    scope: Scope::Node,
    kinds: &[acm_certificate::KIND, cfn_resource::KIND],
};

impl Rule for CertificateDnsValidation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” is validated by e-mail.", "«{0}» se valida por correo.");
        let satisfied = Message::say("“{0}” is validated by DNS.", "«{0}» se valida por DNS.");
        if site.is(acm_certificate::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        // A private authority asks nobody for proof.
        if policies::raw(site, "CertificateAuthorityArn") != Given::Absent {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "DNS", Message::say("Validate by DNS", "Validar por DNS"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for CertificateDnsValidation {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "e-mail where nothing is said",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CertificateManager::Certificate","properties":{"DomainName":"app.example.com"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "DNS",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CertificateManager::Certificate","properties":{"DomainName":"app.example.com","ValidationMethod":"DNS"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every certificate of this kind",
                design: r#"{"nodes":{"own":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a private authority",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CertificateManager::Certificate","properties":{"DomainName":"app.internal.example.com","CertificateAuthorityArn":{"Ref":"Authority"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
