//! A drawing at small scale, for a card of the gallery.

use std::rc::Rc;

use engine::scene::{
    Scene,
    theme::{Theme, Token},
};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::{icons::Icons, painter::miniature};

/// Paints the whole drawing into a canvas, again when icons arrive.
pub fn show(canvas: HtmlCanvasElement, scene: &Scene, theme: Theme) {
    let items = scene.items.clone();
    let size = (f64::from(scene.width.max(1)), f64::from(scene.height.max(1)));
    let paint = move |icons: &Icons| {
        let bounds = canvas.get_bounding_client_rect();
        let dots = 2.0;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // pixels of a card
        let pixels = |length: f64| (length * dots).clamp(1.0, 4096.0) as u32;
        canvas.set_width(pixels(bounds.width()));
        canvas.set_height(pixels(bounds.height()));
        let context = canvas.get_context("2d").ok().flatten();
        let Some(context) = context.and_then(|it| it.dyn_into::<CanvasRenderingContext2d>().ok()) else {
            return;
        };
        let (width, height) = (bounds.width() * dots, bounds.height() * dots);
        context.set_fill_style_str(&Token::Canvas.rgb(theme).to_string());
        context.fill_rect(0.0, 0.0, width, height);
        let scale = ((width - 24.0) / size.0).min((height - 24.0) / size.1);
        let (x, y) = ((width - size.0 * scale) / 2.0, (height - size.1 * scale) / 2.0);
        let _ = context.set_transform(scale, 0.0, 0.0, scale, x, y);
        miniature(&context, &items, scale / dots, theme, icons);
    };
    let paint = Rc::new(paint);
    let again = Rc::new(std::cell::OnceCell::<Icons>::new());
    let (later, of) = (paint.clone(), again.clone());
    let icons = Icons::new(move || {
        if let Some(icons) = of.get() {
            later(icons);
        }
    });
    let icons = again.get_or_init(|| icons);
    paint(icons);
}
