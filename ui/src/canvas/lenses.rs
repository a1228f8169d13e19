//! The lens switcher over the drawing (only lenses that have something to show), the legend of the lens, and what it
//! tells of what is under the pointer.

use std::time::Duration;

use editor::{Editor, Lens, Trail};
use engine::scene::{
    legend::Legend,
    svg::{Colours, SvgOptions, shapes},
};
use leptos::prelude::*;

use crate::{kit::later::Later, state::App};

/// Milliseconds of asking until the page may answer again.
const SLICE: f64 = 8.0;

#[component]
pub fn Lenses(app: App) -> impl IntoView {
    let lenses = Memo::new(move |_| app.read(|editor| editor.lenses()).unwrap_or_default());
    let shown = Memo::new(move |_| app.read(|editor| editor.lens()).unwrap_or_default());
    let next = Later::new();
    // a large design is asked after the frame, a few questions at a time
    Effect::new(move |_| {
        next.forget();
        if app.read(waits).unwrap_or_default() {
            look_further(app, next);
        }
    });
    let button = move |lens: Lens| {
        let (word, glyph, name) = face(lens);
        view! {
            <button role="radio" aria-checked=move || (shown.get() == lens).to_string() data-lens=name title=word
                on:click=move |_| app.look_through(lens)><i class=format!("g s g-{glyph}")></i>{word}</button>
        }
    };
    view! {
        <Show when=move || lenses.with(|lenses| lenses.len() > 1)>
            <div class="lenses" role="radiogroup" aria-label="Lens">{move || lenses.get().into_iter().map(button).collect_view()}</div>
        </Show>
    }
}

/// Word, glyph and name of a lens.
pub fn face(lens: Lens) -> (&'static str, &'static str, &'static str) {
    match lens {
        Lens::Architecture => ("Architecture", "shapes", "architecture"),
        Lens::Network => ("Network", "network", "network"),
        Lens::Security => ("Security", "shield-check", "security"),
        Lens::Cost => ("Cost", "wallet", "cost"),
        Lens::Changes => ("Changes", "file-diff", "changes"),
        Lens::Deployment => ("Deployment", "rocket", "deployment"),
    }
}

/// The legend of the lens in one line, where that of the drawing is out of sight or too small to be read.
#[component]
pub fn LensLegend(app: App) -> impl IntoView {
    let legend = Memo::new(move |_| {
        app.rested.track();
        app.read(|editor| editor.legend_aside()).flatten()
    });
    let drawn = |legend: Legend| {
        let (item, (width, height)) = legend.line();
        let options = SvgOptions { colours: Colours::Page, ..SvgOptions::default() };
        view! {
            <div class="lens-legend" role="img" aria-label=legend.words()>
                <svg width=width height=height viewBox=format!("0 0 {width} {height}") inner_html=shapes(&[item], &options)></svg>
            </div>
        }
    };
    move || legend.get().map(drawn)
}

/// How the internet gets to what is under the pointer, or why it does not, below it.
#[component]
pub fn WayIn(app: App) -> impl IntoView {
    let trail = Memo::new(move |_| app.overlay.with(|overlay| overlay.trail.clone()));
    let told = move |trail: Trail| {
        let place = move || {
            app.camera.track();
            let corner = editor::position(f64::from(trail.below.x), f64::from(trail.below.bottom()));
            let at = app.peek(|editor| editor.camera()).unwrap_or_default().to_screen(corner);
            format!("translate({}px,{}px)", at.x.max(8.0), at.y + 12.0)
        };
        let lines = trail.told.into_iter().map(|line| view! { <span>{line}</span> }).collect_view();
        view! { <div class="way-in" style:transform=place>{lines}</div> }
    };
    move || trail.get().map(told)
}

/// Whether the lens over the drawing as it is now has more to ask.
fn waits(editor: &mut Editor) -> bool {
    editor.picture();
    editor.lens_waits()
}

fn look_further(app: App, next: Later) {
    next.after(Duration::ZERO, move || {
        let begun = js_sys::Date::now();
        let done = app.peek(|editor| {
            while !editor.look_further() {
                if js_sys::Date::now() - begun >= SLICE {
                    return !editor.lens_waits();
                }
            }
            true
        });
        match done {
            Some(true) => app.show_again(),
            Some(false) => look_further(app, next),
            None => {}
        }
    });
}
