//! What a lens says of an element: stroke and halo around it, a sign at its corner, a consequence on its edge.

use super::{
    Anchor, Mark, Paint, Stroke, boxed,
    card::{GAP, RADIUS, form, name_at},
    circle, dashed, number,
    sizes::Sizes,
    solid, stroke, text_mark,
};
use crate::{
    draw::{ElementMark, MarkLook, Note, Severity, TextStyle},
    geometry::{Point, Rect, point},
    theme::Token,
};

/// Px beside the words of a note, both sides together.
const NOTE_AROUND: i32 = 14;

/// The size of a note.
pub(crate) fn note_size(text: &str) -> (i32, i32) {
    (TextStyle::Count.room(text) + NOTE_AROUND, 15)
}

fn color(look: MarkLook) -> Token {
    match look {
        MarkLook::Added | MarkLook::Done => Token::Ok,
        MarkLook::Changed | MarkLook::Waiting => Token::Changed,
        MarkLook::Replaced | MarkLook::Removed | MarkLook::Failed => Token::High,
        MarkLook::Working | MarkLook::Exposed | MarkLook::Reaches | MarkLook::Reached | MarkLook::Mutual => {
            Token::Accent
        }
        MarkLook::Pending
        | MarkLook::Undone
        | MarkLook::Meant
        | MarkLook::Unknown
        | MarkLook::Outbound
        | MarkLook::Accepted => Token::Ink3,
        MarkLook::Found(severity) => match severity {
            Severity::Critical => Token::Critical,
            Severity::High => Token::High,
            Severity::Medium => Token::Medium,
            Severity::Low => Token::Low,
        },
    }
}

fn border(look: MarkLook, width: f64) -> Stroke {
    let color = color(look);
    match look {
        MarkLook::Removed | MarkLook::Undone => dashed(color, width, 4.0, 3.0),
        MarkLook::Reached => dashed(color, width, 7.0, 3.0),
        MarkLook::Pending | MarkLook::Unknown => dashed(color, (width * 0.6).max(1.0), 2.0, 3.0),
        MarkLook::Outbound | MarkLook::Accepted => stroke(color, (width * 0.6).max(1.0)),
        _ => stroke(color, width),
    }
}

/// Whether it says little: it has no halo.
fn low(look: MarkLook) -> bool {
    matches!(
        look,
        MarkLook::Pending | MarkLook::Unknown | MarkLook::Outbound | MarkLook::Accepted | MarkLook::Meant
    )
}

/// The sign as a legend shows it: that of findings is their badge.
pub(super) fn sample(at: Point, look: MarkLook, marks: &mut Vec<Mark>) {
    if let MarkLook::Found(severity) = look {
        form(at, severity, 0.75, marks);
    }
    sign(at, look, 0.75, marks);
}

pub(super) fn mark(mark: &ElementMark, sizes: Sizes, marks: &mut Vec<Mark>) {
    let ElementMark { rect, look, frame, quiet, exposed, struck, warning, note } = mark;
    let halo = Stroke { paint: Paint { token: color(*look), opacity: 0.14 }, width: 6.0, dash: None };
    if !frame && !quiet && !low(*look) {
        marks.push(boxed(rect.inflate(4), RADIUS + 4.0, None, Some(halo)));
    }
    if *look == MarkLook::Removed && !frame {
        hatch(*rect, marks);
    }
    if *look != MarkLook::Meant {
        marks.push(boxed(*rect, RADIUS, None, Some(border(*look, if *quiet { 1.25 } else { 2.0 }))));
    }
    if !struck.is_empty() {
        strike(*rect, struck, sizes, marks);
    }
    if !quiet {
        sign(corner(*rect), *look, 1.0, marks);
    }
    if *exposed && !quiet {
        sign(self::exposed(*rect), MarkLook::Exposed, 1.0, marks);
    }
    if !warning.is_empty() {
        pill(*rect, warning, sizes, marks);
    }
    if let Some(note) = note {
        tag(note, *look, sizes, marks);
    }
}

/// Seen from afar: the border thicker, the sign as large as it was, no words.
pub(super) fn small(mark: &ElementMark, zoom: f64, marks: &mut Vec<Mark>) {
    let (width, scale) = ((1.5 / zoom).clamp(2.0, 8.0), (0.8 / zoom).clamp(1.0, 2.0));
    if mark.look != MarkLook::Meant {
        marks.push(boxed(mark.rect, RADIUS, None, Some(border(mark.look, width))));
    }
    if !mark.quiet && zoom >= 0.25 {
        sign(corner(mark.rect), mark.look, scale, marks);
        if mark.exposed {
            sign(exposed(mark.rect), MarkLook::Exposed, scale, marks);
        }
    }
}

/// Where the sign is that the internet reaches an element.
pub(crate) fn exposed(rect: Rect) -> Point {
    point(rect.x + 1, rect.y + 1)
}

