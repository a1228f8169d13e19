//! Findings as SARIF 2.1.0, for code hosts and other tools.
//!
//! Source: OASIS Static Analysis Results Interchange Format 2.1.0.

use std::collections::BTreeMap;

use rules::{Finding, Severity};
use serde_json::{Value, json};
use text::Language;

/// The SARIF log of findings about one file. `source` is the file's text, from which lines are told.
pub fn sarif(findings: &[&Finding], file: &str, source: &str, language: Language) -> Value {
    let lines = node_lines(source);
    let mut rules: BTreeMap<&str, Value> = BTreeMap::new();
    for finding in findings {
        let about = finding.rule;
        rules.entry(about.id).or_insert_with(|| {
            json!({
                "id": about.id,
                "shortDescription": { "text": language.of(about.title) },
                "fullDescription": { "text": language.of(about.rationale) },
                "helpUri": about.source,
                "defaultConfiguration": { "level": level(about.production) },
                "properties": { "tags": [about.pillar.word(), about.question] }
            })
        });
    }
    let order: Vec<&str> = rules.keys().copied().collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let place = match finding.part.as_str() {
                "" => finding.node.to_string(),
                part => format!("{}/{part}", finding.node),
            };
            let mut result = json!({
                "ruleId": finding.rule.id,
                "ruleIndex": order.binary_search(&finding.rule.id).unwrap_or_default(),
                "level": level(finding.severity),
                "message": { "text": finding.message.render(language) },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": file },
                        "region": { "startLine": lines.get(finding.node.as_str()).copied().unwrap_or(1) }
                    },
                    "logicalLocations": [{
                        "fullyQualifiedName": format!("{}/{place}", finding.environment),
                        "kind": "resource"
                    }]
                }],
                "partialFingerprints": {
                    "finding/v1": format!("{}:{}:{place}", finding.rule.id, finding.environment)
                }
            });
            if let (Some(by), Some(object)) = (&finding.suppressed, result.as_object_mut()) {
                let accepted =
                    json!([{ "kind": "external", "status": "accepted", "justification": by.reason }]);
                object.insert("suppressions".to_owned(), accepted);
            }
            result
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Groundplan",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.into_values().collect::<Vec<_>>()
            }},
            "results": results
        }]
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low => "note",
    }
}

/// The 1-based line on which each node begins, in a canonical document.
fn node_lines(source: &str) -> BTreeMap<&str, usize> {
    let mut found = BTreeMap::new();
    let mut within = false;
    for (at, line) in source.lines().enumerate() {
        if line.starts_with("  \"") {
            within = line.starts_with("  \"nodes\"");
        } else if within
            && let Some(id) =
                line.strip_prefix("    \"").and_then(|rest| rest.split_once('"')).map(|(id, _)| id)
            && !line.starts_with("     ")
        {
            found.entry(id).or_insert(at + 1);
        }
    }
    found
}
