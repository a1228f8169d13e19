//! The draw list: what a drawing consists of, in drawing order, each thing tagged with what it stands for.
//!
//! Shapes say *what* is drawn (a card, a frame, a wire); [`crate::paint`] turns them into marks.

use crate::{
    cost::Heat,
    geometry::{Point, Rect},
    legend::Legend,
    metrics::Font,
};
use serde::{Deserialize, Serialize};

/// What a shape stands for: a node or connection of the document, or a part derived from it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Subject {
    /// Id of the node or connection.
    pub node: String,
    /// Part of it, such as `route-table/1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}

impl Subject {
    /// A node or connection as a whole.
    pub fn node(id: impl Into<String>) -> Self {
        Subject { node: id.into(), part: None }
    }
    /// A part of a node.
    pub fn part(id: impl Into<String>, part: impl Into<String>) -> Self {
        Subject { node: id.into(), part: Some(part.into()) }
    }
    /// As flows name it: `app/route-table/1`, or the id alone.
    pub fn name(&self) -> String {
        match &self.part {
            Some(part) => format!("{}/{part}", self.node),
            None => self.node.clone(),
        }
    }
}

/// One thing drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// What it stands for; several when one card gathers several nodes, none for decoration.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subject>,
    /// How it looks.
    pub shape: Shape,
    /// Whether it steps back behind what a lens shows.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub faded: bool,
}

impl Item {
    /// A thing in full strength.
    pub fn new(subjects: Vec<Subject>, shape: Shape) -> Item {
        Item { subjects, shape, faded: false }
    }
}

/// Styles of text: font, size in px, letter spacing in em.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TextStyle {
    /// First line of a card.
    Name,
    /// Second line of a card.
    Spec,
    /// A price on a card.
    Price,
    /// A price that a card is looked at for.
    Amount,
    /// What a frame costs, where it is looked at for that; as wide as a price.
    Sum,
    /// Label of a frame.
    FrameLabel,
    /// Address or number after a frame's label.
    FrameDetail,
    /// Label on a wire.
    Chip,
    /// A heading over a column, in capitals.
    Caption,
    /// Name under an actor's glyph.
    Actor,
    /// Count in a badge.
    Count,
    /// Letters on a tile without an icon.
    Letters,
}

impl TextStyle {
    /// The font.
    pub const fn font(self) -> Font {
        match self {
            TextStyle::Name | TextStyle::FrameLabel | TextStyle::Caption | TextStyle::Actor => {
                Font::Inter(600)
            }
            TextStyle::Spec => Font::Inter(400),
            TextStyle::Amount | TextStyle::Sum => Font::Mono(600),
            TextStyle::Price | TextStyle::FrameDetail | TextStyle::Chip => Font::Mono(500),
            TextStyle::Count | TextStyle::Letters => Font::Inter(650),
        }
    }
    /// Size in px.
    pub const fn size(self) -> f64 {
        match self {
            TextStyle::Name => 11.5,
            TextStyle::Spec => 10.0,
            TextStyle::FrameLabel | TextStyle::Letters | TextStyle::Amount => 11.0,
            TextStyle::Actor => 10.5,
            TextStyle::Count => 10.0,
            TextStyle::Price
            | TextStyle::Sum
            | TextStyle::FrameDetail
            | TextStyle::Chip
            | TextStyle::Caption => 9.5,
        }
    }
    /// Letter spacing in em.
    pub const fn spacing(self) -> f64 {
        match self {
            TextStyle::Name => -0.01,
            TextStyle::Price | TextStyle::Amount | TextStyle::Sum => -0.02,
            TextStyle::Caption => 0.05,
            _ => 0.0,
        }
    }
    /// Width of a text in px.
    pub fn width(self, text: &str) -> f64 {
        self.font().width(text, self.size(), self.spacing())
    }
    /// Width of a text in whole px, rounded up.
    pub fn room(self, text: &str) -> i32 {
        #[allow(clippy::cast_possible_truncation)]
        let room = self.width(text).ceil().min(1e6) as i32;
        room
    }
    /// The text cut to fit, with an ellipsis.
    pub fn fit(self, text: &str, room: f64) -> String {
        self.font().fit(text, self.size(), self.spacing(), room)
    }
}

