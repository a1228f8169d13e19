//! The window's measures, and that everything in it can be reached and nothing is cut off.
#![allow(clippy::unwrap_used)]

use groundplan_window_tests::{Driver, Page, app};
use serde_json::Value;
use tempfile::TempDir;

const REFERENCE: &str = include_str!("../../../templates/reference/design.json");

/// Selector, which side, CSS px.
const MEASURES: [(&str, &str, f64); 29] = [
    (".topbar", "height", 48.0),
    (".environments", "height", 36.0),
    (".topbar .badge", "height", 22.0),
    (".topbar .brand", "width", 22.0),
    (".topbar .primary", "height", 32.0),
    (".score svg", "width", 30.0),
    (".rail", "width", 44.0),
    (".side", "width", 220.0),
    (".shelf .search", "height", 32.0),
    (".shelf summary", "height", 28.0),
    (".service .icon", "width", 32.0),
    (".outline .row", "height", 24.0),
    (".outline .row .icon", "width", 16.0),
    (".tools", "width", 38.0),
    (".tools button", "height", 32.0),
    (".minimap", "width", 80.0),
    (".minimap", "height", 55.0),
    (".inspector", "width", 304.0),
    (".inspector .head .icon", "width", 36.0),
    (".inspector .tabs", "height", 32.0),
    (".field", "height", 30.0),
    (".field .label", "width", 98.0),
    (".field .control", "height", 26.0),
    (".field .dot", "width", 8.0),
    (".finding .primary", "height", 26.0),
    (".bottom", "height", 144.0),
    (".bottom header", "height", 32.0),
    (".table .row", "height", 22.0),
    (".table .element .icon", "width", 15.0),
];

async fn side(page: &Page, selector: &str, of: &str) -> f64 {
    page.see(selector).await;
    let script = format!("return document.querySelector({selector:?}).getBoundingClientRect().{of};");
    page.run(&script).await.as_f64().unwrap()
}

/// A design in the real window; the folder and the driver live as long as it is looked at.
async fn open(document: &str) -> Option<(TempDir, Driver, Page)> {
    let app = app()?;
    let folder = tempfile::tempdir().unwrap();
    let design = folder.path().join("design.json");
    std::fs::write(&design, document).unwrap();
    let driver = Driver::start(&[]);
    let page = driver.open(&app, &[design.to_str().unwrap()]).await;
    // keys pressed before the design is there would go nowhere
    page.see("[data-testid=saved]").await;
    Some((folder, driver, page))
}

/// What reaches out of its panel to the left or right.
async fn cut_off(page: &Page) -> Value {
    page.run(
        "const out = [];
         for (const panel of document.querySelectorAll('.topbar, .rail, .side, .inspector, .bottom')) {
             const edge = panel.getBoundingClientRect();
             if (edge.width < 2) continue;
             for (const one of panel.querySelectorAll('*')) {
                 // a table may be wider than its panel: it scrolls
                 if (one.closest('.table, .text, .yaml')) continue;
                 const at = one.getBoundingClientRect();
                 if (at.width && (at.left < edge.left - 1 || at.right > edge.right + 1))
                     out.push(`${panel.className} › ${one.className || one.tagName}: ${one.textContent.slice(0, 40)}`);
             }
         }
         return out;",
    )
    .await
}

/// Glyphs whose picture is not there show as squares.
async fn squares(page: &Page) -> Value {
    page.run(
        "const without = one => { const style = getComputedStyle(one); return (style.maskImage || style.webkitMaskImage) === 'none'; };
         return [...document.querySelectorAll('.g:not(.none)')].filter(without).map(one => one.className);",
    )
    .await
}

