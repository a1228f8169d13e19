//! Frames with their headers.

use super::{Anchor, Mark, Paint, Stroke, boxed, dashed, icon, sizes::Sizes, solid, stroke, text_mark};
use crate::{
    cost::Heat,
    draw::{Frame, FrameLook, Note, Severity, TextStyle},
    geometry::{Rect, even, rect},
    theme::Token,
};

/// Colours and measures of a frame.
pub(crate) struct Dress {
    stroke: Stroke,
    fill: Option<Paint>,
    radius: f64,
    text: Token,
    symbol: Option<&'static str>,
    /// Side of the header icon in px.
    pub(crate) icon: i32,
}

pub(crate) fn dress(look: FrameLook) -> Dress {
    use FrameLook::*;
    let (line, fill, radius, text, symbol, icon) = match look {
        Account => (
            stroke(Token::Account, 1.25),
            Some(Paint { token: Token::Canvas, opacity: 0.7 }),
            10.0,
            Token::AccountText,
            Some("group_account"),
            20,
        ),
        Region => {
            (dashed(Token::Region, 1.25, 5.0, 4.0), None, 8.0, Token::RegionText, Some("group_region"), 20)
        }
        Vpc => (
            stroke(Token::Vpc, 1.5),
            Some(Paint { token: Token::Canvas, opacity: 0.7 }),
            8.0,
            Token::VpcText,
            Some("group_vpc"),
            20,
        ),
        Zone => (dashed(Token::Zone, 1.0, 4.0, 4.0), None, 8.0, Token::ZoneText, None, 0),
        PublicSubnet => (
            stroke(Token::PublicSubnet, 1.0),
            Some(solid(Token::PublicSubnetFill)),
            6.0,
            Token::PublicSubnetText,
            Some("group_public_subnet"),
            18,
        ),
        PrivateSubnet => (
            stroke(Token::PrivateSubnet, 1.0),
            Some(solid(Token::PrivateSubnetFill)),
            6.0,
            Token::PrivateSubnetText,
            Some("group_private_subnet"),
            18,
        ),
        Cluster => (
            stroke(Token::Scaling, 1.25),
            Some(solid(Token::ContainerFill)),
            8.0,
            Token::Ink,
            Some("eks_cluster"),
            28,
        ),
        Scaling => (
            dashed(Token::Scaling, 1.25, 4.0, 3.0),
            Some(solid(Token::ContainerFill)),
            6.0,
            Token::ScalingText,
            Some("group_auto_scaling"),
            18,
        ),
        Delivery => (dashed(Token::Ink4, 1.0, 1.5, 3.0), None, 8.0, Token::Ink2, None, 0),
    };
    Dress { stroke: line, fill, radius, text, symbol, icon }
}

/// Space between the icon and the label.
const GAP: i32 = 7;

/// Base line of the header, and left ends of label and detail.
fn places(frame: &Frame) -> (i32, i32, i32) {
    let icon = dress(frame.look).icon;
    let base = match frame.look {
        FrameLook::Cluster => 20,
        FrameLook::Zone => 15,
        FrameLook::Delivery => 15,
        _ if icon == 18 => 13,
        _ => 14,
    };
    let label = label_style(frame.look).room(&frame.label);
    let left = if frame.centered {
        let detail =
            if frame.detail.is_empty() { 0 } else { GAP + TextStyle::FrameDetail.room(&frame.detail) };
        frame.rect.x + (frame.rect.w - label - detail) / 2
    } else if icon == 0 {
        frame.rect.x + 10
    } else {
        frame.rect.x + icon + if frame.look == FrameLook::Cluster { GAP + 4 } else { GAP }
    };
    (frame.rect.y + base, left, frame.detail_x.unwrap_or(left + label + GAP))
}

fn label_style(look: FrameLook) -> TextStyle {
    if look == FrameLook::Cluster { TextStyle::Name } else { TextStyle::FrameLabel }
}

fn detail_style(look: FrameLook) -> TextStyle {
    if look == FrameLook::Cluster { TextStyle::Spec } else { TextStyle::FrameDetail }
}

/// The parts of a frame's header that nothing may cover: icon with label, detail, note.
pub(crate) fn header(frame: &Frame) -> Vec<Rect> {
    let (base, label, detail) = places(frame);
    let dress = dress(frame.look);
    let (top, height) = (base - 10, 14);
    let end = label + label_style(frame.look).room(&frame.label);
    let mut parts = Vec::new();
    let mut text = rect(label, top, end - label, height);
    if dress.icon > 0 {
        text = text.union(rect(frame.rect.x, frame.rect.y, dress.icon, dress.icon));
    }
    if !frame.detail.is_empty() {
        let detail = rect(detail, top, detail_style(frame.look).room(&frame.detail), height);
        // a wire may pass between the two only where room was made for it
        if frame.detail_x.is_some() {
            parts.push(detail);
        } else {
            text = text.union(detail);
        }
    }
    parts.push(text);
    parts.extend(frame.subtotal.as_ref().map(|note| note.rect));
    if !frame.note.is_empty() {
        let width = note_style(frame).room(&frame.note);
        parts.push(rect(frame.rect.right() - 10 - width, top, width, height));
    }
    parts
}

