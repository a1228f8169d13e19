//! What people answered to a question, and the form to answer it.

use editor::models::Answered;
use engine::{
    Id, Language,
    design::{Answer, Choice},
    well_architected::choice_words,
};
use leptos::{ev, html, prelude::*};

use crate::{
    kit::{
        checks::Checks,
        remembered::{remember, remembered},
    },
    state::App,
};

/// The answers to a question, and where a person has yet to answer.
#[component]
pub fn Answers(app: App, id: &'static str, answers: Memo<(Vec<Answered>, Vec<Id>)>) -> impl IntoView {
    let changing = RwSignal::new(None::<Answered>);
    let given = move || {
        let (given, _) = answers.get();
        given.into_iter().map(|one| view! { <Given app one changing/> }).collect_view()
    };
    let form = move || {
        let (_, unanswered) = answers.get();
        let (answer, places) = match changing.get() {
            Some(one) => (Some((one.id, one.given)), one.environments),
            None if unanswered.is_empty() => return None,
            None => (None, unanswered),
        };
        Some(view! { <Form app question=id answer places done=move || changing.set(None)/> })
    };
    view! { <h4>"What a person says"</h4>{given}{form} }
}

#[component]
fn Given(app: App, one: Answered, changing: RwSignal<Option<Answered>>) -> impl IntoView {
    let (id, again) = (one.id.clone(), one.clone());
    let withdraw = move |_| {
        let result = app.act(|editor| editor.withdraw_answer(&id).map_err(|why| editor.why(&why)));
        app.told(result);
        changing.set(None);
    };
    let Answer { note, role, date, .. } = one.given;
    view! {
        <section class="given" data-answer=one.id.to_string()>
            <p><b>{one.choice}</b>" "{note}</p>
            <footer><small>{role}" · "{date}</small>{one.environments.into_iter().map(|id| view! { <b class="env on">{id.to_string()}</b> }).collect_view()}
                <button class="plain" aria-label="Change" title="Change" on:click=move |_| changing.set(Some(again.clone()))><i class="g s g-pencil"></i></button>
                <button class="plain" aria-label="Withdraw" title="Withdraw" on:click=withdraw><i class="g s g-trash-2"></i></button>
            </footer>
        </section>
    }
}

/// Asks how far what a question asks for is done. `places`: where the answer holds, unless a person says otherwise.
#[component]
fn Form(
    app: App,
    question: &'static str,
    answer: Option<(Id, Answer)>,
    places: Vec<Id>,
    done: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let (choice, role, date, note) = (
        NodeRef::<html::Select>::new(),
        NodeRef::<html::Input>::new(),
        NodeRef::<html::Input>::new(),
        NodeRef::<html::Textarea>::new(),
    );
    let wrong = RwSignal::new(None::<String>);
    let chosen = RwSignal::new(places);
    let all: Vec<Id> =
        app.peek(|editor| editor.environments()).unwrap_or_default().into_iter().map(|(id, _)| id).collect();
    let (id, before) = answer.unzip();
    let changed = before.is_some();
    let said = before.as_ref().map(|before| before.choice);
    let options = Choice::ALL.map(|choice| {
        let words = Language::English.of(choice_words(choice));
        view! { <option value=choice.word() selected=said == Some(choice)>{words}</option> }
    });
    // a person answers many questions in one role
    let role_before = before.as_ref().map(|before| before.role.clone()).or_else(|| remembered("role"));
    let date_before = before.as_ref().map_or_else(|| app.today(), |before| before.date.clone());
    let note_before = before.map(|before| before.note);
    let everywhere = all.clone();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let text = |field: NodeRef<html::Input>| {
            field.get_untracked().map(|field| field.value()).unwrap_or_default()
        };
        let word = choice.get_untracked().map(|field| field.value()).unwrap_or_default();
        let Some(choice) = Choice::ALL.into_iter().find(|choice| choice.word() == word) else {
            return wrong.set(Some("Say how far it is done.".to_owned()));
        };
        let named = chosen.get_untracked();
        let answer = Answer {
            question: question.to_owned(),
            choice,
            note: note.get_untracked().map(|field| field.value()).unwrap_or_default(),
            role: text(role),
            date: text(date),
            environments: (!everywhere.iter().all(|id| named.contains(id))).then_some(named),
        };
        let role = answer.role.trim().to_owned();
        match app.act(|editor| editor.answer(id.clone(), answer)) {
            Some(Err(why)) => wrong.set(Some(why)),
            _ => {
                remember("role", &role);
                done();
            }
        }
    };
    view! {
        <form class="answer" on:submit=submit>
            <span class="control"><select node_ref=choice aria-label="Answer">
                <option value="" selected=said.is_none()>"How far is it done?"</option>{options}
            </select><i class="g s g-chevron-down"></i></span>
            <textarea node_ref=note aria-label="Note" rows="2" placeholder="What is done, or where it is written down" prop:value=note_before></textarea>
            <div class="two">
                <input node_ref=role aria-label="Role" placeholder="Role, no name" value=role_before/>
                <input node_ref=date type="date" aria-label="Date" value=date_before max=app.today()/>
            </div>
            <Checks name="Environments" all chosen/>
            {move || wrong.get().map(|why| view! { <p class="wrong" role="alert">{why}</p> })}
            <div class="ways">
                <button class="primary">{if changed { "Change" } else { "Answer" }}</button>
                {changed.then(|| view! { <button type="button" class="soft" on:click=move |_| done()>"Cancel"</button> })}
            </div>
        </form>
    }
}
