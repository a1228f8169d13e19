//! `groundplan cost`

use std::path::PathBuf;

use clap::ValueEnum;
use engine::{Book, CostReport};

use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The design; `-` reads standard input
    file: PathBuf,
    /// Only this environment; all when left out
    #[arg(long, value_name = "ENVIRONMENT")]
    env: Option<String>,
    /// How to print prices
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// File to write instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    by: super::By,
    /// Also show the difference to this design
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
    /// Exit with 1 if an environment's typical month is over this many US dollars
    #[arg(long, value_name = "AMOUNT")]
    fail_over: Option<engine::Decimal>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
    Md,
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let book = arguments.by.book()?;
    let report = report(&arguments.file, arguments.env.as_deref(), &book)?;
    let before = match &arguments.compare {
        Some(path) => Some(self::report(path, arguments.env.as_deref(), &book)?),
        None => None,
    };
    let text = match arguments.format {
        Format::Json => {
            let mut json = report.json();
            if let (Some(before), Some(object)) = (&before, json.as_object_mut()) {
                object.insert("difference".to_owned(), report.difference(before));
            }
            files::pretty(&json)
        }
        Format::Csv => report.csv(),
        Format::Text => report.text(context.language) + &compared(&report, before.as_ref(), context),
        Format::Md => report.markdown(context.language) + &compared(&report, before.as_ref(), context),
    };
    files::deliver(arguments.out.as_deref(), &text)?;
    let over = arguments
        .fail_over
        .is_some_and(|limit| report.environments.values().any(|estimate| estimate.monthly.typical > limit));
    Ok(if over { Outcome::Attention } else { Outcome::Fine })
}

fn report(file: &std::path::Path, environment: Option<&str>, book: &Book) -> Result<CostReport, Failure> {
    let design = files::read(file)?;
    let environments = design.project.environments(environment).map_err(super::refused)?;
    let estimates = environments
        .iter()
        .map(|(id, architecture)| (id.to_string(), design.project.estimate(architecture, book)))
        .collect();
    Ok(CostReport::new(book, estimates))
}

fn compared(report: &CostReport, before: Option<&CostReport>, context: &Context) -> String {
    before.map(|before| report.difference_text(before, context.language)).unwrap_or_default()
}
