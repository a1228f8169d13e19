//! What prices rest on, exchange rates and budgets on the command line.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::{fs, path::Path};

use common::{dated, folder, reference, text};
use serde_json::Value;

#[track_caller]
fn answered(arguments: &[&str], code: i32) -> String {
    let output = dated(arguments);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {out}{err}");
    assert!(!err.contains("panicked"), "{err}");
    format!("{out}{err}")
}

#[track_caller]
fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&answered(arguments, 0)).unwrap()
}

fn monthly(file: &Path, environment: &str) -> f64 {
    let report = json(&["cost", text(file), "--env", environment, "--format", "json"]);
    let typical = report["environments"][environment]["monthly"]["typical"].as_str().unwrap();
    typical.parse().unwrap()
}

#[test]
fn a_workload_moves_what_follows_it_and_can_be_taken_back() {
    let file = reference("usage", "workload", "shop.json");
    let design = text(&file);
    let before = (monthly(&file, "prod"), fs::read(&file).unwrap());
    answered(&["usage", design, "--env", "prod", "--preset", "large"], 0);
    assert!(monthly(&file, "prod") > before.0);

    let told = json(&["usage", design, "--env", "prod", "--format", "json"]);
    let rows = told["environments"]["prod"].as_array().unwrap();
    let of = |node: Option<&str>, name: &str| {
        let row = rows.iter().find(|row| row["node"].as_str() == node && row["name"] == name);
        row.unwrap_or_else(|| panic!("{name}")).clone()
    };
    assert_eq!(of(None, "requests_per_second")["value"]["typical"], "500");
    assert_eq!(of(Some("cdn"), "requests_per_month")["origin"], "workload");
    assert!(!of(None, "requests_per_second")["lines"].as_array().unwrap().is_empty());

    answered(&["usage", design, "--env", "prod", "--no-workload"], 0);
    assert_eq!(monthly(&file, "prod"), before.0);
    assert_eq!(fs::read(&file).unwrap(), before.1);
}

#[test]
fn a_stated_volume_wins_until_it_is_taken_back() {
    let file = reference("usage", "volume", "shop.json");
    let design = text(&file);
    answered(&["usage", design, "--set", "alb.gib_per_month=40..400..4000"], 0);
    let told = answered(&["usage", design, "--env", "prod"], 0);
    assert!(told.contains("400 (40–4,000) GiB  [stated]"), "{told}");
    answered(&["usage", design, "--unset", "alb.gib_per_month"], 0);
    assert!(!answered(&["usage", design, "--env", "prod"], 0).contains("[stated]"));
}

#[test]
fn what_cannot_be_stated_is_said_with_a_way_to_mend_it() {
    let file = reference("usage", "wrong", "shop.json");
    let design = text(&file);
    let before = fs::read(&file).unwrap();
    for (arguments, expected) in [
        (&["--set", "requests_per_second=5"][..], "name it with --env"),
        (&["--env", "prod", "--set", "requests_per_seconds=5"], "“requests_per_second”"),
        (&["--env", "prod", "--set", "requests_per_second=many"], "“many” is no quantity"),
        (&["--env", "prod", "--set", "requests_per_second=9..5..1"], "low..typical..high"),
        (&["--env", "prod", "--set", "requests_per_second"], "NAME=VALUE"),
        (&["--env", "prod", "--hours", "100,50"], "24 numbers"),
        (&["--env", "production", "--preset", "small"], "production"),
        (&["--set", "alb.gibs=5"], "gib_per_month"),
    ] {
        let said = answered(&[&["usage", design], arguments].concat(), 2);
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn amounts_are_shown_in_a_currency_whose_rate_is_stated() {
    let file = reference("usage", "rates", "shop.json");
    let design = text(&file);
    let missing = answered(&["cost", design, "--currency", "CLP"], 2);
    assert!(missing.contains("no rate for CLP") && missing.contains("groundplan rate"), "{missing}");

    answered(&["rate", design, "CLP", "941.5", "--date", "2026-11-20", "--source", "A bank"], 0);
    let usd = monthly(&file, "prod");
    let report = json(&["cost", design, "--env", "prod", "--currency", "clp", "--format", "json"]);
    assert_eq!(report["environments"]["prod"]["currency"], "CLP");
    assert_eq!(report["rate"]["quoted"]["source"], "A bank");
    let pesos: f64 = report["environments"]["prod"]["monthly"]["typical"].as_str().unwrap().parse().unwrap();
    assert!((pesos - usd * 941.5).abs() <= 0.5 && pesos.fract() == 0.0, "{pesos}");
    let text = answered(&["cost", design, "--env", "prod", "--currency", "CLP"], 0);
    assert!(text.contains("1 USD = 941.5 CLP, A bank, 2026-11-20"), "{text}");

    answered(&["rate", design, "CLP", "--remove"], 0);
    assert!(answered(&["rate", design], 0).contains("no exchange rate"));
}

#[test]
fn rates_are_imported_together_or_not_at_all() {
    let file = reference("usage", "import", "shop.json");
    let rates = folder("usage", "import-rates").join("rates.csv");
    fs::write(&rates, "currency,per_usd,date,source\nPEN,3.4,2026-11-20,A bank\nBRL,5.3,2026-11-20,A bank\n")
        .unwrap();
    answered(&["rate", text(&file), "--import", text(&rates)], 0);
    assert!(answered(&["rate", text(&file)], 0).contains("1 USD = 5.3 BRL  2026-11-20  A bank"));
    let before = fs::read(&file).unwrap();
    fs::write(&rates, "currency,per_usd,date,source\nCOP,4000,2026-11-20,A bank\nPESO,1,2026-11-20,A bank\n")
        .unwrap();
    let said = answered(&["rate", text(&file), "--import", text(&rates)], 2);
    assert!(said.contains("rates.csv:3:") && said.contains("PESO"), "{said}");
    fs::write(&rates, "currency,per_usd,date,source\nCOP,4000,20 November,A bank\n").unwrap();
    assert!(answered(&["rate", text(&file), "--import", text(&rates)], 2).contains("rates.cop.date"));
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn an_environment_over_its_budget_fails_the_check() {
    let file = reference("usage", "budget", "shop.json");
    let mut design: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    design["environments"]["prod"]["budget_usd"] = 10.into();
    fs::write(&file, design.to_string()).unwrap();
    let said = answered(&["check", text(&file), "--env", "prod"], 1);
    assert!(said.contains("environment-within-budget") && said.contains("US$10.00"), "{said}");
}
