//! Which requests a load balancer or a distribution sends where.

use architecture::Edge;

use crate::{
    Site, distribution,
    kinds::{alb, cloudfront_distribution},
    listeners,
};

/// What one connection of a forwarder is sent.
#[derive(Debug, Clone, Copy)]
pub struct Requests<'a> {
    pub edge: &'a Edge,
    /// Pattern that paths must fit; `None` for every path.
    pub path: Option<&'a str>,
}

/// The connections of a forwarder in the order it asks them: a request takes the first whose path fits. `None` for
/// kinds that do not choose by path. A connection that is missing is sent nothing.
pub fn in_order<'a>(site: &Site<'a>) -> Option<Vec<Requests<'a>>> {
    match site.kind.name {
        alb::KIND => Some(listeners::in_order(site)),
        cloudfront_distribution::KIND => Some(distribution::in_order(site)),
        _ => None,
    }
}
