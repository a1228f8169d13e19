//! A load balancer asks the application itself whether it is well.

use design::{ConnectionKind, Words};
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Edit, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct TargetGroupHealthCheck;

static BUILT: Built = Built {
    types: &["AWS::ElasticLoadBalancingV2::TargetGroup"],
    path: "HealthCheckPath",
    holds: |given| match given {
        Given::Absent => Some(false),
        Given::Computed => None,
        Given::Known(path) => Some(path.as_str().is_some_and(|path| path != "/")),
    },
};

static ABOUT: About = About {
    id: "target-group-health-check",
    title: Words::new(
        "Health checks ask the application",
        "Las comprobaciones de salud preguntan a la aplicación",
    ),
    rationale: Words::new(
        "The first page may answer while the database behind it is gone. A path made for it says whether the application can do its work.",
        "La página de inicio puede responder aunque la base detrás no esté. Una ruta hecha para ello dice si la aplicación puede hacer su trabajo.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL11",
    peers: &["groundplan:ALB-012", "checkov:CKV_AWS_261", "security-hub:ELB.21"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for TargetGroupHealthCheck {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "Health checks of “{0}” ask for the first page.",
            "Las comprobaciones de «{0}» piden la página de inicio.",
        );
        let satisfied = Message::say(
            "Health checks of “{0}” ask for a path of their own.",
            "Las comprobaciones de «{0}» piden una ruta propia.",
        );
        if site.is(alb::KIND) {
            let targets = site.to(ConnectionKind::Target).map(|(edge, target)| {
                Verdict::either(
                    edge.text("health_path") == "/",
                    violated.clone().with(target.name.clone()),
                    satisfied.clone().with(target.name.clone()),
                )
            });
            return targets.collect();
        }
        if speaks_http(site) {
            BUILT.judge(site, violated, satisfied).into_iter().collect()
        } else {
            Vec::new()
        }
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Ask for /healthz", "Pedir /healthz");
        if site.is(cfn_resource::KIND) {
            return BUILT.fix(site, "/healthz", title);
        }
        let first_page = site.to(ConnectionKind::Target).filter(|(edge, _)| edge.text("health_path") == "/");
        let edits = first_page
            .map(|(edge, _)| Edit::Set {
                id: edge.id.clone(),
                property: "health_path",
                value: "/healthz".into(),
            })
            .collect();
        Some(Fix { title, edits })
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for TargetGroupHealthCheck {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "the default path",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "the first page",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80,"health_path":"/"}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw target group that does not say so",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Protocol":"HTTP","Port":80}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw target group",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Protocol":"HTTPS","HealthCheckPath":"/healthz"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw target group of TCP",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Protocol":"TCP","Port":5432}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw target group of gRPC",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::TargetGroup","properties":{"Protocol":"HTTP","ProtocolVersion":"GRPC","Port":50051}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no targets",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
        ]
    }
}

fn speaks_http(site: &Case<'_>) -> bool {
    let table = site.record(&cfn_resource::PROPERTIES);
    let protocol = table.and_then(|table| table.get("Protocol")).and_then(serde_json::Value::as_str);
    // gRPC is asked by a method of its own.
    let grpc = table.and_then(|table| table.get("ProtocolVersion")).and_then(serde_json::Value::as_str)
        == Some("GRPC");
    matches!(protocol, Some("HTTP" | "HTTPS")) && !grpc
}
