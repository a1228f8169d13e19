//! Actor: the people (or programs) on the internet that use the design.

use architecture::{Cidr, Source};
use design::{ConnectionKind, Connects, Kind, Words};
use pricing::Ledger;

use crate::{About, Category, Lane, Service, Site, Stack};

pub struct Users;

pub const KIND: &str = "users";

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("Users", "Usuarios"),
        parents: &[],
        contained: false,
        properties: &[],
        connects: &[Connects {
            kind: ConnectionKind::Traffic,
            to: &[
                "alb",
                "auto_scaling_group",
                "cfn_resource",
                "cloudfront_distribution",
                "ec2_instance",
                "route53_zone",
            ],
        }],
        usage: &[],
        interface: false,
        role: false,
    },
    category: Category::General,
    icon: "users",
    drawio: "mxgraph.aws4.users",
    stack: Stack::Network,
    lane: Lane::Actor,
    stateful: false,
};

impl Service for Users {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    /// The whole internet.
    fn addresses(&self, _site: &Site<'_>) -> Vec<Source> {
        Cidr::parse("0.0.0.0/0").map(Source::Cidr).into_iter().collect()
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.free(site.node(), "", "Users", "Outside AWS", "Their traffic is charged to what serves it.");
    }

    fn spec(&self, _site: &Site<'_>) -> String {
        "internet".to_owned()
    }
}
