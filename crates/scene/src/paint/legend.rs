//! The legend: each sample as it looks in the drawing, with what it means.

use super::{Anchor, Mark, boxed, mark, sizes::Sizes, solid, stroke, text_mark, wire};
use crate::{
    draw::{Course, TextStyle, Wire, WireLook},
    geometry::{Point, Rect, point, rect},
    legend::{HEADING, Legend, ROW, Sample, WORDS},
    theme::Token,
};

/// Length of the sample of a wire.
const WIRE: i32 = 26;

pub(super) fn legend(rect: Rect, columns: usize, legend: &Legend, sizes: Sizes, marks: &mut Vec<Mark>) {
    let text = |at: (f64, f64), text: &str, style: TextStyle| {
        text_mark(at, text, style, Token::Ink3, Anchor::Start, sizes.scale(style))
    };
    let (x, y) = (f64::from(rect.x), f64::from(rect.y));
    if !legend.title.is_empty() {
        marks.push(text((x, y + 8.0), &legend.title.to_uppercase(), TextStyle::Caption));
    }
    let mut x = rect.x;
    for (column, width) in legend.columns(columns) {
        let mut y = rect.y + HEADING + ROW / 2;
        for row in column {
            sample(row.sample, point(x, y), marks);
            let line = f64::from(y) + 3.5 * sizes.scale(TextStyle::Spec);
            marks.push(text((f64::from(x + WORDS), line), &row.words, TextStyle::Spec));
            y += ROW;
        }
        x += width;
    }
}

fn sample(sample: Sample, at: Point, marks: &mut Vec<Mark>) {
    let line = |look: WireLook, traced: Option<Course>| Wire {
        points: vec![at, point(at.x + WIRE, at.y)],
        look,
        arrow: look != WireLook::Attached,
        ring: false,
        traced,
        sharp: Vec::new(),
    };
    match sample {
        Sample::Wire(look) => wire::wire(&line(look, None), false, marks),
        Sample::Way(course) => wire::wire(&line(WireLook::Traffic, Some(course)), false, marks),
        Sample::Heat(heat) => {
            let at = rect(at.x, at.y - 5, WIRE, 10);
            marks.push(boxed(at, 3.0, Some(solid(heat.fill())), Some(stroke(Token::TileLine, 1.0))));
        }
        Sample::Sign(look) => mark::sample(point(at.x + WIRE / 2, at.y), look, marks),
    }
}
