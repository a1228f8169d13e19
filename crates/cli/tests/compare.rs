//! `cost --compare` and `report proposal --compare`: environments beside a version, an environment, a region, a book or
//! another design.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::path::{Path, PathBuf};

use common::{dated, folder, pdf_or_no_font, reference, refused, text};
use serde_json::Value;

#[track_caller]
fn told(arguments: &[&str]) -> String {
    let output = dated(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn compared(file: &Path, with: &str) -> Value {
    let report = told(&["cost", text(file), "--format", "json", "--compare", with]);
    serde_json::from_str::<Value>(&report).unwrap()["compared"].clone()
}

/// A project file whose first revision has a name, and whose second has a workload in production.
fn project(name: &str) -> PathBuf {
    let file = folder("compare", name).join("shop.groundplan");
    told(&["new", "--template", "reference", "-o", text(&file)]);
    told(&["history", "name", text(&file), "offer 1"]);
    told(&["usage", text(&file), "--env", "prod", "--preset", "large"]);
    file
}

#[test]
fn a_version_is_what_the_design_was() {
    let file = project("version");
    for (named, called) in [("version:offer 1", "version “offer 1”"), ("version:0", "revision 0")] {
        let compared = compared(&file, named);
        assert_eq!(compared["with"], called);
        let environments = compared["environments"].as_object().unwrap();
        assert_eq!(environments.keys().collect::<Vec<_>>(), ["dev", "prod", "shared", "test"]);
        assert_eq!(
            environments["dev"]["charges"].as_array().unwrap().len(),
            0,
            "only production has a workload"
        );
        let prod = &environments["prod"];
        let amount = |of: &str| prod[of].as_str().unwrap().parse::<f64>().unwrap();
        assert!(amount("after") > amount("before"), "{prod}");
        let charges = prod["charges"].as_array().unwrap();
        let balancer = charges.iter().find(|row| row["node"] == "alb").unwrap();
        assert!(balancer["before"]["quantity"] != balancer["after"]["quantity"], "{balancer}");
    }
    let text = told(&["cost", text(&file), "--compare", "version:offer 1", "--env", "prod"]);
    assert!(text.contains("Compared with version “offer 1”\nprod: $"), "{text}");
}

#[test]
fn an_environment_stands_beside_the_others_and_not_itself() {
    let file = reference("compare", "environment", "shop.json");
    let compared = compared(&file, "env:dev");
    assert_eq!(compared["with"], "environment dev");
    let environments = compared["environments"].as_object().unwrap();
    assert_eq!(environments.keys().collect::<Vec<_>>(), ["prod", "shared", "test"]);
    refused(
        &dated(&["cost", text(&file), "--env", "dev", "--compare", "env:dev"]),
        "cannot be compared with itself",
    );
}

#[test]
fn a_region_and_another_currency_go_together() {
    let file = reference("compare", "region", "shop.json");
    told(&["rate", text(&file), "CLP", "941.5", "--date", "2026-11-20", "--source", "a bank"]);
    let spanish = told(&[
        "--language",
        "es",
        "cost",
        text(&file),
        "--env",
        "prod",
        "--compare",
        "region:sa-east-1",
        "--currency",
        "CLP",
    ]);
    assert!(spanish.contains("Comparado con región sa-east-1 (São Paulo)\nprod: CLP "), "{spanish}");
    let markdown =
        told(&["cost", text(&file), "--env", "prod", "--compare", "region:sa-east-1", "--format", "md"]);
    assert!(
        markdown.contains("## Compared with Region sa-east-1 (São Paulo)\n\n```text\nprod: $"),
        "{markdown}"
    );
}

#[test]
fn by_the_same_book_nothing_differs() {
    let compared = compared(&reference("compare", "book", "shop.json"), "book:embedded");
    for (id, environment) in compared["environments"].as_object().unwrap() {
        assert_eq!(environment["difference"].as_str().unwrap().parse::<f64>().unwrap(), 0.0, "{id}");
    }
}

#[test]
fn a_proposal_carries_the_comparison() {
    let file = project("proposal");
    for with in ["version:offer 1", "region:sa-east-1"] {
        let out = file.with_extension("pdf");
        let output = dated(&["report", "proposal", text(&file), "--compare", with, "--out", text(&out)]);
        pdf_or_no_font(output, &out);
        let out = file.with_extension("xlsx");
        let arguments = ["cost", text(&file), "--compare", with, "--format", "xlsx"];
        told(&[&arguments[..], &["--out", text(&out)]].concat());
        assert!(out.metadata().unwrap().len() > 10_000);
        refused(&dated(&arguments), "--out FILE.xlsx");
    }
}

#[test]
fn what_cannot_be_compared_is_refused_with_what_can() {
    let plain = reference("compare", "refused", "shop.json");
    let kept = project("refused-project");
    for (file, with, says) in [
        (&plain, "env:prd", "there is no environment “prd”; there are dev, prod, shared, test"),
        (&plain, "region:ap-south-2", "knows no region “ap-south-2”; it knows eu-west-1"),
        (&plain, "version:1", "keeps no history"),
        (&kept, "version:offer 2", "offer 1"),
        (&plain, "book:none", "“none” is no price book"),
        (&plain, "elsewhere.json", "elsewhere.json"),
    ] {
        let output = dated(&["cost", text(file), "--compare", with]);
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(2 | 3)), "{with}: {message}");
        assert!(message.contains(says), "{with}: {message}");
    }
}
