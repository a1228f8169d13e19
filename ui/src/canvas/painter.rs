//! Marks on a canvas: what `scene` lists is drawn as it is, at any camera.

use std::cell::{Cell, RefCell};

use engine::scene::{
    Scene,
    draw::Item,
    metrics::Font,
    paint::{self, Anchor, GREY, Mark, Paint, Stroke, ground, opacity, paint_at},
    symbol::{letters, look},
    theme::{Theme, Token},
};
use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, Path2d};

use super::icons::Icons;

/// A mark with what is costly to make of it.
struct Prepared {
    mark: Mark,
    path: Option<Path2d>,
}

impl Prepared {
    fn of(mark: Mark) -> Prepared {
        let path = match &mark {
            Mark::Path { d, .. } => Path2d::new_with_path_string(d).ok(),
            _ => None,
        };
        Prepared { mark, path }
    }
}

/// A drawing ready to be painted again and again.
#[derive(Default)]
pub struct Sheet {
    items: Vec<Item>,
    /// The marks of each item at one zoom, made when it is first seen.
    marks: RefCell<Vec<Option<Vec<Prepared>>>>,
    zoom: Cell<f64>,
}

impl Sheet {
    pub fn of(scene: &Scene) -> Sheet {
        let marks = scene.items.iter().map(|_| None).collect();
        Sheet { items: scene.items.clone(), marks: RefCell::new(marks), zoom: Cell::new(1.0) }
    }

    /// Draws these items. The context's transform leads from the drawing to the screen.
    pub fn paint(
        &self,
        context: &CanvasRenderingContext2d,
        items: &[usize],
        zoom: f64,
        theme: Theme,
        icons: &Icons,
    ) {
        let painter = Painter { context, theme, icons };
        let mut all = self.marks.borrow_mut();
        // from 100 % on everything is drawn alike
        let level = zoom.min(1.0);
        if self.zoom.replace(level).to_bits() != level.to_bits() {
            all.iter_mut().for_each(|marks| *marks = None);
        }
        for index in items {
            let Some(item) = self.items.get(*index) else { continue };
            if let Some(ground) = ground(item) {
                painter.mark(&Prepared::of(ground));
            }
            context.set_global_alpha(opacity(item));
            let Some(place) = all.get_mut(*index) else { continue };
            let marks =
                place.get_or_insert_with(|| paint_at(item, level).into_iter().map(Prepared::of).collect());
            marks.iter().for_each(|mark| painter.mark(mark));
        }
        context.set_global_alpha(1.0);
    }
}

/// Draws a thumbnail of a scene. The context's transform leads from the drawing to the screen, `zoom` times smaller.
pub fn miniature(context: &CanvasRenderingContext2d, items: &[Item], zoom: f64, theme: Theme, icons: &Icons) {
    let painter = Painter { context, theme, icons };
    let marks = items.iter().flat_map(|item| paint::miniature(item, zoom));
    marks.for_each(|mark| painter.mark(&Prepared::of(mark)));
}

struct Painter<'a> {
    context: &'a CanvasRenderingContext2d,
    theme: Theme,
    icons: &'a Icons,
}

