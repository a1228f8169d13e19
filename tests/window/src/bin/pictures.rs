//! Pictures of the window for the README, into the folder that `GROUNDPLAN_PICTURES` names: `cargo xtask pictures`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{path::PathBuf, time::Duration};

use groundplan_window_tests::{Driver, app};

#[tokio::main]
async fn main() {
    let Some(app) = app() else { return };
    let folder =
        PathBuf::from(std::env::var_os("GROUNDPLAN_PICTURES").expect("GROUNDPLAN_PICTURES names a folder"));
    let home = tempfile::tempdir().unwrap();
    let design = home.path().join("reference.json");
    let template = concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates/reference/design.json");
    std::fs::copy(template, &design).unwrap();
    let driver = Driver::start(&[("GROUNDPLAN_HOME", home.path().to_str().unwrap())]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    page.click("[data-environment=prod]").await;
    page.click("[role=treeitem][data-node=db]").await;
    page.click("[aria-label=Fit]").await;
    // (theme, lens, tab at the bottom, file)
    let shown = [
        ("light", "architecture", "problems", "light"),
        ("light", "cost", "prices", "prices"),
        ("dark", "architecture", "problems", "dark"),
    ];
    for (theme, lens, tab, name) in shown {
        // whoever used the app here before may have left it in either
        if page.run("return document.documentElement.dataset.theme;").await != theme {
            page.click("[aria-label='Light or dark']").await;
        }
        page.click(&format!("[data-lens={lens}]")).await;
        page.click(&format!("#tab-{tab}")).await;
        // fonts, icons and the crisp repaint
        tokio::time::sleep(Duration::from_secs(2)).await;
        std::fs::write(folder.join(format!("window-{name}.png")), page.picture().await).unwrap();
    }
    Driver::close(page).await;
}
