//! Items seen from afar: less of each, so that what is left stays legible. No text is drawn under 9 px.

use super::{Mark, boxed, card, frame, full, icon, mark, paint, sizes::Sizes, solid, stroke};
use crate::{
    cost::Heat,
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
    /// Icons, names, prices and badges.
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
            zoom if zoom >= 0.7 => Level::Full,
            zoom if zoom >= 0.5 => Level::Names,
            zoom if zoom >= 0.25 => Level::Icons,
            _ => Level::Tiles,
        }
    }
}

/// The constant size of a frame's label, in px on the screen.
const LABEL: f64 = 11.0;

/// The marks of an item at a zoom.
pub fn paint_at(item: &Item, zoom: f64) -> Vec<Mark> {
    let level = Level::at(zoom);
    let sizes = Sizes::at(zoom);
    if level == Level::Full {
        return full(item, sizes);
    }
    let mut marks = Vec::new();
    match &item.shape {
        Shape::Frame(frame) if level == Level::Names => frame::frame(frame, sizes, &mut marks),
        Shape::Frame(frame) => {
            frame::small(frame, (LABEL / TextStyle::FrameLabel.size() / zoom).max(1.0), &mut marks);
        }
        Shape::Card(card) => small_card(card, level, sizes, &mut marks),
        Shape::Gate { rect, symbol, .. } if level < Level::Tiles => {
            marks.push(boxed(*rect, 7.0, Some(solid(Token::Tile)), Some(stroke(Token::Vpc, 1.5))));
            let (x, y, size) = (f64::from(rect.x) + 4.0, f64::from(rect.y) + 4.0, f64::from(rect.w) - 8.0);
            marks.push(Mark::Icon { symbol: symbol.clone(), x, y, size, corners: [0.0; 4] });
        }
        Shape::Gate { rect, .. } => marks.push(boxed(*rect, 7.0, Some(solid(Token::Vpc)), None)),
        Shape::Wire(_) | Shape::Junction { .. } if level == Level::Tiles => {}
        Shape::Wire(_) | Shape::Junction { .. } | Shape::Icon { .. } => marks = paint(item),
        Shape::Badge { .. } if level == Level::Names => marks = full(item, sizes),
        // its form says how bad it is, its number would be too small to read
        Shape::Badge { at, severity, .. } if level < Level::Tiles => {
            card::form(*at, *severity, 1.6, &mut marks);
        }
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

fn small_card(it: &Card, level: Level, sizes: Sizes, marks: &mut Vec<Mark>) {
    let Rect { x, y, w, h } = it.rect;
    if level == Level::Tiles {
        let own = || look(&it.symbol).map_or(Token::CategoryGeneral, |look| look.color);
        let border = it.heat.map(|_| stroke(Token::Ink4, 1.0));
        let color = it.heat.map_or_else(own, Heat::fill);
        marks.push(boxed(it.rect, 8.0, Some(solid(color)), border));
        return;
    }
    let fill = it.heat.unwrap_or(Heat::Cold).fill();
    marks.push(boxed(it.rect, 8.0, Some(solid(fill)), Some(stroke(Token::TileLine, 1.0))));
    let (left, top, side) = (f64::from(x), f64::from(y), f64::from(h));
    let named = level == Level::Names;
    let at = if named { left } else { left + (f64::from(w) - side) / 2.0 };
    let corners = if named { [8.0, 0.0, 0.0, 8.0] } else { [8.0; 4] };
    icon(&it.symbol, (at, top, side), corners, it.heat.is_some(), marks);
    if named {
        let room = (left + side + 5.0, left + f64::from(w) - 3.0);
        card::lines(room, top + side / 2.0, (&it.name, "", &it.price), it.heat, sizes, marks);
    }
}

/// An item of a thumbnail: frames, wires and icons, which stay visible however small they are; no words.
pub fn miniature(item: &Item, zoom: f64) -> Vec<Mark> {
    let mut marks = Vec::new();
    let large = |rect: Rect, symbol: &str| {
        let side = f64::from(rect.h) * 1.4;
        let (x, y) =
            (f64::from(rect.x) + f64::from(rect.w) / 2.0, f64::from(rect.y) + f64::from(rect.h) / 2.0);
        Mark::Icon {
            symbol: symbol.to_owned(),
            x: x - side / 2.0,
            y: y - side / 2.0,
            size: side,
            corners: [8.0; 4],
        }
    };
    match &item.shape {
        Shape::Frame(it) => frame::border(it, &mut marks),
        Shape::Card(card) => {
            // wires end at the card, not at its icon
            marks.push(boxed(card.rect, 8.0, Some(solid(Token::Tile)), Some(stroke(Token::TileLine, 1.0))));
            marks.push(large(card.rect, &card.symbol));
        }
        Shape::Gate { rect, symbol, .. } => {
            marks.push(boxed(rect.inflate(8), 8.0, Some(solid(Token::Tile)), None));
            marks.push(large(*rect, symbol));
        }
        Shape::Icon { .. } | Shape::Wire(_) => marks = paint(item),
        Shape::Actor { .. } => {
            marks = paint(item).into_iter().filter(|mark| !matches!(mark, Mark::Text { .. })).collect();
        }
        _ => {}
    }
    for mark in &mut marks {
        if let Mark::Rect { stroke: Some(stroke), .. } | Mark::Path { stroke: Some(stroke), .. } = mark {
            let thicker = (0.8 / (stroke.width * zoom)).max(1.0);
            stroke.width *= thicker;
            stroke.dash = stroke.dash.map(|(on, off)| (on * thicker, off * thicker));
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::{super::sizes::SMALLEST, *};
    use crate::{
        draw::{ActorGlyph, ElementMark, Frame, FrameLook, MarkLook, Note, Severity, Standby, WireLook},
        geometry::{point, rect},
        legend::{Legend, Row, Sample},
    };

    fn card() -> Item {
        let card = Card {
            rect: rect(0, 0, 140, 44),
            symbol: "rds_instance".to_owned(),
            name: "Orders database".to_owned(),
            spec: "gp3 · PostgreSQL 17".to_owned(),
            price: "$4.90".to_owned(),
            standby: None,
            elsewhere: false,
            heat: None,
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
            tint: None,
            heat: None,
            subtotal: None,
            sum: String::new(),
            free: 0,
        };
        Item::new(Vec::new(), Shape::Frame(frame))
    }

    /// One of each shape that has words.
    fn everything() -> Vec<Item> {
        let Shape::Card(plain) = card().shape else { unreachable!() };
        let standby = Standby { name: "Standby".into(), spec: "takes over".into(), link: "sync".into() };
        let text = "443".to_owned();
        let shapes = vec![
            Shape::Card(Card { rect: rect(0, 0, 440, 44), standby: Some(standby), ..plain }),
            Shape::Actor { rect: rect(0, 0, 64, 56), glyph: ActorGlyph::People, name: "Customers".into() },
            Shape::Gate { rect: rect(0, 0, 30, 30), symbol: "internet_gateway".into(), name: "Way".into() },
            Shape::Chip { rect: rect(0, 0, 26, 15), text: text.clone() },
            Shape::Policy { rect: rect(0, 0, 60, 17), text: text.clone() },
            Shape::Count { rect: rect(0, 0, 20, 20), text: text.clone() },
            Shape::Badge { at: point(0, 0), severity: Severity::High, count: 3 },
            Shape::Caption { at: point(0, 0), text: text.clone() },
            Shape::Legend {
                rect: rect(0, 0, 90, 60),
                columns: 1,
                legend: Legend {
                    title: text.clone(),
                    rows: vec![Row::new(Sample::Wire(WireLook::Traffic), text)],
                },
            },
            Shape::Mark(ElementMark {
                rect: rect(0, 0, 140, 44),
                look: MarkLook::Replaced,
                frame: false,
                quiet: false,
                exposed: true,
                struck: String::new(),
                warning: "data is deleted".into(),
                note: Some(Note { rect: rect(4, 36, 90, 15), text: "internet: 443".into() }),
            }),
        ];
        let mut all: Vec<Item> = shapes.into_iter().map(|shape| Item::new(Vec::new(), shape)).collect();
        all.extend([card(), frame()]);
        all
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
        for zoom in [0.99, 0.9, 0.79, 0.7, 0.6, 0.5, 0.4, 0.25, 0.1] {
            for item in everything() {
                let small = texts(&item, zoom).into_iter().find(|(size, _)| *size < SMALLEST - 1e-9);
                assert_eq!(small, None, "at {zoom}");
            }
        }
    }

    #[test]
    fn a_card_keeps_name_and_price_down_to_half_size() {
        for (zoom, spec) in [(1.0, true), (0.8, true), (0.7, true), (0.6, false), (0.5, false)] {
            let told: Vec<String> = texts(&card(), zoom).into_iter().map(|(_, text)| text).collect();
            assert!(told.iter().any(|text| text.starts_with("Orders")), "{zoom}: {told:?}");
            assert!(told.contains(&"$4.90".to_owned()), "{zoom}: {told:?}");
            assert_eq!(told.iter().any(|text| text.starts_with("gp3")), spec, "{zoom}: {told:?}");
        }
    }

    #[test]
    fn an_address_is_drawn_where_it_has_room_to_be_read() {
        let Shape::Frame(plain) = frame().shape else { unreachable!() };
        let told = |free: i32, zoom: f64| {
            let item = Item::new(Vec::new(), Shape::Frame(Frame { free, ..plain.clone() }));
            texts(&item, zoom).len()
        };
        assert_eq!((told(0, 1.0), told(0, 0.8), told(40, 0.8)), (2, 1, 2));
    }

    #[test]
    fn a_thumbnail_has_no_words_and_lines_that_can_be_seen() {
        for item in everything() {
            let marks = miniature(&item, 0.15);
            assert!(!marks.iter().any(|mark| matches!(mark, Mark::Text { .. })), "{:?}", item.shape);
        }
        let border = miniature(&frame(), 0.1);
        let Some(Mark::Rect { stroke: Some(stroke), .. }) = border.first() else { panic!("{border:?}") };
        assert!((stroke.width * 0.1 - 0.8).abs() < 1e-9);
    }

    #[test]
    fn less_is_drawn_the_further_away_it_is() {
        assert_eq!(texts(&card(), 1.0).len(), 3);
        assert_eq!(texts(&card(), 0.6).len(), 2);
        assert!(texts(&card(), 0.3).is_empty());
        let label = texts(&frame(), 0.3);
        assert_eq!(label.len(), 1);
        assert!((label[0].0 - LABEL).abs() < 1e-9 && label[0].1 == "VPC", "{label:?}");
    }
}
