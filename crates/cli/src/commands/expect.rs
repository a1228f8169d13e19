//! `groundplan expect`

use std::{fmt::Write as _, path::PathBuf};

use clap::ValueEnum;
use engine::{
    Command, Document, ExpectationReport, Language, Status,
    design::{Demand, End, Expectation, Transport},
};
use serde_json::json;

use super::{Listing, Wire};
use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The design, which is changed if an expectation is named
    file: PathBuf,
    /// The expectation to state, change or withdraw; without one all are judged
    id: Option<String>,
    /// What is demanded
    #[arg(long, value_enum, requires_all = ["id", "to"])]
    demand: Option<Demanded>,
    /// Who calls: the id of a node (with all that stands in it), `internet`, or a block; may be repeated
    #[arg(long, value_name = "PLACE", requires = "demand")]
    from: Vec<String>,
    /// What is called, likewise
    #[arg(long, value_name = "PLACE", requires = "demand")]
    to: Vec<String>,
    /// Only this port; left out: all that are declared must be reached, any must not
    #[arg(long, value_name = "PORT", requires = "demand", value_parser = clap::value_parser!(u16).range(1..))]
    port: Option<u16>,
    /// Protocol of the port; TCP when left out
    #[arg(long, value_enum, requires = "port")]
    protocol: Option<Wire>,
    /// Why it matters
    #[arg(long, value_name = "TEXT", requires = "demand")]
    reason: Option<String>,
    /// Only in this environment; may be repeated; all when left out
    #[arg(long, value_name = "ENVIRONMENT")]
    env: Vec<String>,
    /// Takes the expectation back
    #[arg(long, requires = "id", conflicts_with_all = ["demand", "env"])]
    withdraw: bool,
    /// How to print what became of each
    #[arg(long, value_enum, default_value_t = Listing::Text, conflicts_with = "id")]
    format: Listing,
}

#[derive(Clone, Copy, ValueEnum)]
enum Demanded {
    /// Each of --from reaches each of --to
    MustReach,
    /// None of --from reaches any of --to
    MustNotReach,
    /// Nothing but --from opens connections to --to
    OnlyFrom,
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    match &arguments.id {
        Some(id) => state(id, arguments, context),
        None => judge(arguments, context),
    }
}

/// States, changes or withdraws one.
fn state(id: &str, arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    super::edit(&arguments.file, |document| {
        let name = super::id(id)?;
        match arguments.demand {
            Some(demand) => {
                let label = match context.language {
                    Language::English => format!("Expect “{name}”"),
                    Language::Spanish => format!("Esperar «{name}»"),
                };
                let expectation = stated(demand, arguments, document)?;
                Ok((Command::Expect { id: name, expectation }, label))
            }
            None if arguments.withdraw => {
                let label = match context.language {
                    Language::English => format!("Withdrew the expectation “{name}”"),
                    Language::Spanish => format!("Retirada la expectativa «{name}»"),
                };
                Ok((Command::WithdrawExpectation { id: name }, label))
            }
            None => Err(Failure::Input(
                "say what is expected with --demand, --from and --to, or --withdraw it".to_owned(),
            )),
        }
    })
}

fn stated(demand: Demanded, arguments: &Arguments, document: &Document) -> Result<Expectation, Failure> {
    let end = |text: &String| {
        End::parse(text).ok_or_else(|| {
            Failure::Input(format!(
                "“{text}” is neither the id of a node, `internet` nor a block such as 10.0.0.0/16"
            ))
        })
    };
    let ends = |named: &[String]| named.iter().map(end).collect::<Result<Vec<_>, _>>();
    Ok(Expectation {
        demand: match demand {
            Demanded::MustReach => Demand::MustReach,
            Demanded::MustNotReach => Demand::MustNotReach,
            Demanded::OnlyFrom => Demand::OnlyFrom,
        },
        from: ends(&arguments.from)?,
        to: ends(&arguments.to)?,
        port: arguments.port,
        protocol: arguments.protocol.map(Transport::from),
        reason: arguments.reason.clone(),
        environments: super::environments(document, &arguments.env)?,
    })
}

/// What became of each, by environment.
fn judge(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let project = files::read(&arguments.file)?.project;
    let named = super::environments(&project.document, &arguments.env).map_err(super::of(&arguments.file))?;
    let mut environments = project.environments(None).map_err(super::refused)?;
    environments.retain(|id, _| named.as_ref().is_none_or(|named| named.contains(id)));
    let reports: Vec<ExpectationReport> = environments
        .values()
        .flat_map(|architecture| project.expectations(architecture))
        .map(|expected| ExpectationReport::new(&expected, context.language))
        .collect();
    arguments.format.print(|| text(&reports, context.language), || json!({ "expectations": reports }))?;
    let broken = reports.iter().any(|report| report.status == Status::Violated);
    Ok(if broken { Outcome::Attention } else { Outcome::Fine })
}

fn text(reports: &[ExpectationReport], language: Language) -> String {
    if reports.is_empty() {
        return match language {
            Language::English => "nothing is expected\n".to_owned(),
            Language::Spanish => "no se espera nada\n".to_owned(),
        };
    }
    let mut out = String::new();
    let mut environment = "";
    for report in reports {
        if environment != report.environment {
            environment = &report.environment;
            let _ = writeln!(out, "{environment}:");
        }
        line(report, language, &mut out);
    }
    out
}

/// An expectation as `check` and `expect` list it.
pub fn line(report: &ExpectationReport, language: Language, out: &mut String) {
    let word = match (report.status, language) {
        (Status::Violated, Language::English) => "broken",
        (Status::Violated, Language::Spanish) => "incumplida",
        (Status::CannotTell, _) => "?",
        (Status::Satisfied, _) => "ok",
    };
    let _ = writeln!(out, "  {word:<9} {:<34} {}", report.id, report.expected);
    let _ = writeln!(out, "  {:<9} {:<34} {}", "", "", report.message);
}
