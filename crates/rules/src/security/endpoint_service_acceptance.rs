//! Connections to an endpoint service are accepted one by one.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct EndpointServiceAcceptance;

static BUILT: Built =
    Built { types: &["AWS::EC2::VPCEndpointService"], path: "AcceptanceRequired", holds: |given| given.on() };

static ABOUT: About = About {
    id: "endpoint-service-acceptance",
    title: Words::new(
        "Connections to an endpoint service are accepted one by one",
        "Las conexiones a un servicio de endpoint se aceptan una por una",
    ),
    rationale: Words::new(
        "Without acceptance every permitted account connects at once, and nobody learns of it.",
        "Sin aceptación toda cuenta permitida se conecta de inmediato y nadie se entera.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:VPC-014", "checkov:CKV_AWS_123"],
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for EndpointServiceAcceptance {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” admits connections unasked.", "«{0}» admite conexiones sin preguntar.");
        let satisfied = Message::say(
            "“{0}” waits for each connection to be accepted.",
            "«{0}» espera que se acepte cada conexión.",
        );
        if BUILT.concerns(site) && policies::raw(site, BUILT.path) == Given::Absent {
            let message = Message::say(
                "“{0}” does not say whether each connection waits to be accepted.",
                "«{0}» no dice si cada conexión espera a ser aceptada.",
            );
            let verdict = Verdict::cannot_tell(message.with(site.name.clone()));
            return vec![verdict.on(cfn_resource::PROPERTIES.name)];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Require acceptance", "Exigir aceptación"))
    }
}

impl Examples for EndpointServiceAcceptance {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw one that does not wait",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCEndpointService","properties":{"AcceptanceRequired":"false"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw one that does not say",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCEndpointService","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw one that waits",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCEndpointService","properties":{"AcceptanceRequired":true}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}
