//! Connections over what forwards requests: load balancers to their targets, CloudFront to its origins.

use architecture::{Edge, Ix, Source};
use design::ConnectionKind;
use services::service;

use crate::{Answer, Network, Place, Port, Witness, flow::straight};

/// Forwarders in a row that are followed: CloudFront, a load balancer, and one more.
const IN_A_ROW: usize = 3;

const HTTPS: u16 = 443;
/// What CloudFront listens on. Source: CloudFront developer guide, viewer protocol policy.
const EDGE: [u16; 2] = [80, HTTPS];

impl<'a> Network<'a> {
    /// The flows by which requests from a place get to `port` of an element, directly or over what forwards them,
    /// from the source on. Otherwise why not: what the design does not say, else what stops them nearest to the
    /// element.
    pub fn forwarded(&self, from: Place, to: Ix, port: Port) -> Result<Vec<Witness<'a>>, Answer<'a>> {
        self.follow(from, to, port, IN_A_ROW)
    }

    fn follow(&self, from: Place, to: Ix, port: Port, left: usize) -> Result<Vec<Witness<'a>>, Answer<'a>> {
        if self.at_the_edge(to) {
            return self.to_the_edge(from, to, port).map(|witness| vec![witness]);
        }
        let mut stopped = match self.flow(from, Place::Element(to), port) {
            Answer::Passes(witness) => return Ok(vec![witness]),
            other => other,
        };
        if left == 0 {
            return Err(stopped);
        }
        let mut indirect = false;
        for edge in self
            .architecture
            .incoming(to, ConnectionKind::Target)
            .chain(self.architecture.incoming(to, ConnectionKind::Origin))
            .filter(|edge| from != Place::Element(edge.from) && self.sends_to(edge, to) == Some(port))
        {
            match self.over(from, edge.from, to, port, left) {
                Ok(hops) => return Ok(hops),
                // A way by design says more than that there is no direct one; an open question more than a block.
                Err(answer) if !matches!(stopped, Answer::CannotTell(_)) => {
                    if !indirect || matches!(answer, Answer::CannotTell(_)) {
                        stopped = answer;
                    }
                    indirect = true;
                }
                Err(_) => {}
            }
        }
        Err(stopped)
    }

    /// The port a forwarder sends to: the connection's, else the target's own; buckets answer HTTPS.
    fn sends_to(&self, edge: &Edge, to: Ix) -> Option<Port> {
        let facts = self.facts(to);
        let own = || service(facts.site.kind.name)?.port(&facts.site, edge.kind);
        let number = edge.port("port").or_else(own);
        number.or((!facts.interface).then_some(HTTPS)).map(Port::tcp)
    }

    fn over(
        &self,
        from: Place,
        forwarder: Ix,
        to: Ix,
        port: Port,
        left: usize,
    ) -> Result<Vec<Witness<'a>>, Answer<'a>> {
        let facts = self.facts(forwarder);
        let own = service(facts.site.kind.name)
            .and_then(|kind| kind.port(&facts.site, ConnectionKind::Traffic))
            .unwrap_or(HTTPS);
        let mut hops = self.follow(from, forwarder, Port::tcp(own), left - 1)?;
        match self.flow(Place::Element(forwarder), Place::Element(to), port) {
            Answer::Passes(witness) => hops.push(witness),
            stopped => return Err(stopped),
        }
        Ok(hops)
    }

    fn at_the_edge(&self, ix: Ix) -> bool {
        self.facts(ix).stated.contains(&Source::CloudFront)
    }

    /// CloudFront answers everyone on the internet; elements with interfaces must first get out to it.
    fn to_the_edge(&self, from: Place, edge: Ix, port: Port) -> Result<Witness<'a>, Answer<'a>> {
        let inside = match from {
            Place::Element(ix) => self.facts(ix).interface,
            _ => false,
        };
        if !inside && EDGE.map(Port::tcp).contains(&port) {
            return Ok(straight(from, edge, port));
        }
        match self.flow(from, Place::Element(edge), port) {
            Answer::Passes(witness) => Ok(witness),
            stopped => Err(stopped),
        }
    }
}
