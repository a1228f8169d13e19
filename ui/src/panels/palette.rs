//! The command palette: everything a person can do, add or go to, by a few letters; and the sheet of all keys.

use std::collections::BTreeSet;

use editor::{Aim, Choosable, Palette, Request, key_sheet};
use engine::Language;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    kit::{
        icon::Icon,
        keys::{Chord, keyboard},
    },
    state::{App, Side},
};

/// Height of a line in px, and how many are seen at once.
const LINE: i32 = 34;
const SEEN: i32 = 11;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Palette(Palette),
    Keys,
}

/// Opens what the editor asks for, above everything else.
#[component]
pub fn PaletteLayer(app: App) -> impl IntoView {
    let shown = RwSignal::new(None::<Shown>);
    let before = StoredValue::new_local(None::<HtmlElement>);
    Effect::new(move |_| {
        let shelf = matches!(app.side.get_untracked(), Some(Side::Shelf | Side::Deployment));
        let wanted = match app.asked.get() {
            Some(Request::Palette) => Shown::Palette(Palette::All),
            Some(Request::Find) => Shown::Palette(Palette::Find),
            // the shelf has a search of its own
            Some(Request::QuickAdd) if !shelf => Shown::Palette(Palette::Add),
            Some(Request::Shortcuts) => Shown::Keys,
            _ => return,
        };
        app.asked.set(None);
        before.set_value(document().active_element().and_then(|element| element.dyn_into().ok()));
        shown.set(Some(wanted));
    });
    // what had the focus has it again
    let close = move || {
        shown.set(None);
        if let Some(element) = before.get_value() {
            let _ = element.focus();
        }
    };
    let outside = move |event: ev::PointerEvent| {
        if event.target() == event.current_target() {
            close();
        }
    };
    move || {
        shown.get().map(|shown| {
            view! {
                <div class="veil" on:pointerdown=outside>
                    {match shown {
                        Shown::Palette(palette) => view! { <Search app palette close/> }.into_any(),
                        Shown::Keys => view! { <KeySheet close/> }.into_any(),
                    }}
                </div>
            }
        })
    }
}

