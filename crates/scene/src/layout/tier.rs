//! A tier: one row of the VPC with a subnet in each zone, filled line by line.

use super::{CARD, DOCK, Plan, SiteKind, card_width, dock};
use crate::{
    board::{Content, Extent, Group, Icon, Key, Piece, Tier},
    draw::{Frame, FrameLook, Item, Shape, TextStyle},
    geometry::{Rect, even, rect},
    paint,
};

pub(super) const HEADER: i32 = 26;
pub(super) const PAD: i32 = 10;
const GAP: i32 = 10;
const CLUSTER_HEAD: i32 = 34;
const GROUP_HEAD: i32 = 22;
/// Grid of icons, and the side of one.
const ICON: (i32, i32, i32) = (22, 22, 18);
/// Rows of icons before the rest becomes a number.
const ICON_ROWS: i32 = 4;
const NODE: (i32, i32) = (108, 36);
/// Distance between the subnets of two zones.
const ZONES_APART: i32 = 28;
/// Half of the strip that stays free for the wire on the centre line of a middle zone.
const SPINE: i32 = 8;

/// The columns of a VPC.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Left edges of the subnets.
    pub x: Vec<i32>,
    /// Width of a subnet.
    pub w: i32,
    /// The VPC's centre line.
    pub center: i32,
}

impl Columns {
    /// The zone that the centre line cuts in two, when their number is odd.
    fn middle(&self) -> Option<usize> {
        (self.x.len() % 2 == 1).then_some(self.x.len() / 2)
    }
    fn left(&self, zone: usize) -> i32 {
        self.x.get(zone).copied().unwrap_or(self.center)
    }
}

/// Zones that the tier has a subnet in.
fn zones(tier: &Tier) -> Vec<usize> {
    let present = tier.subnets.iter().enumerate().filter(|(_, subnet)| subnet.is_some());
    present.map(|(zone, _)| zone).collect()
}

/// The zone a card is drawn in: its own, or the tier's last before it, or its first.
fn home(tier: &Tier, zone: usize) -> usize {
    let zones = zones(tier);
    let before = zones.iter().rev().find(|present| **present <= zone);
    before.or(zones.first()).copied().unwrap_or(0)
}

fn subnet_frame(tier: &Tier, short: bool, detail: &str) -> Frame {
    let look = if tier.public { FrameLook::PublicSubnet } else { FrameLook::PrivateSubnet };
    Frame::titled(look, if short { &tier.label.1 } else { &tier.label.0 }, detail)
}

fn group_frame(piece: &Piece) -> Frame {
    Frame { note: piece.price.clone(), ..Frame::titled(FrameLook::Scaling, &piece.name, &piece.spec) }
}

/// The subnet width that a label needs, in a plain zone and in a middle one.
fn header_need(tier: &Tier, short: bool, count: usize) -> i32 {
    let middle = (count % 2 == 1).then_some(count / 2);
    zones(tier)
        .into_iter()
        .map(|zone| {
            let detail =
                tier.subnets.get(zone).and_then(Option::as_ref).map_or("", |(cidr, _)| cidr.as_str());
            if middle == Some(zone) {
                let label = paint::header_width(&subnet_frame(tier, short, ""), 0);
                let detail = TextStyle::FrameDetail.room(detail) + 8;
                2 * (label.max(detail) + SPINE)
            } else {
                paint::header_width(&subnet_frame(tier, short, detail), 0)
            }
        })
        .max()
        .unwrap_or(0)
}

fn group_need(group: &Group, inset: i32, count: usize) -> i32 {
    let zones = i32::try_from(count.max(1)).unwrap_or(1);
    let row = paint::header_width(&group_frame(&group.piece), 20) + 2 * inset - 28 * (zones - 1);
    (row / zones).max(NODE.0 + 2 * inset)
}

