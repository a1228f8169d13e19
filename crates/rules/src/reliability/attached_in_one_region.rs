//! What is attached to an element lies in its region.

use design::{ConnectionKind, Words};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct AttachedInOneRegion;

static ABOUT: About = About {
    id: "attached-in-one-region",
    title: Words::new("What belongs together lies in one region", "Lo que va junto está en una misma región"),
    rationale: Words::new(
        "Keys, groups and topics work within their region only: the deployment fails, or every call crosses regions.",
        "Claves, grupos y temas sirven solo en su región: el despliegue falla, o cada llamada cruza regiones.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL01",
    peers: &["groundplan:G-REG-01"],
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html",
    scope: Scope::Neighbours,
    kinds: &[],
};

impl Rule for AttachedInOneRegion {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if EDGE_KINDS.contains(&site.kind.name) {
            return Vec::new();
        }
        let attached =
            site.to(ConnectionKind::Attached).filter(|(_, other)| !EDGE_KINDS.contains(&other.kind.name));
        attached
            .map(|(_, other)| {
                let apart = other.region != site.region;
                let message = if apart {
                    Message::say(
                        "“{0}” lies in {1} and “{2}”, attached to it, in {3}.",
                        "«{0}» está en {1} y «{2}», adjunto, en {3}.",
                    )
                } else {
                    Message::say(
                        "“{0}” in {1} and “{2}” in {3} lie together.",
                        "«{0}» en {1} y «{2}» en {3} están juntos.",
                    )
                };
                let message = message
                    .with(site.name.clone())
                    .with(site.region.clone())
                    .with(other.name.clone())
                    .with(other.region.clone());
                if apart { Verdict::violated(message) } else { Verdict::satisfied(message) }
            })
            .collect()
    }
}

impl Examples for AttachedInOneRegion {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a key of another region",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"},"key":{"kind":"kms_key","region":"us-west-2","properties":{}}},"connections":{"db-key":{"from":"db","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key of the same region",
                design: r#"{"nodes":{"key":{"kind":"kms_key","properties":{}},"db":{"kind":"rds_instance","properties":{},"parent":"data"}},"connections":{"db-key":{"from":"db","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing attached", design: r#"{}"# },
        ]
    }
}

/// Kinds built at the edge, whatever region they name.
const EDGE_KINDS: [&str; 4] = ["acm_certificate", "cloudfront_distribution", "route53_zone", "waf_web_acl"];
