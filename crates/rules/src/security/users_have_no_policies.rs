//! Permissions are attached to groups and roles, not to users.

use design::{Map, Words};
use serde_json::{Value, json};
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict, companions,
    policies,
};

pub struct UsersHaveNoPolicies;

static ABOUT: About = About {
    id: "users-have-no-policies",
    title: Words::new("Users get permissions through groups", "Los usuarios reciben permisos por grupos"),
    rationale: Words::new(
        "Permissions on a person stay when the person moves on, and nobody finds them.",
        "Los permisos en una persona quedan cuando esa persona cambia de puesto, y nadie los encuentra.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &[
        "groundplan:IAM-007",
        "checkov:CKV_AWS_40",
        "guard:IAM_NO_POLICY_ON_USER",
        "security-hub:IAM.2",
        "trivy:AWS-0143",
    ],
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for UsersHaveNoPolicies {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let name = site.name.clone();
        let filled = |path: &str| match policies::raw(site, path) {
            Given::Absent => Some(false),
            Given::Known(value) => Some(value.as_array().is_none_or(|list| !list.is_empty())),
            Given::Computed => None,
        };
        let broken = match policies::raw_type(site) {
            Some("AWS::IAM::User") => match OWN.map(filled) {
                own if own.contains(&Some(true)) => Some(true),
                own if own.contains(&None) => None,
                _ => Some(false),
            },
            Some("AWS::IAM::UserPolicy") => Some(true),
            Some("AWS::IAM::ManagedPolicy" | "AWS::IAM::Policy") if filled("Users") != Some(false) => {
                filled("Users")
            }
            _ => return Vec::new(),
        };
        let Some(broken) = broken else {
            let words = Message::say(
                "A function decides whether “{0}” gives permissions to a user directly.",
                "Una función decide si «{0}» da permisos a un usuario directamente.",
            );
            return vec![Verdict::cannot_tell(words.with(name)).on(cfn_resource::PROPERTIES.name)];
        };
        let verdict = Verdict::either(
            broken,
            Message::say(
                "“{0}” gives permissions to a user directly.",
                "«{0}» da permisos a un usuario directamente.",
            )
            .with(name.clone()),
            Message::say("“{0}” has no permissions of its own.", "«{0}» no tiene permisos propios.")
                .with(name),
        );
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if policies::raw_type(site) != Some("AWS::IAM::User") {
            return None;
        }
        let mut properties = companions::raw_properties(site);
        let moved: Map =
            OWN.iter().filter_map(|own| Some(((*own).to_owned(), properties.remove(*own)?))).collect();
        let group = json!({ "type": "AWS::IAM::Group", "properties": moved });
        let (add, group) = companions::raw(site, "group", group)?;
        match properties.entry("Groups").or_insert_with(|| json!([])) {
            Value::Array(groups) => groups.push(json!({ "Ref": group })),
            _ => return None,
        }
        let mut edits = vec![add];
        edits.extend(companions::rewrite(site, properties));
        Some(Fix { title: Message::say("Move them to a group", "Pasarlos a un grupo"), edits })
    }
}

impl Examples for UsersHaveNoPolicies {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a policy on a user",
                design: r#"{"nodes":{"ana":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::User","properties":{"ManagedPolicyArns":["arn:aws:iam::aws:policy/ReadOnlyAccess"]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a policy that names a user",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Policy","properties":{"PolicyName":"p","Users":["ana"],"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"x"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in a group",
                design: r#"{"nodes":{"ana":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::User","properties":{"Groups":["readers"]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a condition",
                design: r#"{"nodes":{"ana":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::User","properties":{"ManagedPolicyArns":{"Fn::If":["Admin",["arn:aws:iam::aws:policy/ReadOnlyAccess"],{"Ref":"AWS::NoValue"}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a policy on a role",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Policy","properties":{"PolicyName":"p","Roles":["r"],"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"x"}]}}}}}}"#,
            },
        ]
    }
}

/// Properties by which a user has permissions of its own.
const OWN: [&str; 2] = ["ManagedPolicyArns", "Policies"];
