//! Judgement in one sitting: findings on the elements and under headings, explained, mended one by one and all at once,
//! accepted and taken back; what is expected of who reaches whom; a number typed while all of it is judged; the lenses.
//! At the end the design is what it was.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use groundplan_window_tests::{DEV_PRICE, Driver, Page, REFERENCE, app, reference};

const OPEN: &str = "[role=row][data-rule=rds-multi-az][data-node=db]";
const CARD: &str = ".inspector .finding[data-rule=rds-multi-az]:not(.accepted)";
const ACCEPTED: &str = ".inspector .finding.accepted[data-rule=rds-multi-az]";
const HEADING: &str = "[data-heading='rule:capacity-after-zone-loss']";

#[tokio::test]
async fn a_design_is_judged_mended_and_looked_through_in_one_sitting() {
    let Some(app) = app() else { return };
    let (_folder, design) = reference();

    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    findings_stand_on_elements_and_under_headings(&page).await;
    a_finding_is_explained_and_mended(&page).await;
    all_of_a_rule_are_mended_in_one_step(&page).await;
    one_is_accepted_for_a_reason_until_a_day(&page, &design).await;
    what_is_expected_is_judged(&page, &design).await;
    rows_stay_while_a_number_is_typed(&page).await;
    lenses_show_who_reaches_whom_and_what_is_open(&page).await;
    page.saved().await;
    assert_eq!(text(&design), text(Path::new(REFERENCE)));
    Driver::close(page).await;
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

async fn findings_stand_on_elements_and_under_headings(page: &Page) {
    // by severity in the outline, counted in the drawing
    page.click("[data-environment=shared]").await;
    page.see("[role=treeitem][data-node=pipeline] [aria-label=medium]").await;
    page.click("[data-environment=dev]").await;
    page.see("[role=treeitem][data-node=db] [aria-label=low]").await;
    page.see("#drawn-db[aria-label*=' findings']").await;
    page.see("#drawn-cdn:not([aria-label*='finding'])").await;
    for word in ["severity", "element", "pillar", "environment", "rule"] {
        page.group_problems_by(word).await;
    }
}

/// A row of the table leads to the element and to what is said of it.
async fn a_finding_is_explained_and_mended(page: &Page) {
    page.click(OPEN).await;
    page.click("#facet-Findings").await;
    page.click(&format!("{CARD} summary")).await;
    page.see_that(&format!("{CARD} details"), "say what the fix changes, and who says so", |text| {
        text.contains("no → yes") && text.contains("https://docs.aws.amazon.com/")
    })
    .await;
    page.see_that(&format!("{CARD} .way"), "tell the price", |text| {
        text.contains("/mo in dev") && text.contains("resolved")
    })
    .await;

    let before = page.see(DEV_PRICE).await;
    page.click(&format!("{CARD} .way .primary")).await;
    page.gone(OPEN).await;
    page.see_that(DEV_PRICE, "cost more", |text| text != before).await;
    page.click("[aria-label=Undo]").await;
    page.see(OPEN).await;
    page.see_that(DEV_PRICE, "cost what it did", |text| text == before).await;
}

async fn all_of_a_rule_are_mended_in_one_step(page: &Page) {
    page.click(&format!("{HEADING} [data-way=fix]")).await;
    page.see_that("[data-dialog=fix-all] p", "tell the price", |text| text.contains("/mo in dev")).await;
    page.see("[data-dialog=fix-all] .changes li:nth-child(2)").await;
    page.agree("fix-all").await;
    page.gone(HEADING).await;
    page.click("[aria-label=Undo]").await;
    page.see(HEADING).await;

    // what costs nothing, whatever the rule
    let before = page.see("#tab-problems .count").await;
    page.see_that(".bottom .soft", "offer safe fixes", |text| text.contains("safely")).await;
    page.click(".bottom .soft:enabled").await;
    page.see_that("#tab-problems .count", "count fewer", |text| text != before).await;
    page.gone(".bottom .soft").await;
    page.click("[aria-label=Undo]").await;
    page.see_that("#tab-problems .count", "count as before", |text| text == before).await;
}

async fn one_is_accepted_for_a_reason_until_a_day(page: &Page, design: &Path) {
    page.click(&format!("{CARD} .way .soft")).await;
    page.click("[data-dialog=accept] .primary").await;
    page.see_that("[data-dialog=accept] .wrong", "ask for a reason", |text| text.contains("why")).await;
    page.run("document.querySelector('[data-dialog=accept] [aria-label=Until]').value = '2099-12-31';").await;
    page.fill("[data-dialog=accept] [aria-label=Why]", "Development may wait for a restore").await;
    page.gone("[data-dialog=accept]").await;
    page.gone(OPEN).await;
    page.see_that(ACCEPTED, "give reason and day", |text| {
        text.contains("may wait for a restore") && text.contains("Until 2099-12-31")
    })
    .await;
    page.saved().await;
    let written = text(design);
    assert!(written.contains("\"reason\": \"Development may wait for a restore\""), "{written}");
    assert!(written.contains("\"until\": \"2099-12-31\""), "{written}");

    page.click(&format!("{ACCEPTED} .soft")).await;
    page.see(OPEN).await;
    page.gone(ACCEPTED).await;
}

async fn what_is_expected_is_judged(page: &Page, design: &Path) {
    const HOLDS: &str = "[data-expectation=db-must-not-reach]";
    const BROKEN: &str = "[data-expectation=web-must-not-reach]";
    page.click("#tab-expectations").await;
    page.see("[data-expectation=data-closed] [aria-label=holds]").await;
    // what is no element is said, and nothing is lost
    page.expect_closed("dbb").await;
    page.see_that("[data-dialog=expect] .wrong", "say what an end is", |text| text.contains("no element"))
        .await;
    page.fill("[data-dialog=expect] [aria-label=To]", "db").await;
    page.see_that("[data-dialog=expect] form", "have both ends", |text| text.contains("internet")).await;
    page.agree("expect").await;
    page.see(&format!("{HOLDS} [aria-label=holds]")).await;

    // what is reached over the load balancer is told with the way, also where problems are; the form starts from what is
    // selected
    page.click("[role=treeitem][data-node=web]").await;
    page.expect_closed("web").await;
    page.agree("expect").await;
    page.see(&format!("{BROKEN} [aria-label=broken]")).await;
    page.see_that(&format!("{BROKEN} .decides"), "name the way", |text| text.contains("alb")).await;
    page.click("#tab-problems").await;
    page.see_that(".row.blocked", "say what is not as expected", |text| text.contains("not as expected"))
        .await;
    page.saved().await;
    let written = text(design);
    assert!(written.contains("\"web-must-not-reach\""), "{written}");

    page.click("#tab-expectations").await;
    for one in [BROKEN, HOLDS] {
        page.click(&format!("{one} [aria-label=Withdraw]")).await;
        page.gone(one).await;
    }
    page.click("#tab-problems").await;
}

async fn rows_stay_while_a_number_is_typed(page: &Page) {
    const DAYS: &str = "[name=backup_retention_days][data-scope=base]";
    const SHORT: &str = "[role=row][data-rule=rds-backup-retention][data-node=db]";
    page.choose("[aria-label=Group]", "severity").await;
    page.click("[role=treeitem][data-node=db]").await;
    page.see(OPEN).await;
    page.click("#facet-Properties").await;
    let rows = page.watch_rows().await;
    assert!(rows > 4, "{rows} rows");

    // each letter is judged as it is typed
    let days = page.run(&format!("return document.querySelector({DAYS:?}).value;")).await;
    page.run(&format!("document.querySelector({DAYS:?}).select();")).await;
    page.press(DAYS, "2").await;
    page.see(SHORT).await;
    page.rows_stayed().await;
    page.press(DAYS, "8").await;
    page.gone(SHORT).await;
    page.rows_stayed().await;
    page.holds(DAYS, "28").await;

    // all of it was one step
    page.press(DAYS, "\u{e007}").await;
    page.click("[aria-label=Undo]").await;
    page.holds(DAYS, days.as_str().unwrap()).await;
    page.rows_stayed().await;
}

async fn lenses_show_who_reaches_whom_and_what_is_open(page: &Page) {
    page.click("[data-environment=prod]").await;
    // of what is selected, then of all
    page.click("[data-lens=network]").await;
    page.see("[data-lens=network][aria-checked=true]").await;
    page.see("#drawn-workers[data-state=reaches]").await;
    for _ in 0..4 {
        page.press("#diagram", "\u{e00c}").await;
    }
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

    // so far away that a legend in the drawing could not be read
    for _ in 0..4 {
        page.press("body", "\u{e009}-").await;
    }
    page.see(".lens-legend[aria-label^='Network: the internet: reached from the internet']").await;

    // what is accepted is quiet, what is in order says nothing
    page.click("[data-lens=security]").await;
    page.see("#drawn-bastion[data-state=accepted]").await;
    page.see("#drawn-alb:not([data-state])").await;
    page.see(".lens-legend[aria-label^='Security: nothing open: accepted findings']").await;

    // dear and cheap things differ in colour, and say their price
    page.click("[data-lens=cost]").await;
    page.see("#drawn-db[data-state=above][aria-label*='$375.45']").await;
    page.see("#drawn-bastion[data-state=under-20]").await;
    page.click("[data-lens=architecture]").await;
    page.see("#drawn-bastion:not([data-state])").await;
    page.gone(".lens-legend").await;
}
