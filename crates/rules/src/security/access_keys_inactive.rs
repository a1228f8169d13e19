//! No long-lived access keys.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct AccessKeysInactive;

static BUILT: Built =
    Built { types: &["AWS::IAM::AccessKey"], path: "Status", holds: |given| given.is_one_of(&["Inactive"]) };

static ABOUT: About = About {
    id: "access-keys-inactive",
    title: Words::new("No long-lived access keys are in use", "No se usan claves de acceso permanentes"),
    rationale: Words::new(
        "An access key works from anywhere until somebody remembers to delete it, and its secret can be read wherever the stack hands it on. Roles give credentials that end by themselves.",
        "Una clave de acceso sirve desde cualquier lugar hasta que alguien recuerde borrarla, y su secreto se lee dondequiera que el stack lo entregue. Los roles dan credenciales que vencen solas.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &["groundplan:IAM-012"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for AccessKeysInactive {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” is a long-lived access key: let a role be assumed instead.",
            "«{0}» es una clave de acceso permanente: use un rol en su lugar.",
        );
        let satisfied = Message::say("“{0}” is inactive.", "«{0}» está inactiva.");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "Inactive", Message::say("Make it inactive", "Desactivarla"))
    }
}

impl Examples for AccessKeysInactive {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "an access key",
                design: r#"{"nodes":{"robot-key":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::AccessKey","properties":{"UserName":"robot"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "withdrawn",
                design: r#"{"nodes":{"robot-key":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::AccessKey","properties":{"UserName":"robot","Status":"Inactive"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"robot-key":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::AccessKey","properties":{"UserName":"robot","Status":{"Ref":"KeyStatus"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no access key", design: r#"{}"# },
        ]
    }
}
