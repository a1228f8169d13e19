//! Findings in the real window: explained, mended where that costs nothing, accepted for a reason, taken back.
#![allow(clippy::unwrap_used)]

use groundplan_window_tests::{Driver, app};

const OPEN: &str = "[role=row][data-rule=rds-multi-az][data-node=db]";
const CARD: &str = ".inspector .finding[data-rule=rds-multi-az]:not(.accepted)";
const ACCEPTED: &str = ".inspector .finding.accepted[data-rule=rds-multi-az]";

#[tokio::test]
async fn a_finding_is_explained_accepted_for_a_reason_and_taken_back() {
    let Some(app) = app() else { return };
    let folder = tempfile::tempdir().unwrap();
    let design = folder.path().join("design.json");
    let template = concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates/reference/design.json");
    std::fs::copy(template, &design).unwrap();

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
    assert_eq!(std::fs::read_to_string(&design).unwrap(), std::fs::read_to_string(template).unwrap());

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
    let folder = tempfile::tempdir().unwrap();
    let design = folder.path().join("design.json");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates/reference/design.json"), &design)
        .unwrap();

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
    let folder = tempfile::tempdir().unwrap();
    let design = folder.path().join("design.json");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates/reference/design.json"), &design)
        .unwrap();

    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    page.click("[data-lens=network]").await;
    page.see("[data-lens=network][aria-checked=true]").await;
    // over CloudFront and the load balancer, and no further
    page.see("#drawn-alb[data-state=exposed][aria-label*='internet: 443']").await;
    page.see("#drawn-workers[data-state=exposed]").await;
    page.see("#drawn-bastion[data-state=outbound]").await;
    page.see("#drawn-db:not([data-state])").await;

    // what is accepted is quiet, what is in order says nothing
    page.click("[data-lens=security]").await;
    page.see("#drawn-bastion[data-state=accepted]").await;
    page.see("#drawn-alb:not([data-state])").await;
    page.click("[data-lens=architecture]").await;
    page.see("#drawn-bastion:not([data-state])").await;
    Driver::close(page).await;
}