#[tokio::test]
async fn panels_have_their_measures_and_give_way_to_the_drawing() {
    let Some((_folder, _driver, page)) = open(REFERENCE).await else { return };
    page.resize(1600, 1000).await;
    page.click("[role=treeitem][data-node=db]").await;
    for (selector, of, wanted) in MEASURES {
        let found = side(&page, selector, of).await;
        assert!((found - wanted).abs() <= 2.0, "{of} of {selector} is {found}, not {wanted}");
    }
    assert_eq!(cut_off(&page).await, serde_json::json!([]));
    assert_eq!(squares(&page).await, serde_json::json!([]));

    page.click("[data-tab=prices]").await;
    assert!((side(&page, ".bottom", "height").await - 214.0).abs() <= 2.0);
    page.click(".bottom [aria-label='Open or close']").await;
    page.gone("#bottom-panel").await;
    assert!((side(&page, ".bottom", "height").await - 32.0).abs() <= 2.0);

    // the shelf closes to the rail, then the inspector lies over the drawing
    page.resize(1280, 800).await;
    page.gone(".shelf").await;
    assert!((side(&page, "main.stage", "width").await - (1280.0 - 44.0 - 304.0)).abs() <= 2.0);
    assert_eq!(cut_off(&page).await, serde_json::json!([]));
    page.resize(1100, 800).await;
    assert!((side(&page, "main.stage", "width").await - (1100.0 - 44.0)).abs() <= 2.0);
    assert_eq!(cut_off(&page).await, serde_json::json!([]));
    Driver::close(page).await;
}

#[tokio::test]
async fn the_palette_does_adds_and_finds_by_keyboard_alone() {
    let Some((_folder, _driver, page)) = open(REFERENCE).await else { return };
    let (control, enter, down, escape) = ('\u{e009}', '\u{e007}', '\u{e015}', '\u{e00c}');
    let field = "[role=combobox]";

    // an element is found, and a field that has the focus does not keep the palette away
    page.press("body", &format!("{control}f")).await;
    page.press(field, &format!("orders data{enter}")).await;
    page.gone(".palette").await;
    page.see("[role=treeitem][data-node=db][aria-selected=true]").await;
    page.press("[name=instance_class][data-scope=base]", &format!("{control}k")).await;

    // an action is done
    page.press(field, "dark").await;
    page.see("[role=option][aria-selected=true][data-action=toggle-theme]").await;
    page.press(field, &format!("{down}\u{e013}{enter}")).await;
    page.gone(".palette").await;

    // what cannot be done says why and does nothing
    page.press("body", &format!("{control}k")).await;
    page.press(field, "redo").await;
    let told = page.see("[data-action=redo][aria-disabled=true] .about").await;
    assert_eq!(told, "Nothing to redo.");
    page.press(field, &format!("{escape}")).await;
    page.gone(".palette").await;

    // all keys are told
    page.press("body", "?").await;
    let keys = page.see(".keysheet").await;
    assert!(keys.contains("Undo") && keys.contains("Ctrl"), "{keys}");
    page.press(".keysheet", &format!("{escape}")).await;
    page.gone(".keysheet").await;
    Driver::close(page).await;
}

#[tokio::test]
async fn rows_of_a_list_are_added_filled_and_removed() {
    let document = r#"{ "groundplan": 1, "id": "names", "name": "Names", "environments": {
        "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } },
        "nodes": { "zone": { "kind": "route53_zone", "properties": { "domain": "example.com" } } } }"#;
    let Some((folder, _driver, page)) = open(document).await else { return };
    page.click("[role=treeitem][data-node=zone]").await;
    page.click("[name=records][data-scope=base]").await;
    page.click(".composite .link").await;
    page.fill("[name='records.0.name']", "www.example.com").await;
    page.see_that("[name=records][data-scope=base]", "count the row", |text| text == "1 row").await;
    page.see_that("[data-testid=saved]", "say Saved", |text| text == "Saved").await;
    let text = std::fs::read_to_string(folder.path().join("design.json")).unwrap();
    assert!(text.contains("www.example.com"), "{text}");
    page.click(".composite [aria-label=Remove]").await;
    page.gone("[name='records.0.name']").await;
    Driver::close(page).await;
}

