//! The interpreter: AWS's own `cloudformation-guard-lang`, its reports made small.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use cloudformation_guard_lang::{
    UnResolved,
    errors::Error,
    eval::eval_rules_file,
    eval_context::{
        BinaryCheck, ClauseReport, GuardClauseReport, Messages, UnaryCheck, ValueComparisons, root_scope,
        simplified_json_from_root,
    },
    exprs::RulesFile,
    parser::{Span, rules_file},
    path_value::PathAwareValue,
};

use crate::{Answer, Fault, Request, Source, Violation};

/// Longest message that is handed on, in characters.
const LONGEST: usize = 600;

/// Judges templates by the rules of one file.
pub fn judge(request: &Request) -> Answer {
    let mut answer = Answer::default();
    let rules = match rules_file(Span::new_extra(&request.rules.text, &request.rules.name)) {
        Ok(Some(rules)) => rules,
        Ok(None) => return answer,
        Err(error) => {
            answer.faults.push(bad_rules(&error));
            return answer;
        }
    };
    for template in &request.templates {
        match on_template(&rules, template) {
            Ok(violations) => answer.violations.extend(violations),
            Err(error) => answer.faults.push(Fault {
                line: None,
                column: None,
                template: Some(template.name.clone()),
                message: short(&error.to_string()),
            }),
        }
    }
    answer
}

fn on_template(rules: &RulesFile<'_>, template: &Source) -> Result<Vec<Violation>, Error> {
    let value: serde_json::Value = serde_json::from_str(&template.text)?;
    let root = Rc::new(PathAwareValue::try_from(value)?);
    let mut scope = root_scope(rules, root);
    eval_rules_file(rules, &mut scope, Some(&template.name))?;
    let record = scope.reset_recorder().extract();
    let mut places = BTreeMap::new();
    for report in simplified_json_from_root(&record)?.not_compliant {
        let rule = match &report {
            ClauseReport::Rule(rule) => rule.name,
            _ => "default",
        };
        collect(rule, &report, &mut places);
    }
    let violation = |((rule, resource), place): ((String, Option<String>), Place)| Violation {
        template: template.name.clone(),
        rule,
        resource,
        path: place.paths.into_iter().next(),
        message: short(&place.messages.into_iter().collect::<Vec<_>>().join(" ")),
    };
    Ok(places.into_iter().map(violation).collect())
}

/// What is said of one resource.
#[derive(Default)]
struct Place {
    paths: BTreeSet<String>,
    messages: BTreeSet<String>,
}

/// By rule and resource.
type Places = BTreeMap<(String, Option<String>), Place>;

/// Gathers the clauses that failed, down to the single ones.
fn collect(rule: &str, report: &ClauseReport<'_>, places: &mut Places) {
    let (messages, unresolved) = match report {
        ClauseReport::Rule(one) => return one.checks.iter().for_each(|check| collect(rule, check, places)),
        ClauseReport::Disjunctions(any) => {
            return any.checks.iter().for_each(|check| collect(rule, check, places));
        }
        ClauseReport::Block(block) => (&block.messages, block.unresolved.as_ref()),
        ClauseReport::Clause(GuardClauseReport::Unary(clause)) => (
            &clause.messages,
            match &clause.check {
                UnaryCheck::UnResolved(what) => Some(&what.value),
                _ => None,
            },
        ),
        ClauseReport::Clause(GuardClauseReport::Binary(clause)) => (
            &clause.messages,
            match &clause.check {
                BinaryCheck::UnResolved(what) => Some(&what.value),
                _ => None,
            },
        ),
    };
    let path = path(report, unresolved);
    let mut words = path.split('/').filter(|word| !word.is_empty());
    let (resource, below) = match words.next() {
        Some("Resources") => (words.next().map(str::to_owned), words.collect::<Vec<_>>().join(".")),
        _ => (None, String::new()),
    };
    let place = places.entry((rule.to_owned(), resource)).or_default();
    if !below.is_empty() {
        place.paths.insert(below);
    }
    place.messages.extend(said(messages));
}

/// Where a clause failed, with `/`; what is missing there counts.
fn path(report: &ClauseReport<'_>, unresolved: Option<&UnResolved>) -> String {
    let reached = report.value_from().map(|value| value.self_path().0.clone()).unwrap_or_default();
    match unresolved {
        // A query such as `Properties.Tags[*].Key`: filters and wildcards name nothing.
        Some(missing) => {
            let query = missing.remaining_query.split(['[', '%', ' ']).next().unwrap_or_default();
            format!("{reached}/{}", query.trim_matches('.').replace('.', "/"))
        }
        None => reached,
    }
}

/// The rule's own words, else what the interpreter says, on one line.
fn said(messages: &Messages) -> Option<String> {
    let own = messages.custom_message.as_deref().filter(|text| !text.trim().is_empty());
    // Templates come without lines.
    let text = own.or(messages.error_message.as_deref())?.replace("[L:0,C:0]", "").replace("Path=", "");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The error of a file that is not in the language: where, and what stands there.
fn bad_rules(error: &Error) -> Fault {
    let said = error.to_string();
    let number = |after: &str| {
        let (_, rest) = said.split_once(after)?;
        rest.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
    };
    let rest = said.split_once(", fragment ").or_else(|| said.split_once(", remaining "));
    let there = rest
        .and_then(|(_, fragment)| fragment.trim_matches('`').lines().find(|line| !line.trim().is_empty()));
    let message = match there {
        Some(there) => format!("not in the Guard language: “{}”", there.trim()),
        None => said.clone(),
    };
    Fault {
        line: number(" at line "),
        column: number(" at column "),
        template: None,
        message: short(&message),
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
