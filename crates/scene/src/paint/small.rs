//! Items seen from afar: less of each, so that what is left stays legible. No text is drawn under 9 px.

use super::{Anchor, Mark, boxed, frame, mark, paint, solid, stroke, text_mark};
use crate::{
    draw::{Card, Item, Shape, TextStyle},
    geometry::Rect,
    symbol::look,
    theme::Token,
};

/// How much of an item is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Everything.
    Full,
    /// Icons, names and badges.
    Names,
    /// Icons; frames keep their labels.
    Icons,
    /// Frames with coloured tiles in them.
    Tiles,
}

impl Level {
    /// The level for a zoom; 1 is 100 %.
    pub fn at(zoom: f64) -> Level {
        match zoom {
            zoom if zoom >= 0.8 => Level::Full,
            zoom if zoom >= 0.5 => Level::Names,
            zoom if zoom >= 0.25 => Level::Icons,
            _ => Level::Tiles,
        }
    }
}

/// Smallest size of a name, and the constant size of a frame's label, in px on the screen.
const SMALLEST: f64 = 9.0;
const LABEL: f64 = 11.0;

/// The marks of an item at a zoom.
pub fn paint_at(item: &Item, zoom: f64) -> Vec<Mark> {
    let level = Level::at(zoom);
    if level == Level::Full {
        return paint(item);
    }
    let mut marks = Vec::new();
    match &item.shape {
        Shape::Frame(frame) => {
            frame::small(frame, (LABEL / TextStyle::FrameLabel.size() / zoom).max(1.0), &mut marks);
        }
        Shape::Card(card) => small_card(card, level, zoom, &mut marks),
        Shape::Gate { rect, symbol, .. } if level < Level::Tiles => {
            marks.push(boxed(*rect, 7.0, Some(solid(Token::Tile)), Some(stroke(Token::Vpc, 1.5))));
            let (x, y, size) = (f64::from(rect.x) + 4.0, f64::from(rect.y) + 4.0, f64::from(rect.w) - 8.0);
            marks.push(Mark::Icon { symbol: symbol.clone(), x, y, size, corners: [0.0; 4] });
        }
        Shape::Gate { rect, .. } => marks.push(boxed(*rect, 7.0, Some(solid(Token::Vpc)), None)),
        Shape::Wire(_) | Shape::Junction { .. } if level == Level::Tiles => {}
        Shape::Wire(_) | Shape::Junction { .. } | Shape::Icon { .. } => marks = paint(item),
        Shape::Badge { .. } if level < Level::Tiles => marks = paint(item),
        Shape::Mark(it) => mark::small(it, zoom, &mut marks),
        Shape::Actor { .. } if level == Level::Names => {
            marks = paint(item).into_iter().filter(|mark| !matches!(mark, Mark::Text { .. })).collect();
        }
        Shape::Actor { rect, .. } => {
            marks.push(boxed(*rect, 8.0, Some(solid(Token::Tile)), Some(stroke(Token::Ink4, 1.0))));
        }
        Shape::Count { rect, .. } => {
            marks.push(boxed(*rect, 8.0, Some(solid(Token::Tile)), Some(stroke(Token::TileLine, 1.0))));
        }
        // words that would be too small to read
        Shape::Badge { .. }
        | Shape::Chip { .. }
        | Shape::Policy { .. }
        | Shape::Caption { .. }
        | Shape::Legend { .. } => {}
    }
    marks
}

fn small_card(card: &Card, level: Level, zoom: f64, marks: &mut Vec<Mark>) {
    let Rect { x, y, w, h } = card.rect;
    if level == Level::Tiles {
        let color = look(&card.symbol).map_or(Token::CategoryGeneral, |look| look.color);
        marks.push(boxed(card.rect, 8.0, Some(solid(color)), None));
        return;
    }
    marks.push(boxed(card.rect, 8.0, Some(solid(Token::Tile)), Some(stroke(Token::TileLine, 1.0))));
    let (left, top, side) = (f64::from(x), f64::from(y), f64::from(h));
    let named = level == Level::Names;
    let at = if named { left } else { left + (f64::from(w) - side) / 2.0 };
    let corners = if named { [8.0, 0.0, 0.0, 8.0] } else { [8.0; 4] };
    marks.push(Mark::Icon { symbol: card.symbol.clone(), x: at, y: top, size: side, corners });
    if named {
        let style = TextStyle::Name;
        let scale = (SMALLEST / (style.size() * zoom)).max(1.0);
        let text = style.fit(&card.name, (f64::from(w - h) - 16.0) / scale);
        let line = top + side / 2.0 + 4.0 * scale;
        let mut mark = text_mark(left + side + 9.0, line, &text, style, Token::Ink, Anchor::Start);
        if let Mark::Text { scale: size, .. } = &mut mark {
            *size = scale;
        }
        marks.push(mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        draw::{Frame, FrameLook},
        geometry::rect,
    };

    fn card() -> Item {
        let card = Card {
            rect: rect(0, 0, 140, 44),
            symbol: "rds_instance".to_owned(),
            name: "Orders database".to_owned(),
            spec: "PostgreSQL".to_owned(),
            price: "$374.90".to_owned(),
            standby: None,
            elsewhere: false,
        };
        Item::new(Vec::new(), Shape::Card(card))
    }

    fn frame() -> Item {
        let frame = Frame {
            rect: rect(0, 0, 900, 400),
            look: FrameLook::Vpc,
            label: "VPC".to_owned(),
            detail: "10.0.0.0/16".to_owned(),
            note: String::new(),
            detail_x: None,
            centered: false,
        };
        Item::new(Vec::new(), Shape::Frame(frame))
    }

    /// Size in px on the screen, and the text.
    fn texts(item: &Item, zoom: f64) -> Vec<(f64, String)> {
        let of = |mark: Mark| match mark {
            Mark::Text { text, style, scale, .. } => Some((style.size() * scale * zoom, text)),
            _ => None,
        };
        paint_at(item, zoom).into_iter().filter_map(of).collect()
    }

    #[test]
    fn no_text_is_drawn_under_nine_px() {
        for zoom in [0.79, 0.6, 0.5, 0.4, 0.25, 0.1] {
            for item in [card(), frame()] {
                let small = texts(&item, zoom).into_iter().find(|(size, _)| *size < SMALLEST - 1e-9);
                assert_eq!(small, None, "at {zoom}");
            }
        }
    }

    #[test]
    fn less_is_drawn_the_further_away_it_is() {
        assert_eq!(texts(&card(), 1.0).len(), 3);
        assert_eq!(texts(&card(), 0.6).len(), 1);
        assert!(texts(&card(), 0.3).is_empty());
        let label = texts(&frame(), 0.3);
        assert_eq!(label.len(), 1);
        assert!((label[0].0 - LABEL).abs() < 1e-9 && label[0].1 == "VPC", "{label:?}");
    }
}
