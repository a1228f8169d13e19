//! Addresses of sources hold no credentials.

use design::Words;
use serde_json::Value;
use services::kinds::{cfn_resource, codebuild_project};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions, policies,
};

pub struct CodebuildSourceWithoutCredentials;

static BUILT: Built = Built { types: &["AWS::CodeBuild::Project"], path: "Source", holds: clean };

static ABOUT: About = About {
    id: "codebuild-source-without-credentials",
    title: Words::new(
        "Source addresses hold no credentials",
        "Las direcciones de las fuentes no contienen credenciales",
    ),
    rationale: Words::new(
        "Whoever may look at the project reads a token in its address, and so does every log that prints it.",
        "Quien pueda ver el proyecto lee un token en su dirección, y también todo registro que la imprima.",
    ),
    production: Severity::Critical,
    non_production: Severity::Critical,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &[
        "groundplan:CB-003",
        "guard:CODEBUILD_PROJECT_SOURCE_REPO_URL_CHECK",
        "security-hub:CodeBuild.1",
    ],
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, codebuild_project::KIND],
};

impl Rule for CodebuildSourceWithoutCredentials {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "The source address of “{0}” holds credentials.",
            "La dirección de la fuente de «{0}» contiene credenciales.",
        );
        let satisfied = Message::say(
            "The source address of “{0}” holds no credentials.",
            "La dirección de la fuente de «{0}» no contiene credenciales.",
        );
        if site.is(codebuild_project::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        if BUILT.concerns(site)
            && policies::raw(site, "SecondarySources").items().any(|further| clean(&further) == Some(false))
        {
            let verdict = Verdict::violated(violated.with(site.name.clone()));
            return vec![verdict.on(cfn_resource::PROPERTIES.name)];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut table = companions::raw_properties(site);
        let mend = |source: &mut Value| {
            let address = source.get("Location").and_then(Value::as_str).and_then(without_credentials);
            if let (Some(address), Some(source)) = (address, source.as_object_mut()) {
                source.insert("Location".to_owned(), address.into());
            }
        };
        table.get_mut("Source").into_iter().for_each(mend);
        let further = table.get_mut("SecondarySources").and_then(Value::as_array_mut);
        further.into_iter().flatten().for_each(mend);
        let title = Message::say("Take them out of the address", "Quitarlas de la dirección");
        Some(Fix { title, edits: companions::rewrite(site, table) })
    }
}

impl Examples for CodebuildSourceWithoutCredentials {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a password in the address",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Source":{"Type":"BITBUCKET","Location":"https://example-user:s3cret@bitbucket.org/example/orders.git"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a token in the address of a further source",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Source":{"Type":"GITHUB","Location":"https://github.com/example/orders.git"},"SecondarySources":[{"Type":"GITHUB","SourceIdentifier":"lib","Location":"https://ghp_example@github.com/example/lib.git"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a build from a repository",
                design: r#"{"nodes":{"repo":{"kind":"codecommit_repository","properties":{}},"build":{"kind":"codebuild_project","properties":{}}},"connections":{"repo-build":{"from":"repo","kind":"delivery","to":"build","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an address with a user's name, as Bitbucket shows it",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Source":{"Type":"BITBUCKET","Location":"https://example-user@bitbucket.org/example/orders.git"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Source":{"Type":"BITBUCKET","Location":{"Ref":"Address"}}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no build", design: r#"{}"# },
        ]
    }
}

fn clean(given: &Given<'_>) -> Option<bool> {
    match given.at("Location") {
        Given::Computed => None,
        Given::Known(Value::String(address)) => Some(without_credentials(address).is_none()),
        _ => Some(true),
    }
}

/// How tokens begin that are a credential without a password: GitHub's, GitLab's, Bitbucket's.
const TOKENS: [&str; 7] = ["ghp_", "gho_", "ghs_", "ghu_", "github_pat_", "glpat-", "ATBB"];

/// The address without the credentials before `@`; `None` if there are none. A user's name alone is none.
fn without_credentials(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (user, host) = host.rsplit_once('@')?;
    let secret = user.contains(':') || TOKENS.iter().any(|start| user.starts_with(start));
    secret.then(|| format!("{scheme}://{host}/{path}"))
}
