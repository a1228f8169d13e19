//! Cards, actors, gates, badges.

use super::{
    Anchor, Mark, Paint, boxed, circle, dashed, icon as picture, number, sizes::Sizes, solid, stroke,
    text_mark,
};
use crate::{
    cost::Heat,
    draw::{ActorGlyph, Card, Severity, TextStyle},
    geometry::{Point, Rect},
    symbol::{Form, look},
    theme::Token,
};

pub(super) const RADIUS: f64 = 8.0;
/// Space between icon and text, and between text and the right edge.
pub(super) const GAP: f64 = 9.0;

/// Two soft layers instead of a blur: the same in every renderer and in print.
fn shadow(rect: Rect, radius: f64, marks: &mut Vec<Mark>) {
    for (down, grow, opacity) in [(2, 1, 0.025), (1, 0, 0.06)] {
        let fill = Paint { token: Token::Shadow, opacity };
        marks.push(boxed(rect.inflate(grow).offset(0, down), radius + f64::from(grow), Some(fill), None));
    }
}

pub(super) fn card(card: &Card, sizes: Sizes, marks: &mut Vec<Mark>) {
    let Card { rect, symbol, name, spec, price, standby, elsewhere, heat } = card;
    let border = if *elsewhere { dashed(Token::Ink4, 1.0, 3.0, 3.0) } else { stroke(Token::TileLine, 1.0) };
    shadow(*rect, RADIUS, marks);
    marks.push(boxed(*rect, RADIUS, Some(solid(heat.unwrap_or(Heat::Cold).fill())), None));
    icon(*rect, symbol, heat.is_some(), marks);
    if standby.is_some() {
        let x = number(f64::from(rect.x) + f64::from(rect.w) / 2.0);
        marks.push(Mark::Path {
            d: format!("M{x} {}V{}", rect.y + 1, rect.bottom() - 1),
            fill: None,
            stroke: Some(dashed(Token::Line2, 1.0, 3.0, 3.0)),
        });
    }
    marks.push(boxed(*rect, RADIUS, None, Some(border)));

    let left = f64::from(rect.x + rect.h) + GAP;
    let right = f64::from(rect.right()) - GAP;
    let middle = f64::from(rect.y) + f64::from(rect.h) / 2.0;
    match standby {
        None => lines((left, right), middle, (name, spec, price), *heat, sizes, marks),
        Some(other) => {
            let centre = f64::from(rect.x) + f64::from(rect.w) / 2.0;
            let pill = sizes.width(TextStyle::Chip, &other.link) + 28.0;
            lines((left, centre - pill / 2.0 - 6.0), middle, (name, spec, ""), *heat, sizes, marks);
            let second = (other.name.as_str(), other.spec.as_str(), price.as_str());
            lines((centre + pill / 2.0 + 6.0, right), middle, second, *heat, sizes, marks);
            sync((centre, middle), pill, &other.link, sizes, marks);
        }
    }
}

/// The pill that says how the halves are kept alike.
fn sync((centre, middle): (f64, f64), width: f64, link: &str, sizes: Sizes, marks: &mut Vec<Mark>) {
    let x = centre - width / 2.0;
    marks.push(Mark::Rect {
        x,
        y: middle - 8.0,
        w: width,
        h: 16.0,
        radius: 8.0,
        fill: Some(solid(Token::Chip)),
        stroke: Some(stroke(Token::Line2, 1.0)),
    });
    marks.push(Mark::Path {
        d: format!("M{} {}h7m-3 -3l3 3l-3 3", number(x + 7.5), number(middle)),
        fill: None,
        stroke: Some(stroke(Token::Ink2, 1.1)),
    });
    let scale = sizes.scale(TextStyle::Chip);
    let line = middle + 3.5 * scale;
    marks.push(text_mark((x + 19.0, line), link, TextStyle::Chip, Token::Ink2, Anchor::Start, scale));
}

