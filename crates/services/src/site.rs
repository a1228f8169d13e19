//! An element where it stands: the view every service file works with.

use std::ops::Deref;

use crate::value::map;
use architecture::{Architecture, Blocker, Edge, Element, Ix, PartData, SECURITY_GROUP, Statement, Zones};
use cloudformation::{Value, list};
use design::{ConnectionKind, Quantity, UsageField};
use pricing::{Band, HOURS_PER_MONTH, Ledger};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::{
    Stack,
    kinds::{subnet, vpc},
    service,
    workload::Load,
};

/// An element in its architecture; reads like the element itself.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub architecture: &'a Architecture,
    pub ix: Ix,
}

impl Deref for Site<'_> {
    type Target = Element;

    fn deref(&self) -> &Element {
        &self.architecture.elements[self.ix]
    }
}

impl<'a> Site<'a> {
    pub fn new(architecture: &'a Architecture, ix: Ix) -> Site<'a> {
        Site { architecture, ix }
    }

    pub fn element(&self) -> &'a Element {
        &self.architecture.elements[self.ix]
    }

    pub fn at(&self, ix: Ix) -> Site<'a> {
        Site::new(self.architecture, ix)
    }

    pub fn node(&self) -> &'a str {
        self.element().id.as_str()
    }

    pub fn parent(&self) -> Option<Site<'a>> {
        self.element().parent.map(|ix| self.at(ix))
    }

    pub fn children(self, kind: &'a str) -> impl Iterator<Item = Site<'a>> {
        let architecture = self.architecture;
        self.element()
            .children
            .iter()
            .map(move |&ix| Site::new(architecture, ix))
            .filter(move |site| site.is(kind))
    }

    /// The tier it stands in.
    pub fn tier(&self) -> Option<Site<'a>> {
        self.architecture.enclosing(self.ix, subnet::KIND).map(|ix| self.at(ix))
    }

    /// The VPC it stands in.
    pub fn vpc(&self) -> Option<Site<'a>> {
        self.architecture.enclosing(self.ix, vpc::KIND).map(|ix| self.at(ix))
    }

    /// The zones of what contains it.
    pub fn inherited_zones(&self) -> Zones {
        self.parent().map(|parent| parent.zones.clone()).unwrap_or_default()
    }

    /// The other ends of edges that leave it.
    pub fn to(&self, kind: ConnectionKind) -> impl Iterator<Item = (&'a Edge, Site<'a>)> {
        let architecture = self.architecture;
        architecture.outgoing(self.ix, kind).map(move |edge| (edge, Site::new(architecture, edge.to)))
    }

    /// The other ends of edges that end at it.
    pub fn from(&self, kind: ConnectionKind) -> impl Iterator<Item = (&'a Edge, Site<'a>)> {
        let architecture = self.architecture;
        architecture.incoming(self.ix, kind).map(move |edge| (edge, Site::new(architecture, edge.from)))
    }

    /// What is attached to it, or what it is attached to, of one kind.
    pub fn attached(&self, kind: &str) -> Option<Site<'a>> {
        self.architecture.attached(self.ix, kind).map(|ix| self.at(ix))
    }

    /// The stack of its own resource.
    pub fn stack(&self) -> Stack {
        service(self.kind.name).map_or(Stack::Compute, |service| service.stack(self))
    }

    /// The region its own resource is built in: its own, but us-east-1 for what belongs to the edge.
    pub fn built_in(&self) -> &'a str {
        if self.stack() == Stack::Edge { "us-east-1" } else { &self.element().region }
    }

    /// Everything of one kind that is attached to it, or that it is attached to.
    pub fn all_attached(&self, kind: &'a str) -> impl Iterator<Item = Site<'a>> {
        let to = self.to(ConnectionKind::Attached).map(|(_, other)| other);
        let from = self.from(ConnectionKind::Attached).map(|(_, other)| other);
        to.chain(from).filter(move |other| other.is(kind))
    }

    // ── references ───────────────────────────────────────────────────────────────────────────────────────────

    /// `Ref` of a part of this element; empty name: the element itself.
    pub fn reference(&self, part: &str) -> Value {
        Value::part(self.node(), part)
    }

    pub fn get(&self, part: &str, attribute: &str) -> Value {
        self.reference(part).attribute(attribute)
    }

    /// The subnets of its tier, one for each zone it lives in.
    pub fn subnet_ids(&self) -> Value {
        let tier = self.tier();
        self.zones
            .iter()
            .filter_map(|zone| tier.map(|tier| tier.reference(&format!("subnet/{zone}"))))
            .collect::<Vec<_>>()
            .into()
    }

    /// Its own security group.
    pub fn security_group(&self) -> Value {
        self.get(SECURITY_GROUP, "GroupId")
    }

    /// Its own security group and those attached to it.
    pub fn security_groups(&self) -> Vec<Value> {
        let attached = self.from(ConnectionKind::Attached).filter(|(_, other)| other.is("security_group"));
        std::iter::once(self.security_group())
            .chain(attached.map(|(_, group)| group.get("", "GroupId")))
            .collect()
    }

    /// `{document}-{environment}-{node}`: the computed physical name, where AWS needs one.
    pub fn physical_name(&self) -> String {
        format!("{}-{}-{}", self.architecture.document, self.environment(), self.node())
    }

    /// The physical name, cut to `max` characters (at least 10) with a mark of the rest where it is longer.
    pub fn name_within(&self, max: usize) -> String {
        within(self.physical_name(), max)
    }

    /// The same for one of its parts: `{document}-{environment}-{node}-{part}`.
    pub fn part_name_within(&self, part: &str, max: usize) -> String {
        within(format!("{}-{part}", self.physical_name()), max)
    }

    /// The environment it is built in.
    pub fn environment(&self) -> &'a str {
        match self.element().home {
            architecture::Home::Here => self.architecture.environment.as_str(),
            architecture::Home::Peer(at) => self.architecture.peers[at].environment.as_str(),
        }
    }

    /// The account it is built in.
    pub fn account(&self) -> &'a str {
        match self.element().home {
            architecture::Home::Here => &self.architecture.account,
            architecture::Home::Peer(at) => &self.architecture.peers[at].account,
        }
    }

    /// Tags as a list of Key and Value.
    pub fn tags(&self) -> Value {
        Value::List(list![
            map! { "Key" => "Name", "Value" => self.physical_name() },
            map! { "Key" => "Environment", "Value" => self.architecture.environment.as_str() },
            map! { "Key" => "Project", "Value" => self.architecture.document.as_str() },
        ])
    }

    /// Tags as a map, for the few types that want them so.
    pub fn tag_map(&self) -> Value {
        map! {
            "Name" => self.physical_name(),
            "Environment" => self.architecture.environment.as_str(),
            "Project" => self.architecture.document.as_str(),
        }
    }

    // ── parts ────────────────────────────────────────────────────────────────────────────────────────────────

    /// Whether a derived part is still this element's own to write (no node replaces it).
    pub fn derives(&self, part: &str) -> bool {
        self.part(part).is_none_or(|part| part.explicit.is_none())
    }

    /// The statements on its role.
    pub fn statements(&self) -> &'a [Statement] {
        match self.element().part(architecture::ROLE).map(|part| &part.data) {
            Some(PartData::Role { statements, .. }) => statements,
            _ => &[],
        }
    }

    pub fn blocker(
        &self,
        code: &'static str,
        property: Option<&'static str>,
        message: impl Into<String>,
    ) -> Blocker {
        Blocker { code, node: self.node().to_owned(), part: String::new(), property, message: message.into() }
    }

    /// A blocker unless it spans at least `least` zones.
    pub fn needs_zones(&self, least: usize, what: &str) -> Option<Blocker> {
        (self.zones.len() < least).then(|| {
            self.blocker(
                "needs-zones",
                Some("zones"),
                format!(
                    "{what} “{}” needs subnets in {least} availability zones and has {}; give its tier and VPC more zones.",
                    self.name,
                    self.zones.len()
                ),
            )
        })
    }

    /// A blocker if the zone it names is not one of its tier's.
    pub fn outside_its_tier(&self, property: &'static str) -> Option<Blocker> {
        let tier = self.tier()?;
        let zone = self.zones.iter().find(|zone| !tier.zones.contains(zone))?;
        Some(self.blocker(
            "zone-outside-tier",
            Some(property),
            format!("“{}” names zone {zone}, but “{}” has zones {:?}.", self.name, tier.name, tier.zones),
        ))
    }

    // ── usage ────────────────────────────────────────────────────────────────────────────────────────────────

    /// A volume its kind declares: as stated, or as assumed (and then listed among the assumptions).
    pub fn volume(&self, name: &str, ledger: &mut Ledger<'_>) -> Band {
        let Some(field) = self.element().kind.usage.iter().find(|field| field.name == name) else {
            return Band::from(Decimal::ZERO);
        };
        let counted = service(self.kind.name).map(|service| service.counted(name)).unwrap_or_default();
        let value = self.stated(field).unwrap_or_else(|| {
            let value = self.taken(field);
            ledger.assume(self.node(), "", field.name, value, field.unit, field.help.en);
            value
        });
        value.map(|value| counted.of(value))
    }

    /// A volume of a connection that this element pays, as stated or as assumed.
    pub fn volume_on(&self, edge: &Edge, name: &str, ledger: &mut Ledger<'_>) -> Band {
        if let Some(stated) = edge.usage.get(name) {
            return band(stated);
        }
        let Some(field) = design::connection_usage(edge.kind).iter().find(|field| field.name == name) else {
            return Band::ZERO;
        };
        let value = self.taken(field);
        ledger.assume_on(self.node(), edge.id.as_str(), field.name, value, field.unit, field.help.en);
        value
    }

    /// A volume as the document states it.
    pub fn stated(&self, field: &UsageField) -> Option<Band> {
        self.element().usage.get(field.name).map(band)
    }

    /// Hours a month in which what can be stopped runs.
    pub fn hours_on(&self) -> Decimal {
        self.architecture.workload.as_ref().map_or(HOURS_PER_MONTH, |workload| Load::of(workload).hours_on())
    }

    /// What is taken of a volume that nobody stated: what follows from the workload, or what its kind assumes.
    fn taken(&self, field: &UsageField) -> Band {
        let workload = self.architecture.workload.as_ref();
        workload.and_then(|workload| Load::of(workload).volume(field)).unwrap_or_else(|| {
            let [low, typical, high] = field.assumed.map(|text| text.parse::<Decimal>().unwrap_or_default());
            Band { low, typical, high }
        })
    }
}

/// A name of at most `max` characters: the longer one's beginning and the FNV-1a hash of the whole.
fn within(name: String, max: usize) -> String {
    if name.len() <= max {
        return name;
    }
    let hash =
        name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let kept: String = name.chars().take(max.saturating_sub(9)).collect();
    format!("{}-{hash:08x}", kept.trim_end_matches('-'))
}

/// A number of a document as it is written.
pub fn decimal(number: &serde_json::Number) -> Decimal {
    let text = number.to_string();
    text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(&text)).unwrap_or_default()
}

/// Rounded half up, as bills and spreadsheets do.
pub(crate) fn rounded(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// A stated quantity as decimals.
pub fn band(quantity: &Quantity) -> Band {
    match quantity {
        Quantity::One(number) => Band::from(decimal(number)),
        Quantity::Range(range) => {
            Band { low: decimal(&range.low), typical: decimal(&range.typical), high: decimal(&range.high) }
        }
    }
}