/// The subnet width that the tier asks for in a VPC of `count` zones.
pub(super) fn need(tier: &Tier, count: usize) -> i32 {
    let odd = count % 2 == 1;
    let mut width = header_need(tier, true, count);
    for content in &tier.contents {
        width = width.max(match content {
            Content::Zonal(zone, piece) => {
                let short = Piece { name: short_name(piece), ..piece.clone() };
                let card = card_width(&short, CARD, 108, 136);
                if odd && *zone == count / 2 { 2 * (card + PAD + SPINE) } else { card + 2 * PAD }
            }
            Content::Span(..) => 0,
            Content::Cluster(_, groups) => {
                groups.iter().map(|group| group_need(group, 2 * PAD, count)).max().unwrap_or(0)
            }
            Content::Group(group) => group_need(group, 2 * PAD, count),
            Content::Icons(_) => 2 * PAD + 3 * ICON.0,
        });
    }
    even(width)
}

fn short_name(piece: &Piece) -> String {
    if piece.short.is_empty() { piece.name.clone() } else { piece.short.clone() }
}

/// Whether the full label fits every subnet.
fn full_label_fits(tier: &Tier, columns: &Columns) -> bool {
    header_need(tier, false, columns.x.len()) <= columns.w
}

/// One line: cards in zones, and at most one spanning thing.
#[derive(Default)]
struct Line<'a> {
    zonal: Vec<(usize, Vec<&'a Piece>)>,
    span: Option<&'a Content>,
}

fn span_width(extent: Extent, columns: &Columns, row: Rect) -> i32 {
    // where the centre line falls into a zone, a spanning card reaches into its neighbours
    let across = if columns.x.len() > 1 && columns.middle().is_some() { columns.w + 100 } else { 240 };
    let wide = match extent {
        Extent::Middle => across,
        // between the gaps that other wires pass through
        Extent::Halves if columns.x.len() > 3 => 440.min(2 * (columns.w + ZONES_APART) - 32),
        Extent::Halves => 440,
        Extent::Full => row.w - 2 * PAD,
    };
    wide.min(row.w - 2 * PAD)
}

/// On the VPC's centre line, or as near as the tier's row reaches.
fn span_center(width: i32, columns: &Columns, row: Rect) -> i32 {
    let (low, high) = (row.x + PAD + width / 2, row.right() - PAD - width / 2);
    columns.center.min(high).max(low)
}

/// A spanning card in its row, with the card docked to it where the row has room for one.
struct Spanning<'a> {
    x: i32,
    width: i32,
    docked: Option<(&'a Piece, i32)>,
}

impl<'a> Spanning<'a> {
    fn of(extent: Extent, piece: &'a Piece, columns: &Columns, row: Rect) -> Spanning<'a> {
        let width = span_width(extent, columns, row);
        let x = span_center(width, columns, row) - width / 2;
        let room = row.right() - PAD - (x + width + DOCK);
        let docked = piece.docked.first().filter(|_| room >= 108);
        let docked = docked.map(|docked| (docked, card_width(docked, CARD, 108, 176).min(room)));
        Spanning { x, width, docked }
    }

    fn right(&self) -> i32 {
        self.x + self.width + self.docked.map_or(0, |(_, width)| DOCK + width)
    }
}

fn zonal_width(piece: &Piece, most: i32) -> i32 {
    card_width(piece, CARD, 108, 152).min(most)
}

/// Splits a zone's cards into lines that fit.
fn zone_lines<'a>(pieces: &[&'a Piece], columns: &Columns, zone: usize) -> Vec<Vec<&'a Piece>> {
    let mut lines: Vec<Vec<&Piece>> = Vec::new();
    let middle = columns.middle() == Some(zone);
    let mut used = 0;
    for &piece in pieces {
        let width = zonal_width(piece, columns.w - 2 * PAD);
        let fits = match lines.last() {
            None => false,
            Some(line) if middle => line.len() < 2,
            Some(_) => used + GAP + width <= columns.w - 2 * PAD,
        };
        match lines.last_mut() {
            Some(line) if fits => {
                line.push(piece);
                used += GAP + width;
            }
            _ => {
                lines.push(vec![piece]);
                used = width;
            }
        }
    }
    lines
}

