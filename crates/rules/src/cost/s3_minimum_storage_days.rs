//! Objects stay in colder storage for as long as is charged.

use design::Words;
use services::kinds::s3_bucket;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct S3MinimumStorageDays;

static ABOUT: About = About {
    id: "s3-minimum-storage-days",
    title: Words::new(
        "Objects stay as long as colder storage charges",
        "Los objetos duran lo que cobra el almacenamiento frío",
    ),
    rationale: Words::new(
        "Colder classes charge 30 or 90 days even for objects that are deleted the day after they moved.",
        "Las clases frías cobran 30 o 90 días aun por objetos que se borran al día siguiente de pasar.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &[],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html",
    scope: Scope::Node,
    kinds: &[s3_bucket::KIND],
};

impl Rule for S3MinimumStorageDays {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let least = match site.text(&s3_bucket::TIERING) {
            "standard-ia" => 30,
            "glacier-ir" => 90,
            _ => return Vec::new(),
        };
        let Some(expire) = site.optional_integer(&s3_bucket::EXPIRE_DAYS) else { return Vec::new() };
        // Where versions are kept, what expires stays as an old version first.
        let old =
            if site.flag(&s3_bucket::VERSIONING) { site.integer(&s3_bucket::NONCURRENT_DAYS) } else { 0 };
        let colder = expire - site.integer(&s3_bucket::TIERING_DAYS);
        // Those that expire before they move cannot be built at all.
        if colder <= 0 {
            return Vec::new();
        }
        let stays = colder + old;
        let message = if stays < least {
            Message::say(
                "Objects of “{0}” stay {1} days in colder storage, which charges {2}.",
                "Los objetos de «{0}» pasan {1} días en almacenamiento frío, que cobra {2}.",
            )
        } else {
            Message::say(
                "Objects of “{0}” stay {1} days in colder storage, which charges at least {2}.",
                "Los objetos de «{0}» pasan {1} días en almacenamiento frío, que cobra al menos {2}.",
            )
        };
        let message = message.with(site.name.clone()).with(stays.to_string()).with(least.to_string());
        let verdict = if stays < least { Verdict::violated(message) } else { Verdict::satisfied(message) };
        vec![verdict.on(s3_bucket::TIERING.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            s3_bucket::TIERING.name,
            "none",
            Message::say("Leave them where they are", "Dejarlos donde están"),
        ))
    }
}

impl Examples for S3MinimumStorageDays {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "deleted a month after",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{"versioning":false,"tiering":"glacier-ir","expire_days":60}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "kept for a year",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{"tiering":"glacier-ir","expire_days":365}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "kept as an old version",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{"tiering":"glacier-ir","expire_days":60}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a class without a minimum",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{"tiering":"intelligent-tiering","expire_days":40}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "never deleted",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{"tiering":"glacier-ir"}}}}"#,
            },
        ]
    }
}
