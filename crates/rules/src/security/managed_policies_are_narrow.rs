//! Policies that AWS manages are not of the broad kind.

use design::Words;
use serde_json::Value;
use services::kinds::{cfn_resource, iam_role};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict, companions,
    policies,
};

pub struct ManagedPoliciesAreNarrow;

static ABOUT: About = About {
    id: "managed-policies-are-narrow",
    title: Words::new("Roles carry no full-access policies", "Los roles no llevan políticas de acceso total"),
    rationale: Words::new(
        "A full-access policy of AWS covers every resource of a service, and AWS widens it as the service grows.",
        "Una política de acceso total de AWS cubre todos los recursos de un servicio, y AWS la amplía cuando el servicio crece.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "groundplan:IAM-009",
        "cdk-nag:AwsSolutions-IAM4",
        "guard:IAM_ROLE_ELEVATED_MANAGED_POLICY_RULE",
    ],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, iam_role::KIND],
};

impl Rule for ManagedPoliciesAreNarrow {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let attached = match site.is(iam_role::KIND) {
            true => Some(site.element().texts(&iam_role::MANAGED)),
            false => policies::attached(site),
        };
        if TYPES.iter().any(|of| policies::raw_type(site) == Some(of))
            && policies::raw(site, "ManagedPolicyArns") == Given::Computed
        {
            let message = Message::say(
                "“{0}” leaves its policies to a function: they are known when it is built.",
                "«{0}» deja sus políticas a una función: se conocen cuando se crea.",
            );
            let verdict = Verdict::cannot_tell(message.with(site.name.clone()));
            return vec![verdict.on(cfn_resource::PROPERTIES.name)];
        }
        let Some(attached) = attached.filter(|attached| !attached.is_empty()) else { return Vec::new() };
        let property =
            if site.is(iam_role::KIND) { iam_role::MANAGED.name } else { cfn_resource::PROPERTIES.name };
        let verdict = match attached.into_iter().find(|policy| broad(policy)) {
            Some(policy) => Verdict::violated(
                Message::say(
                    "“{0}” carries {1}, which covers all resources of a whole service.",
                    "«{0}» lleva {1}, que cubre todos los recursos de un servicio entero.",
                )
                .with(site.name.clone())
                .with(policy.to_owned()),
            ),
            None => Verdict::satisfied(
                Message::say(
                    "“{0}” carries no full-access policy.",
                    "«{0}» no lleva políticas de acceso total.",
                )
                .with(site.name.clone()),
            ),
        };
        vec![verdict.on(property)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Remove the policy", "Quitar la política");
        if site.is(iam_role::KIND) {
            let kept = site.texts(&iam_role::MANAGED).into_iter().filter(|policy| !broad(policy));
            return Some(Fix::set(
                site,
                iam_role::MANAGED.name,
                kept.map(Value::from).collect::<Vec<_>>(),
                title,
            ));
        }
        let mut properties = companions::raw_properties(site);
        properties
            .get_mut("ManagedPolicyArns")?
            .as_array_mut()?
            .retain(|arn| !policies::policy_name(arn).is_some_and(broad));
        Some(Fix { title, edits: companions::rewrite(site, properties) })
    }
}

impl Examples for ManagedPoliciesAreNarrow {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "all of S3",
                design: r#"{"nodes":{"role":{"kind":"iam_role","properties":{"managed_policies":["AmazonS3FullAccess"]}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw role",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"ManagedPolicyArns":[{"Fn::Sub":"arn:${AWS::Partition}:iam::aws:policy/AmazonDynamoDBFullAccess"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "what Systems Manager needs",
                design: r#"{"nodes":{"role":{"kind":"iam_role","properties":{"managed_policies":["AmazonSSMManagedInstanceCore"]}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no managed policy",
                design: r#"{"nodes":{"role":{"kind":"iam_role","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group whose policy's ARN is joined",
                design: r#"{"nodes":{"team":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Group","properties":{"ManagedPolicyArns":[{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":iam::aws:policy/AmazonSQSFullAccess"]]}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw role whose policies a function names",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"ManagedPolicyArns":{"Fn::Split":[",","x"]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw role with a policy of its own",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"ManagedPolicyArns":[{"Ref":"ReadOrders"}]}}}}}"#,
            },
        ]
    }
}

const TYPES: [&str; 3] = ["AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::User"];

/// Whether a policy opens a whole service, e.g. `AmazonS3FullAccess`, or almost all of them.
fn broad(policy: &str) -> bool {
    policy.ends_with("FullAccess") || policy == "PowerUserAccess"
}
