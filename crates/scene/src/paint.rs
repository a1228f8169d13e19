//! From shapes to marks: rectangles, paths, circles, texts and icons with colours by role.
//!
//! Painters (the SVG writer here, the canvas of the window) draw marks and decide nothing.

mod card;
pub(crate) mod frame;
mod legend;
mod mark;
mod sizes;
mod small;
mod wire;

pub(crate) use frame::{header, header_width, note_place, strip, subtotal_place};
pub(crate) use mark::{corner, exposed, note_size};
pub use small::{Level, miniature, paint_at};

use crate::{
    draw::{Item, Shape, TextStyle},
    geometry::Rect,
    theme::Token,
};
use sizes::Sizes;

/// A colour with an opacity from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    /// Colour by role.
    pub token: Token,
    /// 1 is opaque.
    pub opacity: f64,
}

/// An opaque colour.
pub const fn solid(token: Token) -> Paint {
    Paint { token, opacity: 1.0 }
}

/// A stroke.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Colour.
    pub paint: Paint,
    /// Width in px.
    pub width: f64,
    /// Lengths of dash and gap in px.
    pub dash: Option<(f64, f64)>,
}

/// A solid stroke.
pub const fn stroke(token: Token, width: f64) -> Stroke {
    Stroke { paint: solid(token), width, dash: None }
}

/// A dashed stroke.
pub const fn dashed(token: Token, width: f64, on: f64, off: f64) -> Stroke {
    Stroke { paint: solid(token), width, dash: Some((on, off)) }
}

/// Where a text's anchor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At its left end.
    Start,
    /// In its middle.
    Middle,
    /// At its right end.
    End,
}

/// The smallest things drawn; all measures in px.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A rectangle with round corners.
    Rect {
        /// Left.
        x: f64,
        /// Top.
        y: f64,
        /// Width.
        w: f64,
        /// Height.
        h: f64,
        /// Radius of all corners.
        radius: f64,
        /// Inside.
        fill: Option<Paint>,
        /// Border.
        stroke: Option<Stroke>,
    },
    /// A path in SVG's syntax, absolute coordinates.
    Path {
        /// The path.
        d: String,
        /// Inside.
        fill: Option<Paint>,
        /// Line.
        stroke: Option<Stroke>,
    },
    /// A circle.
    Circle {
        /// Middle, x.
        x: f64,
        /// Middle, y.
        y: f64,
        /// Radius.
        r: f64,
        /// Inside.
        fill: Option<Paint>,
        /// Border.
        stroke: Option<Stroke>,
    },
    /// One line of text.
    Text {
        /// Anchor, x.
        x: f64,
        /// Base line, y.
        y: f64,
        /// What it says.
        text: String,
        /// Font, size, spacing.
        style: TextStyle,
        /// Colour.
        token: Token,
        /// Where `x` is.
        anchor: Anchor,
        /// Times the style's size: over 1 where a drawing seen from afar keeps its words legible.
        scale: f64,
    },
    /// An icon by its symbol in a square, clipped to round corners.
    Icon {
        /// Symbol.
        symbol: String,
        /// Left.
        x: f64,
        /// Top.
        y: f64,
        /// Side of the square.
        size: f64,
        /// Radii: top left, top right, bottom right, bottom left.
        corners: [f64; 4],
    },
    /// Takes the colour from an icon that was drawn there, all but an eighth of it ([`GREY`]).
    Grey {
        /// Left.
        x: f64,
        /// Top.
        y: f64,
        /// Side of the square.
        size: f64,
        /// Radii as the icon's.
        corners: [f64; 4],
    },
}

/// How much of its colour [`Mark::Grey`] takes: white at this opacity, blended by saturation.
pub const GREY: f64 = 0.88;

/// The marks of one item, in drawing order.
pub fn paint(item: &Item) -> Vec<Mark> {
    full(item, Sizes::NATURAL)
}