#[component]
fn Search(app: App, palette: Palette, close: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let list = NodeRef::<html::Div>::new();
    let field = NodeRef::<html::Input>::new();
    field.on_load(|field| {
        let _ = field.focus();
    });
    let lines =
        Memo::new(move |_| app.peek(|editor| editor.palette(palette, &query.get())).unwrap_or_default());
    let go = move |to: usize| {
        at.set(to);
        if let (Some(list), Ok(to)) = (list.get_untracked(), i32::try_from(to)) {
            let top = list.scroll_top();
            list.set_scroll_top(top.clamp((to + 1 - SEEN) * LINE, to * LINE));
        }
    };
    let choose = move |line: &Choosable| {
        if let Some(why) = line.hindrance {
            app.said.set(why.to_owned());
            return;
        }
        close();
        match &line.aim {
            Aim::Action(id) => app.run(id),
            Aim::Element(id) => app.reveal(id),
            Aim::Service(kind) => app.add(kind),
            Aim::Environment(id) => {
                app.act(|editor| editor.show(id.as_str()));
            }
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        let count = lines.with_untracked(Vec::len);
        let (here, last) = (at.get_untracked(), count.saturating_sub(1));
        match event.key().as_str() {
            "ArrowDown" => go(if here >= last { 0 } else { here + 1 }),
            "ArrowUp" => go(if here == 0 { last } else { here - 1 }),
            "PageDown" => go((here + 10).min(last)),
            "PageUp" => go(here.saturating_sub(10)),
            "Enter" => {
                if let Some(line) = lines.with_untracked(|lines| lines.get(here).cloned()) {
                    choose(&line);
                }
            }
            "Escape" => close(),
            "k" if event.ctrl_key() || event.meta_key() => close(),
            // the field is the only thing here that takes the focus
            "Tab" => {}
            _ => return,
        }
        event.prevent_default();
    };
    let (words, empty) = match palette {
        Palette::All => ("Search commands, elements and services", "Nothing has these words."),
        Palette::Find => ("Find an element", "No element or connection has these words."),
        Palette::Add => ("Add a service", "No service has these words."),
    };
    view! {
        <div class="palette" role="dialog" aria-modal="true" aria-label=words>
            <label class="search">
                <i class="g g-search"></i>
                <input node_ref=field type="text" role="combobox" aria-expanded="true" aria-controls="palette-lines" aria-autocomplete="list"
                    aria-activedescendant=move || format!("palette-line-{}", at.get()) aria-label=words placeholder=words
                    autocomplete="off" spellcheck="false" prop:value=query
                    on:input=move |event| { query.set(event_target_value(&event)); go(0); } on:keydown=keys/>
            </label>
            <div class="lines" id="palette-lines" role="listbox" aria-label="Results" node_ref=list>
                {move || lines.with(Vec::is_empty).then(|| view! { <p class="empty">{empty}</p> })}
                {move || lines.get().into_iter().enumerate().map(|(index, line)| {
                    let this = line.clone();
                    view! {
                        <Line line index at choose=move || choose(&this)/>
                    }
                }).collect_view()}
            </div>
            <footer aria-hidden="true">
                <span><kbd>"↑"</kbd><kbd>"↓"</kbd>"choose"</span><span><kbd>"Enter"</kbd>"do it"</span><span><kbd>"Esc"</kbd>"close"</span>
            </footer>
        </div>
    }
}

#[component]
fn Line(line: Choosable, index: usize, at: RwSignal<usize>, choose: impl Fn() + 'static) -> impl IntoView {
    let found: BTreeSet<usize> = line.letters.iter().copied().collect();
    let title = line.title.chars().enumerate().map(|(at, letter)| {
        let letter = letter.to_string();
        if found.contains(&at) { view! { <b>{letter}</b> }.into_any() } else { letter.into_any() }
    });
    let title = title.collect_view();
    let glyph = match line.symbol {
        "connection" => "spline",
        _ => line.icon,
    };
    let picture = if line.symbol.is_empty() || line.symbol == "connection" {
        view! { <i class=format!("g {}", if glyph.is_empty() { String::new() } else { format!("g-{glyph}") }) class:none=glyph.is_empty()></i> }
            .into_any()
    } else {
        view! { <Icon symbol=line.symbol size=20/> }.into_any()
    };
    let action = match &line.aim {
        Aim::Action(id) => Some(*id),
        _ => None,
    };
    view! {
        <div class="line" role="option" id=format!("palette-line-{index}") data-action=action aria-selected=move || (at.get() == index).to_string()
            aria-disabled=line.hindrance.map(|_| "true") on:pointermove=move |_| if at.get_untracked() != index { at.set(index) }
            on:click=move |_| choose()>
            <span class="picture">{picture}</span>
            <span class="title">{title}</span>
            <span class="about">{line.hindrance.map_or(line.about, str::to_owned)}</span>
            {line.keys.map(|keys| view! { <Chord keys/> })}
        </div>
    }
}

/// All keys, by menu, made of the table of actions.
#[component]
fn KeySheet(close: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    let sheet = NodeRef::<html::Div>::new();
    sheet.on_load(|sheet| {
        let _ = sheet.focus();
    });
    let keys = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        if matches!(event.key().as_str(), "Escape" | "?" | "Enter") {
            event.prevent_default();
            close();
        }
    };
    let group = |group: editor::KeyGroup| {
        let lines = group.lines.into_iter().map(|line| {
            let chords = line.chords.into_iter().map(|chord| {
                let caps = chord.into_iter().map(|cap| view! { <kbd>{cap}</kbd> }).collect_view();
                view! { <span class="chord">{caps}</span> }
            });
            let chords = chords.collect_view();
            view! { <div><dt>{line.title}</dt><dd>{chords}</dd></div> }
        });
        let lines = lines.collect_view();
        view! { <section><h3>{group.title}</h3><dl>{lines}</dl></section> }
    };
    view! {
        <div class="keysheet" role="dialog" aria-modal="true" aria-label="Keyboard shortcuts" tabindex="-1" node_ref=sheet on:keydown=keys>
            <header>
                <h2>"Keyboard shortcuts"</h2>
                <button class="plain" aria-label="Close" title="Close (Esc)" on:click=move |_| close()><i class="g s g-x"></i></button>
            </header>
            <div class="columns">
                {key_sheet(Language::English, keyboard()).into_iter().map(group).collect_view()}
                <section>
                    <h3>"Mouse"</h3>
                    <dl>
                        {GESTURES.map(|(words, caps)| view! { <div><dt>{words}</dt><dd><span class="chord"><kbd>{caps}</kbd></span></dd></div> }).collect_view()}
                    </dl>
                </section>
            </div>
        </div>
    }
}

/// What the mouse does on the drawing.
const GESTURES: [(&str, &str); 7] = [
    ("Move the drawing", "Space + drag"),
    ("Move the drawing", "Wheel"),
    ("Zoom to the pointer", "Ctrl + wheel"),
    ("Select several", "Drag on the canvas"),
    ("Add to the selection", "Shift + click"),
    ("Rename", "Double click"),
    ("Connect", "Drag from a port"),
];
