//! What lies over the drawing and changes with the pointer: selection, drop targets, what is being dragged.

use editor::{Overlay, Ring};
use engine::scene::{
    geometry::{Point, Rect},
    theme::{Rgb, Theme, Token},
};
use web_sys::CanvasRenderingContext2d;

/// Draws in the coordinates of the drawing; lines keep their width on the screen.
pub fn paint(overlay: &Overlay, context: &CanvasRenderingContext2d, zoom: f64, theme: Theme) {
    let pen = Pen { context, px: 1.0 / zoom, theme };
    if let Some(drop) = &overlay.drop {
        for rect in &drop.rects {
            pen.drop(*rect, drop.allowed);
        }
    }
    if let Some(trail) = &overlay.trail {
        trail.rings.iter().for_each(|ring| pen.passed(ring));
    }
    if let Some(hovered) = &overlay.hovered {
        pen.hovered(hovered);
    }
    for ring in &overlay.selected {
        pen.selected(ring);
    }
    for rect in &overlay.ghosts {
        pen.ghost(*rect);
    }
    if let Some(area) = &overlay.marquee {
        let fill = pen.color(Token::Accent, 0.08);
        context.set_fill_style_str(&fill);
        context.fill_rect(area.x, area.y, area.width, area.height);
        pen.stroke(Token::Accent, 1.0);
        context.stroke_rect(area.x, area.y, area.width, area.height);
    }
    if let Some(band) = &overlay.band {
        pen.stroke(if band.allowed { Token::Accent } else { Token::High }, 2.0);
        if let Some(target) = band.target {
            pen.around(target, 2.5, 10.0);
            context.stroke();
        }
        pen.dash(&[5.0, 4.0]);
        context.begin_path();
        context.move_to(band.from.x, band.from.y);
        context.line_to(band.to.x, band.to.y);
        context.stroke();
        pen.dash(&[]);
        pen.dots(&band.ports, 4.0);
    }
    pen.dots(&overlay.ports, 4.0);
    pen.handles(&overlay.handles);
}

struct Pen<'c> {
    context: &'c CanvasRenderingContext2d,
    /// A pixel of the screen.
    px: f64,
    theme: Theme,
}

impl Pen<'_> {
    fn color(&self, token: Token, opacity: f64) -> String {
        let Rgb(r, g, b) = token.rgb(self.theme);
        format!("rgba({r},{g},{b},{opacity})")
    }

    fn stroke(&self, token: Token, width: f64) {
        self.context.set_stroke_style_str(&self.color(token, 1.0));
        self.context.set_line_width(width * self.px);
    }

    fn dash(&self, lengths: &[f64]) {
        let lengths = lengths.iter().map(|length| wasm_bindgen::JsValue::from_f64(length * self.px));
        let _ = self.context.set_line_dash(&js_sys::Array::from_iter(lengths));
    }

    /// A path around a rectangle, `gap` px away.
    fn around(&self, rect: Rect, gap: f64, radius: f64) {
        let gap = gap * self.px;
        let (x, y) = (f64::from(rect.x) - gap, f64::from(rect.y) - gap);
        let (w, h) = (f64::from(rect.w) + 2.0 * gap, f64::from(rect.h) + 2.0 * gap);
        self.context.begin_path();
        let _ = self.context.round_rect_with_f64(x, y, w, h, radius);
    }

    fn selected(&self, ring: &Ring) {
        for rect in &ring.rects {
            self.around(*rect, 5.5, 12.0);
            self.context.set_stroke_style_str(&self.color(Token::Ring, 0.16));
            self.context.set_line_width(4.0 * self.px);
            self.context.stroke();
            self.around(*rect, 2.5, 10.0);
            self.stroke(Token::Ring, 2.0);
            self.context.stroke();
        }
        self.wires(&ring.wires);
    }

    fn hovered(&self, ring: &Ring) {
        for rect in &ring.rects {
            self.around(*rect, 0.0, 8.0);
            self.stroke(Token::Ink4, 1.25);
            self.context.stroke();
        }
        self.wires(&ring.wires);
    }

    /// What traffic passes: stronger than what a lens follows anyway.
    fn passed(&self, ring: &Ring) {
        for wire in &ring.wires {
            self.context.set_stroke_style_str(&self.color(Token::Accent, 0.22));
            self.context.set_line_width(9.0 * self.px);
            self.line(wire);
            self.stroke(Token::Accent, 3.0);
            self.line(wire);
        }
        for rect in &ring.rects {
            self.around(*rect, 1.5, 10.0);
            self.stroke(Token::Accent, 3.0);
            self.context.stroke();
        }
    }

    fn wires(&self, wires: &[Vec<Point>]) {
        self.stroke(Token::Accent, 2.0);
        wires.iter().for_each(|wire| self.line(wire));
    }

    fn line(&self, wire: &[Point]) {
        self.context.begin_path();
        for (index, at) in wire.iter().enumerate() {
            let (x, y) = (f64::from(at.x), f64::from(at.y));
            if index == 0 { self.context.move_to(x, y) } else { self.context.line_to(x, y) }
        }
        self.context.stroke();
    }

    fn drop(&self, rect: Rect, allowed: bool) {
        self.around(rect, 0.0, 8.0);
        if allowed {
            self.context.set_fill_style_str(&self.color(Token::Accent, 0.08));
            self.context.fill();
            self.stroke(Token::Accent, 2.0);
            self.context.stroke();
        } else {
            self.stroke(Token::High, 1.0);
            self.dash(&[4.0, 3.0]);
            self.context.stroke();
            self.dash(&[]);
        }
    }

    fn ghost(&self, rect: Rect) {
        self.around(rect, 0.0, 8.0);
        self.context.set_fill_style_str(&self.color(Token::Accent, 0.14));
        self.context.fill();
        self.stroke(Token::Accent, 1.5);
        self.context.stroke();
    }

    fn dots(&self, at: &[Point], radius: f64) {
        for at in at {
            self.context.begin_path();
            let (x, y) = (f64::from(at.x), f64::from(at.y));
            let _ = self.context.arc(x, y, radius * self.px, 0.0, std::f64::consts::TAU);
            self.context.set_fill_style_str(&self.color(Token::Panel, 1.0));
            self.context.fill();
            self.stroke(Token::Accent, 1.5);
            self.context.stroke();
        }
    }

    fn handles(&self, at: &[Point]) {
        let side = 8.0 * self.px;
        for at in at {
            let (x, y) = (f64::from(at.x) - side / 2.0, f64::from(at.y) - side / 2.0);
            self.context.set_fill_style_str(&self.color(Token::Panel, 1.0));
            self.context.fill_rect(x, y, side, side);
            self.stroke(Token::Accent, 2.0);
            self.context.stroke_rect(x, y, side, side);
        }
    }
}
