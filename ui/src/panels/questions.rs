//! The questions of the Well-Architected Framework: how much of each is proven where, and beside it all there is to say of
//! the one that is chosen.

use std::collections::BTreeSet;

use editor::models::{Evidence, PillarStand, Proof, Question, QuestionStand, Stand};
use engine::{
    Id, Language, WellArchitected,
    design::{self, Pillar},
    well_architected::{ReportWords, Standing},
};
use leptos::{ev, prelude::*};

use super::answers::Answers;
use crate::{
    kit::rows::{self, entered},
    state::App,
};

#[component]
pub fn Questions(app: App, chosen: RwSignal<Option<&'static str>>) -> impl IntoView {
    let pillars = Memo::new(move |_| app.derive(|editor| editor.questions()).unwrap_or_default());
    let folded = RwSignal::new(BTreeSet::<Pillar>::new());
    let environments = Memo::new(move |_| {
        let first = |pillars: &Vec<PillarStand>| -> Vec<Id> {
            let scores = pillars.first().map(|pillar| pillar.scores.as_slice()).unwrap_or_default();
            scores.iter().map(|(id, _)| id.clone()).collect()
        };
        pillars.with(first)
    });
    // who comes from elsewhere sees the question that is meant
    Effect::new(move |_| {
        let question = chosen.get().and_then(design::framework::question);
        if let Some(question) = question {
            rows::fold(folded, &question.pillar, false);
            let row = format!("question-{}", question.id);
            request_animation_frame(move || {
                if let Some(row) = document().get_element_by_id(&row) {
                    row.scroll_into_view_with_bool(false);
                }
            });
        }
    });
    let heads = move || {
        environments
            .get()
            .into_iter()
            .map(|id| view! { <span role="columnheader">{id.to_string()}</span> })
            .collect_view()
    };
    view! {
        <div class="questions">
            <div class="table" role="table" aria-label="Well-Architected questions" style=("--count", move || environments.with(Vec::len).to_string())>
                <div class="head" role="row">
                    <span role="columnheader" aria-label="Pillar"></span><span role="columnheader">"Question"</span><span role="columnheader"></span>{heads}
                </div>
                {Pillar::ALL.map(|pillar| view! { <Section pillars pillar folded chosen/> })}
            </div>
            <div class="detail" aria-label="The question" tabindex="-1">
                {move || match chosen.get() {
                    Some(id) => view! { <Detail app id/> }.into_any(),
                    None => view! {
                        <p class="prose">{Language::English.of(ReportWords::READING)}</p>
                        <p class="prose">"Choose a question to see what the design says of it, and to answer what only a person can."</p>
                        <button class="soft" on:click=move |_| app.run("export")><i class="g s g-download"></i>"Export the report…"</button>
                    }.into_any(),
                }}
            </div>
        </div>
    }
}

/// A pillar: its score in each environment, and its questions.
#[component]
fn Section(
    pillars: Memo<Vec<PillarStand>>,
    pillar: Pillar,
    folded: RwSignal<BTreeSet<Pillar>>,
    chosen: RwSignal<Option<&'static str>>,
) -> impl IntoView {
    let stand = Memo::new(move |_| {
        pillars.with(|pillars| pillars.iter().find(|stand| stand.pillar == pillar).cloned())
    });
    let open = Memo::new(move |_| !folded.with(|folded| folded.contains(&pillar)));
    let set = move |fold: bool| rows::fold(folded, &pillar, fold);
    let toggle = move || set(open.get_untracked());
    let keys = move |event: ev::KeyboardEvent| rows::fold_by_keys(&event, &toggle, &set);
    let scores = move || {
        let scores = stand.get().map(|stand| stand.scores).unwrap_or_default();
        let cell = |(environment, score): (Id, engine::well_architected::PillarScore)| {
            let told = format!(
                "{environment}: {} of {} questions answered, {} open",
                score.answered, score.questions, score.open
            );
            view! { <b class="mono" role="cell" title=told data-environment=environment.to_string()>{WellArchitected::percent(score.proven)}</b> }
        };
        scores.into_iter().map(cell).collect_view()
    };
    let title = Language::English.of(pillar.title());
    view! {
        <div class="row heading" role="row" tabindex="0" data-pillar=pillar.word() aria-expanded=move || open.get().to_string() on:click=move |_| toggle() on:keydown=keys>
            <span role="cell"><i class="g s g-chevron-right turn" class:open=open></i></span>
            <span class="what" role="cell"><b>{title}</b></span>{scores}
        </div>
        <Show when=move || open.get()>
            {pillar.questions().iter().enumerate().map(|(at, question)| {
                let row = Memo::new(move |_| stand.with(|stand| stand.as_ref().and_then(|stand| stand.questions.get(at).cloned())));
                view! { <Row row id=question.id asks=Language::English.of(question.asks) chosen/> }
            }).collect_view()}
        </Show>
    }
}

