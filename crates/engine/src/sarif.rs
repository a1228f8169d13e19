//! Findings as SARIF 2.1.0, for code hosts and other tools.
//!
//! Source: OASIS Static Analysis Results Interchange Format 2.1.0.

use std::{collections::BTreeMap, fmt::Write};

use rules::{Finding, Severity};
use serde_json::{Value, json};
use text::Language;

/// The SARIF log of findings about one file, named by its path with `/`. `source` is the file's text, from which lines are told.
pub fn sarif(findings: &[&Finding], file: &str, source: &str, language: Language) -> Value {
    let lines = node_lines(source);
    let file = uri(file);
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

/// A path as a URI reference (RFC 3986): relative as it is, absolute as `file:`.
fn uri(path: &str) -> String {
    let drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let mut uri = match (path.starts_with('/'), drive) {
        (true, _) => "file://".to_owned(),
        (_, true) => "file:///".to_owned(),
        _ => String::new(),
    };
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || (byte == b':' && drive) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
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

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn any_path_becomes_a_uri_reference() {
        assert_eq!(uri("designs/reference.json"), "designs/reference.json");
        assert_eq!(uri("my designs/a:b año.json"), "my%20designs/a%3Ab%20a%C3%B1o.json");
        assert_eq!(uri("/home/me/a.json"), "file:///home/me/a.json");
        assert_eq!(uri("C:/designs/a.json"), "file:///C:/designs/a.json");
    }
}
