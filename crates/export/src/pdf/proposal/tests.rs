//! What is set, and what is refused.

use engine::{Book, Language, Services, Session, TEMPLATES};

use super::*;
use crate::pdf::sheet::HEIGHT;

/// The fonts of this machine; `None` on one that has none, where no PDF is made.
fn fonts() -> Option<Fonts> {
    Some(Fonts::load(None)).filter(|fonts| fonts.database.faces().next().is_some())
}

/// The reference topology as it is offered, with this as its `proposal`.
fn report(proposal: serde_json::Value, language: Language) -> ProposalReport {
    let mut document: serde_json::Value = serde_json::from_slice(TEMPLATES[0].document.as_bytes()).unwrap();
    document["proposal"] = proposal;
    document["rates"] = serde_json::json!({
        "clp": { "per_usd": 941.5, "date": "2026-11-20", "source": "a bank" }
    });
    let document = engine::load(document.to_string().as_bytes(), &Services).unwrap();
    Session::new(document, Book::embedded(), "2026-11-29").proposal(None, None, None, language).unwrap()
}

fn offered() -> serde_json::Value {
    serde_json::json!({
        "company": "Example Cloud", "client": "Notaría", "colour": "#ffee00", "currency": "clp",
        "exclusions": ["Migration of data."], "tax": { "name": "IVA", "percent": 19 },
        "logo": "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI0IiBoZWlnaHQ9IjQiPjxyZWN0IHdpZHRoPSI0IiBoZWlnaHQ9IjQiLz48L3N2Zz4=",
    })
}

fn texts(sheet: &Sheet<'_>) -> Vec<String> {
    sheet.leaves.iter().flat_map(|leaf| &leaf.runs).map(|run| run.text.clone()).collect()
}

#[test]
fn every_total_and_every_word_of_the_offer_stands_in_it_in_both_languages() {
    let Some(fonts) = fonts() else { return };
    for (language, until, included) in [
        (Language::English, "29 December 2026", "What is not included"),
        (Language::Spanish, "29 de diciembre de 2026", "Qué no se incluye"),
    ] {
        let report = report(offered(), language);
        // Without spaces: in a wide font a narrow column breaks lines at them.
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        let all = solid(&texts(&write(&report, None, &fonts).unwrap()).concat());
        let has = |wanted: &str| all.contains(&solid(wanted));
        for total in report.totals() {
            for amount in total.amounts {
                assert!(has(&report.money(amount)), "{} {amount}", total.label);
                assert!(has(&report.converted(amount).unwrap()), "{} {amount}", total.label);
            }
        }
        for wanted in [until, included, "Example Cloud", "Migration of data."] {
            assert!(has(wanted), "{wanted}");
        }
    }
}

#[test]
fn nothing_leaves_the_page_and_the_drawing_has_one_of_its_own() {
    let Some(fonts) = fonts() else { return };
    let svg =
        "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><rect width='40' height='20'/></svg>";
    let report = report(offered(), Language::Spanish);
    let sheet = write(&report, Some(("prod", svg)), &fonts).unwrap();
    let mut ruler = Sheet::new(Faces::new(&fonts).unwrap());
    for leaf in &sheet.leaves {
        let (width, height) = leaf.size();
        for run in &leaf.runs {
            let long = ruler.put(0.0, BODY, &run.text) / BODY.size * run.size;
            // Bold is a little wider than regular, which measures here.
            assert!(run.x >= MARGIN - 0.1 && run.x + long <= width - MARGIN + 40.0, "{run:?}");
            assert!(run.baseline > MARGIN * 0.7 && run.baseline <= height - MARGIN, "{run:?}");
        }
    }
    let drawings: Vec<_> = sheet.leaves.iter().filter(|leaf| leaf.landscape).collect();
    assert_eq!(drawings.len(), 1);
    assert!(drawings[0].plates[0].height < HEIGHT);
}

#[test]
fn a_colour_too_light_to_read_is_not_that_of_text() {
    let report = report(offered(), Language::English);
    let look = Look::of(&report);
    assert_eq!(look.colour, Rgb(0xff, 0xee, 0x00));
    assert_eq!(look.text, ink(Token::Ink));
    assert!(WHITE.contrast(WHITE) < 1.01 && Rgb(0, 0, 0).contrast(WHITE) > 20.9);
}

#[test]
fn a_picture_that_is_broken_is_refused() {
    let Some(fonts) = fonts() else { return };
    let mut broken = offered();
    // The first eight bytes of a PNG, and no more.
    broken["logo"] = "data:image/png;base64,iVBORw0KGgo=".into();
    let error = proposal(&report(broken, Language::English), None, &fonts).unwrap_err();
    assert!(matches!(error, ExportError::Logo), "{error}");
}

#[test]
fn a_proposal_is_the_same_bytes_each_time() {
    let Some(fonts) = fonts() else { return };
    let report = report(offered(), Language::English);
    let (bytes, _) = proposal(&report, None, &fonts).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(bytes, proposal(&report, None, &fonts).unwrap().0);
}

#[test]
fn what_it_is_compared_with_stands_beside_the_offer() {
    let Some(fonts) = fonts() else { return };
    let document = engine::load(TEMPLATES[0].document.as_bytes(), &Services).unwrap();
    let mut session = Session::new(document, Book::embedded(), "2026-11-29");
    let against = engine::Against::Region("sa-east-1".to_owned());
    let report = session.proposal(Some("prod"), None, Some(&against), Language::English).unwrap();
    let all = texts(&write(&report, None, &fonts).unwrap()).concat();
    assert!(all.contains("Region sa-east-1") && all.contains("As offered"), "{all}");
    let rows = report.beside();
    assert!(rows.len() > 2 && rows[0].environment && !rows[1].environment);
    for row in rows {
        for amount in row.amounts {
            assert!(all.contains(&report.money(amount)), "{} {amount}", row.label);
        }
    }
}

#[test]
fn each_page_ends_with_its_number_and_whose_it_is() {
    let Some(fonts) = fonts() else { return };
    let report = report(offered(), Language::English);
    let mut sheet = write(&report, None, &fonts).unwrap();
    sheet.feet(SMALL, "Notaría");
    let count = sheet.leaves.len();
    for (at, leaf) in sheet.leaves.iter().enumerate() {
        let below = leaf.runs.iter().filter(|run| run.baseline > leaf.size().1 - MARGIN);
        let foot: String = below.map(|run| run.text.as_str()).collect();
        assert_eq!(foot, format!("{} / {count}Notaría", at + 1));
    }
}
