//! Marks on a canvas: what `scene` lists is drawn as it is, at any camera.

use editor::Area;
use engine::scene::{
    Scene,
    metrics::Font,
    paint::{Anchor, Mark, Paint, Stroke, paint},
    symbol::{letters, look},
    theme::{Theme, Token},
};
use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, Path2d};

use super::icons::Icons;

/// A mark with what is costly to make of it.
struct Prepared {
    mark: Mark,
    area: Area,
    path: Option<Path2d>,
}

/// A drawing ready to be painted again and again.
pub struct Picture {
    marks: Vec<Prepared>,
}

impl Picture {
    pub fn of(scene: &Scene) -> Picture {
        let marks = scene.items.iter().flat_map(paint).map(|mark| {
            let path = match &mark {
                Mark::Path { d, .. } => Path2d::new_with_path_string(d).ok(),
                _ => None,
            };
            Prepared { area: extent(&mark), path, mark }
        });
        Picture { marks: marks.collect() }
    }

    /// Draws what lies in `seen`. The context's transform leads from the drawing to the screen.
    pub fn paint(&self, context: &CanvasRenderingContext2d, seen: Area, theme: Theme, icons: &Icons) {
        let painter = Painter { context, theme, icons };
        for prepared in self.marks.iter().filter(|prepared| prepared.area.meets(seen)) {
            painter.mark(prepared);
        }
    }
}

/// Where a mark can leave colour, generously.
fn extent(mark: &Mark) -> Area {
    let everywhere = Area { x: -1e6, y: -1e6, width: 2e6, height: 2e6 };
    match mark {
        Mark::Rect { x, y, w, h, .. } => Area { x: x - 4.0, y: y - 4.0, width: w + 8.0, height: h + 8.0 },
        Mark::Circle { x, y, r, .. } => {
            Area { x: x - r - 4.0, y: y - r - 4.0, width: 2.0 * r + 8.0, height: 2.0 * r + 8.0 }
        }
        Mark::Icon { x, y, size, .. } => Area { x: *x, y: *y, width: *size, height: *size },
        Mark::Text { x, y, text, style, anchor, .. } => {
            let width = style.width(text) + 4.0;
            let left = match anchor {
                Anchor::Start => *x,
                Anchor::Middle => x - width / 2.0,
                Anchor::End => x - width,
            };
            Area { x: left - 2.0, y: y - 14.0, width: width + 4.0, height: 20.0 }
        }
        Mark::Path { d, .. } => path_extent(d).unwrap_or(everywhere),
    }
}

/// The box around the numbers of a path in absolute coordinates with `M`, `L`, `H`, `V`, `Q`, `A`, `C` and `Z`.
fn path_extent(d: &str) -> Option<Area> {
    let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    let mut letter = 'M';
    let mut index = 0_usize;
    let mut number = String::new();
    let mut take = |number: &mut String, letter: char, index: &mut usize| -> Option<()> {
        if number.is_empty() {
            return Some(());
        }
        let value: f64 = number.parse().ok()?;
        number.clear();
        // an arc's radii, angle and flags are no coordinates
        let place = *index % if letter == 'A' { 7 } else { 2 };
        *index += 1;
        let across = match letter {
            'H' => true,
            'V' => false,
            'A' if place < 5 => return Some(()),
            'A' => place == 5,
            _ => place == 0,
        };
        if across {
            (left, right) = (left.min(value), right.max(value));
        } else {
            (top, bottom) = (top.min(value), bottom.max(value));
        }
        Some(())
    };
    for c in d.chars() {
        match c {
            'A'..='Z' => {
                take(&mut number, letter, &mut index)?;
                (letter, index) = (c, 0);
            }
            '0'..='9' | '.' => number.push(c),
            '-' => {
                take(&mut number, letter, &mut index)?;
                number.push(c);
            }
            _ => take(&mut number, letter, &mut index)?,
        }
    }
    take(&mut number, letter, &mut index)?;
    (left <= right && top <= bottom).then_some(Area {
        x: left - 12.0,
        y: top - 12.0,
        width: right - left + 24.0,
        height: bottom - top + 24.0,
    })
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
            Mark::Text { x, y, text, style, token, anchor } => {
                self.text(*x, *y, text, (style.font(), style.size(), style.spacing()), *token, *anchor);
            }
            Mark::Icon { symbol, x, y, size, corners } => self.icon(symbol, *x, *y, *size, *corners),
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

    fn icon(&self, symbol: &str, x: f64, y: f64, size: f64, corners: [f64; 4]) {
        let context = self.context;
        if let Some(image) = self.icons.image(symbol) {
            context.save();
            if corners.iter().any(|r| *r > 0.0) {
                context.begin_path();
                let radii = js_sys::Array::from_iter(corners.iter().map(|r| JsValue::from_f64(*r)));
                let _ = context.round_rect_with_f64_sequence(x, y, size, size, &radii);
                context.clip();
            }
            let _ = context.draw_image_with_html_canvas_element_and_dw_and_dh(&image, x, y, size, size);
            context.restore();
            return;
        }
        let known = look(symbol);
        let color = known.map_or(Token::CategoryGeneral, |look| look.color);
        let word = known.map_or_else(|| letters(symbol), |look| look.letters.to_owned());
        context.begin_path();
        let radii = js_sys::Array::from_iter(corners.iter().map(|r| JsValue::from_f64(*r)));
        let _ = context.round_rect_with_f64_sequence(x, y, size, size, &radii);
        context.set_fill_style_str(&color.rgb(self.theme).to_string());
        context.fill();
        let font = Font::Inter(650);
        let letter = (size * 0.36).min(size * 0.8 / font.width(&word, 1.0, 0.0).max(0.1));
        let (middle, line) = (x + size / 2.0, y + size / 2.0 + letter * 0.36);
        self.text(middle, line, &word, (font, letter, 0.0), Token::OnFill, Anchor::Middle);
    }
}
