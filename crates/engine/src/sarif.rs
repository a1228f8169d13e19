//! Findings as SARIF 2.1.0, for code hosts and other tools.
//!
//! Source: OASIS Static Analysis Results Interchange Format 2.1.0.

use std::{collections::BTreeMap, fmt::Write};

use rules::{Finding, Severity, Suppressed};
use serde_json::{Value, json};
use text::Language;

use crate::OrganisationFinding;

/// The SARIF log of findings about one file, named by its path with `/`. `source` is the file's text, from which lines are told.
pub fn sarif(
    findings: &[&Finding],
    organisation: &[OrganisationFinding],
    file: &str,
    source: &str,
    language: Language,
) -> Value {
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
    for finding in organisation {
        rules.entry(&finding.rule).or_insert_with(|| {
            json!({
                "id": finding.rule,
                "shortDescription": { "text": finding.rule },
                "defaultConfiguration": { "level": level(OrganisationFinding::SEVERITY) },
                "properties": { "tags": ["organisation"] }
            })
        });
    }
    let order: Vec<&str> = rules.keys().copied().collect();
    let result = |rule: &str, severity: Severity, message: &str, [environment, node, part]: [&str; 3]| {
        let place: String =
            [node, part].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join("/");
        json!({
            "ruleId": rule,
            "ruleIndex": order.binary_search(&rule).unwrap_or_default(),
            "level": level(severity),
            "message": { "text": message },
            "locations": [{
                "physicalLocation": {
                    "artifactLocation": { "uri": file },
                    "region": { "startLine": lines.get(node).copied().unwrap_or(1) }
                },
                "logicalLocations": [{
                    "fullyQualifiedName": format!("{environment}/{place}"),
                    "kind": "resource"
                }]
            }],
            "partialFingerprints": { "finding/v1": format!("{rule}:{environment}:{place}") }
        })
    };
    let own = findings.iter().map(|finding| {
        let place = [finding.environment.as_str(), finding.node.as_str(), finding.part.as_str()];
        let mut result = result(finding.rule.id, finding.severity, &finding.message.render(language), place);
        accept(&mut result, finding.suppressed.as_deref());
        result
    });
    let asked = organisation.iter().map(|finding| {
        let place = [finding.environment.as_str(), finding.node.as_str(), finding.part.as_str()];
        let mut result = result(&finding.rule, OrganisationFinding::SEVERITY, &finding.message, place);
        accept(&mut result, finding.suppressed.as_ref());
        result
    });
    let results: Vec<Value> = own.chain(asked).collect();
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

/// Says of a result that a person accepted it.
fn accept(result: &mut Value, by: Option<&Suppressed>) {
    if let (Some(by), Some(object)) = (by, result.as_object_mut()) {
        let accepted = json!([{ "kind": "external", "status": "accepted", "justification": by.reason }]);
        object.insert("suppressions".to_owned(), accepted);
    }
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
