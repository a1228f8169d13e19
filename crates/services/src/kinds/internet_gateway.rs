//! Internet gateway: the VPC's door to the internet.

use crate::value::map;
use design::{Kind, Words};
use pricing::Ledger;

use crate::{About, Category, Lane, Service, Site, Stack, Stacks, kinds::vpc};

pub struct InternetGateway;

pub const KIND: &str = "internet_gateway";

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("Internet gateway", "Internet gateway"),
        parents: &[vpc::KIND],
        contained: true,
        properties: &[],
        connects: &[],
        usage: &[],
        interface: false,
        role: false,
    },
    category: Category::NetworkingContentDelivery,
    icon: "internet-gateway",
    drawio: "mxgraph.aws4.internet_gateway",
    stack: Stack::Network,
    lane: Lane::TopBorder,
    stateful: false,
};

impl Service for InternetGateway {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<architecture::Blocker> {
        let Some(vpc) = site.vpc() else { return Vec::new() };
        let first = vpc.children(KIND).next().is_none_or(|first| first.ix == site.ix);
        let second = (!first).then(|| {
            site.blocker(
                "second-internet-gateway",
                None,
                format!("“{}” is one internet gateway too many: a VPC takes one.", site.name),
            )
        });
        second.into_iter().collect()
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let Some(vpc) = site.vpc() else { return };
        stacks.resource(site, "", "AWS::EC2::InternetGateway", map! { "Tags" => site.tags() });
        stacks.resource(
            site,
            "attachment",
            "AWS::EC2::VPCGatewayAttachment",
            map! { "VpcId" => vpc.reference(""), "InternetGatewayId" => site.reference("") },
        );
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.free(
            site.node(),
            "",
            "Amazon VPC",
            "Internet gateway",
            "AWS charges the traffic, not the gateway.",
        );
    }
}
