//! Network ACLs: lists, entries and associations that stand in the design as raw CloudFormation. A subnet that no
//! association names keeps its VPC's default list, which permits all.

use architecture::{Architecture, Cidr, Ix, element::Element};
use design::Map;
use serde_json::Value;
use services::{Site, kinds::cfn_resource};

use crate::{Direction, address::Address};

const ENTRY: &str = "AWS::EC2::NetworkAclEntry";
const ASSOCIATION: &str = "AWS::EC2::SubnetNetworkAclAssociation";

/// A value of a raw resource that is only known when it is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown {
    pub element: Ix,
    pub property: &'static str,
}

/// What a list says of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// By the default list, or by an entry.
    Permits(Option<Ix>),
    /// By an entry, or because no entry permits it.
    Denies(Option<Ix>),
    CannotTell(Unknown),
}

/// A value as it stands, or that a function gives it.
type Given<T> = Result<T, Unknown>;

struct Entry {
    ix: Ix,
    list: Given<Value>,
    number: Given<u64>,
    egress: Given<bool>,
    permits: Given<bool>,
    /// Whether it is about TCP.
    tcp: Given<bool>,
    /// `None` for IPv6, which is not walked.
    block: Given<Option<Cidr>>,
    ports: Given<(u16, u16)>,
}

struct Association {
    ix: Ix,
    /// The tier and zone; `None` for a subnet outside the design.
    subnet: Given<Option<(Ix, u8)>>,
    list: Given<Value>,
}

/// All lists of an architecture.
pub(crate) struct Lists {
    entries: Vec<Entry>,
    associations: Vec<Association>,
}

impl Lists {
    pub(crate) fn read(architecture: &Architecture) -> Lists {
        let mut lists = Lists { entries: Vec::new(), associations: Vec::new() };
        for (ix, element) in architecture.of_kind(cfn_resource::KIND) {
            let Some(properties) = element.record(&cfn_resource::PROPERTIES) else { continue };
            let raw = Raw { site: Site::new(architecture, ix), properties };
            match kind(element) {
                ENTRY => lists.entries.push(raw.entry()),
                ASSOCIATION => lists.associations.push(raw.association()),
                _ => {}
            }
        }
        // Entries with an unknown number may come first.
        lists.entries.sort_by_key(|entry| entry.number.unwrap_or(0));
        lists
    }

    /// Blocks and ports at which answers may change.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = Cidr> {
        self.entries.iter().filter_map(|entry| entry.block.ok().flatten())
    }

    pub(crate) fn ports(&self) -> impl Iterator<Item = (u16, u16)> {
        self.entries.iter().filter_map(|entry| entry.ports.ok())
    }

    /// What the list of a subnet says of a TCP packet whose other side, seen from the subnet, is `other`.
    pub(crate) fn ask(&self, subnet: (Ix, u8), direction: Direction, other: Address, port: u16) -> Said {
        let mine = |one: &&Association| one.subnet == Ok(Some(subnet));
        let Some(association) = self
            .associations
            .iter()
            .find(mine)
            .or_else(|| self.associations.iter().find(|one| one.subnet.is_err()))
        else {
            return Said::Permits(None);
        };
        let list = match (&association.subnet, &association.list) {
            (Err(unknown), _) | (_, Err(unknown)) => return Said::CannotTell(*unknown),
            (_, Ok(list)) => list,
        };
        for entry in &self.entries {
            let about = [
                entry.list.as_ref().map(|of| of == list).map_err(|unknown| *unknown),
                entry.egress.map(|egress| egress == (direction == Direction::Out)),
                entry.tcp,
                entry.block.map(|block| block.is_some_and(|block| other.within(block))),
                entry.ports.map(|(from, to)| (from..=to).contains(&port)),
            ];
            if about.contains(&Ok(false)) {
                continue;
            }
            let known = about.into_iter().chain([entry.number.map(|_| true)]);
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
    pub(crate) fn association(&self, subnet: (Ix, u8)) -> Option<Ix> {
        self.associations.iter().find(|one| one.subnet == Ok(Some(subnet))).map(|one| one.ix)
    }
}

fn kind(element: &Element) -> &str {
    element.optional_text(&cfn_resource::TYPE).unwrap_or_default()
}

/// A raw resource being read.
struct Raw<'a> {
    site: Site<'a>,
    properties: &'a Map,
}