/// Where the sign of an element is.
pub(crate) fn corner(rect: Rect) -> Point {
    point(rect.right() - 1, rect.y + 1)
}

/// A disc of 19 with a glyph. Of findings the badge is the sign.
fn sign(at: Point, look: MarkLook, scale: f64, marks: &mut Vec<Mark>) {
    let Some(d) = glyph(at, look, scale) else { return };
    let ring = Some(stroke(Token::Tile, 1.5 * scale));
    marks.push(circle(at, 9.5 * scale, Some(solid(color(look))), ring));
    // the lines of a globe lie near to each other
    let width = if look == MarkLook::Exposed { 1.1 } else { 1.7 };
    marks.push(Mark::Path { d, fill: None, stroke: Some(stroke(Token::Tile, width * scale)) });
}

fn glyph(at: Point, look: MarkLook, scale: f64) -> Option<String> {
    let (x, y) = (f64::from(at.x), f64::from(at.y));
    let at = |dx: f64, dy: f64| format!("{} {}", number(x + dx * scale), number(y + dy * scale));
    let arc = number(3.6 * scale);
    Some(match look {
        MarkLook::Added => format!("M{}L{}M{}L{}", at(0.0, -4.0), at(0.0, 4.0), at(-4.0, 0.0), at(4.0, 0.0)),
        MarkLook::Removed => format!("M{}L{}", at(-4.0, 0.0), at(4.0, 0.0)),
        MarkLook::Changed => format!(
            "M{}L{}L{}L{}L{}ZM{}L{}",
            at(-4.0, 4.0),
            at(-3.2, 1.0),
            at(1.8, -4.0),
            at(4.0, -1.8),
            at(-1.0, 3.2),
            at(0.4, -2.6),
            at(2.6, -0.4)
        ),
        MarkLook::Replaced => format!(
            "M{}A{arc} {arc} 0 1 1 {}M{}L{}L{}",
            at(3.6, 0.0),
            at(1.2, -3.4),
            at(4.0, -4.4),
            at(1.2, -3.4),
            at(2.2, -0.6)
        ),
        MarkLook::Done | MarkLook::Accepted => {
            format!("M{}L{}L{}", at(-3.8, 0.2), at(-1.1, 3.0), at(4.0, -2.8))
        }
        MarkLook::Failed => {
            format!("M{}L{}M{}L{}", at(-3.0, -3.0), at(3.0, 3.0), at(-3.0, 3.0), at(3.0, -3.0))
        }
        MarkLook::Working => format!("M{}A{arc} {arc} 0 1 1 {}", at(3.6, 0.0), at(0.0, -3.6)),
        MarkLook::Waiting => format!(
            "M{}L{}M{}L{}M{}L{}L{}M{}L{}L{}",
            at(-3.4, -4.2),
            at(3.4, -4.2),
            at(-3.4, 4.2),
            at(3.4, 4.2),
            at(-2.6, -4.2),
            at(0.0, 0.0),
            at(2.6, -4.2),
            at(-2.6, 4.2),
            at(0.0, 0.0),
            at(2.6, 4.2)
        ),
        MarkLook::Pending => format!("M{}L{}L{}", at(0.0, -3.4), at(0.0, 0.4), at(2.6, 2.0)),
        MarkLook::Undone => format!(
            "M{}L{}L{}M{}A{arc} {arc} 0 0 1 {}",
            at(-1.4, -4.2),
            at(-4.2, -1.6),
            at(-1.4, 1.0),
            at(-4.0, -1.6),
            at(0.6, 4.0)
        ),
        // a globe
        MarkLook::Exposed => {
            let (round, narrow) = (number(5.0 * scale), number(2.2 * scale));
            let (north, south) = (at(0.0, -5.0), at(0.0, 5.0));
            format!(
                "M{north}A{round} {round} 0 0 1 {south}A{round} {round} 0 0 1 {north}\
                 A{narrow} {round} 0 0 1 {south}A{narrow} {round} 0 0 1 {north}M{}L{}",
                at(-5.0, 0.0),
                at(5.0, 0.0)
            )
        }
        MarkLook::Outbound => format!(
            "M{}L{}M{}L{}L{}",
            at(-3.2, 3.2),
            at(3.2, -3.2),
            at(-1.4, -3.2),
            at(3.2, -3.2),
            at(3.2, 1.4)
        ),
        // away from a line, up to one, both ways
        MarkLook::Reaches => format!(
            "M{}L{}M{}L{}M{}L{}L{}",
            at(-4.4, -3.4),
            at(-4.4, 3.4),
            at(-2.0, 0.0),
            at(4.2, 0.0),
            at(1.2, -3.0),
            at(4.2, 0.0),
            at(1.2, 3.0)
        ),
        MarkLook::Reached => format!(
            "M{}L{}M{}L{}M{}L{}L{}",
            at(4.4, -3.4),
            at(4.4, 3.4),
            at(-4.2, 0.0),
            at(2.0, 0.0),
            at(-1.0, -3.0),
            at(2.0, 0.0),
            at(-1.0, 3.0)
        ),
        MarkLook::Mutual => format!(
            "M{}L{}L{}M{}L{}L{}",
            at(-4.0, -1.8),
            at(4.0, -1.8),
            at(1.8, -4.2),
            at(4.0, 1.8),
            at(-4.0, 1.8),
            at(-1.8, 4.2)
        ),
        MarkLook::Unknown => {
            let round = number(2.5 * scale);
            format!(
                "M{}A{round} {round} 0 1 1 {}L{}M{}L{}",
                at(-2.5, -1.8),
                at(0.0, 0.7),
                at(0.0, 1.6),
                at(0.0, 4.1),
                at(0.0, 4.3)
            )
        }
        MarkLook::Meant | MarkLook::Found(_) => return None,
    })
}

