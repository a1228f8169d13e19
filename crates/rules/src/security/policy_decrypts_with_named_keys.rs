//! Policies name the keys they let decrypt with.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, iam_role, kms_key};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct PolicyDecryptsWithNamedKeys;

static BUILT: Built = Built {
    types: &["AWS::IAM::Role"],
    path: "Policies",
    holds: |given| policies::none(&policies::inline(*given), with_any_key),
};

static ABOUT: About = About {
    id: "policy-decrypts-with-named-keys",
    title: Words::new(
        "Policies name the keys they decrypt with",
        "Las políticas nombran las claves con que descifran",
    ),
    rationale: Words::new(
        "Encryption protects nothing from a program that may decrypt with every key.",
        "El cifrado no protege nada de un programa que puede descifrar con todas las claves.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "groundplan:G-KMS-01",
        "guard:IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS",
        "security-hub:KMS.1",
        "security-hub:KMS.2",
    ],
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, iam_role::KIND],
};

impl Rule for PolicyDecryptsWithNamedKeys {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(iam_role::KIND) {
            let decrypts = site.to(ConnectionKind::Uses).any(|(_, to)| to.is(kms_key::KIND));
            let message = Message::say(
                "“{0}” decrypts with the keys it is drawn to use.",
                "«{0}» descifra con las claves que figura usando.",
            );
            return decrypts
                .then(|| Verdict::satisfied(message.with(site.name.clone())))
                .into_iter()
                .collect();
        }
        let Some(statements) = policies::limited(site) else { return Vec::new() };
        if statements.iter().all(|statement| decrypts(*statement).is_none()) {
            return Vec::new();
        }
        let violated = Message::say(
            "“{0}” may decrypt with every key ({1}).",
            "«{0}» puede descifrar con todas las claves ({1}).",
        );
        let satisfied =
            Message::say("“{0}” decrypts with named keys only.", "«{0}» descifra solo con claves nombradas.");
        vec![policies::judge(site, &statements, with_any_key, violated, satisfied)]
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for PolicyDecryptsWithNamedKeys {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "every key",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every key of the account",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"arn:aws:kms:us-east-1:333333333333:key/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a role that reads an encrypted bucket",
                design: r#"{"nodes":{"job":{"kind":"iam_role","properties":{}},"files":{"kind":"s3_bucket","properties":{}},"key":{"kind":"kms_key","properties":{}}},"connections":{"job-files":{"from":"job","kind":"uses","to":"files","properties":{"access":"read"}},"files-key":{"from":"files","kind":"attached","to":"key","properties":{}},"job-key":{"from":"job","kind":"uses","to":"key","properties":{"access":"read"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one key",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":{"Fn::GetAtt":["Key","Arn"]}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "only through S3",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "decrypts nothing",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no policy", design: r#"{}"# },
        ]
    }
}

fn decrypts(statement: Given<'_>) -> Option<String> {
    let names = |action: &&str| {
        *action != "*"
            && ["kms:Decrypt", "kms:ReEncryptFrom"].iter().any(|decrypt| policies::covers(action, decrypt))
    };
    let action = policies::written(statement, "Action").into_iter().find(names)?;
    policies::allows(statement).then(|| action.to_owned())
}

fn with_any_key(statement: Given<'_>) -> Option<String> {
    let any = policies::all_of(statement, &[":key/*"]).is_some();
    decrypts(statement).filter(|_| any && !policies::conditional(statement))
}
