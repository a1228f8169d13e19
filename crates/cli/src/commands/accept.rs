//! `groundplan accept`

use std::{collections::BTreeSet, fmt::Write as _, path::PathBuf};

use engine::{
    Command, Document, Id, Judged, Language, Project, RULES, Status,
    design::{PartRef, Suppression, ids::Ids, rule_set::set_and_rule},
};
use serde_json::{Value, json};
use studio::{clock, guard};

use super::Listing;
use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The design, which is changed if a finding is named
    file: PathBuf,
    /// The rule whose finding is accepted, e.g. rds-multi-az; without one all that is accepted is listed
    #[arg(requires = "element")]
    rule: Option<String>,
    /// The element that the finding is on, or one part of it, e.g. data/route-table/1
    element: Option<String>,
    /// Why: who decided, and what makes up for it
    #[arg(long, value_name = "TEXT", requires = "element")]
    reason: Option<String>,
    /// The last day it holds
    #[arg(long, value_name = "DATE", requires = "element", value_parser = clock::parse_date)]
    until: Option<String>,
    /// Only in this environment; may be repeated; when left out, where the rule is violated now
    #[arg(long, value_name = "ENVIRONMENT")]
    env: Vec<String>,
    /// It is a finding again, everywhere or in the environments named
    #[arg(long, requires = "element", conflicts_with_all = ["reason", "until"])]
    withdraw: bool,
    /// How to print what is accepted
    #[arg(long, value_enum, default_value_t = Listing::Text, conflicts_with = "rule")]
    format: Listing,
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let (Some(rule), Some(element)) = (&arguments.rule, &arguments.element) else {
        return list(arguments, context);
    };
    super::edit(&arguments.file, |document| {
        let meant = Meant::read(document, rule, element)?;
        let named = super::environments(document, &arguments.env)?;
        match (&arguments.reason, &arguments.until) {
            (Some(reason), Some(until)) => {
                meant.accept(named, reason, until, &context.today(), context.language)
            }
            _ if arguments.withdraw => meant.withdraw(named.as_deref(), context.language),
            _ => Err(Failure::Input(
                "say why it is accepted with --reason and until which day with --until, or --withdraw it"
                    .to_owned(),
            )),
        }
    })
}

/// The finding that is meant.
struct Meant<'a> {
    document: &'a Document,
    rule: &'a str,
    node: Id,
    /// All of them when left out.
    part: Option<String>,
    /// As it was named.
    element: &'a str,
}

