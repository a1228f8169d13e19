//! The questions of the Well-Architected Framework in the real window: what the design answers, what a person answers, and
//! the report on both.
#![allow(clippy::unwrap_used)]

use groundplan_window_tests::{Driver, REFERENCE, app, reference, serve};
use serde_json::{Value, json};

const OPEN: &str = "[role=row][data-rule=rds-multi-az][data-node=db]";
const GIVEN: &str = ".given[data-answer=ops03]";

#[tokio::test]
async fn questions_are_answered_by_the_design_and_by_a_person() {
    let Some(app) = app() else { return };
    let (folder, design) = reference();
    // whoever sees the page of the report prefers the dark
    let driver = Driver::start(&[("GTK_THEME", "Adwaita:dark")]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;

    // a finding leads to its question, and what bears on the question leads to elements
    page.click(OPEN).await;
    page.click("#facet-Findings").await;
    page.click(".finding[data-rule=rds-multi-az] summary").await;
    page.click(".finding[data-rule=rds-multi-az] .source .link").await;
    page.see("#tab-well-architected[aria-selected=true]").await;
    page.see_that(".detail h3", "be about reliability", |text| text.starts_with("REL")).await;
    page.click("[role=treeitem][data-node=alb]").await;
    page.see(".evidence[data-proof=proven][data-rule=rds-multi-az]").await;
    page.click(".evidence[data-proof=violated][data-rule=rds-multi-az]").await;
    page.see("[role=treeitem][data-node=db][aria-selected=true]").await;
    let all = page.run("return document.querySelectorAll('.questions [data-question]').length;").await;
    assert_eq!(all, json!(57));

    // a question that the design cannot answer
    const ROW: &str = "[data-question=OPS03]";
    const HERE: &str = "[data-question=OPS03] [data-environment=prod]";
    const PILLAR: &str = "[data-pillar=operational_excellence] [data-environment=prod]";
    let (unproven, pillar) = (page.see(HERE).await, page.see(PILLAR).await);
    page.press(ROW, "\u{e007}").await;
    page.see_that(".detail h3", "be about it", |text| text.starts_with("OPS03")).await;
    page.click(".answer .primary").await;
    page.see_that(".answer .wrong", "ask how far", |text| text.contains("how far")).await;
    page.choose(".answer [aria-label=Answer]", "met").await;
    page.click(".answer .primary").await;
    page.see_that(".answer .wrong", "ask why", |text| text.contains("Say why")).await;
    page.fill(".answer [aria-label=Note]", "Owners are named in the handbook").await;
    page.fill(".answer [aria-label=Role]", "head of operations").await;
    page.see_that(GIVEN, "tell the answer", |text| {
        text.contains("Owners are named") && text.contains("head of operations")
    })
    .await;
    page.see_that(HERE, "be proven more", |text| text != unproven).await;
    page.see_that(PILLAR, "be proven more", |text| text != pillar).await;
    page.gone(".answer").await;
    page.saved().await;
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&design).unwrap()).unwrap();
    let answer = &written["answers"]["ops03"];
    assert_eq!((&answer["question"], &answer["choice"]), (&json!("OPS03"), &json!("met")));
    assert_eq!(answer["environments"], Value::Null, "it holds in all of them");

    // the report has it, in the reader's colours
    let html = folder.path().join("report.html");
    page.shell("export_report", json!({ "path": html })).await;
    for form in ["report.md", "report.pdf"] {
        page.shell("export_report", json!({ "path": folder.path().join(form) })).await;
        assert!(folder.path().join(form).metadata().unwrap().len() > 10_000, "{form}");
    }
    page.click(&format!("{GIVEN} [aria-label=Withdraw]")).await;
    page.gone(GIVEN).await;
    page.see_that(HERE, "be as before", |text| text == unproven).await;
    page.saved().await;
    assert_eq!(std::fs::read_to_string(&design).unwrap(), std::fs::read_to_string(REFERENCE).unwrap());
    page.go(&serve(std::fs::read(&html).unwrap())).await;
    page.see_that("#OPS03", "tell the answer", |text| text.contains("Owners are named in the handbook"))
        .await;
    let ground = page.run("return getComputedStyle(document.body).backgroundColor;").await;
    assert_eq!(
        ground,
        json!("rgb(12, 15, 20)"),
        "the policy lets the page's own style through, and it is dark"
    );
    Driver::close(page).await;
}
