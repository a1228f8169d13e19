//! Not everybody may pull images.

use design::Words;
use services::kinds::{cfn_resource, ecr_repository};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct EcrPolicyNotPublic;

static BUILT: Built = Built {
    types: &["AWS::ECR::Repository"],
    path: "RepositoryPolicyText",
    holds: policies::names_principals,
};

static ABOUT: About = About {
    id: "ecr-policy-not-public",
    title: Words::new(
        "Image repositories are not open to everybody",
        "Los repositorios de imágenes no están abiertos a todos",
    ),
    rationale: Words::new(
        "Images carry the whole application, its configuration and often a forgotten secret.",
        "Las imágenes llevan la aplicación completa, su configuración y a menudo un secreto olvidado.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:ECR-005", "cdk-nag:AwsSolutions-ECR1", "checkov:CKV_AWS_32", "trivy:AWS-0032"],
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
    scope: Scope::Node,
    kinds: &[ecr_repository::KIND, cfn_resource::KIND],
};

impl Rule for EcrPolicyNotPublic {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” lets every AWS account in.", "«{0}» deja entrar a toda cuenta de AWS.");
        let satisfied = Message::say(
            "“{0}” lets in only its own account, or whom its policy names.",
            "«{0}» deja entrar solo a su cuenta, o a quien nombra su política.",
        );
        if site.is(ecr_repository::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let document = policies::raw(site, BUILT.path).known()?;
        let mended = policies::mend(document, everyone, policies::only_this_account);
        BUILT.fix(site, mended, Message::say("Let in this account only", "Dejar entrar solo a esta cuenta"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EcrPolicyNotPublic {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "everybody",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::ECR::Repository","properties":{"RepositoryPolicyText":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage"}]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::ECR::Repository","properties":{"RepositoryPolicyText":{"Ref":"Policy"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "everybody of one organization",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::ECR::Repository","properties":{"RepositoryPolicyText":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-example"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one account",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::ECR::Repository","properties":{"RepositoryPolicyText":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:root"},"Action":"ecr:BatchGetImage"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "no policy: its own account",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::ECR::Repository","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every repository of this kind",
                design: r#"{"nodes":{"own":{"kind":"ecr_repository","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}

/// The principal of a statement that lets everybody in.
fn everyone(statement: Given<'_>) -> Option<String> {
    let open = policies::allows(statement)
        && policies::principals(statement, "AWS").contains(&"*")
        && !policies::conditional(statement);
    open.then(|| "*".to_owned())
}
