//! What stands where, in words: the grammar that every drawing follows.
//!
//! Actors at the left; in the account first the edge row, then each Region with its VPCs (zones as
//! columns, tiers as rows), its regional services at the right by role, and the delivery lane below.
//! A board has no coordinates but those a person chose.

use crate::draw::{ActorGlyph, Severity, Standby, Subject, WireLook};
use crate::geometry::Rect;

/// Names a place on the board that links refer to; unique on a board.
pub type Key = String;

/// One element.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// What links call it.
    pub key: Key,
    /// What it stands for.
    pub subjects: Vec<Subject>,
    /// Symbol of the icon.
    pub symbol: String,
    /// First line.
    pub name: String,
    /// First line where room is short; empty: the name is cut.
    pub short: String,
    /// Second line.
    pub spec: String,
    /// Price, as written.
    pub price: String,
    /// The standby half.
    pub standby: Option<Standby>,
    /// Worst finding and their number.
    pub badge: Option<(Severity, usize)>,
    /// Text of the policy pill on its bottom edge.
    pub policy: Option<String>,
    /// Built elsewhere and only referred to here.
    pub elsewhere: bool,
    /// Where a person put it, relative to its tier's row, its zone, or the page.
    pub placed: Option<Rect>,
    /// Cards docked to its right: in the edge row any, beside a load balancer one.
    pub docked: Vec<Piece>,
}

/// How much of a tier's row a spanning card takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// 240 px on the centre line.
    Middle,
    /// 440 px on the centre line, for two halves.
    Halves,
    /// The whole row.
    Full,
}

/// An Auto Scaling group with the nodes it runs.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Header: name, numbers (`spec`), price.
    pub piece: Piece,
    /// Nodes, each with its zone (from 0).
    pub nodes: Vec<(usize, Piece)>,
}

/// What stands in a tier.
#[derive(Clone, Debug)]
pub enum Content {
    /// In one zone, counted from 0.
    Zonal(usize, Piece),
    /// Across the zones.
    Span(Extent, Piece),
    /// A cluster with its groups.
    Cluster(Piece, Vec<Group>),
    /// A group of its own.
    Group(Group),
    /// Icons alone, for large designs.
    Icons(Vec<Icon>),
}

/// An element drawn as its icon alone.
#[derive(Clone, Debug)]
pub struct Icon {
    /// Zone, from 0.
    pub zone: usize,
    /// Symbol.
    pub symbol: String,
    /// What it stands for.
    pub subjects: Vec<Subject>,
}

/// A drawn subnet: one row, one subnet in each zone.
#[derive(Clone, Debug, Default)]
pub struct Tier {
    /// What links call it.
    pub key: Key,
    /// Label, and a shorter one for narrow zones.
    pub label: (String, String),
    /// Whether it is public.
    pub public: bool,
    /// Per zone of the VPC: address and subject; `None` where the tier has no subnet.
    pub subnets: Vec<Option<(String, Subject)>>,
    /// Contents, in order.
    pub contents: Vec<Content>,
}

/// A VPC.
#[derive(Clone, Debug, Default)]
pub struct Vpc {
    /// What links call it.
    pub key: Key,
    /// What it stands for.
    pub subjects: Vec<Subject>,
    /// Label.
    pub label: String,
    /// Address.
    pub detail: String,
    /// Zone names.
    pub zones: Vec<String>,
    /// Rows from the top.
    pub tiers: Vec<Tier>,
    /// On the top border, on the centre line.
    pub internet: Option<Piece>,
    /// On the left border: VPN, peering.
    pub left: Vec<Piece>,
    /// On the right border: endpoints.
    pub right: Vec<Piece>,
    /// In the VPC but in no subnet.
    pub band: Vec<Piece>,
    /// Price of all in it, shown where its elements show none.
    pub price: String,
    /// Worst finding and number of findings of all in it.
    pub badge: Option<(Severity, usize)>,
}

/// The delivery lane.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// Label.
    pub label: String,
    /// Branch or release.
    pub detail: String,
    /// Steps, in order.
    pub pieces: Vec<Piece>,
}

/// A Region.
#[derive(Clone, Debug, Default)]
pub struct Region {
    /// Code, such as `us-east-1`.
    pub code: String,
    /// Label.
    pub label: String,
    /// Code and place.
    pub detail: String,
    /// VPCs.
    pub vpcs: Vec<Vpc>,
    /// How many VPCs stand side by side; 0 is one.
    pub abreast: usize,
    /// Regional services, ordered by role.
    pub regional: Vec<Piece>,
    /// Delivery.
    pub lane: Lane,
}

/// Someone or something outside.
#[derive(Clone, Debug)]
pub struct Outsider {
    /// Name, key and subject.
    pub piece: Piece,
    /// Glyph.
    pub glyph: ActorGlyph,
}

/// A card of the edge row.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    /// The card.
    pub piece: Piece,
    /// Whether it stands above the VPC's centre line (the first that asks does).
    pub spine: bool,
}

/// A connection to draw.
#[derive(Clone, Debug)]
pub struct Link {
    /// What it stands for.
    pub subjects: Vec<Subject>,
    /// From.
    pub from: Key,
    /// To.
    pub to: Key,
    /// Look.
    pub look: WireLook,
    /// Port or one word; may be empty.
    pub label: String,
}

/// All of a drawing.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// Actors.
    pub actors: Vec<Outsider>,
    /// Label of the account.
    pub account: String,
    /// Number and name.
    pub account_detail: String,
    /// Edge row.
    pub edge: Vec<Edge>,
    /// Regions, the main one first.
    pub regions: Vec<Region>,
    /// Connections.
    pub links: Vec<Link>,
    /// Words of headings and of the legend.
    pub words: Words,
}

/// Words that belong to the drawing itself, in the reader's language.
#[derive(Clone, Debug)]
pub struct Words {
    /// Heading of the regional column.
    pub regional: String,
    /// Heading of the legend.
    pub connectors: String,
    /// Solid wires.
    pub traffic: String,
    /// Dashed wires.
    pub control: String,
    /// Rings.
    pub attached: String,
}

impl Default for Words {
    fn default() -> Self {
        Words {
            regional: "Regional services".into(),
            connectors: "Connectors".into(),
            traffic: "traffic, labelled with port".into(),
            control: "control, delivery, egress".into(),
            attached: "attached to".into(),
        }
    }
}
