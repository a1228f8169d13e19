//! Flows on whichever port passes, and who opens them.

use architecture::{Ix, Source};

use crate::{Answer, Direction, Network, Permit, Place, Port, Protocol, firewall::members};

impl<'a> Network<'a> {
    /// Whether some address of `from` can open a connection to some port of an element, and is answered; the lowest
    /// such port is the witness's. Otherwise what that depends on, or what stops the lowest that its rules are about.
    pub fn any_port(&self, from: Place, to: Ix) -> Answer<'a> {
        let mut stopped: Option<Answer<'a>> = None;
        for port in self.told_apart(from, to) {
            match self.flow(from, Place::Element(to), port) {
                passes @ Answer::Passes(_) => return passes,
                open @ Answer::CannotTell(_) => {
                    if !matches!(stopped, Some(Answer::CannotTell(_))) {
                        stopped = Some(open);
                    }
                }
                blocked => stopped = stopped.or(Some(blocked)),
            }
        }
        stopped.unwrap_or_else(|| self.flow(from, Place::Element(to), Port::HTTPS))
    }

    /// A port for each way in which rules and lists can treat those that some inbound rule of the target is about.
    fn told_apart(&self, from: Place, to: Ix) -> Vec<Port> {
        let target = self.facts(to);
        let out = match from {
            Place::Element(ix) => self.facts(ix).egress.as_slice(),
            _ => &[],
        };
        let held = target.ingress.iter().chain(out).map(|held| Permit::of(held.rule).from_port);
        let stated = self.lists.ports().chain(self.beside.ports());
        let mut numbers: Vec<u16> = held.chain(stated).map(|number| number.max(1)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let about = |port: &Port| {
            let ingress = target.ingress.iter().map(|held| held.rule);
            let mut rules = ingress.filter(|rule| port.protocol.is(rule.protocol));
            rules.any(|rule| Permit::of(rule).contains(port.number))
                || self.beside.admits(&target.groups, Direction::In, *port).is_some()
        };
        let both = numbers
            .into_iter()
            .flat_map(|number| [Protocol::Tcp, Protocol::Udp].map(|protocol| Port { protocol, number }));
        both.filter(about).collect()
    }

    /// Who may open a connection to some port of an element: the internet and elements of its network, or that an
    /// edge joins to it; the internet first, then by index. Each with the way, or with what that depends on.
    pub fn sources(&self, to: Ix) -> Vec<(Place, Answer<'a>)> {
        let target = self.facts(to);
        let mut candidates = Vec::new();
        let mut everyone = self.beside.admits_some(&target.groups, Direction::In);
        for held in &target.ingress {
            match held.rule.peer {
                Source::Group(group) => {
                    candidates.extend(members(self.architecture, group).into_iter().map(Place::Element));
                }
                Source::Cidr(_) | Source::CloudFront | Source::S3 => everyone = true,
            }
        }
        // Only a rule that names addresses or a list can admit an element it does not name.
        if everyone {
            candidates.push(Place::Internet);
            let callers = target.site.into.iter().map(|&edge| self.architecture.edges[edge].from);
            candidates.extend(callers.map(Place::Element));
            let neighbours = target.vpc.into_iter().flat_map(|vpc| self.within(vpc));
            let neighbours = neighbours.filter(|&ix| self.facts(ix).interface);
            candidates.extend(neighbours.map(Place::Element));
        }
        candidates.sort_unstable();
        candidates.dedup();
        let others = candidates.into_iter().filter(|place| *place != Place::Element(to));
        others
            .map(|place| (place, self.any_port(place, to)))
            .filter(|(_, answer)| !matches!(answer, Answer::Blocked(_)))
            .collect()
    }

    /// Everything that stands in an element, at any depth.
    fn within(&self, ix: Ix) -> Vec<Ix> {
        let mut found = self.architecture.elements[ix].children.clone();
        let mut at = 0;
        while let Some(&next) = found.get(at) {
            found.extend_from_slice(&self.architecture.elements[next].children);
            at += 1;
        }
        found
    }
}