impl Raw<'_> {
    fn entry(&self) -> Entry {
        let protocol = self.number("Protocol");
        let tcp = protocol.map(|number| matches!(number, Some(-1 | 6)));
        Entry {
            ix: self.site.ix,
            list: self.list(),
            number: self.number("RuleNumber").map(|number| number.unwrap_or(0).try_into().unwrap_or(0)),
            egress: self.flag("Egress"),
            permits: self.text("RuleAction").map(|action| action == Some("allow")),
            tcp,
            block: self.text("CidrBlock").map(|text| text.and_then(Cidr::parse)),
            ports: if protocol == Ok(Some(-1)) { Ok((0, u16::MAX)) } else { self.ports() },
        }
    }

    fn association(&self) -> Association {
        let subnet = match self.properties.get("SubnetId") {
            Some(Value::String(_)) | None => Ok(None),
            Some(function) => self.named(function).map(Some).ok_or(self.unknown("SubnetId")),
        };
        let subnet = subnet.map(|part| {
            let (node, part) = part?;
            let zone = part.strip_prefix("subnet/")?.parse().ok()?;
            Some((self.site.architecture.index_of(&node)?, zone))
        });
        Association { ix: self.site.ix, subnet, list: self.list() }
    }

    /// What tells lists apart: a stated id, or the node a reference names.
    fn list(&self) -> Given<Value> {
        match self.properties.get("NetworkAclId") {
            None => Ok(Value::Null),
            Some(text @ Value::String(_)) => Ok(text.clone()),
            Some(function) => self
                .named(function)
                .map(|(node, part)| Value::from(vec![node, part]))
                .ok_or(self.unknown("NetworkAclId")),
        }
    }

    /// The node and part a `Ref` or `Fn::GetAtt` names.
    fn named(&self, function: &Value) -> Option<(String, String)> {
        let id = match (function.get("Ref"), function.get("Fn::GetAtt")) {
            (Some(Value::String(id)), _) => id.as_str(),
            (_, Some(Value::Array(path))) => path.first()?.as_str()?,
            (_, Some(Value::String(path))) => path.split('.').next()?,
            _ => return None,
        };
        cfn_resource::named(&self.site, id).map(|name| (name.node, name.part))
    }

    fn ports(&self) -> Given<(u16, u16)> {
        let unknown = self.unknown("PortRange");
        let end = |name, other: u16| match self.properties.get("PortRange") {
            None => Ok(other),
            Some(range) => match range.get(name) {
                Some(value) => number(value).and_then(|port| u16::try_from(port).ok()).ok_or(unknown),
                None => Err(unknown),
            },
        };
        Ok((end("From", 0)?, end("To", u16::MAX)?))
    }

    fn number(&self, property: &'static str) -> Given<Option<i64>> {
        let read = |value| number(value).ok_or(self.unknown(property));
        self.properties.get(property).map(read).transpose()
    }

    fn text(&self, property: &'static str) -> Given<Option<&str>> {
        let read = |value: &'_ Value| value.is_string().then_some(()).ok_or(self.unknown(property));
        self.properties.get(property).map(read).transpose()?;
        Ok(self.properties.get(property).and_then(Value::as_str))
    }

    fn flag(&self, property: &'static str) -> Given<bool> {
        match self.properties.get(property) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(Value::String(text)) if text == "true" || text == "false" => Ok(text == "true"),
            Some(_) => Err(self.unknown(property)),
        }
    }

    fn unknown(&self, property: &'static str) -> Unknown {
        Unknown { element: self.site.ix, property }
    }
}

fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}
