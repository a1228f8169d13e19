//! Flows in words, for people: what stops one, what would let it through, what is not known.

use architecture::{Architecture, Ix};
use text::Message;

use crate::{Answer, Blocked, Direction, Held, Place, Port, Step, Unknown};

pub use design::expectation::INTERNET;

/// Why a flow between two places, by their names, does not pass; `None` if it does.
pub fn why(architecture: &Architecture, from: &str, to: &str, answer: &Answer<'_>) -> Option<Message> {
    match answer {
        Answer::Passes(_) => None,
        Answer::Blocked(blocked) => {
            let message = stopped(*blocked).with(from).with(to);
            Some(match blocked {
                Blocked::NetworkAcl { port, reply: false, .. } => message.with(port.to_string()),
                _ => message,
            })
        }
        Answer::CannotTell(unknown) => Some(depends(architecture, from, to, *unknown)),
    }
}

/// What it depends on whether a flow between two places, by their names, passes.
pub fn depends(architecture: &Architecture, from: &str, to: &str, unknown: Unknown) -> Message {
    let message = open(unknown).with(from).with(to);
    match unknown {
        Unknown::Value { element, property } => message.with(property).with(name(architecture, element)),
        Unknown::NotWalked { element }
        | Unknown::Beyond { table: element }
        | Unknown::Address { element }
        | Unknown::Tenant { tier: element }
        | Unknown::PrivateWay { element }
        | Unknown::Requests { element }
        | Unknown::Permissions { element } => message.with(name(architecture, element)),
    }
}

fn name(architecture: &Architecture, ix: Ix) -> &str {
    &architecture.elements[ix].name
}

fn stopped(blocked: Blocked) -> Message {
    match blocked {
        Blocked::NoPublicAddress(_) => Message::say(
            "“{0}” does not reach “{1}”: there is no public address.",
            "«{0}» no llega a «{1}»: no hay dirección pública.",
        ),
        Blocked::NoInterface(_) => Message::say(
            "“{0}” does not reach “{1}”: one of them has no network interface.",
            "«{0}» no llega a «{1}»: uno de los dos no tiene interfaz de red.",
        ),
        Blocked::NoRoute(_) => Message::say(
            "“{0}” does not reach “{1}”: no route leads there.",
            "«{0}» no llega a «{1}»: ninguna ruta lleva allí.",
        ),
        Blocked::OtherNetwork(..) => Message::say(
            "“{0}” does not reach “{1}”: no route joins the networks they stand in.",
            "«{0}» no llega a «{1}»: ninguna ruta une las redes en que están.",
        ),
        Blocked::NoEgress(_) => Message::say(
            "“{0}” does not reach “{1}”: no outbound rule lets it out.",
            "«{0}» no llega a «{1}»: ninguna regla de salida lo permite.",
        ),
        Blocked::NoIngress(_) => Message::say(
            "“{0}” does not reach “{1}”: no inbound rule lets it in.",
            "«{0}» no llega a «{1}»: ninguna regla de entrada lo permite.",
        ),
        Blocked::NoRequests(_) => Message::say(
            "“{0}” does not reach “{1}”: other connections take all requests.",
            "«{0}» no llega a «{1}»: otras conexiones toman todas las solicitudes.",
        ),
        Blocked::PastCloudFront(_) => Message::say(
            "“{0}” does not reach “{1}”: the load balancer answers only what comes through CloudFront.",
            "«{0}» no llega a «{1}»: el balanceador responde solo a lo que viene por CloudFront.",
        ),
        Blocked::Outside => {
            Message::say("“{0}” and “{1}” both stand outside.", "«{0}» y «{1}» están ambos fuera.")
        }
        Blocked::NetworkAcl { reply: true, direction: Direction::In, .. } => Message::say(
            "“{0}” gets no answer from “{1}”: a network ACL does not permit inbound packets on ports 1024-65535.",
            "«{0}» no recibe respuesta de «{1}»: una ACL de red no permite la entrada en los puertos 1024-65535.",
        ),
        Blocked::NetworkAcl { reply: true, direction: Direction::Out, .. } => Message::say(
            "“{0}” gets no answer from “{1}”: a network ACL does not permit outbound packets on ports 1024-65535.",
            "«{0}» no recibe respuesta de «{1}»: una ACL de red no permite la salida en los puertos 1024-65535.",
        ),
        Blocked::NetworkAcl { reply: false, direction: Direction::In, .. } => Message::say(
            "“{0}” does not reach “{1}”: a network ACL does not permit inbound packets on port {2}.",
            "«{0}» no llega a «{1}»: una ACL de red no permite la entrada en el puerto {2}.",
        ),
        Blocked::NetworkAcl { reply: false, direction: Direction::Out, .. } => Message::say(
            "“{0}” does not reach “{1}”: a network ACL does not permit outbound packets on port {2}.",
            "«{0}» no llega a «{1}»: una ACL de red no permite la salida en el puerto {2}.",
        ),
    }
}