/// Base lines of name and second line: larger letters stand further apart.
fn base_lines(middle: f64, sizes: Sizes) -> (f64, f64) {
    let more = sizes.scale(TextStyle::Price) - 1.0;
    (middle - 2.0 - 4.0 * more, middle + 11.0 + 5.0 * more)
}

/// Base line of a card's name, and how much of the name fits into so much room.
pub(super) fn name_at(middle: f64, name: &str, room: f64, sizes: Sizes) -> (f64, String) {
    (base_lines(middle, sizes).0, sizes.fit(TextStyle::Name, name, room))
}

/// Name above; below it the specification at the left and the price at the right, which is never cut.
pub(super) fn lines(
    (left, right): (f64, f64),
    middle: f64,
    (name, spec, price): (&str, &str, &str),
    heat: Option<Heat>,
    sizes: Sizes,
    marks: &mut Vec<Mark>,
) {
    if let Some(heat) = heat.filter(|_| !price.is_empty()) {
        return priced((left, right), middle, (name, spec, price), heat, sizes, marks);
    }
    let ink = heat.map_or(Token::Ink, Heat::ink);
    let quiet = heat.map_or(Token::Ink3, |heat| if heat > Heat::Cold { heat.ink() } else { Token::Ink3 });
    let mut room = right - left;
    let price = if sizes.width(TextStyle::Price, price) <= room { price } else { "" };
    let priced = if price.is_empty() { 0.0 } else { sizes.width(TextStyle::Price, price) + 6.0 };
    let spec = second(spec, room - priced, sizes);
    let scale = sizes.scale(TextStyle::Name);
    let (mut y, name) = name_at(middle, name, room, sizes);
    if spec.is_empty() && price.is_empty() {
        y = middle + 4.0 * scale;
    }
    marks.push(text_mark((left, y), &name, TextStyle::Name, ink, Anchor::Start, scale));
    let line = base_lines(middle, sizes).1;
    if !price.is_empty() {
        let style = TextStyle::Price;
        let (x, anchor) = if spec.is_empty() { (left, Anchor::Start) } else { (right, Anchor::End) };
        marks.push(text_mark((x, line), price, style, Token::Ink3, anchor, sizes.scale(style)));
        room -= priced;
    }
    let spec = sizes.fit(TextStyle::Spec, &spec, room);
    if !spec.is_empty() {
        let scale = sizes.scale(TextStyle::Spec);
        marks.push(text_mark((left, line), &spec, TextStyle::Spec, quiet, Anchor::Start, scale));
    }
}

/// The price as what the card is looked at for: large at the right where name and specification leave it room, else in
/// the specification's place, there smaller where it is long.
fn priced(
    (left, right): (f64, f64),
    middle: f64,
    (name, spec, price): (&str, &str, &str),
    heat: Heat,
    sizes: Sizes,
    marks: &mut Vec<Mark>,
) {
    let (room, width) = (right - left, sizes.width(TextStyle::Amount, price));
    let words = sizes.width(TextStyle::Name, name).max(sizes.width(TextStyle::Spec, spec));
    let (first, second) = base_lines(middle, sizes);
    let mut write = |x: f64, y: f64, text: &str, style: TextStyle, anchor: Anchor| {
        marks.push(text_mark((x, y), text, style, heat.ink(), anchor, sizes.scale(style)));
    };
    if !spec.is_empty() && words + 12.0 + width <= room {
        write(left, first, name, TextStyle::Name, Anchor::Start);
        write(left, second, spec, TextStyle::Spec, Anchor::Start);
        let line = middle + 4.0 * sizes.scale(TextStyle::Amount);
        write(right, line, price, TextStyle::Amount, Anchor::End);
        return;
    }
    write(left, first, &sizes.fit(TextStyle::Name, name, room), TextStyle::Name, Anchor::Start);
    let fits = |style: &TextStyle| sizes.width(*style, price) <= room;
    if let Some(style) = [TextStyle::Amount, TextStyle::Price].into_iter().find(fits) {
        write(left, second, price, style, Anchor::Start);
    }
}

