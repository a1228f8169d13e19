//! The start page: designs to start from, drawn by the same rules as everything else, and designs opened lately.

use contract::Recent;
use engine::{Format, Language, StartingPoint, TEMPLATES};
use leptos::{ev, html, prelude::*};

use crate::{canvas::preview, kit::theme, state::App};

#[component]
pub fn Start(app: App) -> impl IntoView {
    let path = RwSignal::new(String::new());
    let open = move |event: ev::SubmitEvent| {
        event.prevent_default();
        app.load(path.get_untracked());
    };
    let theme = move |_| app.dress(app.theme.get_untracked().other());
    view! {
        <div class="start">
            <aside>
                <h1><span class="brand"><i></i></span>"Groundplan"</h1>
                <button class="action" on:click=move |_| app.begin_empty()><i class="g g-file-plus"></i>"New empty design"</button>
                <button class="action" on:click=move |_| app.pick()><i class="g g-folder-open"></i>"Open…"</button>
                <form on:submit=open>
                    <input name="path" aria-label="Path of a design" placeholder="or type a path, Enter" prop:value=path
                        on:input=move |event| path.set(event_target_value(&event))/>
                </form>
                <h2>"Recent"</h2>
                <RecentList app/>
                <span class="spring"></span>
                <p class="offline"><i class="g s g-wifi-off"></i>"Everything here works offline; prices come from the book inside."</p>
                <button class="action" on:click=theme><i class="g g-moon"></i>"Light or dark"</button>
            </aside>
            <main>
                <h1>"Start from a design that works"</h1>
                <p>"Each has development, testing and production, findings, prices and CloudFormation from the first minute."</p>
                <div class="gallery">{TEMPLATES.iter().map(|template| view! { <Card app template/> }).collect_view()}</div>
            </main>
        </div>
    }
}

#[component]
fn RecentList(app: App) -> impl IntoView {
    move || {
        let recent = app.recent.get();
        if recent.is_empty() {
            return view! { <p class="none">"What you open is listed here."</p> }.into_any();
        }
        recent
            .into_iter()
            .map(|Recent { path, name, opened, gone }| {
                let (target, forgotten) = (path.clone(), path.clone());
                let remove = format!("Remove {name} from the list");
                let told = if gone { "file is gone".to_owned() } else { opened };
                view! {
                    <div class="recent-row" class:gone=gone>
                        <button class="recent" title=path on:click=move |_| app.load(target.clone())>
                            <b>{name}</b><span>{told}</span>
                        </button>
                        <button class="remove" aria-label=remove title=if gone { "Remove from the list" } else { "Remove from the list; the file stays" }
                            on:click=move |_| app.forget(forgotten.clone())>
                            <i class="g s g-x"></i>
                        </button>
                    </div>
                }
            })
            .collect_view()
            .into_any()
    }
}

#[component]
fn Card(app: App, template: &'static StartingPoint) -> impl IntoView {
    let picture = NodeRef::<html::Canvas>::new();
    // an example is open for a moment: its prices and its picture are real
    let told = StoredValue::new_local(
        engine::load(template.document.as_bytes(), &engine::Services)
            .ok()
            .map(|document| app.editor_of(document)),
    );
    let prices = told.try_update_value(|editor| {
        let prices = editor.as_mut()?.prices().ok()?;
        let (first, last) = (
            prices.first()?.clone(),
            prices.iter().rfind(|price| price.environment.as_str() == "prod")?.clone(),
        );
        let format = Format::new(Language::English);
        let whole = |amount: engine::Decimal| format.dollars(amount.round());
        let cut = |text: String| text.trim_end_matches(".00").to_owned();
        Some(format!(
            "{} {} → {} {} /mo",
            first.environment,
            cut(whole(first.monthly.typical)),
            last.environment,
            cut(whole(last.monthly.typical))
        ))
    });
    Effect::new(move |_| {
        app.theme.track();
        let Some(canvas) = picture.get() else { return };
        told.update_value(|editor| {
            if let Some(scene) = editor.as_mut().and_then(|editor| editor.scene().ok()) {
                preview::show(canvas, scene, theme::current());
            }
        });
    });
    let title = Language::English.of(template.title);
    let description = Language::English.of(template.description);
    view! {
        <button class="design" data-template=template.name on:click=move |_| app.begin(template)>
            <canvas node_ref=picture></canvas>
            <div>
                <strong>{title}</strong>
                <p>{description}</p>
                <span class="mono">{prices.flatten()}</span>
            </div>
        </button>
    }
}