fn open(unknown: Unknown) -> Message {
    match unknown {
        Unknown::Value { .. } => Message::say(
            "Whether “{0}” reaches “{1}” depends on {2} of “{3}”, which is known when it is built.",
            "Si «{0}» llega a «{1}» depende de {2} de «{3}», que se sabe cuando se crea.",
        ),
        Unknown::NotWalked { .. } => Message::say(
            "Whether “{0}” reaches “{1}” depends on “{2}”, a raw resource that is not followed.",
            "Si «{0}» llega a «{1}» depende de «{2}», un recurso sin modelo que no se sigue.",
        ),
        Unknown::Beyond { .. } => Message::say(
            "Whether “{0}” reaches “{1}” depends on what “{2}” leads to outside the design.",
            "Si «{0}» llega a «{1}» depende de adónde lleva «{2}» fuera del diseño.",
        ),
        Unknown::Address { .. } => Message::say(
            "Whether “{0}” reaches “{1}” depends on the address that AWS gives “{2}”.",
            "Si «{0}» llega a «{1}» depende de la dirección que AWS dé a «{2}».",
        ),
        Unknown::Tenant { .. } => Message::say(
            "Whether “{0}” reaches “{1}” depends on what has the address in “{2}” and on its security groups.",
            "Si «{0}» llega a «{1}» depende de qué tenga la dirección en «{2}» y de sus grupos de seguridad.",
        ),
        Unknown::PrivateWay { .. } => Message::say(
            "Whether “{0}” reaches “{1}” depends on a VPN or Direct Connect to the network of “{2}”.",
            "Si «{0}» llega a «{1}» depende de una VPN o Direct Connect a la red de «{2}».",
        ),
        Unknown::Requests { .. } => Message::say(
            "Whether “{0}” reaches “{1}” depends on the path patterns of “{2}”, which are too many to compare.",
            "Si «{0}» llega a «{1}» depende de los patrones de ruta de «{2}», demasiados para compararlos.",
        ),
        Unknown::Permissions { .. } => Message::say(
            "Whether “{0}” reaches “{1}” is decided by the permissions of “{2}”: the network lets everyone call it.",
            "Si «{0}» llega a «{1}» lo deciden los permisos de «{2}»: la red deja llamarlo a cualquiera.",
        ),
    }
}