/// A specification for so much room: seen from afar it loses its last parts first, and all of it before it is cut.
fn second(spec: &str, room: f64, sizes: Sizes) -> String {
    if sizes.scale(TextStyle::Spec) <= 1.0 {
        return spec.to_owned();
    }
    let mut spec = spec;
    while sizes.width(TextStyle::Spec, spec) > room {
        spec = spec.rsplit_once(" · ").map_or("", |(before, _)| before);
    }
    spec.to_owned()
}

/// The icon, square and flush with the card's left end; outlines stand on a tint of their colour.
fn icon(rect: Rect, symbol: &str, grey: bool, marks: &mut Vec<Mark>) {
    let (x, y, size) = (f64::from(rect.x), f64::from(rect.y), f64::from(rect.h));
    let (known, corners) = (look(symbol), [RADIUS, 0.0, 0.0, RADIUS]);
    if let Some(look) = known
        && look.form == Form::Outline
    {
        let d = format!(
            "M{r} {t}H{e}V{b}H{r}A8 8 0 0 1 {l} {lb}V{lt}A8 8 0 0 1 {r} {t}Z",
            r = rect.x + 8,
            t = rect.y,
            e = rect.x + rect.h,
            b = rect.bottom(),
            l = rect.x,
            lb = rect.bottom() - 8,
            lt = rect.y + 8,
        );
        marks.push(Mark::Path { d, fill: Some(Paint { token: look.color, opacity: 0.1 }), stroke: None });
        let inner = (size * 0.62 / 2.0).round() * 2.0;
        let off = (size - inner) / 2.0;
        marks.push(Mark::Icon {
            symbol: symbol.to_owned(),
            x: x + off,
            y: y + off,
            size: inner,
            corners: [0.0; 4],
        });
        marks.extend(grey.then_some(Mark::Grey { x, y, size, corners }));
        return;
    }
    picture(symbol, (x, y, size), corners, grey, marks);
}

/// Our own line drawings: they follow the theme, which AWS's must not.
pub(super) fn actor(rect: Rect, glyph: ActorGlyph, name: &str, sizes: Sizes, marks: &mut Vec<Mark>) {
    shadow(rect, RADIUS, marks);
    marks.push(boxed(rect, RADIUS, Some(solid(Token::Tile)), Some(stroke(Token::TileLine, 1.0))));
    let (cx, y) = (f64::from(rect.x) + f64::from(rect.w) / 2.0, f64::from(rect.y) + 6.0);
    let pen = Some(stroke(Token::Ink, 1.3));
    let mut path = |d: String| marks.push(Mark::Path { d, fill: None, stroke: pen });
    let at = |dx: f64, dy: f64| format!("{} {}", number(cx + dx), number(y + dy));
    match glyph {
        ActorGlyph::People => {
            path(format!("M{}a3.6 3.6 0 1 1 7.2 0a3.6 3.6 0 1 1 -7.2 0Z", at(-10.6, 5.0)));
            path(format!("M{}a3.6 3.6 0 1 1 7.2 0a3.6 3.6 0 1 1 -7.2 0Z", at(3.4, 5.0)));
            path(format!("M{}a3.6 3.6 0 1 1 7.2 0a3.6 3.6 0 1 1 -7.2 0Z", at(-3.6, 13.4)));
            path(format!("M{}a6.2 6.2 0 0 1 9 -4.6", at(-13.2, 15.6)));
            path(format!("M{}a6.2 6.2 0 0 0 -9 -4.6", at(13.2, 15.6)));
            path(format!("M{}a6.4 6.4 0 0 1 12.8 0Z", at(-6.4, 25.4)));
        }
        ActorGlyph::Git => {
            path(format!("M{}a2.8 2.8 0 1 1 5.6 0a2.8 2.8 0 1 1 -5.6 0Z", at(-8.8, 5.0)));
            path(format!("M{}a2.8 2.8 0 1 1 5.6 0a2.8 2.8 0 1 1 -5.6 0Z", at(-8.8, 22.6)));
            path(format!("M{}a2.8 2.8 0 1 1 5.6 0a2.8 2.8 0 1 1 -5.6 0Z", at(3.2, 10.6)));
            path(format!("M{}v12", at(-6.0, 7.8)));
            path(format!("M{}v0.6a4 4 0 0 1 -4 4h-4a4 4 0 0 0 -4 3", at(6.0, 13.4)));
        }
        ActorGlyph::Building => {
            path(format!("M{}v-21h12v21M{}h24", at(-8.0, 25.0), at(-12.0, 25.0)));
            path(format!("M{}h6v14", at(4.0, 11.0)));
            path(format!("M{}h4M{}h4M{}h4", at(-4.0, 9.0), at(-4.0, 14.0), at(-4.0, 19.0)));
        }
    }
    let style = TextStyle::Actor;
    let name = sizes.fit(style, name, f64::from(rect.w) - 6.0);
    let at = (cx, f64::from(rect.bottom()) - 8.5);
    marks.push(text_mark(at, &name, style, Token::Ink, Anchor::Middle, sizes.scale(style)));
}

