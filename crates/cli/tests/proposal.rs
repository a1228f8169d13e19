//! `report proposal` and `proposal`: what is stated, what is written, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use common::{dated, pdf_or_no_font, reference, refused, text};
use serde_json::{Value, json};

fn design(name: &str) -> PathBuf {
    reference("proposal", name, "shop.json")
}

#[track_caller]
fn fine(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stated(path: &Path) -> Value {
    let document: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    document["proposal"].clone()
}

fn set(path: &Path, rest: &[&str]) -> Output {
    dated(&[&["proposal", text(path)], rest].concat())
}

fn write(path: &Path, out: &Path, rest: &[&str]) -> Output {
    dated(&[&["report", "proposal", text(path), "--out", text(out)], rest].concat())
}

#[test]
fn what_is_stated_of_a_proposal_goes_into_the_design_and_out_again() {
    let path = design("stated");
    let before = fs::read(&path).unwrap();
    let logo = path.with_extension("svg");
    fs::write(&logo, "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>").unwrap();
    let words = [
        "--set",
        "company=Example",
        "--set",
        "colour=#0b6e4f",
        "--set",
        "tax=IVA:19",
        "--set",
        "valid_days=45",
    ];
    fine(&set(&path, &[&words[..], &["--exclude", "Migration.", "--logo", text(&logo)]].concat()));
    let proposal = stated(&path);
    assert_eq!(proposal["company"], "Example");
    assert_eq!(proposal["tax"], json!({ "name": "IVA", "percent": 19 }));
    assert_eq!(proposal["exclusions"], json!(["Migration."]));
    assert!(proposal["logo"].as_str().unwrap().starts_with("data:image/svg+xml;base64,"));
    let told = fine(&set(&path, &[]));
    for line in ["company       Example", "tax           IVA:19", "logo          image/svg+xml (1 KiB)"] {
        assert!(told.contains(line), "{told}");
    }
    let all = ["company", "colour", "tax", "valid_days", "logo", "exclusions"];
    let unset: Vec<&str> = all.iter().flat_map(|name| ["--unset", name]).collect();
    fine(&set(&path, &unset));
    assert_eq!(fs::read(&path).unwrap(), before, "nothing is left of it");
}

#[test]
fn a_pdf_is_written_in_both_languages_or_the_machine_has_no_font() {
    let path = design("pdf");
    for (language, ending) in [("en", "en.pdf"), ("es", "es.pdf")] {
        let out = path.with_extension(ending);
        pdf_or_no_font(write(&path, &out, &["--language", language]), &out);
    }
}

#[test]
fn what_cannot_be_offered_is_refused_and_nothing_is_written() {
    let path = design("refused");
    let before = fs::read(&path).unwrap();
    let out = path.with_extension("pdf");
    let (text_file, large) = (path.with_extension("txt"), path.with_extension("png"));
    fs::write(&text_file, "no picture").unwrap();
    fs::write(&large, vec![0; 300 * 1024]).unwrap();
    refused(&write(&path, &path.with_extension("docx"), &[]), ".pdf or .xlsx");
    refused(&write(&path, &out, &["--env", "prd"]), "prod");
    refused(&write(&path, &out, &["--currency", "CLP"]), "groundplan rate FILE CLP");
    refused(&write(&path, &out, &["--logo", "no-such.png"]), "no-such.png: the logo cannot be read");
    refused(&write(&path, &out, &["--logo", text(&text_file)]), "a PNG, JPEG or SVG picture");
    refused(&write(&path, &out, &["--logo", text(&large)]), "at most 256 KiB");
    refused(&set(&path, &["--set", "currency=CLP"]), "proposal.currency");
    refused(&set(&path, &["--set", "colour=green"]), "a colour such as #1a5fb4");
    refused(&set(&path, &["--set", "tax=19"]), "IVA:19");
    refused(&set(&path, &["--set", "valid_days=0"]), "days from 1 to 365");
    refused(&set(&path, &["--set", "compny=Example"]), "did you mean “company”");
    refused(&set(&path, &["--set", "company= "]), "proposal.company");
    assert!(!out.exists());
    assert_eq!(fs::read(&path).unwrap(), before);
}

/// The amounts of a JSON `cost` in a language's form stand in the text that another program finds in the PDF.
#[test]
#[ignore = "needs pdftotext (poppler-utils): cargo xtask test --full"]
fn another_program_finds_the_totals_in_the_pdf() {
    let path = design("text");
    let told: Value =
        serde_json::from_slice(&dated(&["cost", text(&path), "--format", "json"]).stdout).unwrap();
    for language in ["en", "es"] {
        let out = path.with_extension(format!("{language}.pdf"));
        fine(&write(&path, &out, &["--language", language]));
        let read = std::process::Command::new("pdftotext").args(["-layout", text(&out), "-"]).output();
        let read =
            read.unwrap_or_else(|error| panic!("pdftotext: {error}: cargo xtask test --full installs it"));
        let read = String::from_utf8(read.stdout).unwrap();
        for (id, environment) in told["environments"].as_object().unwrap() {
            let typical: f64 = environment["monthly"]["typical"].as_str().unwrap().parse().unwrap();
            let cents = format!("{:.2}", typical + 1e-9);
            let (whole, cents) = cents.split_once('.').unwrap();
            let (thousands, point) = if language == "en" { (",", ".") } else { (".", ",") };
            let whole = match whole.len().checked_sub(3).filter(|at| *at > 0) {
                Some(at) => format!("{}{thousands}{}", &whole[..at], &whole[at..]),
                None => whole.to_owned(),
            };
            let amount = format!("${whole}{point}{cents}");
            assert!(read.contains(&amount), "{language}: no {amount} of {id}");
        }
        // The drawing is text too, not a picture of it.
        assert!(read.contains("Availability Zone us-east-1a") || language == "es");
        assert!(read.contains("Orders database"));
    }
}
