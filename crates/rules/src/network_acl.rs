//! Entries of network ACLs in raw CloudFormation: what they let in, from where.

use design::Map;
use serde_json::Value;
use services::{Site, kinds::cfn_resource};
use text::Message;

use crate::{Case, Given, Verdict};

const TYPE: &str = "AWS::EC2::NetworkAclEntry";
const ANYWHERE: [(&str, &str); 2] = [("CidrBlock", "0.0.0.0/0"), ("Ipv6CidrBlock", "::/0")];

/// An entry; what it says may be known only when it is built, then an answer is `None`.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'v>(&'v Map);

impl<'v> Entry<'v> {
    pub(crate) fn of(site: &Site<'v>) -> Option<Entry<'v>> {
        let element = site.element();
        let entry =
            element.is(cfn_resource::KIND) && element.optional_text(&cfn_resource::TYPE) == Some(TYPE);
        entry.then(|| element.record(&cfn_resource::PROPERTIES)).flatten().map(Entry)
    }

    pub(crate) fn at(self, path: &str) -> Given<'v> {
        Given::read(self.0, path)
    }

    /// Whether it is about packets that come in, and does this with them.
    pub(crate) fn inward(self, action: &str) -> Option<bool> {
        both(self.at("Egress").off(), self.at("RuleAction").is_one_of(&[action]))
    }

    /// Whether it is about packets from everywhere.
    pub(crate) fn anywhere(self) -> Option<bool> {
        let [four, six] = ANYWHERE.map(|(name, all)| self.at(name).is_one_of(&[all]));
        either(four, six)
    }

    /// Whether it is about a port of these protocols.
    pub(crate) fn covers(self, protocols: &[&str], port: u64) -> Option<bool> {
        either(self.every_protocol(), {
            let within = self.ports().map(|(from, to)| (from..=to).contains(&port));
            both(self.at("Protocol").is_one_of(protocols), within)
        })
    }

    /// Whether it is about all ports.
    pub(crate) fn every_port(self) -> Option<bool> {
        let whole = self.ports().map(|(from, to)| from <= 1 && to >= 65_535);
        either(self.every_protocol(), both(self.at("Protocol").is_one_of(&["6", "17"]), whole))
    }

    /// Whether another entry of the same list comes first, is about packets from everywhere of the same family, and
    /// surely is about the port.
    pub(crate) fn comes_after(self, other: Entry<'_>, protocols: &[&str], port: u64) -> bool {
        let family =
            |one: Entry<'_>| ANYWHERE.map(|(name, all)| one.at(name).is_one_of(&[all]) == Some(true));
        let number = |one: Entry<'_>| number(one.at("RuleNumber"));
        self.0.get("NetworkAclId").is_some_and(|list| other.0.get("NetworkAclId") == Some(list))
            && number(other).zip(number(self)).is_some_and(|(first, second)| first < second)
            && family(self).iter().zip(family(other)).all(|(mine, theirs)| !mine || theirs)
            && protocols
                .iter()
                .filter(|protocol| self.covers(&[**protocol], port) != Some(false))
                .all(|protocol| other.covers(&[*protocol], port) == Some(true))
    }

    fn every_protocol(self) -> Option<bool> {
        self.at("Protocol").is_one_of(&["-1"])
    }

    fn ports(self) -> Option<(u64, u64)> {
        number(self.at("PortRange.From")).zip(number(self.at("PortRange.To")))
    }
}

/// Violated, satisfied, or that it cannot be told; `{0}` in the messages is the name.
pub(crate) fn judge(case: &Case<'_>, open: Option<bool>, violated: Message, satisfied: Message) -> Verdict {
    let name = case.name.clone();
    let verdict = match open {
        Some(open) => Verdict::either(open, violated.with(name.clone()), satisfied.with(name)),
        None => Verdict::cannot_tell(
            Message::say(
                "“{0}” leaves to a function what it admits, or from where: it is known when it is built.",
                "«{0}» deja a una función qué admite, o desde dónde: se sabe cuando se crea.",
            )
            .with(name),
        ),
    };
    verdict.on(cfn_resource::PROPERTIES.name)
}

/// Both of two answers, of which one may not be known yet.
pub(crate) fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// At least one of two answers, of which one may not be known yet.
pub(crate) fn either(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    both(one.map(|it| !it), other.map(|it| !it)).map(|neither| !neither)
}

fn number(given: Given<'_>) -> Option<u64> {
    let value: &Value = given.known()?;
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
