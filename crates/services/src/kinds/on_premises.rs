//! Actor: a network of one's own outside AWS, known by its addresses.

use architecture::{Blocker, Cidr, Source};
use design::{ConnectionKind, Connects, Kind, Property, Shape, TextForm, Words};
use pricing::Ledger;

use crate::{About, Category, Lane, Service, Site, Stack, kinds::vpc};

pub struct OnPremises;

pub const KIND: &str = "on_premises";

pub const CIDRS: Property = Property::texts("cidrs", &Shape::Text(TextForm::Cidr), &["192.168.0.0/16"])
    .label("Address blocks", "Bloques de direcciones")
    .help(
        "Blocks its packets come from, as they arrive in the VPC.",
        "Bloques de los que llegan sus paquetes, tal como entran a la VPC.",
    )
    .source("https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("On-premises network", "Red local"),
        parents: &[],
        contained: false,
        properties: &[&CIDRS],
        connects: &[Connects {
            kind: ConnectionKind::Traffic,
            to: &[
                "alb",
                "auto_scaling_group",
                "cfn_resource",
                "cloudfront_distribution",
                "ec2_instance",
                "eks_cluster",
                "opensearch_domain",
                "rds_instance",
                "route53_zone",
                "vpc_endpoint",
            ],
        }],
        usage: &[],
        interface: false,
        role: false,
    },
    category: Category::General,
    icon: "corporate-data-center",
    drawio: "mxgraph.aws4.corporate_data_center",
    stack: Stack::Network,
    lane: Lane::Actor,
    stateful: false,
};

impl Service for OnPremises {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn addresses(&self, site: &Site<'_>) -> Vec<Source> {
        blocks(site).into_iter().map(Source::Cidr).collect()
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        for (_, other) in site.to(ConnectionKind::Traffic) {
            let Some(vpc) = other.vpc() else { continue };
            let Some(theirs) = vpc::cidr(&vpc) else { continue };
            // 0.0.0.0/0 and the like mean “from anywhere”, not a network of one's own.
            if let Some(own) = blocks(site).into_iter().find(|own| own.prefix() >= 8 && own.overlaps(theirs))
            {
                found.push(site.blocker(
                    "overlapping-network",
                    Some(CIDRS.name),
                    format!(
                        "{own} of “{}” overlaps {theirs} of “{}”: packets between them would never leave the VPC; change one of the blocks.",
                        site.name, vpc.name
                    ),
                ));
            }
        }
        found.dedup();
        found
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.free(
            site.node(),
            "",
            "On-premises network",
            "Outside AWS",
            "A VPN or Direct Connect that joins it is charged as an element of its own.",
        );
    }

    fn spec(&self, site: &Site<'_>) -> String {
        site.texts(&CIDRS).join(", ")
    }
}

fn blocks(site: &Site<'_>) -> Vec<Cidr> {
    site.texts(&CIDRS).into_iter().filter_map(Cidr::parse).collect()
}
