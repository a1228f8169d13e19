//! Flows that leave a network for something that is not simply on the internet: AWS services, and other networks.

use architecture::Ix;
use design::ConnectionKind;
use services::{kinds::vpc_endpoint, service};

use super::Service;
use crate::{
    Answer, Blocked, Network, Permit, Place, Port, Step, Unknown, Witness,
    aws::{Endpoint, endpoint_names},
    network::Facts,
};

impl<'a> Network<'a> {
    /// A call of an AWS service, which has no interface in a network; `None` for other elements. Where it takes
    /// several endpoints all must be reached; the way to the first is the witness.
    pub(super) fn called(
        &self,
        from: Place,
        own: Option<&Facts<'a>>,
        to: Ix,
        port: Port,
    ) -> Option<Answer<'a>> {
        let site = self.facts(to).site;
        if site.is(vpc_endpoint::KIND) {
            let own = own.filter(|own| own.vpc == self.facts(to).vpc);
            return Some(match own.and(self.endpoint(to)) {
                Some(Endpoint { name, .. }) => {
                    let service = Service { name: service_of(name), gateway: Some(to) };
                    self.search(from, Place::Element(to), port, service, false)
                }
                None => Answer::Blocked(Blocked::NoInterface(to)),
            });
        }
        // What belongs into a tier and stands in none is no service.
        let names = match service(site.kind.name).is_some_and(|kind| kind.interface(&site)) {
            true => &[],
            false => endpoint_names(&site),
        };
        let (first, others) = names.split_first()?;
        let Some(own) = own else { return Some(self.called_from_outside(from, to, port)) };
        let answer = self.by_name(own, to, first, port);
        if !matches!(answer, Answer::Passes(_)) {
            return Some(answer);
        }
        let other = others.iter().map(|name| self.by_name(own, to, name, port));
        let stopped = other.into_iter().find(|answer| !matches!(answer, Answer::Passes(_)));
        Some(stopped.unwrap_or(answer))
    }

    /// The public endpoint of a service answers everyone; CloudFront is let in where an origin is drawn.
    fn called_from_outside(&self, from: Place, to: Ix, port: Port) -> Answer<'a> {
        let origin =
            |from: Ix| self.architecture.outgoing(from, ConnectionKind::Origin).any(|edge| edge.to == to);
        match from {
            Place::Element(from) if origin(from) => Answer::Passes(straight(Place::Element(from), to, port)),
            _ => Answer::CannotTell(Unknown::Permissions { element: to }),
        }
    }

    /// By the interface endpoint that takes the service's name, else by the gateway endpoint or over the internet,
    /// else by an interface endpoint's own name.
    fn by_name(&self, own: &Facts<'a>, to: Ix, name: &'static str, port: Port) -> Answer<'a> {
        let from = Place::Element(own.site.ix);
        let endpoints: Vec<Endpoint> = self.endpoints(own.vpc, name, to).collect();
        let interfaces = || endpoints.iter().filter(|endpoint| !endpoint.gateway);
        if let Some(endpoint) = interfaces().find(|endpoint| endpoint.named) {
            return self.by_endpoint(from, endpoint.ix, to, port);
        }
        let gateway = endpoints.iter().find(|endpoint| endpoint.gateway).map(|endpoint| endpoint.ix);
        let service = Service { name: Some(name), gateway };
        let direct = self.search(from, Place::Element(to), port, service, false);
        if matches!(direct, Answer::Passes(_)) {
            return direct;
        }
        let mut others = interfaces().map(|endpoint| self.by_endpoint(from, endpoint.ix, to, port));
        others.find(|answer| matches!(answer, Answer::Passes(_))).unwrap_or(direct)
    }

    fn by_endpoint(&self, from: Place, endpoint: Ix, to: Ix, port: Port) -> Answer<'a> {
        match self.flow(from, Place::Element(endpoint), port) {
            Answer::Passes(mut witness) => {
                witness.steps.pop();
                witness.steps.extend([Step::Endpoint(endpoint), Step::Place(Place::Element(to))]);
                Answer::Passes(witness)
            }
            stopped => stopped,
        }
    }

    /// Between two networks: by a route that leads outside the design, or over the internet.
    pub(super) fn apart(&self, own: &Facts<'a>, other: &Facts<'a>, port: Port) -> Answer<'a> {
        let beyond = own.subnets.iter().find_map(|(subnet, _)| {
            let table = self.table(*subnet)?;
            other.subnets.iter().find_map(|(_, block)| table.sends_beyond(*block))
        });
        if let Some(table) = beyond {
            return Answer::CannotTell(Unknown::Beyond { table });
        }
        let (from, to) = (own.site.ix, other.site.ix);
        let nothing = Answer::Blocked(Blocked::OtherNetwork(from, to));
        if let Some(unknown) = own.subnets.iter().find_map(|(subnet, _)| self.beside.any(*subnet)) {
            return Answer::CannotTell(unknown);
        }
        if !other.public {
            return nothing;
        }
        let legs = [(Place::Element(from), Place::Internet), (Place::Internet, Place::Element(to))];
        let ask = |(from, to), every| self.search(from, to, port, Service::default(), every);
        if legs.into_iter().any(|leg| matches!(ask(leg, false), Answer::Blocked(_))) {
            return nothing;
        }
        match legs.map(|leg| ask(leg, true)) {
            [Answer::Passes(out), Answer::Passes(into)] => joined(out, into).map_or(nothing, Answer::Passes),
            // Some addresses get through; which they will have is not known.
            _ => Answer::CannotTell(Unknown::Address { element: to }),
        }
    }
}

fn service_of(name: &str) -> Option<&'static str> {
    ["s3", "dynamodb"].into_iter().find(|service| *service == name)
}

/// From what is outside all networks to what is, too.
pub(crate) fn straight<'a>(from: Place, to: Ix, port: Port) -> Witness<'a> {
    let permit = Permit { protocol: port.protocol.word(), from_port: port.number, to_port: port.number };
    Witness { steps: vec![Step::Place(from), Step::Place(Place::Element(to))], reply: Vec::new(), permit }
}

/// Out to the internet and in again.
fn joined<'a>(mut out: Witness<'a>, into: Witness<'a>) -> Option<Witness<'a>> {
    let permit = out.permit.and(into.permit)?;
    // Both legs name the internet, where they meet.
    out.steps.extend(into.steps.into_iter().skip(1));
    let reply = into.reply.into_iter().chain(out.reply).collect();
    Some(Witness { steps: out.steps, reply, permit })
}
