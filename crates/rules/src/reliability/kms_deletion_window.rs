//! Keys wait long before they are gone.

use design::Words;
use services::kinds::{cfn_resource, kms_key};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct KmsDeletionWindow;

static BUILT: Built = Built {
    types: &["AWS::KMS::Key", "AWS::KMS::ReplicaKey"],
    path: "PendingWindowInDays",
    holds: |given| match given {
        // AWS waits 30 days unless it is told otherwise.
        Given::Absent => Some(true),
        given => given.at_least(14.0),
    },
};

static ABOUT: About = About {
    id: "kms-deletion-window",
    title: Words::new(
        "Keys wait two weeks before they are deleted",
        "Las claves esperan dos semanas antes de borrarse",
    ),
    rationale: Words::new(
        "When a key is gone, everything it encrypted is gone. What still needs it often runs once a month.",
        "Cuando una clave se borra, se pierde todo lo que cifró. Lo que aún la necesita suele correr una vez al mes.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &["groundplan:KMS-004", "guard:KMS_CMK_NOT_SCHEDULED_FOR_DELETION", "security-hub:KMS.3"],
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, kms_key::KIND],
};

impl Rule for KmsDeletionWindow {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” is gone within two weeks of a mistake.",
            "«{0}» desaparece a menos de dos semanas de un error.",
        );
        let satisfied = Message::say("“{0}” waits at least two weeks.", "«{0}» espera al menos dos semanas.");
        if site.is(kms_key::KIND) {
            let (name, short) = (site.name.clone(), site.integer(&kms_key::WINDOW) < 14);
            let verdict = Verdict::either(short, violated.with(name.clone()), satisfied.with(name));
            return vec![verdict.on(kms_key::WINDOW.name)];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Wait 30 days", "Esperar 30 días");
        let set = || Fix::set(site, kms_key::WINDOW.name, 30, title.clone());
        Some(BUILT.fix(site, 30, title.clone()).unwrap_or_else(set))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for KmsDeletionWindow {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a week",
                design: r#"{"nodes":{"key":{"kind":"kms_key","properties":{"deletion_window_days":7}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"key":{"kind":"kms_key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw key",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"PendingWindowInDays":7}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw key that does not say",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"Enabled":true}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no key", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a replica of a key",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::ReplicaKey","properties":{"PendingWindowInDays":"7"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw key that leaves it to a parameter",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"PendingWindowInDays":{"Ref":"Days"}}}}}}"#,
            },
        ]
    }
}
