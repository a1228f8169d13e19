//! A plan on its way and at its end: stacks, events, what waits for a person, the first cause, outputs.

use contract::{
    Work,
    deployment::{Cause, Event, Light, Output, Stack, Stage},
};
use editor::models::{status_words, waiting_words};
use engine::{Id, Language, scene::draw::MarkLook};
use leptos::prelude::*;

use super::{
    record::Past,
    sign::{Counts, Sign},
};
use crate::state::{App, light_look};

/// The stacks in the order of the work.
#[component]
pub fn Stacks(app: App) -> impl IntoView {
    let planned = move || app.desk.seen.with(|seen| seen.stage == Stage::Planned);
    let stacks = move || app.desk.seen.with(|seen| seen.stacks.clone());
    let step = move |(number, stack): (usize, Stack)| {
        let Stack { stack: name, operation, predicted, changes, light, status, .. } = stack;
        let key = name.clone();
        let what = match (operation.as_str(), changes) {
            ("keep", _) => "no change".to_owned(),
            ("recreate", _) => "create again".to_owned(),
            (operation, 0) => operation.to_owned(),
            (operation, count) => format!("{operation} · {count}"),
        };
        let said = status.as_deref().map_or(what, status_words);
        let sign = if planned() && light == Light::Pending {
            view! { <span class="number">{number + 1}</span> }.into_any()
        } else {
            view! { <Sign look=light_look(light)/> }.into_any()
        };
        let predicted = predicted.then(|| view! { <span class="perhaps" title="Read off the templates: an earlier stack has to be there first">"predicted"</span> });
        view! {
            <div class="step" role="listitem" data-stack=key data-light=format!("{light:?}").to_lowercase()>
                {sign}<b class="mono">{name}</b>{planned().then_some(predicted)}<span>{said}</span>
            </div>
        }
    };
    view! {
        <Show when=move || app.desk.seen.with(|seen| !seen.stacks.is_empty())>
            <h3>"Stacks"</h3>
            <div class="steps" role="list" aria-label="Stacks">
                {move || stacks().into_iter().enumerate().map(step).collect_view()}
            </div>
        </Show>
    }
}

/// What CloudFormation reported, the latest on top.
#[component]
pub fn Events(app: App) -> impl IntoView {
    let events = move || app.desk.seen.with(|seen| seen.events.iter().rev().cloned().collect::<Vec<_>>());
    view! {
        <Show when=move || app.desk.seen.with(|seen| !seen.events.is_empty())>
            <h3>"Events"</h3>
            <div class="events" role="log" aria-label="Events">
                <For each=events key=|event| event.id.clone() let:event><Line app event/></For>
            </div>
        </Show>
    }
}

#[component]
fn Line(app: App, event: Event) -> impl IntoView {
    let id = event.node.as_deref().and_then(Id::new);
    let name =
        app.peek(|editor| editor.element_name(&event.element)).unwrap_or_else(|| event.element.clone());
    let name = match event.part.as_str() {
        "" => name,
        part => format!("{name} · {part}"),
    };
    let time = event.time.get(11..19).unwrap_or_default().to_owned();
    let class = match event.status.as_str() {
        status if status.ends_with("_FAILED") => "event failed",
        status if status.ends_with("_COMPLETE") => "event done",
        _ => "event",
    };
    let reason = event.reason.filter(|_| class == "event failed").map(|reason| view! { <p>{reason}</p> });
    view! {
        <button class=class title=event.resource_type on:click=move |_| if let Some(id) = &id { app.reveal(id) }>
            <span class="mono">{time}</span><b>{name}</b><em>{status_words(&event.status)}</em>{reason}
        </button>
    }
}

/// What only a person can do.
#[component]
pub fn Waiting(app: App) -> impl IntoView {
    let waiting = move || app.desk.seen.with(|seen| seen.waiting.clone());
    move || {
        waiting()
            .into_iter()
            .map(|waiting| {
                let node = waiting.node.clone().unwrap_or_default();
                let name = app.peek(|editor| editor.element_name(&node)).unwrap_or(node);
                let detail = waiting.detail.clone();
                view! {
                    <section class="waits">
                        <i class="g g-clock"></i>
                        <div>
                            <h3>{format!("{name} waits for a person")}</h3>
                            <p>{waiting_words(&waiting.what, Language::English)}</p>
                            <p class="value"><code>{waiting.detail}</code><Copy app text=detail/></p>
                        </div>
                    </section>
                }
            })
            .collect_view()
    }
}

/// How it came out.
#[component]
pub fn Ended(app: App) -> impl IntoView {
    let seen = move || app.desk.seen.get();
    view! {
        {move || {
            let seen = seen();
            match seen.stage {
                Stage::Complete => {
                    let words = match seen.work {
                        Some(Work::Destroy) => "Taken down.",
                        _ => "Deployed: it stands as the design has it.",
                    };
                    view! { <p class="fine" data-testid="complete"><i class="g g-circle-check"></i>{words}</p> }.into_any()
                }
                Stage::Failed => view! { <Failed app cause=seen.cause failure=seen.failure/> }.into_any(),
                Stage::Stopped => view! {
                    <section class="danger"><i class="g g-octagon-alert"></i>
                        <div><h3>"Stopped before doing more than the plan showed"</h3>
                        <p>"CloudFormation would change more than was predicted. Plan again and look at it."</p></div>
                    </section>
                }.into_any(),
                _ => view! {
                    <section class="waits"><i class="g g-clock"></i>
                        <div><h3>"No longer followed here"</h3>
                        <p>"What is under way in AWS goes on there. “Go on” takes it up again."</p></div>
                    </section>
                }.into_any(),
            }
        }}
        <Waiting app/>
        <Outputs app/>
        <LeftOver app/>
        <Counts app/>
        <Stacks app/>
        <Events app/>
        <Past app/>
    }
}

