//! What faces the internet is meant to.

use design::{ConnectionKind, Words};
use services::kinds::{alb, users};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct AlbExposureIntended;

static ABOUT: About = About {
    id: "alb-exposure-intended",
    title: Words::new(
        "Load balancers face the internet on purpose",
        "Los balanceadores dan a internet a propósito",
    ),
    rationale: Words::new(
        "A load balancer for colleagues that faces the internet is found within hours. Where visitors are drawn, the exposure is on purpose.",
        "Un balanceador para uso interno que da a internet se descubre en horas. Donde hay visitantes dibujados, la exposición es a propósito.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:ALB-011", "trivy:AWS-0053"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND],
};

impl Rule for AlbExposureIntended {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !alb::internet_facing(site) {
            return vec![Verdict::satisfied(
                Message::say("“{0}” is internal.", "«{0}» es interno.").with(site.name.clone()),
            )];
        }
        let visited = alb::behind_cloudfront(site)
            || site.from(ConnectionKind::Traffic).any(|(_, from)| from.is(users::KIND))
            || site.from(ConnectionKind::Origin).next().is_some();
        let verdict = if visited {
            Verdict::satisfied(
                Message::say(
                    "Visitors from the internet are drawn to “{0}”.",
                    "Hay visitantes de internet dibujados hacia «{0}».",
                )
                .with(site.name.clone()),
            )
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” faces the internet, and nobody from there is drawn to it. Who calls it?",
                    "«{0}» da a internet, y nadie de allí está dibujado hacia él. ¿Quién lo llama?",
                )
                .with(site.name.clone()),
            )
        };
        vec![verdict.on(alb::SCHEME.name)]
    }
}

impl Examples for AlbExposureIntended {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "nobody is drawn",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "users are drawn",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"users":{"kind":"users","properties":{}}},"connections":{"u":{"from":"users","kind":"traffic","to":"alb","properties":{"port":443}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "internal",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no load balancer", design: r#"{}"# },
        ]
    }
}
