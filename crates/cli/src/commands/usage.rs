//! `groundplan usage`

use std::{fmt::Write as _, path::PathBuf};

use clap::ValueEnum;
use engine::{
    Assumed, Band, Command, Decimal, Document, Format, Language, Session,
    design::{Quantity, Settings, workload::Preset},
    quantity, with_workload, without_workload, workload_fields,
};
use serde_json::json;
use studio::prices;

use super::Listing;
use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The design, which is changed if something is stated
    file: PathBuf,
    /// Only this environment; all when left out. What is stated of a workload needs one
    #[arg(long, value_name = "ENVIRONMENT")]
    env: Option<String>,
    /// States a number: of the workload (requests_per_second=50) or of an element (alb.gib_per_month=10..40..90, which
    /// is low, typical and high); may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Takes back what is stated of a number; may be repeated
    #[arg(long, value_name = "NAME")]
    unset: Vec<String>,
    /// Sizes what is not stated of the workload
    #[arg(long, value_enum, requires = "env")]
    preset: Option<Size>,
    /// Load of each hour of a day in per cent of the busiest: 24 numbers from midnight on
    #[arg(long, value_name = "PERCENT", value_delimiter = ',', requires = "env")]
    hours: Vec<u8>,
    /// Load of each day from Monday on in per cent of the busiest: 7 numbers
    #[arg(long, value_name = "PERCENT", value_delimiter = ',', requires = "env")]
    weekdays: Vec<u8>,
    /// Takes back all that is stated of the workload
    #[arg(long, requires = "env", conflicts_with_all = ["preset", "hours", "weekdays"])]
    no_workload: bool,
    /// How to print what the estimate rests on
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    format: Listing,
}

#[derive(Clone, Copy, ValueEnum)]
enum Size {
    Small,
    Medium,
    Large,
}

impl From<Size> for Preset {
    fn from(size: Size) -> Preset {
        match size {
            Size::Small => Preset::Small,
            Size::Medium => Preset::Medium,
            Size::Large => Preset::Large,
        }
    }
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let workload = arguments.preset.is_some()
        || arguments.no_workload
        || !arguments.hours.is_empty()
        || !arguments.weekdays.is_empty();
    if workload || !arguments.set.is_empty() || !arguments.unset.is_empty() {
        return super::edit(&arguments.file, |document| {
            let label = match context.language {
                Language::English => "Changed the usage".to_owned(),
                Language::Spanish => "Cambiado el uso".to_owned(),
            };
            Ok((Command::Batch { commands: edits(arguments, document)? }, label))
        });
    }
    list(arguments, context)
}

/// The edits that were asked for: those of the workload as one, then those of elements.
fn edits(arguments: &Arguments, document: &Document) -> Result<Vec<Command>, Failure> {
    let environment = match &arguments.env {
        Some(name) => {
            super::environments(document, std::slice::from_ref(name))?.and_then(|mut ids| ids.pop())
        }
        None => None,
    };
    let mut settings = environment.as_ref().and_then(|id| document.environments.get(id)).map(Settings::of);
    let before = settings.clone();
    if let Some(settings) = &mut settings {
        if arguments.no_workload {
            settings.workload = None;
        }
        if let Some(size) = arguments.preset {
            settings.workload.get_or_insert_default().preset = Some(size.into());
        }
        if !arguments.hours.is_empty() {
            settings.workload.get_or_insert_default().hours = Some(arguments.hours.clone());
        }
        if !arguments.weekdays.is_empty() {
            settings.workload.get_or_insert_default().weekdays = Some(arguments.weekdays.clone());
        }
    }
    let mut commands = Vec::new();
    for stated in &arguments.set {
        let (name, value) = stated.split_once('=').ok_or_else(|| {
            Failure::Input(format!(
                "“{stated}” states nothing; write NAME=VALUE, e.g. requests_per_second=50"
            ))
        })?;
        let stated = volume(value)?;
        match name.split_once('.') {
            Some((element, name)) => commands.push(Command::SetUsage {
                id: super::id(element)?,
                environment: environment.clone(),
                name: name.to_owned(),
                quantity: Some(stated),
            }),
            None => {
                let changed = with_workload(of_workload(settings.take(), name)?, name, stated);
                settings = Some(
                    changed.ok_or_else(|| super::unknown("number of a workload", name, workload_fields()))?,
                );
            }
        }
    }
    for name in &arguments.unset {
        match name.split_once('.') {
            Some((element, name)) => commands.push(Command::UnsetUsage {
                id: super::id(element)?,
                environment: environment.clone(),
                name: name.to_owned(),
            }),
            None => {
                let changed = without_workload(of_workload(settings.take(), name)?, name);
                settings = Some(
                    changed.ok_or_else(|| super::unknown("number of a workload", name, workload_fields()))?,
                );
            }
        }
    }
    if let (Some(id), Some(settings)) =
        (environment, settings.filter(|settings| before.as_ref() != Some(settings)))
    {
        commands.push(Command::ChangeEnvironment { id, settings });
    }
    Ok(commands)
}

