//! Findings of an organisation's own rules: what of them is accepted, and how they are told.
#![allow(clippy::unwrap_used)]

use groundplan_engine::{Document, Judged, Language, OrganisationFinding, RuleFault, Services, load, sarif};
use serde_json::json;

/// A design that accepts what LOGS finds on one part of the bucket in development, until the end of 2026.
fn design() -> Document {
    let text = json!({
        "groundplan": 1, "id": "shop", "name": "Shop",
        "environments": {
            "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production" },
            "prod": { "account": "222222222222", "region": "us-east-1", "tier": "production" }
        },
        "nodes": { "files": { "kind": "s3_bucket", "properties": {} }, "logs": { "kind": "s3_bucket", "properties": {} } },
        "suppressions": { "files-logs": {
            "rule": "guard:company/LOGS", "node": "files", "part": "policy", "environments": ["dev"],
            "reason": "Nothing secret.", "until": "2026-12-31"
        } }
    });
    load(text.to_string().as_bytes(), &Services).unwrap()
}

fn finding() -> OrganisationFinding {
    OrganisationFinding {
        environment: "dev".to_owned(),
        rule: "guard:company/LOGS".to_owned(),
        node: "files".to_owned(),
        part: "policy".to_owned(),
        property: Some("LoggingConfiguration".to_owned()),
        message: "Buckets log.".to_owned(),
        suppressed: None,
    }
}

#[test]
fn what_is_accepted_is_meant_by_rule_element_part_environment_and_day() {
    let open = |change: &dyn Fn(&mut OrganisationFinding), today: &str| {
        let mut one = finding();
        change(&mut one);
        let mut judged = Judged { findings: vec![one], faults: Vec::new() };
        judged.mark_accepted(&design(), today);
        judged.findings[0].open()
    };
    assert!(!open(&|_| {}, "2026-11-23"));
    assert!(!open(&|_| {}, "2026-12-31"), "its last day counts");
    assert!(open(&|_| {}, "2027-01-01"));
    assert!(open(&|one| one.environment = "prod".to_owned(), "2026-11-23"));
    assert!(open(&|one| one.rule = "guard:other/LOGS".to_owned(), "2026-11-23"));
    assert!(open(&|one| one.node = "logs".to_owned(), "2026-11-23"));
    assert!(open(&|one| one.part = String::new(), "2026-11-23"));
}

#[test]
fn what_is_accepted_is_told_with_its_reason() {
    let mut judged = Judged { findings: vec![finding()], faults: Vec::new() };
    assert!(json!(judged.findings[0].report()).get("suppressed").is_none());
    judged.mark_accepted(&design(), "2026-11-23");
    assert_eq!(json!(judged.findings[0].report())["suppressed"], "Nothing secret. (until 2026-12-31)");
    let log = sarif(&[], &judged.findings, "shop.json", "", Language::English);
    let accepted = &log["runs"][0]["results"][0]["suppressions"];
    assert_eq!(
        accepted,
        &json!([{ "kind": "external", "status": "accepted", "justification": "Nothing secret." }])
    );
}

#[test]
fn a_fault_says_where_as_compilers_do() {
    let fault = |line, template: Option<&str>| RuleFault {
        rules: "company".to_owned(),
        line,
        column: line.map(|_| 18),
        template: template.map(str::to_owned),
        message: "no".to_owned(),
    };
    assert_eq!(fault(Some(5), None).to_string(), "company:5:18: no");
    assert_eq!(fault(None, Some("dev/shop-dev-data")).to_string(), "company: on dev/shop-dev-data: no");
}
