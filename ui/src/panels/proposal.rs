//! What a client is offered: who offers it to whom, in which words and colours; written as a PDF or a workbook.

use contract::ProposalForm;
use editor::Request;
use engine::Language;
use leptos::{ev, prelude::*, task::spawn_local};

use super::export::{Told, opens_on};
use crate::{kit::dialog::Dialog, shell, state::App};

/// What stands in a line: its name in the document, label, and an example.
const LINES: [[&str; 3]; 8] = [
    ["company", "Your company", "Example Cloud"],
    ["contact", "Contact", "sales@example.com"],
    ["client", "For", "the client's name"],
    ["valid_days", "Valid for days", "30"],
    ["colour", "Colour", "#1a5fb4"],
    ["accent", "Second colour", "#f2a51f"],
    ["tax", "Tax", "IVA:19"],
    ["currency", "Also in the currency", "CLP, by a rate that is stated"],
];
const PARAGRAPHS: [[&str; 3]; 2] = [
    ["introduction", "Introduction", "What this is about"],
    ["exclusions", "Not included", "A sentence a line"],
];

/// Opens when the editor asks for it.
#[component]
pub fn ProposalLayer(app: App) -> impl IntoView {
    let open = opens_on(app, Request::Proposal);
    move || open.get().then(|| form(app, open))
}

fn form(app: App, open: RwSignal<bool>) -> AnyView {
    let told = Told::default();
    let close = move || open.set(false);
    let (environment, spanish) = (RwSignal::new(String::new()), RwSignal::new(false));
    // what stands beside in the panel of prices
    let against = RwSignal::new(true);
    let stated = move |name: &'static str| app.peek(|editor| editor.offered(name)).unwrap_or_default();
    let logo = RwSignal::new(stated("logo"));
    let state = move |name: &'static str, text: &str| {
        told.wrong.set(app.act(|editor| editor.offer(name, text)).and_then(Result::err));
        logo.set(stated("logo"));
    };
    let check = move |name: &'static str, text: &str| {
        told.wrong.set(app.peek(|editor| editor.unfit_to_offer(name, text)).flatten());
    };
    let field = move |[name, label, example]: [&'static str; 3], tall: bool| {
        let input = move |event: ev::Event| check(name, &event_target_value(&event));
        let change = move |event: ev::Event| state(name, &event_target_value(&event));
        match tall {
            true => view! {
                <label>{label}<textarea rows="3" data-offer=name aria-label=label placeholder=example prop:value=stated(name) on:input=input on:change=change></textarea></label>
            }.into_any(),
            false => view! {
                <label>{label}<input data-offer=name aria-label=label placeholder=example prop:value=stated(name) on:input=input on:change=change/></label>
            }.into_any(),
        }
    };
    let choose = move |_| {
        spawn_local(async move {
            match shell::choose_logo().await {
                Ok(Some(url)) => state("logo", &url),
                Ok(None) => {}
                Err(failure) => told.wrong.set(Some(failure.message)),
            }
        });
    };
    let write = move |form: ProposalForm| {
        told.place(shell::choose_proposal(form), move |path| {
            let only = Some(environment.get_untracked()).filter(|one| !one.is_empty());
            let beside = against.get_untracked().then(|| app.pricing.beside.get_untracked()).flatten();
            shell::export_proposal(path, only, beside.map(|(word, _)| word), spanish.get_untracked())
        });
    };
    let forms = [(ProposalForm::Pdf, "PDF…"), (ProposalForm::Xlsx, "Workbook…")].map(|(form, words)| {
        view! { <button class="primary" data-proposal=format!("{form:?}") on:click=move |_| write(form)>{words}</button> }
    });
    let environments = app
        .peek(|editor| editor.document().environments.keys().map(ToString::to_string).collect::<Vec<_>>())
        .unwrap_or_default()
        .into_iter()
        .map(|id| view! { <option value=id.clone()>{id.clone()}</option> });
    view! {
        <Dialog title="Proposal".to_owned() name="proposal" close=close>
            <form on:submit=|event: ev::SubmitEvent| event.prevent_default()>
                {LINES.chunks(2).map(|pair| view! {
                    <div class="two">{pair.iter().map(|line| field(*line, false)).collect_view()}</div>
                }).collect_view()}
                {PARAGRAPHS.map(|paragraph| field(paragraph, true))}
                <div class="with-logo">
                    {move || logo.with(|url| (!url.is_empty()).then(|| view! {
                        <img alt="Logo" src=url.clone()/>
                        <button type="button" class="plain" aria-label="Remove the logo" on:click=move |_| state("logo", "")><i class="g s g-trash-2"></i></button>
                    }))}
                    <button type="button" class="soft" on:click=choose>"Logo…"</button>
                    <span class="control"><select aria-label="Environments" on:change=move |event| environment.set(event_target_value(&event))>
                        <option value="">"All environments"</option>{environments.collect_view()}
                    </select><i class="g s g-chevron-down"></i></span>
                    <span class="control"><select aria-label="Language" on:change=move |event| spanish.set(event_target_value(&event) == "es")>
                        <option value="en">"English"</option><option value="es">"Español"</option>
                    </select><i class="g s g-chevron-down"></i></span>
                </div>
                {app.pricing.beside.get_untracked().map(|(_, beside)| view! {
                    <div class="checks"><label class="check">
                        <input type="checkbox" aria-label="Compare" prop:checked=against on:change=move |event| against.set(event_target_checked(&event))/>
                        {format!("Compare with {}", beside.words(Language::English))}
                    </label></div>
                })}
            </form>
            {told.view()}
            <footer>{forms}<button class="soft" on:click=move |_| close()>"Close"</button></footer>
        </Dialog>
    }
    .into_any()
}
