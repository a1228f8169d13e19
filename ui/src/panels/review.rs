//! The review panel: what is approved as it is now, sending a version out, answers, comments.

use contract::{ApprovalState, EnvironmentApproval, ReviewComment, Reviews, SentReview};
use engine::Id;
use leptos::{ev, html, prelude::*};

use crate::{
    kit::icon::Icon,
    state::{App, Saved, Side},
};

#[component]
pub fn Review(app: App) -> impl IntoView {
    app.follow_reviews();
    view! {
        <section class="review" aria-label="Review">
            {move || match app.reviews.get() {
                None => view! { <p class="empty">"Reading the record…"</p> }.into_any(),
                Some(all) => {
                    let Reviews { label, version, environments, sent, comments } = all;
                    view! {
                        <h2>"Review"<span class="mono" title=version.clone()>{label.clone()}</span></h2>
                        <ul class="approvals" aria-label="Approval by environment">
                            {environments.into_iter().map(approval).collect_view()}
                        </ul>
                        <Send app label/>
                        <Sent sent version/>
                        <Comments app comments/>
                    }.into_any()
                }
            }}
        </section>
    }
}

/// How the environment shown stands with those who were asked; pressing it opens the panel.
#[component]
pub fn ApprovalLine(app: App, #[prop(into)] environment: Signal<Option<String>>) -> impl IntoView {
    app.follow_reviews();
    move || {
        let shown = environment.get()?;
        let found = app.reviews.get()?.environments.into_iter().find(|one| one.environment == shown)?;
        let (word, glyph) = look(found.state);
        Some(view! {
            <button class="approval" data-approval=shown data-state=word title="Reviews" on:click=move |_| app.side.set(Some(Side::Review))>
                <i class=format!("g s g-{glyph}")></i><span>{found.words}</span>
            </button>
        })
    }
}

/// A word for styles, and the glyph.
fn look(state: ApprovalState) -> (&'static str, &'static str) {
    match state {
        ApprovalState::Approved => ("approved", "circle-check"),
        ApprovalState::Waiting => ("waiting", "clock"),
        ApprovalState::ChangesRequested => ("against", "message-square"),
        ApprovalState::Outdated => ("outdated", "triangle-alert"),
        ApprovalState::NotSent => ("not-sent", "circle"),
        ApprovalState::Blocked => ("blocked", "ban"),
    }
}

fn approval(EnvironmentApproval { environment, state, words }: EnvironmentApproval) -> impl IntoView {
    let (word, glyph) = look(state);
    let id = environment.clone();
    view! {
        <li data-approval=id data-state=word>
            <i class=format!("g g-{glyph}")></i>
            <div><b>{environment}</b><span>{words}</span></div>
        </li>
    }
}

#[component]
fn Send(app: App, label: String) -> impl IntoView {
    let names = NodeRef::<html::Input>::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let written = names.get_untracked().map(|field| field.value()).unwrap_or_default();
        let named = written.split(',').map(str::trim).filter(|name| !name.is_empty());
        app.export_review(named.map(str::to_owned).collect());
    };
    view! {
        <form class="send" on:submit=send>
            <label>
                "Who may answer"
                <input node_ref=names name="reviewers" placeholder="Names with commas; empty: whoever gets it"/>
            </label>
            {move || matches!(app.saved.get(), Saved::No(_)).then(|| view! {
                <p class="unsaved"><i class="g s g-triangle-alert"></i>"What is not saved is not in the page."</p>
            })}
            <div>
                <button class="primary" type="submit" disabled=move || app.saved.get() == Saved::Pending><i class="g s g-send"></i>{format!("Export {label}…")}</button>
                <button class="soft" type="button" on:click=move |_| app.import_answer()>
                    <i class="g s g-upload"></i>"Import an answer…"
                </button>
            </div>
        </form>
    }
}

