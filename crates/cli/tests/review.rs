//! Reviews on the command line: a page goes out, an answer comes back, the state is told.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Its state goes there, too.
fn folder(name: &str) -> PathBuf {
    common::folder("review", name)
}

fn groundplan(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_groundplan"));
    command.args(arguments).args(["--date", "2026-11-23"]).current_dir(folder);
    command.env("GROUNDPLAN_HOME", folder.join("state")).env_remove("GROUNDPLAN_ASSETS").output().unwrap()
}

#[track_caller]
fn answer(folder: &Path, arguments: &[&str], code: i32) -> String {
    let output = groundplan(folder, arguments);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {message}");
    String::from_utf8(output.stdout).unwrap() + &message
}

#[track_caller]
fn state(folder: &Path, design: &str, environment: &str) -> String {
    let text = answer(folder, &["review", "status", design, "--format", "json"], 0);
    let status: Value = serde_json::from_str(&text).unwrap();
    status["environments"][environment]["state"].as_str().unwrap().to_owned()
}

/// What the page would write for production.
fn given(folder: &Path, page: &str, decision: &str) {
    let html = fs::read_to_string(folder.join(page)).unwrap();
    let (_, rest) = html.split_once("<script type=\"application/json\" id=\"review\">").unwrap();
    let carried: Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    let mut answer = json!({
        "groundplan_answer": 1, "id": decision, "review": carried["review"], "document": carried["document"],
        "version": carried["version"], "decision": decision, "reviewer": "Client", "note": "Fine with me.",
        "time": "2026-11-23T10:15:30.000Z", "price_book": carried["price_book"],
        "environments": { "prod": carried["environments"]["prod"]["bound"] },
        "comments": [{ "id": "c1", "element": "site", "answers": null, "text": "Versioned?" }],
    });
    let seal: String = Sha256::digest(answer.to_string()).iter().map(|byte| format!("{byte:02x}")).collect();
    answer["seal"] = seal.into();
    fs::write(folder.join("answer.json"), answer.to_string()).unwrap();
}

#[test]
fn a_version_is_sent_answered_and_told() {
    for design in ["site.groundplan", "site.json"] {
        let folder = folder(design);
        answer(&folder, &["new", "--template", "static-site", "-o", design], 0);
        assert_eq!(state(&folder, design, "prod"), "not-sent");
        let said = answer(&folder, &["review", "export", design, "--for", "Client", "-o", "review.html"], 0);
        assert!(said.starts_with("review.html: ") && said.contains("dev, prod"), "{said}");
        assert_eq!(state(&folder, design, "prod"), "waiting");
        given(&folder, "review.html", "approve");
        let said = answer(&folder, &["review", "import", design, "answer.json"], 0);
        assert!(said.contains("Client approves prod") && said.contains("site: Versioned?"), "{said}");
        assert_eq!(state(&folder, design, "prod"), "approved");
        let said = answer(&folder, &["review", "status", design], 0);
        assert!(
            said.contains("approved by Client, 2026-11-23") && said.contains("Versioned? (Client)"),
            "{said}"
        );
        let said = answer(&folder, &["--language", "es", "review", "status", design], 0);
        assert!(said.contains("aprobado por Client"), "{said}");
        let said = answer(&folder, &["review", "import", design, "answer.json"], 1);
        assert!(said.contains("imported already"), "{said}");
        // What is recorded of a plain document is not in it.
        let kept = folder.join("state/reviews/site.jsonl");
        assert_eq!(kept.is_file(), design == "site.json");
    }
}

#[test]
fn a_refused_answer_exits_with_1_bad_input_with_2() {
    let folder = folder("refused");
    answer(&folder, &["new", "--template", "static-site", "-o", "site.json"], 0);
    answer(&folder, &["review", "export", "site.json", "-o", "review.html"], 0);
    given(&folder, "review.html", "approve");
    let text = fs::read_to_string(folder.join("site.json")).unwrap();
    fs::write(folder.join("site.json"), text.replacen("\"name\": \"", "\"name\": \"New ", 1)).unwrap();
    let said = answer(&folder, &["review", "import", "site.json", "answer.json"], 1);
    assert!(said.contains("open now is") && said.contains(", sent "), "{said}");
    answer(&folder, &["review", "import", "site.json", "site.json"], 2);
    answer(&folder, &["review", "import", "site.json", "nothing.json"], 2);
    answer(&folder, &["review", "export", "site.json", "--env", "moon", "-o", "x.html"], 2);
    answer(&folder, &["review", "export", "site.json", "--for", " ", "-o", "x.html"], 2);
    answer(&folder, &["review", "export", "site.json", "--assets", "none", "-o", "x.html"], 2);
    assert!(!folder.join("x.html").exists());
    let said = answer(&folder, &["review", "export", "site.json", "-o", "site.json"], 2);
    assert!(said.contains("ends in .html"), "{said}");
}

#[test]
fn the_page_speaks_the_language_asked_for() {
    let folder = folder("spanish");
    answer(&folder, &["new", "--template", "static-site", "-o", "site.json"], 0);
    answer(
        &folder,
        &["--language", "es", "review", "export", "site.json", "--env", "prod", "-o", "r.html"],
        0,
    );
    let page = fs::read_to_string(folder.join("r.html")).unwrap();
    for words in ["<html lang=\"es\">", "Qué garantiza esta versión", "Pedir cambios", "Imprimir"] {
        assert!(page.contains(words), "{words}");
    }
    for words in ["Request changes", "Zoom in", "What it costs", "data-env=\"dev\""] {
        assert!(!page.contains(words), "{words}");
    }
}
