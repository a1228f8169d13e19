//! Old images expire.

use design::Words;
use serde_json::json;
use services::kinds::{cfn_resource, ecr_repository};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EcrExpiresImages;

static BUILT: Built = Built {
    types: &["AWS::ECR::Repository"],
    path: "LifecyclePolicy.LifecyclePolicyText",
    holds: |given| given.present(),
};

static ABOUT: About = About {
    id: "ecr-expires-images",
    title: Words::new("Old images expire", "Las imágenes antiguas vencen"),
    rationale: Words::new(
        "Every build adds an image that nobody deletes by hand, and each is stored and charged for ever.",
        "Cada compilación agrega una imagen que nadie borra a mano, y cada una se guarda y cobra para siempre.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST04",
    peers: &["groundplan:ECR-003", "security-hub:ECR.3"],
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",
    scope: Scope::Node,
    kinds: &[ecr_repository::KIND, cfn_resource::KIND],
};

impl Rule for EcrExpiresImages {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” keeps every image for ever.",
            "«{0}» guarda todas las imágenes para siempre.",
        );
        let satisfied =
            Message::say("“{0}” lets old images expire.", "«{0}» deja vencer las imágenes antiguas.");
        if site.is(ecr_repository::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let policy = json!({ "rules": [{
            "rulePriority": 1,
            "description": "Only the newest images",
            "selection": { "tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 50 },
            "action": { "type": "expire" }
        }] });
        BUILT.fix(
            site,
            policy.to_string(),
            Message::say("Keep the newest fifty", "Conservar las cincuenta más nuevas"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EcrExpiresImages {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no policy",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::ECR::Repository","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a policy",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::ECR::Repository","properties":{"LifecyclePolicy":{"LifecyclePolicyText":"{\"rules\":[{\"rulePriority\":1,\"selection\":{\"tagStatus\":\"untagged\",\"countType\":\"imageCountMoreThan\",\"countNumber\":1},\"action\":{\"type\":\"expire\"}}]}"}}}}}}"#,
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
