//! The interpreter: AWS's own `cfn-guard`, asked as its command line is, its reports made small.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Cursor,
};

use cfn_guard::{
    CommandBuilder, Error, ValidateBuilder,
    commands::{
        ERROR_STATUS_CODE, Executable,
        validate::{OutputFormatType, ShowSummaryType},
    },
    utils::{
        reader::{ReadBuffer, Reader},
        writer::{WriteBuffer, Writer},
    },
};
use serde_json::{Value, json};

use crate::{Answer, Fault, Request, Source, Violation};

/// Longest message that is handed on, in characters.
const LONGEST: usize = 600;

/// Judges templates by the rules of one file.
pub fn judge(request: &Request) -> Answer {
    let mut answer = Answer::default();
    let rules = &request.rules.text;
    if let Ok(Said::Errors(said)) = ask(rules, "{}") {
        answer.faults.push(bad_rules(&said));
        return answer;
    }
    for template in &request.templates {
        match ask(rules, &template.text) {
            Ok(Said::Reports(reports)) => answer.violations.extend(violations(&reports, template)),
            Ok(Said::Errors(said)) => answer.faults.push(on_template(template, &said)),
            Err(error) => answer.faults.push(on_template(template, &error.to_string())),
        }
    }
    answer
}

/// What the interpreter prints.
enum Said {
    /// One report for each template.
    Reports(Value),
    Errors(String),
}

fn ask(rules: &str, template: &str) -> Result<Said, Error> {
    let command = ValidateBuilder::default()
        .payload(true)
        .structured(true)
        .output_format(OutputFormatType::JSON)
        .show_summary(vec![ShowSummaryType::None])
        .try_build()?;
    let payload = json!({ "rules": [rules], "data": [template] }).to_string();
    let mut reader = Reader::new(ReadBuffer::Cursor(Cursor::new(payload.into_bytes())));
    let mut writer = Writer::new_with_err(WriteBuffer::Vec(Vec::new()), WriteBuffer::Vec(Vec::new()))?;
    match command.execute(&mut writer, &mut reader)? {
        ERROR_STATUS_CODE => Ok(Said::Errors(writer.err_to_stripped()?)),
        _ => Ok(Said::Reports(serde_json::from_str(&writer.into_string()?)?)),
    }
}

fn violations(reports: &Value, template: &Source) -> Vec<Violation> {
    let mut places = Places::new();
    for report in list(reports) {
        for clause in list(&report["not_compliant"]) {
            let rule = clause["Rule"]["name"].as_str().unwrap_or("default");
            collect(rule, clause, &mut places);
        }
    }
    let violation = |((rule, resource), place): ((String, Option<String>), Place)| Violation {
        template: template.name.clone(),
        rule,
        resource,
        path: place.paths.into_iter().next(),
        message: short(&place.messages.into_iter().collect::<Vec<_>>().join(" ")),
    };
    places.into_iter().map(violation).collect()
}

/// What is said of one resource.
#[derive(Default)]
struct Place {
    paths: BTreeSet<String>,
    messages: BTreeSet<String>,
}

/// By rule and resource.
type Places = BTreeMap<(String, Option<String>), Place>;

/// Gathers the clauses that failed, down to the single ones: `{"Clause": {"Unary": {"check": …, "messages": …}}}`.
fn collect(rule: &str, report: &Value, places: &mut Places) {
    let Some((kind, body)) = report.as_object().and_then(|members| members.iter().next()) else { return };
    let body = match kind.as_str() {
        "Rule" | "Disjunctions" => {
            return list(&body["checks"]).for_each(|check| collect(rule, check, places));
        }
        "Clause" => body.as_object().and_then(|members| members.values().next()).unwrap_or(body),
        _ => body,
    };
    let path = path(body);
    let mut words = path.split('/').filter(|word| !word.is_empty());
    let (resource, below) = match words.next() {
        Some("Resources") => (words.next().map(str::to_owned), words.collect::<Vec<_>>().join(".")),
        _ => (None, String::new()),
    };
    let place = places.entry((rule.to_owned(), resource)).or_default();
    if !below.is_empty() {
        place.paths.insert(below);
    }
    place.messages.extend(said(&body["messages"]));
}

/// Where a clause failed, with `/`; what is missing there counts.
fn path(body: &Value) -> String {
    let check = &body["check"];
    let missing =
        [&check["UnResolved"]["value"], &body["unresolved"]].into_iter().find(|one| one.is_object());
    if let Some(missing) = missing {
        // A query such as `Properties.Tags[*].Key`: filters and wildcards name nothing.
        let query = missing["remaining_query"].as_str().unwrap_or_default();
        let query = query.split(['[', '%', '*', ' ']).next().unwrap_or_default();
        let reached = missing["traversed_to"]["path"].as_str().unwrap_or_default();
        return format!("{reached}/{}", query.trim_matches('.').replace('.', "/"));
    }
    let (one, several) = (&check["Resolved"], &check["InResolved"]["from"]);
    let reached = [&one["value"], &one["from"], several].into_iter().find_map(|value| value["path"].as_str());
    reached.unwrap_or_default().to_owned()
}

/// The rule's own words, else what the interpreter says, on one line.
fn said(messages: &Value) -> Option<String> {
    let word = |name: &str| messages[name].as_str().filter(|text| !text.trim().is_empty());
    let text = word("custom_message").or_else(|| word("error_message"))?.replace("Path=", "");
    let text = without_lines(&text).split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// Without `[L:7,C:9]`: the lines of a template that nobody sees.
fn without_lines(text: &str) -> String {
    let mut parts = text.split("[L:");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out += part.split_once(']').map_or(part, |(_, rest)| rest);
    }
    out
}

/// The error of a file that is not in the language: where, and what stands there.
fn bad_rules(said: &str) -> Fault {
    let number = |after: &str| {
        let (_, rest) = said.split_once(after)?;
        rest.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
    };
    let there = [", fragment ", ", remaining "].into_iter().find_map(|before| said.split_once(before));
    let there = there.and_then(|(_, rest)| rest.lines().find(|line| !line.trim().is_empty()));
    let message = match there {
        Some(there) => format!("not in the Guard language: “{}”", there.trim().trim_matches('`')),
        None => said.trim().to_owned(),
    };
    Fault {
        line: number(" at line "),
        column: number(" at column "),
        template: None,
        message: short(&message),
    }
}

fn on_template(template: &Source, said: &str) -> Fault {
    Fault { line: None, column: None, template: Some(template.name.clone()), message: short(said.trim()) }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
