//! Variables of builds hold no credentials.

use design::Words;
use serde_json::Value;
use services::kinds::{cfn_resource, codebuild_project};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct CodebuildVariablesWithoutCredentials;

static BUILT: Built =
    Built { types: &["AWS::CodeBuild::Project"], path: "Environment.EnvironmentVariables", holds: clean };

static ABOUT: About = About {
    id: "codebuild-variables-without-credentials",
    title: Words::new(
        "Build variables hold no credentials",
        "Las variables de los builds no contienen credenciales",
    ),
    rationale: Words::new(
        "Whoever may look at a project reads its variables in plain text. The build's role needs no keys, and secrets are fetched by name.",
        "Quien puede ver un proyecto lee sus variables en texto plano. El rol del build no necesita claves, y los secretos se leen por nombre.",
    ),
    production: Severity::Critical,
    non_production: Severity::Critical,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &["groundplan:CB-002", "guard:CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK", "security-hub:CodeBuild.2"],
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, codebuild_project::KIND],
};

impl Rule for CodebuildVariablesWithoutCredentials {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "A variable of “{0}” holds a credential in plain text.",
            "Una variable de «{0}» contiene una credencial en texto plano.",
        );
        let satisfied = Message::say(
            "No variable of “{0}” holds a credential.",
            "Ninguna variable de «{0}» contiene credenciales.",
        );
        if site.is(codebuild_project::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        // Where a password belongs only a person knows.
        let Given::Known(Value::Array(variables)) = policies::raw(site, BUILT.path) else { return None };
        let credential = |one: &&Value| is_credential(Given::Known(one));
        if variables.iter().filter(credential).any(|one| !is_access_key(Given::Known(one))) {
            return None;
        }
        let kept: Vec<Value> = variables.iter().filter(|one| !credential(one)).cloned().collect();
        BUILT.fix(
            site,
            kept,
            Message::say("Remove the access keys: its role suffices", "Quitar las claves: basta su rol"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for CodebuildVariablesWithoutCredentials {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "access keys",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Environment":{"EnvironmentVariables":[{"Name":"AWS_ACCESS_KEY_ID","Value":"AKIAIOSFODNN7EXAMPLE"},{"Name":"STAGE","Value":"prod"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a password",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Environment":{"EnvironmentVariables":[{"Name":"DB_PASSWORD","Type":"PLAINTEXT","Value":"hunter22"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a build that pushes images",
                design: r#"{"nodes":{"build":{"kind":"codebuild_project","properties":{}},"images":{"kind":"ecr_repository","properties":{}}},"connections":{"build-images":{"from":"build","kind":"delivery","to":"images","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "by name",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Environment":{"EnvironmentVariables":[{"Name":"DB_PASSWORD","Type":"SECRETS_MANAGER","Value":"db:password"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the ARN of a secret",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Environment":{"EnvironmentVariables":[{"Name":"DB_SECRET","Value":"arn:aws:secretsmanager:us-east-1:333333333333:secret:db-AbCdEf"}]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a function",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Environment":{"EnvironmentVariables":{"Fn::If":["Prod",[],[]]}}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no build", design: r#"{}"# },
        ]
    }
}

fn is_access_key(variable: Given<'_>) -> bool {
    variable.at("Name").is_one_of(&["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"])
        == Some(true)
}

fn is_credential(variable: Given<'_>) -> bool {
    let text = |member: &str| variable.at(member).known().and_then(Value::as_str).unwrap_or_default();
    let name = text("Name").to_ascii_lowercase();
    let plain = matches!(text("Type"), "" | "PLAINTEXT");
    let secret = ["password", "passwd", "secret", "token", "api_key"].iter().any(|word| name.ends_with(word));
    // A dynamic reference and the ARN of a secret only name it.
    let value = text("Value");
    let literal = !value.is_empty() && !value.starts_with("{{resolve:") && !value.starts_with("arn:");
    plain && literal && (secret || is_access_key(variable))
}

fn clean(given: &Given<'_>) -> Option<bool> {
    match given {
        Given::Computed => None,
        given if given.items().any(is_credential) => Some(false),
        given => (!given.items().any(|one| one == Given::Computed)).then_some(true),
    }
}
