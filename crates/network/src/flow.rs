//! One TCP connection between any two places: its packets forwards, and the answer back.

mod ends;

use architecture::{Architecture, GroupRule, Ix, RouteTarget, Source};
use services::{Site, kinds::vpc_endpoint};

use self::ends::End;
use crate::{
    Blocked, Direction, Held, Permit, Place, Step, Unknown, Witness,
    acl::{Lists, Said},
    address::{Address, public_address},
    firewall::{names, rules},
    reach::through_vpc_origin,
    route::{leads_out, lookup, routes},
};

/// Whether a connection comes about.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer<'a> {
    Passes(Witness<'a>),
    Blocked(Blocked),
    /// That depends on a value which is only known when it is built.
    CannotTell(Unknown),
}

/// Whether some address of `from` can open a TCP connection to `port` of some address of `to`, and is answered.
pub fn flow(architecture: &Architecture, from: Place, to: Place, port: u16) -> Answer<'_> {
    let walk = Walk { architecture, lists: Lists::read(architecture), from, to, port };
    let blocks = walk.blocks();
    let (sources, targets) = (walk.ends(from, &blocks), walk.ends(to, &blocks));
    match (from, to) {
        (_, Place::Element(ix)) if targets.is_empty() => return Answer::Blocked(Blocked::NoInterface(ix)),
        // No rule can name what has no addresses.
        (Place::Element(_), Place::Element(ix)) if sources.is_empty() => {
            return Answer::Blocked(Blocked::NoIngress(ix));
        }
        (Place::Element(ix), _) if sources.is_empty() => return Answer::Blocked(Blocked::NoInterface(ix)),
        _ => {}
    }
    let client_ports = walk.client_ports();
    let mut unknown = None;
    let mut furthest: Option<(usize, Blocked)> = None;
    for source in &sources {
        for target in &targets {
            for &client in &client_ports {
                let mut trail = Trail::default();
                match walk.packets(source, target, client, &client_ports, &mut trail) {
                    Ok(permit) => {
                        return Answer::Passes(Witness { steps: trail.steps, reply: trail.reply, permit });
                    }
                    Err(Stop::Unknown(value)) => unknown = unknown.or(Some(value)),
                    Err(Stop::Blocked(blocked)) => {
                        if furthest.is_none_or(|(passed, _)| trail.passed > passed) {
                            furthest = Some((trail.passed, blocked));
                        }
                    }
                }
            }
        }
    }
    match (unknown, furthest) {
        (Some(unknown), _) => Answer::CannotTell(unknown),
        (None, Some((_, blocked))) => Answer::Blocked(blocked),
        (None, None) => Answer::Blocked(Blocked::Outside),
    }
}

enum Stop {
    Blocked(Blocked),
    Unknown(Unknown),
}

/// What packets have passed so far.
#[derive(Default)]
struct Trail<'a> {
    steps: Vec<Step<'a>>,
    reply: Vec<Step<'a>>,
    /// Checks passed, of which default lists leave no step.
    passed: usize,
    answering: bool,
}

impl<'a> Trail<'a> {
    fn pass(&mut self, step: Option<Step<'a>>) {
        self.passed += 1;
        let steps = if self.answering { &mut self.reply } else { &mut self.steps };
        steps.extend(step);
    }
}

struct Walk<'a> {
    architecture: &'a Architecture,
    lists: Lists,
    from: Place,
    to: Place,
    port: u16,
}

impl<'a> Walk<'a> {
    /// The packets of a connection from `source`, which answers reach on port `client`.
    fn packets(
        &self,
        source: &End,
        target: &End,
        client: u16,
        client_ports: &[u16],
        trail: &mut Trail<'a>,
    ) -> Result<Permit, Stop> {
        trail.pass(Some(Step::Place(self.from)));
        let all = Permit { protocol: "-1", from_port: 0, to_port: u16::MAX };
        let out = match (source.subnet, self.from) {
            (Some(_), Place::Element(ix)) => self.group(ix, Direction::Out, self.to, target, trail)?,
            _ => all,
        };
        let (Some(at), Place::Element(to)) = (target.subnet, self.to) else {
            self.outwards(source, target, client, client_ports, trail)?;
            return Ok(out);
        };
        match source.subnet {
            Some(own) => {
                self.same_network(to)?;
                if own != at {
                    self.list(own, Direction::Out, target.address, self.port, trail)?;
                }
            }
            None => self.inwards(source, at, to, trail)?,
        }
        // Packets within one subnet pass no list.
        let crosses = source.subnet != Some(at);
        if crosses {
            self.list(at, Direction::In, source.address, self.port, trail)?;
        }
        let permit = self.group(to, Direction::In, self.from, source, trail)?;
        trail.pass(Some(Step::Place(self.to)));
        trail.answering = true;
        if crosses {
            self.list(at, Direction::Out, source.address, client, trail)?;
            if let Some(own) = source.subnet {
                self.list(own, Direction::In, target.address, client, trail)?;
            }
        }
        out.and(permit).ok_or(Stop::Blocked(Blocked::NoIngress(to)))
    }

