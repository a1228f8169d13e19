//! Old objects expire or move to colder storage.

use design::Words;
use services::kinds::s3_bucket;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct S3Lifecycle;

static ABOUT: About = About {
    id: "s3-lifecycle",
    title: Words::new(
        "Objects expire or move to colder storage",
        "Los objetos vencen o pasan a almacenamiento frío",
    ),
    rationale: Words::new(
        "What nobody reads any more costs as much as on its first day until it moves or goes.",
        "Lo que ya nadie lee cuesta lo mismo que el primer día hasta que se mueve o se borra.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &["groundplan:S3-013", "checkov:CKV2_AWS_61", "security-hub:S3.13"],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
    scope: Scope::Node,
    kinds: &[s3_bucket::KIND],
};

impl Rule for S3Lifecycle {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let stays = site.text(&s3_bucket::TIERING) == "none"
            && site.optional_integer(&s3_bucket::EXPIRE_DAYS).is_none();
        vec![
            Verdict::either(
                stays,
                Message::say(
                    "Objects in “{0}” neither expire nor move to colder storage.",
                    "Los objetos de «{0}» no vencen ni pasan a almacenamiento frío.",
                )
                .with(site.name.clone()),
                Message::say(
                    "Objects in “{0}” expire or move to colder storage.",
                    "Los objetos de «{0}» vencen o pasan a almacenamiento frío.",
                )
                .with(site.name.clone()),
            )
            .on(s3_bucket::TIERING.name),
        ]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            s3_bucket::TIERING.name,
            "intelligent-tiering",
            Message::say("Let S3 choose the storage class", "Dejar que S3 elija la clase"),
        ))
    }
}

impl Examples for S3Lifecycle {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "default",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "tiered",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{"tiering":"intelligent-tiering"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "expiring",
                design: r#"{"nodes":{"logs":{"kind":"s3_bucket","properties":{"purpose":"logs","expire_days":90}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no bucket", design: r#"{}"# },
        ]
    }
}
