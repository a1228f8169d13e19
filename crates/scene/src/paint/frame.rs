//! Frames with their headers.

use super::{Anchor, Mark, Paint, Stroke, boxed, dashed, sizes::Sizes, solid, stroke, text_mark};
use crate::{
    draw::{Frame, FrameLook, Severity, TextStyle},
    geometry::{Rect, rect},
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
    if !frame.note.is_empty() {
        let width = TextStyle::Price.room(&frame.note);
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
    let mut limit = frame.rect.right() - 6;
    if !frame.note.is_empty() {
        limit = frame.rect.right() - 10 - TextStyle::Price.room(&frame.note) - 8;
    }
    rect(end, base - 10, (limit - end).max(0), 14)
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
    let fill = frame.tint.map(|worst| solid(soft(worst))).or(dress.fill);
    marks.push(boxed(frame.rect, dress.radius, fill, Some(dress.stroke)));
}

pub(super) fn frame(frame: &Frame, sizes: Sizes, marks: &mut Vec<Mark>) {
    let dress = dress(frame.look);
    border(frame, marks);
    if let Some(symbol) = dress.symbol {
        let (x, y) = (f64::from(frame.rect.x), f64::from(frame.rect.y));
        marks.push(Mark::Icon {
            symbol: symbol.to_owned(),
            x,
            y,
            size: f64::from(dress.icon),
            corners: [dress.radius.min(8.0), 0.0, 4.0, 0.0],
        });
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
    marks.push(text_mark((left, y), &text, style, dress.text, Anchor::Start, sizes.scale(style)));
    let style = detail_style(frame.look);
    let needed = grown + more(style, &frame.detail) + more(TextStyle::Price, &frame.note);
    // what has no room to be read is not drawn
    if !frame.detail.is_empty() && (needed <= 0.0 || needed <= f64::from(frame.free)) {
        let token = if frame.look == FrameLook::Cluster { Token::Ink3 } else { dress.text };
        let left = f64::from(detail) + if frame.detail_x.is_some() { 0.0 } else { grown };
        marks.push(text_mark((left, y), &frame.detail, style, token, Anchor::Start, sizes.scale(style)));
    }
    if !frame.note.is_empty() {
        let (at, style) = ((f64::from(frame.rect.right()) - 10.0, y), TextStyle::Price);
        marks.push(text_mark(at, &frame.note, style, Token::Ink3, Anchor::End, sizes.scale(style)));
    }
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
        marks.push(text_mark(at, &text, style, dress.text, Anchor::Start, scale));
    }
}
