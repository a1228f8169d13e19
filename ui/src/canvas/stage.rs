//! The stage: the canvas with what floats over it, and the way of pointer and wheel to the editor.

use editor::{Button, Modifiers, PointerEvent, PointerKind, Tool, WheelEvent};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::MouseEvent;

use super::{
    lenses::{LensLegend, Lenses, WayIn},
    menu::Menu,
    minimap::Minimap,
    reading::Reading,
    surface::Canvas,
};
use crate::{
    kit::keys::tip,
    state::{App, Saved},
};

#[component]
pub fn Stage(app: App) -> impl IntoView {
    let stage = NodeRef::<html::Main>::new();
    let forward = move |kind: PointerKind, event: &MouseEvent| {
        let Some(element) = stage.get_untracked() else { return };
        let bounds = element.get_bounding_client_rect();
        let pointer = PointerEvent {
            kind,
            x: f64::from(event.client_x()) - bounds.x(),
            y: f64::from(event.client_y()) - bounds.y(),
            button: match event.button() {
                1 => Button::Middle,
                2 => Button::Secondary,
                _ => Button::Primary,
            },
            modifiers: modifiers(event),
            clicks: u8::try_from(event.detail()).unwrap_or(1).max(1),
        };
        app.respond(|editor| editor.pointer(&pointer));
    };
    let on_canvas = |event: &MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        target.is_some_and(|target| target.tag_name().eq_ignore_ascii_case("canvas"))
    };
    // a gesture goes on outside the canvas, and one from the shelf begins there
    let moving = window_event_listener(ev::pointermove, move |event| {
        if on_canvas(&event) || app.busy() {
            forward(PointerKind::Move, &event);
        }
    });
    let up = window_event_listener(ev::pointerup, move |event| {
        if app.busy() {
            forward(PointerKind::Up, &event);
        }
    });
    let cancel = window_event_listener(ev::pointercancel, move |event| forward(PointerKind::Cancel, &event));
    on_cleanup(move || {
        moving.remove();
        up.remove();
        cancel.remove();
    });
    let down = move |event: ev::PointerEvent| {
        if !on_canvas(&event) {
            return;
        }
        // a field that is being typed in is done
        if let Some(field) =
            document().active_element().and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok())
        {
            let _ = field.blur();
        }
        forward(PointerKind::Down, &event);
    };
    let wheel = move |event: ev::WheelEvent| {
        event.prevent_default();
        let lines = if event.delta_mode() == 1 { 16.0 } else { 1.0 };
        let turned = WheelEvent {
            x: f64::from(event.offset_x()),
            y: f64::from(event.offset_y()),
            dx: event.delta_x() * lines,
            dy: event.delta_y() * lines,
            modifiers: modifiers(&event),
        };
        app.respond(|editor| editor.wheel(&turned));
    };
    view! {
        <main class="stage" node_ref=stage on:pointerdown=down on:wheel=wheel
            on:pointerleave=move |event| if !app.busy() { forward(PointerKind::Leave, &event) }
            on:contextmenu=|event| event.prevent_default()>
            <Canvas app/>
            <Reading app/>
            <Rename app/>
            <Why app/>
            <WayIn app/>
            <Empty app/>
            <Tools app/>
            <LensLegend app/>
            <div class="foot">
                <Status app/>
                <Lenses app/>
                <Zoom app/>
            </div>
            <Minimap app/>
            <Menu app/>
            <Show when=move || app.presenting.get()>
                <button class="soft leave" on:click=move |_| app.present(false)><i class="g s g-x"></i>"Leave (Esc)"</button>
            </Show>
        </main>
    }
}

fn modifiers(event: &MouseEvent) -> Modifiers {
    Modifiers {
        shift: event.shift_key(),
        control: event.ctrl_key(),
        alt: event.alt_key(),
        meta: event.meta_key(),
    }
}

/// The name of an element while it is typed, over its card.
#[component]
fn Rename(app: App) -> impl IntoView {
    let naming = move || app.overlay.with(|overlay| overlay.renaming.clone());
    let field = move |renaming: editor::Renaming| {
        let input = NodeRef::<html::Input>::new();
        input.on_load(|input| {
            let _ = input.focus();
            input.select();
        });
        let camera = app.peek(|editor| editor.camera()).unwrap_or_default();
        let corner =
            camera.to_screen(editor::position(f64::from(renaming.rect.x), f64::from(renaming.rect.y)));
        let width = (f64::from(renaming.rect.w) * camera.zoom).max(120.0);
        let finish = move |name: Option<String>| {
            app.respond(|editor| editor.finish_renaming(name.as_deref()));
        };
        let keys = move |event: ev::KeyboardEvent| {
            event.stop_propagation();
            match event.key().as_str() {
                "Enter" => finish(Some(event_target_value(&event))),
                "Escape" => finish(None),
                _ => {}
            }
        };
        view! {
            <input class="renaming" node_ref=input prop:value=renaming.text aria-label="Name" style:left=format!("{}px", corner.x)
                style:top=format!("{}px", corner.y) style:width=format!("{width}px") on:keydown=keys
                on:blur=move |event| finish(Some(event_target_value(&event)))/>
        }
    };
    let shown = Memo::new(move |_| naming());
    move || shown.get().map(field)
}