/// How a frame looks, by AWS's groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FrameLook {
    /// An AWS account.
    Account,
    /// A Region.
    Region,
    /// A VPC.
    Vpc,
    /// An Availability Zone.
    Zone,
    /// A public subnet.
    PublicSubnet,
    /// A private or isolated subnet.
    PrivateSubnet,
    /// A container cluster.
    Cluster,
    /// An Auto Scaling group.
    Scaling,
    /// The delivery lane.
    Delivery,
}

/// A frame around other things.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Frame {
    /// Where.
    pub rect: Rect,
    /// How it looks.
    pub look: FrameLook,
    /// Label.
    pub label: String,
    /// Address or number after the label.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Text at the right end of the header, such as a price.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Left end of the detail when it does not follow the label directly (a wire passes between them).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail_x: Option<i32>,
    /// Whether the label stands in the middle.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub centered: bool,
    /// So bad is the worst finding in it, where a lens tints its ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tint: Option<Severity>,
    /// What it costs, where it is an element and a lens is about that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heat: Option<Heat>,
    /// What all in it costs, after the label, where a lens is about that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtotal: Option<Note>,
    /// What its sum is told by where it stands for no element: `region/us-east-1`, that and `/delivery`; empty for the
    /// account.
    #[serde(skip)]
    pub sum: String,
    /// Px right of the header's text that nothing else stands in: a header seen from afar grows into them.
    #[serde(skip)]
    pub free: i32,
}

impl Frame {
    /// A frame with its header, still without a place.
    pub(crate) fn titled(look: FrameLook, label: &str, detail: &str) -> Frame {
        Frame {
            rect: Rect::default(),
            look,
            label: label.to_owned(),
            detail: detail.to_owned(),
            note: String::new(),
            detail_x: None,
            centered: false,
            tint: None,
            heat: None,
            subtotal: None,
            sum: String::new(),
            free: 0,
        }
    }
}

/// The second half of a card for a standby copy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standby {
    /// Name, such as *Standby*.
    pub name: String,
    /// Second line.
    pub spec: String,
    /// Word on the pill between the halves.
    pub link: String,
}

/// An element.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// Where.
    pub rect: Rect,
    /// Symbol of the icon.
    pub symbol: String,
    /// First line.
    pub name: String,
    /// Second line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub spec: String,
    /// Price, right in the second line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub price: String,
    /// The other half, for an element with a standby copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standby: Option<Standby>,
    /// Whether the border is dashed: referred to here, built elsewhere.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub elsewhere: bool,
    /// What it costs, where a lens is about that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heat: Option<Heat>,
}

/// Someone or something outside AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorGlyph {
    /// People.
    People,
    /// A Git host.
    Git,
    /// A building of one's own.
    Building,
}

/// How a wire is stroked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WireLook {
    /// Solid with a filled arrow.
    Traffic,
    /// Dashed with an open arrow: control, delivery, egress.
    Control,
    /// Solid with a ring in the middle and no arrow: attached to.
    Attached,
}

/// Which way traffic goes, seen from what a lens asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// From it: long dashes.
    Away,
    /// To it, or both ways: a line.
    Towards,
}

/// A connector.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Wire {
    /// Corners from start to end; neighbours differ in one coordinate.
    pub points: Vec<Point>,
    /// How it is stroked.
    pub look: WireLook,
    /// Whether it ends in an arrow (a branch that joins another does not).
    pub arrow: bool,
    /// Whether it starts with a ring: it stands for all of a frame.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ring: bool,
    /// Which way a lens follows it; none where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traced: Option<Course>,
    /// Corners that stay sharp because several branches meet there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sharp: Vec<Point>,
}

impl Wire {
    /// What its straight pieces span.
    pub fn pieces(&self) -> impl Iterator<Item = Rect> {
        self.points.iter().zip(self.points.iter().skip(1)).map(|(a, b)| Rect::spanning(*a, *b))
    }
}