impl<'a> Meant<'a> {
    fn read(document: &'a Document, rule: &'a str, element: &'a str) -> Result<Meant<'a>, Failure> {
        match set_and_rule(rule) {
            Some((set, _)) if document.organisation_rules.contains_key(set) => {}
            Some((set, _)) => {
                return Err(super::unknown(
                    "rule set",
                    set,
                    document.organisation_rules.keys().map(Id::as_str),
                ));
            }
            None if engine::rule(rule).is_some() => {}
            None => return Err(super::unknown("rule", rule, RULES.iter().map(|known| known.about().id))),
        }
        let (node, part) = match PartRef::parse(element) {
            Some(PartRef { node, part }) => (Some(node), Some(part)),
            None => (Id::new(element), None),
        };
        match node.filter(|node| document.nodes.contains_key(node)) {
            Some(node) => Ok(Meant { document, rule, node, part, element }),
            None => {
                let name = element.split('/').next().unwrap_or_default();
                Err(super::unknown("node", name, document.nodes.keys().map(Id::as_str)))
            }
        }
    }

    fn accept(
        &self,
        named: Option<Vec<Id>>,
        reason: &str,
        until: &str,
        today: &str,
        language: Language,
    ) -> Result<(Command, String), Failure> {
        let Meant { rule, element, .. } = self;
        let violated = self.violated(today)?;
        if violated.is_empty() {
            return Err(Failure::Input(format!(
                "{rule} finds nothing on {element} that could be accepted; `groundplan check` lists what is found"
            )));
        }
        let elsewhere: Vec<Id> =
            named.iter().flatten().filter(|id| !violated.contains(id)).cloned().collect();
        if !elsewhere.is_empty() {
            let [there, elsewhere] = [&violated, &elsewhere].map(|ids| super::places(Some(ids), language));
            return Err(Failure::Input(format!(
                "{rule} finds nothing on {element} in {elsewhere}; it does in {there}: name only these with --env"
            )));
        }
        let suppression = Suppression {
            rule: self.rule.to_owned(),
            node: self.node.clone(),
            part: self.part.clone(),
            environments: Some(named.unwrap_or(violated)),
            reason: reason.trim().to_owned(),
            until: until.to_owned(),
        };
        if suppression.past(today) {
            let wrong = format!("--until {until}: the day has passed; name {today} or a later one");
            return Err(Failure::Input(wrong));
        }
        let places = super::places(suppression.environments.as_deref(), language);
        // Of what was accepted before, nothing is left where this holds: one finding, one reason.
        let mut commands = self.less(suppression.environments.as_deref());
        let id = commands.iter().find_map(|command| match command {
            Command::Unsuppress { id } => Some(id.clone()),
            _ => None,
        });
        let id = id.unwrap_or_else(|| Ids::new(self.document).give(&format!("{}-{rule}", self.node)));
        commands.push(Command::Suppress { id, suppression });
        let label = match language {
            Language::English => format!("Accepted {rule} on {element} in {places} until {until}"),
            Language::Spanish => format!("Aceptado {rule} en {element} ({places}) hasta {until}"),
        };
        Ok((Command::Batch { commands }, label))
    }

    fn withdraw(&self, named: Option<&[Id]>, language: Language) -> Result<(Command, String), Failure> {
        let Meant { rule, element, .. } = self;
        let places = super::places(named, language);
        let commands = self.less(named);
        if commands.is_empty() {
            let there = super::places(named, Language::English);
            return Err(Failure::Input(format!(
                "{rule} is not accepted on {element} in {there}; `groundplan accept` without a rule lists what is"
            )));
        }
        let label = match language {
            Language::English => format!("No longer accepted: {rule} on {element} in {places}"),
            Language::Spanish => format!("Ya no se acepta: {rule} en {element} ({places})"),
        };
        Ok((Command::Batch { commands }, label))
    }

    /// Where the rule is violated there, accepted or not.
    fn violated(&self, today: &str) -> Result<Vec<Id>, Failure> {
        let project = Project::new(self.document.clone());
        let environments = project.environments(None).map_err(super::refused)?;
        let here = |rule: &str, node: &str, part: &str| {
            rule == self.rule
                && node == self.node.as_str()
                && self.part.as_ref().is_none_or(|named| named == part)
        };
        let found: BTreeSet<Id> = match set_and_rule(self.rule) {
            Some((set, _)) => {
                let mut rules = guard::sources(self.document);
                rules.retain(|source| source.name == set);
                let Judged { findings, faults } = guard::judge(&project, &environments, &rules)?;
                if let Some(fault) = faults.first() {
                    return Err(Failure::Input(fault.to_string()));
                }
                let there = findings.iter().filter(|one| here(&one.rule, &one.node, &one.part));
                there.filter_map(|one| Id::new(&one.environment)).collect()
            }
            None => environments
                .values()
                .flat_map(|architecture| project.validate(architecture, today))
                .filter(|one| {
                    one.status == Status::Violated && here(one.rule.id, one.node.as_str(), &one.part)
                })
                .map(|one| one.environment)
                .collect(),
        };
        Ok(found.into_iter().collect())
    }

    /// What takes some environments, or all, out of what is accepted; nothing where nothing is.
    fn less(&self, named: Option<&[Id]>) -> Vec<Command> {
        let mut commands = Vec::new();
        for (id, standing) in &self.document.suppressions {
            if (standing.rule.as_str(), &standing.node, &standing.part) != (self.rule, &self.node, &self.part)
            {
                continue;
            }
            let holds = |environment: &&Id| standing.holds_in(environment);
            let stays = |environment: &&Id| named.is_some_and(|named| !named.contains(environment));
            let held: Vec<&Id> = self.document.environments.keys().filter(holds).collect();
            let left: Vec<Id> = held.iter().copied().filter(stays).cloned().collect();
            if left.is_empty() {
                commands.push(Command::Unsuppress { id: id.clone() });
            } else if left.len() < held.len() {
                let suppression = Suppression { environments: Some(left), ..standing.clone() };
                commands.push(Command::Suppress { id: id.clone(), suppression });
            }
        }
        commands
    }
}

fn list(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let document = files::read(&arguments.file)?.project.document;
    let named = super::environments(&document, &arguments.env).map_err(super::of(&arguments.file))?;
    let there =
        |one: &Suppression| named.as_ref().is_none_or(|named| named.iter().any(|id| one.holds_in(id)));
    let accepted: Vec<(&Id, &Suppression)> =
        document.suppressions.iter().filter(|(_, one)| there(one)).collect();
    let today = context.today();
    arguments.format.print(
        || text(&accepted, &today, context.language),
        || json!({ "accepted": accepted.iter().map(|(id, one)| told(id, one, &today)).collect::<Vec<_>>() }),
    )?;
    Ok(Outcome::Fine)
}

/// The stable JSON form: as the document has it, with its id and whether its last day is over.
fn told(id: &Id, accepted: &Suppression, today: &str) -> Value {
    let mut told = json!(accepted);
    if let Some(fields) = told.as_object_mut() {
        fields.insert("id".to_owned(), json!(id));
        fields.insert("past".to_owned(), json!(accepted.past(today)));
    }
    told
}

fn text(accepted: &[(&Id, &Suppression)], today: &str, language: Language) -> String {
    if accepted.is_empty() {
        return match language {
            Language::English => "nothing is accepted\n".to_owned(),
            Language::Spanish => "no hay nada aceptado\n".to_owned(),
        };
    }
    let mut out = String::new();
    for (_, one) in accepted {
        let Suppression { rule, node, part, environments, reason, until } = one;
        let element = super::element(node.as_str(), part.as_deref().unwrap_or_default());
        let places = super::places(environments.as_deref(), language);
        let _ = writeln!(out, "{rule:<34} {element:<24} {places}");
        let ended = match (one.past(today), language) {
            (false, _) => "",
            (true, Language::English) => ", which has passed",
            (true, Language::Spanish) => ", que ya ha pasado",
        };
        let _ = writeln!(out, "  {}{ended}", engine::accepted(reason, until, language));
    }
    out
}
