//! Logs are encrypted with a key of the account.

use design::{ConnectionKind, Words};
use services::kinds::{
    cfn_resource, cloudwatch_log_group, codebuild_project, codecommit_repository, kms_key, waf_web_acl,
};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
};

pub struct LogGroupCustomerKey;

static BUILT: Built =
    Built { types: &["AWS::Logs::LogGroup"], path: "KmsKeyId", holds: |given| given.present() };

static ABOUT: About = About {
    id: "log-group-customer-key",
    title: Words::new(
        "Log groups are encrypted with a key of your own",
        "Los grupos de registros se cifran con una clave propia",
    ),
    rationale: Words::new(
        "Logs repeat what users typed. With a key of your own, who may read logs must also be let at the key.",
        "Los registros repiten lo que escribieron los usuarios. Con una clave propia, quien los lee debe además tener acceso a la clave.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &[
        "groundplan:CW-004",
        "checkov:CKV_AWS_158",
        "guard:CLOUDWATCH_LOG_GROUP_ENCRYPTED",
        "trivy:AWS-0017",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
    scope: Scope::Neighbours,
    kinds: &[
        cfn_resource::KIND,
        cloudwatch_log_group::KIND,
        codebuild_project::KIND,
        codecommit_repository::KIND,
        waf_web_acl::KIND,
    ],
};

impl Rule for LogGroupCustomerKey {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” is encrypted with a key that AWS keeps.",
            "«{0}» se cifra con una clave que AWS guarda.",
        );
        let satisfied = Message::say("A key of your own encrypts “{0}”.", "Una clave propia cifra «{0}».");
        if site.is(cloudwatch_log_group::KIND) {
            let (name, none) = (site.name.clone(), site.attached(kms_key::KIND).is_none());
            return vec![Verdict::either(none, violated.with(name.clone()), satisfied.with(name))];
        }
        if let Some(part) = own_log(site) {
            let verdict = match site.attached(kms_key::KIND) {
                Some(_) => Verdict::satisfied(
                    Message::say("A key of your own encrypts the log of “{0}”.", "Una clave propia cifra el registro de «{0}».")
                        .with(site.name.clone()),
                ),
                // Only a person knows what is written there.
                None => Verdict::cannot_tell(
                    Message::say(
                        "The log of “{0}” is encrypted with a key that AWS keeps; is its content sensitive?",
                        "El registro de «{0}» se cifra con una clave que AWS guarda; ¿es sensible su contenido?",
                    )
                    .with(site.name.clone()),
                ),
            };
            return vec![verdict.part(part)];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Encrypt with a key of your own", "Cifrar con una clave propia");
        if !site.is(cfn_resource::KIND) {
            return Some(Fix { title, edits: companions::key(site)? });
        }
        let (add, named) = companions::key_of_raw(site)?;
        let mut fix = BUILT.fix(site, named, title)?;
        fix.edits.insert(0, add);
        Some(fix)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for LogGroupCustomerKey {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no key attached",
                design: r#"{"nodes":{"it":{"kind":"cloudwatch_log_group","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key",
                design: r#"{"nodes":{"it":{"kind":"cloudwatch_log_group","properties":{}},"key":{"kind":"kms_key","properties":{}}},"connections":{"it-key":{"from":"it","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw one without",
                design: r#"{"nodes":{"it":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"Tags":[]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw one with a key",
                design: r#"{"nodes":{"it":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"KmsKeyId":{"Fn::GetAtt":["Key","Arn"]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "the log of a web ACL",
                design: r#"{"nodes":{"firewall":{"kind":"waf_web_acl","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the log of a build with a key",
                design: r#"{"nodes":{"build":{"kind":"codebuild_project","properties":{}},"key":{"kind":"kms_key","properties":{}}},"connections":{"build-key":{"from":"build","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no log group", design: r#"{}"# },
        ]
    }
}

/// The part that is the element's own log group, where it may hold what users typed: flow logs of networks do not.
fn own_log(site: &Case<'_>) -> Option<&'static str> {
    let drawn = site.to(ConnectionKind::Logs).next().is_some();
    match site.kind.name {
        codebuild_project::KIND => Some("log-group"),
        codecommit_repository::KIND => codecommit_repository::copied(site).then_some("mirror-log-group"),
        waf_web_acl::KIND => (site.text(&waf_web_acl::LOGGED) != "off" && !drawn).then_some("log-group"),
        _ => None,
    }
}
