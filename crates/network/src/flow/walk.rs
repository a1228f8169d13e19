//! The packets of one connection between two addresses.

use architecture::{GroupRule, Ix, RouteTarget, Source};

use super::{Failures, Service, ends::End};
use crate::{
    Blocked, Direction, Network, Permit, Place, Port, Step, Subnet, Unknown, Witness, acl::Said,
    address::Address, route::Way,
};

const ALL: Permit = Permit { protocol: "-1", from_port: 0, to_port: u16::MAX };

pub(super) enum Stop {
    Blocked(Blocked),
    Unknown(Unknown),
}

impl From<Blocked> for Stop {
    fn from(blocked: Blocked) -> Stop {
        Stop::Blocked(blocked)
    }
}

/// What packets have passed so far.
#[derive(Default)]
struct Trail<'a> {
    steps: Vec<Step<'a>>,
    reply: Vec<Step<'a>>,
    /// Checks passed, of which default lists leave no step.
    passed: usize,
    answering: bool,
    /// The first check whose outcome is not known; what surely blocks after it counts still.
    open: Option<Unknown>,
}

impl<'a> Trail<'a> {
    fn pass(&mut self, step: Option<Step<'a>>) {
        self.passed += 1;
        let steps = if self.answering { &mut self.reply } else { &mut self.steps };
        steps.extend(step);
    }

    fn open(&mut self, unknown: Unknown) {
        self.open = self.open.or(Some(unknown));
    }
}

pub(super) struct Walk<'n, 'a> {
    pub(super) network: &'n Network<'a>,
    pub(super) from: Place,
    pub(super) to: Place,
    pub(super) port: Port,
    pub(super) service: Service,
}