/// The settings whose workload is changed: each environment has its own.
fn of_workload(settings: Option<Settings>, name: &str) -> Result<Settings, Failure> {
    settings.ok_or_else(|| {
        Failure::Input(format!(
            "“{name}” is of the workload of an environment: name it with --env, or write ELEMENT.{name}"
        ))
    })
}

/// `50`, or `20..50..90`: low, typical and high.
fn volume(text: &str) -> Result<Quantity, Failure> {
    let numbers = text.split("..").map(|part| part.trim().parse::<Decimal>()).collect::<Result<Vec<_>, _>>();
    match numbers.as_deref() {
        Ok([one]) => Ok(quantity(Band::from(*one))),
        Ok([low, typical, high]) if low <= typical && typical <= high => {
            Ok(quantity(Band { low: *low, typical: *typical, high: *high }))
        }
        _ => Err(Failure::Input(format!(
            "“{text}” is no quantity; write a number such as 50, or low..typical..high such as 20..50..90"
        ))),
    }
}

/// What the estimates rest on, and what ten per cent more of each number costs.
fn list(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let document = files::read(&arguments.file)?.project.document;
    let ids = super::asked(&document, arguments.env.as_ref()).map_err(super::of(&arguments.file))?;
    let book = prices::book(None)?;
    let mut session = Session::new(document, &book, context.today());
    let mut all = Vec::new();
    for id in ids {
        let mut rows = Vec::new();
        for one in session.assumed(id.as_str()).map_err(super::refused)? {
            let moved = session.moved(id.as_str(), &one, 10).map_err(super::refused)?;
            rows.push((one, moved));
        }
        all.push((id, rows));
    }
    arguments.format.print(
        || {
            let mut out = String::new();
            for (id, rows) in &all {
                let _ = writeln!(out, "{id}:");
                for (one, moved) in rows {
                    out.push_str(&line(one, moved.monthly, context.language));
                }
            }
            out
        },
        || {
            let shown = |(one, moved): &(Assumed, engine::Moved)| {
                let lines: Vec<_> = moved
                    .lines
                    .iter()
                    .map(|(node, item, monthly)| json!({ "node": node, "item": item, "monthly": monthly }))
                    .collect();
                json!({
                    "node": one.node, "name": one.name, "value": one.value, "unit": one.unit, "origin": one.origin,
                    "per_ten_percent": moved.monthly, "lines": lines,
                })
            };
            let environments: serde_json::Map<String, serde_json::Value> =
                all.iter().map(|(id, rows)| (id.to_string(), rows.iter().map(shown).collect())).collect();
            json!({ "environments": environments })
        },
    )?;
    Ok(Outcome::Fine)
}

fn line(one: &Assumed, moved: Decimal, language: Language) -> String {
    let format = Format::new(language);
    let name = match &one.node {
        Some(node) => format!("{node}.{}", one.name),
        None => one.name.to_owned(),
    };
    let Band { low, typical, high } = one.value;
    let value = match one.value.is_certain() {
        true => format.quantity(typical),
        false => format!("{} ({}–{})", format.quantity(typical), format.quantity(low), format.quantity(high)),
    };
    let origin = language.of(one.origin.words());
    let sign = if moved.is_sign_negative() { "" } else { "+" };
    format!("  {name:<44} {value} {}  [{origin}]  +10 % = {sign}{}\n", one.unit, format.dollars(moved))
}
