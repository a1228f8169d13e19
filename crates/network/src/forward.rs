//! Connections over what forwards requests: load balancers to their targets, CloudFront to its origins.

use architecture::{Edge, Ix, Source};
use design::ConnectionKind;
use services::{
    kinds::{alb, route53_zone},
    requests, service,
};

use crate::{
    Answer, Blocked, Network, Place, Port, Step, Unknown, Witness,
    flow::straight,
    paths::{Fit, Paths},
};

/// Forwarders in a row that are followed: CloudFront, a load balancer, and one more.
const IN_A_ROW: usize = 3;

/// What CloudFront listens on. Source: CloudFront developer guide, viewer protocol policy.
const EDGE: [Port; 2] = [Port::tcp(80), Port::HTTPS];

/// What is to be reached.
struct Target<'a> {
    ix: Ix,
    port: Port,
    /// The paths of the requests that go on from there.
    paths: Paths<'a>,
    /// How many more forwarders may stand before it.
    left: usize,
}

impl<'a> Network<'a> {
    /// The flows by which requests from a place get to `port` of an element, directly or over what forwards them,
    /// from the source on. Otherwise why not: what the design does not say, else what stops them nearest to the
    /// element.
    pub fn forwarded(&self, from: Place, to: Ix, port: Port) -> Result<Vec<Witness<'a>>, Answer<'a>> {
        let target = Target { ix: to, port, paths: Paths::default(), left: IN_A_ROW };
        match self.directly(from, &target) {
            Ok(witness) => Ok(vec![witness]),
            Err(stopped) => self.indirectly(from, &target, stopped),
        }
    }

    /// As [`Network::forwarded`] to an element; to anywhere else directly.
    pub fn ways(&self, from: Place, to: Place, port: Port) -> Result<Vec<Witness<'a>>, Answer<'a>> {
        match to {
            Place::Element(ix) => self.forwarded(from, ix, port),
            _ => self.flow(from, to, port).witness().map(|witness| vec![witness]),
        }
    }

    fn directly(&self, from: Place, to: &Target<'a>) -> Result<Witness<'a>, Answer<'a>> {
        let outside = match from {
            Place::Element(ix) => !self.facts(ix).interface,
            _ => true,
        };
        // CloudFront answers everyone on the internet; elements with interfaces must first get out to it.
        match (self.at_the_edge(to.ix), EDGE.contains(&to.port)) {
            (true, false) => return Err(Answer::Blocked(Blocked::NoIngress(to.ix))),
            (true, true) if outside => return Ok(straight(from, to.ix, to.port)),
            _ => {}
        }
        self.flow(from, Place::Element(to.ix), to.port).witness()
    }

    /// Over one of what forwards to the target. A way by design says more than that there is no direct one; an open
    /// question more than a block.
    fn indirectly(
        &self,
        from: Place,
        to: &Target<'a>,
        mut stopped: Answer<'a>,
    ) -> Result<Vec<Witness<'a>>, Answer<'a>> {
        if to.left == 0 || self.at_the_edge(to.ix) {
            return Err(stopped);
        }
        let mut first = true;
        let kinds = [ConnectionKind::Target, ConnectionKind::Origin];
        let edges = kinds.into_iter().flat_map(|kind| self.architecture.incoming(to.ix, kind));
        for edge in edges {
            // A zone only says where to go.
            let forwards = !self.facts(edge.from).site.is(route53_zone::KIND);
            if !forwards || from == Place::Element(edge.from) || self.sends_to(edge, to.ix) != Some(to.port) {
                continue;
            }
            match self.over(from, edge, to) {
                Ok(hops) => return Ok(hops),
                Err(answer) => {
                    let open = matches!(answer, Answer::CannotTell(_));
                    if !matches!(stopped, Answer::CannotTell(_)) && (first || open) {
                        stopped = answer;
                    }
                    first = false;
                }
            }
        }
        Err(stopped)
    }

    /// The port a forwarder sends to: the connection's, else the target's own; buckets answer HTTPS.
    fn sends_to(&self, edge: &Edge, to: Ix) -> Option<Port> {
        let facts = self.facts(to);
        let own = || service(facts.site.kind.name)?.port(&facts.site, edge.kind);
        let number = edge.port("port").or_else(own);
        number.or((!facts.interface).then_some(Port::HTTPS.number)).map(Port::tcp)
    }

    fn over(&self, from: Place, edge: &'a Edge, to: &Target<'a>) -> Result<Vec<Witness<'a>>, Answer<'a>> {
        let (paths, sent) = self.sent(edge, &to.paths)?;
        let facts = self.facts(edge.from);
        let own = service(facts.site.kind.name)
            .and_then(|kind| kind.port(&facts.site, ConnectionKind::Traffic))
            .map_or(Port::HTTPS, Port::tcp);
        let forwarder = Target { ix: edge.from, port: own, paths, left: to.left - 1 };
        let direct = match alb::behind_cloudfront(&facts.site) && !self.originates(from, edge.from) {
            true => Err(Answer::Blocked(Blocked::PastCloudFront(edge.from))),
            false => self.directly(from, &forwarder),
        };
        let mut hops = match direct {
            Ok(witness) => vec![witness],
            Err(stopped) => self.indirectly(from, &forwarder, stopped)?,
        };
        let mut last = self.flow(Place::Element(edge.from), Place::Element(to.ix), to.port).witness()?;
        if let Some(sent) = sent {
            last.steps.insert(1, sent);
        }
        hops.push(last);
        Ok(hops)
    }

    /// Which of some paths a forwarder sends over a connection, and the step that says so.
    fn sent(&self, edge: &'a Edge, paths: &Paths<'a>) -> Result<(Paths<'a>, Option<Step<'a>>), Answer<'a>> {
        let Some(order) = requests::in_order(&self.facts(edge.from).site) else {
            return Ok((paths.clone(), None));
        };
        let nothing = Answer::Blocked(Blocked::NoRequests(edge.from));
        let at = order.iter().position(|sent| sent.edge.id == edge.id).ok_or_else(|| nothing.clone())?;
        let path = order.get(at).and_then(|sent| sent.path);
        let before: Vec<&'a str> = order.iter().take(at).filter_map(|sent| sent.path).collect();
        // One without a path takes all that is left.
        let all_taken = order.iter().take(at).any(|sent| sent.path.is_none());
        let narrower = paths.and(path, before.iter().copied());
        match narrower.fit() {
            _ if all_taken => Err(nothing),
            Fit::None => Err(nothing),
            Fit::TooMany => Err(Answer::CannotTell(Unknown::Requests { element: edge.from })),
            Fit::Some => {
                let step = Step::Requests { connection: &edge.id, path, first: before.is_empty() };
                Ok((narrower, Some(step)))
            }
        }
    }

    /// Whether a place is a distribution that this is an origin of.
    pub(crate) fn originates(&self, from: Place, to: Ix) -> bool {
        let Place::Element(from) = from else { return false };
        self.at_the_edge(from)
            && self.architecture.outgoing(from, ConnectionKind::Origin).any(|edge| edge.to == to)
    }

    fn at_the_edge(&self, ix: Ix) -> bool {
        self.facts(ix).stated.contains(&Source::CloudFront)
    }
}
