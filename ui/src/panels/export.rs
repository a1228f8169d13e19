//! What leaves the design as files: the drawing and the templates of the environment shown.

use contract::Export;
use editor::Request;
use engine::scene::theme::Theme;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    kit::{dialog::Dialog, theme},
    shell,
    state::App,
};

/// Opens when the editor asks for it.
#[component]
pub fn ExportLayer(app: App) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if app.asked.get() == Some(Request::Export) {
            app.asked.set(None);
            open.set(true);
        }
    });
    move || open.get().then(|| view! { <Choices app close=move || open.set(false)/> })
}

#[component]
fn Choices(app: App, close: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    let environment =
        app.peek(|editor| editor.environment().map(ToString::to_string)).flatten().unwrap_or_default();
    let name = StoredValue::new(environment.clone());
    let written = RwSignal::new(Vec::<String>::new());
    let wrong = RwSignal::new(None::<String>);
    let barrier = app.peek(|editor| editor.blockers().len()).unwrap_or(0) > 0;
    let dark = RwSignal::new(theme::current() == Theme::Dark);
    let write = move |what: Export| {
        spawn_local(async move {
            match shell::export(what, name.get_value(), dark.get_untracked()).await {
                Ok(Some(paths)) => {
                    wrong.set(None);
                    written.set(paths);
                }
                Ok(None) => {}
                Err(failure) => wrong.set(Some(failure.message)),
            }
        });
    };
    let choice = move |what: Export,
                       glyph: &'static str,
                       title: &'static str,
                       about: &'static str,
                       off: bool| {
        view! {
            <button class="choice" data-export=format!("{what:?}") disabled=off on:click=move |_| write(what)>
                <i class=format!("g g-{glyph}")></i><span><b>{title}</b><small>{about}</small></span>
            </button>
        }
    };
    let colours = move |value: bool, glyph: &'static str, words: &'static str| {
        view! {
            <button role="radio" aria-checked=move || (dark.get() == value).to_string() on:click=move |_| dark.set(value)>
                <i class=format!("g s g-{glyph}")></i>{words}
            </button>
        }
    };
    view! {
        <Dialog title=format!("Export {environment}") name="export" close=close>
            <div class="choices">
                {choice(Export::Svg, "shapes", "Drawing", "SVG with prices and findings", false)}
                {choice(Export::Png, "image", "Picture", "PNG with prices and findings, two pixels to a unit", false)}
                {choice(Export::Templates, "braces", "CloudFormation templates",
                    if barrier { "What cannot be built has no templates: see Problems" } else { "YAML, one file a stack, into a folder" }, barrier)}
            </div>
            {move || written.with(|paths| (!paths.is_empty()).then(|| view! {
                <p class="done" role="status"><i class="g s g-circle-check"></i>{paths.join("\n")}</p>
            }))}
            {move || wrong.get().map(|why| view! { <p class="wrong" role="alert">{why}</p> })}
            <footer>
                <div class="lenses" role="radiogroup" aria-label="Colours">{colours(false, "sun", "Light")}{colours(true, "moon", "Dark")}</div>
                <button class="soft" on:click=move |_| close()>"Close"</button>
            </footer>
        </Dialog>
    }
}
