//! A finished drawing: its draw list, and what could not be drawn as it should.

use crate::{
    board::{Board, Link},
    draw::{Item, Shape},
    geometry::{Rect, rect},
    layout::{Plan, SiteKind, layout},
    route::{Memory, Routed, Routes, route},
    svg::{self, SvgOptions},
};

/// A drawing.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// Width in px at zoom 100 %.
    pub width: i32,
    /// Height in px.
    pub height: i32,
    /// Everything, in drawing order.
    pub items: Vec<Item>,
    /// Connections, as routed.
    pub routed: Vec<Routed>,
    /// Connections that found no way: drawn as a stub that names its end.
    pub stubs: Vec<Link>,
    /// Connections told otherwise than by a wire: docked cards, attached keys and roles.
    pub unshown: Vec<String>,
    /// Labels that found no place.
    pub unlabelled: Vec<String>,
    /// Things that lie on each other; none, or the layout is wrong.
    pub overlaps: Vec<String>,
}

impl Scene {
    /// Draws a board.
    pub fn of(board: &Board) -> Scene {
        Scene::again(board, &mut Memory::default())
    }

    /// As [`Scene::of`], faster the more is as it was in the drawing before.
    pub fn again(board: &Board, memory: &mut Memory) -> Scene {
        let plan = layout(board);
        let routes = route(&plan, &board.links, memory);
        let overlaps = overlaps(&plan, &routes);
        let (width, height) = plan.size;
        let obstacles = obstacles(&plan, &routes);
        let mut items = plan.frames;
        items.iter_mut().for_each(|item| free(item, &obstacles));
        items.extend(routes.wires);
        items.extend(plan.docked);
        items.extend(plan.cards);
        items.extend(routes.chips);
        items.extend(plan.marks);
        Scene {
            width,
            height,
            items,
            routed: routes.routed,
            stubs: routes.stubs,
            unlabelled: routes.unlabelled,
            overlaps,
            unshown: Vec::new(),
        }
    }

    /// The drawing as an SVG file.
    pub fn to_svg(&self, options: &SvgOptions<'_>) -> String {
        svg::write(&self.items, self.width, self.height, options)
    }

    /// Size in points of the smallest text when the drawing fills an A4 page in landscape (12 pt margins).
    pub fn smallest_text_on_a4(&self) -> f64 {
        smallest_text((self.width, self.height))
    }
}

/// Points of the smallest text of a drawing of this size that fills an A4 page in landscape.
pub(crate) fn smallest_text((width, height): (i32, i32)) -> f64 {
    let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
    10.0 * ((842.0 - 24.0) / width).min((595.0 - 24.0) / height)
}

/// What stands in the way of a header that grows.
fn obstacles(plan: &Plan, routes: &Routes) -> Vec<Rect> {
    let cards = plan.sites.values().filter(|site| site.kind != SiteKind::Open).map(|site| site.rect);
    let wires = routes.wires.iter().chain(&plan.docked).flat_map(|item| {
        let points = if let Shape::Wire(wire) = &item.shape { wire.points.as_slice() } else { &[] };
        points.windows(2).filter_map(|pair| match pair {
            [a, b] => Some(rect(a.x, a.y, 1, 1).union(rect(b.x, b.y, 1, 1))),
            _ => None,
        })
    });
    let chips = routes.chips.iter().filter_map(|item| match &item.shape {
        Shape::Chip { rect, .. } => Some(*rect),
        _ => None,
    });
    cards.chain(wires).chain(chips).chain(plan.texts.iter().copied()).collect()
}

/// Tells a frame how much further its header may reach.
fn free(item: &mut Item, obstacles: &[Rect]) {
    if let Shape::Frame(frame) = &mut item.shape {
        let strip = crate::paint::strip(frame);
        let met = obstacles.iter().filter(|at| at.x > strip.x && at.overlaps(strip));
        let limit = met.map(|at| at.x - 4).fold(strip.right(), i32::min);
        frame.free = (limit - strip.x).max(0);
    }
}

/// Cards on cards or on texts, labels and wires on texts, headers outside their frame.
fn overlaps(plan: &Plan, routes: &Routes) -> Vec<String> {
    let cards: Vec<(&String, Rect)> = plan
        .sites
        .iter()
        .filter(|(_, site)| site.kind == SiteKind::Card)
        .map(|(key, site)| (key, site.rect))
        .collect();
    let mut out = Vec::new();
    for (index, (key, at)) in cards.iter().enumerate() {
        for (other, with) in cards.iter().skip(index + 1) {
            if at.overlaps(*with) {
                out.push(format!("{key} lies on {other}"));
            }
        }
        let badge = |text: &Rect| text.w == 16 && text.h == 16 || text.h == 17;
        if plan.texts.iter().any(|text| !badge(text) && text.overlaps(*at)) {
            out.push(format!("{key} covers a text"));
        }
    }
    for item in &plan.frames {
        if let Shape::Frame(frame) = &item.shape {
            for part in crate::paint::header(frame) {
                if !frame.rect.contains(part) {
                    out.push(format!("the header of {} leaves its frame", frame.label));
                }
            }
        }
    }
    let texts = plan.texts.iter().enumerate();
    for (index, text) in texts {
        if plan.texts.iter().skip(index + 1).any(|other| other.overlaps(*text)) {
            out.push(format!("texts overlap at {},{}", text.x, text.y));
        }
    }
    for item in &routes.chips {
        if let Shape::Chip { rect, text } = &item.shape
            && plan.texts.iter().any(|other| other.overlaps(*rect))
        {
            out.push(format!("the label “{text}” covers a text"));
        }
    }
    for routed in &routes.routed {
        let own = [&routed.link.from, &routed.link.to].map(|key| plan.sites.get(key).map(|site| site.rect));
        let texts = plan.texts.iter().filter(|text| !own.iter().flatten().any(|end| end.contains(**text)));
        for text in texts {
            if routed.points.windows(2).any(|pair| matches!(pair, [a, b] if text.cuts(*a, *b))) {
                out.push(format!(
                    "{} → {} crosses the text at {},{}",
                    routed.link.from, routed.link.to, text.x, text.y
                ));
            }
        }
    }
    out
}
