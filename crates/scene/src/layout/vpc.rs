//! A VPC: zones as columns, tiers as rows, gates on the border.

use super::{CARD, GATE, Plan, SiteKind, card_width, tier};
use crate::{
    board::{Content, Vpc},
    draw::{Frame, FrameLook, TextStyle},
    geometry::{Point, Rect, even, point, rect},
    paint,
};
use tier::Columns;

const PAD: i32 = 12;
const HEADER: i32 = 26;
const ZONE_PAD: i32 = 8;
const ZONE_HEADER: i32 = 22;
const ZONE_GAP: i32 = 12;
const ROW_GAP: i32 = 16;
const BAND_GAP: i32 = 12;

/// From the centre line to a header that ends before the gateway on it.
pub(super) const BESIDE_GATE: i32 = GATE / 2 + 12;
/// What is left of a label that is cut.
const LEAST_LABEL: i32 = 30;

/// A placed VPC.
pub(super) struct PlacedVpc {
    pub rect: Rect,
    /// The line that spanning cards and the internet gateway stand on.
    pub center: i32,
}

/// The widths that tiers of few or many zones are drawn in when their contents ask for less.
fn least_width(zones: usize) -> i32 {
    match zones {
        0 | 1 => 556,
        2 => 276,
        3 => 232,
        _ => 184,
    }
}

/// How far the centre line stands from the left border, so that the header ends before the gateway.
fn header_before_gate(vpc: &Vpc) -> i32 {
    if vpc.internet.is_none() {
        return 0;
    }
    let label = TextStyle::FrameLabel.room(&vpc.label).min(LEAST_LABEL);
    paint::header_width(&Frame::titled(FrameLook::Vpc, "", ""), 0) + label + BESIDE_GATE
}

/// Places a VPC with its top left corner at `origin`; its centre line stands at least
/// `left_of_center` px to the right of that.
pub(super) fn place(vpc: &Vpc, origin: Point, left_of_center: i32, plan: &mut Plan) -> PlacedVpc {
    let count = vpc.zones.len();
    let zones = i32::try_from(count).unwrap_or(i32::MAX / 1024).max(1);
    // deliveries reach a cluster along the zones' left side
    let mut contents = vpc.tiers.iter().flat_map(|tier| &tier.contents);
    let cluster = contents.any(|content| matches!(content, Content::Cluster(..)));
    let left_pad = if vpc.left.is_empty() && !cluster { PAD } else { PAD + GATE / 2 };
    let right_pad = if vpc.right.is_empty() { PAD } else { PAD + GATE / 2 };
    let small = vpc.tiers.iter().flat_map(|tier| &tier.contents).any(|c| matches!(c, Content::Icons(_)));
    let least = if small { 0 } else { least_width(count) };
    let mut width = vpc.tiers.iter().map(|t| tier::need(t, count)).max().unwrap_or(0).max(least);
    // the centre line has to leave room for the edge row above
    let gaps = (zones - 1) * ZONE_GAP + zones * 2 * ZONE_PAD;
    let left_of_center = left_of_center.max(header_before_gate(vpc));
    let least = 2 * (left_of_center - left_pad.min(PAD)) - gaps;
    width = even(width.max((least + zones - 1) / zones));
    let inner = zones * width + gaps;
    let center = origin.x + left_pad + inner / 2;

    let x =
        (0..zones).map(|z| origin.x + left_pad + z * (width + 2 * ZONE_PAD + ZONE_GAP) + ZONE_PAD).collect();
    let columns = Columns { x, w: width, center };
    let top = origin.y + HEADER;
    let mut rows = Plan::default();
    let mut y = top + ZONE_HEADER;
    for tier in &vpc.tiers {
        let height = tier::place(tier, &columns, y, &mut rows);
        if height > 0 {
            y += height + ROW_GAP;
        }
    }
    if vpc.tiers.is_empty() {
        y += 60;
    }
    let zone_bottom = y - ROW_GAP + ZONE_PAD;
    let band = band(vpc, rect(origin.x + left_pad, zone_bottom + BAND_GAP, inner, 0), &mut rows);
    let bottom = if vpc.band.is_empty() { zone_bottom + ZONE_PAD } else { band + PAD };
    let at = rect(origin.x, origin.y, left_pad + inner + right_pad, even(bottom - origin.y));

    plan.gaps.extend(columns.x.iter().skip(1).map(|x| x - ZONE_PAD - ZONE_GAP / 2));
    frames(vpc, at, &columns, rect(0, top, 0, zone_bottom - top), small, plan);
    plan.site(&vpc.key, at, SiteKind::Open, None);
    plan.take(rows);

    if let Some(gate) = &vpc.internet {
        plan.gate(gate, point(center, at.y), at.right() - center - GATE / 2 - 7);
    }
    for (pieces, x) in [(&vpc.left, at.x), (&vpc.right, at.right())] {
        let step = GATE + 18;
        for (index, piece) in (0..).zip(pieces) {
            plan.gate(piece, point(x, at.y + 44 + index * step), i32::MAX);
        }
    }
    PlacedVpc { rect: at, center }
}

