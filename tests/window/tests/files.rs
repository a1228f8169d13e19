//! Files in the real window: the past is looked at, named and brought back; what was said to be saved outlives a kill.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::{os::unix::process::CommandExt, process::Command};

use groundplan_window_tests::{Driver, Page, app, reference};

const NAME: &str = "[aria-label='Name of the design']";

/// The project file that the gallery made.
fn project(home: &std::path::Path) -> String {
    let mut files = std::fs::read_dir(home.join("Groundplan")).unwrap();
    let found = files.find_map(|entry| {
        let path = entry.unwrap().path();
        path.extension().is_some_and(|ending| ending == "groundplan").then_some(path)
    });
    found.unwrap().to_str().unwrap().to_owned()
}

async fn called(page: &Page, expected: &str) {
    let script = format!("return document.querySelector({NAME:?}).value");
    for _ in 0..200 {
        if page.run(&script).await == expected {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the design should be called {expected}, but is called {}", page.run(&script).await);
}

#[tokio::test]
async fn the_past_is_looked_at_named_and_brought_back_and_a_kill_loses_nothing() {
    let Some(app) = app() else { return };
    let home = tempfile::tempdir().unwrap();
    let variables = [("GROUNDPLAN_HOME", home.path().to_str().unwrap())];
    let driver = Driver::start(&variables);
    let page = driver.open(&app, &[]).await;
    page.click("[data-template=web-three-tier]").await;
    page.saved().await;
    page.fill(NAME, "First").await;
    page.click("[aria-label=History]").await;
    page.see("[data-revision='1']").await;
    page.fill(NAME, "Second").await;
    page.see("[data-revision='2']").await;

    // the past is only looked at
    page.click("[data-revision='1'] .step").await;
    page.see_that("[data-testid=past]", "name the revision", |text| text.contains("Revision 1")).await;
    called(&page, "First").await;
    page.see_that("[data-testid=differences]", "say what is different", |text| {
        text.contains("Name: First → Second")
    })
    .await;
    page.fill(NAME, "Rewritten").await;
    page.see_that(".notice", "say why not", |text| text.contains("revision 1 as it was")).await;
    page.click(".notice [aria-label=Close]").await;
    page.click("[data-testid=past] .soft").await;
    page.gone("[data-testid=past]").await;
    called(&page, "Second").await;

    // a name
    page.click("[data-revision='1'] .name").await;
    page.fill("[data-dialog=name-version] input", "Sent to review").await;
    page.see("[data-revision='1'] [data-version='Sent to review']").await;
    page.gone("[data-dialog=name-version]").await;

    // brought back as one edit, which can be undone
    page.click("[data-revision='1'] .step").await;
    page.click("[data-testid=past] .primary").await;
    page.see_that("[data-revision='3']", "be the restored one", |text| text.contains("Restore revision 1"))
        .await;
    called(&page, "First").await;
    page.click("[aria-label=Undo]").await;
    called(&page, "Second").await;
    page.see("[data-revision='4']").await;
    page.saved().await;

    // killed: the app dies with its driver
    drop(driver);
    let file = project(home.path());
    let driver = Driver::start(&variables);
    let page = driver.open(&app, &[&file]).await;
    page.saved().await;
    called(&page, "Second").await;
    page.click("[aria-label=History]").await;
    page.see("[data-revision='4']").await;
    page.see("[data-revision='1'] [data-version='Sent to review']").await;
    Driver::close(page).await;
}

#[tokio::test]
async fn a_plain_file_says_why_it_has_no_history_and_that_another_program_changed_it() {
    let Some(app) = app() else { return };
    let (folder, design) = reference();
    let driver = Driver::start(&[("GROUNDPLAN_HOME", folder.path().to_str().unwrap())]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    page.saved().await;
    page.click("[aria-label=History]").await;
    page.see_that(".plain-file", "offer a project", |text| text.contains("Save as project")).await;

    // another program writes it: noticed, and asked about
    let text = std::fs::read_to_string(&design).unwrap();
    let theirs = text.replacen("\"name\": \"", "\"name\": \"Their ", 1);
    assert_ne!(text, theirs);
    std::fs::write(&design, theirs).unwrap();
    page.click("[data-testid=conflict] .primary").await;
    page.gone("[data-testid=conflict]").await;
    page.saved().await;
    Driver::close(page).await;
}

#[tokio::test]
async fn a_page_that_a_fault_stops_comes_back_with_everything_that_was_saved() {
    let Some(app) = app() else { return };
    let home = tempfile::tempdir().unwrap();
    let driver = Driver::start(&[("GROUNDPLAN_HOME", home.path().to_str().unwrap())]);
    let page = driver.open(&app, &[]).await;
    page.click("[data-template=web-three-tier]").await;
    page.saved().await;
    page.fill(NAME, "Kept").await;
    page.saved().await;
    called(&page, "Kept").await;

    // what the web view reports when the page's program traps
    let fault = "new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') })";
    page.run(&format!("window.dispatchEvent({fault});")).await;
    page.see_that(".notice", "say what happened", |text| text.contains("Nothing is lost")).await;
    called(&page, "Kept").await;
    page.fill(NAME, "Edited on").await;
    page.click("[aria-label=History]").await;
    page.see("[data-revision='2']").await;
    Driver::close(page).await;
}

/// Without a driver, whose session ends with the page's process.
#[test]
fn a_page_whose_process_ends_is_loaded_again() {
    let Some(app) = app() else { return };
    let (home, design) = reference();
    let said = home.path().join("said");
    let mut window = Command::new(app)
        .arg(&design)
        .env("GROUNDPLAN_HOME", home.path())
        .stderr(std::fs::File::create(&said).unwrap())
        .process_group(0)
        .spawn()
        .unwrap();
    let group = window.id().to_string();
    let pages = || {
        let found = Command::new("pgrep").args(["-g", &group, "-f", "WebKitWebProcess"]).output().unwrap();
        String::from_utf8(found.stdout).unwrap()
    };
    // the page has asked for it
    until("the design is opened", || home.path().join("recent.json").exists());
    let first = pages();
    let killed = Command::new("kill").args(["-9", first.trim()]).status().unwrap();
    assert!(killed.success());
    until("the page is loaded again", || {
        std::fs::read_to_string(&said).unwrap().contains("the page is there again")
    });
    assert_ne!(pages(), first);
    assert!(window.try_wait().unwrap().is_none(), "the app goes on");
    Command::new("kill").args(["-9", "--", &format!("-{group}")]).status().unwrap();
    window.wait().unwrap();
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let begun = std::time::Instant::now();
    while !holds() {
        assert!(begun.elapsed() < std::time::Duration::from_secs(30), "{what}");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}
