//! The button that makes every fix that costs nothing, in one step.

use std::time::Duration;

use editor::models::Problem;
use leptos::prelude::*;

use crate::{kit::later::Later, state::App};

/// A fix is tried on the whole design to know what it changes: not before a person rests so long.
pub const REST: Duration = Duration::from_millis(300);
/// So many fixes are tried unasked; in a design that has more, one is also slower to try.
const UNASKED: usize = 150;
/// Milliseconds of trying until the page may answer again.
const SLICE: f64 = 8.0;

#[derive(Debug, Clone, PartialEq)]
enum Stand {
    /// There are so many fixes that a person must ask.
    Offered(usize),
    /// A person asked; so many are left.
    Trying(usize),
    /// What was found before the last edit.
    Before(usize),
    Found(Vec<Problem>),
}

#[component]
pub fn SafeFixes(app: App) -> impl IntoView {
    let search = Search { app, stand: RwSignal::new(Stand::Before(0)), next: Later::new() };
    Effect::new(move |_| {
        let left = app.derive(|editor| editor.untried()).unwrap_or(0);
        search.next.forget();
        if left > UNASKED {
            search.stand.set(Stand::Offered(left));
            return;
        }
        search.stand.update(|stand| {
            if !matches!(stand, Stand::Before(_)) {
                *stand = Stand::Before(if let Stand::Found(fixes) = stand { fixes.len() } else { 0 });
            }
        });
        search.go_on_after(if left == 0 { Duration::ZERO } else { REST });
    });
    move || match search.stand.get() {
        Stand::Offered(left) => {
            let ask = move |_| {
                search.stand.set(Stand::Trying(left));
                search.go_on_after(Duration::ZERO);
            };
            let title = format!("Try {left} fixes to find those that cost nothing and bring no new finding");
            Some(button("Find safe fixes".to_owned(), title, ask).into_any())
        }
        Stand::Trying(left) => {
            let words = format!("{left} fixes left to try");
            Some(button(words, "Stop".to_owned(), move |_| search.stop()).into_any())
        }
        Stand::Before(0) => None,
        Stand::Before(count) => Some(
            view! { <button class="soft" disabled><i class="g s g-sparkles"></i>{safely(count)}</button> }
                .into_any(),
        ),
        Stand::Found(fixes) if fixes.is_empty() => None,
        Stand::Found(fixes) => {
            let words = safely(fixes.len());
            let label = words.clone();
            let apply = move |_| {
                let result =
                    app.act(|editor| editor.apply_fixes(&fixes, &label).map_err(|why| editor.why(&why)));
                app.told(result);
            };
            let title = "Fixes that cost nothing and bring no new finding".to_owned();
            Some(button(words, title, apply).into_any())
        }
    }
}

fn safely(count: usize) -> String {
    format!("Fix {count} safely")
}

fn button(
    words: String,
    title: String,
    press: impl FnMut(leptos::ev::MouseEvent) + 'static,
) -> impl IntoView {
    view! { <button class="soft" title=title on:click=press><i class="g s g-sparkles"></i>{words}</button> }
}

/// Tries fixes a few at a time, so that the page goes on answering.
#[derive(Clone, Copy)]
struct Search {
    app: App,
    stand: RwSignal<Stand>,
    next: Later,
}

impl Search {
    fn go_on_after(self, rest: Duration) {
        self.next.after(rest, move || self.try_some());
    }

    fn stop(self) {
        self.next.forget();
        let left = self.app.peek(|editor| editor.untried()).unwrap_or(0);
        self.stand.set(Stand::Offered(left));
    }

    fn try_some(self) {
        let begun = js_sys::Date::now();
        let left = self.app.peek(|editor| {
            loop {
                let left = editor.try_next();
                if left == 0 || js_sys::Date::now() - begun >= SLICE {
                    return left;
                }
            }
        });
        match left {
            Some(0) => {
                self.stand.set(Stand::Found(self.app.peek(|editor| editor.safe_fixes()).unwrap_or_default()))
            }
            Some(left) => {
                self.stand.update(|stand| {
                    if let Stand::Trying(there) = stand {
                        *there = left;
                    }
                });
                self.go_on_after(Duration::ZERO);
            }
            None => {}
        }
    }
}
