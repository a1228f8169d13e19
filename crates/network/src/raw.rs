//! Raw CloudFormation resources of the network, as far as what they say is known before they are built.

use architecture::{Cidr, Ix, element::Element};
use design::Map;
use serde_json::Value;
use services::{Site, kinds::cfn_resource};

use crate::{Direction, Subnet, Unknown, address::Address, answer::Port};

/// A value as it stands, or that a function gives it.
pub(crate) type Given<T> = Result<T, Unknown>;

/// A raw resource being read.
pub(crate) struct Raw<'a> {
    pub(crate) site: Site<'a>,
    properties: &'a Map,
}

impl<'a> Raw<'a> {
    /// The raw resource an element is, with its type.
    pub(crate) fn of(site: Site<'a>) -> Option<(&'a str, Raw<'a>)> {
        let element: &'a Element = site.element();
        let properties = element.record(&cfn_resource::PROPERTIES)?;
        Some((element.optional_text(&cfn_resource::TYPE)?, Raw { site, properties }))
    }

    /// The tier and zone a property names; `None` for a subnet outside the design.
    pub(crate) fn subnet(&self, property: &'static str) -> Given<Option<Subnet>> {
        self.part(property, "subnet/")
    }

    /// The tier and zone whose part a property names; `None` for one outside the design.
    pub(crate) fn part(&self, property: &'static str, prefix: &str) -> Given<Option<Subnet>> {
        let Some(function) = self.properties.get(property).filter(|value| !value.is_string()) else {
            return Ok(None);
        };
        let (node, part) = self.named(function).ok_or(self.unknown(property))?;
        let place = || {
            let zone = part.strip_prefix(prefix)?.parse().ok()?;
            Some((self.site.architecture.index_of(&node)?, zone))
        };
        Ok(place())
    }

    /// The element a property names; `None` for one outside the design.
    pub(crate) fn element(&self, property: &'static str) -> Given<Option<Ix>> {
        let Some(function) = self.properties.get(property).filter(|value| !value.is_string()) else {
            return Ok(None);
        };
        let (node, _) = self.named(function).ok_or(self.unknown(property))?;
        Ok(self.site.architecture.index_of(&node))
    }

    /// What tells lists apart: a stated id, or the node a reference names.
    pub(crate) fn identity(&self, property: &'static str) -> Given<Value> {
        match self.properties.get(property) {
            None => Ok(Value::Null),
            Some(text @ Value::String(_)) => Ok(text.clone()),
            Some(function) => self
                .named(function)
                .map(|(node, part)| Value::from(vec![node, part]))
                .ok_or(self.unknown(property)),
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

    /// A range of ports in a record of its own.
    pub(crate) fn ports(&self) -> Given<(u16, u16)> {
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

    pub(crate) fn number(&self, property: &'static str) -> Given<Option<i64>> {
        let read = |value| number(value).ok_or(self.unknown(property));
        self.properties.get(property).map(read).transpose()
    }

    pub(crate) fn text(&self, property: &'static str) -> Given<Option<&'a str>> {
        match self.properties.get(property) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.unknown(property)),
        }
    }

    /// `None` where it is left out, or is no IPv4 block.
    pub(crate) fn block(&self, property: &'static str) -> Given<Option<Cidr>> {
        self.text(property).map(|text| text.and_then(Cidr::parse))
    }

    pub(crate) fn flag(&self, property: &'static str) -> Given<bool> {
        match self.properties.get(property) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(Value::String(text)) if text == "true" || text == "false" => Ok(text == "true"),
            Some(_) => Err(self.unknown(property)),
        }
    }

    pub(crate) fn unknown(&self, property: &'static str) -> Unknown {
        Unknown::Value { element: self.site.ix, property }
    }
}

fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// Raw routes and group rules beside the derived ones. They are not walked: where one may decide, nothing is claimed.
#[derive(Default)]
pub(crate) struct Beside {
    rules: Vec<Rule>,
    routes: Vec<Route>,
    /// Subnets that raw associations put under another route table.
    tables: Vec<(Ix, Given<Option<Subnet>>)>,
}

struct Rule {
    ix: Ix,
    direction: Direction,
    group: Given<Option<Ix>>,
    protocol: Given<Option<String>>,
    ports: Given<(u16, u16)>,
}

struct Route {
    ix: Ix,
    table: Given<Option<Subnet>>,
    destination: Given<Option<Cidr>>,
}

impl Beside {
    /// Takes note of a raw resource, if it is one of these.
    pub(crate) fn note(&mut self, kind: &str, raw: &Raw<'_>) {
        let ix = raw.site.ix;
        let direction = match kind {
            "AWS::EC2::SecurityGroupIngress" => Direction::In,
            "AWS::EC2::SecurityGroupEgress" => Direction::Out,
            "AWS::EC2::Route" => {
                let table = raw.part("RouteTableId", "route-table/");
                return self.routes.push(Route { ix, table, destination: raw.block("DestinationCidrBlock") });
            }
            "AWS::EC2::SubnetRouteTableAssociation" => {
                return self.tables.push((ix, raw.subnet("SubnetId")));
            }
            _ => return,
        };
        let end = |property, other: u16| {
            let stated = raw.number(property)?.unwrap_or(other.into());
            // -1 stands for all
            Ok(u16::try_from(stated).unwrap_or(other))
        };
        self.rules.push(Rule {
            ix,
            direction,
            group: raw.element("GroupId"),
            protocol: raw.text("IpProtocol").map(|text| text.map(str::to_owned)),
            ports: end("FromPort", 0).and_then(|from| Ok((from, end("ToPort", u16::MAX)?))),
        });
    }

