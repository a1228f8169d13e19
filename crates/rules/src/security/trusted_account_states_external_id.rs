//! Another account states an agreed word when it assumes a role.

use design::Words;
use services::kinds::iam_role;
use text::Message;

use crate::{About, Case, Example, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct TrustedAccountStatesExternalId;

static ABOUT: About = About {
    id: "trusted-account-states-external-id",
    title: Words::new(
        "Cross-account roles ask for an external id",
        "Los roles entre cuentas piden un id externo",
    ),
    rationale: Words::new(
        "Without it, a third party’s customer can make it act in your account: the confused deputy.",
        "Sin él, un cliente del tercero puede hacerlo actuar en su cuenta: el delegado confundido.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["checkov:CKV_AWS_61"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    scope: Scope::Node,
    kinds: &[iam_role::KIND],
};

impl Rule for TrustedAccountStatesExternalId {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.optional_text(&iam_role::ACCOUNT).is_none() {
            return Vec::new();
        }
        let verdict = Verdict::either(
            site.optional_text(&iam_role::EXTERNAL_ID).is_none(),
            Message::say(
                "“{0}” is assumed from another account without an external id.",
                "«{0}» se asume desde otra cuenta sin id externo.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” asks the other account for an external id.",
                "«{0}» pide un id externo a la otra cuenta.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(iam_role::EXTERNAL_ID.name)]
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no external id",
                design: r#"{"nodes":{"role":{"kind":"iam_role","properties":{"trusted_account":"555555555555"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an external id",
                design: r#"{"nodes":{"role":{"kind":"iam_role","properties":{"trusted_account":"555555555555","external_id":"agreed-word"}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no other account",
                design: r#"{"nodes":{"role":{"kind":"iam_role","properties":{}}}}"#,
            },
        ]
    }
}