#[component]
fn Row(
    row: Memo<Option<QuestionStand>>,
    id: &'static str,
    asks: &'static str,
    chosen: RwSignal<Option<&'static str>>,
) -> impl IntoView {
    let press = move || chosen.set(Some(id));
    let here = move || row.get().map(|row| row.environments).unwrap_or_default();
    let cells = move || here().into_iter().map(pill).collect_view();
    // who is to do something: nobody, where all of it is answered
    let mark = move || {
        let all = here();
        let answered = all.iter().filter(|here| here.answered).count();
        let (glyph, words) = match answered {
            0 => ("g s g-circle none", "A person has yet to answer"),
            some if some < all.len() => ("g s g-user ask", "Answered for some environments"),
            _ => ("g s g-user good", "Answered"),
        };
        view! { <i class=glyph role="img" aria-label=words title=words></i> }
    };
    view! {
        <div class="row" role="row" tabindex="0" id=format!("question-{id}") data-question=id class:selected=move || chosen.get() == Some(id)
            on:click=move |_| press() on:keydown=move |event| entered(&event, &press)>
            <span role="cell">{mark}</span><span class="mono" role="cell">{id}</span>
            <span class="asks" role="cell" title=asks>{asks}</span>{cells}
        </div>
    }
}

fn look(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "pill high",
        Standing::Unproven => "pill low",
        Standing::PartlyProven => "pill med",
        Standing::Proven => "pill ok",
    }
}

fn pill(here: Stand) -> impl IntoView {
    let told = format!("{}: {}", here.environment, here.word);
    view! { <span class=look(here.standing) role="cell" data-environment=here.environment.to_string() title=told>{here.proven}</span> }
}

/// All there is to say of a question.
#[component]
fn Detail(app: App, id: &'static str) -> impl IntoView {
    let question = Memo::new(move |_| app.derive(|editor| editor.question(id)).flatten());
    let answers = Memo::new(move |_| {
        let told = |question: Question| (question.answers, question.unanswered);
        question.get().map(told).unwrap_or_default()
    });
    let stands = move || {
        let stands =
            question.with(|question| question.as_ref().map(|question| question.stand.environments.clone()));
        let line = |here: Stand| {
            let checks = here.checks;
            let told = format!(
                "{} satisfied, {} violated, {} cannot tell, {} accepted",
                checks.satisfied, checks.violated, checks.cannot_tell, checks.suppressed
            );
            view! { <li data-environment=here.environment.to_string()><b>{here.environment.to_string()}</b><span class=look(here.standing)>{here.word}</span><small>{here.proven}" · "{told}</small></li> }
        };
        stands.unwrap_or_default().into_iter().map(line).collect_view()
    };
    let evidence = move || {
        let (all, more) = question
            .with(|question| question.as_ref().map(|question| (question.evidence.clone(), question.more)))
            .unwrap_or_default();
        if all.is_empty() {
            return view! { <p class="prose">"No rule has anything to judge here: it is for a person alone."</p> }.into_any();
        }
        let more = (more > 0).then(|| view! { <p class="prose">{format!("and {more} more")}</p> });
        view! { {all.into_iter().map(|one| view! { <Proven app one/> }).collect_view()}{more} }.into_any()
    };
    let head = question.get_untracked();
    view! {
        <h3><span class="mono">{id}</span>{head.as_ref().map(|question| question.stand.asks)}</h3>
        <p class="prose"><code>{head.map(|question| question.url)}</code></p>
        <ul class="stands">{stands}</ul>
        <Answers app id answers/>
        <h4>"What the design says"</h4>
        {evidence}
    }
}

/// What a rule says of one place; it leads there.
#[component]
fn Proven(app: App, one: Evidence) -> impl IntoView {
    let glyph = match one.proof {
        Proof::Violated => "g s g-octagon-alert bad",
        Proof::CannotTell => "g s g-circle-alert ask",
        Proof::Accepted => "g s g-shield-check none",
        Proof::Satisfied => "g s g-circle-check good",
    };
    let word = one.proof.word(Language::English);
    let (node, named) = (one.node.clone(), one.node.to_string());
    view! {
        <button class="evidence" data-proof=word data-rule=one.rule data-node=named title=one.name on:click=move |_| app.reveal(&node)>
            <i class=glyph role="img" aria-label=word title=word></i>
            <span>{one.message}<small><code>{one.rule}</code>{one.environments.into_iter().map(|id| view! { <b class="env on">{id.to_string()}</b> }).collect_view()}</small></span>
        </button>
    }
}