impl<'a> Walk<'_, 'a> {
    /// A connection between two addresses, from whichever port gets an answer.
    pub(super) fn connect(&self, source: &End, target: &End, failures: &mut Failures) -> Option<Witness<'a>> {
        for &client in &self.network.client_ports {
            let mut trail = Trail::default();
            match self.packets(source, target, client, &mut trail) {
                Ok(permit) => {
                    let permit = self.network.lists.alike(permit, self.port);
                    return Some(Witness { steps: trail.steps, reply: trail.reply, permit });
                }
                Err(stop) => failures.note(stop, trail.passed),
            }
        }
        None
    }

    /// The packets of a connection from `source`, which answers reach on port `client`.
    fn packets(
        &self,
        source: &End,
        target: &End,
        client: u16,
        trail: &mut Trail<'a>,
    ) -> Result<Permit, Stop> {
        let permit = self.walk(source, target, client, trail)?;
        trail.open.map_or(Ok(permit), |unknown| Err(Stop::Unknown(unknown)))
    }

    fn walk(&self, source: &End, target: &End, client: u16, trail: &mut Trail<'a>) -> Result<Permit, Stop> {
        trail.pass(Some(Step::Place(self.from)));
        let out = self.side(self.from, source, Direction::Out, self.to, target, trail)?;
        let Some(at) = target.subnet else {
            self.outwards(source, target, client, trail)?;
            return Ok(out);
        };
        match source.subnet {
            Some(own) if own == at => {}
            Some(own) => {
                self.detour(own, target.address, trail);
                self.list(own, Direction::Out, target.address, self.port.number, trail)?;
            }
            None => self.inwards(source, at, trail)?,
        }
        // Packets within one subnet pass no list.
        let crosses = source.subnet != Some(at);
        if crosses {
            self.list(at, Direction::In, source.address, self.port.number, trail)?;
        }
        let permit = self.side(self.to, target, Direction::In, self.from, source, trail)?;
        trail.pass(Some(Step::Place(self.to)));
        trail.answering = true;
        if crosses {
            self.list(at, Direction::Out, source.address, client, trail)?;
            if let Some(own) = source.subnet {
                self.detour(at, source.address, trail);
                self.list(own, Direction::In, target.address, client, trail)?;
            }
        }
        let blocked = match self.to {
            Place::Element(to) => Blocked::NoIngress(to),
            _ => Blocked::Outside,
        };
        out.and(permit).ok_or(blocked.into())
    }

    /// The groups of one end, where it stands in a network.
    fn side(
        &self,
        place: Place,
        end: &End,
        direction: Direction,
        other: Place,
        far: &End,
        trail: &mut Trail<'a>,
    ) -> Result<Permit, Stop> {
        match (end.subnet, place) {
            (Some(_), Place::Element(ix)) => self.group(ix, direction, other, far, trail),
            (Some((tier, _)), _) => {
                trail.open(Unknown::Tenant { tier });
                Ok(ALL)
            }
            (None, _) => Ok(ALL),
        }
    }

    /// Routes that lead packets within the network another way than straight.
    fn detour(&self, own: Subnet, address: Address, trail: &mut Trail<'a>) {
        if let Some(unknown) = self.network.beside.leads(own, address) {
            trail.open(unknown);
        }
    }

    /// From outside to the edge of a subnet.
    fn inwards(&self, source: &End, at: Subnet, trail: &mut Trail<'a>) -> Result<(), Stop> {
        let Place::Element(to) = self.to else { return Err(Blocked::Outside.into()) };
        let target = self.network.facts(to);
        if let (Place::Element(from), false, true) =
            (self.from, target.public, self.network.originates(self.from, to))
        {
            // By a VPC origin: CloudFront's interfaces stand in a subnet that AWS chooses.
            if self.network.lists.association(at).is_some() {
                trail.open(Unknown::Address { element: from });
            }
            return Ok(());
        }
        if source.address.private() {
            // A VPN or Direct Connect is not in the model; that an office is drawn says there is one.
            if !matches!(self.from, Place::Element(_)) {
                trail.open(Unknown::PrivateWay { element: to });
            }
            return Ok(());
        }
        if !target.public {
            return Err(Blocked::NoPublicAddress(to).into());
        }
        match self.way(at, source.address, trail)? {
            Some(RouteTarget::InternetGateway(gateway)) => {
                trail.pass(Some(Step::InternetGateway(gateway)));
                trail.pass(Some(Step::RouteTable { tier: at.0, zone: at.1 }));
                Ok(())
            }
            _ => Err(Blocked::NoRoute(to).into()),
        }
    }

    /// Where a subnet's route table leads an address; `None` for nowhere.
    fn way(&self, at: Subnet, address: Address, trail: &Trail<'a>) -> Result<Option<RouteTarget>, Stop> {
        let unknown = |unknown| Stop::Unknown(trail.open.unwrap_or(unknown));
        if let Some(beside) = self.network.beside.leads(at, address) {
            return Err(unknown(beside));
        }
        match self.network.table(at).map(|table| table.lookup(address)) {
            Some(Way::To(target)) => Ok(Some(target)),
            Some(Way::Beyond(table)) => Err(unknown(Unknown::Beyond { table })),
            Some(Way::Nowhere) | None => Ok(None),
        }
    }

    /// From a subnet out of the design, and the answer back.
    fn outwards(&self, source: &End, target: &End, client: u16, trail: &mut Trail<'a>) -> Result<(), Stop> {
        let (Some(own), Place::Element(from)) = (source.subnet, self.from) else {
            return Err(Stop::Blocked(match self.to {
                Place::Element(to) => Blocked::NoInterface(to),
                _ => Blocked::Outside,
            }));
        };
        let port = self.port.number;
        self.list(own, Direction::Out, target.address, port, trail)?;
        let mut nat = None;
        if let Some(endpoint) = self.service.gateway {
            if let Some(unknown) = self.network.beside.table(own) {
                trail.open(unknown);
            }
            trail.pass(Some(Step::RouteTable { tier: own.0, zone: own.1 }));
            trail.pass(Some(Step::Endpoint(endpoint)));
        } else {
            let way = self.way(own, target.address, trail)?.filter(|_| !target.address.private());
            let way = way.ok_or(Blocked::NoRoute(from))?;
            trail.pass(Some(Step::RouteTable { tier: own.0, zone: own.1 }));
            match way {
                RouteTarget::InternetGateway(gateway) => {
                    if !self.network.facts(from).public {
                        return Err(Blocked::NoPublicAddress(from).into());
                    }
                    trail.pass(Some(Step::InternetGateway(gateway)));
                }
                RouteTarget::NatGateway(gateway) => {
                    nat = Some(self.translated(own, gateway, source, target, trail)?);
                }
            }
        }
        trail.pass(Some(Step::Place(self.to)));
        trail.answering = true;
        if let Some(there) = nat {
            // The gateway takes a port of its own.
            self.any(there, target.address, trail)?;
            if there != own {
                self.list(there, Direction::Out, source.address, client, trail)?;
            }
        }
        if nat != Some(own) {
            self.list(own, Direction::In, target.address, client, trail)?;
        }
        Ok(())
    }

    /// Through a NAT gateway to the internet: the subnet it stands in.
    fn translated(
        &self,
        own: Subnet,
        gateway: Ix,
        source: &End,
        target: &End,
        trail: &mut Trail<'a>,
    ) -> Result<Subnet, Stop> {
        let no_route = || Stop::Blocked(Blocked::NoRoute(gateway));
        let through = self.network.facts(gateway).site;
        let (tier, zone) = through.tier().zip(through.zones.first().copied()).ok_or_else(no_route)?;
        let there = (tier.ix, zone);
        let port = self.port.number;
        if there != own {
            self.list(there, Direction::In, source.address, port, trail)?;
        }
        trail.pass(Some(Step::NatGateway(gateway)));
        let Some(RouteTarget::InternetGateway(out)) = self.way(there, target.address, trail)? else {
            return Err(no_route());
        };
        self.list(there, Direction::Out, target.address, port, trail)?;
        trail.pass(Some(Step::RouteTable { tier: tier.ix, zone }));
        trail.pass(Some(Step::InternetGateway(out)));
        Ok(there)
    }

    /// A list that lets an answer in on at least one of the ports clients take.
    fn any(&self, at: Subnet, other: Address, trail: &mut Trail<'a>) -> Result<(), Stop> {
        let mut stopped = Ok(());
        let mut unknown = None;
        for &client in &self.network.client_ports {
            let port = Port { number: client, ..self.port };
            match self.network.lists.ask(at, Direction::In, other, port) {
                Said::CannotTell(value) => unknown = unknown.or(Some(value)),
                Said::Denies(_) if stopped.is_err() => {}
                Said::Denies(_) => stopped = self.list(at, Direction::In, other, client, trail),
                Said::Permits(_) => return self.list(at, Direction::In, other, client, trail),
            }
        }
        unknown.map_or(stopped, |unknown| {
            trail.open(unknown);
            Ok(())
        })
    }

    fn list(
        &self,
        (tier, zone): Subnet,
        direction: Direction,
        other: Address,
        number: u16,
        trail: &mut Trail<'a>,
    ) -> Result<(), Stop> {
        let port = Port { number, ..self.port };
        match self.network.lists.ask((tier, zone), direction, other, port) {
            Said::Permits(entry) => {
                trail.pass(entry.map(|entry| Step::NetworkAcl { tier, zone, direction, entry }));
            }
            Said::Denies(entry) => {
                let reply = trail.answering;
                return Err(Blocked::NetworkAcl { tier, zone, direction, entry, port: number, reply }.into());
            }
            Said::CannotTell(unknown) => trail.open(unknown),
        }
        Ok(())
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
        let facts = self.network.facts(ix);
        let tenant = self.tenant(other, end.subnet);
        let admits = |rule: &GroupRule| match (&rule.peer, other) {
            (Source::Cidr(block), _) => end.address.within(*block),
            (Source::Group(group), Place::Element(other)) => self.network.facts(other).groups.contains(group),
            (Source::Group(_), _) => false,
            (list, _) => end.list.as_ref() == Some(list),
        };
        let held = match direction {
            Direction::In => &facts.ingress,
            Direction::Out => &facts.egress,
        };
        let about = held
            .iter()
            .filter(|held| self.port.protocol.is(held.rule.protocol))
            .filter(|held| Permit::of(held.rule).contains(self.port.number));
        if let Some(held) = about.clone().find(|held| admits(held.rule)) {
            trail.pass(Some(match direction {
                Direction::In => Step::Ingress(*held),
                Direction::Out => Step::Egress(*held),
            }));
            return Ok(Permit::of(held.rule));
        }
        // Who stands at an address of the network may be in a group that is named.
        let member = tenant.filter(|_| about.clone().any(|held| matches!(held.rule.peer, Source::Group(_))));
        let member = member.map(|tier| Unknown::Tenant { tier });
        if let Some(unknown) = member.or(self.network.beside.admits(&facts.groups, direction, self.port)) {
            trail.open(unknown);
            return Ok(ALL);
        }
        Err(Stop::Blocked(match direction {
            Direction::In => Blocked::NoIngress(ix),
            Direction::Out => Blocked::NoEgress(ix),
        }))
    }
}
