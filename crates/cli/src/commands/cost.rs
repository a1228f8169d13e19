//! `groundplan cost`

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use engine::{Book, CostReport, Document, Session, Tax};

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
    /// Show amounts in this currency, e.g. CLP, by the rate the design states
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Add the tax that the design's proposal states
    #[arg(long)]
    tax: bool,
    /// Also show a year, and three with the growth of the workload
    #[arg(long)]
    years: bool,
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
    let (document, report) = report(&arguments.file, arguments, &book, context)?;
    let report = offered(report, &document, arguments).map_err(super::of(&arguments.file))?;
    let before = match &arguments.compare {
        Some(path) => Some(self::report(path, arguments, &book, context)?.1),
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

/// The design and what its environments cost.
fn report(
    file: &Path,
    arguments: &Arguments,
    book: &Book,
    context: &Context,
) -> Result<(Document, CostReport), Failure> {
    let document = files::read(file)?.project.document;
    let ids = super::asked(&document, arguments.env.as_ref()).map_err(super::of(file))?;
    let today = context.today();
    let mut report = CostReport::new(book, &today, BTreeMap::new());
    let mut session = Session::new(document, book, today);
    for id in &ids {
        let estimate = session.estimate(id.as_str()).map_err(super::refused)?.clone();
        report.environments.insert(id.to_string(), estimate);
        if arguments.years {
            report.years.insert(id.to_string(), session.years(id.as_str()).map_err(super::refused)?);
        }
    }
    Ok((session.document().clone(), report))
}

/// The report in the currency and with the tax asked for.
fn offered(report: CostReport, document: &Document, arguments: &Arguments) -> Result<CostReport, Failure> {
    let currency = super::currency(document, arguments.currency.as_deref())?;
    let stated = document.proposal.as_ref().and_then(|proposal| proposal.tax.as_ref()).map(Tax::of);
    if arguments.tax && stated.is_none() {
        let what = "the design states no tax; state it: groundplan proposal FILE --set tax=IVA:19";
        return Err(Failure::Input(what.to_owned()));
    }
    Ok(CostReport { currency, tax: stated.filter(|_| arguments.tax), ..report })
}

fn compared(report: &CostReport, before: Option<&CostReport>, context: &Context) -> String {
    before.map(|before| report.difference_text(before, context.language)).unwrap_or_default()
}