/// The width a frame needs for its header, with `between` px kept free between label and detail.
pub(crate) fn header_width(frame: &Frame, between: i32) -> i32 {
    let placed = Frame { rect: rect(0, 0, 0, 0), centered: false, detail_x: None, ..frame.clone() };
    let (_, label, _) = places(&placed);
    let mut width = label + label_style(frame.look).room(&frame.label) + 10;
    for (text, style) in [(&frame.detail, detail_style(frame.look)), (&frame.note, TextStyle::Price)] {
        if !text.is_empty() {
            width += GAP + style.room(text);
        }
    }
    width + between
}

/// Where the text of the header ends at the left, and where the free strip right of it ends at the latest.
pub(crate) fn strip(frame: &Frame) -> Rect {
    let (base, label, detail) = places(frame);
    let mut end = label + label_style(frame.look).room(&frame.label);
    if !frame.detail.is_empty() {
        end = detail + detail_style(frame.look).room(&frame.detail);
    }
    if let Some(note) = &frame.subtotal {
        end = note.rect.right();
    }
    let mut limit = frame.rect.right() - 6;
    if !frame.note.is_empty() {
        limit = frame.rect.right() - 10 - TextStyle::Price.room(&frame.note) - 8;
    }
    rect(end, base - 10, (limit - end).max(0), 14)
}

/// The note's style: as wide with a lens over cost as without.
fn note_style(frame: &Frame) -> TextStyle {
    if frame.heat.is_some() { TextStyle::Sum } else { TextStyle::Price }
}

/// Where the note stands, if it is written; nothing where the header has no room for it.
pub(crate) fn note_place(frame: &Frame) -> Option<Rect> {
    let width = note_style(frame).room(&frame.note);
    let text = strip(&Frame { note: String::new(), ..frame.clone() });
    let at = rect(frame.rect.right() - 10 - width, text.y, width, text.h);
    // a place that is taken by the frame's own text
    (!frame.note.is_empty()).then(|| if at.x < text.x + GAP { frame.rect } else { at })
}

/// Where what all in a frame costs can stand: after the label, or where the address began.
pub(crate) fn subtotal_place(frame: &Frame, text: &str) -> Vec<Rect> {
    let (base, label, detail) = places(frame);
    let size = (even(TextStyle::Sum.room(text) + 14), 15);
    let after = label + label_style(frame.look).room(&frame.label) + GAP;
    let fits = |at: &Rect| at.right() <= frame.rect.right() - 6;
    [after, detail].map(|x| rect(x, base - 11, size.0, size.1)).into_iter().filter(fits).collect()
}

/// The ground of a severity, on which frames' labels stay legible.
fn soft(severity: Severity) -> Token {
    match severity {
        Severity::Critical | Severity::High => Token::HighSoft,
        Severity::Medium => Token::MediumSoft,
        Severity::Low => Token::LowSoft,
    }
}

/// A frame without its header.
pub(super) fn border(frame: &Frame, marks: &mut Vec<Mark>) {
    let dress = dress(frame.look);
    let warm = frame.heat.filter(|heat| *heat > Heat::Cold).map(|heat| solid(heat.fill()));
    let fill = frame.tint.map(|worst| solid(soft(worst))).or(warm).or(dress.fill);
    marks.push(boxed(frame.rect, dress.radius, fill, Some(dress.stroke)));
}

