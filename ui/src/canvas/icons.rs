//! AWS's icons as bitmaps, loaded once each.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use leptos::prelude::document;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

/// Pixels of a bitmap's side: twice the largest icon on a card at 100 %.
const SIDE: u32 = 96;

enum Icon {
    Loading,
    There(HtmlCanvasElement),
    /// The package of icons is not there: tiles carry letters.
    Missing,
}

/// All icons asked for so far.
#[derive(Clone)]
pub struct Icons {
    loaded: Rc<RefCell<BTreeMap<String, Icon>>>,
    /// Called when one more is there.
    arrived: Rc<dyn Fn()>,
}

impl Icons {
    pub fn new(arrived: impl Fn() + 'static) -> Icons {
        Icons { loaded: Rc::default(), arrived: Rc::new(arrived) }
    }

    /// The bitmap of a symbol; `None` while it loads, or when there is none.
    pub fn image(&self, symbol: &str) -> Option<HtmlCanvasElement> {
        match self.loaded.borrow().get(symbol) {
            Some(Icon::There(image)) => return Some(image.clone()),
            Some(Icon::Loading | Icon::Missing) => return None,
            None => {}
        }
        self.load(symbol);
        None
    }

    fn load(&self, symbol: &str) {
        let Ok(image) = HtmlImageElement::new() else { return };
        self.loaded.borrow_mut().insert(symbol.to_owned(), Icon::Loading);
        let settle = {
            let (loaded, arrived) = (self.loaded.clone(), self.arrived.clone());
            let (symbol, image) = (symbol.to_owned(), image.clone());
            move |fine: bool| {
                let bitmap = if fine { drawn(&image) } else { None };
                loaded.borrow_mut().insert(symbol, bitmap.map_or(Icon::Missing, Icon::There));
                arrived();
            }
        };
        let other = settle.clone();
        image.set_onload(Some(Closure::once_into_js(move || settle(true)).unchecked_ref()));
        image.set_onerror(Some(Closure::once_into_js(move || other(false)).unchecked_ref()));
        image.set_src(&format!("icons/{symbol}.svg"));
    }
}

fn drawn(image: &HtmlImageElement) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(SIDE);
    canvas.set_height(SIDE);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let side = f64::from(SIDE);
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, side, side).ok()?;
    Some(canvas)
}
