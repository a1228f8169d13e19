//! Visitors find a way to an internet-facing load balancer.

use architecture::RouteTarget;
use design::Words;
use serde_json::Value;
use services::{
    Site,
    kinds::{alb, route_table, subnet},
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct PublicAlbHasWayIn;

static ABOUT: About = About {
    id: "public-alb-has-way-in",
    title: Words::new(
        "Internet-facing load balancers are routed to the internet",
        "Los balanceadores hacia internet tienen ruta a internet",
    ),
    rationale: Words::new(
        "An internet-facing load balancer in a subnet without a route to the internet gateway has public addresses that nobody can reach.",
        "Un balanceador hacia internet en una subred sin ruta al internet gateway tiene direcciones públicas que nadie alcanza.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:ALB-016", "groundplan:G-ALB-01"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
    scope: Scope::Vpc,
    kinds: &[alb::KIND],
};

impl Rule for PublicAlbHasWayIn {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(tier) = site.tier().filter(|_| alb::internet_facing(site)) else { return Vec::new() };
        let open = |zone: &u8| {
            matches!(network::gateway_to_internet(&tier, *zone), Some(RouteTarget::InternetGateway(_)))
        };
        let closed = !site.zones.iter().all(open);
        if site.zones.is_empty() {
            return Vec::new();
        }
        if closed && leads_out(&tier) {
            return vec![Verdict::cannot_tell(
                Message::say(
                    "“{0}” faces the internet, and “{1}” is routed to something outside the design: does that lead to an internet gateway?",
                    "«{0}» da a internet, y «{1}» tiene ruta a algo fuera del diseño: ¿lleva a un internet gateway?",
                )
                .with(site.name.clone())
                .with(tier.name.clone()),
            )];
        }
        vec![Verdict::either(
            closed,
            Message::say(
                "“{0}” faces the internet, but “{1}” has no route to an internet gateway.",
                "«{0}» da a internet, pero «{1}» no tiene ruta a un internet gateway.",
            )
            .with(site.name.clone())
            .with(tier.name.clone()),
            Message::say(
                "“{0}” faces the internet, and “{1}” is routed to an internet gateway.",
                "«{0}» da a internet, y «{1}» tiene ruta a un internet gateway.",
            )
            .with(site.name.clone())
            .with(tier.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let tier = site.tier()?;
        let contradicts =
            site.text(&alb::SCHEME) == "internet-facing" && tier.text(&subnet::ACCESS) != "public";
        let title = Message::say("Make it internal, like its tier", "Hacerlo interno, como su capa");
        contradicts.then(|| Fix::set(site, alb::SCHEME.name, Value::Null, title))
    }
}

impl Examples for PublicAlbHasWayIn {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "in a private tier",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{"scheme":"internet-facing"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a public tier whose own route table leads nowhere",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"table":{"kind":"route_table","parent":"public","replaces":"public/route-table/1","properties":{"keep_derived":false,"routes":[]}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a public tier routed to a firewall",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"table":{"kind":"route_table","parent":"public","replaces":"public/route-table/1","properties":{"keep_derived":false,"routes":[{"destination":"0.0.0.0/0","gateway_id":"vpce-0a1b2c3d4e5f60718"}]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in a public tier",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "internal",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}

/// Whether a stated route of the tier leads to what is not drawn as a gateway, such as a firewall.
fn leads_out(tier: &Site<'_>) -> bool {
    tier.zones.iter().any(|zone| {
        let part = tier.element().part(&format!("route-table/{zone}"));
        let table = part.and_then(|part| part.explicit).map(|ix| tier.at(ix));
        table.is_some_and(|table| {
            table.records(&route_table::ROUTES).iter().any(|route| route.contains_key("gateway_id"))
        })
    })
}