/// Whether a zone's cards stand beside the spanning card of the same line.
fn beside(pieces: &[&Piece], columns: &Columns, zone: usize, span: &Spanning) -> bool {
    let width: i32 = pieces.iter().map(|p| zonal_width(p, columns.w - 2 * PAD) + GAP).sum();
    let left = columns.left(zone) + PAD;
    let right = columns.left(zone) + columns.w - PAD;
    if zone < columns.x.len() / 2 {
        left + width - GAP + 12 <= span.x
    } else {
        right - width + GAP - 12 >= span.right()
    }
}

fn lines<'a>(tier: &'a Tier, columns: &Columns, row: Rect) -> Vec<Line<'a>> {
    let mut by_zone: Vec<Vec<&Piece>> = vec![Vec::new(); columns.x.len()];
    let mut spans = Vec::new();
    for content in &tier.contents {
        match content {
            Content::Zonal(_, piece) if accepted(piece, row).is_some() => {}
            Content::Zonal(zone, piece) => {
                if let Some(list) = by_zone.get_mut(home(tier, *zone)) {
                    list.push(piece);
                }
            }
            other => {
                // what finds no room beside its card flows with the others of the last zone
                if let Content::Span(extent, piece) = other {
                    let kept = accepted(piece, row).is_some();
                    let beside = !kept && Spanning::of(*extent, piece, columns, row).docked.is_some();
                    if let Some(list) = by_zone.get_mut(home(tier, columns.x.len())) {
                        list.extend(piece.docked.iter().skip(usize::from(beside)));
                    }
                    if kept {
                        continue;
                    }
                }
                spans.push(other);
            }
        }
    }
    let mut zonal: Vec<Line> = Vec::new();
    for (zone, pieces) in by_zone.iter().enumerate() {
        for (index, line) in zone_lines(pieces, columns, zone).into_iter().enumerate() {
            if zonal.len() <= index {
                zonal.push(Line::default());
            }
            if let Some(at) = zonal.get_mut(index) {
                at.zonal.push((zone, line));
            }
        }
    }
    // the first spanning card shares its line with the first zonal cards when they fit beside it
    let mut out = Vec::new();
    let mut zonal = zonal.into_iter().peekable();
    for span in spans {
        let mut line = Line { zonal: Vec::new(), span: Some(span) };
        if let Content::Span(extent, piece) = span
            && *extent != Extent::Full
            && columns.middle().is_none()
            && let Some(first) = zonal.peek()
        {
            let span = Spanning::of(*extent, piece, columns, row);
            if first.zonal.iter().all(|(zone, pieces)| beside(pieces, columns, *zone, &span))
                && let Some(first) = zonal.next()
            {
                line.zonal = first.zonal;
            }
        }
        out.push(line);
    }
    out.extend(zonal);
    out
}

/// A person's frame, when it is a sensible one.
fn accepted(piece: &Piece, row: Rect) -> Option<Rect> {
    let placed = piece.placed?;
    let sane = (80..=800).contains(&placed.w)
        && (36..=80).contains(&placed.h)
        && placed.x >= PAD
        && placed.right() <= row.w - PAD
        && (HEADER..=1200).contains(&placed.y);
    sane.then_some(placed)
}

fn group_height(group: &Group) -> i32 {
    if group.nodes.is_empty() { GROUP_HEAD + 8 } else { GROUP_HEAD + NODE.1 + 8 }
}

fn line_height(line: &Line, columns: &Columns) -> i32 {
    let span = match line.span {
        None => 0,
        Some(Content::Zonal(..)) => CARD,
        Some(Content::Span(Extent::Middle, _)) => CARD,
        Some(Content::Span(Extent::Halves, _)) => 46,
        Some(Content::Span(Extent::Full, _)) => 40,
        Some(Content::Group(group)) => group_height(group),
        Some(Content::Cluster(_, groups)) => {
            CLUSTER_HEAD + groups.iter().map(|g| group_height(g) + PAD).sum::<i32>()
        }
        Some(Content::Icons(icons)) => icon_rows(icons, columns) * ICON.1,
    };
    if line.zonal.is_empty() { span } else { span.max(CARD) }
}

