//! Credentials stay out of the log of a web ACL.

use design::Words;
use serde_json::{Value, json};
use services::kinds::{cfn_resource, waf_web_acl};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct WebAclLogRedacted;

static BUILT: Built = Built {
    types: &["AWS::WAFv2::LoggingConfiguration"],
    path: "RedactedFields",
    holds: |given| match given {
        Given::Computed => None,
        // Paths and methods are no credentials.
        given if given.items().any(|field| field.at("SingleHeader") != Given::Absent) => Some(true),
        given if given.items().any(|field| field == Given::Computed) => None,
        _ => Some(false),
    },
};

static ABOUT: About = About {
    id: "web-acl-log-redacted",
    title: Words::new(
        "Web ACL logs leave credentials out",
        "Los registros de las ACL web omiten credenciales",
    ),
    rationale: Words::new(
        "The log holds whole headers. Whoever reads it could take over each session whose cookie or token it shows.",
        "El registro guarda cabeceras completas. Quien lo lea podría tomar cada sesión cuya cookie o token muestre.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &[],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-wafv2-loggingconfiguration.html",
    scope: Scope::Node,
    kinds: &[waf_web_acl::KIND, cfn_resource::KIND],
};

impl Rule for WebAclLogRedacted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” writes every header into its log.",
            "«{0}» escribe todas las cabeceras en su registro.",
        );
        let satisfied =
            Message::say("“{0}” leaves headers out of its log.", "«{0}» omite cabeceras en su registro.");
        if site.is(waf_web_acl::KIND) {
            if site.text(&waf_web_acl::LOGGED) == "off" {
                return Vec::new();
            }
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let stated = policies::raw(site, BUILT.path).known().and_then(Value::as_array);
        let mut hidden = stated.cloned().unwrap_or_default();
        let headers = ["authorization", "cookie"];
        hidden.extend(headers.map(|header| json!({ "SingleHeader": { "Name": header } })));
        BUILT.fix(
            site,
            hidden,
            Message::say("Leave cookies and authorization out", "Omitir cookies y autorización"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for WebAclLogRedacted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "everything",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::LoggingConfiguration","properties":{"ResourceArn":{"Ref":"Acl"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "without paths",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::LoggingConfiguration","properties":{"RedactedFields":[{"UriPath":{}}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "without cookies",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::LoggingConfiguration","properties":{"RedactedFields":[{"SingleHeader":{"Name":"cookie"}}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every web ACL of this kind",
                design: r#"{"nodes":{"own":{"kind":"waf_web_acl","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no log",
                design: r#"{"nodes":{"own":{"kind":"waf_web_acl","properties":{"logged_requests":"off"}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
