//! Trails prove that nobody changed their files.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct TrailValidatesFiles;

static BUILT: Built =
    Built { types: &["AWS::CloudTrail::Trail"], path: "EnableLogFileValidation", holds: |given| given.on() };

static ABOUT: About = About {
    id: "trail-validates-files",
    title: Words::new(
        "Trails prove their files untouched",
        "Los trails prueban que sus archivos están intactos",
    ),
    rationale: Words::new(
        "Whoever breaks in wipes out the traces. Signed digests show that a file was changed or is missing.",
        "Quien entra borra sus huellas. Los resúmenes firmados muestran que un archivo cambió o falta.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &["groundplan:CT-002", "checkov:CKV_AWS_36", "security-hub:CloudTrail.4", "trivy:AWS-0016"],
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for TrailValidatesFiles {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "Nothing shows whether the files of “{0}” were changed.",
            "Nada muestra si los archivos de «{0}» fueron cambiados.",
        );
        let satisfied = Message::say(
            "“{0}” proves its files untouched.",
            "«{0}» prueba que sus archivos están intactos.",
        );
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Validate the files", "Validar los archivos"))
    }
}

impl Examples for TrailValidatesFiles {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"EnableLogFileValidation":false}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "on",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"EnableLogFileValidation":true}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "does not say",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsLogging":true}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no trail", design: r#"{}"# },
        ]
    }
}