pub(super) fn gate(rect: Rect, symbol: &str, name: &str, sizes: Sizes, marks: &mut Vec<Mark>) {
    marks.push(boxed(rect, 7.0, Some(solid(Token::Tile)), Some(stroke(Token::Vpc, 1.5))));
    let inner = 22.0;
    marks.push(Mark::Icon {
        symbol: symbol.to_owned(),
        x: f64::from(rect.x) + (f64::from(rect.w) - inner) / 2.0,
        y: f64::from(rect.y) + (f64::from(rect.h) - inner) / 2.0,
        size: inner,
        corners: [0.0; 4],
    });
    if !name.is_empty() {
        let (at, style) = ((f64::from(rect.right()) + 6.0, f64::from(rect.y) + 9.5), TextStyle::FrameLabel);
        marks.push(text_mark(at, name, style, Token::VpcText, Anchor::Start, sizes.scale(style)));
    }
}

pub(super) fn policy(rect: Rect, text: &str, sizes: Sizes, marks: &mut Vec<Mark>) {
    let radius = f64::from(rect.h) / 2.0;
    let (style, scale) = (TextStyle::Chip, sizes.scale(TextStyle::Chip));
    // larger letters push its left end outward
    let more = style.width(text) * (scale - 1.0);
    marks.push(Mark::Rect {
        x: f64::from(rect.x) + 0.5 - more,
        y: f64::from(rect.y) + 0.5,
        w: f64::from(rect.w) - 1.0 + more,
        h: f64::from(rect.h) - 1.0,
        radius,
        fill: Some(solid(Token::OkSoft)),
        stroke: Some(stroke(Token::Ok, 1.0)),
    });
    let (x, y) = (f64::from(rect.x) + 7.0 - more, f64::from(rect.y) + radius);
    marks.push(Mark::Path {
        d: format!(
            "M{} {}l4 1.6v2.8c0 2.6 -1.8 3.8 -4 4.6c-2.2 -0.8 -4 -2 -4 -4.6v-2.8ZM{} {}l1.4 1.4l2.4 -2.6",
            number(x + 4.0),
            number(y - 4.6),
            number(x + 2.0),
            number(y + 0.2),
        ),
        fill: None,
        stroke: Some(stroke(Token::Ok, 1.1)),
    });
    let at = (x + 12.0, y + 3.4 * scale);
    marks.push(text_mark(at, text, style, Token::Ok, Anchor::Start, scale));
}

