//! One canvas element: a crisp bitmap of the drawing, moved and scaled while a gesture runs, painted anew when it ends.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

use editor::{Area, Camera, Overlay, Picture, Position};
use engine::scene::{
    Scene,
    theme::{Theme, Token},
};
use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ResizeObserver};

use super::{icons::Icons, overlay, painter::Sheet};
use crate::{kit::theme, state::App};

/// How far the bitmap reaches beyond the viewport on each side, as a part of it: far enough that panning paints
/// rarely.
const OVERSCAN: f64 = 0.5;
/// Milliseconds without a change of the camera after which the drawing is painted crisply again.
const REST: i32 = 110;

struct Layer {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Layer {
    fn new(canvas: HtmlCanvasElement) -> Option<Layer> {
        // nothing shines through: copied instead of blended
        let options = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&options, &"alpha".into(), &false.into());
        let context = canvas.get_context_with_context_options("2d", &options).ok()??.dyn_into().ok()?;
        Some(Layer { canvas, context })
    }

    fn detached() -> Option<Layer> {
        Layer::new(document().create_element("canvas").ok()?.dyn_into().ok()?)
    }

    fn size(&self, width: f64, height: f64) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // pixels of a screen
        let pixels = |length: f64| length.round().clamp(1.0, 16_384.0) as u32;
        if self.canvas.width() != pixels(width) || self.canvas.height() != pixels(height) {
            self.canvas.set_width(pixels(width));
            self.canvas.set_height(pixels(height));
        }
    }
}

/// The surface without its element's reactive shell.
pub struct Surface {
    front: Layer,
    back: Layer,
    sheet: RefCell<Sheet>,
    picture: RefCell<Arc<Picture>>,
    /// The colours the picture was shown in; `None` before the first one.
    theme: Cell<Option<Theme>>,
    overlay: RefCell<Overlay>,
    icons: Icons,
    /// The camera the bitmap was painted for; `None` when it shows something old.
    painted: Cell<Option<Camera>>,
    camera: Cell<Camera>,
    size: Cell<(f64, f64)>,
    asked: Cell<bool>,
    rest: Cell<Option<i32>>,
    /// Told when the camera has come to rest.
    rested: Box<dyn Fn()>,
}

impl Surface {
    fn new(canvas: HtmlCanvasElement, rested: impl Fn() + 'static) -> Option<Rc<Surface>> {
        let (front, back) = (Layer::new(canvas)?, Layer::detached()?);
        Some(Rc::new_cyclic(|this: &std::rc::Weak<Surface>| {
            let this = this.clone();
            let arrived = move || {
                if let Some(surface) = this.upgrade() {
                    surface.painted.set(None);
                    surface.ask();
                }
            };
            Surface {
                front,
                back,
                sheet: RefCell::default(),
                picture: RefCell::default(),
                theme: Cell::new(None),
                overlay: RefCell::default(),
                icons: Icons::new(arrived),
                painted: Cell::new(None),
                camera: Cell::new(Camera::default()),
                size: Cell::new((1.0, 1.0)),
                asked: Cell::new(false),
                rest: Cell::new(None),
                rested: Box::new(rested),
            }
        }))
    }

    /// Shows another drawing, or the same one in other colours.
    fn show(self: &Rc<Self>, scene: &Scene, picture: Arc<Picture>) {
        let theme = theme::current();
        let shown = self.theme.replace(Some(theme));
        if shown == Some(theme) && Arc::ptr_eq(&self.picture.borrow(), &picture) {
            return;
        }
        self.sheet.replace(Sheet::of(scene));
        self.picture.replace(picture);
        self.painted.set(None);
        self.ask();
    }

    /// Shows what lies over the drawing: selection, drop targets, what is being dragged.
    fn lay(self: &Rc<Self>, overlay: Overlay) {
        self.overlay.replace(overlay);
        self.ask();
    }

