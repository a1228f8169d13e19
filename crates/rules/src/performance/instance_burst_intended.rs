//! Burstable machines are used where load comes in bursts.

use design::{ConnectionKind, Words};
use services::kinds::{auto_scaling_group, ec2_instance, eks_node_group, eks_workers};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, machines};

pub struct InstanceBurstIntended;

static ABOUT: About = About {
    id: "instance-burst-intended",
    title: Words::new("Burstable machines are meant", "Las máquinas con ráfagas son a propósito"),
    rationale: Words::new(
        "Machines of the T families earn credits while they rest. Under steady load the credits run out: they slow down, or the surplus is charged.",
        "Las máquinas de las familias T ganan créditos en reposo. Con carga constante se agotan: se vuelven lentas, o se cobra el exceso.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::PerformanceEfficiency,
    question: "PERF02",
    peers: &["groundplan:EC2-015"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances.html",
    scope: Scope::Neighbours,
    kinds: &[auto_scaling_group::KIND, ec2_instance::KIND, eks_node_group::KIND, eks_workers::KIND],
};

impl Rule for InstanceBurstIntended {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(property) = machines::instance_type_property(site) else { return Vec::new() };
        // A machine that nothing calls has no load to be steady.
        let called =
            site.from(ConnectionKind::Traffic).chain(site.from(ConnectionKind::Target)).next().is_some();
        if !site.architecture.production() || site.is(ec2_instance::KIND) && !called {
            return Vec::new();
        }
        let instance_type = site.text(property);
        let message = |en: &'static str, es: &'static str| {
            Message::say(en, es).with(site.name.clone()).with(instance_type)
        };
        let verdict = match instance_type.starts_with('t') {
            true => Verdict::cannot_tell(message(
                "“{0}” runs on {1}, which lives on credits. Does its usual load stay below the baseline?",
                "«{0}» usa {1}, que vive de créditos. ¿Su carga habitual queda bajo la línea base?",
            )),
            false => Verdict::satisfied(message(
                "“{0}” runs on {1}, which has its full speed at all times.",
                "«{0}» usa {1}, con toda su velocidad siempre.",
            )),
        };
        vec![verdict.on(property.name)]
    }
}

impl Examples for InstanceBurstIntended {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "a group of t4g in production",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{"instance_type":"t4g.small"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a machine behind a load balancer",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"ec2_instance","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a group of m6g",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{"instance_type":"m6g.large"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a bastion, which nothing calls",
                design: r#"{"nodes":{"bastion":{"kind":"ec2_instance","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "elsewhere",
                design: r#"{"environments":{"prod":{"tier":"non-production"}},"nodes":{"web":{"kind":"auto_scaling_group","properties":{"instance_type":"t4g.small"},"parent":"app"}}}"#,
            },
        ]
    }
}