#[component]
fn Sent(sent: Vec<SentReview>, version: String) -> impl IntoView {
    if sent.is_empty() {
        return view! {
            <p class="nothing">
                "Nothing was sent yet. Export writes one page with the diagram, prices and findings of each environment. \
                 It opens in any browser, without network; the answer comes back as a small file."
            </p>
        }
        .into_any();
    }
    let one = move |sent: SentReview| {
        let open = sent.version == version;
        let to = match sent.reviewers.is_empty() {
            true => String::new(),
            false => format!(" · for {}", sent.reviewers.join(", ")),
        };
        let short = sent.version.chars().take(8).collect::<String>();
        let waiting = sent.answers.is_empty().then(|| view! { <p class="none">"No answer yet"</p> });
        let answers = sent.answers.into_iter().map(|answer| {
            let (word, glyph, what) = match answer.approves {
                true => ("approved", "circle-check", "approves"),
                false => ("against", "message-square", "requests changes to"),
            };
            let note = (!answer.note.trim().is_empty()).then(|| view! { <q>{answer.note.clone()}</q> });
            view! {
                <p data-state=word title=answer.date>
                    <i class=format!("g s g-{glyph}")></i>
                    <span><bdi>{answer.reviewer}</bdi>" "{what}" "{answer.environments.join(", ")}{note}</span>
                </p>
            }
        });
        let answers = answers.collect_view();
        view! {
            <li data-review=sent.id>
                <header>
                    <b>{sent.label}</b><span class="mono" title=sent.version.clone()>{short}</span>
                    {open.then(|| view! { <em>"open now"</em> })}
                </header>
                <p class="none">{sent.date}<bdi>{to}</bdi></p>
                {answers}
                {waiting}
            </li>
        }
    };
    view! { <h3>"Sent"</h3><ul class="sent">{sent.into_iter().map(one).collect_view()}</ul> }.into_any()
}

#[component]
fn Comments(app: App, comments: Vec<ReviewComment>) -> impl IntoView {
    let threads: Vec<(ReviewComment, Vec<ReviewComment>)> = comments
        .iter()
        .filter(|comment| comment.answers.is_none())
        .map(|first| {
            let answers = comments.iter().filter(|other| other.answers.as_ref() == Some(&first.id));
            (first.clone(), answers.cloned().collect())
        })
        .collect();
    if threads.is_empty() {
        return ().into_any();
    }
    let open = threads.iter().filter(|(first, _)| !first.resolved).count();
    let counts = format!("{open} open, {} resolved", threads.len() - open);
    view! {
        <h3>"Comments"<span>{counts}</span></h3>
        <ul class="threads">
            {threads.into_iter().map(|(first, answers)| view! { <Thread app first answers/> }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Thread(app: App, first: ReviewComment, answers: Vec<ReviewComment>) -> impl IntoView {
    let element = first.element.as_deref().and_then(Id::new);
    let about = element.clone().and_then(|id| {
        let named = app.peek(|editor| {
            let document = editor.document();
            document
                .nodes
                .get(&id)
                .map(|node| (node.name.clone(), node.kind.clone()))
                .or_else(|| document.connections.get(&id).map(|wire| (wire.name.clone(), String::new())))
        });
        named.flatten().map(|(name, kind)| (name.unwrap_or_else(|| id.to_string()), kind))
    });
    let gone = first.element.is_some() && about.is_none();
    let (name, kind) = match (about, &first.element) {
        (Some(about), _) => about,
        (None, Some(id)) => (format!("{id} (no longer there)"), String::new()),
        (None, None) => ("The whole design".to_owned(), String::new()),
    };
    let icon = (!kind.is_empty()).then(|| view! { <Icon symbol=kind size=16/> });
    let reveal = element.filter(|_| !gone);
    let fixed = reveal.is_none();
    let field = NodeRef::<html::Textarea>::new();
    let (id, answered) = (first.id.clone(), first.id.clone());
    let reply = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let text = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        if !text.trim().is_empty() {
            app.answer_comment(answered.clone(), text);
        }
    };
    let resolved = first.resolved;
    let settle = move |_| app.resolve_comment(id.clone(), !resolved);
    let said = |comment: ReviewComment| {
        view! {
            <p class="remark"><b><bdi>{comment.author}</bdi></b><span>{comment.date}</span><q dir="auto">{comment.text}</q></p>
        }
    };
    let (id, element) = (first.id.clone(), first.element.clone().unwrap_or_default());
    view! {
        <li class:resolved=resolved data-comment=id data-about=element>
            <header>
                <button disabled=fixed title="Show it on the drawing"
                    on:click=move |_| if let Some(id) = &reveal { app.reveal(id) }>{icon}<bdi>{name}</bdi></button>
                <button class="settle" on:click=settle>{if resolved { "Reopen" } else { "Resolve" }}</button>
            </header>
            {said(first)}
            {answers.into_iter().map(said).collect_view()}
            {(!resolved).then(|| view! {
                <form on:submit=reply>
                    <textarea node_ref=field rows="1" placeholder="Reply" aria-label="Reply"></textarea>
                    <button class="soft" type="submit" aria-label="Send the reply"><i class="g s g-send"></i></button>
                </form>
            })}
        </li>
    }
}
