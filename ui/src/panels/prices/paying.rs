//! Ways to pay for what runs, side by side; one is chosen, or the rate of a plan entered.

use editor::models::{Payable, PaymentWay};
use engine::{Currency, Id, design::Payment};
use leptos::{html, prelude::*};

use super::{button, cell, empty, heads, rested};
use crate::{
    kit::icon::Icon,
    state::{App, money},
};

pub fn ways(app: App) -> AnyView {
    let all = rested(app, true, |editor| editor.payables());
    let currency = app.currency();
    let rows = move || match all.get() {
        None => empty("Comparing…"),
        Some(all) if all.is_empty() => empty("Nothing here can be paid for in another way."),
        Some(all) => all.into_iter().map(|one| payable(app, one, currency)).collect_view().into_any(),
    };
    view! {
        <div class="table paying" role="table" aria-label="Ways to pay">
            {heads(&[("", "Way to pay"), ("right", "A month"), ("right", "Saves"), ("right", "Upfront"), ("right", "Earned back"), ("", "")])}
            {rows}
        </div>
    }
    .into_any()
}

fn payable(app: App, one: Payable, currency: Memo<Currency>) -> AnyView {
    let Payable { node, name, symbol, ways, spot } = one;
    let named = node.to_string();
    let rows = ways.into_iter().map(|way| row(app, &node, way, currency)).collect_view();
    let reveal = {
        let node = node.clone();
        move |_| app.reveal(&node)
    };
    view! {
        <div class="row heading" role="row" data-payable=named on:click=reveal>
            <span class="element" role="cell"><Icon symbol=symbol size=15/><b>{name}</b></span>
        </div>
        {rows}
        {entered(app, node, spot)}
    }
    .into_any()
}

fn row(app: App, node: &Id, way: PaymentWay, currency: Memo<Currency>) -> AnyView {
    let PaymentWay { payment, words, monthly, saved, upfront, break_even, chosen } = way;
    let amount = |amount: engine::Decimal| match amount.is_zero() {
        true => "–".to_owned(),
        false => money(currency, amount),
    };
    let months = break_even.map_or_else(|| "–".to_owned(), |months| format!("{} months", months.normalize()));
    let (node, named) = (node.clone(), words.clone());
    let choose = Callback::new(move |()| {
        let result = app.act(|editor| editor.pay(&node, payment.clone()));
        app.told(result);
    });
    let state = match chosen {
        true => view! { <b class="chosen"><i class="g s g-circle-check"></i>"chosen"</b> }.into_any(),
        false => button("fix", "Choose", choose),
    };
    view! {
        <div class="row" role="row" class:selected=chosen data-way=named>
            {cell("what", words)}{cell("right mono", money(currency, monthly))}{cell("right mono less", amount(saved))}
            {cell("right mono", amount(upfront))}{cell("right mono", months)}<span role="cell">{state}</span>
        </div>
    }
    .into_any()
}

/// A savings plan or Spot: what they take off stands in no price book, so a person enters it.
fn entered(app: App, node: Id, runs_on_spot: bool) -> AnyView {
    let [plan, share, spot] = [(); 3].map(|()| NodeRef::<html::Input>::new());
    let node = StoredValue::new(node);
    let number = |field: NodeRef<html::Input>| {
        field.get_untracked()?.value().trim().parse::<serde_json::Number>().ok()
    };
    let pay = move |payment: Option<Payment>| match payment {
        Some(_) => {
            let result = app.act(|editor| node.with_value(|node| editor.pay(node, payment)));
            app.told(result);
        }
        None => app.notice.set(Some("Enter per cent from 0 to 100.".to_owned())),
    };
    let use_plan = Callback::new(move |()| {
        pay(number(plan).map(|discount_percent| Payment::SavingsPlan { discount_percent }));
    });
    let use_spot = Callback::new(move |()| {
        let both = number(share).zip(number(spot));
        pay(both.map(|(share_percent, discount_percent)| Payment::Spot { share_percent, discount_percent }));
    });
    let field = |of: NodeRef<html::Input>, name: &'static str| {
        view! { <input class="mono" node_ref=of inputmode="decimal" aria-label=name title=name/> }.into_any()
    };
    view! {
        <div class="row entered" role="row">
            <span role="cell">"Savings plan at "{field(plan, "Per cent off with a savings plan")}" % off "{button("fix", "Use", use_plan)}
            {runs_on_spot.then(|| view! {
                <i></i>"Spot for "{field(share, "Per cent of the hours on Spot")}" % of the hours at "{field(spot, "Per cent off on Spot")}" % off "{button("fix", "Use", use_spot)}
            })}</span>
        </div>
    }
    .into_any()
}