    fn same_network(&self, to: Ix) -> Result<(), Stop> {
        let network = |ix| Site::new(self.architecture, ix).vpc().map(|vpc| vpc.ix);
        match self.from {
            Place::Element(from) if network(from) != network(to) => {
                Err(Stop::Blocked(Blocked::OtherNetwork(from, to)))
            }
            _ => Ok(()),
        }
    }

    /// From outside to the edge of a subnet.
    fn inwards(&self, source: &End, at: (Ix, u8), to: Ix, trail: &mut Trail<'a>) -> Result<(), Stop> {
        let target = Site::new(self.architecture, to);
        if let (Place::Element(from), true) =
            (self.from, through_vpc_origin(self.architecture, self.from, &target))
        {
            // CloudFront's interfaces stand in a subnet that AWS chooses.
            return match self.lists.association(at) {
                Some(_) => Err(Stop::Unknown(Unknown { element: from, property: "address" })),
                None => Ok(()),
            };
        }
        // Packets between private addresses come over a VPN or Direct Connect, which is not in the model.
        if source.address.private() {
            return Ok(());
        }
        if !public_address(&target) {
            return Err(Stop::Blocked(Blocked::NoPublicAddress(to)));
        }
        let tier = Site::new(self.architecture, at.0);
        match lookup(&routes(&tier, at.1), source.address) {
            Some(RouteTarget::InternetGateway(gateway)) => {
                trail.pass(Some(Step::InternetGateway(gateway)));
                trail.pass(Some(Step::RouteTable { tier: at.0, zone: at.1 }));
                Ok(())
            }
            _ => Err(Stop::Blocked(Blocked::NoRoute(to))),
        }
    }

    /// From a subnet out of the design, and the answer back.
    fn outwards(
        &self,
        source: &End,
        target: &End,
        client: u16,
        client_ports: &[u16],
        trail: &mut Trail<'a>,
    ) -> Result<(), Stop> {
        let (Some(own), Place::Element(from)) = (source.subnet, self.from) else {
            return Err(Stop::Blocked(match self.to {
                Place::Element(to) => Blocked::NoInterface(to),
                _ => Blocked::Outside,
            }));
        };
        self.list(own, Direction::Out, target.address, self.port, trail)?;
        let site = Site::new(self.architecture, from);
        let tier = Site::new(self.architecture, own.0);
        let no_route = |ix| Stop::Blocked(Blocked::NoRoute(ix));
        let mut nat = None;
        if let Some(endpoint) = self.endpoint(&site, target) {
            trail.pass(Some(Step::RouteTable { tier: own.0, zone: own.1 }));
            trail.pass(Some(Step::Endpoint(endpoint)));
        } else {
            if let Some(table) = leads_out(&tier, own.1, target.address) {
                return Err(Stop::Unknown(Unknown { element: table, property: "gateway_id" }));
            }
            let route = lookup(&routes(&tier, own.1), target.address).filter(|_| !target.address.private());
            let route = route.ok_or(no_route(from))?;
            trail.pass(Some(Step::RouteTable { tier: own.0, zone: own.1 }));
            match route {
                RouteTarget::InternetGateway(gateway) => {
                    if !public_address(&site) {
                        return Err(Stop::Blocked(Blocked::NoPublicAddress(from)));
                    }
                    trail.pass(Some(Step::InternetGateway(gateway)));
                }
                RouteTarget::NatGateway(gateway) => {
                    let through = Site::new(self.architecture, gateway);
                    let (tier, &zone) = through.tier().zip(through.zones.first()).ok_or(no_route(gateway))?;
                    let there = (tier.ix, zone);
                    if there != own {
                        self.list(there, Direction::In, source.address, self.port, trail)?;
                    }
                    trail.pass(Some(Step::NatGateway(gateway)));
                    let Some(RouteTarget::InternetGateway(out)) =
                        lookup(&routes(&tier, zone), target.address)
                    else {
                        return Err(no_route(gateway));
                    };
                    self.list(there, Direction::Out, target.address, self.port, trail)?;
                    trail.pass(Some(Step::RouteTable { tier: tier.ix, zone }));
                    trail.pass(Some(Step::InternetGateway(out)));
                    nat = Some(there);
                }
            }
        }
        trail.pass(Some(Step::Place(self.to)));
        trail.answering = true;
        if let Some(there) = nat {
            // The gateway takes a port of its own.
            self.any(there, target.address, client_ports, trail)?;
            if there != own {
                self.list(there, Direction::Out, source.address, client, trail)?;
            }
        }
        if nat != Some(own) {
            self.list(own, Direction::In, target.address, client, trail)?;
        }
        Ok(())
    }

