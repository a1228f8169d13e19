//! Statements of policies have all that IAM asks for.

use design::Words;
use services::kinds::{cfn_resource, iam_role};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Status, Verdict,
    policies,
};

pub struct PolicyIsComplete;

static BUILT: Built = Built {
    types: &["AWS::IAM::Role"],
    path: "Policies",
    holds: |given| policies::none(&policies::inline(*given), lacks),
};

static ABOUT: About = About {
    id: "policy-is-complete",
    title: Words::new("Policy statements are complete", "Las sentencias de las políticas están completas"),
    rationale: Words::new(
        "IAM refuses a policy that lacks a part, and the whole stack rolls back.",
        "IAM rechaza una política a la que le falta una parte, y todo el stack se revierte.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &["groundplan:IAM-014", "cfn-lint:E3510"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, iam_role::KIND],
};

impl Rule for PolicyIsComplete {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "A statement of “{0}” is not one that IAM takes: {1}.",
            "Una sentencia de «{0}» no es de las que IAM acepta: {1}.",
        );
        let satisfied =
            Message::say("The statements of “{0}” are complete.", "Las sentencias de «{0}» están completas.");
        if site.is(iam_role::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        let permissions = policies::permissions(site)
            .map(|found| policies::judge(site, &found, lacks, violated.clone(), satisfied.clone()));
        let trust = policies::trust(site)
            .map(|found| policies::judge(site, &found, lacks_trust, violated, satisfied));
        match (permissions, trust) {
            // One verdict says it, the worse of the two.
            (Some(one), Some(other)) => vec![match (one.status, other.status) {
                (Status::Violated, _) | (_, Status::Satisfied) => one,
                _ => other,
            }],
            (one, other) => one.or(other).into_iter().collect(),
        }
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for PolicyIsComplete {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no resource",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "an unknown effect",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Permit","Action":"s3:GetObject","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "trust with a resource",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a permission for somebody",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a role with what it uses",
                design: r#"{"nodes":{"job":{"kind":"iam_role","properties":{}},"files":{"kind":"s3_bucket","properties":{}}},"connections":{"job-files":{"from":"job","kind":"uses","to":"files","properties":{"access":"read-write"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "complete",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::files/*"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no policy", design: r#"{}"# },
        ]
    }
}

fn lacks(statement: Given<'_>) -> Option<String> {
    missing(statement, &["Resource", "NotResource"], &["Principal", "NotPrincipal"])
}

fn lacks_trust(statement: Given<'_>) -> Option<String> {
    missing(statement, &["Principal", "NotPrincipal"], &["Resource", "NotResource"])
}

/// What a statement lacks or has too much: an effect, actions, one of `asked`, none of `unknown`.
fn missing(statement: Given<'_>, asked: &[&str], unknown: &[&str]) -> Option<String> {
    if statement == Given::Computed {
        return None;
    }
    let has = |members: &[&str]| members.iter().any(|member| statement.at(member) != Given::Absent);
    if statement.at("Effect").is_one_of(&["Allow", "Deny"]) == Some(false) {
        return Some("Effect".to_owned());
    }
    let lacking = [&["Action", "NotAction"][..], asked].into_iter().find(|members| !has(members));
    let extra = unknown.iter().find(|member| has(&[**member]));
    lacking.and_then(|members| members.first()).or(extra).map(|member| (*member).to_owned())
}
