//! What must hold of who reaches whom: the list with what became of it, and the form to state it.

use editor::{Request, models::Demanded};
use engine::{
    Id, Status,
    design::{Demand, End, Expectation, Transport},
};
use leptos::{ev, html, prelude::*};

use crate::{
    kit::{checks::Checks, dialog::Dialog},
    state::App,
};

#[component]
pub fn Expectations(app: App) -> impl IntoView {
    let all = Memo::new(move |_| app.derive(|editor| editor.demanded()).unwrap_or_default());
    let state = move |_| app.run("expect");
    view! {
        <div class="table expectations" role="table" aria-label="Expectations">
            <div class="head" role="row">
                <span role="columnheader" aria-label="Status"></span><span role="columnheader">"Expectation"</span>
                <span role="columnheader">"What decides"</span><span role="columnheader">"Environments"</span><span role="columnheader"></span>
            </div>
            {move || all.with(Vec::is_empty).then(|| view! {
                <p class="empty"><i class="g s g-network plain-glyph"></i>"Say who must reach whom, and who must not: it is checked on every edit, and stops a deployment."</p>
            })}
            <For each=move || all.get() key=|one| format!("{one:?}") let:one><Line app one/></For>
            <p class="foot-line"><button class="link" on:click=state><i class="g s g-plus"></i>"State an expectation…"</button></p>
        </div>
    }
}

fn look(status: Option<Status>) -> (&'static str, &'static str) {
    match status {
        Some(Status::Violated) => ("g s g-octagon-alert bad", "broken"),
        Some(Status::CannotTell) => ("g s g-circle-alert ask", "cannot tell"),
        Some(Status::Satisfied) => ("g s g-circle-check good", "holds"),
        None => ("g s g-circle none", "says nothing here"),
    }
}

#[component]
fn Line(app: App, one: Demanded) -> impl IntoView {
    let Demanded { id, stated, sentence, environments, status, message, node } = one;
    let (glyph, word) = look(status);
    let reveal = move |_| {
        if let Some(node) = &node {
            app.reveal(node)
        }
    };
    let named = id.to_string();
    let environments = environments.into_iter().map(|(environment, status)| {
        let (_, word) = look(Some(status));
        view! { <b class="env on" class:bad=status == Status::Violated title=word>{environment.to_string()}</b> }
    });
    let edit = {
        let stating = (Some(id.clone()), stated.clone());
        move |event: ev::MouseEvent| {
            event.stop_propagation();
            app.stating.set(Some(stating.clone()));
        }
    };
    let withdraw = move |event: ev::MouseEvent| {
        event.stop_propagation();
        let result = app.act(|editor| editor.expect_no_longer(&id).map_err(|why| editor.why(&why)));
        app.told(result);
    };
    let why = stated.reason.unwrap_or_default();
    view! {
        <div class="row" role="row" tabindex="0" data-expectation=named on:click=reveal>
            <span role="cell"><i class=glyph role="img" aria-label=word title=word></i></span>
            <span class="what" role="cell" title=why>{sentence}</span>
            <span class="decides" role="cell" title=message.clone()>{message.clone()}</span>
            <span class="envs" role="cell">{environments.collect_view()}</span>
            <span class="ways" role="cell">
                <button class="plain" aria-label="Change" title="Change" on:click=edit><i class="g s g-pencil"></i></button>
                <button class="plain" aria-label="Withdraw" title="Expect no longer" on:click=withdraw><i class="g s g-trash-2"></i></button>
            </span>
        </div>
    }
}

/// Opens the form when it is asked for.
#[component]
pub fn StateExpectation(app: App) -> impl IntoView {
    Effect::new(move |_| {
        if app.asked.get() != Some(Request::Expect) {
            return;
        }
        app.asked.set(None);
        let chosen = app.peek(|editor| {
            let nodes = &editor.document().nodes;
            editor.selection().iter().filter(|id| nodes.contains_key(*id)).cloned().map(End::Node).collect()
        });
        let fresh = Expectation {
            demand: Demand::MustNotReach,
            from: vec![End::Internet],
            to: chosen.unwrap_or_default(),
            port: None,
            protocol: None,
            reason: None,
            environments: None,
        };
        app.stating.set(Some((None, fresh)));
    });
    move || app.stating.get().map(|(id, stated)| view! { <Form app id stated/> })
}