#[component]
fn Failed(app: App, cause: Option<Cause>, failure: Option<String>) -> impl IntoView {
    let told = cause.map(|cause| {
        let node = cause.node.clone().unwrap_or_default();
        let id = Id::new(&node);
        let name = app.peek(|editor| editor.element_name(&node)).unwrap_or(node);
        let what = [cause.stack, cause.part, cause.resource_type.unwrap_or_default()];
        let what = what.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        let title = if name.is_empty() { "It failed".to_owned() } else { format!("{name} failed first") };
        let show =
            id.map(|id| view! { <button class="soft" on:click=move |_| app.reveal(&id)>"Show it"</button> });
        view! { <h3>{title}</h3><p class="mono">{what}</p><p class="reason">{cause.reason}</p>{show} }
    });
    let failure = failure.map(|failure| {
        let mut lines = failure.splitn(2, '\n').map(str::trim);
        let (what, how) = (lines.next().unwrap_or_default().to_owned(), lines.next().map(str::to_owned));
        view! { <h3>"It could not be done"</h3><p class="reason">{what}</p>{how.map(|how| view! { <p class="reason mend">{how}</p> })} }
    });
    view! {
        <section class="danger" role="alert" data-testid="failed"><i class="g g-octagon-alert"></i><div>{told}{failure}</div></section>
    }
}

#[component]
pub fn Outputs(app: App) -> impl IntoView {
    let outputs = move || app.desk.seen.with(|seen| seen.outputs.clone());
    let line = move |output: Output| {
        let (key, text) = (output.name.clone(), output.value.clone());
        view! {
            <div class="output" role="listitem" data-output=key>
                <span title=output.name>{output.description}</span>
                <p class="value"><code>{output.value}</code><Copy app text/></p>
            </div>
        }
    };
    view! {
        <Show when=move || app.desk.seen.with(|seen| !seen.outputs.is_empty())>
            <h3>"Outputs"</h3>
            <div role="list" aria-label="Outputs">{move || outputs().into_iter().map(line).collect_view()}</div>
        </Show>
    }
}

#[component]
fn Copy(app: App, text: String) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let _ = window().navigator().clipboard().write_text(&text);
        copied.set(true);
        app.said.set("Copied".to_owned());
    };
    view! {
        <button class="plain" aria-label="Copy" title="Copy" on:click=copy>
            <i class=move || if copied.get() { "g s g-check" } else { "g s g-copy" }></i>
        </button>
    }
}

/// Resources that left their stack and are still in the account.
#[component]
fn LeftOver(app: App) -> impl IntoView {
    let left = move || app.desk.seen.with(|seen| seen.left.clone());
    view! {
        <Show when=move || app.desk.seen.with(|seen| !seen.left.is_empty())>
            <h3>"Still in the account"</h3>
            {move || left().into_iter().map(|left| {
                let node = left.node.unwrap_or_default();
                let name = app.peek(|editor| editor.element_name(&node)).unwrap_or(node);
                let look = if left.reason.is_some() { MarkLook::Failed } else { MarkLook::Done };
                let why = left.reason.unwrap_or_else(|| "kept on purpose".to_owned());
                view! {
                    <div class="line" title=left.resource_type><Sign look/><b>{name}</b><span class="mono">{left.physical_id}</span><span>{why}</span></div>
                }
            }).collect_view()}
        </Show>
    }
}

/// What stands in the account, when it was looked up.
#[component]
pub fn Standing(app: App) -> impl IntoView {
    let here = move || {
        let shown = app.read(|editor| editor.environment().map(ToString::to_string)).flatten();
        app.desk.seen.with(|seen| seen.environment == shown)
    };
    let standing = move || app.desk.seen.with(|seen| seen.standing.clone()).filter(|_| here());
    view! {
        <button class="soft" data-testid="look" on:click=move |_| app.look_up()><i class="g s g-eye"></i>"Look at what stands"</button>
        {move || standing().map(|stacks| {
            if stacks.is_empty() {
                return view! { <p class="fine">"Nothing stands there."</p> }.into_any();
            }
            let lines = stacks.into_iter().map(|stack| {
                let light = match stack.status.as_str() {
                    status if status.contains("FAILED") || status.contains("ROLLBACK") => Light::Failed,
                    status if status.ends_with("_IN_PROGRESS") => Light::Working,
                    _ => Light::Done,
                };
                let said = format!("{} · {}", status_words(&stack.status), stack.resources);
                let key = stack.stack.clone();
                view! {
                    <div class="step" role="listitem" data-stack=key title=stack.reason>
                        <Sign look=light_look(light)/><b class="mono">{stack.stack}</b><span>{said}</span>
                    </div>
                }
            });
            view! { <div class="steps" role="list" aria-label="Stacks that stand">{lines.collect_view()}</div><Outputs app/> }.into_any()
        })}
    }
}
