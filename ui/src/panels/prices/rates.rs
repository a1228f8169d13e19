//! The budget of the environment, the currency of amounts, the way to the price books, and the dialog that states rates
//! and the tax.

use leptos::{ev, html, prelude::*};

use crate::{kit::dialog::Dialog, state::App};

/// What stands beside the tabs while prices are shown.
pub fn money_bar(app: App) -> AnyView {
    let budget = move || {
        let stated = app.derive(|editor| {
            let environment = editor.environment()?.clone();
            editor.budget(&environment)
        });
        stated.flatten().map(|budget| budget.normalize().to_string()).unwrap_or_default()
    };
    let set_budget = move |event: ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let result = app.act(|editor| editor.set_budget(&input.value()));
        input.set_value(&untrack(budget));
        app.told(result);
    };
    let currency = app.currency();
    let codes = move || {
        let stated = app.derive(|editor| editor.currencies()).unwrap_or_default();
        let option = |one: engine::Currency| {
            let this = one.code.clone();
            let on = move || currency.with(|chosen| chosen.code == this);
            view! { <option value=one.code.clone() selected=on>{one.code.clone()}</option> }
        };
        stated.into_iter().map(option).collect_view()
    };
    let choose = move |event: ev::Event| {
        let code = event_target_value(&event);
        app.act(|editor| editor.show_in(&code));
    };
    let open = RwSignal::new(false);
    let as_of = move || {
        let day = app.derive(|editor| editor.book().as_of().to_owned()).unwrap_or_default();
        format!("Price books: everything is priced as of {day}")
    };
    view! {
        <div class="filters money" role="group" aria-label="Budget and currency">
            <span class="control" title="The most a typical month of the environment shown may cost, in US dollars">
                <small>"Budget"</small><input class="mono" aria-label="Budget" inputmode="decimal" placeholder="none" prop:value=budget on:change=set_budget/>
            </span>
            <span class="control"><select aria-label="Currency" on:change=choose>{codes}</select><i class="g s g-chevron-down"></i></span>
            <button class="plain" aria-label="Rates and tax" title="Rates and tax" on:click=move |_| open.set(true)><i class="g s g-pencil"></i></button>
            <button class="plain" aria-label="Price books" title=as_of on:click=move |_| app.run("price-books")><i class="g s g-book-open"></i></button>
        </div>
        {move || open.get().then(|| form(app, open))}
    }
    .into_any()
}

/// States the rate of a currency, and the tax.
fn form(app: App, open: RwSignal<bool>) -> AnyView {
    let [code, per_usd, date, source, tax, percent] = [(); 6].map(|()| NodeRef::<html::Input>::new());
    let wrong = RwSignal::new(None::<String>);
    let close = move || open.set(false);
    let text =
        |field: NodeRef<html::Input>| field.get_untracked().map(|field| field.value()).unwrap_or_default();
    let before = app.peek(|editor| editor.tax()).flatten();
    let (name, rate) = before.map(|tax| (tax.name, tax.percent.normalize().to_string())).unwrap_or_default();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let done = app.act(|editor| {
            if !text(code).trim().is_empty() {
                editor.state_rate(&text(code), &text(per_usd), &text(date), &text(source))?;
            }
            editor.state_tax(&text(tax), &text(percent))
        });
        match done {
            Some(Err(why)) => wrong.set(Some(why)),
            _ => {
                let stated = text(code).trim().to_ascii_uppercase();
                if !stated.is_empty() {
                    app.act(|editor| editor.show_in(&stated));
                }
                close();
            }
        }
    };
    let field = |of: NodeRef<html::Input>, label: &'static str, value: String, hint: &'static str| {
        view! { <label>{label}<input node_ref=of aria-label=label value=value placeholder=hint/></label> }
            .into_any()
    };
    view! {
        <Dialog title="Rates and tax".to_owned() name="rates" close=close>
            <form on:submit=submit>
                <p>"Amounts are in US dollars. State a rate to see them in another currency: none is ever guessed."</p>
                <div class="two">{field(code, "Currency", String::new(), "CLP")}{field(per_usd, "Units for 1 USD", String::new(), "941.5")}</div>
                <div class="two">{field(source, "Who quoted it", String::new(), "Central bank")}{field(date, "On the day", app.today(), "YYYY-MM-DD")}</div>
                <div class="two">{field(tax, "Tax on the total", name, "IVA")}{field(percent, "Per cent", rate, "19")}</div>
                {move || wrong.get().map(|why| view! { <p class="wrong" role="alert">{why}</p> })}
                <footer>
                    <button type="button" class="soft" on:click=move |_| close()>"Cancel"</button>
                    <button class="primary">"State"</button>
                </footer>
            </form>
        </Dialog>
    }
    .into_any()
}