    /// Moves the camera: the bitmap follows at once, the crisp picture when it rests.
    fn look(self: &Rc<Self>, camera: Camera) {
        if camera == self.camera.get() {
            return;
        }
        self.camera.set(camera);
        self.ask();
        if let Some(rest) = self.rest.take() {
            window().clear_timeout_with_handle(rest);
        }
        let this = self.clone();
        let crisp = Closure::once_into_js(move || {
            this.rest.set(None);
            (this.rested)();
            if this.painted.get() != Some(this.camera.get()) {
                this.painted.set(None);
                this.ask();
            }
        });
        let timer =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(crisp.unchecked_ref(), REST);
        self.rest.set(timer.ok());
    }

    /// One frame soon, however often it is asked for.
    fn ask(self: &Rc<Self>) {
        if self.asked.replace(true) {
            return;
        }
        let this = self.clone();
        request_animation_frame(move || {
            this.asked.set(false);
            this.frame();
        });
    }

    fn frame(&self) {
        let (width, height) = self.size.get();
        let dots = window().device_pixel_ratio();
        self.front.size(width * dots, height * dots);
        let camera = self.camera.get();
        let painted = match self.painted.get().filter(|painted| self.covers(*painted, camera)) {
            Some(painted) => painted,
            None => self.repaint(camera, dots),
        };
        let context = &self.front.context;
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        // where the bitmap's corner is now, and how much larger it is
        let scale = camera.zoom / painted.zoom;
        let rim = Position { x: -width * OVERSCAN, y: -height * OVERSCAN };
        let Position { x, y } = camera.to_screen(painted.to_world(rim));
        let back = &self.back.canvas;
        let (w, h) = (f64::from(back.width()) * scale, f64::from(back.height()) * scale);
        let (x, y) = (x * dots, y * dots);
        if !self.seen(painted, OVERSCAN).contains(self.seen(camera, 0.0)) {
            context.set_fill_style_str(&Token::Canvas.rgb(theme::current()).to_string());
            for (x, y, w, h) in around((x, y, w, h), (width * dots, height * dots)) {
                context.fill_rect(x, y, w, h);
            }
        }
        let place = |value: f64| if (scale - 1.0).abs() < 1e-9 { value.round() } else { value };
        let _ = context.draw_image_with_html_canvas_element_and_dw_and_dh(back, place(x), place(y), w, h);
        let scale = camera.zoom * dots;
        let _ = context.set_transform(scale, 0.0, 0.0, scale, -camera.x * scale, -camera.y * scale);
        overlay::paint(&self.overlay.borrow(), context, camera.zoom, theme::current());
    }

    /// Whether the bitmap of one camera still fills the view of another well enough.
    fn covers(&self, painted: Camera, camera: Camera) -> bool {
        let zooming = (camera.zoom / painted.zoom - 1.0).abs() > 1e-9;
        // while zooming out the rim stays empty for a moment, while panning it is painted
        zooming || self.seen(painted, OVERSCAN).contains(self.seen(camera, 0.0))
    }

    /// What the viewport, and `beyond` of its size on each side, shows of the drawing.
    fn seen(&self, camera: Camera, beyond: f64) -> Area {
        let (width, height) = self.size.get();
        let corner = |x: f64, y: f64| camera.to_world(Position { x: width * x, y: height * y });
        Area::between(corner(-beyond, -beyond), corner(1.0 + beyond, 1.0 + beyond))
    }

    fn repaint(&self, camera: Camera, dots: f64) -> Camera {
        let (width, height) = self.size.get();
        let reach = 1.0 + 2.0 * OVERSCAN;
        self.back.size(width * reach * dots, height * reach * dots);
        let context = &self.back.context;
        let theme = theme::current();
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        context.set_fill_style_str(&Token::Canvas.rgb(theme).to_string());
        context.fill_rect(0.0, 0.0, width * reach * dots, height * reach * dots);
        let seen = self.seen(camera, OVERSCAN);
        let scale = camera.zoom * dots;
        let _ = context.set_transform(scale, 0.0, 0.0, scale, -seen.x * scale, -seen.y * scale);
        dotted(context, seen, camera.zoom, theme);
        let items = self.picture.borrow().visible(seen);
        self.sheet.borrow().paint(context, &items, camera.zoom, theme, &self.icons);
        self.painted.set(Some(camera));
        camera
    }
}

