//! Findings of several elements in the real window: listed under headings, mended and accepted all at once.
#![allow(clippy::unwrap_used)]

use groundplan_window_tests::{Driver, PROD_PRICE, Page, app};
use serde_json::{Value, json};

/// Three databases in one zone each.
const STORES: &str = r#"{ "groundplan": 1, "id": "stores", "name": "Stores", "environments": {
    "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production" },
    "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } },
    "nodes": {
        "audit": { "kind": "rds_instance", "parent": "data" },
        "data": { "kind": "subnet", "parent": "net", "properties": { "access": "isolated" } },
        "net": { "kind": "vpc", "properties": {} },
        "orders": { "kind": "rds_instance", "parent": "data" },
        "users": { "kind": "rds_instance", "parent": "data" } } }"#;

const HEADING: &str = "[data-heading='rule:rds-multi-az']";
const BELOW: &str = "[role=row][data-rule=rds-multi-az]";

/// Where a problem is open, as its row says.
async fn open_in(page: &Page, node: &str) -> Value {
    page.see(&format!("{BELOW}[data-node={node}]")).await;
    let on = format!("{BELOW}[data-node={node}] .env.on");
    page.run(&format!("return [...document.querySelectorAll({on:?})].map((tag) => tag.textContent);")).await
}

#[tokio::test]
async fn all_findings_of_a_rule_are_fixed_or_accepted_as_one_step() {
    let Some(app) = app() else { return };
    let folder = tempfile::tempdir().unwrap();
    let design = folder.path().join("stores.json");
    std::fs::write(&design, STORES).unwrap();
    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    page.click("[data-environment=prod]").await;

    // headings fold by keyboard, and what is below is only counted then
    for word in ["element", "pillar", "environment", "severity", "rule"] {
        page.group_problems_by(word).await;
    }
    page.see_that(&format!("{HEADING} .counts"), "count the databases", |text| text == "3").await;
    page.press(HEADING, "\u{e012}").await;
    page.see(&format!("{HEADING}[aria-expanded=false]")).await;
    page.gone(BELOW).await;
    page.press(HEADING, "\u{e014}").await;
    assert_eq!(open_in(&page, "audit").await, json!(["dev", "prod"]));

    // what it costs is told before anything is done
    let before = page.see(PROD_PRICE).await;
    page.click(&format!("{HEADING} [data-way=fix]")).await;
    page.see_that("[data-dialog=fix-all] p", "tell the price", |text| text.contains("/mo in prod")).await;
    let told =
        page.run("return document.querySelectorAll('[data-dialog=fix-all] .changes li').length;").await;
    assert_eq!(told, json!(3), "each database is told");
    page.click("[data-dialog=fix-all] .soft").await;
    page.gone("[data-dialog=fix-all]").await;
    assert_eq!(page.see(PROD_PRICE).await, before);
    page.click(&format!("{HEADING} [data-way=fix]")).await;
    page.click("[data-dialog=fix-all] .primary").await;
    page.gone(HEADING).await;
    page.see_that(PROD_PRICE, "cost more", |text| text != before).await;
    page.click("[aria-label=Undo]").await;
    page.see_that(PROD_PRICE, "be as before", |text| text == before).await;

    // accepted in production, open in development
    page.click(&format!("{HEADING} [data-way=accept]")).await;
    page.click("[data-dialog=accept] .check:first-child input").await;
    page.fill("[data-dialog=accept] [aria-label=Why]", "They can be filled again within an hour").await;
    page.gone("[data-dialog=accept]").await;
    for node in ["audit", "orders", "users"] {
        assert_eq!(open_in(&page, node).await, json!(["dev"]), "{node}");
    }
    page.saved().await;
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&design).unwrap()).unwrap();
    let accepted: Vec<&Value> = written["suppressions"].as_object().unwrap().values().collect();
    assert_eq!(accepted.len(), 3);
    assert!(accepted.iter().all(|one| one["environments"] == json!(["prod"])), "{accepted:?}");
    page.click("[aria-label=Undo]").await;
    page.see_that(&format!("{HEADING} .counts"), "count them", |text| text == "3").await;
    assert_eq!(open_in(&page, "users").await, json!(["dev", "prod"]));
    page.saved().await;
    Driver::close(page).await;

    // the window remembers how problems were listed
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    page.see(HEADING).await;
    page.choose("[aria-label=Group]", "severity").await;
    page.gone(HEADING).await;
    Driver::close(page).await;
}
