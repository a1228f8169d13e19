//! What is allowed is listed, not what is not.

use design::Words;
use services::kinds::{cfn_resource, iam_role};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct AllowNamesActions;

static BUILT: Built = Built {
    types: &["AWS::IAM::Role"],
    path: "Policies",
    holds: |given| policies::none(&policies::inline(*given), all_but),
};

static ABOUT: About = About {
    id: "allow-names-actions",
    title: Words::new("Policies list what they allow", "Las políticas enumeran lo que permiten"),
    rationale: Words::new(
        "“Everything but” also allows every action and principal that AWS adds tomorrow.",
        "«Todo menos» también permite cada acción y principal que AWS agregue mañana.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:IAM-010", "guard:IAM_ROLE_OR_POLICY_NO_ALLOW_PLUS_NOT_ACTION"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, iam_role::KIND],
};

impl Rule for AllowNamesActions {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(iam_role::KIND) {
            let message = Message::say("“{0}” lists what it allows.", "«{0}» enumera lo que permite.");
            return vec![Verdict::satisfied(message.with(site.name.clone()))];
        }
        let found = [policies::permissions(site), policies::trust(site)];
        let statements: Vec<Given<'_>> = found.into_iter().flatten().flatten().collect();
        if statements.is_empty() {
            return Vec::new();
        }
        let violated = Message::say(
            "“{0}” allows everything except what it names ({1}).",
            "«{0}» permite todo menos lo que nombra ({1}).",
        );
        let satisfied = Message::say("“{0}” lists what it allows.", "«{0}» enumera lo que permite.");
        vec![policies::judge(site, &statements, all_but, violated, satisfied)]
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for AllowNamesActions {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "all but IAM",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a role with what it uses",
                design: r#"{"nodes":{"job":{"kind":"iam_role","properties":{}},"files":{"kind":"s3_bucket","properties":{}}},"connections":{"job-files":{"from":"job","kind":"uses","to":"files","properties":{"access":"read-write"}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a role anybody but one account may assume",
                design: r#"{"nodes":{"job":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotPrincipal":{"AWS":"111111111111"},"Action":"sts:AssumeRole"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "refusing all but",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no policy", design: r#"{}"# },
        ]
    }
}

fn all_but(statement: Given<'_>) -> Option<String> {
    let there = |member: &&str| statement.at(member) != Given::Absent;
    let member = ["NotAction", "NotPrincipal"].into_iter().find(there)?;
    policies::allows(statement).then(|| member.to_owned())
}
