//! The whole drawing at a glance, and what of it is seen; pressing moves there.

use editor::{Area, Position, position};
use engine::scene::{draw::FrameLook, geometry::Rect, theme::Token};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::CanvasRenderingContext2d;

use crate::{kit::theme, state::App};

/// Size in CSS px.
const WIDTH: f64 = 80.0;
const HEIGHT: f64 = 55.0;
/// Room around the drawing.
const RIM: f64 = 4.0;

/// The drawing's place on the map.
fn scale(area: Area) -> (f64, Position) {
    let (width, height) = (WIDTH - 2.0 * RIM, HEIGHT - 2.0 * RIM);
    let scale = (width / area.width.max(1.0)).min(height / area.height.max(1.0));
    let corner = position(
        (WIDTH - area.width * scale) / 2.0 - area.x * scale,
        (HEIGHT - area.height * scale) / 2.0 - area.y * scale,
    );
    (scale, corner)
}

#[component]
pub fn Minimap(app: App) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let area = Memo::new(move |_| app.derive(|editor| editor.picture().content()).unwrap_or_default());
    Effect::new(move |_| {
        app.theme.track();
        let Some(canvas) = canvas.get() else { return };
        let dots = window().device_pixel_ratio().max(1.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // pixels of a small map
        let pixels = |length: f64| (length * dots).round() as u32;
        canvas.set_width(pixels(WIDTH));
        canvas.set_height(pixels(HEIGHT));
        let context = canvas.get_context("2d").ok().flatten();
        let Some(context) = context.and_then(|it| it.dyn_into::<CanvasRenderingContext2d>().ok()) else {
            return;
        };
        let (scale, corner) = scale(area.get());
        let _ = context.set_transform(scale * dots, 0.0, 0.0, scale * dots, corner.x * dots, corner.y * dots);
        app.derive(|editor| {
            let picture = editor.picture();
            for container in picture.containers() {
                let (fill, line) = look(container.look);
                if let Some(fill) = fill {
                    paint(&context, container.rect, fill);
                }
                context.set_stroke_style_str(&line.rgb(theme::current()).to_string());
                context.set_line_width(1.0 / scale);
                let Rect { x, y, w, h } = container.rect;
                context.stroke_rect(x.into(), y.into(), w.into(), h.into());
            }
            for card in picture.places() {
                paint(&context, card, Token::Wire);
            }
        });
    });
    let seen = move || {
        app.camera.track();
        let (visible, (scale, corner)) = (
            app.peek(|editor| editor.camera().visible(editor.viewport())).unwrap_or_default(),
            scale(area.get()),
        );
        let edge = |low: f64, length: f64, corner: f64, limit: f64| {
            let from = (low * scale + corner).clamp(0.0, limit);
            let to = ((low + length) * scale + corner).clamp(0.0, limit);
            (from, to - from)
        };
        let (left, width) = edge(visible.x, visible.width, corner.x, WIDTH);
        let (top, height) = edge(visible.y, visible.height, corner.y, HEIGHT);
        [left, top, width, height].map(|length| format!("{length:.1}px"))
    };
    let seen = Memo::new(move |_| seen());
    let go = move |event: &ev::PointerEvent| {
        let (scale, corner) = scale(area.get_untracked());
        let at = position(
            (f64::from(event.offset_x()) - corner.x) / scale,
            (f64::from(event.offset_y()) - corner.y) / scale,
        );
        app.look(|editor| {
            let (camera, viewport) = (editor.camera(), editor.viewport());
            let (x, y) =
                (at.x - viewport.width / camera.zoom / 2.0, at.y - viewport.height / camera.zoom / 2.0);
            editor.set_camera(editor::Camera { x, y, ..camera });
        });
    };
    let take = move |event: ev::PointerEvent| {
        event.stop_propagation();
        if let Some(map) = event.current_target().and_then(|map| map.dyn_into::<web_sys::Element>().ok()) {
            let _ = map.set_pointer_capture(event.pointer_id());
        }
        go(&event);
    };
    let drag = move |event: ev::PointerEvent| {
        if event.buttons() & 1 == 1 {
            go(&event);
        }
    };
    view! {
        <div class="minimap" title="The whole drawing: press to move there" aria-hidden="true" on:pointerdown=take on:pointermove=drag>
            <canvas class="map" node_ref=canvas></canvas>
            <i style:left=move || seen.get()[0].clone() style:top=move || seen.get()[1].clone()
                style:width=move || seen.get()[2].clone() style:height=move || seen.get()[3].clone()></i>
        </div>
    }
}

fn paint(context: &CanvasRenderingContext2d, rect: Rect, token: Token) {
    context.set_fill_style_str(&token.rgb(theme::current()).to_string());
    context.fill_rect(rect.x.into(), rect.y.into(), rect.w.into(), rect.h.into());
}

/// Fill and line of a frame.
fn look(frame: FrameLook) -> (Option<Token>, Token) {
    match frame {
        FrameLook::Account => (None, Token::Account),
        FrameLook::Region => (None, Token::Region),
        FrameLook::Vpc => (None, Token::Vpc),
        FrameLook::Zone => (None, Token::Zone),
        FrameLook::PublicSubnet => (Some(Token::PublicSubnetFill), Token::PublicSubnet),
        FrameLook::PrivateSubnet => (Some(Token::PrivateSubnetFill), Token::PrivateSubnet),
        FrameLook::Cluster => (Some(Token::ContainerFill), Token::Scaling),
        FrameLook::Scaling => (None, Token::Scaling),
        FrameLook::Delivery => (None, Token::Line2),
    }
}