/// All of an item, with texts of these sizes.
fn full(item: &Item, sizes: Sizes) -> Vec<Mark> {
    let mut marks = Vec::new();
    match &item.shape {
        Shape::Frame(it) => frame::frame(it, sizes, &mut marks),
        Shape::Card(it) => card::card(it, sizes, &mut marks),
        Shape::Actor { rect, glyph, name } => card::actor(*rect, *glyph, name, sizes, &mut marks),
        Shape::Gate { rect, symbol, name } => card::gate(*rect, symbol, name, sizes, &mut marks),
        Shape::Wire(it) => wire::wire(it, item.faded, &mut marks),
        Shape::Junction { at, traced } => {
            let color = match (traced, item.faded) {
                (true, _) => Token::Accent,
                (false, true) => Token::WireFaded,
                (false, false) => Token::Wire,
            };
            marks.push(circle(*at, 3.0, Some(solid(color)), None));
        }
        Shape::Chip { rect, text } => card::tag(*rect, text, Token::Line2, sizes, &mut marks),
        Shape::Policy { rect, text } => card::policy(*rect, text, sizes, &mut marks),
        Shape::Badge { at, severity, count } => {
            card::badge(*at, *severity, *count, sizes.scale(TextStyle::Count), &mut marks);
        }
        Shape::Caption { at, text } => {
            let (at, style) = ((f64::from(at.x), f64::from(at.y)), TextStyle::Caption);
            let text = text.to_uppercase();
            marks.push(text_mark(at, &text, style, Token::Ink3, Anchor::Start, sizes.scale(style)));
        }
        Shape::Mark(it) => mark::mark(it, sizes, &mut marks),
        Shape::Legend { rect, columns, legend } => legend::legend(*rect, *columns, legend, sizes, &mut marks),
        Shape::Count { rect, text } => card::tag(*rect, text, Token::TileLine, sizes, &mut marks),
        Shape::Icon { rect, symbol, heat } => {
            if let Some(heat) = heat {
                marks.push(boxed(*rect, 4.0, Some(solid(heat.fill())), Some(stroke(Token::TileLine, 1.0))));
            }
            let rect = if heat.is_some() { rect.inflate(-3) } else { *rect };
            let (x, y, size) = (f64::from(rect.x), f64::from(rect.y), f64::from(rect.w));
            icon(symbol, (x, y, size), [4.0; 4], heat.is_some(), &mut marks);
        }
    }
    marks
}

/// How strongly an item is drawn: what steps back behind a lens lets its ground shine through.
pub fn opacity(item: &Item) -> f64 {
    match item.shape {
        // wires have a colour for it: those that share a piece would add up
        Shape::Wire(_) | Shape::Junction { .. } => 1.0,
        _ if item.faded => 0.4,
        _ => 1.0,
    }
}

/// What lies under a faded item, so that no wire shines through it.
pub fn ground(item: &Item) -> Option<Mark> {
    let (rect, radius) = match &item.shape {
        _ if !item.faded => return None,
        Shape::Card(card) => (card.rect, card::RADIUS),
        Shape::Actor { rect, .. } => (*rect, card::RADIUS),
        Shape::Gate { rect, .. } => (*rect, 7.0),
        Shape::Policy { rect, .. } => (*rect, f64::from(rect.h) / 2.0),
        _ => return None,
    };
    Some(boxed(rect, radius, Some(solid(Token::Tile)), None))
}

/// A rectangle whose border lies inside its edges.
fn boxed(rect: Rect, radius: f64, fill: Option<Paint>, border: Option<Stroke>) -> Mark {
    let inset = border.map_or(0.0, |s| if s.width <= 1.0 { 0.5 } else { 0.0 });
    Mark::Rect {
        x: f64::from(rect.x) + inset,
        y: f64::from(rect.y) + inset,
        w: f64::from(rect.w) - 2.0 * inset,
        h: f64::from(rect.h) - 2.0 * inset,
        radius,
        fill,
        stroke: border,
    }
}

fn circle(at: crate::geometry::Point, r: f64, fill: Option<Paint>, border: Option<Stroke>) -> Mark {
    Mark::Circle { x: f64::from(at.x), y: f64::from(at.y), r, fill, stroke: border }
}

/// An icon; `grey` where a lens has colours of its own.
fn icon(symbol: &str, (x, y, size): (f64, f64, f64), corners: [f64; 4], grey: bool, marks: &mut Vec<Mark>) {
    marks.push(Mark::Icon { symbol: symbol.to_owned(), x, y, size, corners });
    if grey {
        marks.push(Mark::Grey { x, y, size, corners });
    }
}

fn text_mark(
    (x, y): (f64, f64),
    text: &str,
    style: TextStyle,
    token: Token,
    anchor: Anchor,
    scale: f64,
) -> Mark {
    Mark::Text { x, y, text: text.to_owned(), style, token, anchor, scale }
}

/// A number as short as SVG allows, with at most two decimals.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
