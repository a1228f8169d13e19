//! Connectors: round corners, arrows, rings.

use super::{Mark, Stroke, circle, dashed, number, solid, stroke};
use crate::{
    draw::{Course, Wire, WireLook},
    geometry::{Point, point},
    theme::Token,
};

const CORNER: i32 = 8;
const FILLED_ARROW: i32 = 8;
const OPEN_ARROW: i32 = 7;

fn pen(wire: &Wire, faded: bool) -> Stroke {
    let color = |own: Token| if faded { Token::WireFaded } else { own };
    match (wire.traced, wire.look) {
        (Some(Course::Towards), _) => stroke(Token::Accent, 2.0),
        (Some(Course::Away), _) => dashed(Token::Accent, 2.0, 7.0, 3.0),
        (None, WireLook::Traffic | WireLook::Attached) => stroke(color(Token::Wire), 1.5),
        (None, WireLook::Control) => dashed(color(Token::WireControl), 1.25, 4.0, 3.0),
    }
}

fn step(a: Point, b: Point) -> (i32, i32) {
    ((b.x - a.x).signum(), (b.y - a.y).signum())
}

fn length(a: Point, b: Point) -> i32 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

pub(super) fn wire(wire: &Wire, faded: bool, marks: &mut Vec<Mark>) {
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
    let pen = pen(wire, faded);
    let color = pen.paint.token;
    marks.push(Mark::Path { d: rounded(&points, &wire.sharp), fill: None, stroke: Some(pen) });
    if wire.arrow {
        marks.push(arrow(tip, toward, traffic, color));
    }
    if wire.ring {
        let out = step(first, second);
        let at = point(first.x + out.0 * 2, first.y + out.1 * 2);
        marks.push(circle(at, 2.5, Some(solid(Token::Chip)), Some(stroke(color, 1.25))));
    }
    if wire.look == WireLook::Attached {
        let middle = point((before.x + tip.x) / 2, (before.y + tip.y) / 2);
        marks.push(circle(middle, 2.5, Some(solid(Token::Chip)), Some(stroke(color, 1.25))));
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