#[tokio::test]
async fn a_network_is_drawn_from_nothing_by_keyboard_alone() {
    let document = r#"{ "groundplan": 1, "id": "drawn", "name": "Drawn", "environments": {
        "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } } }"#;
    let Some((_folder, _driver, page)) = open(document).await else { return };
    page.see(".begin").await;
    let (control, enter, down) = ('\u{e009}', '\u{e007}', '\u{e015}');
    page.press(".shelf input", &format!("vpc{enter}")).await;
    page.gone(".begin").await;
    for (query, node) in [("add subnet", "subnet"), ("add rds", "rds-instance")] {
        page.press("body", &format!("{control}k")).await;
        page.press("[role=combobox]", &format!("{query}{enter}")).await;
        page.see(&format!("[role=treeitem][data-node={node}]")).await;
    }
    // the outline is walked by arrows
    let vpc = "[role=treeitem][data-node=vpc]";
    page.click(vpc).await;
    page.press(vpc, &format!("{down}")).await;
    page.see("[role=treeitem][data-node=subnet][aria-selected=true]").await;
    Driver::close(page).await;
}

/// Glyphs that would be painted as squares.
const WITHOUT_SHAPE: &str = "return [...document.querySelectorAll('.g')]
    .filter((glyph) => (getComputedStyle(glyph).webkitMaskImage || 'none') === 'none').map((glyph) => glyph.className);";

#[tokio::test]
async fn the_menu_of_an_element_and_the_export_open_by_keyboard() {
    let Some((_folder, _driver, page)) = open(REFERENCE).await else { return };
    let (shift_f10, control, end, enter, escape) =
        ("\u{e008}\u{e03a}", '\u{e009}', '\u{e010}', '\u{e007}', '\u{e00c}');
    page.click("[role=treeitem][data-node=db]").await;
    page.press("#diagram", shift_f10).await;
    page.see("[role=menu] [data-action=inspect].here").await;
    page.press("[role=menu]", &format!("{end}{enter}")).await;
    page.gone("[role=menu]").await;
    page.gone("[role=treeitem][data-node=db]").await;
    page.press("#diagram", &format!("{control}z")).await;
    page.see("[role=treeitem][data-node=db]").await;

    page.press("#diagram", &format!("{control}e")).await;
    page.see("[data-dialog=export] [data-export=Templates]:enabled").await;
    let bare = page.run(WITHOUT_SHAPE).await;
    assert_eq!(bare, serde_json::json!([]), "each glyph has a shape that was fetched");
    page.press("[data-dialog=export] button", &format!("{escape}")).await;
    page.gone("[data-dialog=export]").await;
    Driver::close(page).await;
}

/// What stands beside an instance may be reached by it, or used.
const TWO_WAYS: &str = r#"{ "groundplan": 1, "id": "ways", "name": "Ways",
    "environments": { "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production" } },
    "nodes": {
        "db": { "kind": "rds_instance", "parent": "data", "properties": {} },
        "app": { "kind": "subnet", "parent": "net", "properties": {} },
        "data": { "kind": "subnet", "parent": "net", "properties": { "access": "isolated" } },
        "net": { "kind": "vpc", "properties": {} },
        "web": { "kind": "ec2_instance", "parent": "app", "properties": {} } } }"#;

#[tokio::test]
async fn which_of_several_connections_is_meant_is_asked() {
    let Some((folder, _driver, page)) = open(TWO_WAYS).await else { return };
    page.click("[role=treeitem][data-node=web]").await;
    page.press("#diagram", "c").await;
    page.press("#diagram", "\u{e007}").await;
    page.see("[role=menu] [data-connection=traffic].here").await;
    page.press("[role=menu]", "\u{e015}").await;
    page.see("[role=menu] [data-connection=uses].here").await;
    page.press("[role=menu]", "\u{e007}").await;
    page.gone("[role=menu]").await;
    page.see("[aria-label=Undo]:enabled").await;
    page.see_that("[data-testid=saved]", "say Saved", |text| text == "Saved").await;
    Driver::close(page).await;
    let design = std::fs::read_to_string(folder.path().join("design.json")).unwrap();
    let design: Value = serde_json::from_str(&design).unwrap();
    let made: Vec<&Value> =
        design["connections"].as_object().into_iter().flat_map(|all| all.values()).collect();
    assert_eq!(made.len(), 1, "{made:?}");
    assert_eq!((&made[0]["from"], &made[0]["kind"]), (&"web".into(), &"uses".into()), "{made:?}");
}
