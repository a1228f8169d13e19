//! Buckets take no access control lists.

use design::Words;
use services::kinds::{cfn_resource, s3_bucket};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Status,
    Verdict, policies,
};

pub struct S3AclsDisabled;

static OWNERSHIP: Built =
    Built { types: &["AWS::S3::Bucket"], path: "OwnershipControls", holds: |given| given.present() };

static BUILT: Built = Built {
    types: &["AWS::S3::Bucket"],
    path: "OwnershipControls.Rules.0.ObjectOwnership",
    holds: |given| match given {
        // New buckets take none unless they say so.
        Given::Absent => Some(true),
        given => given.is_one_of(&["BucketOwnerEnforced"]),
    },
};

static ABOUT: About = About {
    id: "s3-acls-disabled",
    title: Words::new(
        "Buckets are governed by policies alone",
        "Los buckets se gobiernan solo con políticas",
    ),
    rationale: Words::new(
        "Access control lists are a second, older set of permissions on each object, which no review of policies shows.",
        "Las listas de acceso son un segundo juego de permisos, más antiguo y por objeto, que ninguna revisión de políticas muestra.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:S3-010", "checkov:CKV2_AWS_65", "security-hub:S3.12", "cfn-lint:W3045"],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    scope: Scope::Node,
    kinds: &[s3_bucket::KIND, cfn_resource::KIND],
};

impl Rule for S3AclsDisabled {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” still takes access control lists.", "«{0}» aún acepta listas de acceso.");
        let satisfied =
            Message::say("“{0}” takes no access control lists.", "«{0}» no acepta listas de acceso.");
        if site.is(s3_bucket::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        let verdict = BUILT.judge(site, violated, satisfied);
        let delivers = policies::raw(site, "AccessControl").is_one_of(&["LogDeliveryWrite"]) == Some(true);
        if delivers && verdict.as_ref().is_some_and(|verdict| verdict.status == Status::Violated) {
            let asks = Message::say(
                "“{0}” takes access control lists, as older logs of CloudFront need: are they still written to it?",
                "«{0}» acepta listas de acceso, como exigen los registros antiguos de CloudFront: ¿aún se escriben en él?",
            );
            return vec![
                Verdict::cannot_tell(asks.with(site.name.clone())).on(cfn_resource::PROPERTIES.name),
            ];
        }
        verdict.into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let enforced = serde_json::json!({ "Rules": [{ "ObjectOwnership": "BucketOwnerEnforced" }] });
        OWNERSHIP.fix(
            site,
            enforced,
            Message::say("Turn access control lists off", "Desactivar las listas de acceso"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for S3AclsDisabled {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "each writer owns its objects",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"OwnershipControls":{"Rules":[{"ObjectOwnership":"ObjectWriter"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a new bucket that says nothing",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every bucket of this kind",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a bucket for logs that come with a list",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"AccessControl":"LogDeliveryWrite","OwnershipControls":{"Rules":[{"ObjectOwnership":"BucketOwnerPreferred"}]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"OwnershipControls":{"Rules":[{"ObjectOwnership":{"Ref":"Ownership"}}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