    /// The gateway endpoint of the source's network that leads to the target: those for S3.
    fn endpoint(&self, source: &Site<'a>, target: &End) -> Option<Ix> {
        let vpc = source.vpc().filter(|_| target.list == Some(Source::S3))?;
        let endpoints = vpc_endpoint::within(&vpc);
        let mut s3 = endpoints.iter().filter(|endpoint| {
            vpc_endpoint::gateway(endpoint) && endpoint.text(&vpc_endpoint::SERVICE) == "s3"
        });
        s3.next().map(|endpoint| endpoint.ix)
    }

    /// A list that lets an answer in on at least one of these ports.
    fn any(&self, at: (Ix, u8), other: Address, ports: &[u16], trail: &mut Trail<'a>) -> Result<(), Stop> {
        let mut stopped = None;
        for &port in ports {
            match self.list(at, Direction::In, other, port, trail) {
                Ok(()) => return Ok(()),
                Err(unknown @ Stop::Unknown(_)) => stopped = Some(unknown),
                Err(blocked) => stopped = stopped.or(Some(blocked)),
            }
        }
        stopped.map_or(Ok(()), Err)
    }

    fn list(
        &self,
        (tier, zone): (Ix, u8),
        direction: Direction,
        other: Address,
        port: u16,
        trail: &mut Trail<'a>,
    ) -> Result<(), Stop> {
        match self.lists.ask((tier, zone), direction, other, port) {
            Said::Permits(entry) => {
                trail.pass(entry.map(|entry| Step::NetworkAcl { tier, zone, direction, entry }));
                Ok(())
            }
            Said::Denies(entry) => {
                let reply = trail.answering;
                Err(Stop::Blocked(Blocked::NetworkAcl { tier, zone, direction, entry, port, reply }))
            }
            Said::CannotTell(unknown) => Err(Stop::Unknown(unknown)),
        }
    }

    /// The security groups of an element, towards an address of the other place.
    fn group(
        &self,
        ix: Ix,
        direction: Direction,
        other: Place,
        end: &End,
        trail: &mut Trail<'a>,
    ) -> Result<Permit, Stop> {
        let admits = |rule: &GroupRule| match (&rule.peer, other) {
            (Source::Cidr(block), _) => end.address.within(*block),
            (Source::Group(_), Place::Element(other)) => names(self.architecture, rule, other),
            (Source::Group(_), _) => false,
            (list, _) => end.list.as_ref() == Some(list),
        };
        let tcp = |held: &Held<'_>| matches!(held.rule.protocol, "tcp" | "-1");
        let found = rules(self.architecture, ix, direction)
            .filter(|held| tcp(held) && Permit::of(held.rule).contains(self.port))
            .find(|held| admits(held.rule));
        let Some(held) = found else {
            return Err(Stop::Blocked(match direction {
                Direction::In => Blocked::NoIngress(ix),
                Direction::Out => Blocked::NoEgress(ix),
            }));
        };
        trail.pass(Some(match direction {
            Direction::In => Step::Ingress(held),
            Direction::Out => Step::Egress(held),
        }));
        Ok(Permit::of(held.rule))
    }
}