/// Why a gesture would not be allowed, at the pointer.
#[component]
fn Why(app: App) -> impl IntoView {
    let told = Memo::new(move |_| {
        app.overlay.with(|overlay| {
            let band = overlay.band.as_ref().and_then(|band| Some((band.why.clone()?, band.to)));
            let drop = overlay.drop.as_ref().and_then(|drop| drop.why.clone());
            let ghost = overlay
                .ghosts
                .first()
                .map(|rect| editor::position(f64::from(rect.x), f64::from(rect.bottom())));
            band.or_else(|| Some((drop?, ghost?)))
        })
    });
    let words = Memo::new(move |_| told.with(|told| told.as_ref().map(|(why, _)| why.clone())));
    let place = move || {
        let at = told.with(|told| told.as_ref().map(|(_, at)| *at)).unwrap_or_default();
        let at = app.peek(|editor| editor.camera()).unwrap_or_default().to_screen(at);
        format!("translate({}px,{}px)", at.x + 12.0, at.y + 12.0)
    };
    // there all the time: it comes and goes with every frame that a drag crosses
    view! { <span class="why" class:gone=move || words.with(Option::is_none) style:transform=place>{words}</span> }
}

/// The tools, in the free margin at the left.
#[component]
fn Tools(app: App) -> impl IntoView {
    let tool = move |tool: Tool, glyph: &'static str, words: &'static str, action: &'static str| {
        let taken = move || app.read(|editor| editor.tool()) == Some(tool);
        view! {
            <button aria-label=words title=move || app.read(|editor| tip(editor, action)) aria-pressed=move || taken().to_string()
                on:click=move |_| app.take(tool)>
                <i class=format!("g g-{glyph}")></i>
            </button>
        }
    };
    let step = move |action: &'static str, glyph: &'static str, words: &'static str| {
        let can = move || {
            let can = app.read(|editor| if action == "undo" { editor.can_undo() } else { editor.can_redo() });
            can.unwrap_or(false)
        };
        view! {
            <button aria-label=words title=move || app.read(|editor| tip(editor, action)) disabled=move || !can() on:click=move |_| app.run(action)>
                <i class=format!("g g-{glyph}")></i>
            </button>
        }
    };
    view! {
        <div class="tools" role="toolbar" aria-label="Tools" aria-orientation="vertical">
            {tool(Tool::Select, "mouse-pointer-2", "Select", "tool-select")}
            {tool(Tool::Hand, "hand", "Move the drawing", "tool-hand")}
            {tool(Tool::Connect, "spline", "Connect", "connect")}
            <hr/>
            {step("undo", "undo-2", "Undo")}
            {step("redo", "redo-2", "Redo")}
        </div>
    }
}

/// How to begin, while nothing is drawn.
#[component]
fn Empty(app: App) -> impl IntoView {
    let nothing =
        Memo::new(move |_| app.derive(|editor| editor.document().nodes.is_empty()).unwrap_or(false));
    let search = move |_| app.run("quick-add");
    view! {
        <Show when=move || nothing.get()>
            <div class="begin">
                <h2>"Nothing is drawn yet"</h2>
                <p>"Drag a service from the shelf onto the drawing, or press "<kbd>"/"</kbd>" and type its name. What it needs around it is added with it."</p>
                <div class="actions">
                    <button class="primary" on:click=move |_| app.add("vpc")><i class="g s g-plus"></i>"Begin with a VPC"</button>
                    <button class="soft" on:click=search><i class="g s g-search"></i>"Search services"</button>
                </div>
            </div>
        </Show>
    }
}

/// Whether all is well, in a line.
#[component]
fn Status(app: App) -> impl IntoView {
    let blockers = move || app.derive(|editor| editor.blockers().len()).unwrap_or(0);
    let elements = move || app.derive(|editor| editor.document().nodes.len()).unwrap_or(0);
    let words = move || match blockers() {
        0 => format!("Can be built · {} elements", elements()),
        1 => format!("1 thing cannot be built · {} elements", elements()),
        many => format!("{many} things cannot be built · {} elements", elements()),
    };
    let saved = move || match app.saved.get() {
        Saved::Yes => " · saved",
        Saved::Pending => " · saving…",
        Saved::No(_) => " · not saved",
        Saved::ReadOnly(_) => " · read only",
    };
    view! {
        <div class="status" class:bad=move || blockers() != 0 role="status">
            <i class=move || if blockers() == 0 { "g s g-circle-check" } else { "g s g-octagon-alert" }></i>
            <span>{words}{saved}</span>
        </div>
    }
}

/// Zoom, and the whole at a glance.
#[component]
fn Zoom(app: App) -> impl IntoView {
    let percent = move || {
        app.camera.track();
        app.peek(|editor| format!("{:.0} %", editor.camera().zoom * 100.0))
    };
    let button = move |glyph: &'static str, words: &'static str, action: &'static str| {
        view! {
            <button aria-label=words title=move || app.peek(|editor| tip(editor, action)) on:click=move |_| app.run(action)>
                <i class=format!("g s g-{glyph}")></i>
            </button>
        }
    };
    view! {
        <div class="zoom" role="toolbar" aria-label="Zoom">
            {button("minus", "Zoom out", "zoom-out")}
            <button class="mono" aria-label="Actual size" title=move || app.peek(|editor| tip(editor, "actual-size")) on:click=move |_| app.look(|editor| editor.zoom_to(1.0))>{percent}</button>
            {button("plus", "Zoom in", "zoom-in")}
            {button("maximize", "Fit", "fit")}
        </div>
    }
}
