//! What lies over the drawing and changes with the pointer: selection, drop targets, what is being dragged.

use engine::scene::{
    geometry::{Point, Rect},
    theme::{Theme, Token},
};
use web_sys::CanvasRenderingContext2d;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overlay {
    /// Cards and frames that are selected.
    pub rings: Vec<Rect>,
    /// Connections that are selected.
    pub wires: Vec<Vec<Point>>,
}

impl Overlay {
    /// Draws in the coordinates of the drawing; lines keep their width on the screen.
    pub fn paint(&self, context: &CanvasRenderingContext2d, zoom: f64, theme: Theme) {
        let px = 1.0 / zoom;
        let ring = Token::Ring.rgb(theme);
        for rect in &self.rings {
            let around = |gap: f64, radius: f64| {
                context.begin_path();
                let (x, y) = (f64::from(rect.x) - gap, f64::from(rect.y) - gap);
                let (w, h) = (f64::from(rect.w) + 2.0 * gap, f64::from(rect.h) + 2.0 * gap);
                let _ = context.round_rect_with_f64(x, y, w, h, radius);
            };
            around(5.5 * px, 12.0);
            context.set_stroke_style_str(&format!("rgba({},{},{},0.16)", ring.0, ring.1, ring.2));
            context.set_line_width(4.0 * px);
            context.stroke();
            around(2.5 * px, 10.0);
            context.set_stroke_style_str(&ring.to_string());
            context.set_line_width(2.0 * px);
            context.stroke();
        }
        context.set_stroke_style_str(&Token::Accent.rgb(theme).to_string());
        context.set_line_width(2.0 * px);
        for wire in &self.wires {
            context.begin_path();
            for (index, at) in wire.iter().enumerate() {
                let (x, y) = (f64::from(at.x), f64::from(at.y));
                if index == 0 { context.move_to(x, y) } else { context.line_to(x, y) }
            }
            context.stroke();
        }
    }
}
