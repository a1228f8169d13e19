//! Price books on the command line: refreshed from a price list of our own, listed, chosen, computed with.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;
#[path = "../../refresh/tests/server/mod.rs"]
mod server;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::Duration,
};

use common::{command, folder, reference, text};
use serde_json::Value;
use server::{Fault, Server, balancers};

/// The program with a home and credentials of its own.
fn program(home: &Path, arguments: &[&str]) -> Command {
    let mut command = command(home);
    command
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_CONFIG_FILE", home.join("aws-config"))
        .env("AWS_SHARED_CREDENTIALS_FILE", home.join("aws-credentials"))
        .args(arguments);
    command
}

fn run(home: &Path, arguments: &[&str]) -> Output {
    program(home, arguments).output().unwrap()
}

#[track_caller]
fn said(output: &Output, code: i32) -> String {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}{err}");
    assert!(!err.contains("panicked"), "{err}");
    format!("{out}{err}")
}

#[track_caller]
fn json(output: &Output) -> Value {
    said(output, 0);
    serde_json::from_slice(&output.stdout).unwrap()
}

fn balancers_of(server: &Server) -> Vec<String> {
    ["prices", "refresh", "--region", "sa-east-1", "--only", "alb/", "--endpoint-url", &server.endpoint]
        .map(str::to_owned)
        .to_vec()
}

fn refresh(home: &Path, server: &Server, more: &[&str]) -> Output {
    program(home, &[]).args(balancers_of(server)).args(more).output().unwrap()
}

fn book_files(home: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.join("prices")).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "book")).collect()
}

#[test]
fn a_refreshed_book_is_tried_chosen_and_given_up_again() {
    let home = folder("prices", "chosen");
    let design = reference("prices", "chosen-design", "shop.json");
    let mut document: Value = serde_json::from_slice(&fs::read(&design).unwrap()).unwrap();
    document["environments"]["prod"]["region"] = "sa-east-1".into();
    fs::write(&design, document.to_string()).unwrap();
    let balancer = |more: &[&str]| {
        let words = [&["cost", text(&design), "--env", "prod", "--format", "json"], more].concat();
        let report = json(&run(&home, &words));
        let lines = report["environments"]["prod"]["lines"].as_array().unwrap();
        let line = lines.iter().find(|line| line["key"]["slug"] == "alb/hour").unwrap();
        (line["unit_price"].as_str().unwrap().to_owned(), report["price_book"].clone())
    };
    let (usd, embedded) = balancer(&[]);
    assert_eq!(usd, "0.034");

    let server = Server::start(&[("AWSELB", balancers())], 100, &[]);
    let told = json(&refresh(&home, &server, &["--format", "json"]));
    let id = told["id"].as_str().unwrap();
    assert_eq!(told["base"], "embedded");
    assert_eq!(told["changes"]["changed"][0]["slug"], "alb/hour");
    assert_eq!(
        (&told["changes"]["changed"][0]["before"], &told["changes"]["changed"][0]["after"]),
        (&"0.034".into(), &"0.04".into())
    );
    assert_ne!(told["digest"], embedded["digest"]);

    assert_eq!(balancer(&[]), (usd, embedded.clone()), "a refresh does not change what is in use");
    let (tried, book) = balancer(&["--book", id]);
    assert_eq!((tried.as_str(), &book["digest"], &book["as_of"]), ("0.04", &told["digest"], &told["as_of"]));
    let file = book_files(&home).remove(0);
    assert_eq!(balancer(&["--book", text(&file)]).1, book);
    let shown = said(
        &run(&home, &["prices", "show", "--region", "sa-east-1", "--prefix", "alb/hour", "--book", id]),
        0,
    );
    assert!(shown.contains("$0.04 per hour") && shown.contains("AWS Price List API"), "{shown}");

    said(&run(&home, &["prices", "use", id]), 0);
    assert_eq!(balancer(&[]).1, book);
    let listed = json(&run(&home, &["prices", "books", "--format", "json"]));
    let uses: Vec<(&str, bool)> = listed["books"]
        .as_array()
        .unwrap()
        .iter()
        .map(|book| (book["id"].as_str().unwrap(), book["in_use"].as_bool().unwrap()))
        .collect();
    assert_eq!(uses, [("embedded", false), (id, true)]);
    said(&run(&home, &["prices", "use", "embedded"]), 0);
    assert_eq!(balancer(&[]).1, embedded);
    assert!(!fs::read_to_string(&design).unwrap().contains(id), "a design knows no book");
}

