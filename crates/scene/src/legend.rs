//! The explanation of what a drawing's wires and signs mean: its measures, and where it finds a place.

use crate::{
    cost::Heat,
    draw::{Card, Course, FrameLook, Item, MarkLook, Shape, TextStyle, WireLook},
    geometry::{Rect, even, rect},
    lens::sign,
    paint::{corner, exposed, header},
};
use serde::{Deserialize, Serialize};

/// A heading, and a row for each thing that is explained.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Legend {
    /// Heading.
    pub title: String,
    /// In this order.
    pub rows: Vec<Row>,
}

/// What a sample means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Drawn as it looks in the drawing.
    pub sample: Sample,
    /// What it means.
    pub words: String,
}

/// What is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sample {
    /// A wire.
    Wire(WireLook),
    /// A wire that a lens follows.
    Way(Course),
    /// The sign of a lens at an element.
    Sign(MarkLook),
    /// The ground of what costs so much.
    Heat(Heat),
}

impl Row {
    /// A row.
    pub fn new(sample: Sample, words: impl Into<String>) -> Row {
        Row { sample, words: words.into() }
    }
}

/// Px from the left end of a row to its words.
pub(crate) const WORDS: i32 = 33;
/// Px of the heading.
pub(crate) const HEADING: i32 = 16;
/// Px of a row.
pub(crate) const ROW: i32 = 16;

/// Px between a drawing and the page's border.
const MARGIN: i32 = 14;

impl Legend {
    /// The rows of each column, and its width: seen from a little further away its letters are larger.
    pub(crate) fn columns(&self, columns: usize) -> impl Iterator<Item = (&[Row], i32)> {
        let each = self.rows.len().div_ceil(columns.max(1)).max(1);
        self.rows.chunks(each).map(|rows| {
            let text = rows.iter().map(|row| TextStyle::Spec.room(&row.words)).max().unwrap_or(0);
            (rows, even(WORDS + text + text / 4))
        })
    }

    /// Width and height with its rows in so many columns.
    pub(crate) fn size(&self, columns: usize) -> (i32, i32) {
        let title = TextStyle::Caption.room(&self.title.to_uppercase());
        let width = self.columns(columns).map(|(_, width)| width).sum::<i32>().max(even(title + title / 4));
        let rows = self.columns(columns).map(|(rows, _)| rows.len()).max().unwrap_or(0);
        (width, HEADING + i32::try_from(rows).unwrap_or(1) * ROW)
    }

    /// It alone in one line, without its heading, and how large that is.
    pub fn line(&self) -> (Item, (i32, i32)) {
        let columns = self.rows.len().max(1);
        let (w, h) = self.size(columns);
        let legend = Legend { title: String::new(), rows: self.rows.clone() };
        let at = rect(0, -HEADING, w, h);
        (Item::new(Vec::new(), Shape::Legend { rect: at, columns, legend }), (w, h - HEADING))
    }

    /// All of it in words.
    pub fn words(&self) -> String {
        let rows: Vec<&str> = self.rows.iter().map(|row| row.words.as_str()).collect();
        format!("{}: {}", self.title, rows.join("; "))
    }

    /// A place in a drawing of this size where nothing else stands: that of the legend before it if it fits there, else
    /// below the drawing. Also says how many columns it has.
    pub(crate) fn place(
        &self,
        items: &[Item],
        before: Option<Rect>,
        (width, height): (i32, i32),
    ) -> (Rect, usize) {
        let taken = taken(items, true);
        let free = |at: &Rect| {
            at.x >= MARGIN && at.y >= MARGIN && !taken.iter().any(|other| other.overlaps(at.inflate(4)))
        };
        if let Some(before) = before {
            for columns in 1..=self.rows.len().clamp(1, 3) {
                let (w, h) = self.size(columns);
                let x = before.right() - w;
                let places = [rect(x, before.y, w, h), rect(x, before.bottom() - h, w, h)];
                if let Some(place) = places.into_iter().find(free) {
                    return (place, columns);
                }
            }
        }
        let mut columns = self.rows.len().max(1);
        while columns > 1 && self.size(columns).0 > width - 2 * MARGIN {
            columns -= 1;
        }
        let (w, h) = self.size(columns);
        (rect(MARGIN, height, w, h), columns)
    }
}

/// The size of a page that also holds this.
pub(crate) fn page_with((width, height): (i32, i32), at: Rect) -> (i32, i32) {
    (width.max(at.right() + MARGIN), height.max(at.bottom() + MARGIN))
}

/// What nothing must lie on: everything but the ground of frames, or of those that are no elements (`groups`).
pub(crate) fn taken(items: &[Item], groups: bool) -> Vec<Rect> {
    let mut taken = Vec::new();
    for item in items {
        match &item.shape {
            Shape::Frame(frame)
                if groups && matches!(frame.look, FrameLook::Cluster | FrameLook::Scaling) =>
            {
                taken.push(frame.rect);
            }
            Shape::Frame(frame) => {
                let Rect { x, y, w, h } = frame.rect;
                let (right, bottom) = (frame.rect.right(), frame.rect.bottom());
                taken.extend([
                    rect(x, y, w, 1),
                    rect(x, bottom, w, 1),
                    rect(x, y, 1, h),
                    rect(right, y, 1, h),
                ]);
                taken.extend(header(frame));
            }
            Shape::Card(Card { rect: at, .. })
            | Shape::Actor { rect: at, .. }
            | Shape::Chip { rect: at, .. }
            | Shape::Policy { rect: at, .. }
            | Shape::Count { rect: at, .. }
            | Shape::Icon { rect: at, .. } => taken.push(*at),
            Shape::Gate { rect: at, name, .. } => {
                taken.push(Rect { w: at.w + 6 + TextStyle::FrameLabel.room(name), ..*at });
            }
            Shape::Wire(wire) => {
                taken.extend(wire.pieces());
            }
            Shape::Caption { at, text } => {
                taken.push(rect(at.x, at.y - 9, TextStyle::Caption.room(&text.to_uppercase()), 12));
            }
            Shape::Mark(mark) => {
                // its signs and its words; what it is around is there itself
                let signs = [corner(mark.rect), exposed(mark.rect)];
                taken.extend(signs.map(sign));
                taken.extend(mark.note.as_ref().map(|note| note.rect));
            }
            Shape::Badge { at, .. } | Shape::Junction { at, .. } => {
                taken.push(rect(at.x - 9, at.y - 9, 18, 18))
            }
            Shape::Legend { .. } => {}
        }
    }
    taken
}
