//! Roles for GitHub Actions name the repository.

use design::Words;
use serde_json::Value;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct GithubTrustNamesRepository;

static ABOUT: About = About {
    id: "github-trust-names-repository",
    title: Words::new(
        "Roles for GitHub Actions name the repository",
        "Los roles para GitHub Actions nombran el repositorio",
    ),
    rationale: Words::new(
        "GitHub signs tokens for every repository in the world. Unless the role asks for yours, anybody's workflow assumes it.",
        "GitHub firma tokens para todos los repositorios del mundo. Si el rol no pide el suyo, el flujo de cualquiera lo asume.",
    ),
    production: Severity::Critical,
    non_production: Severity::Critical,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["checkov:CKV_AWS_358"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for GithubTrustNamesRepository {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(statements) = policies::trust(site) else { return Vec::new() };
        if !statements.iter().any(|statement| of_github(*statement)) {
            return Vec::new();
        }
        let violated = Message::say(
            "Workflows of other people’s repositories may assume “{0}” ({1}).",
            "Los flujos de repositorios ajenos pueden asumir «{0}» ({1}).",
        );
        let satisfied = Message::say(
            "Only named repositories may assume “{0}”.",
            "Solo repositorios nombrados pueden asumir «{0}».",
        );
        vec![policies::judge(site, &statements, any_repository, violated, satisfied)]
    }
}

impl Examples for GithubTrustNamesRepository {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "asks for the audience only",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::333333333333:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "any repository by a pattern",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::333333333333:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":["repo:*"]}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every repository but one",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::333333333333:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringNotLike":{"token.actions.githubusercontent.com:sub":"repo:example/old:*"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "an enterprise’s own tokens",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::333333333333:oidc-provider/token.actions.githubusercontent.com/example"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"token.actions.githubusercontent.com/example:aud":"sts.amazonaws.com"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one repository's main branch",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::333333333333:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com","token.actions.githubusercontent.com:sub":"repo:example/orders:ref:refs/heads/main"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every owner whose name begins so",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":{"Fn::Sub":"arn:aws:iam::${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com"}},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:exam*/orders:*"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one owner’s repositories, their names put together",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::333333333333:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":{"Fn::Sub":"repo:example/${Repository}:*"}}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "trusts a service",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}}}}}}"#,
            },
        ]
    }
}

const PROVIDER: &str = "token.actions.githubusercontent.com";

fn of_github(statement: Given<'_>) -> bool {
    let whole = statement.known().map(ToString::to_string).unwrap_or_default();
    // An enterprise's own address signs for its repositories only.
    whole.contains(PROVIDER) && !whole.contains(&format!("{PROVIDER}/"))
}

/// Claims beside the subject that name a repository, or all of one owner.
const NAMING: [&str; 5] =
    ["enterprise_id", "job_workflow_ref", "repository", "repository_id", "repository_owner_id"];

/// The pattern that lets any repository in.
fn any_repository(statement: Given<'_>) -> Option<String> {
    if !policies::allows(statement) || !of_github(statement) {
        return None;
    }
    let conditions = statement.at("Condition").known().and_then(Value::as_object);
    // The other operators leave others in.
    let names = |operator: &str| {
        let operator = operator.to_ascii_lowercase();
        !operator.contains("not") && (operator.contains("stringequals") || operator.contains("stringlike"))
    };
    let asked = || {
        let naming = conditions.into_iter().flatten().filter(|(operator, _)| names(operator));
        naming.filter_map(|(_, keys)| keys.as_object()).flatten()
    };
    let claim =
        |key: &str| key.to_ascii_lowercase().strip_prefix(PROVIDER)?.strip_prefix(':').map(str::to_owned);
    if asked().filter_map(|(key, _)| claim(key)).any(|claim| NAMING.contains(&claim.as_str())) {
        return None;
    }
    let mut subjects = asked().filter(|(key, _)| claim(key).as_deref() == Some("sub")).peekable();
    if subjects.peek().is_none() {
        return Some("*".to_owned());
    }
    let patterns = subjects.flat_map(|(_, value)| match value {
        Value::Array(list) => list.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect::<Vec<_>>(),
    });
    // An owner's name is whole, or belongs to whoever registers one like it.
    let open = |pattern: &&str| match pattern.strip_prefix("repo:") {
        Some(rest) => rest.split('/').next().is_some_and(|owner| owner.contains(['*', '?'])),
        None => pattern.starts_with('*'),
    };
    patterns.into_iter().find(open).map(str::to_owned)
}

/// A text, also one that `Fn::Sub` puts together.
fn text(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("Fn::Sub")?.as_str())
}