#[component]
fn Form(app: App, id: Option<Id>, stated: Expectation) -> impl IntoView {
    let close = move || app.stating.set(None);
    let title = if id.is_some() { "Change an expectation" } else { "State an expectation" };
    let (from, to) = (RwSignal::new(stated.from.clone()), RwSignal::new(stated.to.clone()));
    let demand = RwSignal::new(stated.demand);
    let wrong = RwSignal::new(None::<String>);
    let (port, protocol, reason) =
        (NodeRef::<html::Input>::new(), NodeRef::<html::Select>::new(), NodeRef::<html::Input>::new());
    let all: Vec<Id> =
        app.peek(|editor| editor.environments()).unwrap_or_default().into_iter().map(|(id, _)| id).collect();
    let chosen = RwSignal::new(stated.environments.clone().unwrap_or_else(|| all.clone()));
    let everyone = all.clone();
    let choose = move |event: ev::Event| {
        let word = event_target_value(&event);
        if let Some(chosen) = Demand::ALL.into_iter().find(|demand| demand.word() == word) {
            demand.set(chosen);
        }
    };
    let demands = Demand::ALL.map(|one| {
        let words = app.peek(|editor| editor.demand_words(one)).unwrap_or_default();
        view! { <option value=one.word() selected=move || demand.get() == one>{words}</option> }
    });
    let is_udp = stated.protocol == Some(Transport::Udp);
    let stated_port = stated.port.map(|port| port.to_string());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let text = |field: NodeRef<html::Input>| {
            field.get_untracked().map(|field| field.value().trim().to_owned()).filter(|text| !text.is_empty())
        };
        let number = match text(port).map(|text| text.parse::<u16>()) {
            None => None,
            Some(Ok(number)) if number > 0 => Some(number),
            Some(_) => return wrong.set(Some("A port is a number from 1 to 65535.".to_owned())),
        };
        let udp = protocol.get_untracked().is_some_and(|select| select.value() == "udp");
        let mut named = chosen.get_untracked();
        named.sort();
        if named.is_empty() {
            return wrong.set(Some("Choose at least one environment.".to_owned()));
        }
        let everywhere = all.iter().all(|id| named.contains(id));
        let expectation = Expectation {
            demand: demand.get_untracked(),
            from: from.get_untracked(),
            to: to.get_untracked(),
            port: number,
            protocol: number.filter(|_| udp).map(|_| Transport::Udp),
            reason: text(reason),
            environments: (!everywhere).then_some(named),
        };
        match app.act(|editor| editor.expect(id.clone(), expectation)) {
            Some(Err(why)) => wrong.set(Some(why)),
            _ => close(),
        }
    };
    view! {
        <Dialog title=title.to_owned() name="expect" close=close>
            <form on:submit=submit>
                <Ends app name="From" ends=from/>
                <label>"Demand"<span class="control"><select aria-label="Demand" on:change=choose>{demands}</select><i class="g s g-chevron-down"></i></span></label>
                <Ends app name="To" ends=to/>
                <div class="two">
                    <label>"Port"<input node_ref=port inputmode="numeric" aria-label="Port" value=stated_port
                        placeholder=move || if demand.get() == Demand::MustReach { "all that are declared" } else { "any" }/></label>
                    <label>"Protocol"<span class="control"><select node_ref=protocol aria-label="Protocol">
                        <option value="tcp" selected=!is_udp>"TCP"</option><option value="udp" selected=is_udp>"UDP"</option>
                    </select><i class="g s g-chevron-down"></i></span></label>
                </div>
                <label>"Why"<input node_ref=reason aria-label="Why" value=stated.reason placeholder="What it protects; shown in the review"/></label>
                <Checks name="Environments" all=everyone chosen/>
                {move || wrong.get().map(|why| view! { <p class="wrong" role="alert">{why}</p> })}
                <footer>
                    <button type="button" class="soft" on:click=move |_| close()>"Cancel"</button>
                    <button class="primary">"Expect"</button>
                </footer>
            </form>
        </Dialog>
    }
}

/// The ends of one side: each with its way out, and a field that takes a name, an id, `internet` or a block.
#[component]
fn Ends(app: App, name: &'static str, ends: RwSignal<Vec<End>>) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<String>);
    let list = format!("ends-{}", name.to_lowercase());
    let add = move || {
        let Some(input) = field.get_untracked() else { return };
        let text = input.value();
        if text.trim().is_empty() {
            wrong.set(None);
            return;
        }
        match app.peek(|editor| editor.end_named(&text)) {
            Some(Ok(end)) => {
                ends.update(|ends| {
                    if !ends.contains(&end) {
                        ends.push(end);
                    }
                });
                input.set_value("");
                wrong.set(None);
            }
            Some(Err(why)) => wrong.set(Some(why)),
            None => {}
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        let Some(input) = field.get_untracked() else { return };
        match event.key().as_str() {
            // with nothing typed it sends the form
            "Enter" if !input.value().trim().is_empty() => {
                event.prevent_default();
                add();
            }
            "Backspace" if input.value().is_empty() => {
                ends.update(|ends| {
                    ends.pop();
                });
            }
            _ => {}
        }
    };
    let options = app.peek(|editor| editor.ends()).unwrap_or_default();
    let options = options.into_iter().map(|(id, name)| view! { <option value=id>{name}</option> });
    let chip = move |end: End| {
        let words = app.peek(|editor| editor.end_words(&end)).unwrap_or_default();
        let label = format!("Remove {words}");
        let remove = move |_| ends.update(|ends| ends.retain(|other| *other != end));
        view! { <span class="end">{words}<button type="button" tabindex="-1" aria-label=label on:click=remove><i class="g s g-x"></i></button></span> }
    };
    view! {
        <label>{name}
            <span class="ends">
                {move || ends.get().into_iter().map(chip).collect_view()}
                <input node_ref=field aria-label=name autofocus=name == "From" list=list.clone() placeholder="Element, internet or block" on:keydown=keys on:change=move |_| add()/>
            </span>
        </label>
        <datalist id=list>{options.collect_view()}</datalist>
        {move || wrong.get().map(|why| view! { <p class="wrong" role="alert">{why}</p> })}
    }
}
