//! One connection between any two places: its packets forwards, and the answer back.

mod between;
mod ends;
mod walk;

pub(crate) use self::between::straight;
use self::{
    ends::End,
    walk::{Stop, Walk},
};
use crate::{Answer, Blocked, Direction, Held, Network, Permit, Place, Port, Subnet, Unknown, Witness, aws};

/// An AWS service as a target, and the gateway endpoint that leads there.
#[derive(Clone, Copy, Default)]
struct Service {
    name: Option<&'static str>,
    gateway: Option<architecture::Ix>,
}

impl<'a> Network<'a> {
    /// Whether some address of `from` can open a connection to `port` of some address of `to`, and is answered.
    pub fn flow(&self, from: Place, to: Place, port: Port) -> Answer<'a> {
        match (self.inside(from), self.inside(to), to) {
            (Some(own), Some(other), _) if own.vpc != other.vpc => self.apart(own, other, port),
            (own, None, Place::Element(ix)) => self
                .called(from, own, ix, port)
                .unwrap_or_else(|| self.search(from, to, port, Service::default(), false)),
            _ => self.search(from, to, port, Service::default(), false),
        }
    }

    /// How an element opens connections to a port of some address on the internet: of each of its subnets the first way
    /// that passes. There is one exactly where [`Network::flow`] passes.
    pub fn ways_out(&self, from: architecture::Ix, port: Port) -> Vec<Witness<'a>> {
        let (own, to) = (Place::Element(from), Place::Internet);
        let walk = Walk { network: self, from: own, to, port, service: Service::default() };
        if !walk.addressed(from) || !self.may_leave(from, port) {
            return Vec::new();
        }
        let (targets, mut failures) = (walk.ends(to, own), Failures::default());
        let mut ways: Vec<(Option<Subnet>, Witness<'a>)> = Vec::new();
        for source in walk.ends(own, to) {
            if ways.iter().any(|(subnet, _)| *subnet == source.subnet) {
                continue;
            }
            let way = targets.iter().find_map(|target| walk.connect(&source, target, &mut failures));
            ways.extend(way.map(|way| (source.subnet, way)));
        }
        ways.into_iter().map(|(_, way)| way).collect()
    }

    /// Tries the addresses of both places; of the internet's all must get through if it is to `every` one of them.
    fn search(&self, from: Place, to: Place, port: Port, service: Service, every: bool) -> Answer<'a> {
        let walk = Walk { network: self, from, to, port, service };
        match (from, to) {
            (_, Place::Element(ix)) if !walk.addressed(ix) => {
                return Answer::Blocked(Blocked::NoInterface(ix));
            }
            (Place::Element(from), Place::Element(to)) if !walk.addressed(from) => {
                return self.unaddressed(from, to, port);
            }
            (Place::Element(ix), _) if !walk.addressed(ix) => {
                return Answer::Blocked(Blocked::NoInterface(ix));
            }
            // Most pairs of a design end here: that needs no address.
            (Place::Element(ix), Place::Element(_) | Place::Internet) if !self.may_leave(ix, port) => {
                return Answer::Blocked(Blocked::NoEgress(ix));
            }
            _ => {}
        }
        let (sources, targets) = (walk.ends(from, to), walk.ends(to, from));
        let mut failures = Failures::default();
        let mut pair = |source: &End, target: &End| walk.connect(source, target, &mut failures);
        let found = match (every, to) {
            (false, _) => {
                sources.iter().find_map(|source| targets.iter().find_map(|target| pair(source, target)))
            }
            (true, Place::Internet) => {
                sources.iter().find_map(|source| all(targets.iter().map(|target| pair(source, target))))
            }
            (true, _) => {
                targets.iter().find_map(|target| all(sources.iter().map(|source| pair(source, target))))
            }
        };
        found.map_or_else(|| failures.answer(), Answer::Passes)
    }

    /// Whether a rule lets some packets for a port out of an element.
    fn may_leave(&self, ix: architecture::Ix, port: Port) -> bool {
        let facts = self.facts(ix);
        let about = |held: &Held<'_>| {
            port.protocol.is(held.rule.protocol) && Permit::of(held.rule).contains(port.number)
        };
        !facts.interface
            || facts.egress.iter().any(about)
            || self.beside.admits(&facts.groups, Direction::Out, port).is_some()
    }

    /// Calls of what has no address that is known before it is built.
    fn unaddressed(&self, from: architecture::Ix, to: architecture::Ix, port: Port) -> Answer<'a> {
        let other = self.facts(to);
        if !aws::calls(&self.facts(from).site) {
            return Answer::Blocked(Blocked::NoInterface(from));
        }
        let open = || self.search(Place::Internet, Place::Element(to), port, Service::default(), false);
        // No rule can name what has no addresses; open ones admit it.
        match other.public && !matches!(open(), Answer::Blocked(_)) {
            true => Answer::CannotTell(Unknown::Address { element: from }),
            false => Answer::Blocked(Blocked::NoIngress(to)),
        }
    }
}

/// The last of these ways, if all are ways.
fn all<'a>(mut ways: impl Iterator<Item = Option<Witness<'a>>>) -> Option<Witness<'a>> {
    ways.try_fold(None, |_, way| way.map(Some)).flatten()
}

/// Why nothing got through.
#[derive(Default)]
struct Failures {
    unknown: Option<Unknown>,
    /// The block that was met after the most checks.
    furthest: Option<(usize, Blocked)>,
}

impl Failures {
    fn note(&mut self, stop: Stop, passed: usize) {
        match stop {
            Stop::Unknown(value) => self.unknown = self.unknown.or(Some(value)),
            Stop::Blocked(blocked) => {
                if self.furthest.is_none_or(|(most, _)| passed > most) {
                    self.furthest = Some((passed, blocked));
                }
            }
        }
    }

    fn answer<'a>(self) -> Answer<'a> {
        match (self.unknown, self.furthest) {
            (Some(unknown), _) => Answer::CannotTell(unknown),
            (None, Some((_, blocked))) => Answer::Blocked(blocked),
            (None, None) => Answer::Blocked(Blocked::Outside),
        }
    }
}
