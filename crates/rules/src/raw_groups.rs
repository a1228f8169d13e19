//! Rules of security groups in raw CloudFormation: what they let in, and from where.

use architecture::Cidr;
use serde_json::Value;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    Case, Given, Verdict,
    network_acl::{both, either},
    references,
};

pub(crate) const GROUP: &str = "AWS::EC2::SecurityGroup";
/// Rules that are resources of their own.
pub(crate) const ALONE: [&str; 2] = ["AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"];
/// The lists of rules in a group.
pub(crate) const LISTS: [&str; 2] = ["SecurityGroupIngress", "SecurityGroupEgress"];

/// A block of IPv6 addresses at least this large reaches beyond any one network, like a /8 of IPv4.
const WIDEST_IPV6: u8 = 16;

/// The inbound rules a raw resource states; `None` if it is neither a group nor such a rule.
pub(crate) fn inbound<'a>(case: &Case<'a>) -> Option<Vec<Given<'a>>> {
    let of = references::type_of(&case.site)?;
    let [inbound, _] = LISTS;
    if of == GROUP {
        Some(match references::property(&case.site, inbound) {
            Given::Computed => vec![Given::Computed],
            list => list.items().collect(),
        })
    } else if of == ALONE[0] {
        case.site.element().properties.get(cfn_resource::PROPERTIES.name).map(|rule| vec![Given::Known(rule)])
    } else {
        None
    }
}

/// The verdict on a raw group that opens one of some ports to the internet; `{0}` in the messages is its name; in
/// the first, `{1}` is the port and `{2}` its name again. Nothing for any other element.
pub(crate) fn judge(
    case: &Case<'_>,
    ports: &[u16],
    violated: Message,
    satisfied: Message,
) -> Option<Verdict> {
    let rules = inbound(case)?;
    let open = |port: u16| {
        let admits = rules.iter().map(|rule| both(anyone(*rule), covers(*rule, port)));
        admits.fold(Some(false), either)
    };
    let name = case.name.clone();
    let verdict = if let Some(port) = ports.iter().find(|port| open(**port) == Some(true)) {
        Verdict::violated(violated.with(name.clone()).with(port.to_string()).with(name))
    } else if ports.iter().all(|port| open(*port) == Some(false)) {
        Verdict::satisfied(satisfied.with(name))
    } else {
        Verdict::cannot_tell(
            Message::say(
                "“{0}” leaves to a function what it admits, or from where: it is known when it is built.",
                "«{0}» deja a una función qué admite, o desde dónde: se sabe cuando se crea.",
            )
            .with(name),
        )
    };
    Some(verdict.on(cfn_resource::PROPERTIES.name))
}

/// Whether a rule is about anyone on the internet, by IPv4 or IPv6.
fn anyone(rule: Given<'_>) -> Option<bool> {
    let wide = |name: &str, open: fn(&str) -> bool| match rule.at(name) {
        Given::Absent => Some(false),
        Given::Computed => None,
        Given::Known(block) => Some(block.as_str().is_some_and(open)),
    };
    let four = wide("CidrIp", |block| Cidr::parse(block).is_some_and(network::open_to_internet));
    let six = wide("CidrIpv6", |block| {
        let prefix = block.split_once('/').and_then(|(_, prefix)| prefix.parse::<u8>().ok());
        prefix.is_some_and(|prefix| prefix < WIDEST_IPV6)
    });
    either(four, six)
}

/// Whether a rule is about a port of TCP.
fn covers(rule: Given<'_>, port: u16) -> Option<bool> {
    let every_protocol = rule.at("IpProtocol").is_one_of(&["-1"]);
    let within = end(rule, "FromPort", 0)
        .zip(end(rule, "ToPort", i64::from(u16::MAX)))
        .map(|(from, to)| (from..=to).contains(&i64::from(port)));
    either(every_protocol, both(rule.at("IpProtocol").is_one_of(&["tcp", "6"]), within))
}

/// One end of a range of ports; `None` where a function decides.
pub(crate) fn end(rule: Given<'_>, name: &str, otherwise: i64) -> Option<i64> {
    match rule.at(name) {
        Given::Absent => Some(otherwise),
        Given::Computed => None,
        Given::Known(Value::String(text)) => text.parse().ok(),
        Given::Known(value) => value.as_i64(),
    }
}
