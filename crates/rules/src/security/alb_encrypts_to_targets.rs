//! Requests stay encrypted up to the application.

use architecture::Edge;
use design::{ConnectionKind, Words};
use services::{Site, kinds::alb, service};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct AlbEncryptsToTargets;

static ABOUT: About = About {
    id: "alb-encrypts-to-targets",
    title: Words::new(
        "Requests are encrypted up to the application",
        "Las solicitudes van cifradas hasta la aplicación",
    ),
    rationale: Words::new(
        "A load balancer that ends TLS passes requests on in the clear. Within a VPC that is common and often enough; for card or health data it is not.",
        "Un balanceador que termina TLS entrega las solicitudes en claro. Dentro de una VPC es común y suele bastar; para datos de tarjetas o de salud, no.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &["groundplan:ALB-013", "checkov:CKV_AWS_378", "security-hub:ELB.22"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-target-group.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND],
};

impl Rule for AlbEncryptsToTargets {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = |(edge, target): (&Edge, Site<'_>)| {
            let usual = || service(target.kind.name)?.port(&target, ConnectionKind::Target);
            let port = edge.port("port").or_else(usual)?;
            // As the template's target group has it.
            Some(if matches!(port, 443 | 8443) {
                Verdict::satisfied(
                    Message::say("“{0}” calls “{1}” over HTTPS.", "«{0}» llama a «{1}» por HTTPS.")
                        .with(site.name.clone())
                        .with(target.name.clone()),
                )
            } else {
                Verdict::cannot_tell(
                    Message::say(
                        "“{0}” calls “{1}” over plain HTTP. Do its data ask for encryption inside the network too?",
                        "«{0}» llama a «{1}» por HTTP simple. ¿Sus datos exigen cifrado también dentro de la red?",
                    )
                    .with(site.name.clone())
                    .with(target.name.clone()),
                )
            })
        };
        site.to(ConnectionKind::Target).filter_map(verdict).collect()
    }
}

impl Examples for AlbEncryptsToTargets {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "HTTP inside",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "HTTPS",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":443}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no targets",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
        ]
    }
}
