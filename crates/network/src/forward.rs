//! Connections over what forwards requests: load balancers to their targets, CloudFront to its origins.

use architecture::{Architecture, Edge, Ix};
use design::ConnectionKind;
use services::{Site, service};

use crate::{Answer, Permit, Place, Step, Witness, address::has_interface, flow};

/// Forwarders in a row that are followed: CloudFront, a load balancer, and one more.
const IN_A_ROW: usize = 3;

/// The flows by which requests from a place get to `port` of an element, directly or over what forwards them, from
/// the source on. Otherwise why not: what is only known when it is built, else what stops them nearest to the
/// element.
pub fn forwarded(
    architecture: &Architecture,
    from: Place,
    to: Ix,
    port: u16,
) -> Result<Vec<Witness<'_>>, Answer<'_>> {
    follow(architecture, from, to, port, IN_A_ROW)
}

fn follow(
    architecture: &Architecture,
    from: Place,
    to: Ix,
    port: u16,
    left: usize,
) -> Result<Vec<Witness<'_>>, Answer<'_>> {
    let mut stopped = match flow(architecture, from, Place::Element(to), port) {
        Answer::Passes(witness) => return Ok(vec![witness]),
        other => other,
    };
    if left == 0 {
        return Err(stopped);
    }
    let mut indirect = false;
    for edge in architecture
        .incoming(to, ConnectionKind::Target)
        .chain(architecture.incoming(to, ConnectionKind::Origin))
        .filter(|edge| from != Place::Element(edge.from) && listens(architecture, edge, to) == Some(port))
    {
        match over(architecture, from, edge.from, to, port, left) {
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

/// The port a forwarder sends to: the connection's, else the target's own.
fn listens(architecture: &Architecture, edge: &Edge, to: Ix) -> Option<u16> {
    let site = Site::new(architecture, to);
    edge.port("port").or_else(|| service(site.kind.name)?.port(&site, edge.kind))
}

fn over(
    architecture: &Architecture,
    from: Place,
    forwarder: Ix,
    to: Ix,
    port: u16,
    left: usize,
) -> Result<Vec<Witness<'_>>, Answer<'_>> {
    const HTTPS: u16 = 443;
    let site = Site::new(architecture, forwarder);
    let mut hops = if has_interface(&site) {
        let kind = service(site.kind.name);
        let own = kind.and_then(|kind| kind.port(&site, ConnectionKind::Traffic)).unwrap_or(HTTPS);
        follow(architecture, from, forwarder, own, left - 1)?
    } else {
        vec![to_the_edge(architecture, from, forwarder, HTTPS)?]
    };
    match flow(architecture, Place::Element(forwarder), Place::Element(to), port) {
        Answer::Passes(witness) => hops.push(witness),
        stopped => return Err(stopped),
    }
    Ok(hops)
}

/// CloudFront answers everyone on the internet; elements with interfaces must first get out to it.
fn to_the_edge(
    architecture: &Architecture,
    from: Place,
    edge: Ix,
    port: u16,
) -> Result<Witness<'_>, Answer<'_>> {
    let here = Place::Element(edge);
    match from {
        Place::Element(ix) if has_interface(&Site::new(architecture, ix)) => {
            match flow(architecture, from, here, port) {
                Answer::Passes(witness) => Ok(witness),
                stopped => Err(stopped),
            }
        }
        _ => Ok(Witness {
            steps: vec![Step::Place(from), Step::Place(here)],
            reply: Vec::new(),
            permit: Permit { protocol: "tcp", from_port: port, to_port: port },
        }),
    }
}
