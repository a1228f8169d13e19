//! Findings in the real window: listed under headings, explained, mended one by one and all at once, accepted for a reason,
//! taken back; and what is expected of who reaches whom.
#![allow(clippy::unwrap_used)]

use groundplan_window_tests::{Driver, Page, REFERENCE, app, reference};
use serde_json::{Value, json};

const OPEN: &str = "[role=row][data-rule=rds-multi-az][data-node=db]";
const CARD: &str = ".inspector .finding[data-rule=rds-multi-az]:not(.accepted)";
const ACCEPTED: &str = ".inspector .finding.accepted[data-rule=rds-multi-az]";

#[tokio::test]
async fn a_finding_is_explained_accepted_for_a_reason_and_taken_back() {
    let Some(app) = app() else { return };
    let (_folder, design) = reference();

    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    // a row of the table leads to the element and to what is said of it
    page.click(OPEN).await;
    page.click("#facet-Findings").await;
    page.see(CARD).await;
    page.click(&format!("{CARD} summary")).await;
    page.see_that(&format!("{CARD} details"), "say what the fix changes", |text| {
        text.contains("no → yes") && text.contains("https://docs.aws.amazon.com/")
    })
    .await;

    // not without a reason
    page.click(&format!("{CARD} .way .soft")).await;
    page.click("[data-dialog=accept] .primary").await;
    page.see_that("[data-dialog=accept] .wrong", "ask for a reason", |text| text.contains("why")).await;
    page.fill("[data-dialog=accept] [aria-label=Why]", "Development may wait for a restore").await;
    page.gone("[data-dialog=accept]").await;
    page.gone(OPEN).await;
    page.see_that(ACCEPTED, "give the reason", |text| text.contains("may wait for a restore")).await;
    page.saved().await;
    let text = std::fs::read_to_string(&design).unwrap();
    assert!(text.contains("\"reason\": \"Development may wait for a restore\""), "{text}");

    page.click(&format!("{ACCEPTED} .soft")).await;
    page.see(OPEN).await;
    page.gone(ACCEPTED).await;
    page.saved().await;
    assert_eq!(std::fs::read_to_string(&design).unwrap(), std::fs::read_to_string(REFERENCE).unwrap());

    // what costs nothing, in one step
    let before = page.see("#tab-problems .count").await;
    page.see_that(".bottom .soft", "offer safe fixes", |text| text.contains("safely")).await;
    page.click(".bottom .soft:enabled").await;
    page.see_that("#tab-problems .count", "count fewer", |text| text != before).await;
    page.gone(".bottom .soft").await;
    Driver::close(page).await;
}

#[tokio::test]
async fn what_is_expected_is_judged_on_every_edit_and_stops_the_deployment() {
    let Some(app) = app() else { return };
    let (_folder, design) = reference();

    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    page.click("#tab-expectations").await;
    page.click(".expectations .link").await;
    // what is no element is said, and nothing is lost
    page.fill("[data-dialog=expect] [aria-label=To]", "dbb").await;
    page.see_that("[data-dialog=expect] .wrong", "say what an end is", |text| text.contains("no element"))
        .await;
    page.fill("[data-dialog=expect] [aria-label=To]", "db").await;
    page.see_that("[data-dialog=expect] form", "have both ends", |text| text.contains("internet")).await;
    page.click("[data-dialog=expect] .primary").await;
    page.gone("[data-dialog=expect]").await;
    const HOLDS: &str = "[data-expectation=db-must-not-reach]";
    page.see(&format!("{HOLDS} [aria-label=holds]")).await;

    // what is reached over the load balancer is told with the way, also where problems are
    page.click(".expectations .link").await;
    page.fill("[data-dialog=expect] [aria-label=To]", "web").await;
    page.click("[data-dialog=expect] .primary").await;
    const BROKEN: &str = "[data-expectation=web-must-not-reach]";
    page.see(&format!("{BROKEN} [aria-label=broken]")).await;
    page.see_that(&format!("{BROKEN} .decides"), "name the way", |text| text.contains("alb")).await;
    page.click("#tab-problems").await;
    page.see_that(".row.blocked", "say what is not as expected", |text| text.contains("not as expected"))
        .await;
    page.saved().await;
    let text = std::fs::read_to_string(&design).unwrap();
    assert!(text.contains("\"web-must-not-reach\""), "{text}");

    page.click("#tab-expectations").await;
    page.click(&format!("{BROKEN} [aria-label=Withdraw]")).await;
    page.gone(BROKEN).await;
    page.see(&format!("{HOLDS} [aria-label=holds]")).await;
    Driver::close(page).await;
}

