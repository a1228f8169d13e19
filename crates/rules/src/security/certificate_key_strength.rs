//! Keys of certificates are strong enough.

use design::Words;
use services::kinds::{acm_certificate, cfn_resource};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct CertificateKeyStrength;

static BUILT: Built = Built {
    types: &["AWS::CertificateManager::Certificate"],
    path: "KeyAlgorithm",
    // Left out it is RSA_2048.
    holds: |given| Some(!given.is_one_of(&["RSA_1024"])?),
};

static ABOUT: About = About {
    id: "certificate-key-strength",
    title: Words::new("Certificates have strong keys", "Los certificados tienen claves fuertes"),
    rationale: Words::new(
        "Keys of 1024 bits can be broken, and browsers refuse them.",
        "Las claves de 1024 bits se pueden romper, y los navegadores las rechazan.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &["groundplan:ACM-003", "security-hub:ACM.2"],
    source: "https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate.html",
    scope: Scope::Node,
    kinds: &[acm_certificate::KIND, cfn_resource::KIND],
};

impl Rule for CertificateKeyStrength {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” has a key that is too short.", "«{0}» tiene una clave demasiado corta.");
        let satisfied = Message::say("“{0}” has a strong key.", "«{0}» tiene una clave fuerte.");
        if site.is(acm_certificate::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "RSA_2048", Message::say("Use a key of 2048 bits", "Usar una clave de 2048 bits"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for CertificateKeyStrength {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "1024 bits",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CertificateManager::Certificate","properties":{"KeyAlgorithm":"RSA_1024"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "elliptic",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CertificateManager::Certificate","properties":{"KeyAlgorithm":"EC_prime256v1"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "what ACM takes",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CertificateManager::Certificate","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every certificate of this kind",
                design: r#"{"nodes":{"own":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
