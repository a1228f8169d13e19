//! What policies permit to read of stored data is named.

use design::Words;
use services::kinds::{cfn_resource, iam_role};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct PolicyReadsNamedData;

static BUILT: Built = Built {
    types: &["AWS::IAM::Role"],
    path: "Policies",
    holds: |given| policies::none(&policies::inline(*given), reads_all),
};

static ABOUT: About = About {
    id: "policy-reads-named-data",
    title: Words::new(
        "Policies name the data they let read",
        "Las políticas nombran los datos que permiten leer",
    ),
    rationale: Words::new(
        "A program that is taken over must not be able to read every file, parameter and secret of the account.",
        "Un programa comprometido no debe poder leer todos los archivos, parámetros y secretos de la cuenta.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:IAM-003", "checkov:CKV_AWS_108"],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_least_privileges.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, iam_role::KIND],
};

impl Rule for PolicyReadsNamedData {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(iam_role::KIND) {
            let reads =
                site.statements().iter().flat_map(|one| &one.actions).any(|action| DATA.contains(action));
            let message = Message::say("“{0}” reads named data only.", "«{0}» lee solo datos nombrados.");
            return reads.then(|| Verdict::satisfied(message.with(site.name.clone()))).into_iter().collect();
        }
        let Some(statements) = policies::limited(site) else { return Vec::new() };
        if statements.iter().all(|statement| reads(*statement).is_none()) {
            return Vec::new();
        }
        let violated = Message::say(
            "“{0}” may read all data there is with {1}.",
            "«{0}» puede leer todos los datos con {1}.",
        );
        let satisfied = Message::say("“{0}” reads named data only.", "«{0}» lee solo datos nombrados.");
        vec![policies::judge(site, &statements, reads_all, violated, satisfied)]
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for PolicyReadsNamedData {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "every secret",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every object, by a pattern",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every bucket by its ARN",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::*/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a role that reads a bucket",
                design: r#"{"nodes":{"job":{"kind":"iam_role","properties":{}},"files":{"kind":"s3_bucket","properties":{}}},"connections":{"job-files":{"from":"job","kind":"uses","to":"files","properties":{"access":"read-write"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one bucket",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::files/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "reads nothing",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no policy", design: r#"{}"# },
        ]
    }
}

/// Actions that hand out what is stored.
const DATA: [&str; 8] = [
    "s3:GetObject",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
    "dynamodb:GetItem",
    "dynamodb:Query",
    "dynamodb:Scan",
];

/// How the ARNs end that name all there is of a sort.
const ALL_DATA: [&str; 5] = [":::*", ":::*/*", ":parameter/*", ":secret:*", ":table/*"];

fn reads(statement: Given<'_>) -> Option<String> {
    let action = policies::written(statement, "Action")
        .into_iter()
        .find(|action| *action != "*" && DATA.iter().any(|data| policies::covers(action, data)))?;
    policies::allows(statement).then(|| action.to_owned())
}

fn reads_all(statement: Given<'_>) -> Option<String> {
    let all = policies::all_of(statement, &ALL_DATA).is_some() && !policies::conditional(statement);
    reads(statement).filter(|_| all)
}
