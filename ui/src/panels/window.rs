//! The whole window: the start page, or the open design with its panels around it.

use leptos::prelude::*;

use super::{inspector::Inspector, outline::Outline, start::Start, topbar::TopBar};
use crate::{canvas::Canvas, state::App};

#[component]
pub fn Window() -> impl IntoView {
    let app = App::new();
    app.start();
    view! {
        <Show when=move || app.open.get() fallback=move || view! { <Start app/> }>
            <div class="window">
                <TopBar app/>
                <nav class="side"><Outline app/></nav>
                <main class="stage">
                    <Canvas app/>
                </main>
                <Inspector app/>
            </div>
        </Show>
        <Notice app/>
    }
}

/// What went wrong last.
#[component]
fn Notice(app: App) -> impl IntoView {
    view! {
        <Show when=move || app.notice.with(Option::is_some)>
            <div class="notice" role="alert">
                <i class="g g-octagon-alert"></i>
                <p>{move || app.notice.get()}</p>
                <button class="icon" aria-label="Close" on:click=move |_| app.notice.set(None)>
                    <i class="g s g-x"></i>
                </button>
            </div>
        </Show>
    }
}
