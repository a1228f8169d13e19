//! Traffic of a VPC is logged.

use design::Words;
use services::kinds::vpc;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct VpcFlowLog;

static ABOUT: About = About {
    id: "vpc-flow-log",
    title: Words::new("VPC traffic is logged", "El tráfico de la VPC se registra"),
    rationale: Words::new(
        "After an incident, the flow log is what tells who talked to whom. Without it nobody can say what was reached.",
        "Tras un incidente, el registro de flujo dice quién habló con quién. Sin él nadie sabe qué se alcanzó.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &[
        "cdk-nag:AwsSolutions-VPC7",
        "checkov:CKV2_AWS_11",
        "security-hub:EC2.6",
        "groundplan:VPC-001",
        "trivy:AWS-0178",
    ],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
    scope: Scope::Node,
    kinds: &[vpc::KIND],
};

impl Rule for VpcFlowLog {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            site.text(&vpc::FLOW_LOG) == "off",
            Message::say("Traffic in “{0}” is not logged.", "El tráfico en «{0}» no se registra.")
                .with(site.name.clone()),
            Message::say("Traffic in “{0}” is logged.", "El tráfico en «{0}» se registra.")
                .with(site.name.clone()),
        );
        vec![verdict.on(vpc::FLOW_LOG.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            vpc::FLOW_LOG.name,
            "all",
            Message::say("Log all traffic", "Registrar todo el tráfico"),
        ))
    }
}

impl Examples for VpcFlowLog {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "log off",
                design: r#"{"nodes":{"vpc":{"properties":{"flow_log":"off"}}}}"#,
            },
            Example { expect: Expect::Satisfied, name: "default", design: r#"{}"# },
            Example {
                expect: Expect::NotApplicable,
                name: "no VPC",
                design: r#"{"nodes":{"vpc":null,"igw":null,"public":null,"app":null,"data":null}}"#,
            },
        ]
    }
}
