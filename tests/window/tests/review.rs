//! A version goes out of the window, is read, commented and approved in a browser, and the answer comes back.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::{fs, path::Path};

use groundplan_window_tests::{Driver, Page, app, serve};
use serde_json::json;

const PROD: &str = "[data-approval=prod]";

async fn reviews(driver: &Driver, app: &Path, design: &str) -> Page {
    let page = driver.open(app, &[design]).await;
    page.click(".rail [aria-label=Review]").await;
    page.see(PROD).await;
    page
}

#[tokio::test]
async fn a_version_is_sent_approved_in_a_browser_and_stays_approved() {
    let Some(app) = app() else { return };
    let home = tempfile::tempdir().unwrap();
    let design = home.path().join("design.json");
    let template = concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates/static-site/design.json");
    fs::copy(template, &design).unwrap();
    let (design, html) = (design.to_str().unwrap(), home.path().join("review.html"));
    let driver = Driver::start(&[("GROUNDPLAN_HOME", home.path().to_str().unwrap())]);

    let page = reviews(&driver, &app, design).await;
    page.see(&format!("{PROD}[data-state=not-sent]")).await;
    page.see(".review .nothing").await;
    page.shell("export_review", json!({ "path": html, "reviewers": ["Client"] })).await;
    Driver::close(page).await;

    // the reviewer
    let page = reviews(&driver, &app, design).await;
    page.see(&format!("{PROD}[data-state=waiting]")).await;
    page.go(&serve(fs::read(&html).unwrap())).await;
    let grid = page.run("return getComputedStyle(document.body).display;").await;
    assert_eq!(grid, "grid", "the policy lets the page's own style through");
    page.see_that("#count", "say that nobody commented", |text| text == "None yet").await;
    page.run("document.querySelector('.view [data-node=site]').dispatchEvent(new MouseEvent('click', { bubbles: true }));")
        .await;
    page.see_that("#about", "be about the site", |_| true).await;
    page.fill("#said", "Is it </script> versioned?").await;
    page.click("#compose button").await;
    page.see(".pin[data-thread]").await;
    page.click("#approve").await;
    page.click("#give").await;
    page.see("#given[open]").await;
    let answer = page.run("return document.querySelector('#text').value;").await;
    let file = home.path().join("answer.txt");
    fs::write(&file, answer.as_str().unwrap()).unwrap();
    Driver::close(page).await;

    // and back
    let page = reviews(&driver, &app, design).await;
    page.shell("import_answer", json!({ "path": file })).await;
    Driver::close(page).await;
    let page = reviews(&driver, &app, design).await;
    let words = page.see(&format!("{PROD}[data-state=approved]")).await;
    assert!(words.contains("approved by Client"), "{words}");
    let thread = page.see("[data-comment][data-about=site]").await;
    assert!(thread.contains("Is it </script> versioned?"), "{thread}");
    page.click("[data-comment] header button").await;
    page.see("[data-element=site]").await;

    // whoever deploys sees it too
    page.click("[data-environment=prod]").await;
    page.click(".rail [aria-label=Deployment]").await;
    page.see(".deployment .approval[data-approval=prod][data-state=approved]").await;
    page.click(".approval").await;

    // answered and settled in the window
    page.fill("[data-comment] textarea", "Yes.").await;
    page.click("[data-comment] form button").await;
    page.see_that("[data-comment]", "show the reply", |text| text.contains("Yes.")).await;
    page.click("[data-comment] .settle").await;
    page.see("[data-comment].resolved").await;
    Driver::close(page).await;
}