#[tokio::test]
async fn lenses_show_who_reaches_whom_and_what_of_security_is_open() {
    let Some(app) = app() else { return };
    let (_folder, design) = reference();

    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    page.click("[data-lens=network]").await;
    page.see("[data-lens=network][aria-checked=true]").await;
    // over CloudFront and the load balancer, and no further
    page.see("#drawn-alb[data-state=exposed][aria-label*='internet: 443']").await;
    page.see("#drawn-workers[data-state=exposed]").await;
    page.see("#drawn-bastion[data-state=outbound]").await;
    page.see("#drawn-db:not([data-state])").await;
    // the way to what is pointed at, or what stops it
    page.point("#drawn-alb").await;
    page.see_that(".way-in", "name the way", |text| {
        text.contains("internet → CloudFront → Application LB: 443")
    })
    .await;
    page.point("#drawn-db").await;
    page.see_that(".way-in", "say what stops it", |text| text.contains("does not reach")).await;
    // what is shown is what is exported, unless a person wants it without
    page.press("body", "\u{e009}e").await;
    page.see("[data-dialog=export] [data-choice=lens] [aria-checked=true]").await;
    page.press("[data-dialog=export]", "\u{e00c}").await;
    page.gone("[data-dialog=export]").await;

    // what is accepted is quiet, what is in order says nothing
    page.click("[data-lens=security]").await;
    page.see("#drawn-bastion[data-state=accepted]").await;
    page.see("#drawn-alb:not([data-state])").await;
    page.click("[data-lens=architecture]").await;
    page.see("#drawn-bastion:not([data-state])").await;
    Driver::close(page).await;
}

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

const PROD_PRICE: &str = "[data-environment=prod]:not([aria-busy]) .mono";
const HEADING: &str = "[data-heading='rule:rds-multi-az']";
const BELOW: &str = "[role=row][data-rule=rds-multi-az]";

/// Where a problem is open, as its row says.
async fn open_in(page: &Page, node: &str) -> Value {
    page.see(&format!("{BELOW}[data-node={node}]")).await;
    let on = format!("{BELOW}[data-node={node}] .env.on");
    page.run(&format!("return [...document.querySelectorAll({on:?})].map((tag) => tag.textContent);")).await
}

async fn group_by(page: &Page, word: &str) {
    page.press("body", "\u{e009}k").await;
    page.press("[role=combobox]", &format!("problems by {word}")).await;
    page.see(&format!("[role=option][aria-selected=true][data-action=group-by-{word}]")).await;
    page.press("[role=combobox]", "\u{e007}").await;
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
        group_by(&page, word).await;
        page.see(&format!("[data-heading^='{word}:']")).await;
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

/// Marks the rows that are there, and notes those that go.
const WATCH: &str = "
    window.named = (row) => row.dataset.rule + ' ' + row.dataset.node;
    window.rows = () => [...document.querySelectorAll('.table [role=row][data-rule]')];
    window.before = new Set(rows().map(named));
    rows().forEach((row) => row.marked = true);
    window.went = [];
    new MutationObserver((all) => {
        // a row that makes room for another is put back at once
        const back = new Set(all.flatMap((one) => [...one.addedNodes]));
        all.forEach((one) => one.removedNodes.forEach((node) =>
            node.dataset?.rule && !back.has(node) && went.push(named(node))));
    })
        .observe(document.querySelector('.table'), { childList: true, subtree: true });
    return before.size;";

/// Rows that were there and are others now, or went and came again.
const OTHERS: &str = "
    const now = new Set(rows().map(named));
    return rows().filter((row) => before.has(named(row)) && !row.marked).map(named)
        .concat(went.filter((name) => before.has(name) && now.has(name)));";

#[tokio::test]
async fn while_a_number_is_typed_rows_stay_what_they_are() {
    let Some(app) = app() else { return };
    let (_folder, design) = reference();
    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    page.click("[role=treeitem][data-node=db]").await;
    page.see(OPEN).await;
    let rows = page.run(WATCH).await.as_u64().unwrap();
    assert!(rows > 4, "{rows} rows");

    // each letter is judged as it is typed
    const DAYS: &str = "[name=backup_retention_days][data-scope=base]";
    const SHORT: &str = "[role=row][data-rule=rds-backup-retention][data-node=db]";
    let days = page.run(&format!("return document.querySelector({DAYS:?}).value;")).await;
    page.run(&format!("document.querySelector({DAYS:?}).select();")).await;
    page.press(DAYS, "2").await;
    page.see(SHORT).await;
    assert_eq!(page.run(OTHERS).await, json!([]));
    page.press(DAYS, "8").await;
    page.gone(SHORT).await;
    assert_eq!(page.run(OTHERS).await, json!([]));
    let typed = page.run(&format!("return document.querySelector({DAYS:?}).value;")).await;
    assert_eq!(typed, json!("28"), "what is typed stays as it is typed");

    // all of it was one step
    page.press(DAYS, "\u{e007}").await;
    page.click("[aria-label=Undo]").await;
    page.see("[aria-label=Undo]:disabled").await;
    let again = page.run(&format!("return document.querySelector({DAYS:?}).value;")).await;
    assert_eq!(again, days);
    assert_eq!(page.run(OTHERS).await, json!([]));
    Driver::close(page).await;
}
