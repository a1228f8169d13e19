//! Roles trust somebody in particular.

use design::Words;
use services::kinds::{cfn_resource, iam_role};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct TrustIsNotEveryone;

static BUILT: Built = Built {
    types: &["AWS::IAM::Role"],
    path: "AssumeRolePolicyDocument",
    holds: |given| policies::none(&policies::statements(*given), everyone),
};

static ABOUT: About = About {
    id: "trust-is-not-everyone",
    title: Words::new("Roles say whom they trust", "Los roles dicen en quién confían"),
    rationale: Words::new(
        "A role that trusts everyone can be assumed by any AWS account in the world.",
        "Un rol que confía en todos puede ser asumido por cualquier cuenta de AWS del mundo.",
    ),
    production: Severity::Critical,
    non_production: Severity::Critical,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:IAM-005", "checkov:CKV_AWS_60", "guard:IAM_ROLE_NO_FULL_ACCESS_ON_TRUST_POLICY"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, iam_role::KIND],
};

impl Rule for TrustIsNotEveryone {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(iam_role::KIND) {
            let message = Message::say("“{0}” says whom it trusts.", "«{0}» dice en quién confía.");
            return vec![Verdict::satisfied(message.with(site.name.clone()))];
        }
        let Some(statements) = policies::trust(site) else { return Vec::new() };
        let violated = Message::say(
            "Anybody may assume “{0}” (principal {1}).",
            "Cualquiera puede asumir «{0}» (principal {1}).",
        );
        let satisfied = Message::say("“{0}” says whom it trusts.", "«{0}» dice en quién confía.");
        vec![policies::judge(site, &statements, everyone, violated, satisfied)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let document = policies::raw(site, "AssumeRolePolicyDocument").known()?;
        let mended = policies::mend(document, everyone, policies::only_this_account);
        BUILT.fix(site, mended, Message::say("Trust this account only", "Confiar solo en esta cuenta"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for TrustIsNotEveryone {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "everyone",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "everyone who knows a word",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"x"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every role of this kind",
                design: r#"{"nodes":{"job":{"kind":"iam_role","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one organization",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no role", design: r#"{}"# },
        ]
    }
}

/// Conditions that narrow everybody down to someone known.
const NARROWING: [&str; 5] = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
];

fn everyone(statement: Given<'_>) -> Option<String> {
    let all = policies::principals(statement, "AWS").into_iter().find(|who| *who == "*")?;
    let open = policies::allows(statement) && !policies::asks_for(statement, &NARROWING);
    open.then(|| all.to_owned())
}
