//! A menu over the drawing: what a right click offers, or which of several connections is meant.

use editor::{Aim, Choice, Position, Request};
use engine::{Id, design::ConnectionKind};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{kit::keys::Chord, state::App};

#[derive(Debug, Clone, PartialEq)]
struct Line {
    title: String,
    icon: &'static str,
    keys: Option<&'static str>,
    does: Does,
}

#[derive(Debug, Clone, PartialEq)]
enum Does {
    Action(&'static str),
    Connect { from: Id, to: Id, kind: ConnectionKind },
}

#[derive(Debug, Clone, PartialEq)]
struct Shown {
    title: &'static str,
    groups: Vec<Vec<Line>>,
    at: Position,
}

/// Opens what the editor asks for, at its place.
#[component]
pub fn Menu(app: App) -> impl IntoView {
    let shown = RwSignal::new(None::<Shown>);
    let before = StoredValue::new_local(None::<HtmlElement>);
    Effect::new(move |_| {
        let wanted = match app.asked.get() {
            Some(Request::ContextMenu(at)) => actions(app, at),
            Some(Request::ChooseConnection(choice)) => connections(app, &choice),
            _ => return,
        };
        app.asked.set(None);
        before.set_value(document().active_element().and_then(|element| element.dyn_into().ok()));
        shown.set(wanted);
    });
    // what had the focus has it again
    let close = move || {
        shown.set(None);
        if let Some(element) = before.get_value() {
            let _ = element.focus();
        }
    };
    move || shown.get().map(|shown| view! { <Open app shown close/> })
}

fn actions(app: App, at: Position) -> Option<Shown> {
    let groups = app.peek(|editor| editor.context_menu())?.into_iter().map(|group| {
        let line = |line: editor::Choosable| match line.aim {
            Aim::Action(id) => {
                Some(Line { title: line.title, icon: line.icon, keys: line.keys, does: Does::Action(id) })
            }
            _ => None,
        };
        group.into_iter().filter_map(line).collect()
    });
    Some(Shown { title: "Menu", groups: groups.collect(), at })
}

fn connections(app: App, choice: &Choice) -> Option<Shown> {
    let end = &choice.offers.first()?.to;
    let at = app.peek(|editor| editor.middle_on_screen(end)).flatten().unwrap_or_default();
    let line = |offer: &editor::Offer| Line {
        title: offer.title.clone(),
        icon: "spline",
        keys: None,
        does: Does::Connect { from: choice.from.clone(), to: offer.to.clone(), kind: offer.kind },
    };
    Some(Shown { title: "Which connection", groups: vec![choice.offers.iter().map(line).collect()], at })
}

#[component]
fn Open(app: App, shown: Shown, close: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    let Shown { title, groups, at } = shown;
    let lines = StoredValue::new(groups.iter().flatten().cloned().collect::<Vec<_>>());
    let here = RwSignal::new(0_usize);
    let menu = NodeRef::<html::Div>::new();
    menu.on_load(move |menu| {
        // the press that asked for it still takes the focus away
        let focused = menu.clone();
        request_animation_frame(move || drop(focused.focus()));
        // it stays within the stage
        let Some(stage) = menu.offset_parent().and_then(|stage| stage.dyn_into::<HtmlElement>().ok()) else {
            return;
        };
        let within = |at: f64, size: i32, room: i32| at.min(f64::from(room - size) - 8.0).max(8.0);
        let style = HtmlElement::style(&menu);
        let place = |name: &str, to: f64| drop(style.set_property(name, &format!("{to}px")));
        place("left", within(at.x, menu.offset_width(), stage.offset_width()));
        place("top", within(at.y, menu.offset_height(), stage.offset_height()));
    });
    let choose = move |line: Line| {
        close();
        match line.does {
            Does::Action(id) => app.run(id),
            Does::Connect { from, to, kind } => {
                let result = app
                    .act(|editor| editor.connect(&from, &to, kind).map(drop).map_err(|why| editor.why(&why)));
                app.told(result);
            }
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        let count = lines.with_value(Vec::len).max(1);
        let at = here.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => here.set((at + 1) % count),
            "ArrowUp" => here.set((at + count - 1) % count),
            "Home" => here.set(0),
            "End" => here.set(count - 1),
            "Enter" | " " => {
                if let Some(line) = lines.with_value(|lines| lines.get(at).cloned()) {
                    choose(line);
                }
            }
            "Escape" | "Tab" => close(),
            _ => return,
        }
        event.prevent_default();
    };
    let mut index = 0;
    let groups = groups.into_iter().map(|group| {
        let lines = group.into_iter().map(|line| {
            let this = index;
            index += 1;
            let action = if let Does::Action(id) = line.does { Some(id) } else { None };
            let connection = if let Does::Connect { kind, .. } = line.does { Some(kind.word()) } else { None };
            let (title, keys, glyph) = (line.title.clone(), line.keys, if line.icon.is_empty() { "none".to_owned() } else { format!("g s g-{}", line.icon) });
            view! {
                <div class="line" role="menuitem" id=format!("menu-{this}") data-action=action data-connection=connection
                    class:here=move || here.get() == this on:pointermove=move |_| if here.get_untracked() != this { here.set(this) }
                    on:click=move |_| choose(line.clone())>
                    <i class=glyph></i><span>{title}</span>{keys.map(|keys| view! { <Chord keys/> })}
                </div>
            }
        });
        view! { <div class="group" role="group">{lines.collect_view()}</div> }
    });
    let groups = groups.collect_view();
    let outside = move |event: ev::PointerEvent| {
        event.stop_propagation();
        if event.target() == event.current_target() {
            close();
        }
    };
    view! {
        <div class="menu-veil" on:pointerdown=outside></div>
        <div class="menu" role="menu" tabindex="-1" aria-label=title node_ref=menu on:keydown=keys
            aria-activedescendant=move || format!("menu-{}", here.get()) on:pointerdown=|event| event.stop_propagation()>
            <h3 hidden=title == "Menu">{title}</h3>
            {groups}
        </div>
    }
}
