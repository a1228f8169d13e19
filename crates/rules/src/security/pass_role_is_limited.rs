//! Roles are handed on by name.

use design::Words;
use services::kinds::{cfn_resource, codedeploy_group};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct PassRoleIsLimited;

static BUILT: Built = Built {
    types: &["AWS::IAM::Role"],
    path: "Policies",
    holds: |given| policies::none(&policies::inline(*given), any_role),
};

static ABOUT: About = About {
    id: "pass-role-is-limited",
    title: Words::new(
        "Only named roles are handed to services",
        "Solo roles nombrados se entregan a servicios",
    ),
    rationale: Words::new(
        "Whoever may hand any role to a service makes it run with the strongest one: a way to become administrator.",
        "Quien puede entregar cualquier rol a un servicio lo hace correr con el más poderoso: un camino a ser administrador.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "groundplan:IAM-004",
        "checkov:CKV_AWS_110",
        "guard:IAM_ROLE_NO_WILDCARD_RESOURCE_ON_PASSROLE",
        "trivy:AWS-0342",
    ],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, codedeploy_group::KIND],
};

impl Rule for PassRoleIsLimited {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(codedeploy_group::KIND) {
            let passes = site.statements().iter().any(|one| one.actions.contains(&"iam:PassRole"));
            let message = Message::say(
                "“{0}” hands on the roles of its groups only.",
                "«{0}» entrega solo los roles de sus grupos.",
            );
            return passes.then(|| Verdict::satisfied(message.with(site.name.clone()))).into_iter().collect();
        }
        let Some(statements) = policies::limited(site) else { return Vec::new() };
        if !statements.iter().any(|statement| passes(*statement)) {
            return Vec::new();
        }
        let violated = Message::say(
            "“{0}” may hand any role to a service ({1}).",
            "«{0}» puede entregar cualquier rol a un servicio ({1}).",
        );
        let satisfied =
            Message::say("“{0}” hands on named roles only.", "«{0}» entrega solo roles nombrados.");
        vec![policies::judge(site, &statements, any_role, violated, satisfied)]
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for PassRoleIsLimited {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "any role",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "any role of the account",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecs:RunTask","iam:Pass*"],"Resource":"arn:aws:iam::333333333333:role/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "any role of the account, put together",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":{"Fn::Sub":"arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*"}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "deployments that start instances",
                design: r#"{"nodes":{"rollout":{"kind":"codedeploy_group","properties":{}},"web":{"kind":"auto_scaling_group","parent":"app","properties":{}}},"connections":{"rollout-web":{"from":"rollout","kind":"delivery","to":"web","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one role",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::333333333333:role/task"}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "hands on no role",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::ManagedPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no policy", design: r#"{}"# },
        ]
    }
}

/// Whether it names the action; a star for every action is another rule's matter.
fn passes(statement: Given<'_>) -> bool {
    let names = |action: &&str| *action != "*" && policies::covers(action, "iam:PassRole");
    policies::written(statement, "Action").iter().any(names)
}

fn any_role(statement: Given<'_>) -> Option<String> {
    let passes = policies::allows(statement) && passes(statement);
    passes.then(|| policies::all_of(statement, &[":role/*"])).flatten().map(str::to_owned)
}
