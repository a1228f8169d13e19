//! The whole window: the start page, or the open design with its panels around it.

use leptos::prelude::*;

use super::{
    bottom::Bottom,
    deployment::Deployment,
    expectations::StateExpectation,
    export::ExportLayer,
    files::{FileBanner, Leaving},
    history::History,
    inspector::Inspector,
    keys,
    outline::Outline,
    palette::PaletteLayer,
    prices::BooksLayer,
    proposal::ProposalLayer,
    rail::Rail,
    review::Review,
    shelf::Shelf,
    start::Start,
    topbar::TopBar,
};
use crate::{
    canvas::Stage,
    state::{App, Side},
};

#[component]
pub fn Window() -> impl IntoView {
    let app = App::new();
    app.start();
    app.follow_deployment();
    app.follow_rules();
    app.listen();
    app.follow();
    app.entitle();
    keys::listen(app);
    app.follow_width();
    view! {
        <Show when=move || app.open.get() fallback=move || app.ready.get().then(|| view! { <Start app/> })>
            <div class="window" class:presenting=app.presenting class:no-side=move || app.side.get().is_none() class:no-inspector=move || !app.inspector.get() && app.side.get() != Some(Side::Deployment)>
                <TopBar app/>
                <Rail app/>
                <nav class="side">
                    {move || match app.side.get() {
                        // a plan is looked at beside the drawing, where the inspector is
                        Some(Side::Shelf | Side::Deployment) => view! { <Shelf app/><Outline app/> }.into_any(),
                        Some(Side::Outline) => view! { <Outline app/> }.into_any(),
                        Some(Side::History) => view! { <History app/> }.into_any(),
                        Some(Side::Review) => view! { <Review app/> }.into_any(),
                        None => ().into_any(),
                    }}
                </nav>
                <Stage app/>
                <div class="banners"><FileBanner app/></div>
                <Bottom app/>
                {move || match app.side.get() {
                    Some(Side::Deployment) => view! { <Deployment app/> }.into_any(),
                    _ => view! { <Inspector app/> }.into_any(),
                }}
            </div>
        </Show>
        <PaletteLayer app/>
        <ExportLayer app/>
        <ProposalLayer app/>
        <BooksLayer app/>
        <StateExpectation app/>
        <Leaving app/>
        <Notice app/>
        <div class="said" aria-live="polite">{move || app.said.get()}</div>
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
