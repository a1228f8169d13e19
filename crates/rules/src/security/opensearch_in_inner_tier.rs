//! A search domain has no place beside the internet.

use design::Words;
use services::kinds::{opensearch_domain, subnet};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct OpensearchInInnerTier;

static ABOUT: About = About {
    id: "opensearch-in-inner-tier",
    title: Words::new(
        "Search domains stand in inner tiers",
        "Los dominios de búsqueda están en capas internas",
    ),
    rationale: Words::new(
        "A domain holds copies of the data of others. In a public tier it is one wrong rule away from everyone.",
        "Un dominio guarda copias de datos ajenos. En una capa pública está a una regla errada de todos.",
    ),
    // It has private addresses there too: what is missing is the second line of defence.
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:G-SG-02"],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",
    scope: Scope::Neighbours,
    kinds: &[opensearch_domain::KIND],
};

impl Rule for OpensearchInInnerTier {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(tier) = site.tier() else { return Vec::new() };
        vec![Verdict::either(
            tier.text(&subnet::ACCESS) == "public",
            Message::say("“{0}” stands in the public tier “{1}”.", "«{0}» está en la capa pública «{1}».")
                .with(site.name.clone())
                .with(tier.name.clone()),
            Message::say(
                "“{0}” stands in “{1}”, which is not public.",
                "«{0}» está en «{1}», que no es pública.",
            )
            .with(site.name.clone())
            .with(tier.name.clone()),
        )]
    }
}

impl Examples for OpensearchInInnerTier {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "in the public tier",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in an isolated tier",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in a private tier",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
        ]
    }
}
