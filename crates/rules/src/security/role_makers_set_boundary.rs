//! Who may make roles gives them a boundary.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct RoleMakersSetBoundary;

static ABOUT: About = About {
    id: "role-makers-set-boundary",
    title: Words::new(
        "Who makes roles and users must bound them",
        "Quien crea roles y usuarios debe limitarlos",
    ),
    rationale: Words::new(
        "A pipeline that may create roles can create one that is stronger than itself. A boundary keeps every new role within what was agreed.",
        "Un pipeline que puede crear roles puede crear uno más poderoso que él. Un límite mantiene cada rol nuevo dentro de lo acordado.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:IAM-015"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for RoleMakersSetBoundary {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(statements) = policies::limited(site) else { return Vec::new() };
        if statements.iter().all(|statement| makes(*statement).is_none()) {
            return Vec::new();
        }
        let violated = Message::say(
            "“{0}” may make roles or users without a boundary ({1}).",
            "«{0}» puede crear roles o usuarios sin límite ({1}).",
        );
        let satisfied = Message::say(
            "“{0}” makes roles and users only within a boundary.",
            "«{0}» crea roles y usuarios solo dentro de un límite.",
        );
        vec![policies::judge(site, &statements, unbounded, violated, satisfied)]
    }
}

impl Examples for RoleMakersSetBoundary {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "makes roles freely",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:CreateRole","iam:TagRole"],"Resource":"arn:aws:iam::333333333333:role/app-*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "bounds one and not the other",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:CreateRole","Resource":"*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::333333333333:policy/edge"}}},{"Effect":"Allow","Action":"iam:Create*","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "within a boundary",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:CreateRole","Resource":"*","Condition":{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::333333333333:policy/edge"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "makes no roles",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetRole","Resource":"*"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no policy", design: r#"{}"# },
        ]
    }
}

fn makes(statement: Given<'_>) -> Option<String> {
    let making = ["iam:CreateRole", "iam:CreateUser"];
    let names = |action: &&str| *action != "*" && making.iter().any(|one| policies::covers(action, one));
    let action = policies::written(statement, "Action").into_iter().find(names)?;
    policies::allows(statement).then(|| action.to_owned())
}

fn unbounded(statement: Given<'_>) -> Option<String> {
    makes(statement).filter(|_| !policies::asks_for(statement, &["iam:PermissionsBoundary"]))
}
