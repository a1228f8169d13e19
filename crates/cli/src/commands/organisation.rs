//! `groundplan organisation`

use std::path::{Path, PathBuf};

use engine::{
    Command, Document, Id, Language,
    design::{RuleSet, rule_set::MAX_RULES},
};
use serde_json::{Value, json};

use super::Listing;
use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The design, which is changed if rules are added or removed
    file: PathBuf,
    /// The rule set: its text is printed, unless it is changed; without one all are listed
    set: Option<String>,
    /// Holds the design to the rules in this file, instead of those that the set had
    #[arg(long, value_name = "FILE", requires = "set")]
    rules: Option<PathBuf>,
    /// The name that is displayed; the file's when left out
    #[arg(long, value_name = "TEXT", requires = "set")]
    name: Option<String>,
    /// Holds the design to these rules no longer
    #[arg(long, requires = "set", conflicts_with_all = ["rules", "name"])]
    remove: bool,
    /// How to print the list
    #[arg(long, value_enum, default_value_t = Listing::Text, conflicts_with = "set")]
    format: Listing,
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let Some(set) = &arguments.set else { return list(arguments, context) };
    if arguments.remove {
        return super::edit(&arguments.file, |document| {
            let (id, _) = standing(document, set)?;
            let label = match context.language {
                Language::English => format!("Removed the rules “{id}”"),
                Language::Spanish => format!("Quitadas las reglas «{id}»"),
            };
            Ok((Command::RemoveRuleSet { id: id.clone() }, label))
        });
    }
    if arguments.rules.is_none() && arguments.name.is_none() {
        let document = files::read(&arguments.file)?.project.document;
        let (_, rules) = standing(&document, set).map_err(super::of(&arguments.file))?;
        files::print(&format!("{}\n", rules.text))?;
        return Ok(Outcome::Fine);
    }
    let text = arguments.rules.as_deref().map(read).transpose()?;
    super::edit(&arguments.file, |document| {
        let rule_set = changed(arguments, document, set, text)?;
        let id = super::id(set)?;
        let label = match context.language {
            Language::English => format!("Held to the rules “{id}”"),
            Language::Spanish => format!("Sujeto a las reglas «{id}»"),
        };
        Ok((Command::SetRuleSet { id, rule_set }, label))
    })
}

/// What the rule set is to be: text and name as they are given, else as they stand.
fn changed(
    arguments: &Arguments,
    document: &Document,
    set: &str,
    text: Option<String>,
) -> Result<RuleSet, Failure> {
    let before = document.organisation_rules.get(set);
    let stem = |file: &Path| file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = match text {
        Some(text) => text,
        None => standing(document, set)?.1.text.to_string(),
    };
    let name = arguments
        .name
        .clone()
        .or_else(|| before.map(|before| before.name.clone()))
        .or_else(|| arguments.rules.as_deref().map(stem));
    Ok(RuleSet::new(&name.unwrap_or_default(), &text))
}

/// A rule file, if a design can hold it.
fn read(file: &Path) -> Result<String, Failure> {
    let text = files::read_text(file)?;
    match text.len() <= MAX_RULES {
        true => Ok(text),
        false => Err(Failure::Input(format!(
            "{}: has {} bytes; a design holds at most {MAX_RULES} bytes of rules. Judge by the file with `groundplan check --guard`",
            file.display(),
            text.len()
        ))),
    }
}

fn standing<'d>(document: &'d Document, set: &str) -> Result<(&'d Id, &'d RuleSet), Failure> {
    let known = &document.organisation_rules;
    known.get_key_value(set).ok_or_else(|| super::unknown("rule set", set, known.keys().map(Id::as_str)))
}

fn list(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let sets = files::read(&arguments.file)?.project.document.organisation_rules;
    let lines = |set: &RuleSet| set.text.lines().count();
    let told = |(id, set): (&Id, &RuleSet)| json!({ "id": id, "name": set.name, "lines": lines(set) });
    let shown = |(id, set): (&Id, &RuleSet)| match context.language {
        Language::English => format!("{:<24} {:<40} {} lines\n", id.as_str(), set.name, lines(set)),
        Language::Spanish => format!("{:<24} {:<40} {} líneas\n", id.as_str(), set.name, lines(set)),
    };
    let none = match context.language {
        Language::English => "the design has no rules of an organisation\n",
        Language::Spanish => "el diseño no tiene reglas de una organización\n",
    };
    arguments.format.print(
        || if sets.is_empty() { none.to_owned() } else { sets.iter().map(shown).collect() },
        || json!({ "organisation_rules": sets.iter().map(told).collect::<Vec<Value>>() }),
    )?;
    Ok(Outcome::Fine)
}
