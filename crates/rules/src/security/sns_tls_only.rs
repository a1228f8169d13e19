//! Topic policies refuse requests without TLS.

use design::Words;
use services::kinds::{cfn_resource, sns_topic};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, clear_text,
};

pub struct SnsTlsOnly;

static BUILT: Built = Built {
    types: &["AWS::SNS::TopicPolicy"],
    path: "PolicyDocument",
    holds: |given| clear_text::denied(given, &["sns:Publish"]),
};

static ABOUT: About = About {
    id: "sns-tls-only",
    title: Words::new(
        "Topic policies refuse requests without TLS",
        "Las políticas de tema rechazan solicitudes sin TLS",
    ),
    rationale: Words::new(
        "A request in clear text can be read and changed by whoever stands on the way.",
        "Una solicitud en texto claro puede ser leída y cambiada por quien esté en el camino.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &["groundplan:SNS-002", "cdk-nag:AwsSolutions-SNS3"],
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
    scope: Scope::Node,
    kinds: &[sns_topic::KIND, cfn_resource::KIND],
};

impl Rule for SnsTlsOnly {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” accepts requests without TLS.", "«{0}» acepta solicitudes sin TLS.");
        let satisfied =
            Message::say("“{0}” accepts requests over TLS only.", "«{0}» solo acepta solicitudes con TLS.");
        if site.is(sns_topic::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        clear_text::deny(site, "sns:Publish")
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for SnsTlsOnly {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "nothing about TLS",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/app"},"Action":"sns:Publish","Resource":"arn:aws:sns:us-east-1:111111111111:news"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "allowed where it was to be denied",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "denied",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"own":{"kind":"sns_topic","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"PolicyDocument":{"Ref":"Policy"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