/// Places the tier at `y`, and says how high it is.
pub(super) fn place(tier: &Tier, columns: &Columns, y: i32, plan: &mut Plan) -> i32 {
    let zones = zones(tier);
    let (Some(&first), Some(&last)) = (zones.first(), zones.last()) else { return 0 };
    let x = columns.left(first);
    let row = rect(x, y, columns.left(last) + columns.w - x, 0);
    let lines = lines(tier, columns, row);

    // what a person placed keeps its place; the rest flows around it
    let mut kept: Vec<(&Piece, Rect)> = Vec::new();
    let mut refused: Vec<&Piece> = Vec::new();
    for content in &tier.contents {
        let (origin, room, piece) = match content {
            Content::Zonal(zone, piece) => {
                let zone = home(tier, *zone);
                (columns.left(zone), rect(columns.left(zone), y, columns.w, 0), piece)
            }
            Content::Span(_, piece) => (x, row, piece),
            _ => continue,
        };
        if let Some(at) = accepted(piece, row) {
            let at = at.offset(origin, y);
            let free = at.x >= room.x + PAD
                && at.right() <= room.right() - PAD
                && kept.iter().all(|(_, other)| !other.inflate(4).overlaps(at));
            if free { kept.push((piece, at)) } else { refused.push(piece) }
        }
    }

    let mut bottom = y + HEADER + if lines.is_empty() && kept.is_empty() { 14 } else { 0 };
    let mut top = y + HEADER;
    let mut later = Plan::default();
    let small = tier.contents.iter().any(|content| matches!(content, Content::Cluster(..)));
    for line in &lines {
        let height = line_height(line, columns);
        top = clear(rect(row.x, top, row.w, height), &kept);
        put_line(line, columns, row, (top, height), small, &mut later);
        bottom = bottom.max(top + height);
        top += height + GAP;
    }
    for piece in refused {
        top = clear(rect(row.x, top, row.w, CARD), &kept);
        let width = card_width(piece, CARD, 108, 240).min(columns.w - 2 * PAD);
        later.card(piece, rect(row.x + PAD, top, width, CARD), None);
        bottom = bottom.max(top + CARD);
        top += CARD + GAP;
    }
    for (piece, at) in &kept {
        later.card(piece, *at, None);
        bottom = bottom.max(at.bottom());
    }

    let height = even(bottom + PAD - y);
    let short = !full_label_fits(tier, columns);
    for zone in &zones {
        let Some(Some((detail, subject))) = tier.subnets.get(*zone) else { continue };
        let at = rect(columns.left(*zone), y, columns.w, height);
        let middle = columns.middle() == Some(*zone);
        let frame = Frame {
            rect: at,
            detail_x: middle.then_some(columns.center + SPINE),
            ..subnet_frame(tier, short, detail)
        };
        plan.frame(frame, vec![subject.clone()]);
    }
    plan.site(&tier.key, rect(row.x, y, row.w, height), SiteKind::Open, None);
    if let Some(site) = plan.sites.get_mut(&tier.key) {
        site.row = true;
    }
    plan.take(later);
    height
}

/// The first height at or below `line` where it meets nothing a person placed.
fn clear(line: Rect, kept: &[(&Piece, Rect)]) -> i32 {
    let mut y = line.y;
    while let Some((_, at)) = kept.iter().find(|(_, at)| at.inflate(4).overlaps(Rect { y, ..line })) {
        y = at.bottom() + GAP;
    }
    y
}

