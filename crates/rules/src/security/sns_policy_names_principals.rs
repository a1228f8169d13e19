//! Topic policies say who may do what.

use design::Words;
use services::kinds::{cfn_resource, sns_topic};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct SnsPolicyNamesPrincipals;

static BUILT: Built =
    Built { types: &["AWS::SNS::TopicPolicy"], path: "PolicyDocument", holds: policies::names_principals };

static ABOUT: About = About {
    id: "sns-policy-names-principals",
    title: Words::new(
        "Topic policies name who they let in",
        "Las políticas de tema nombran a quién dejan entrar",
    ),
    rationale: Words::new(
        "A star as principal without a condition lets in everybody, from any AWS account of the world.",
        "Un asterisco como principal sin condición deja entrar a cualquiera, desde toda cuenta de AWS del mundo.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "groundplan:SNS-003",
        "checkov:CKV_AWS_169",
        "guard:SNS_TOPICPOLICY_NO_WILDCARD_PRINCIPAL",
        "security-hub:SNS.4",
    ],
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
    scope: Scope::Node,
    kinds: &[sns_topic::KIND, cfn_resource::KIND],
};

impl Rule for SnsPolicyNamesPrincipals {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” lets everybody in.", "«{0}» deja entrar a cualquiera.");
        let satisfied = Message::say("“{0}” names who it lets in.", "«{0}» nombra a quién deja entrar.");
        if site.is(sns_topic::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let document = policies::raw(site, BUILT.path).known()?;
        let mended = policies::mend(document, policies::anybody, policies::only_this_account);
        BUILT.fix(site, mended, Message::say("Let in this account only", "Dejar entrar solo a esta cuenta"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for SnsPolicyNamesPrincipals {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "everybody",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sns:Publish","Resource":"arn:aws:sns:us-east-1:111111111111:news"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every account, among other statements",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}},{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":"sns:Publish","Resource":"arn:aws:sns:us-east-1:111111111111:news"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a condition that everybody meets",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sns:Publish","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "everybody of one organization",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sns:Publish","Resource":"arn:aws:sns:us-east-1:111111111111:news","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-example"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "everybody is denied something",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"own":{"kind":"sns_topic","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
