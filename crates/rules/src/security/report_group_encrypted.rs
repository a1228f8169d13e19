//! Exported test reports are encrypted.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct ReportGroupEncrypted;

static BUILT: Built = Built {
    types: &["AWS::CodeBuild::ReportGroup"],
    path: "ExportConfig.S3Destination.EncryptionDisabled",
    holds: |given| given.off(),
};

static ABOUT: About = About {
    id: "report-group-encrypted",
    title: Words::new(
        "Exported test reports are encrypted",
        "Los informes de pruebas exportados están cifrados",
    ),
    rationale: Words::new(
        "Raw test reports name functions, hosts and test data; unencrypted, whoever reads the bucket reads them.",
        "Los informes de pruebas nombran funciones, servidores y datos; sin cifrar, los lee quien lea el bucket.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &["security-hub:CodeBuild.7"],
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for ReportGroupEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) && policies::raw(site, "ExportConfig.S3Destination") == Given::Absent {
            return Vec::new();
        }
        let violated =
            Message::say("“{0}” exports its reports unencrypted.", "«{0}» exporta sus informes sin cifrar.");
        let satisfied =
            Message::say("The reports of “{0}” are encrypted.", "Los informes de «{0}» están cifrados.");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, false, Message::say("Encrypt the reports", "Cifrar los informes"))
    }
}

impl Examples for ReportGroupEncrypted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "switched off",
                design: r#"{"nodes":{"tests":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::ReportGroup","properties":{"Type":"TEST","ExportConfig":{"ExportConfigType":"S3","S3Destination":{"Bucket":"reports","EncryptionDisabled":true}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "encrypted",
                design: r#"{"nodes":{"tests":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::ReportGroup","properties":{"Type":"TEST","ExportConfig":{"ExportConfigType":"S3","S3Destination":{"Bucket":"reports","EncryptionDisabled":false}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing exported",
                design: r#"{"nodes":{"tests":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::ReportGroup","properties":{"Type":"TEST","ExportConfig":{"ExportConfigType":"NO_EXPORT"}}}}}}"#,
            },
        ]
    }
}