#[test]
fn what_changed_is_told_in_words_and_doubtful_answers_by_the_exit_code() {
    let home = folder("prices", "words");
    let server = Server::start(&[("AWSELB", balancers())], 4, &[]);
    let told = said(&refresh(&home, &server, &[]), 0);
    for words in [
        "1 queries, 11 products read",
        "1 changed",
        "$0.034 → $0.04 per hour (+17.6 %)",
        "embedded stays in use",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let mut broken = balancers();
    broken.push("{\"product\":{\"sku\":\"BROKEN".to_owned());
    broken.push("{\"product\":{\"sku\":\"CUT1\",\"attributes\"".to_owned());
    let server = Server::start(&[("AWSELB", broken)], 100, &[]);
    let told = said(&refresh(&home, &server, &[]), 1);
    assert!(told.contains("CUT1 cannot be read") && told.contains("prices use"), "{told}");
}

#[test]
fn a_refresh_that_is_stopped_leaves_the_books_and_goes_on_the_next_time() {
    let home = folder("prices", "stopped");
    let first = Server::start(&[("AWSELB", balancers())], 100, &[]);
    said(&refresh(&home, &first, &[]), 0);
    let before = book_files(&home);
    assert_eq!(before.len(), 1);
    let content = fs::read(&before[0]).unwrap();

    // The fourth answer is held back for ever.
    let server = Server::start(&[("AWSELB", balancers())], 100, &[(3, Fault::Held)]);
    let words = ["prices", "refresh", "--region", "sa-east-1", "--endpoint-url", &server.endpoint];
    let mut child = program(&home, &words).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while server.asked().len() < 4 {
        thread::sleep(Duration::from_millis(5));
    }
    let busy = said(&run(&home, &words), 1);
    assert!(busy.contains("another groundplan"), "{busy}");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(book_files(&home), before);
    assert_eq!(fs::read(&before[0]).unwrap(), content);

    let asked = server.asked().len();
    said(&run(&home, &words), 0);
    let queries = &server.asked()[asked..];
    assert!(
        !queries
            .iter()
            .any(|query| query.service == server.asked()[0].service
                && query.filters == server.asked()[0].filters),
        "what was answered before the kill is not asked again"
    );
    assert_eq!(book_files(&home).len(), 2);
}

#[test]
fn what_goes_wrong_says_what_where_and_how_to_mend() {
    let home = folder("prices", "wrong");
    let server = Server::start(&[("AWSELB", balancers())], 100, &[(0, Fault::Denied)]);
    let denied = said(&refresh(&home, &server, &[]), 3);
    for words in ["AccessDeniedException", "AWSELB sa-east-1", "the books are as they were"] {
        assert!(denied.contains(words), "{words}: {denied}");
    }
    assert!(book_files(&home).is_empty());
    for (words, expected) in [
        (&["prices", "refresh", "--region", "sa-east-9"][..], "“sa-east-9” is no place"),
        (&["prices", "refresh", "--only", "lambda/"], "no price that can be asked for begins with “lambda/”"),
        (&["prices", "refresh", "--only", "waf/body-32-kib"], "not known here"),
        (&["prices", "refresh", "--endpoint-url", "localhost"], "is no endpoint"),
        (&["prices", "refresh", "--endpoint-region", "sa-east-1"], "us-east-1"),
        (&["prices", "use", "2026-01-01-12345678"], "there are embedded"),
        (&["prices", "show", "--book", "nothing"], "“nothing” is no price book"),
    ] {
        let failed = said(&run(&home, words), 2);
        assert!(failed.contains(expected), "{words:?}: {failed}");
    }
    fs::create_dir_all(home.join("prices")).unwrap();
    fs::write(home.join("prices/in-use.json"), "{").unwrap();
    let broken = said(&run(&home, &["prices", "show"]), 2);
    assert!(broken.contains("in-use.json") && broken.contains("groundplan prices use"), "{broken}");
    let listed = run(&home, &["prices", "books"]);
    assert!(
        String::from_utf8_lossy(&listed.stdout).contains("embedded"),
        "those that can be taken are listed"
    );
    assert!(said(&listed, 2).contains("in-use.json"));
    said(&run(&home, &["prices", "use", "embedded"]), 0);
    said(&run(&home, &["prices", "show"]), 0);
}