/// Height that gates on the sides need.
pub(super) fn gate_names(vpc: &Vpc) -> i32 {
    vpc.right.iter().map(|piece| TextStyle::FrameLabel.room(&piece.name)).max().unwrap_or(0)
}

fn frames(vpc: &Vpc, at: Rect, columns: &Columns, zone: Rect, small: bool, plan: &mut Plan) {
    let note = if small { vpc.price.clone() } else { String::new() };
    let plain = Frame { rect: at, note, ..Frame::titled(FrameLook::Vpc, &vpc.label, &vpc.detail) };
    // the header ends before the gateway on the centre line: the label is cut, or else the address left out
    let room = columns.center - BESIDE_GATE - at.x;
    let over = |frame: &Frame| paint::header_width(&Frame { note: String::new(), ..frame.clone() }, 0) - room;
    let mut frame = plain.clone();
    let label = TextStyle::FrameLabel.room(&plain.label);
    if over(&frame) > 0 && label - over(&frame) < LEAST_LABEL.min(label) {
        frame.detail.clear();
    }
    if over(&frame) > 0 {
        let keep = label - over(&frame);
        frame.label = TextStyle::FrameLabel.fit(&frame.label, f64::from(keep.max(LEAST_LABEL)));
    }
    plan.frame(frame, vpc.subjects.clone());

    let odd = vpc.zones.len() % 2 == 1;
    let zone_frame = |index: usize, label: String| {
        let x = columns.x.get(index).copied().unwrap_or(at.x) - ZONE_PAD;
        let at = rect(x, zone.y, columns.w + 2 * ZONE_PAD, zone.h);
        Frame { rect: at, centered: !odd, ..Frame::titled(FrameLook::Zone, &label, "") }
    };
    let room = if odd { columns.w / 2 - 24 } else { columns.w - 20 };
    let long = |name: &String| format!("Availability Zone {name}");
    let fits = vpc.zones.iter().all(|name| TextStyle::FrameLabel.room(&long(name)) <= room);
    for (index, name) in vpc.zones.iter().enumerate() {
        let label = if fits { long(name) } else { name.clone() };
        plan.frame(zone_frame(index, label), vpc.subjects.clone());
    }
}

/// Cards that lie in the VPC but in no subnet, in rows below the zones. Returns the last row's bottom.
fn band(vpc: &Vpc, room: Rect, plan: &mut Plan) -> i32 {
    let (mut x, mut y) = (room.x, room.y);
    for piece in &vpc.band {
        let width = card_width(piece, CARD, 136, 202);
        if x > room.x && x + width > room.right() {
            x = room.x;
            y += CARD + 20;
        }
        plan.card(piece, rect(x, y, width, CARD), None);
        x += width + 20;
    }
    y + CARD
}
