//! Something renews each secret.

use design::Words;
use services::{
    Site,
    kinds::{cfn_resource, secret},
};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, policies, references,
};

pub struct SecretRotates;

static ABOUT: About = About {
    id: "secret-rotates",
    title: Words::new("Secrets are renewed by a schedule", "Los secretos se renuevan según un calendario"),
    rationale: Words::new(
        "A password that never changes is known to everyone who ever saw it.",
        "Una contraseña que nunca cambia la conoce todo aquel que alguna vez la vio.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &[
        "groundplan:SM-001",
        "cdk-nag:AwsSolutions-SMG4",
        "checkov:CKV2_AWS_57",
        "guard:SECRETSMANAGER_ROTATION_ENABLED_CHECK",
        "security-hub:SecretsManager.1",
    ],
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND, secret::KIND],
};

impl Rule for SecretRotates {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) && policies::raw_type(site) != Some("AWS::SecretsManager::Secret") {
            return Vec::new();
        }
        let own = cloudformation::logical_id(site.node(), "");
        let all = references::raw(site);
        // A schedule may name the attachment of the secret to its database instead.
        let mut attached = all.iter().filter(|(one, _, of)| {
            *of == "AWS::SecretsManager::SecretTargetAttachment" && references::names(one, &own)
        });
        let attachment = attached.next().map(|(_, id, _)| id);
        let rotates = |(one, _, of): &(Site<'_>, String, &str)| {
            *of == "AWS::SecretsManager::RotationSchedule"
                && (references::names(one, &own) || attachment.is_some_and(|id| references::names(one, id)))
        };
        let name = site.name.clone();
        let verdict = match all.iter().any(rotates) {
            true => Verdict::satisfied(
                Message::say("A schedule renews “{0}”.", "Un calendario renueva «{0}».").with(name),
            ),
            false => Verdict::cannot_tell(
                Message::say(
                    "Nothing in the design renews “{0}”: who does, and how often?",
                    "Nada en el diseño renueva «{0}»: ¿quién lo hace, y cada cuánto?",
                )
                .with(name),
            ),
        };
        vec![verdict]
    }
}

impl Examples for SecretRotates {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "a secret alone",
                design: r#"{"nodes":{"password":{"kind":"secret","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a schedule that names it",
                design: r#"{"nodes":{"password":{"kind":"secret","properties":{}},"renew":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::RotationSchedule","properties":{"SecretId":{"Ref":"Password"},"RotationRules":{"AutomaticallyAfterDays":30}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a schedule that names its attachment",
                design: r#"{"nodes":{"password":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::Secret","properties":{}}},"joined":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::SecretTargetAttachment","properties":{"SecretId":{"Ref":"Password"},"TargetId":"db","TargetType":"AWS::RDS::DBInstance"}}},"renew":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::RotationSchedule","properties":{"SecretId":{"Ref":"Joined"},"RotationRules":{"AutomaticallyAfterDays":30}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a schedule for another one",
                design: r#"{"nodes":{"token":{"kind":"secret","properties":{}},"renew":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::RotationSchedule","properties":{"SecretId":{"Ref":"Other"},"RotationRules":{"AutomaticallyAfterDays":30}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no secret", design: r#"{}"# },
        ]
    }
}