impl Painter<'_> {
    fn mark(&self, prepared: &Prepared) {
        let context = self.context;
        match &prepared.mark {
            Mark::Rect { x, y, w, h, radius, fill, stroke } => {
                context.begin_path();
                if *radius > 0.0 {
                    let radius = radius.min(w / 2.0).min(h / 2.0);
                    let _ = context.round_rect_with_f64(*x, *y, *w, *h, radius);
                } else {
                    context.rect(*x, *y, *w, *h);
                }
                self.dress(*fill, *stroke, None);
            }
            Mark::Circle { x, y, r, fill, stroke } => {
                context.begin_path();
                let _ = context.arc(*x, *y, *r, 0.0, std::f64::consts::TAU);
                self.dress(*fill, *stroke, None);
            }
            Mark::Path { fill, stroke, .. } => {
                if let Some(path) = &prepared.path {
                    self.dress(*fill, *stroke, Some(path));
                }
            }
            Mark::Text { x, y, text, style, token, anchor, scale } => {
                let font = (style.font(), style.size() * scale, style.spacing());
                self.text(*x, *y, text, font, *token, *anchor);
            }
            Mark::Icon { symbol, x, y, size, corners } => self.icon(symbol, *x, *y, *size, *corners),
            Mark::Grey { x, y, size, corners } => self.grey(*x, *y, *size, *corners),
        }
    }

    fn color(&self, paint: Paint) -> String {
        let color = paint.token.rgb(self.theme);
        match paint.opacity {
            opacity if opacity < 1.0 => format!("rgba({},{},{},{opacity})", color.0, color.1, color.2),
            _ => color.to_string(),
        }
    }

    fn dress(&self, fill: Option<Paint>, stroke: Option<Stroke>, path: Option<&Path2d>) {
        let context = self.context;
        if let Some(fill) = fill {
            context.set_fill_style_str(&self.color(fill));
            match path {
                Some(path) => context.fill_with_path_2d(path),
                None => context.fill(),
            }
        }
        if let Some(Stroke { paint, width, dash }) = stroke {
            context.set_stroke_style_str(&self.color(paint));
            context.set_line_width(width);
            let dashed = dash.is_some();
            if let Some((on, off)) = dash {
                let _ = context.set_line_dash(&js_sys::Array::of2(&on.into(), &off.into()));
            }
            match path {
                Some(path) => context.stroke_with_path(path),
                None => context.stroke(),
            }
            if dashed {
                let _ = context.set_line_dash(&js_sys::Array::new());
            }
        }
    }

    fn text(
        &self,
        x: f64,
        y: f64,
        text: &str,
        (font, size, spacing): (Font, f64, f64),
        token: Token,
        anchor: Anchor,
    ) {
        let family = match font {
            Font::Inter(_) => "Inter, system-ui, sans-serif",
            Font::Mono(_) => "'JetBrains Mono', monospace",
        };
        let context = self.context;
        context.set_font(&format!("{} {size}px {family}", font.weight()));
        // not in every web view; text is then a hair wider
        let _ = js_sys::Reflect::set(
            context.as_ref(),
            &JsValue::from_str("letterSpacing"),
            &JsValue::from_str(&format!("{}px", spacing * size)),
        );
        context.set_text_align(match anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        context.set_fill_style_str(&token.rgb(self.theme).to_string());
        let _ = context.fill_text(text, x, y);
    }

    fn grey(&self, x: f64, y: f64, size: f64, corners: [f64; 4]) {
        let context = self.context;
        let _ = context.set_global_composite_operation("saturation");
        self.square(x, y, size, corners);
        context.set_fill_style_str(&self.color(Paint { token: Token::OnFill, opacity: GREY }));
        context.fill();
        let _ = context.set_global_composite_operation("source-over");
    }

    /// The path of an icon's square.
    fn square(&self, x: f64, y: f64, size: f64, corners: [f64; 4]) {
        self.context.begin_path();
        let radii = js_sys::Array::from_iter(corners.iter().map(|r| JsValue::from_f64(*r)));
        let _ = self.context.round_rect_with_f64_sequence(x, y, size, size, &radii);
    }

    fn icon(&self, symbol: &str, x: f64, y: f64, size: f64, corners: [f64; 4]) {
        let context = self.context;
        if let Some(image) = self.icons.image(symbol) {
            context.save();
            if corners.iter().any(|r| *r > 0.0) {
                self.square(x, y, size, corners);
                context.clip();
            }
            let _ = context.draw_image_with_html_canvas_element_and_dw_and_dh(&image, x, y, size, size);
            context.restore();
            return;
        }
        let known = look(symbol);
        let color = known.map_or(Token::CategoryGeneral, |look| look.color);
        let word = known.map_or_else(|| letters(symbol), |look| look.letters.to_owned());
        self.square(x, y, size, corners);
        context.set_fill_style_str(&color.rgb(self.theme).to_string());
        context.fill();
        let font = Font::Inter(650);
        let letter = (size * 0.36).min(size * 0.8 / font.width(&word, 1.0, 0.0).max(0.1));
        let (middle, line) = (x + size / 2.0, y + size / 2.0 + letter * 0.36);
        self.text(middle, line, &word, (font, letter, 0.0), Token::OnFill, Anchor::Middle);
    }
}
