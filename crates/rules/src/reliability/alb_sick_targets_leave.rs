//! An unhealthy target soon gets no more requests.

use design::{ConnectionKind, Words};
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Edit, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions, policies,
};

pub struct AlbSickTargetsLeave;

static BUILT: Built = Built {
    types: &["AWS::ElasticLoadBalancingV2::TargetGroup"],
    path: "HealthCheckIntervalSeconds",
    // Two failures are the least it waits for.
    holds: |given| match given {
        Given::Absent => Some(true),
        given => given.at_least(31.0).map(|slow| !slow),
    },
};

static ABOUT: About = About {
    id: "alb-sick-targets-leave",
    title: Words::new(
        "Unhealthy targets are taken out within a minute",
        "Los destinos no sanos salen en menos de un minuto",
    ),
    rationale: Words::new(
        "Until a load balancer notices that a target fails, part of the visitors gets errors. A minute of that is noticed; five are reported.",
        "Hasta que el balanceador nota que un destino falla, parte de los visitantes recibe errores. Un minuto se nota; cinco se reclaman.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL11",
    peers: &[],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for AlbSickTargetsLeave {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "For {1} seconds “{0}” goes on sending requests to a target that fails.",
            "Por {1} segundos «{0}» sigue enviando solicitudes a un destino que falla.",
        );
        let satisfied = Message::say(
            "“{0}” takes out a target that fails after {1} seconds.",
            "«{0}» retira un destino que falla a los {1} segundos.",
        );
        let verdict = |seconds: i64| {
            let say = |message: Message| message.with(site.name.clone()).with(seconds.to_string());
            Verdict::either(seconds > 60, say(violated.clone()), say(satisfied.clone()))
        };
        if site.is(alb::KIND) {
            if site.to(ConnectionKind::Target).next().is_none() {
                return Vec::new();
            }
            let seconds = site.integer(&alb::HEALTH_INTERVAL) * site.integer(&alb::UNHEALTHY);
            return vec![verdict(seconds).on(alb::HEALTH_INTERVAL.name)];
        }
        if !BUILT.concerns(site) || policies::raw(site, "TargetType").is_one_of(&["lambda"]) == Some(true) {
            return Vec::new();
        }
        // What AWS takes where nothing is said.
        let interval = number(policies::raw(site, BUILT.path), 30);
        let verdict = match (interval, number(policies::raw(site, "UnhealthyThresholdCount"), 2)) {
            (Some(interval), Some(failures)) => verdict(interval.saturating_mul(failures)),
            _ => Verdict::cannot_tell(
                Message::say(
                    "“{0}” leaves its health check to a function: it is known when it is built.",
                    "«{0}» deja su comprobación a una función: se sabe cuando se crea.",
                )
                .with(site.name.clone()),
            ),
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title =
            Message::say("Ask every 15 seconds, three times", "Preguntar cada 15 segundos, tres veces");
        if site.is(alb::KIND) {
            let mut fix = Fix::set(site, alb::HEALTH_INTERVAL.name, 15, title);
            fix.edits.push(Edit::Set { id: site.id.clone(), property: alb::UNHEALTHY.name, value: 3.into() });
            return Some(fix);
        }
        let mut table = companions::raw_properties(site);
        table.insert("HealthCheckIntervalSeconds".to_owned(), 15.into());
        table.insert("UnhealthyThresholdCount".to_owned(), 3.into());
        Some(Fix { title, edits: companions::rewrite(site, table) })
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for AlbSickTargetsLeave {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "half a minute, five times",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{"health_interval_seconds":30,"unhealthy_threshold":5},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw target group that asks every five minutes",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"HealthCheckIntervalSeconds":300}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw target group that asks five times every half minute, as AWS does by itself",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"UnhealthyThresholdCount":5}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw target group that leaves it to a parameter",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"HealthCheckIntervalSeconds":{"Ref":"Interval"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw target group",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"HealthCheckIntervalSeconds":10}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no targets",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
        ]
    }
}

/// A number, also as text; `usual` where it is not given, nothing where a function decides.
fn number(given: Given<'_>, usual: i64) -> Option<i64> {
    match given {
        Given::Absent => Some(usual),
        Given::Computed => None,
        Given::Known(value) => value.as_i64().or_else(|| value.as_str()?.parse().ok()),
    }
}
