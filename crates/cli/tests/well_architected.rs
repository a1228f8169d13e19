//! `report well-architected` and `answer`: every form, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use common::{dated, pdf_or_no_font, reference, refused, text};
use serde_json::{Value, json};

fn design(name: &str, file: &str) -> PathBuf {
    reference("well-architected", name, file)
}

fn answer(path: &Path, question: &str, choice: &str, rest: &[&str]) -> Output {
    let mut arguments = vec!["answer", text(path), question, "--choice", choice];
    arguments.extend(["--note", "Rehearsed in spring.", "--role", "operations"]);
    arguments.extend(rest);
    dated(&arguments)
}

fn answers(path: &Path) -> Value {
    let document: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    document["answers"].clone()
}

fn report(path: &Path, ending: &str, rest: &[&str]) -> Vec<u8> {
    let out = path.with_extension(format!("report.{ending}"));
    let mut arguments = vec!["report", "well-architected", text(path), "--out", text(&out)];
    arguments.extend(rest);
    let output = dated(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read(out).unwrap()
}

#[test]
fn a_report_is_written_in_every_form() {
    let path = design("forms", "shop.json");
    let json: Value = serde_json::from_slice(&report(&path, "json", &["--env", "prod"])).unwrap();
    assert_eq!(json["questions"].as_array().unwrap().len(), 57);
    assert_eq!(json["environments"].as_object().unwrap().keys().collect::<Vec<_>>(), ["prod"]);
    let markdown = String::from_utf8(report(&path, "md", &["--language", "es"])).unwrap();
    assert!(markdown.contains("# Informe Well-Architected") && markdown.contains("### SUS06"));
    let html = String::from_utf8(report(&path, "html", &[])).unwrap();
    assert!(html.starts_with("<!doctype html>") && html.contains("id=\"SUS06\""));
}

#[test]
fn a_pdf_is_written_or_the_machine_has_no_font() {
    let path = design("pdf", "shop.json");
    let out = path.with_extension("pdf");
    pdf_or_no_font(dated(&["report", "well-architected", text(&path), "--out", text(&out)]), &out);
}

#[test]
fn an_answer_is_recorded_changed_and_withdrawn_and_the_score_follows() {
    let path = design("answers", "shop.json");
    let before = fs::read(&path).unwrap();
    let proven = || {
        let json: Value = serde_json::from_slice(&report(&path, "json", &["--env", "prod"])).unwrap();
        json["environments"]["prod"]["pillars"]["security"]["proven"].as_f64().unwrap()
    };
    let silent = proven();
    assert!(answer(&path, "sec10", "partly-met", &["--env", "prod"]).status.success());
    let partly = proven();
    assert!(answer(&path, "SEC10", "met", &["--env", "prod"]).status.success());
    let met = proven();
    assert!(silent < partly && partly < met, "{silent} {partly} {met}");
    assert_eq!(
        answers(&path),
        json!({ "sec10-prod": { "question": "SEC10", "choice": "met", "note": "Rehearsed in spring.",
                                "role": "operations", "date": "2026-11-23", "environments": ["prod"] } })
    );
    let output = dated(&["answer", text(&path), "SEC10", "--env", "prod", "--withdraw"]);
    assert!(output.status.success());
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn in_a_project_an_answer_is_an_operation_of_its_history() {
    let path = design("project", "shop.groundplan");
    let output = answer(&path, "OPS03", "met", &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let history = dated(&["history", "list", text(&path)]).stdout;
    let history = String::from_utf8(history).unwrap();
    assert!(history.contains("Answered OPS03 for all environments: met"), "{history}");
}

#[test]
fn what_is_no_answer_is_refused_and_nothing_is_written() {
    let path = design("refused", "shop.json");
    assert!(answer(&path, "SEC01", "met", &[]).status.success());
    let before = fs::read(&path).unwrap();
    refused(&answer(&path, "SEC12", "met", &[]), "there is no question “SEC12”");
    refused(&answer(&path, "SEC02", "perhaps", &[]), "partly-met");
    refused(&answer(&path, "SEC02", "met", &["--env", "prd"]), "did you mean “prod”");
    refused(&answer(&path, "SEC02", "met", &["--env", "My Prod"]), "there is no environment “My Prod”");
    refused(&answer(&path, "SEC01", "not-met", &["--env", "prod"]), "“sec01” already answers SEC01 in prod");
    refused(&answer(&path, "SEC02", "met", &["--note", " "]), "cannot be used multiple times");
    refused(
        &dated(&["answer", text(&path), "SEC02", "--choice", "met", "--note", " ", "--role", "r"]),
        "answers.sec02.note",
    );
    refused(&dated(&["answer", text(&path), "SEC02", "--choice", "met"]), "--note");
    refused(&dated(&["answer", text(&path), "SEC02", "--withdraw"]), "has no answer for all environments");
    refused(&dated(&["answer", "no.json", "SEC02", "--withdraw"]), "no such file");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_report_needs_a_name_that_says_its_form_and_environments_that_are_there() {
    let path = design("names", "shop.json");
    let report = |out: &str, rest: &[&str]| {
        let mut arguments = vec!["report", "well-architected", text(&path), "--out", out];
        arguments.extend(rest);
        dated(&arguments)
    };
    refused(&report("shop.docx", &[]), ".html, .md, .pdf or .json");
    // The design itself ends in .json: it is not overwritten by a report of it.
    let before = fs::read(&path).unwrap();
    refused(&report(text(&path), &[]), "is the design itself");
    assert_eq!(fs::read(&path).unwrap(), before);
    refused(&report("shop.html", &["--env", "prd"]), "prod");
    refused(&report("shop.html", &["--assets", "no-such-folder"]), "no-such-folder");
    refused(&dated(&["report"]), "well-architected");
}
