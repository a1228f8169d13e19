//! Price books in the real window: AWS is asked for prices and stopped, asked again, the new book taken into use, found
//! in use the next time, and given up again.
#![allow(clippy::unwrap_used)]

#[path = "../../../crates/refresh/tests/server/mod.rs"]
mod server;

use std::path::Path;

use groundplan_window_tests::{Driver, PROD_PRICE, Page, app, reference};
use serde_json::{Value, json};
use server::{Fault, Server, balancers};

const BOOKS: &str = "[data-dialog=books]";

/// A window of a person who has a home and credentials of their own.
fn driver(home: &Path) -> Driver {
    let path = |name: &str| home.join(name).to_str().unwrap().to_owned();
    let (home, state, config, secrets) =
        (path(""), path("state"), path("aws-config"), path("aws-credentials"));
    Driver::start(&[
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_CONFIG_FILE", &config),
        ("AWS_SHARED_CREDENTIALS_FILE", &secrets),
        ("GROUNDPLAN_HOME", &home),
        ("XDG_STATE_HOME", &state),
    ])
}

/// The text of a field of the form. Enter would send it.
async fn type_into(page: &Page, field: &str, text: &str) {
    page.press(&format!("{BOOKS} [name={field}]"), text).await;
}

async fn close(page: &Page) {
    page.press(BOOKS, "\u{e00c}").await;
    page.gone(BOOKS).await;
}

#[tokio::test]
async fn new_prices_are_asked_for_compared_used_and_given_up() {
    let Some(app) = app() else { return };
    let (folder, design) = reference();
    let mut document: Value = serde_json::from_slice(&std::fs::read(&design).unwrap()).unwrap();
    document["environments"]["prod"]["region"] = json!("sa-east-1");
    std::fs::write(&design, document.to_string()).unwrap();
    // the second answer is held back until nobody waits for it
    let server = Server::start(&[("AWSELB", balancers())], 100, &[(1, Fault::Held)]);

    let driver = driver(folder.path());
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    page.resize(1600, 1000).await;
    page.click("#tab-prices").await;
    let before = page.see(PROD_PRICE).await;
    page.click("[aria-label='Price books']").await;
    page.see("[data-book=embedded][data-used]").await;

    page.choose(&format!("{BOOKS} [name=places]"), "named").await;
    type_into(&page, "named", "sa-east-1, us-east-1").await;
    type_into(&page, "only", "alb/").await;
    page.click(&format!("{BOOKS} .asks summary")).await;
    type_into(&page, "endpoint", &server.endpoint).await;
    page.click(&format!("{BOOKS} .asks .primary")).await;
    page.see_that("[data-refresh=asking] [role=status]", "count", |text| text.starts_with("2 of 2")).await;
    page.click("[data-refresh=asking] button").await;
    page.see_that("[data-refresh=stopped]", "say how to go on", |text| {
        text.contains("1 of 2") && text.contains("goes on from there")
    })
    .await;

    page.click(&format!("{BOOKS} .asks .primary")).await;
    page.see_that("[data-list=changed] .price", "name what changed", |text| {
        text.contains("alb/hour in sa-east-1")
            && text.contains("$0.034 → $0.04 per hour")
            && text.contains("+17.6 %")
    })
    .await;
    let asked: Vec<String> = server.asked().into_iter().map(|asked| asked.filters.concat()).collect();
    assert_eq!(asked.iter().filter(|filter| filter.contains("sa-east-1")).count(), 1, "{asked:?}");
    // what the design would cost is told before it is used
    let made = page.run("return document.querySelector('[data-made]').dataset.made;").await;
    let new = format!("[data-book='{}']", made.as_str().unwrap());
    page.see_that(&format!("{new} .costs"), "tell the difference", |text| {
        text.contains("prod") && text.contains("(+")
    })
    .await;
    page.pictured("price-books").await;
    page.click("[data-made] .primary").await;
    page.see(&format!("{new}[data-used]")).await;
    let after = page.see_that(PROD_PRICE, "cost more", |text| text != before).await;
    // what the shell writes is priced by the same book
    let script = format!("return document.querySelector(\"{new} [title]\").title;");
    let digest = page.run(&script).await.as_str().unwrap().to_owned();
    let review = folder.path().join("review.html");
    page.shell("export_review", json!({ "path": review, "reviewers": [] })).await;
    assert!(std::fs::read_to_string(&review).unwrap().contains(&digest[..8]), "{digest}");
    close(&page).await;
    Driver::close(page).await;

    // the next time it is still in use
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    page.see_that(PROD_PRICE, "be priced by the new book", |text| text == after).await;
    page.press("body", "\u{e009}k").await;
    page.press("[role=combobox]", "price books").await;
    page.see("[role=option][aria-selected=true][data-action=price-books]").await;
    page.press("[role=combobox]", "\u{e007}").await;
    page.click("[data-book=embedded] button").await;
    page.see("[data-book=embedded][data-used]").await;
    page.see_that(PROD_PRICE, "be priced as before", |text| text == before).await;
    close(&page).await;
    Driver::close(page).await;
    // a design knows no book
    let kept: Value = serde_json::from_slice(&std::fs::read(&design).unwrap()).unwrap();
    assert_eq!(kept, document);
}
