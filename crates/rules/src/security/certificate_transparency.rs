//! Certificates appear in public logs.

use design::Words;
use services::kinds::{acm_certificate, cfn_resource};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct CertificateTransparency;

static BUILT: Built = Built {
    types: &["AWS::CertificateManager::Certificate"],
    path: "CertificateTransparencyLoggingPreference",
    // It is logged unless told not to.
    holds: |given| Some(!given.is_one_of(&["DISABLED"])?),
};

static ABOUT: About = About {
    id: "certificate-transparency",
    title: Words::new("Certificates are logged publicly", "Los certificados figuran en registros públicos"),
    rationale: Words::new(
        "Browsers show a warning for certificates that are in no transparency log.",
        "Los navegadores muestran una advertencia si el certificado no figura en un registro de transparencia.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &["groundplan:ACM-006", "checkov:CKV_AWS_234"],
    source: "https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html",
    scope: Scope::Node,
    kinds: &[acm_certificate::KIND, cfn_resource::KIND],
};

impl Rule for CertificateTransparency {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” stays out of transparency logs.",
            "«{0}» no figura en registros de transparencia.",
        );
        let satisfied = Message::say(
            "“{0}” appears in transparency logs.",
            "«{0}» figura en registros de transparencia.",
        );
        if site.is(acm_certificate::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "ENABLED", Message::say("Log it publicly", "Registrarlo públicamente"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for CertificateTransparency {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "turned off",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CertificateManager::Certificate","properties":{"CertificateTransparencyLoggingPreference":"DISABLED"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "as ACM does it",
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