pub(super) fn frame(frame: &Frame, sizes: Sizes, marks: &mut Vec<Mark>) {
    let dress = dress(frame.look);
    border(frame, marks);
    if let Some(symbol) = dress.symbol {
        let at = (f64::from(frame.rect.x), f64::from(frame.rect.y), f64::from(dress.icon));
        // AWS's groups keep their colours, an element does not
        let grey = frame.heat.is_some() && frame.look == FrameLook::Cluster;
        icon(symbol, at, [dress.radius.min(8.0), 0.0, 4.0, 0.0], grey, marks);
    }
    let (base, label, detail) = places(frame);
    let style = label_style(frame.look);
    // larger letters keep away from the border
    let y = f64::from(base) + 3.0 * (sizes.scale(style) - 1.0);
    let more = |style: TextStyle, text: &str| sizes.width(style, text) - style.width(text);
    let note = if frame.note.is_empty() { 0.0 } else { sizes.width(TextStyle::Price, &frame.note) + 12.0 };
    let grown = more(style, &frame.label);
    let mut text = frame.label.clone();
    if grown > 0.0 && !frame.centered {
        text = sizes.fit(style, &text, f64::from(frame.rect.right() - label) - 6.0 - note);
    }
    let left = f64::from(label) - if frame.centered { grown / 2.0 } else { 0.0 };
    let own = warm_ink(frame);
    let ink = own.unwrap_or(dress.text);
    marks.push(text_mark((left, y), &text, style, ink, Anchor::Start, sizes.scale(style)));
    if let Some(note) = &frame.subtotal {
        subtotal(note, frame, grown, sizes, marks);
    }
    let style = detail_style(frame.look);
    let needed = grown + more(style, &frame.detail) + more(TextStyle::Price, &frame.note);
    // what has no room to be read is not drawn
    if !frame.detail.is_empty() && (needed <= 0.0 || needed <= f64::from(frame.free)) {
        let plain = if frame.look == FrameLook::Cluster { Token::Ink3 } else { dress.text };
        let token = own.unwrap_or(plain);
        let left = f64::from(detail) + if frame.detail_x.is_some() { 0.0 } else { grown };
        marks.push(text_mark((left, y), &frame.detail, style, token, Anchor::Start, sizes.scale(style)));
    }
    if !frame.note.is_empty() {
        let (at, style) = ((f64::from(frame.rect.right()) - 10.0, y), note_style(frame));
        let ink = frame.heat.map_or(Token::Ink3, Heat::ink);
        marks.push(text_mark(at, &frame.note, style, ink, Anchor::End, sizes.scale(style)));
    }
}

/// What words are written in on the ground that a lens gives a frame.
fn warm_ink(frame: &Frame) -> Option<Token> {
    frame.heat.filter(|heat| *heat > Heat::Cold).map(Heat::ink)
}

/// What all in a frame costs, in the frame's colour; pushed by `grown` px, and left out where that leaves no room.
fn subtotal(note: &Note, frame: &Frame, grown: f64, sizes: Sizes, marks: &mut Vec<Mark>) {
    let (style, color) = (TextStyle::Sum, dress(frame.look).text);
    let more = sizes.width(style, &note.text) - style.width(&note.text);
    if grown + more > 0.0 && grown + more > f64::from(frame.free) {
        return;
    }
    let (x, y) = (f64::from(note.rect.x) + grown, f64::from(note.rect.y));
    let (w, h) = (f64::from(note.rect.w) + more, f64::from(note.rect.h));
    marks.push(Mark::Rect {
        x: x + 0.5,
        y: y + 0.5,
        w: w - 1.0,
        h: h - 1.0,
        radius: h / 2.0,
        fill: Some(solid(Token::Chip)),
        stroke: Some(stroke(color, 1.0)),
    });
    let (at, scale) = ((x + w / 2.0, y + h / 2.0 + 3.4 * sizes.scale(style)), sizes.scale(style));
    marks.push(text_mark(at, &note.text, style, color, Anchor::Middle, scale));
}

/// A frame seen from afar: its border, its icon and its label at `scale` times its size, nothing more.
pub(super) fn small(frame: &Frame, scale: f64, marks: &mut Vec<Mark>) {
    let dress = dress(frame.look);
    border(frame, marks);
    let style = TextStyle::FrameLabel;
    let (x, y) = (f64::from(frame.rect.x), f64::from(frame.rect.y));
    let icon = f64::from(dress.icon.min(20)) * scale.min(1.6);
    if let Some(symbol) = dress.symbol {
        let corners = [dress.radius.min(8.0), 0.0, 4.0, 0.0];
        marks.push(Mark::Icon { symbol: symbol.to_owned(), x, y, size: icon, corners });
    }
    let left = icon + 6.0 * scale;
    let text = style.fit(&frame.label, (f64::from(frame.rect.w) - left - 4.0) / scale);
    // one letter and dots say nothing
    if text.chars().count() > 3 || text == frame.label {
        let at = (x + left, y + 12.0 * scale);
        let ink = warm_ink(frame).unwrap_or(dress.text);
        marks.push(text_mark(at, &text, style, ink, Anchor::Start, scale));
        let sum = frame.subtotal.as_ref().filter(|_| text == frame.label);
        let Some(Note { rect, text: sum }) = sum else { return };
        let start = at.0 + (style.width(&text) + 6.0) * scale;
        if start + TextStyle::Sum.width(sum) * scale <= f64::from(rect.right() + frame.free) {
            marks.push(text_mark((start, at.1), sum, TextStyle::Sum, ink, Anchor::Start, scale));
        }
    }
}
