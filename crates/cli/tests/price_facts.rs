//! The price book on the command line: what it has, how sure and how old that is, and what it lacks.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::process::{Command, Output};

use serde_json::Value;

fn groundplan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_groundplan")).args(arguments).output().unwrap()
}

fn text(arguments: &[&str]) -> String {
    let output = groundplan(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&text(arguments)).unwrap()
}

#[test]
fn derived_uncertain_and_old_facts_are_marked() {
    let shown = ["prices", "show", "--region", "sa-east-1", "--date", "2026-11-23", "--prefix"];
    let of = |prefix| text(&[&shown[..], &[prefix]].concat());
    assert!(of("opensearch/storage/gp3").contains("low, derived, old"));
    assert!(of("alb/hour").contains("high, old"));
    let young =
        text(&["prices", "show", "--region", "sa-east-1", "--date", "2026-08-01", "--prefix", "alb/hour"]);
    assert!(young.contains("high  ") && !young.contains("old"), "{young}");
    let facts = json(&[&shown[..], &["opensearch/storage/gp3", "--format", "json"]].concat());
    let fact = &facts["facts"][0];
    assert_eq!((&fact["stale"], &fact["fact"]["confidence"]), (&true.into(), &"low".into()));
    assert!(fact["fact"]["derived_from"].is_string());
}

#[test]
fn gaps_are_what_elements_can_ask_for_and_the_book_lacks() {
    let all = text(&["prices", "show", "--gaps"]);
    for location in ["us-east-1", "sa-east-1", "mx-central-1", "us-east-1-scl-1a"] {
        assert!(all.lines().any(|line| line == location), "{location}");
    }
    let mexico = text(&["prices", "show", "--gaps", "--region", "mx-central-1"]);
    assert!(mexico.contains("codebuild_project        codebuild/arm/arm1.{size}: 5 of 5"), "{mexico}");
    assert!(
        mexico.lines().any(|line| line.trim() == "connections              transfer/between-zones"),
        "{mexico}"
    );
    // what Virginia has and what nobody knows
    let virginia = text(&["prices", "show", "--gaps", "--region", "us-east-1"]);
    assert!(
        virginia.contains("rds/extended-support/year-3") && !virginia.contains("codebuild"),
        "{virginia}"
    );
    let some = text(&["prices", "show", "--gaps", "--region", "us-east-1", "--prefix", "opensearch/"]);
    assert!(some.contains("opensearch/iops/gp3") && !some.contains("rds/"), "{some}");
}

#[test]
fn gaps_as_data_name_each_slug() {
    let gaps = json(&["prices", "show", "--gaps", "--region", "mx-central-1", "--format", "json"]);
    let gaps = gaps["gaps"]["mx-central-1"].as_array().unwrap();
    let of = |kind: &str, slug: &str| {
        gaps.iter().find(|gap| gap["kind"] == kind && gap["slug"] == slug).unwrap_or_else(|| panic!("{slug}"))
    };
    let builds = of("codebuild_project", "codebuild/linux/general1.{size}");
    assert_eq!(builds["known"], 0);
    assert!(builds["missing"].as_array().unwrap().contains(&"codebuild/linux/general1.small".into()));
    let machines = of("ec2_instance", "ec2/linux/{type}");
    assert!(machines["known"].as_u64().unwrap() > 100 && !machines["missing"].as_array().unwrap().is_empty());
}

#[test]
fn an_unknown_place_is_refused_by_name() {
    let output = groundplan(&["prices", "show", "--gaps", "--region", "mars-north-1"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("mars-north-1"));
}

#[test]
fn a_month_says_which_of_its_prices_are_old() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    let file = format!("{folder}/prices.json");
    let _ = std::fs::remove_file(&file);
    text(&["new", "--template", "web-three-tier", "-o", &file]);
    let month = text(&["cost", &file, "--env", "prod", "--date", "2026-08-15"]);
    assert!(month.contains(" †") && month.contains("more than 90 days before 2026-08-15"), "{month}");
    let spanish = text(&["cost", &file, "--env", "prod", "--date", "2026-08-15", "--language", "es"]);
    assert!(spanish.contains("más de 90 días antes del 2026-08-15"), "{spanish}");
    let data = json(&["cost", &file, "--env", "prod", "--date", "2026-08-15", "--format", "json"]);
    assert_eq!(data["date"], "2026-08-15");
    let lines = data["environments"]["prod"]["lines"].as_array().unwrap();
    assert!(
        lines.iter().any(|line| line["stale"] == true) && lines.iter().any(|line| line["stale"].is_null())
    );
}
