//! Policies name the actions of a service one by one.

use design::Words;
use text::Message;

use crate::{
    About, Built, Case, Edit, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct PolicyNamesActions;

static BUILT: Built = Built {
    types: &["AWS::IAM::Role"],
    path: "Policies",
    holds: |given| policies::none(&policies::inline(*given), policies::whole_service),
};

static ABOUT: About = About {
    id: "policy-names-actions",
    title: Words::new("Policies name their actions", "Las políticas nombran sus acciones"),
    rationale: Words::new(
        "All actions of a service include deleting it and opening it to others. A program that reads needs neither.",
        "Todas las acciones de un servicio incluyen borrarlo y abrirlo a otros. Un programa que lee no necesita ninguna.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "groundplan:IAM-002",
        "cdk-nag:AwsSolutions-IAM5",
        "checkov:CKV_AWS_63",
        "guard:IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS",
        "security-hub:IAM.21",
    ],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    scope: Scope::Neighbours,
    kinds: &[],
};

impl Rule for PolicyNamesActions {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.kind.role {
            let statements = site.statements();
            if statements.is_empty() {
                return Vec::new();
            }
            let whole = statements.iter().flat_map(|one| &one.actions).find(|action| action.ends_with(":*"));
            let message = match whole {
                Some(_) => Message::say(
                    "“{0}” may do everything a service can: {1}.",
                    "«{0}» puede hacer todo lo que un servicio permite: {1}.",
                ),
                None => Message::say(
                    "“{0}” names each action it may do.",
                    "«{0}» nombra cada acción que puede hacer.",
                ),
            };
            let message = message.with(site.name.clone());
            return vec![match whole {
                Some(action) => Verdict::violated(message.with(*action)),
                None => Verdict::satisfied(message),
            }];
        }
        let Some(statements) = policies::limited(site) else { return Vec::new() };
        let violated = Message::say(
            "“{0}” may do everything a service can: {1}.",
            "«{0}» puede hacer todo lo que un servicio permite: {1}.",
        );
        let satisfied =
            Message::say("“{0}” names each action it may do.", "«{0}» nombra cada acción que puede hacer.");
        vec![policies::judge(site, &statements, policies::whole_service, violated, satisfied)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let whole = |one: &&architecture::Statement| one.actions.iter().any(|action| action.ends_with(":*"));
        let edges = site.statements().iter().filter(whole).filter_map(|one| one.edge.clone());
        let edits: Vec<Edit> =
            edges.map(|id| Edit::Set { id, property: "access", value: "read-write".into() }).collect();
        let title = Message::say("Let it read and write", "Permitirle leer y escribir");
        (!edits.is_empty()).then_some(Fix { title, edits })
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for PolicyNamesActions {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw policy",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::files/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every action on one bucket",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::files/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "drawn as administrator of a secret",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","parent":"app","properties":{}},"password":{"kind":"secret","properties":{}}},"connections":{"api-password":{"from":"api","kind":"uses","to":"password","properties":{"access":"admin"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a role that reads and writes",
                design: r#"{"nodes":{"job":{"kind":"iam_role","properties":{}},"files":{"kind":"s3_bucket","properties":{}}},"connections":{"job-files":{"from":"job","kind":"uses","to":"files","properties":{"access":"read-write"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw policy of some actions",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:PutObject"],"Resource":"arn:aws:s3:::files/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a machine that uses nothing",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","parent":"app","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "everything on everything, which another rule says",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no policy", design: r#"{}"# },
        ]
    }
}
