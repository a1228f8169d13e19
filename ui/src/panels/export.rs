//! What leaves the design as files: the drawing and the templates of the environment shown, the report on all of them.

use contract::{Export, Failure, ReportForm, Seen};
use editor::{Lens, Request};
use engine::scene::theme::Theme;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    canvas::face,
    kit::{dialog::Dialog, theme},
    shell,
    state::App,
};

/// Opens when the editor asks for it.
#[component]
pub fn ExportLayer(app: App) -> impl IntoView {
    let open = opens_on(app, Request::Export);
    move || open.get().then(|| view! { <Choices app close=move || open.set(false)/> })
}

/// Whether a dialog is open: it opens when the editor asks for it.
pub(super) fn opens_on(app: App, request: Request) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if app.asked.with(|asked| asked.as_ref() == Some(&request)) {
            app.asked.set(None);
            open.set(true);
        }
    });
    open
}

/// What became of writing files: where they are, or why there are none.
#[derive(Clone, Copy, Default)]
pub(super) struct Told {
    written: RwSignal<Vec<String>>,
    pub wrong: RwSignal<Option<String>>,
}

impl Told {
    /// `None`: a person thought better of it.
    fn tell(self, written: Result<Option<Vec<String>>, Failure>) {
        match written {
            Ok(Some(paths)) => {
                self.wrong.set(None);
                self.written.set(paths);
            }
            Ok(None) => {}
            Err(failure) => self.wrong.set(Some(failure.message)),
        }
    }

    /// Writes a file where a person chooses.
    pub fn place<W: Future<Output = Result<(), Failure>>>(
        self,
        chosen: impl Future<Output = Result<Option<String>, Failure>> + 'static,
        write: impl FnOnce(String) -> W + 'static,
    ) {
        spawn_local(async move {
            self.tell(match chosen.await {
                Ok(Some(path)) => write(path.clone()).await.map(|()| Some(vec![path])),
                other => other.map(|_| None),
            });
        });
    }

    pub fn view(self) -> AnyView {
        view! {
            {move || self.written.with(|paths| (!paths.is_empty()).then(|| view! {
                <p class="done" role="status"><i class="g s g-circle-check"></i>{paths.join("\n")}</p>
            }))}
            {move || self.wrong.get().map(|why| view! { <p class="wrong" role="alert">{why}</p> })}
        }
        .into_any()
    }
}

#[component]
fn Choices(app: App, close: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    let environment =
        app.peek(|editor| editor.environment().map(ToString::to_string)).flatten().unwrap_or_default();
    let name = StoredValue::new(environment.clone());
    let told = Told::default();
    let barrier = app.peek(|editor| editor.blockers().len()).unwrap_or(0) > 0;
    let dark = RwSignal::new(theme::current() == Theme::Dark);
    // what is looked at is what is drawn, unless a person wants it without
    let lens = app.peek(|editor| editor.lens()).unwrap_or_default();
    let through = RwSignal::new(lens != Lens::Architecture);
    let write = move |what: Export| {
        let drawing = through.get_untracked() && what != Export::Templates;
        let seen = drawing.then(|| app.peek(|editor| editor.seen())).flatten().flatten();
        let seen = seen.map(|editor::Seen { lens, document }| Seen { lens, document });
        let currency = app.peek(|editor| editor.currency().code).unwrap_or_default();
        spawn_local(async move {
            told.tell(shell::export(what, name.get_value(), dark.get_untracked(), currency, seen).await);
        });
    };
    let report = move |form: ReportForm| told.place(shell::choose_report(form), shell::export_report);
    let offer = move |_| {
        close();
        app.asked.set(Some(Request::Proposal));
    };
    let forms = [(ReportForm::Html, "HTML"), (ReportForm::Pdf, "PDF"), (ReportForm::Markdown, "Markdown")];
    let forms = forms.map(|(form, words)| {
        view! { <button class="soft" data-report=format!("{form:?}") on:click=move |_| report(form)>{words}</button> }
    });
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
    let either = move |signal: RwSignal<bool>, value: bool, glyph: &'static str, words: &'static str| {
        view! {
            <button role="radio" aria-checked=move || (signal.get() == value).to_string() on:click=move |_| signal.set(value)>
                <i class=format!("g s g-{glyph}")></i>{words}
            </button>
        }
    };
    let lenses = (lens != Lens::Architecture).then(|| {
        let (word, glyph, _) = face(lens);
        view! {
            <div class="lenses" role="radiogroup" aria-label="Lens" data-choice="lens">
                {either(through, true, glyph, word)}{either(through, false, "shapes", "Without lens")}
            </div>
        }
    });
    view! {
        <Dialog title=format!("Export {environment}") name="export" close=close>
            {lenses}
            <div class="choices">
                {choice(Export::Svg, "shapes", "Drawing", "SVG with prices and findings", false)}
                {choice(Export::Png, "image", "Picture", "PNG with prices and findings, two pixels to a unit", false)}
                {choice(Export::Templates, "braces", "CloudFormation templates",
                    if barrier { "What cannot be built has no templates: see Problems" } else { "YAML, one file a stack, into a folder" }, barrier)}
                <div class="choice-line">
                    <i class="g g-shield-check"></i>
                    <span><b>"Well-Architected report"</b><small>"What is proven in all environments, and what people answered"</small></span>{forms}
                </div>
                <button class="choice" data-export="Proposal" on:click=offer>
                    <i class="g g-receipt-text"></i><span><b>"Proposal…"</b><small>"What a client is offered, as PDF or as a workbook"</small></span>
                </button>
            </div>
            {told.view()}
            <footer>
                <div class="lenses" role="radiogroup" aria-label="Colours">{either(dark, false, "sun", "Light")}{either(dark, true, "moon", "Dark")}</div>
                <button class="soft" on:click=move |_| close()>"Close"</button>
            </footer>
        </Dialog>
    }
}
