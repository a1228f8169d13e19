//! The history panel: the log by day and person, versions with their names, the past to look at and to bring back.

use contract::{Log, LogEntry};
use leptos::{ev, html, prelude::*};

use super::changes::Changes;
use crate::{
    kit::dialog::Dialog,
    state::{App, Saved},
};

#[component]
pub fn History(app: App) -> impl IntoView {
    let log = RwSignal::new(None::<Log>);
    let naming = RwSignal::new(None::<u32>);
    // what is on disk is what has a line
    Effect::new(move |_| {
        if app.saved.get() != Saved::Pending && app.past.get().is_none() {
            app.path.track();
            app.read_log(log, false);
        }
    });
    let body = move || match log.get() {
        None => view! { <p class="empty">"Reading the history…"</p> }.into_any(),
        Some(log) if log.plain => view! { <Plain app/> }.into_any(),
        Some(read) => view! { <Lines app read log naming/> }.into_any(),
    };
    view! {
        <section class="history" aria-label="History">
            <h2>"History"</h2>
            {move || app.past.get().map(|revision| view! { <Past app revision naming/> })}
            {body}
            {move || naming.get().map(|revision| view! { <Naming app revision naming log/> })}
        </section>
    }
}

/// A plain document has no history; how to get one.
#[component]
fn Plain(app: App) -> impl IntoView {
    view! {
        <div class="plain-file">
            <p>
                "This design is a plain JSON file: it holds the design as it is now and nothing of what it was, \
                 because its history is meant to be kept by Git."
            </p>
            <p>"A project keeps every edit, named versions, reviews and deployments in one file."</p>
            <button class="primary" on:click=move |_| app.save_as()><i class="g s g-folder-open"></i>"Save as project…"</button>
        </div>
    }
}

#[component]
fn Lines(app: App, read: Log, log: RwSignal<Option<Log>>, naming: RwSignal<Option<u32>>) -> impl IntoView {
    let newest = read.entries.first().map(|entry| entry.revision);
    let more = read.more;
    view! {
        {groups(read.entries).into_iter().map(|group| {
            let Group { date, author, entries } = group;
            view! {
                <h3><span>{date}</span><bdi>{author}</bdi></h3>
                <ol>
                    {entries.into_iter().map(|entry| {
                        let now = newest == Some(entry.revision);
                        view! { <Line app entry now naming/> }
                    }).collect_view()}
                </ol>
            }
        }).collect_view()}
        {more.then(|| view! {
            <button class="soft more" on:click=move |_| app.read_log(log, true)>"Show older"</button>
        })}
    }
}

/// Lines of one person on one day, one after the other.
struct Group {
    date: String,
    author: String,
    entries: Vec<LogEntry>,
}

fn groups(entries: Vec<LogEntry>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries {
        match groups.last_mut() {
            Some(group) if group.date == entry.date && group.author == entry.author => {
                group.entries.push(entry)
            }
            _ => groups.push(Group {
                date: entry.date.clone(),
                author: entry.author.clone(),
                entries: vec![entry],
            }),
        }
    }
    groups
}

#[component]
fn Line(app: App, entry: LogEntry, now: bool, naming: RwSignal<Option<u32>>) -> impl IntoView {
    let LogEntry { revision, label, time, names, .. } = entry;
    let looked = move || app.past.get() == Some(revision);
    let look = move |_| match now {
        true => app.return_to_present(),
        false => app.look_back(revision),
    };
    let tip = format!("Revision {revision}, {time} UTC");
    view! {
        <li data-revision=revision class:looked=looked>
            <button class="step" title=tip aria-pressed=move || looked().to_string() on:click=look>
                <span class="label">{label}</span>
                <span class="mono">{time}</span>
                {(!names.is_empty() || now).then(|| view! {
                    <span class="names">
                        {names.into_iter().map(|name| view! { <b data-version=name.clone()><bdi>{name.clone()}</bdi></b> }).collect_view()}
                        {now.then(|| view! { <em>"now"</em> })}
                    </span>
                })}
            </button>
            <button class="name" title="Name this version" aria-label=format!("Name revision {revision}") on:click=move |_| naming.set(Some(revision))>
                <i class="g s g-pencil"></i>
            </button>
        </li>
    }
}

/// The revision that is looked at: what is different now, and the ways from here.
#[component]
fn Past(app: App, revision: u32, naming: RwSignal<Option<u32>>) -> impl IntoView {
    view! {
        <div class="past" data-testid="differences">
            <header>
                <b>{format!("Since revision {revision}")}</b>
                <button class="name" on:click=move |_| naming.set(Some(revision))>"Name it…"</button>
            </header>
            {move || app.differences().map(|all| match all.is_empty() {
                true => view! { <p class="none">"Nothing is different now."</p> }.into_any(),
                false => view! { <Changes all/> }.into_any(),
            })}
        </div>
    }
}

#[component]
fn Naming(
    app: App,
    revision: u32,
    naming: RwSignal<Option<u32>>,
    log: RwSignal<Option<Log>>,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<String>);
    let close = move || naming.set(None);
    let name = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let name = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        app.name_version(revision, name, move |done| match done {
            Ok(()) => {
                naming.set(None);
                app.read_log(log, false);
            }
            Err(why) => wrong.set(Some(why)),
        });
    };
    view! {
        <Dialog title=format!("Name revision {revision}") name="name-version" close>
            <form on:submit=name>
                <p>"A name stays with its revision: it is found in the history, and by groundplan history show."</p>
                <label>"Name"<input name="version" node_ref=field autocomplete="off" spellcheck="false"/></label>
                {move || wrong.get().map(|why| view! { <p class="wrong" role="alert">{why}</p> })}
                <footer>
                    <button type="button" class="soft" on:click=move |_| close()>"Cancel"</button>
                    <button type="submit" class="primary">"Name it"</button>
                </footer>
            </form>
        </Dialog>
    }
}

/// Over the drawing: that it is the past, and the ways from there.
#[component]
pub fn PastBanner(app: App) -> impl IntoView {
    move || {
        app.past.get().map(|revision| {
            let editable = !matches!(app.saved.get(), Saved::ReadOnly(_));
            view! {
                <div class="banner" role="status" data-testid="past">
                    <i class="g s g-history"></i>
                    <p><b>{format!("Revision {revision}")}</b>" as it was"</p>
                    {editable.then(|| view! {
                        <button class="primary" on:click=move |_| app.restore(revision, format!("revision {revision}"))>"Restore"</button>
                    })}
                    <button class="soft" on:click=move |_| app.return_to_present()>"Back"</button>
                </div>
            }
        })
    }
}