/// Severity of the worst finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Disc.
    Low,
    /// Triangle.
    Medium,
    /// Octagon.
    High,
    /// Octagon with a ring.
    Critical,
}

/// What a lens says of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkLook {
    /// It will be worked on.
    Pending,
    /// It is as it is to be.
    Done,
    /// It was taken back.
    Undone,
    /// It is being worked on.
    Working,
    /// It waits for a person.
    Waiting,
    /// It is new.
    Added,
    /// It is changed in its place.
    Changed,
    /// Another one takes its place.
    Replaced,
    /// It goes.
    Removed,
    /// It did not work.
    Failed,
    /// It stands in full strength without a sign: what is asked about, or what is passed on the way.
    Meant,
    /// The design does not say whether it is reached.
    Unknown,
    /// It gets out to the internet.
    Outbound,
    /// What is asked about reaches it.
    Reached,
    /// It reaches what is asked about.
    Reaches,
    /// Each reaches the other.
    Mutual,
    /// The internet reaches it.
    Exposed,
    /// What was found of it is accepted.
    Accepted,
    /// There are findings of it, the worst so bad; its badge counts them.
    Found(Severity),
}

/// A mark around an element, with a sign at its top right corner.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ElementMark {
    /// What it is around.
    pub rect: Rect,
    /// What it says.
    pub look: MarkLook,
    /// Whether it is around a frame.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub frame: bool,
    /// Whether the sign stands elsewhere: at the frame that this is a part of.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub quiet: bool,
    /// Whether the internet reaches it, where that is said beside the look.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exposed: bool,
    /// The card's name, where it is struck out.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub struck: String,
    /// A consequence that must not be missed, on the lower edge.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub warning: String,
    /// A few words on an edge, where nothing else is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Note>,
}

/// Words on the edge of a mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Where.
    pub rect: Rect,
    /// Text.
    pub text: String,
}

/// What a thing looks like.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A frame.
    Frame(Frame),
    /// A card.
    Card(Card),
    /// Someone outside.
    Actor {
        /// Where.
        rect: Rect,
        /// Glyph.
        glyph: ActorGlyph,
        /// Name below it.
        name: String,
    },
    /// A node on the border of a frame, with its name beside it.
    Gate {
        /// The square.
        rect: Rect,
        /// Symbol of the icon.
        symbol: String,
        /// Name, at the right.
        name: String,
    },
    /// A connector.
    Wire(Wire),
    /// Where branches part.
    Junction {
        /// Middle.
        at: Point,
        /// Whether a lens follows a wire that passes it.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        traced: bool,
    },
    /// A label on a wire.
    Chip {
        /// Where.
        rect: Rect,
        /// Text.
        text: String,
    },
    /// A green pill with a check on a card's bottom edge.
    Policy {
        /// Where.
        rect: Rect,
        /// Text.
        text: String,
    },
    /// A severity badge on a card's top right corner.
    Badge {
        /// Middle.
        at: Point,
        /// Severity.
        severity: Severity,
        /// How many findings.
        count: usize,
    },
    /// A heading.
    Caption {
        /// Left end of the base line.
        at: Point,
        /// Text.
        text: String,
    },
    /// What a lens says of an element, over its card or frame.
    Mark(ElementMark),
    /// The explanation of wires and signs.
    Legend {
        /// Where.
        rect: Rect,
        /// Columns its rows stand in.
        columns: usize,
        /// What it explains.
        legend: Legend,
    },
    /// A small card that stands for many.
    Count {
        /// Where.
        rect: Rect,
        /// Text, such as `+3`.
        text: String,
    },
    /// An icon alone, as drawn at small scale.
    Icon {
        /// Where, a square.
        rect: Rect,
        /// Symbol.
        symbol: String,
        /// What it costs, where a lens is about that.
        #[serde(skip_serializing_if = "Option::is_none")]
        heat: Option<Heat>,
    },
}

/// A label's height in px.
pub const CHIP_HEIGHT: i32 = 15;

/// Width of a label chip in px: text and 5 px on both sides, even.
pub fn chip_width(text: &str) -> i32 {
    crate::geometry::even(TextStyle::Chip.room(text) + 10)
}