/// Lines from the lower left to the upper right, 6 apart, over all but the icon.
fn hatch(rect: Rect, marks: &mut Vec<Mark>) {
    let (left, right) = (rect.x + rect.h.min(rect.w / 2), rect.right() - 2);
    let (top, bottom) = (rect.y + 2, rect.bottom() - 2);
    if left >= right || top >= bottom {
        return;
    }
    let mut d = String::new();
    let mut sum = left + top + 6;
    while sum < right + bottom {
        // x + y = sum, cut to the rectangle
        let (x1, x2) = ((sum - bottom).max(left), (sum - top).min(right));
        d += &format!("M{x1} {}L{x2} {}", sum - x1, sum - x2);
        sum += 8;
    }
    let paint = Paint { token: Token::High, opacity: 0.3 };
    marks.push(Mark::Path { d, fill: None, stroke: Some(Stroke { paint, width: 1.0, dash: None }) });
}

fn strike(rect: Rect, name: &str, sizes: Sizes, marks: &mut Vec<Mark>) {
    let left = f64::from(rect.x + rect.h) + GAP;
    let room = f64::from(rect.right()) - GAP - left;
    let (line, name) = name_at(f64::from(rect.y) + f64::from(rect.h) / 2.0, name, room, sizes);
    let width = sizes.width(TextStyle::Name, &name);
    let y = line - 4.0 * sizes.scale(TextStyle::Name);
    let d = format!("M{} {}H{}", number(left - 1.0), number(y), number(left + width + 1.0));
    marks.push(Mark::Path { d, fill: None, stroke: Some(stroke(Token::Ink, 1.3)) });
}

/// Words on the mark's colour.
fn tag(note: &Note, look: MarkLook, sizes: Sizes, marks: &mut Vec<Mark>) {
    let Rect { x, y, w, h } = note.rect;
    let width = f64::from(w).max(sizes.width(TextStyle::Count, &note.text) + f64::from(NOTE_AROUND));
    marks.push(Mark::Rect {
        x: f64::from(x),
        y: f64::from(y),
        w: width,
        h: f64::from(h),
        radius: f64::from(h) / 2.0,
        fill: Some(solid(color(look))),
        stroke: Some(stroke(Token::Tile, 1.0)),
    });
    let scale = sizes.scale(TextStyle::Count);
    let at = (f64::from(x) + width / 2.0, f64::from(y) + f64::from(h) / 2.0 + 3.5 * scale);
    marks.push(text_mark(at, &note.text, TextStyle::Count, Token::Tile, Anchor::Middle, scale));
}

/// White on red: it may hide something, and must not be missed.
fn pill(rect: Rect, text: &str, sizes: Sizes, marks: &mut Vec<Mark>) {
    let width = sizes.width(TextStyle::Count, text) + 36.0;
    let x = f64::from(rect.x) + (f64::from(rect.w) - width) / 2.0;
    let y = f64::from(rect.bottom()) - 8.0;
    marks.push(Mark::Rect {
        x,
        y,
        w: width,
        h: 17.0,
        radius: 8.5,
        fill: Some(solid(Token::HighFill)),
        stroke: Some(stroke(Token::Tile, 1.0)),
    });
    let (cx, cy) = (x + 14.0, y + 8.5);
    let d = format!(
        "M{} {}l5 9h-10ZM{} {}v2.6M{} {}v0.6",
        number(cx),
        number(cy - 5.0),
        number(cx),
        number(cy - 1.4),
        number(cx),
        number(cy + 2.4)
    );
    marks.push(Mark::Path { d, fill: None, stroke: Some(stroke(Token::OnFill, 1.2)) });
    let scale = sizes.scale(TextStyle::Count);
    let at = (x + 24.0, y + 8.5 + 3.5 * scale);
    marks.push(text_mark(at, text, TextStyle::Count, Token::OnFill, Anchor::Start, scale));
}
