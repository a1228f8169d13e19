//! No policy permits to give oneself more.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct PolicyCannotRaiseItself;

static ABOUT: About = About {
    id: "policy-cannot-raise-itself",
    title: Words::new(
        "No policy lets its holder gain more permissions",
        "Ninguna política deja que su titular gane más permisos",
    ),
    rationale: Words::new(
        "Whoever may write policies or access keys for others becomes administrator with one call.",
        "Quien puede escribir políticas o claves de acceso para otros se vuelve administrador con una llamada.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["checkov:CKV_AWS_110", "checkov:CKV_AWS_286"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for PolicyCannotRaiseItself {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(statements) = policies::limited(site) else { return Vec::new() };
        if statements.iter().all(|statement| raises(*statement).is_none()) {
            return Vec::new();
        }
        let violated = Message::say(
            "“{0}” can give itself more permissions with {1}.",
            "«{0}» puede darse más permisos con {1}.",
        );
        let satisfied =
            Message::say("“{0}” cannot give itself more permissions.", "«{0}» no puede darse más permisos.");
        vec![policies::judge(site, &statements, raises_itself, violated, satisfied)]
    }
}

impl Examples for PolicyCannotRaiseItself {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "writes any role's policy",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:PutRolePolicy"],"Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "all of IAM",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every role of the account",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:AttachRolePolicy","iam:GetRole"],"Resource":"arn:aws:iam::333333333333:role/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one role",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"arn:aws:iam::333333333333:role/app-*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "only within a boundary",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:AttachRolePolicy","Resource":"*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::333333333333:policy/edge"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing of the kind",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no policy", design: r#"{}"# },
        ]
    }
}

/// Actions that give permissions or credentials to whom they name.
const RAISING: [&str; 13] = [
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreatePolicyVersion",
    "iam:PutGroupPolicy",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateLoginProfile",
];

fn raises(statement: Given<'_>) -> Option<String> {
    let names =
        |action: &&str| *action != "*" && RAISING.iter().any(|raising| policies::covers(action, raising));
    let action = policies::written(statement, "Action").into_iter().find(names)?;
    policies::allows(statement).then(|| action.to_owned())
}

fn raises_itself(statement: Given<'_>) -> Option<String> {
    let everybody = policies::all_of(statement, &[":group/*", ":policy/*", ":role/*", ":user/*"]).is_some();
    raises(statement).filter(|_| everybody && !policies::conditional(statement))
}
