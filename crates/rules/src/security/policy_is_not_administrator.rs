//! No policy of the design permits everything.

use design::Words;
use services::kinds::{cfn_resource, iam_role};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct PolicyIsNotAdministrator;

static BUILT: Built = Built {
    types: &["AWS::IAM::Role"],
    path: "Policies",
    holds: |given| policies::none(&policies::inline(*given), policies::everything),
};

static ABOUT: About = About {
    id: "policy-is-not-administrator",
    title: Words::new("No policy permits everything", "Ninguna política permite todo"),
    rationale: Words::new(
        "Whoever gets hold of such credentials owns the account, backups included.",
        "Quien obtenga tales credenciales es dueño de la cuenta, incluidos los respaldos.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "groundplan:IAM-001",
        "cdk-nag:AwsSolutions-IAM5",
        "checkov:CKV_AWS_62",
        "guard:IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
        "security-hub:IAM.1",
        "trivy:AWS-0057",
    ],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, iam_role::KIND],
};

impl Rule for PolicyIsNotAdministrator {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(iam_role::KIND) {
            // What managed policies permit is another rule's matter.
            if site.statements().is_empty() || !site.texts(&iam_role::MANAGED).is_empty() {
                return Vec::new();
            }
            let message = Message::say(
                "The statements of “{0}” name what it may do.",
                "Las sentencias de «{0}» nombran lo que puede hacer.",
            );
            return vec![Verdict::satisfied(message.with(site.name.clone()))];
        }
        let Some(statements) = policies::permissions(site) else { return Vec::new() };
        let violated = Message::say(
            "A policy of “{0}” permits {1} on everything.",
            "Una política de «{0}» permite {1} sobre todo.",
        );
        let satisfied =
            Message::say("No policy of “{0}” permits everything.", "Ninguna política de «{0}» permite todo.");
        vec![policies::judge(site, &statements, policies::everything, violated, satisfied)]
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for PolicyIsNotAdministrator {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw policy",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "in a list, inline",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"Policies":[{"PolicyName":"all","PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","*"],"Resource":["*"]}]}}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "everything but one bucket",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::audit/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a role with what it uses",
                design: r#"{"nodes":{"job":{"kind":"iam_role","properties":{}},"files":{"kind":"s3_bucket","properties":{}}},"connections":{"job-files":{"from":"job","kind":"uses","to":"files","properties":{"access":"read-write"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "everything of one bucket only",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::files/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "everything refused",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a statement left to a condition",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Fn::If":["Prod",{"Effect":"Allow","Action":"s3:GetObject","Resource":"x"},{"Effect":"Allow","Action":"*","Resource":"*"}]}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a role of a managed policy",
                design: r#"{"nodes":{"job":{"kind":"iam_role","properties":{"managed_policies":["ReadOnlyAccess"]}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no policy", design: r#"{}"# },
        ]
    }
}
