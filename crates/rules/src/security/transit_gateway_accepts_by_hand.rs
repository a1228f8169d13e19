//! Transit gateways accept attachments by hand.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct TransitGatewayAcceptsByHand;

static BUILT: Built = Built {
    types: &["AWS::EC2::TransitGateway"],
    path: "AutoAcceptSharedAttachments",
    holds: |given| match given {
        Given::Absent => Some(true),
        given => given.is_one_of(&["disable"]),
    },
};

static ABOUT: About = About {
    id: "transit-gateway-accepts-by-hand",
    title: Words::new(
        "Transit gateways accept attachments by hand",
        "Los transit gateways aceptan conexiones a mano",
    ),
    rationale: Words::new(
        "Automatic acceptance joins the network of any account the gateway is shared with, without anyone looking.",
        "La aceptación automática une la red de toda cuenta con la que se comparte, sin que nadie mire.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["checkov:CKV_AWS_331", "security-hub:EC2.23"],
    source: "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for TransitGatewayAcceptsByHand {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” accepts shared attachments by itself.",
            "«{0}» acepta conexiones compartidas por sí solo.",
        );
        let satisfied = Message::say(
            "“{0}” leaves attachments to be accepted.",
            "«{0}» deja que se acepten las conexiones.",
        );
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "disable", Message::say("Accept by hand", "Aceptar a mano"))
    }
}

impl Examples for TransitGatewayAcceptsByHand {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw one that is not",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::TransitGateway","properties":{"AutoAcceptSharedAttachments":"enable"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw one that is",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::TransitGateway","properties":{"AutoAcceptSharedAttachments":"disable"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw one that says nothing",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::TransitGateway","properties":{"AmazonSideAsn":64512}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}
