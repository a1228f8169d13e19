//! Network ACLs: lists, entries and associations that stand in the design as raw CloudFormation. A subnet that no
//! association names keeps its VPC's default list, which permits all.

use std::collections::BTreeMap;

use architecture::{Cidr, Ix};
use serde_json::Value;

use crate::{
    Direction, Permit, Subnet, Unknown,
    address::Address,
    answer::Port,
    raw::{Given, Raw},
};

/// What a list says of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// By the default list, or by an entry.
    Permits(Option<Ix>),
    /// By an entry, or because no entry permits it.
    Denies(Option<Ix>),
    CannotTell(Unknown),
}

struct Entry {
    ix: Ix,
    list: Given<Value>,
    number: Given<u64>,
    egress: Given<bool>,
    permits: Given<bool>,
    /// By its number; `None` is about no protocol.
    protocol: Given<Option<i64>>,
    /// `None` for IPv6, which is not walked.
    block: Given<Option<Cidr>>,
    ports: Given<(u16, u16)>,
}

/// A subnet that an association puts under a list.
struct Under {
    association: Ix,
    /// Those of its list in order, and those that may be; unknown where the list is.
    entries: Given<Vec<usize>>,
}

/// All lists of an architecture.
#[derive(Default)]
pub(crate) struct Lists {
    entries: Vec<Entry>,
    subnets: BTreeMap<Subnet, Under>,
    /// An association of a subnet that is only known when it is built.
    stray: Option<Unknown>,
}

/// Entries and associations as they are found.
#[derive(Default)]
pub(crate) struct Found {
    entries: Vec<Entry>,
    associations: Vec<(Ix, Given<Option<Subnet>>, Given<Value>)>,
}

impl Found {
    /// Takes note of a raw resource, if it is one of these.
    pub(crate) fn note(&mut self, kind: &str, raw: &Raw<'_>) {
        match kind {
            "AWS::EC2::NetworkAclEntry" => self.entries.push(entry(raw)),
            "AWS::EC2::SubnetNetworkAclAssociation" => {
                self.associations.push((raw.site.ix, raw.subnet("SubnetId"), raw.identity("NetworkAclId")))
            }
            _ => {}
        }
    }

    pub(crate) fn lists(self) -> Lists {
        let mut entries = self.entries;
        // Entries with an unknown number may come first.
        entries.sort_by_key(|entry| entry.number.unwrap_or(0));
        let mut lists = Lists { entries, ..Lists::default() };
        for (association, subnet, list) in self.associations {
            match subnet {
                Ok(Some(subnet)) => {
                    let mine = |list: &Value| {
                        let all = lists.entries.iter().enumerate();
                        all.filter(|(_, entry)| entry.list.as_ref().map_or(true, |of| of == list))
                            .map(|(at, _)| at)
                            .collect()
                    };
                    let entries = list.as_ref().map(mine).map_err(|unknown| *unknown);
                    lists.subnets.entry(subnet).or_insert(Under { association, entries });
                }
                Ok(None) => {}
                Err(unknown) => lists.stray = lists.stray.or(Some(unknown)),
            }
        }
        lists
    }
}

fn entry(raw: &Raw<'_>) -> Entry {
    let protocol = raw.number("Protocol");
    Entry {
        ix: raw.site.ix,
        list: raw.identity("NetworkAclId"),
        number: raw.number("RuleNumber").map(|number| number.unwrap_or(0).try_into().unwrap_or(0)),
        egress: raw.flag("Egress"),
        permits: raw.text("RuleAction").map(|action| action == Some("allow")),
        protocol,
        block: raw.block("CidrBlock"),
        ports: if protocol == Ok(Some(-1)) { Ok((0, u16::MAX)) } else { raw.ports() },
    }
}

impl Lists {
    /// Blocks at whose ends answers may change.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = Cidr> {
        self.entries.iter().filter_map(|entry| entry.block.ok().flatten())
    }

    /// Ports from which on answers may change.
    pub(crate) fn ports(&self) -> impl Iterator<Item = u16> {
        let ranges = self.entries.iter().filter_map(|entry| entry.ports.ok());
        ranges.flat_map(|(from, to)| [Some(from), to.checked_add(1)]).flatten()
    }

    /// Those of some permitted ports that all lists treat like one of them.
    pub(crate) fn alike(&self, permit: Permit, port: Port) -> Permit {
        if self.entries.is_empty() {
            return permit;
        }
        let before = self.ports().filter(|end| *end <= port.number);
        let after = self.ports().filter(|end| *end > port.number);
        Permit {
            protocol: port.protocol.word(),
            from_port: before.fold(permit.from_port, u16::max),
            to_port: after.fold(permit.to_port, |to, next| to.min(next - 1)),
        }
    }

    /// What the list of a subnet says of a packet to `port` whose other side, seen from the subnet, is `other`.
    pub(crate) fn ask(&self, subnet: Subnet, direction: Direction, other: Address, port: Port) -> Said {
        let entries = match self.subnets.get(&subnet) {
            None => return self.stray.map_or(Said::Permits(None), Said::CannotTell),
            Some(Under { entries: Err(unknown), .. }) => return Said::CannotTell(*unknown),
            Some(Under { entries: Ok(entries), .. }) => entries,
        };
        for entry in entries.iter().filter_map(|&at| self.entries.get(at)) {
            let about = [
                entry.egress.map(|egress| egress == (direction == Direction::Out)),
                entry.protocol.map(|number| number == Some(-1) || number == Some(port.protocol.number())),
                entry.block.map(|block| block.is_some_and(|block| other.within(block))),
                entry.ports.map(|(from, to)| (from..=to).contains(&port.number)),
            ];
            if about.contains(&Ok(false)) {
                continue;
            }
            let list = entry.list.as_ref().map(|_| true).map_err(|unknown| *unknown);
            let known = about.into_iter().chain([list, entry.number.map(|_| true)]);
            if let Some(unknown) = known.filter_map(Result::err).next() {
                return Said::CannotTell(unknown);
            }
            return match entry.permits {
                Ok(true) => Said::Permits(Some(entry.ix)),
                Ok(false) => Said::Denies(Some(entry.ix)),
                Err(unknown) => Said::CannotTell(unknown),
            };
        }
        Said::Denies(None)
    }

    /// The association that puts a subnet under a list of its own.
    pub(crate) fn association(&self, subnet: Subnet) -> Option<Ix> {
        self.subnets.get(&subnet).map(|under| under.association)
    }
}
