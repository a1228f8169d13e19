//! New machines get time to start.

use design::{ConnectionKind, Words};
use services::kinds::auto_scaling_group;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct GroupHealthGrace;

static ABOUT: About = About {
    id: "group-health-grace",
    title: Words::new("New machines get time to start", "Las máquinas nuevas tienen tiempo para iniciar"),
    rationale: Words::new(
        "Behind a load balancer, a machine judged while it still starts is replaced by one that fares no better, without end.",
        "Tras un balanceador, una máquina juzgada mientras inicia se reemplaza por otra a la que le va igual, sin fin.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL11",
    peers: &[],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html",
    scope: Scope::Neighbours,
    kinds: &[auto_scaling_group::KIND],
};

impl Rule for GroupHealthGrace {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.from(ConnectionKind::Target).next().is_none() {
            return Vec::new();
        }
        let verdict = Verdict::either(
            site.integer(&auto_scaling_group::GRACE) == 0,
            Message::say(
                "“{0}” judges machines from their first second.",
                "«{0}» juzga a las máquinas desde el primer segundo.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” gives new machines time to start.",
                "«{0}» da tiempo de iniciar a las máquinas nuevas.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(auto_scaling_group::GRACE.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            auto_scaling_group::GRACE.name,
            300,
            Message::say("Give five minutes", "Dar cinco minutos"),
        ))
    }
}

impl Examples for GroupHealthGrace {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "none",
                design: r#"{"nodes":{"alb":{"kind":"alb","parent":"public","properties":{}},"web":{"kind":"auto_scaling_group","properties":{"health_grace_seconds":0},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"alb":{"kind":"alb","parent":"public","properties":{}},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no load balancer",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{"health_grace_seconds":0},"parent":"app"}}}"#,
            },
        ]
    }
}
