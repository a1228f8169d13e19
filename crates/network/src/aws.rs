//! The AWS services that are called by name and have no interface of their own in a network.

use architecture::{Ix, Source};
use design::{ConnectionKind, Connects};
pub use services::kinds::vpc_endpoint::service_names as endpoint_names;
use services::{
    Site,
    kinds::{s3_bucket, vpc_endpoint},
    service,
};

use crate::Network;

/// The addresses of an element without interfaces.
pub(crate) fn stated(site: &Site<'_>) -> Vec<Source> {
    let mut found = service(site.kind.name).map(|kind| kind.addresses(site)).unwrap_or_default();
    if site.kind.name == s3_bucket::KIND && found.is_empty() {
        found.push(Source::S3);
    }
    found
}

/// Whether an element without known addresses opens connections of its own: buckets, queues, gateways do not.
pub(crate) fn calls(site: &Site<'_>) -> bool {
    let draws = |connects: &Connects| connects.kind == ConnectionKind::Traffic;
    site.kind.connects.iter().any(draws) || site.is("sns_topic")
}

/// An endpoint of a VPC.
#[derive(Clone, Copy)]
pub(crate) struct Endpoint<'a> {
    pub(crate) ix: Ix,
    vpc: Option<Ix>,
    /// The short name of the service it leads to.
    pub(crate) name: &'a str,
    /// Leads by route tables, not by interfaces.
    pub(crate) gateway: bool,
    /// The service's usual name leads to it.
    pub(crate) named: bool,
}

impl<'a> Endpoint<'a> {
    pub(crate) fn of(site: Site<'a>) -> Endpoint<'a> {
        Endpoint {
            ix: site.ix,
            vpc: site.vpc().map(|vpc| vpc.ix),
            name: vpc_endpoint::short_name(&site),
            gateway: vpc_endpoint::gateway(&site),
            named: vpc_endpoint::names_itself(&site),
        }
    }
}

impl<'a> Network<'a> {
    pub(crate) fn endpoint(&self, ix: Ix) -> Option<Endpoint<'a>> {
        self.endpoints.iter().find(|endpoint| endpoint.ix == ix).copied()
    }

    /// The endpoints of a network that lead to an element by the name of its service; they serve their own region.
    pub(crate) fn endpoints(
        &self,
        vpc: Option<Ix>,
        name: &str,
        to: Ix,
    ) -> impl Iterator<Item = Endpoint<'a>> {
        let region = |ix: Ix| self.architecture.elements[ix].region.as_str();
        let leads = move |endpoint: &&Endpoint<'a>| {
            endpoint.vpc == vpc && endpoint.name == name && region(endpoint.ix) == region(to)
        };
        self.endpoints.iter().filter(leads).copied()
    }
}