/// What would let a blocked flow pass where it was stopped; `None` where it takes another design.
pub fn opening(architecture: &Architecture, blocked: Blocked, port: Port) -> Option<Message> {
    let id = |ix: Ix| architecture.elements[ix].id.as_str();
    Some(match blocked {
        Blocked::NoPublicAddress(ix) => Message::say(
            "a public address of {0}, or a load balancer before it",
            "una dirección pública de {0}, o un balanceador delante",
        )
        .with(id(ix)),
        Blocked::NoRoute(ix) => Message::say(
            "a route in the tier of {0} that leads there",
            "una ruta en la capa de {0} que lleve allí",
        )
        .with(id(ix)),
        Blocked::OtherNetwork(one, other) => Message::say(
            "a peering or transit gateway between the networks of {0} and {1}, with routes over it",
            "un emparejamiento o transit gateway entre las redes de {0} y {1}, con rutas por él",
        )
        .with(id(one))
        .with(id(other)),
        Blocked::NoEgress(ix) => Message::say(
            "an outbound rule of {0} for {1}, such as a drawn connection makes",
            "una regla de salida de {0} para {1}, como la que crea una conexión dibujada",
        )
        .with(id(ix))
        .with(port.to_string()),
        Blocked::NoIngress(ix) => Message::say(
            "an inbound rule of {0} for {1}, such as a drawn connection makes",
            "una regla de entrada de {0} para {1}, como la que crea una conexión dibujada",
        )
        .with(id(ix))
        .with(port.to_string()),
        Blocked::NetworkAcl { tier, zone, entry, port: number, reply, .. } => {
            let ports = if reply { "1024-65535".to_owned() } else { number.to_string() };
            let place = format!("{}/subnet/{zone}", id(tier));
            match entry {
                Some(entry) => Message::say(
                    "an entry for {0} of the network ACL of {1}, before {2}",
                    "una entrada para {0} en la ACL de red de {1}, antes de {2}",
                )
                .with(ports)
                .with(place)
                .with(id(entry)),
                None => Message::say(
                    "an entry for {0} of the network ACL of {1}",
                    "una entrada para {0} en la ACL de red de {1}",
                )
                .with(ports)
                .with(place),
            }
        }
        Blocked::NoRequests(ix) => Message::say(
            "a path of its own, or an earlier place among the connections of {0}",
            "una ruta propia, o un lugar anterior entre las conexiones de {0}",
        )
        .with(id(ix)),
        Blocked::PastCloudFront(ix) => Message::say(
            "a way through the distribution before {0}",
            "un camino por la distribución que precede a {0}",
        )
        .with(id(ix)),
        Blocked::NoInterface(_) | Blocked::Outside => return None,
    })
}

/// What a step of a way is, beside its name.
pub fn step(architecture: &Architecture, step: &Step<'_>) -> Message {
    let rule = |held: &Held<'_>| crate::Permit::of(held.rule).to_string();
    match step {
        Step::Place(Place::Internet) => Message::say("anyone", "cualquiera"),
        Step::Place(Place::Block(_)) => Message::say("addresses", "direcciones"),
        Step::Place(Place::Element(ix)) => architecture.elements[*ix].kind.title.into(),
        Step::InternetGateway(_) => Message::say("internet gateway", "internet gateway"),
        Step::RouteTable { .. } => Message::say("route table", "tabla de rutas"),
        Step::NatGateway(_) => Message::say("NAT gateway", "NAT gateway"),
        Step::Endpoint(_) => Message::say("VPC endpoint", "punto de enlace de la VPC"),
        Step::Requests { path: Some(path), .. } => {
            Message::say("requests for {0}", "solicitudes de {0}").with(*path)
        }
        Step::Requests { path: None, first: true, .. } => {
            Message::say("all requests", "todas las solicitudes")
        }
        Step::Requests { path: None, first: false, .. } => {
            Message::say("all other requests", "las demás solicitudes")
        }
        Step::NetworkAcl { direction: Direction::In, .. } => {
            Message::say("network ACL, inbound", "ACL de red, entrada")
        }
        Step::NetworkAcl { direction: Direction::Out, .. } => {
            Message::say("network ACL, outbound", "ACL de red, salida")
        }
        Step::Egress(held) => {
            Message::say("security group, outbound, ports {0}", "grupo de seguridad, salida, puertos {0}")
                .with(rule(held))
        }
        Step::Ingress(held) => {
            Message::say("security group, inbound, ports {0}", "grupo de seguridad, entrada, puertos {0}")
                .with(rule(held))
        }
    }
}
