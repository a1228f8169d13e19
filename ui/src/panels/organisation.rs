//! Rules of the organisation: the sets that the design holds with what they find, and the form to add or change one.

use editor::models::{HeldRules, Standing};
use engine::Id;
use leptos::{ev, html, prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

use crate::{kit::dialog::Dialog, state::App};

/// The rule set whose form is open; `Some(None)` is a new one.
type Open = RwSignal<Option<Option<Id>>>;

#[component]
pub fn Organisation(app: App) -> impl IntoView {
    let all = Memo::new(move |_| app.derive(|editor| editor.rule_sets()).unwrap_or_default());
    let open: Open = RwSignal::new(None);
    view! {
        <div class="table organisation" role="table" aria-label="Rules of the organisation">
            <div class="head" role="row">
                <span role="columnheader" aria-label="Status"></span><span role="columnheader">"Rules"</span>
                <span role="columnheader">"What they find"</span><span class="right" role="columnheader">"Lines"</span><span role="columnheader"></span>
            </div>
            {move || all.with(Vec::is_empty).then(|| view! {
                <p class="empty"><i class="g s g-shield-check plain-glyph"></i>"Hold the design to rules in the CloudFormation Guard language: they are part of it, and judged after every edit."</p>
            })}
            <For each=move || all.get() key=|one| format!("{one:?}") let:one><Line app one open/></For>
            <p class="foot-line"><button class="link" on:click=move |_| open.set(Some(None))><i class="g s g-plus"></i>"Add rules…"</button></p>
        </div>
        {move || open.get().map(|id| view! { <Form app id open/> })}
    }
}

fn look(standing: Standing) -> (&'static str, &'static str, String) {
    match standing {
        Standing::Waiting => ("g s g-clock none", "waiting", "Not judged yet".to_owned()),
        Standing::Found(0) => ("g s g-circle-check good", "kept", "Everything is as they ask".to_owned()),
        Standing::Found(1) => ("g s g-octagon-alert bad", "not kept", "1 finding".to_owned()),
        Standing::Found(many) => ("g s g-octagon-alert bad", "not kept", format!("{many} findings")),
        Standing::Wrong(why) => ("g s g-triangle-alert ask", "not judged", why),
    }
}

#[component]
fn Line(app: App, one: HeldRules, open: Open) -> impl IntoView {
    let HeldRules { id, name, lines, standing } = one;
    let (glyph, word, said) = look(standing);
    let named = id.to_string();
    let edit = {
        let id = id.clone();
        move |_| open.set(Some(Some(id.clone())))
    };
    let remove = move |_| {
        let result = app.act(|editor| editor.hold_no_longer(&id).map_err(|why| editor.why(&why)));
        app.told(result);
    };
    view! {
        <div class="row" role="row" data-rules=named>
            <span role="cell"><i class=glyph role="img" aria-label=word title=word></i></span>
            <span class="what" role="cell" title=name.clone()>{name.clone()}</span>
            <span class="decides" role="cell" title=said.clone()>{said.clone()}</span>
            <span class="right mono" role="cell">{lines}</span>
            <span class="ways" role="cell">
                <button class="plain" aria-label="Change" title="Change" on:click=edit><i class="g s g-pencil"></i></button>
                <button class="plain" aria-label="Remove" title="Hold the design to them no longer" on:click=remove><i class="g s g-trash-2"></i></button>
            </span>
        </div>
    }
}

#[component]
fn Form(app: App, id: Option<Id>, open: Open) -> impl IntoView {
    let close = move || open.set(None);
    let held = id
        .as_ref()
        .and_then(|id| app.peek(|editor| editor.document().organisation_rules.get(id).cloned()).flatten());
    let (title, done) = if held.is_some() { ("Change rules", "Change") } else { ("Add rules", "Add") };
    let (before, text_before) = held.map(|held| (held.name, held.text.to_string())).unwrap_or_default();
    let (name, text) = (NodeRef::<html::Input>::new(), NodeRef::<html::Textarea>::new());
    let wrong = RwSignal::new(None::<String>);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (Some(name), Some(text)) = (name.get_untracked(), text.get_untracked()) else { return };
        match app.act(|editor| editor.hold_to(id.clone(), &name.value(), &text.value())) {
            Some(Err(why)) => wrong.set(Some(why)),
            _ => close(),
        }
    };
    let chosen = move |event: ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        spawn_local(async move {
            let Some(read) = JsFuture::from(file.text()).await.ok().and_then(|read| read.as_string()) else {
                return wrong.set(Some(format!("{}: cannot be read", file.name())));
            };
            let (Some(name), Some(text)) = (name.get_untracked(), text.get_untracked()) else { return };
            text.set_value(&read);
            if name.value().trim().is_empty() {
                let file = file.name();
                name.set_value(file.strip_suffix(".guard").unwrap_or(&file));
            }
            wrong.set(None);
        });
    };
    view! {
        <Dialog title=title.to_owned() name="rules" close=close>
            <form class="rules" on:submit=submit>
                <label>"Name"<input node_ref=name aria-label="Name" value=before placeholder="As findings show it" autofocus/></label>
                <label>"Rules in the CloudFormation Guard language"
                    <textarea node_ref=text aria-label="Rules" rows="14" spellcheck="false" wrap="off" placeholder="rule DATABASES_SURVIVE_A_ZONE { … }" prop:value=text_before></textarea>
                </label>
                <label>"Or take a file"<input type="file" aria-label="File" accept=".guard,.ruleset,.txt" on:change=chosen/></label>
                {move || wrong.get().map(|why| view! { <p class="wrong" role="alert">{why}</p> })}
                <footer>
                    <button type="button" class="soft" on:click=move |_| close()>"Cancel"</button>
                    <button class="primary">{done}</button>
                </footer>
            </form>
        </Dialog>
    }
}