    /// A rule that may admit packets of a port by one of these groups.
    pub(crate) fn admits(&self, groups: &[Ix], direction: Direction, port: Port) -> Option<Unknown> {
        let may = |rule: &&Rule| {
            let protocol = match &rule.protocol {
                Ok(Some(text)) => port.protocol.is(text),
                _ => true,
            };
            protocol && rule.ports.map_or(true, |(from, to)| (from..=to).contains(&port.number))
        };
        self.about(groups, direction).find(may).map(|rule| Unknown::NotWalked { element: rule.ix })
    }

    /// Whether a rule may admit anything by one of these groups.
    pub(crate) fn admits_some(&self, groups: &[Ix], direction: Direction) -> bool {
        self.about(groups, direction).next().is_some()
    }

    /// The rules that are, or may be, of one of these groups.
    fn about(&self, groups: &[Ix], direction: Direction) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| {
            let own = rule.group.map_or(true, |group| group.is_some_and(|group| groups.contains(&group)));
            rule.direction == direction && own
        })
    }

    /// Ports from which on answers may change; rules of which it is not known admit any.
    pub(crate) fn ports(&self) -> impl Iterator<Item = u16> {
        let ranges = self.rules.iter().map(|rule| rule.ports.unwrap_or((0, u16::MAX)));
        ranges.flat_map(|(from, to)| [Some(from), to.checked_add(1)]).flatten()
    }

    /// What may lead packets for an address elsewhere than the derived table of a subnet does.
    pub(crate) fn leads(&self, subnet: Subnet, address: Address) -> Option<Unknown> {
        let here = |named: &Given<Option<Subnet>>| match named {
            Ok(named) => *named == Some(subnet),
            Err(_) => true,
        };
        let route = self.routes.iter().find(|route| {
            here(&route.table)
                && route.destination.is_ok_and(|block| block.is_some_and(|block| address.within(block)))
                    | route.destination.is_err()
        });
        route.map(|route| Unknown::NotWalked { element: route.ix }).or_else(|| self.table(subnet))
    }

    /// What may put a subnet under another route table than its derived one.
    pub(crate) fn table(&self, subnet: Subnet) -> Option<Unknown> {
        let here = |(_, named): &&(Ix, Given<Option<Subnet>>)| match named {
            Ok(named) => *named == Some(subnet),
            Err(_) => true,
        };
        self.tables.iter().find(here).map(|(element, _)| Unknown::NotWalked { element: *element })
    }

    /// Whatever may lead packets of a subnet another way.
    pub(crate) fn any(&self, subnet: Subnet) -> Option<Unknown> {
        let route = self.routes.iter().find(|route| route.table.is_ok_and(|table| table == Some(subnet)));
        route.map(|route| Unknown::NotWalked { element: route.ix }).or_else(|| self.table(subnet))
    }

    /// Blocks at whose ends answers may change.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = Cidr> {
        self.routes.iter().filter_map(|route| route.destination.ok().flatten())
    }
}
