//! Trails record.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct TrailIsOn;

static BUILT: Built =
    Built { types: &["AWS::CloudTrail::Trail"], path: "IsLogging", holds: |given| given.on() };

static ABOUT: About = About {
    id: "trail-is-on",
    title: Words::new("Trails are recording", "Los trails están registrando"),
    rationale: Words::new(
        "A trail that is switched off leaves a gap in the account's memory that nobody notices until it is needed.",
        "Un trail apagado deja un vacío en la memoria de la cuenta que nadie nota hasta que hace falta.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &["groundplan:CT-001", "checkov:CKV_AWS_251"],
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-turning-off-logging.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for TrailIsOn {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” records nothing.", "«{0}» no registra nada.");
        let satisfied = Message::say("“{0}” records.", "«{0}» registra.");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Switch it on", "Encenderlo"))
    }
}

impl Examples for TrailIsOn {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsLogging":false}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "on",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsLogging":true}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsLogging":{"Ref":"On"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no trail", design: r#"{}"# },
        ]
    }
}
