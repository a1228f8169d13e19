//! Rules of the organisation in the real window: held by the design, judged while a person goes on, told by name.
#![allow(clippy::unwrap_used)]

use groundplan_window_tests::{Driver, app, reference};

const RULES: &str = "let databases = Resources.*[ Type == 'AWS::RDS::DBInstance' ]\n\
                     rule DATABASES_SURVIVE_A_ZONE when %databases !empty {\n\
                     %databases.Properties.MultiAZ == true\n\
                     <<Databases keep a standby in another zone.>>\n}";
const MISTAKEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../guard/mistaken.guard");
const FOUND: &str = "[role=row][data-rule='guard:company-rules/DATABASES_SURVIVE_A_ZONE'][data-node=db]";

#[tokio::test]
async fn rules_that_a_design_holds_are_judged_after_each_edit_and_bad_ones_named_with_their_line() {
    let Some(app) = app() else { return };
    let (_folder, design) = reference();

    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    page.click("#tab-organisation").await;
    page.click(".organisation .link").await;
    // not without a text
    page.fill("[data-dialog=rules] [aria-label=Name]", "Company rules").await;
    page.see_that("[data-dialog=rules] .wrong", "ask for rules", |text| text.contains("Paste")).await;
    // a driver types the Enter key, not a line's end
    page.fill("[data-dialog=rules] [aria-label=Rules]", &RULES.replace('\n', "\u{e007}")).await;
    page.click("[data-dialog=rules] .primary").await;
    page.gone("[data-dialog=rules]").await;
    page.see("[data-rules=company-rules] [aria-label='not kept']").await;
    page.see_that("[data-rules=company-rules] .decides", "count", |text| text == "2 findings").await;

    // among the problems, and on the element
    page.click("#tab-problems").await;
    page.see_that(FOUND, "name the rule set", |text| text.contains("Company rules")).await;
    page.click(FOUND).await;
    page.click("#facet-Findings").await;
    page.see_that(".inspector .finding[data-rule^='guard:']", "name its rule set", |text| {
        text.contains("Databases keep a standby") && text.contains("Company rules")
    })
    .await;

    // what is mended is judged again
    page.click("[role=row][data-rule=rds-multi-az][data-node=db] .fix").await;
    page.gone(FOUND).await;
    page.click("#tab-organisation").await;
    page.see("[data-rules=company-rules] [aria-label=kept]").await;

    // a file that is not in the language leaves the others working
    page.click(".organisation .link").await;
    page.press("[data-dialog=rules] [aria-label=File]", MISTAKEN).await;
    page.holds("[data-dialog=rules] [aria-label=Name]", "mistaken").await;
    page.click("[data-dialog=rules] .primary").await;
    page.gone("[data-dialog=rules]").await;
    page.see_that("[data-rules=mistaken] .decides", "name the line", |text| text.contains("line 5")).await;
    page.see("[data-rules=company-rules] [aria-label=kept]").await;
    page.click("#tab-problems").await;
    page.see_that("[data-note=rules]", "name file and line", |text| {
        text.contains("“mistaken”") && text.contains("line 5")
    })
    .await;
    page.saved().await;
    let text = std::fs::read_to_string(&design).unwrap();
    assert!(text.contains("\"rule DATABASES_SURVIVE_A_ZONE when %databases !empty {\",\n"), "{text}");

    page.click("#tab-organisation").await;
    for set in ["mistaken", "company-rules"] {
        page.click(&format!("[data-rules={set}] [aria-label=Remove]")).await;
        page.gone(&format!("[data-rules={set}]")).await;
    }
    page.saved().await;
    assert!(!std::fs::read_to_string(&design).unwrap().contains("organisation_rules"));
    Driver::close(page).await;
}
