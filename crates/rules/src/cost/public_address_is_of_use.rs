//! A public address is paid for where a route leads to it.

use design::Words;
use services::kinds::ec2_instance;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct PublicAddressIsOfUse;

static ABOUT: About = About {
    id: "public-address-is-of-use",
    title: Words::new("Public addresses are of use", "Las direcciones públicas sirven de algo"),
    rationale: Words::new(
        "AWS charges each public IPv4 address by the hour. Without a route to an internet gateway it carries nothing.",
        "AWS cobra por hora cada dirección IPv4 pública. Sin ruta a un internet gateway no lleva nada.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &["groundplan:G-COST-03"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html",
    scope: Scope::Vpc,
    kinds: &[ec2_instance::KIND],
};

impl Rule for PublicAddressIsOfUse {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let (true, Some(tier)) = (ec2_instance::public(site), site.tier()) else { return Vec::new() };
        let verdict = Verdict::either(
            network::internet_gateway(&tier).is_none(),
            Message::say(
                "“{0}” has a public address that no route leads to.",
                "«{0}» tiene una dirección pública a la que no lleva ninguna ruta.",
            )
            .with(site.name.clone()),
            Message::say(
                "A route leads to the public address of “{0}”.",
                "Una ruta lleva a la dirección pública de «{0}».",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(ec2_instance::PUBLIC_ADDRESS.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            ec2_instance::PUBLIC_ADDRESS.name,
            "by-tier",
            Message::say("Give it an address in public tiers only", "Darle dirección solo en capas públicas"),
        ))
    }
}

impl Examples for PublicAddressIsOfUse {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "in a private tier",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"public_address":"always"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in a public tier",
                design: r#"{"nodes":{"web":{"kind":"ec2_instance","properties":{"public_address":"always"},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "without one",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}