/// What a rectangle at (x, y) leaves uncovered of an area of this size, and a pixel under its edges, which are soft.
fn around((x, y, w, h): (f64, f64, f64, f64), (width, height): (f64, f64)) -> [(f64, f64, f64, f64); 4] {
    let within = |value: f64, limit: f64| value.clamp(0.0, limit);
    let (left, right) = (within(x + 1.0, width), within(x + w - 1.0, width));
    let (top, bottom) = (within(y + 1.0, height), within(y + h - 1.0, height));
    [
        (0.0, 0.0, width, top),
        (0.0, bottom, width, height - bottom),
        (0.0, top, left, bottom - top),
        (right, top, width - right, bottom - top),
    ]
}

/// The grid of dots, 20 apart; left out where it would be a grey haze.
fn dotted(context: &CanvasRenderingContext2d, seen: Area, zoom: f64, theme: engine::scene::theme::Theme) {
    if zoom < 0.45 {
        return;
    }
    context.set_fill_style_str(&Token::Dot.rgb(theme).to_string());
    let mut y = (seen.y / 20.0).floor() * 20.0 + 10.0;
    while y < seen.y + seen.height {
        let mut x = (seen.x / 20.0).floor() * 20.0 + 10.0;
        while x < seen.x + seen.width {
            context.fill_rect(x - 0.75, y - 0.75, 1.5, 1.5);
            x += 20.0;
        }
        y += 20.0;
    }
}

/// The canvas of the open design.
#[component]
pub fn Canvas(app: App) -> impl IntoView {
    let element = NodeRef::<html::Canvas>::new();
    let surface = StoredValue::new_local(None::<Rc<Surface>>);
    // ends with the canvas: an observer also tells that what it observes has gone
    let observed = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
    on_cleanup(move || {
        if let Some((observer, _)) = observed.try_update_value(Option::take).flatten() {
            observer.disconnect();
        }
    });
    element.on_load(move |canvas| {
        let rested = move || app.rested.update(|revision| *revision += 1);
        let Some(made) = Surface::new(canvas.clone(), rested) else {
            app.notice.set(Some("the web view gives no drawing surface".to_owned()));
            return;
        };
        surface.set_value(Some(made));
        let resized = Closure::<dyn FnMut()>::new(move || {
            let bounds = canvas.get_bounding_client_rect();
            app.resized(bounds.width(), bounds.height());
            if let Some(surface) = surface.get_value() {
                surface.size.set((bounds.width(), bounds.height()));
                surface.painted.set(None);
                surface.ask();
            }
        });
        if let (Ok(observer), Some(canvas)) =
            (ResizeObserver::new(resized.as_ref().unchecked_ref()), element.get_untracked())
        {
            observer.observe(&canvas);
            observed.set_value(Some((observer, resized)));
        }
    });
    Effect::new(move |_| {
        element.track();
        app.theme.track();
        let drawn = app.read(|editor| {
            let picture = editor.picture();
            let scene = editor.scene()?;
            if let Some(surface) = surface.get_value() {
                surface.show(scene, picture);
            }
            Ok::<(), engine::EngineError>(())
        });
        if let Some(Err(error)) = drawn {
            app.notice.set(Some(error.to_string()));
        }
    });
    Effect::new(move |_| {
        element.track();
        app.theme.track();
        let overlay = app.overlay.get();
        if let Some(surface) = surface.get_value() {
            surface.lay(overlay);
        }
    });
    Effect::new(move |_| {
        element.track();
        app.camera.track();
        if let (Some(camera), Some(surface)) = (app.peek(|editor| editor.camera()), surface.get_value()) {
            surface.look(camera);
        }
    });
    // not on what holds the canvas: everything in it would take on another cursor with it
    let cursor = move || app.overlay.with(|overlay| overlay.cursor.css());
    view! { <canvas node_ref=element class="canvas" aria-hidden="true" style:cursor=cursor></canvas> }
}
