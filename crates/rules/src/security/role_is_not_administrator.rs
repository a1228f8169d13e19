//! No role of the design administers the whole account.

use design::Words;
use services::kinds::iam_role;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RoleIsNotAdministrator;

static ABOUT: About = About {
    id: "role-is-not-administrator",
    title: Words::new("Roles do not administer the account", "Los roles no administran la cuenta"),
    rationale: Words::new(
        "Whoever takes over a machine with such a role owns the account.",
        "Quien tome una máquina con un rol así es dueño de la cuenta.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "cdk-nag:AwsSolutions-IAM4",
        "checkov:CKV_AWS_274",
        "guard:IAM_ROLE_ADMINISTRATOR_ACCESS_POLICY_RULE",
        "security-hub:IAM.1",
    ],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    scope: Scope::Node,
    kinds: &[iam_role::KIND],
};

impl Rule for RoleIsNotAdministrator {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let whole = |policy: &&str| TOO_MUCH.contains(&policy.rsplit('/').next().unwrap_or_default());
        let verdict = match site.texts(&iam_role::MANAGED).into_iter().find(whole) {
            Some(policy) => Verdict::violated(
                Message::say(
                    "“{0}” may do everything: it carries {1}.",
                    "«{0}» puede hacerlo todo: lleva {1}.",
                )
                .with(site.name.clone())
                .with(policy.to_owned()),
            ),
            None => Verdict::satisfied(
                Message::say("“{0}” does not administer the account.", "«{0}» no administra la cuenta.")
                    .with(site.name.clone()),
            ),
        };
        vec![verdict.on(iam_role::MANAGED.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let kept: Vec<serde_json::Value> = site
            .texts(&iam_role::MANAGED)
            .into_iter()
            .filter(|policy| !TOO_MUCH.contains(&policy.rsplit('/').next().unwrap_or_default()))
            .map(Into::into)
            .collect();
        Some(Fix::set(
            site,
            iam_role::MANAGED.name,
            kept,
            Message::say("Remove the policy", "Quitar la política"),
        ))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "administrator",
                design: r#"{"nodes":{"role":{"kind":"iam_role","properties":{"managed_policies":["AdministratorAccess"]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "read only",
                design: r#"{"nodes":{"role":{"kind":"iam_role","properties":{"managed_policies":["ReadOnlyAccess"]}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no role", design: r#"{}"# },
        ]
    }
}

/// AWS-managed policies that let a role give itself everything.
const TOO_MUCH: [&str; 3] = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"];