/// The width of a group above a cluster: its header and its nodes near the centre line, so that wires
/// to the cluster pass beside it. Three zones and more have no room to give.
fn small_group(group: &Group, columns: &Columns, row: Rect) -> i32 {
    let full = row.w - 2 * PAD;
    if columns.x.len() != 2 {
        return full;
    }
    let most = (0..2).map(|zone| group.nodes.iter().filter(|(z, _)| *z == zone).count()).max().unwrap_or(0);
    let nodes = i32::try_from(most.max(1)).unwrap_or(1) * (NODE.0 + GAP) - GAP;
    let header = paint::header_width(&group_frame(&group.piece), 20);
    even(header.max(2 * (nodes + PAD) + 2 * PAD + ZONES_APART + 20)).min(full)
}

fn put_line(
    line: &Line,
    columns: &Columns,
    row: Rect,
    (y, height): (i32, i32),
    small: bool,
    plan: &mut Plan,
) {
    let middle_y = |h: i32| y + even((height - h) / 2);
    for (zone, pieces) in &line.zonal {
        put_zone(*zone, pieces, columns, middle_y(CARD), line.span.is_none(), plan);
    }
    match line.span {
        Some(Content::Span(extent, piece)) => {
            let span = Spanning::of(*extent, piece, columns, row);
            plan.card(piece, rect(span.x, y, span.width, height), None);
            if let Some((docked, width)) = span.docked {
                let right = span.x + span.width;
                plan.card(docked, rect(right + DOCK, middle_y(CARD), width, CARD), None);
                plan.docked.push(dock(right, y + height / 2));
            }
        }
        Some(Content::Group(group)) => {
            let width = if small { small_group(group, columns, row) } else { row.w - 2 * PAD };
            let at = rect(span_center(width, columns, row) - width / 2, y, width, height);
            put_group(group, columns, at, None, plan)
        }
        Some(Content::Cluster(piece, groups)) => {
            let at = rect(row.x + PAD, y, row.w - 2 * PAD, height);
            let title = Frame::titled(FrameLook::Cluster, &piece.name, &piece.spec);
            let frame = Frame { rect: at, note: piece.price.clone(), ..title };
            plan.frame(cut(frame), piece.subjects.clone());
            plan.site(&piece.key, at, SiteKind::Frame, None);
            plan.badge(piece, at);
            let mut top = y + CLUSTER_HEAD;
            for group in groups {
                let height = group_height(group);
                let inner = rect(at.x + PAD, top, at.w - 2 * PAD, height);
                put_group(group, columns, inner, Some(&piece.key), plan);
                top += height + PAD;
            }
        }
        Some(Content::Icons(icons)) => put_icons(icons, columns, y, plan),
        Some(Content::Zonal(..)) | None => {}
    }
}

/// How many icons stand side by side in a zone.
fn icon_columns(columns: &Columns) -> i32 {
    ((columns.w - 2 * PAD) / ICON.0).max(1)
}

/// Rows of the fullest zone.
fn icon_rows(icons: &[Icon], columns: &Columns) -> i32 {
    let most = (0..columns.x.len())
        .map(|zone| icons.iter().filter(|icon| icon.zone == zone).count())
        .max()
        .unwrap_or(0);
    let per = icon_columns(columns);
    ((i32::try_from(most).unwrap_or(i32::MAX / 2) + per - 1) / per).clamp(1, ICON_ROWS)
}

/// Icons in a grid per zone; what does not fit is counted in the last place.
fn put_icons(icons: &[Icon], columns: &Columns, y: i32, plan: &mut Plan) {
    let per = icon_columns(columns);
    let fit = usize::try_from(per * ICON_ROWS).unwrap_or(1);
    for zone in 0..columns.x.len() {
        let here: Vec<&Icon> = icons.iter().filter(|icon| icon.zone == zone).collect();
        for (index, icon) in (0..).zip(here.iter().take(fit)) {
            let (x, y) = (columns.left(zone) + PAD + index % per * ICON.0, y + index / per * ICON.1);
            let last = usize::try_from(index + 1).unwrap_or(0) == fit && here.len() > fit;
            let at = rect(x, y, ICON.2, ICON.2);
            let item = if last {
                let rest = here.iter().skip(fit - 1);
                Item::new(
                    rest.clone().flat_map(|icon| icon.subjects.clone()).collect(),
                    Shape::Count { rect: at, text: format!("+{}", rest.count()) },
                )
            } else {
                Item::new(
                    icon.subjects.clone(),
                    Shape::Icon { rect: at, symbol: icon.symbol.clone(), heat: None },
                )
            };
            plan.texts.push(at);
            plan.cards.push(item);
        }
    }
}

