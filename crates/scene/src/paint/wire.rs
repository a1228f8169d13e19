//! Connectors: round corners, arrows, rings, and their legend.

use super::{Anchor, Mark, Stroke, circle, dashed, number, sizes::Sizes, solid, stroke, text_mark};
use crate::{
    draw::{TextStyle, Wire, WireLook},
    geometry::{Point, Rect, point},
    theme::Token,
};

const CORNER: i32 = 8;
const FILLED_ARROW: i32 = 8;
const OPEN_ARROW: i32 = 7;

fn pen(look: WireLook) -> Stroke {
    match look {
        WireLook::Traffic | WireLook::Attached => stroke(Token::Wire, 1.5),
        WireLook::Control => dashed(Token::WireControl, 1.25, 4.0, 3.0),
    }
}

fn step(a: Point, b: Point) -> (i32, i32) {
    ((b.x - a.x).signum(), (b.y - a.y).signum())
}

fn length(a: Point, b: Point) -> i32 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

pub(super) fn wire(wire: &Wire, marks: &mut Vec<Mark>) {
    let mut points = wire.points.clone();
    let (Some(&first), Some(&tip), Some(&before)) =
        (points.first(), points.last(), points.get(points.len().wrapping_sub(2)))
    else {
        return;
    };
    let second = points.get(1).copied().unwrap_or(tip);
    let toward = step(before, tip);
    let traffic = wire.look == WireLook::Traffic;
    // a filled arrow hides the line's end; the line must not show through its tip
    if wire.arrow
        && traffic
        && let Some(last) = points.last_mut()
    {
        *last = point(tip.x - toward.0 * (FILLED_ARROW - 2), tip.y - toward.1 * (FILLED_ARROW - 2));
    }
    let mut pen = pen(wire.look);
    if wire.traced {
        pen = Stroke { paint: solid(Token::Accent), width: 2.0, ..pen };
    }
    let color = pen.paint.token;
    marks.push(Mark::Path { d: rounded(&points, &wire.sharp), fill: None, stroke: Some(pen) });
    if wire.arrow {
        marks.push(arrow(tip, toward, traffic, color));
    }
    if wire.ring {
        let out = step(first, second);
        let at = point(first.x + out.0 * 2, first.y + out.1 * 2);
        marks.push(circle(at, 2.5, Some(solid(Token::Chip)), Some(stroke(Token::WireControl, 1.25))));
    }
    if wire.look == WireLook::Attached {
        let middle = point((before.x + tip.x) / 2, (before.y + tip.y) / 2);
        marks.push(circle(middle, 2.5, Some(solid(Token::Chip)), Some(stroke(Token::Wire, 1.25))));
    }
}

/// The path with corners of 8 px, less where the pieces are short.
fn rounded(points: &[Point], sharp: &[Point]) -> String {
    let Some((first, rest)) = points.split_first() else { return String::new() };
    let mut d = format!("M{} {}", first.x, first.y);
    let mut from = *first;
    for (index, &at) in rest.iter().enumerate() {
        match rest.get(index + 1) {
            Some(&next) if !sharp.contains(&at) => {
                let radius = CORNER.min(length(from, at) / 2).min(length(at, next) / 2);
                let (a, b) = (step(from, at), step(at, next));
                d += &format!(
                    "L{} {}Q{} {} {} {}",
                    at.x - a.0 * radius,
                    at.y - a.1 * radius,
                    at.x,
                    at.y,
                    at.x + b.0 * radius,
                    at.y + b.1 * radius
                );
            }
            _ => d += &format!("L{} {}", at.x, at.y),
        }
        from = at;
    }
    d
}

fn arrow(tip: Point, toward: (i32, i32), filled: bool, color: Token) -> Mark {
    let (size, half) = if filled { (FILLED_ARROW, 3.5) } else { (OPEN_ARROW - 1, 3.5) };
    let (dx, dy) = (f64::from(toward.0), f64::from(toward.1));
    let (bx, by) = (f64::from(tip.x) - dx * f64::from(size), f64::from(tip.y) - dy * f64::from(size));
    let wing = |side: f64| format!("{} {}", number(bx - dy * half * side), number(by + dx * half * side));
    let d = format!("M{}L{} {}L{}{}", wing(1.0), tip.x, tip.y, wing(-1.0), if filled { "Z" } else { "" });
    if filled {
        Mark::Path { d, fill: Some(solid(color)), stroke: None }
    } else {
        Mark::Path { d, fill: None, stroke: Some(stroke(color, 1.25)) }
    }
}

pub(super) fn legend(
    rect: Rect,
    title: &str,
    rows: &[(WireLook, String)],
    sizes: Sizes,
    marks: &mut Vec<Mark>,
) {
    let (x, y) = (f64::from(rect.x), f64::from(rect.y));
    let text = |at: (f64, f64), text: &str, style: TextStyle| {
        text_mark(at, text, style, Token::Ink3, Anchor::Start, sizes.scale(style))
    };
    marks.push(text((x, y + 8.0), &title.to_uppercase(), TextStyle::Caption));
    let mut y = rect.y + 24;
    for (look, row) in rows {
        let sample = Wire {
            points: vec![point(rect.x, y), point(rect.x + 26, y)],
            look: *look,
            arrow: *look != WireLook::Attached,
            ring: false,
            traced: false,
            sharp: Vec::new(),
        };
        wire(&sample, marks);
        let line = f64::from(y) + 3.5 * sizes.scale(TextStyle::Spec);
        marks.push(text((x + 33.0, line), row, TextStyle::Spec));
        y += 16;
    }
}
