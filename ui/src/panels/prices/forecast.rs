//! What the environment costs as years and load go on, and beside the others.

use editor::models::{Forecast, Mark};
use engine::{Band, Currency, Decimal};
use leptos::prelude::*;

use super::{cell, empty, heads, rested};
use crate::state::{App, money, signed};

pub fn forecast(app: App) -> AnyView {
    let told = rested(app, false, |editor| editor.forecast());
    let currency = app.currency();
    let shown = move || match told.get() {
        None => empty("Reckoning…"),
        Some(None) => empty("This design has no environment."),
        Some(Some(found)) => table(found, currency),
    };
    view! { <div class="aside open">{shown}</div> }.into_any()
}

fn table(found: Forecast, currency: Memo<Currency>) -> AnyView {
    let Forecast { monthly: [first, second, third], yearly, three_years, growth, curve, now, others } = found;
    let row = |words: &str, band: Band| {
        view! {
            <div class="row" role="row">
                {cell("what", words.to_owned())}{cell("right mono", money(currency, band.low))}
                {cell("right mono", money(currency, band.typical))}{cell("right mono", money(currency, band.high))}
            </div>
        }
        .into_any()
    };
    let others = others.into_iter().map(|(id, there, more)| {
        let words = format!("Beside {id}: {}", signed(currency, more));
        view! {
            <div class="row" role="row">{cell("what", words)}<span></span>{cell("right mono", money(currency, there))}</div>
        }
        .into_any()
    });
    let grows = match growth.is_zero() {
        true => "Without a workload, load does not grow: choose its size under Assumptions.".to_owned(),
        false => format!("Requests and storage grow by {} % a year.", growth.normalize()),
    };
    view! {
        <div class="table forecast" role="table" aria-label="Forecast">
            {heads(&[("", ""), ("right", "Low"), ("right", "Typical"), ("right", "High")])}
            {row("A month, first year", first)}{row("A month, second year", second)}{row("A month, third year", third)}
            {row("First year", yearly)}{row("Three years", three_years)}
            {others.collect_view()}
            <p class="foot-line note">{grows}</p>
        </div>
        <div class="detail" aria-label="Price against load" tabindex="-1"><h4>"A month against requests per second in the busiest hour"</h4>{drawn(&curve, now, currency)}</div>
    }
    .into_any()
}

/// Size of the curve, in units of its view box.
const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 120.0;

/// The curve, a dot wherever machines are added, and a line at the load as it is.
fn drawn(curve: &[Mark], now: Option<Decimal>, currency: Memo<Currency>) -> AnyView {
    let (Some(last), Some(most)) = (curve.last(), curve.iter().map(|mark| mark.monthly).max()) else {
        return view! { <p class="prose">"Choose the size of the workload under Assumptions to see what more load costs."</p> }.into_any();
    };
    let part = |value: Decimal, whole: Decimal| -> f64 {
        value.checked_div(whole).and_then(|part| f64::try_from(part).ok()).unwrap_or(0.0)
    };
    let across = last.requests_per_second;
    let x = |requests: Decimal| WIDTH * part(requests, across);
    let y = |monthly: Decimal| HEIGHT - (HEIGHT - 8.0) * part(monthly, most);
    let line = curve.iter().enumerate().map(|(at, mark)| {
        let word = if at == 0 { 'M' } else { 'L' };
        format!("{word}{:.1} {:.1}", x(mark.requests_per_second), y(mark.monthly))
    });
    let line: String = line.collect();
    let area = format!("{line}L{WIDTH} {HEIGHT}L0 {HEIGHT}Z");
    let steps = curve.iter().filter_map(|mark| {
        let words = mark.step.as_ref()?;
        let told = format!("{} requests per second: {words}, {}", mark.requests_per_second.normalize(), money(currency, mark.monthly));
        Some(view! {
            <circle cx=format!("{:.1}", x(mark.requests_per_second)) cy=format!("{:.1}", y(mark.monthly)) r="3"><title>{told}</title></circle>
        }.into_any())
    });
    let at = now.map_or(0.0, x);
    let here = format!("M{at:.1} 0V{HEIGHT}");
    let (none, most) = (curve.first().map(|mark| mark.monthly).unwrap_or_default(), money(currency, most));
    view! {
        <svg class="curve" viewBox=format!("-6 -4 {} {}", WIDTH + 12.0, HEIGHT + 10.0) role="img" aria-label="Price against load">
            <path class="area" d=area></path><path class="now" d=here></path><path class="line" d=line></path>{steps.collect_view()}
        </svg>
        <p class="fact axis"><span>{format!("0: {}", money(currency, none))}</span>{now.map(|now| format!("now {}", now.normalize()))}<b class="mono">{format!("{}: {most}", across.normalize())}</b></p>
        <p class="prose">"A dot is where machines are added."</p>
    }
    .into_any()
}