/// Cards stand at the outer ends of their zones; in a middle zone at both sides of the centre line.
fn put_zone(zone: usize, pieces: &[&Piece], columns: &Columns, y: i32, alone: bool, plan: &mut Plan) {
    let left = columns.left(zone) + PAD;
    let right = columns.left(zone) + columns.w - PAD;
    if columns.middle() == Some(zone) {
        let half = columns.center - SPINE - left;
        for (index, piece) in pieces.iter().enumerate() {
            let width = card_width(piece, CARD, 108, 208).min(half);
            let x = if index == 0 { left } else { right - width };
            plan.card(piece, rect(x, y, width, CARD), None);
        }
        return;
    }
    let sum = |widths: &[i32]| widths.iter().map(|w| w + GAP).sum::<i32>() - GAP;
    let mut widths: Vec<i32> =
        pieces.iter().map(|p| card_width(p, CARD, 108, 208).min(columns.w - 2 * PAD)).collect();
    if !alone || sum(&widths) > columns.w - 2 * PAD {
        widths = pieces.iter().map(|p| zonal_width(p, columns.w - 2 * PAD)).collect();
    }
    let total = sum(&widths);
    let mut x = if zone < columns.x.len() / 2 { left } else { right - total };
    for (piece, width) in pieces.iter().zip(widths) {
        plan.card(piece, rect(x, y, width, CARD), None);
        x += width + GAP;
    }
}

/// A header that keeps to its frame: first the detail, then the label is cut.
fn cut(mut frame: Frame) -> Frame {
    let over = paint::header_width(&frame, 16) - frame.rect.w;
    if over > 0 && !frame.detail.is_empty() {
        let style = if frame.look == FrameLook::Cluster { TextStyle::Spec } else { TextStyle::FrameDetail };
        let room = style.room(&frame.detail) - over;
        frame.detail = style.fit(&frame.detail, f64::from(room.max(0)));
    }
    let over = paint::header_width(&frame, 16) - frame.rect.w;
    if over > 0 {
        let style = TextStyle::FrameLabel;
        let room = style.room(&frame.label) - over - 8;
        frame.label = style.fit(&frame.label, f64::from(room.max(0)));
    }
    frame
}

fn put_group(group: &Group, columns: &Columns, at: Rect, inside: Option<&Key>, plan: &mut Plan) {
    let piece = &group.piece;
    plan.frame(cut(Frame { rect: at, ..group_frame(piece) }), piece.subjects.clone());
    plan.site(&piece.key, at, SiteKind::Frame, inside);
    plan.badge(piece, at);
    let y = at.y + GROUP_HEAD;
    for zone in 0..columns.x.len() {
        let left = (columns.left(zone) + 2 * PAD).max(at.x + PAD);
        let right = (columns.left(zone) + columns.w - 2 * PAD).min(at.right() - PAD);
        let nodes: Vec<&Piece> = group.nodes.iter().filter(|(z, _)| *z == zone).map(|(_, p)| p).collect();
        let fit = usize::try_from((right - left + GAP) / (NODE.0 + GAP)).unwrap_or(0).max(1);
        let shown = if nodes.len() > fit { fit } else { nodes.len() };
        let mut x = left;
        for (index, node) in nodes.iter().take(shown).enumerate() {
            let rest = nodes.len() - index;
            let at = rect(x, y, NODE.0.min(right - x), NODE.1);
            if index + 1 == shown && rest > 1 {
                let more = Piece { name: format!("+{rest}"), ..(*node).clone() };
                plan.card(&more, at, Some(&piece.key));
            } else {
                plan.card(node, at, Some(&piece.key));
            }
            x += NODE.0 + GAP;
        }
    }
}
