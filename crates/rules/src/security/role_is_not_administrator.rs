//! No role of the design administers the whole account.

use design::Words;
use services::kinds::{cfn_resource, iam_role};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions, policies,
};

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
        "groundplan:IAM-008",
        "cdk-nag:AwsSolutions-IAM4",
        "checkov:CKV_AWS_274",
        "guard:IAM_ROLE_ADMINISTRATOR_ACCESS_POLICY_RULE",
        "security-hub:IAM.1",
    ],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, iam_role::KIND],
};

impl Rule for RoleIsNotAdministrator {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let whole = |policy: &&str| TOO_MUCH.contains(&policy.rsplit('/').next().unwrap_or_default());
        let attached = match site.is(cfn_resource::KIND) {
            true => policies::attached(site),
            false => Some(site.element().texts(&iam_role::MANAGED)),
        };
        let Some(attached) = attached else { return Vec::new() };
        let verdict = match attached.into_iter().find(whole) {
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
        let raw = site.is(cfn_resource::KIND);
        vec![verdict.on(if raw { cfn_resource::PROPERTIES.name } else { iam_role::MANAGED.name })]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            let mut properties = companions::raw_properties(site);
            properties
                .get_mut("ManagedPolicyArns")?
                .as_array_mut()?
                .retain(|arn| policies::policy_name(arn).is_none_or(|name| !TOO_MUCH.contains(&name)));
            let title = Message::say("Remove the policy", "Quitar la política");
            return Some(Fix { title, edits: companions::rewrite(site, properties) });
        }
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
}

impl Examples for RoleIsNotAdministrator {
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
            Example {
                expect: Expect::Violated,
                name: "a raw role",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"ManagedPolicyArns":["arn:aws:iam::aws:policy/AdministratorAccess"]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group, its ARN put together",
                design: r#"{"nodes":{"admins":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Group","properties":{"ManagedPolicyArns":[{"Fn::Sub":"arn:${AWS::Partition}:iam::aws:policy/PowerUserAccess"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw role that reads",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"ManagedPolicyArns":["arn:aws:iam::aws:policy/ReadOnlyAccess"]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no role", design: r#"{}"# },
        ]
    }
}

/// AWS-managed policies that let a role give itself everything.
const TOO_MUCH: [&str; 3] = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"];