/// A text in a box that is as wide as it must be: the label of a wire, the number of what is not drawn.
pub(super) fn tag(rect: Rect, text: &str, line: Token, sizes: Sizes, marks: &mut Vec<Mark>) {
    let (style, scale) = (TextStyle::Chip, sizes.scale(TextStyle::Chip));
    let more = (style.width(text) * scale + 6.0 - f64::from(rect.w)).max(0.0);
    marks.push(Mark::Rect {
        x: f64::from(rect.x) + 0.5 - more / 2.0,
        y: f64::from(rect.y) + 0.5,
        w: f64::from(rect.w) - 1.0 + more,
        h: f64::from(rect.h) - 1.0,
        radius: 4.0,
        fill: Some(solid(if line == Token::TileLine { Token::Tile } else { Token::Chip })),
        stroke: Some(stroke(line, 1.0)),
    });
    let (x, y) = (f64::from(rect.x) + f64::from(rect.w) / 2.0, f64::from(rect.y) + f64::from(rect.h) / 2.0);
    marks.push(text_mark((x, y + 3.5 * scale), text, style, Token::Ink2, Anchor::Middle, scale));
}

/// How bad the worst is, with how many there are.
pub(super) fn badge(at: Point, severity: Severity, count: usize, scale: f64, marks: &mut Vec<Mark>) {
    form(at, severity, scale, marks);
    let (text, dy) = match severity {
        Severity::Critical => (Token::OnCritical, 3.6),
        Severity::Medium => (Token::OnMedium, 5.0),
        Severity::High | Severity::Low => (Token::OnFill, 3.6),
    };
    let label = if count > 9 { "9+".to_owned() } else { count.to_string() };
    let at = (f64::from(at.x), f64::from(at.y) + dy * scale);
    marks.push(text_mark(at, &label, TextStyle::Count, text, Anchor::Middle, scale));
}

/// Shape carries the meaning: octagon, triangle, disc.
pub(super) fn form(at: Point, severity: Severity, scale: f64, marks: &mut Vec<Mark>) {
    let (x, y) = (f64::from(at.x), f64::from(at.y));
    let octagon = |r: f64| {
        let r = r * scale;
        let k = r * 0.414;
        let corners = [(-k, -r), (k, -r), (r, -k), (r, k), (k, r), (-k, r), (-r, k), (-r, -k)]
            .map(|(dx, dy)| format!("{} {}", number(x + dx), number(y + dy)));
        format!("M{}Z", corners.join("L"))
    };
    let ring = Some(stroke(Token::Tile, 1.5 * scale));
    match severity {
        Severity::Critical => {
            marks.push(Mark::Path {
                d: octagon(9.5),
                fill: Some(solid(Token::OnFill)),
                stroke: Some(stroke(Token::CriticalFill, 1.5 * scale)),
            });
            marks.push(Mark::Path { d: octagon(7.0), fill: Some(solid(Token::CriticalFill)), stroke: None });
        }
        Severity::High => {
            marks.push(Mark::Path { d: octagon(8.5), fill: Some(solid(Token::HighFill)), stroke: ring });
        }
        Severity::Medium => {
            let d = format!(
                "M{} {}Q{} {} {} {}L{} {}Q{} {} {} {}H{}Q{} {} {} {}Z",
                number(x - 1.6 * scale),
                number(y - 8.2 * scale),
                number(x),
                number(y - 11.0 * scale),
                number(x + 1.6 * scale),
                number(y - 8.2 * scale),
                number(x + 9.0 * scale),
                number(y + 5.0 * scale),
                number(x + 10.0 * scale),
                number(y + 7.5 * scale),
                number(x + 7.4 * scale),
                number(y + 7.5 * scale),
                number(x - 7.4 * scale),
                number(x - 10.0 * scale),
                number(y + 7.5 * scale),
                number(x - 9.0 * scale),
                number(y + 5.0 * scale),
            );
            marks.push(Mark::Path { d, fill: Some(solid(Token::MediumFill)), stroke: ring });
        }
        Severity::Low => {
            marks.push(circle(at, 8.5 * scale, Some(solid(Token::LowFill)), ring));
        }
    }
}
