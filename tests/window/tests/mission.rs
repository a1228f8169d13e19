//! The mission, as a person does it in the real window.

use groundplan_window_tests::{Driver, PROD_PRICE, app, reference};

/// A design with environments and nothing in it.
const EMPTY: &str = r#"{ "groundplan": 1, "id": "drawn", "name": "Drawn", "environments": {
    "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production" },
    "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } } }"#;

const PROD: &str = "[data-environment=prod]";

#[tokio::test]
async fn an_edit_changes_the_price_is_saved_and_is_there_again() {
    let Some(app) = app() else { return };
    let (_folder, design) = reference();
    let file = design.to_str().unwrap();

    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[file]).await;
    let before = page.see(PROD_PRICE).await;
    page.click("[role=treeitem][data-node=db]").await;
    page.click("[name=multi_az][data-scope=base]").await;
    let after = page.see_that(PROD_PRICE, "change", |text| text != before).await;
    page.saved().await;
    Driver::close(page).await;

    let text = std::fs::read_to_string(&design).unwrap();
    assert!(text.contains("\"multi_az\": false"), "{text}");
    let page = driver.open(&app, &[file]).await;
    page.see_that(PROD_PRICE, "be as it was left", |text| text == after).await;
    Driver::close(page).await;
}

#[tokio::test]
async fn a_network_is_drawn_judged_priced_mended_and_found_again() {
    let Some(app) = app() else { return };
    let folder = tempfile::tempdir().unwrap();
    let design = folder.path().join("drawn.json");
    std::fs::write(&design, EMPTY).unwrap();
    let file = design.to_str().unwrap();

    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[file]).await;
    page.click(PROD).await;
    let nothing = page.see(PROD_PRICE).await;

    // a VPC by drag, two subnets and a database by keyboard
    page.drag("[data-kind=vpc]", "main.stage canvas").await;
    page.see("[role=treeitem][data-node=vpc]").await;
    page.press("[data-kind=subnet]", "\u{e007}").await;
    page.click("[role=treeitem][data-node=vpc]").await;
    page.press("[data-kind=subnet]", "\u{e007}").await;
    page.see("[role=treeitem][data-node=subnet-2]").await;
    page.click("[role=treeitem][data-node=subnet]").await;
    page.press("[data-kind=rds_instance]", "\u{e007}").await;
    page.see("[data-element=rds-instance]").await;

    // it is priced, and judged
    let priced = page.see_that(PROD_PRICE, "show a price", |text| text != nothing).await;
    let rule = "[role=row][data-rule=rds-multi-az][data-node=rds-instance]";
    page.see(rule).await;
    page.click(&format!("{rule} .fix")).await;
    page.gone(rule).await;
    let mended = page.see_that(PROD_PRICE, "cost more", |text| text != priced).await;

    // the other environment, and back
    page.click("[data-environment=dev]").await;
    page.see("[data-environment=dev][aria-selected=true]").await;
    page.click(PROD).await;

    page.click("[aria-label=Undo]").await;
    page.see(rule).await;
    page.see_that(PROD_PRICE, "be the price before", |text| text == priced).await;
    page.click("[aria-label=Redo]").await;
    page.gone(rule).await;
    page.see_that(PROD_PRICE, "be the price after", |text| text == mended).await;
    page.saved().await;
    Driver::close(page).await;

    let page = driver.open(&app, &[file]).await;
    page.click(PROD).await;
    page.see_that(PROD_PRICE, "be as it was left", |text| text == mended).await;
    for node in ["vpc", "subnet", "subnet-2", "rds-instance"] {
        page.see(&format!("[role=treeitem][data-node={node}]")).await;
    }
    Driver::close(page).await;
}

#[tokio::test]
async fn a_design_starts_from_the_gallery_as_a_project_of_its_own() {
    let Some(app) = app() else { return };
    let home = tempfile::tempdir().unwrap();
    let driver = Driver::start(&[("GROUNDPLAN_HOME", home.path().to_str().unwrap())]);
    let page = driver.open(&app, &[]).await;
    page.click("[data-template=web-three-tier]").await;
    page.see_that(PROD_PRICE, "show a price", |text| text.starts_with('$')).await;
    page.click("[role=treeitem][data-node]").await;
    page.click("[aria-label='All designs']").await;
    // it is in the list of recent ones, and opens from there
    page.click(".recent").await;
    page.see(PROD_PRICE).await;
    Driver::close(page).await;
}
