//! Rotation comes around within 90 days.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct SecretRotatesOften;

static BUILT: Built = Built {
    types: &["AWS::SecretsManager::RotationSchedule"],
    path: "RotationRules.AutomaticallyAfterDays",
    holds: |given| given.at_least(91.0).map(|late| !late),
};

static ABOUT: About = About {
    id: "secret-rotates-often",
    title: Words::new("Secrets rotate within 90 days", "Los secretos rotan al menos cada 90 días"),
    rationale: Words::new(
        "A leaked password works until it changes. The longer that takes, the longer somebody may use it unseen.",
        "Una contraseña filtrada sirve hasta que cambia. Cuanto más tarda, más tiempo la usa alguien sin ser visto.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &["groundplan:SM-001", "checkov:CKV_AWS_304", "security-hub:SecretsManager.4"],
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for SecretRotatesOften {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND)
            && policies::raw(site, "RotationRules.AutomaticallyAfterDays") == Given::Absent
        {
            return Vec::new();
        }
        let violated = Message::say("“{0}” lets more than 90 days pass.", "«{0}» deja pasar más de 90 días.");
        let satisfied = Message::say("“{0}” rotates within 90 days.", "«{0}» rota al menos cada 90 días.");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, 90, Message::say("Rotate every 90 days", "Rotar cada 90 días"))
    }
}

impl Examples for SecretRotatesOften {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "once a year",
                design: r#"{"nodes":{"renew":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::RotationSchedule","properties":{"SecretId":"db","RotationRules":{"AutomaticallyAfterDays":365}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "once a month",
                design: r#"{"nodes":{"renew":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::RotationSchedule","properties":{"SecretId":"db","RotationRules":{"AutomaticallyAfterDays":30}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "by an expression",
                design: r#"{"nodes":{"renew":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::RotationSchedule","properties":{"SecretId":"db","RotationRules":{"ScheduleExpression":"rate(10 days)"}}}}}}"#,
            },
        ]
    }
}
