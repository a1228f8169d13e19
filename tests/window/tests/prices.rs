//! Prices in the real window: what they rest on is changed, a saving applied, a budget broken, another way to pay chosen,
//! and an amount explained.
#![allow(clippy::unwrap_used)]

use groundplan_window_tests::{Driver, Page, REFERENCE, app, reference};
use serde_json::{Value, json};

const PRICE: &str = "[data-environment=prod]:not([aria-busy]) .mono";
const ROWS: &str = "[aria-label='What a row is']";
const REQUESTS: &str = "[data-assumption=requests_per_second]";

/// Puts another text into a field and leaves it.
async fn retype(page: &Page, selector: &str, text: &str) {
    // all of it is chosen first
    page.press(selector, &format!("\u{e009}a\u{e009}{text}\u{e007}")).await;
}

/// The low and high end of what production costs.
async fn band(page: &Page) -> String {
    let script = "return document.querySelector('[role=tab][data-environment=prod]').title;";
    page.run(script).await.as_str().unwrap().to_owned()
}

async fn written(page: &Page, design: &std::path::Path) -> Value {
    page.saved().await;
    serde_json::from_str(&std::fs::read_to_string(design).unwrap()).unwrap()
}

#[tokio::test]
async fn prices_are_understood_and_made_smaller() {
    let Some(app) = app() else { return };
    let (folder, design) = reference();

    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    page.resize(1600, 1000).await;

    // nothing is selected: the month of the environment, and for what
    page.see_that(".inspector .month", "tell a month", |text| text.starts_with('$')).await;
    page.see_that(".inspector [data-service] .part", "tell a part", |text| text.ends_with('%')).await;
    page.click(".inspector .actions .link").await;

    // side by side by service and by element, then by charge
    for per in ["service", "element"] {
        page.choose(ROWS, per).await;
        page.see_that(".prices .row .part", "tell a share", |text| text.ends_with('%')).await;
        page.pictured(per).await;
    }
    page.choose(ROWS, "charge").await;
    page.gone(".prices .part").await;

    // an amount says what it is made of
    page.click("[data-charge='db/prod']").await;
    page.see_that("[data-explains=db] .formula", "tell the working", |text| text.contains('×')).await;
    page.see_that("[data-explains=db] .facts", "name the source", |text| text.contains("Source")).await;
    page.click("[data-explains=db] [aria-label=Close]").await;
    page.gone("[data-explains]").await;

    // a workload is sized, then its busiest hour stated
    page.click("[data-prices=assumptions]").await;
    page.click("[data-size=medium]").await;
    page.see("[data-size=medium][aria-checked=true]").await;
    page.see_that(&format!("{REQUESTS} [data-moves]"), "tell what more of it costs", |text| {
        text.starts_with('+')
    })
    .await;
    let (before, sized) = (band(&page).await, page.see(PRICE).await);
    retype(&page, &format!("{REQUESTS} [data-bound=typical]"), "400").await;
    page.see_that(PRICE, "cost more", |text| text != sized).await;
    assert_ne!(band(&page).await, before);
    page.click(&format!("{REQUESTS} .what")).await;
    page.see_that(".fact.moved", "name a charge it moves", |text| text.contains('+')).await;
    let stated = written(&page, &design).await;
    let workload = &stated["environments"]["prod"]["workload"];
    assert_eq!(
        (&workload["preset"], &workload["requests_per_second"]["typical"]),
        (&json!("medium"), &json!(400))
    );
    // an hour is made quiet by the keyboard
    page.press("[data-rhythm='0'] [data-bar='11']", "\u{e015}").await;
    page.see("[data-rhythm='0'] [data-bar='11'][aria-valuenow='95']").await;

    // another way to pay
    page.click("[role=treeitem][data-node=db]").await;
    page.click("[data-prices=ways]").await;
    let demand = page.see(PRICE).await;
    page.click("[data-way='Reserved 1 year, nothing upfront'] .fix").await;
    page.see("[data-way='Reserved 1 year, nothing upfront'] .chosen").await;
    page.see_that(PRICE, "cost less", |text| text != demand).await;
    let paid = &written(&page, &design).await["environments"]["prod"]["payments"]["db"];
    assert_eq!((&paid["way"], &paid["term"]), (&json!("reserved"), &json!("1y")));

    // a saving is one step, and is gone when it is made
    page.click("[data-prices=savings]").await;
    page.see("[data-saving] .fix").await;
    let dear = page.see(PRICE).await;
    let key = page.run("return document.querySelector('[data-saving]').dataset.saving;").await;
    page.click("[data-saving] .fix").await;
    page.see_that(PRICE, "cost less", |text| text != dear).await;
    page.gone(&format!("[data-saving='{}']", key.as_str().unwrap())).await;

    // less may be spent than it costs
    retype(&page, ".money [aria-label=Budget]", "100").await;
    page.see("[data-environment=prod] .budget.over").await;
    page.click("#tab-problems").await;
    page.see("[role=row][data-rule=environment-within-budget]").await;
    page.click("#tab-prices").await;

    // years and load to come, in another currency
    page.click("[data-prices=forecast]").await;
    page.see(".curve circle").await;
    page.click("[aria-label='Rates and tax']").await;
    page.fill("[data-dialog=rates] [aria-label=Currency]", "clp").await;
    page.see_that("[data-dialog=rates] .wrong", "ask for the rate", |text| text.contains("number")).await;
    page.press("[data-dialog=rates] [aria-label='Units for 1 USD']", "941.5").await;
    page.press("[data-dialog=rates] [aria-label='Who quoted it']", "Central bank\u{e007}").await;
    page.gone("[data-dialog=rates]").await;
    page.see_that(".forecast .row .right", "be pesos", |text| text.starts_with("CLP")).await;

    // the same in another region costs something else, line by line
    page.click("[data-prices=beside]").await;
    page.choose("[aria-label='What stands beside this environment']", "region:sa-east-1").await;
    page.see_that("[data-beside=total]", "sum both sides", |text| text.matches("CLP").count() >= 3).await;
    page.see(".beside-of .row .less").await;
    page.pictured("beside").await;

    // it is offered to a client; what does not fit is said while it is typed
    page.press("body", "\u{e009}e").await;
    page.click("[data-export=Proposal]").await;
    page.fill("[data-offer=colour]", "green").await;
    page.see_that("[data-dialog=proposal] .wrong", "name a colour", |text| text.contains("#1a5fb4")).await;
    page.fill("[data-offer=colour]", "").await;
    retype(&page, "[data-offer=company]", "Example Cloud").await;
    page.gone("[data-dialog=proposal] .wrong").await;
    page.pictured("proposal").await;
    let offered = written(&page, &design).await;
    assert_eq!(offered["proposal"]["company"], "Example Cloud");
    for (name, environment) in [("proposal.pdf", None), ("proposal.xlsx", Some("prod"))] {
        let file = folder.path().join(name);
        page.shell(
            "export_proposal",
            json!({
                "path": file, "environment": environment, "against": "region:sa-east-1",
                "spanish": environment.is_some(),
            }),
        )
        .await;
        assert!(file.metadata().unwrap().len() > 10_000, "{name}");
    }
    page.press("[data-dialog=proposal]", "\u{e00c}").await;
    page.gone("[data-dialog=proposal]").await;

    // step by step back to where it began
    page.saved().await;
    for _ in 0..8 {
        page.press("body", "\u{e009}z").await;
    }
    page.saved().await;
    assert_eq!(std::fs::read_to_string(&design).unwrap(), std::fs::read_to_string(REFERENCE).unwrap());
    Driver::close(page).await;
}
