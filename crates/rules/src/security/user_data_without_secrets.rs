//! Scripts that start machines hold no secrets.

use design::Words;
use services::kinds::{auto_scaling_group, ec2_instance};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct UserDataWithoutSecrets;

static ABOUT: About = About {
    id: "user-data-without-secrets",
    title: Words::new("User data holds no secrets", "Los datos de usuario no contienen secretos"),
    rationale: Words::new(
        "Whoever may describe an instance reads its user data. Secrets belong into Secrets Manager, fetched with the role.",
        "Quien puede describir una instancia lee sus datos de usuario. Los secretos van en Secrets Manager, leídos con el rol.",
    ),
    production: Severity::Critical,
    non_production: Severity::Critical,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &["checkov:CKV_AWS_46", "trivy:AWS-0029", "groundplan:EC2-008"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND, ec2_instance::KIND],
};

impl Rule for UserDataWithoutSecrets {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(script) = site.optional_text(&ec2_instance::USER_DATA) else { return Vec::new() };
        let verdict = Verdict::either(
            holds_secret(script),
            Message::say(
                "The user data of “{0}” looks as if it held a secret.",
                "Los datos de usuario de «{0}» parecen contener un secreto.",
            )
            .with(site.name.clone()),
            Message::say(
                "The user data of “{0}” shows no secret.",
                "Los datos de usuario de «{0}» no muestran secretos.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(ec2_instance::USER_DATA.name)]
    }
}

impl Examples for UserDataWithoutSecrets {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "an access key",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"user_data":"export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a password",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"user_data":"DB_PASSWORD=hunter22"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "fetched when needed",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"user_data":"PASSWORD=$(aws secretsmanager get-secret-value --secret-id db)"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no script",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}

/// Whether a script holds an access key, a private key, or a literal password or token.
fn holds_secret(script: &str) -> bool {
    let access_key = |word: &str| {
        word.len() == 20
            && (word.starts_with("AKIA") || word.starts_with("ASIA"))
            && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let assigned = |line: &str| {
        let Some((name, value)) = line.split_once('=') else { return false };
        let name = name.trim().to_ascii_lowercase();
        let value = value.trim().trim_matches(['"', '\'']);
        let secret =
            ["password", "secret", "token", "api_key", "passwd"].iter().any(|word| name.ends_with(word));
        // A variable or a command fetches the value; only a literal gives it away.
        secret && value.len() >= 6 && !value.contains(['$', '`', '<', '{'])
    };
    script.contains("PRIVATE KEY-----")
        || script.split(|letter: char| !letter.is_ascii_alphanumeric()).any(access_key)
        || script.lines().any(assigned)
}
