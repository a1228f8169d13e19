//! Another account states an agreed word when it assumes a role.

use design::Words;
use services::kinds::{cfn_resource, iam_role};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

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
    peers: &["groundplan:IAM-006", "checkov:CKV_AWS_61"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, iam_role::KIND],
};

impl Rule for TrustedAccountStatesExternalId {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            let Some(statements) = policies::trust(site) else { return Vec::new() };
            if !statements.iter().any(|statement| foreign(*statement, site.site.account())) {
                return Vec::new();
            }
            let open = |statement: &Given<'_>| {
                foreign(*statement, site.site.account()) && !policies::asks_for(*statement, &AGREED)
            };
            let verdict = Verdict::either(
                statements.iter().any(open),
                Message::say(
                    "“{0}” is assumed from another account without an external id.",
                    "«{0}» se asume desde otra cuenta sin id externo.",
                )
                .with(site.name.clone()),
                Message::say(
                    "“{0}” asks the other account for an external id or its organization.",
                    "«{0}» pide a la otra cuenta un id externo o su organización.",
                )
                .with(site.name.clone()),
            );
            return vec![verdict.on(cfn_resource::PROPERTIES.name)];
        }
        let own = site.site.account();
        if site.optional_text(&iam_role::ACCOUNT).is_none_or(|account| account == own) {
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
}

impl Examples for TrustedAccountStatesExternalId {
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
                expect: Expect::Violated,
                name: "a raw role",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::555555555555:root"},"Action":"sts:AssumeRole"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw role for one's organization",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"555555555555"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw role for the same account",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::333333333333:root"},"Action":"sts:AssumeRole"}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no other account",
                design: r#"{"nodes":{"role":{"kind":"iam_role","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "the same account",
                design: r#"{"nodes":{"role":{"kind":"iam_role","properties":{"trusted_account":"333333333333"}}}}"#,
            },
        ]
    }
}

/// Conditions another account cannot meet by chance.
const AGREED: [&str; 3] = ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "sts:ExternalId"];

/// Whether a statement trusts an account other than its own.
fn foreign(statement: Given<'_>, own: &str) -> bool {
    let account = |principal: &&str| {
        let number = principal.split(':').nth(4).unwrap_or(principal);
        number.len() == 12 && number.bytes().all(|digit| digit.is_ascii_digit()) && number != own
    };
    policies::allows(statement) && policies::principals(statement, "AWS").iter().any(account)
}
