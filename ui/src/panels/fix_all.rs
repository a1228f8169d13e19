//! All fixes of a rule at once: what they change and cost is shown before they are made.

use editor::models::Problem;
use leptos::{ev, prelude::*};

use super::{changes::Changes, finding::effect_words};
use crate::{kit::dialog::Dialog, state::App};

#[component]
pub fn FixAll(app: App, problems: Vec<Problem>, close: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    let problems: Vec<Problem> = problems.into_iter().filter(|problem| problem.fix.is_some()).collect();
    let title = problems.first().map_or_else(String::new, |problem| problem.title.to_string());
    let label = format!("Fix {}: {title}", problems.len());
    let (effect, changes) = app.peek(|editor| editor.effect_of_all(&problems)).unwrap_or_default();
    let (price, resolved) = effect_words(&effect, app.currency());
    let bar = effect.refused.is_some();
    let made = label.clone();
    let wrong = RwSignal::new(effect.refused);
    let fix = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let done = app.act(|editor| editor.apply_fixes(&problems, &made).map_err(|why| editor.why(&why)));
        match done {
            Some(Err(why)) => wrong.set(Some(why)),
            _ => close(),
        }
    };
    view! {
        <Dialog title=label name="fix-all" close=close>
            <form on:submit=fix>
                {(!bar).then(|| view! { <p><b class="mono">{price}</b>" · "{resolved}</p> })}
                <div class="preview"><Changes all=changes/></div>
                {move || wrong.get().map(|why| view! { <p class="wrong" role="alert">{why}</p> })}
                <footer>
                    <button type="button" class="soft" on:click=move |_| close()>"Cancel"</button>
                    <button class="primary" disabled=bar autofocus><i class="g s g-wrench"></i>"Fix all"</button>
                </footer>
            </form>
        </Dialog>
    }
}
