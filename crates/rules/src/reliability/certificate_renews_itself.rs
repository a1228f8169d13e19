//! A certificate renews without anybody.

use design::{ConnectionKind, Words};
use services::kinds::{acm_certificate, cloudwatch_alarm, route53_zone};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct CertificateRenewsItself;

static ABOUT: About = About {
    id: "certificate-renews-itself",
    title: Words::new("Certificates renew by themselves", "Los certificados se renuevan solos"),
    rationale: Words::new(
        "A certificate that runs out takes the whole site down. ACM renews it only while its validation record stays in DNS.",
        "Un certificado vencido bota todo el sitio. ACM lo renueva solo mientras su registro de validación siga en DNS.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL11",
    peers: &["groundplan:ACM-007", "security-hub:ACM.1"],
    source: "https://docs.aws.amazon.com/acm/latest/userguide/dns-renewal-validation.html",
    scope: Scope::Neighbours,
    kinds: &[acm_certificate::KIND],
};

impl Rule for CertificateRenewsItself {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        // In a zone of another account a person enters the record.
        let zone = site.attached(route53_zone::KIND).filter(|zone| zone.account() == site.account());
        let alarm = site.from(ConnectionKind::Attached).any(|(_, from)| from.is(cloudwatch_alarm::KIND));
        vec![match zone {
            Some(zone) => Verdict::satisfied(
                Message::say(
                    "The record that renews “{0}” stays in “{1}”.",
                    "El registro que renueva «{0}» queda en «{1}».",
                )
                .with(site.name.clone())
                .with(zone.name.clone()),
            ),
            None if alarm => Verdict::satisfied(
                Message::say(
                    "An alarm tells before “{0}” runs out.",
                    "Una alarma avisa antes de que venza «{0}».",
                )
                .with(site.name.clone()),
            ),
            None => Verdict::cannot_tell(
                Message::say(
                    "“{0}” is validated in a zone outside this account: does its record stay there?",
                    "«{0}» se valida en una zona fuera de esta cuenta: ¿se conserva allí su registro?",
                )
                .with(site.name.clone()),
            ),
        }]
    }
}

impl Examples for CertificateRenewsItself {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "no zone",
                design: r#"{"nodes":{"own":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a zone of the shared account",
                design: r#"{"nodes":{"cert":{"kind":"acm_certificate","in":["prod"],"properties":{"domain":"app.example.com"}},"dns":{"kind":"route53_zone","in":["shared"],"properties":{"domain":"example.com"}}},"connections":{"dns-cert":{"from":"dns","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a zone",
                design: r#"{"nodes":{"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}},"dns":{"kind":"route53_zone","properties":{"domain":"example.com"}}},"connections":{"dns-cert":{"from":"dns","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an alarm",
                design: r#"{"nodes":{"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}},"alarm":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"alarm-cert":{"from":"alarm","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
