//! The mission, as a person does it in the real window.

use groundplan_window_tests::{Driver, app};

#[tokio::test]
async fn an_edit_changes_the_price_is_saved_and_is_there_again() {
    let Some(app) = app() else { return };
    let folder = tempfile::tempdir().unwrap();
    let design = folder.path().join("design.json");
    let template = concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates/reference/design.json");
    std::fs::copy(template, &design).unwrap();
    let file = design.to_str().unwrap();

    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[file]).await;
    let price = "[data-environment=prod] .mono";
    let before = page.see(price).await;
    page.click("[role=treeitem][data-node=db]").await;
    page.click("input[name=multi_az]").await;
    let after = page.see_that(price, "change", |text| text != before).await;
    page.see_that("[data-testid=saved]", "say Saved", |text| text == "Saved").await;
    Driver::close(page).await;

    let saved = std::fs::read_to_string(&design).unwrap();
    assert!(saved.contains("\"multi_az\": false"), "{saved}");
    let page = driver.open(&app, &[file]).await;
    page.see_that(price, "be as it was left", |text| text == after).await;
    Driver::close(page).await;
}
