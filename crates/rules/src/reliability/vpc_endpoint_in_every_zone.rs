//! Interface endpoints answer by the usual names, in every zone of the VPC.

use design::Words;
use services::kinds::vpc_endpoint;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct VpcEndpointInEveryZone;

static ABOUT: About = About {
    id: "vpc-endpoint-in-every-zone",
    title: Words::new(
        "Interface endpoints answer in every zone",
        "Los endpoints de interfaz responden en cada zona",
    ),
    rationale: Words::new(
        "An endpoint in one zone fails with it, and callers elsewhere pay for crossing; without private DNS nothing finds it.",
        "Un endpoint en una sola zona falla con ella, y quien llama desde otra paga el cruce; sin DNS privado nadie lo encuentra.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-NET-09"],
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    scope: Scope::Vpc,
    kinds: &[vpc_endpoint::KIND],
};

impl Rule for VpcEndpointInEveryZone {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let (false, Some(vpc)) = (vpc_endpoint::gateway(site), site.vpc()) else { return Vec::new() };
        let missing: Vec<String> =
            vpc.zones.iter().filter(|zone| !site.zones.contains(zone)).map(|zone| zone.to_string()).collect();
        let zones = Verdict::either(
            !missing.is_empty(),
            Message::say(
                "“{0}” has no interface in zone {1} of its VPC.",
                "«{0}» no tiene interfaz en la zona {1} de su VPC.",
            )
            .with(site.name.clone())
            .with(missing.join(", ")),
            Message::say(
                "“{0}” has an interface in each zone of its VPC.",
                "«{0}» tiene una interfaz en cada zona de su VPC.",
            )
            .with(site.name.clone()),
        );
        // Beside a gateway endpoint, the usual names lead to that one.
        let service = site.text(&vpc_endpoint::SERVICE);
        if ["dynamodb", "s3"].iter().any(|name| service.rsplit('.').next() == Some(name)) {
            return vec![zones];
        }
        let unnamed = !site.flag(&vpc_endpoint::PRIVATE_DNS);
        let names = Verdict::either(
            unnamed,
            Message::say(
                "The service’s usual names do not lead to “{0}”.",
                "Los nombres habituales del servicio no llevan a «{0}».",
            )
            .with(site.name.clone()),
            Message::say(
                "The service’s usual names lead to “{0}”.",
                "Los nombres habituales del servicio llevan a «{0}».",
            )
            .with(site.name.clone()),
        );
        vec![zones, names.on(vpc_endpoint::PRIVATE_DNS.name)]
    }

    fn fix(&self, site: &Case<'_>, verdict: &Verdict) -> Option<Fix> {
        verdict.property?;
        let title = Message::say("Turn on private DNS", "Activar el DNS privado");
        Some(Fix::set(site, vpc_endpoint::PRIVATE_DNS.name, true, title))
    }
}

impl Examples for VpcEndpointInEveryZone {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "without private DNS",
                design: r#"{"nodes":{"logs":{"kind":"vpc_endpoint","properties":{"service":"logs","private_dns":false},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "in one of two zones",
                design: r#"{"nodes":{"logs":{"kind":"vpc_endpoint","properties":{"service":"logs"},"parent":"app"},"app":{"properties":{"zones":[1]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"logs":{"kind":"vpc_endpoint","properties":{"service":"logs"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an interface endpoint to S3, whose usual names are left to the gateway endpoint",
                design: r#"{"nodes":{"s3":{"kind":"vpc_endpoint","properties":{"service":"s3","private_dns":false},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a gateway endpoint",
                design: r#"{"nodes":{"s3":{"kind":"vpc_endpoint","properties":{},"parent":"vpc"}}}"#,
            },
        ]
    }
}
