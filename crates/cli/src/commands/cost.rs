//! `groundplan cost`

use std::{collections::BTreeMap, path::PathBuf};

use clap::ValueEnum;
use engine::{Against, Book, CostReport, Document, IconSet, Session, Tax};
use studio::{
    compare,
    outputs::Fonts,
    report::{self, ProposalForm},
};

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
    /// Also show the difference to another design, `env:NAME`, `region:NAME`, `book:ID`, or, of a project file,
    /// `version:NAME` (or a revision's number)
    #[arg(long, value_name = "WITH")]
    compare: Option<String>,
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
    /// A workbook that recomputes, as `report proposal` writes it; needs --out
    Xlsx,
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let book = arguments.by.book()?;
    let Priced { mut session, against, report } = priced(arguments, &book, context)?;
    let report = offered(report, session.document(), arguments).map_err(super::of(&arguments.file))?;
    let text = match arguments.format {
        Format::Json => Some(files::pretty(&report.json())),
        Format::Csv => Some(report.csv()),
        Format::Text => Some(report.text(context.language)),
        Format::Md => Some(report.markdown(context.language)),
        Format::Xlsx => None,
    };
    match text {
        Some(text) => files::deliver(arguments.out.as_deref(), &text)?,
        None => workbook(arguments, &mut session, against.as_ref(), context)?,
    }
    let over = arguments
        .fail_over
        .is_some_and(|limit| report.environments.values().any(|estimate| estimate.monthly.typical > limit));
    Ok(if over { Outcome::Attention } else { Outcome::Fine })
}

/// What environments cost, and of what.
struct Priced<'b> {
    session: Session<'b>,
    against: Option<Against>,
    report: CostReport,
}

fn priced<'b>(arguments: &Arguments, book: &'b Book, context: &Context) -> Result<Priced<'b>, Failure> {
    let file = &arguments.file;
    let document = files::read(file)?.project.document;
    let ids = super::asked(&document, arguments.env.as_ref()).map_err(super::of(file))?;
    let named = arguments.compare.as_ref();
    let against = named.map(|named| compare::against(file, &document, named)).transpose()?;
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
    if let Some(against) = &against {
        let compared = session.all_compared(&ids, against, context.language);
        report.compared = Some(compared.map_err(|error| super::of(file)(Failure::Input(error.to_string())))?);
    }
    Ok(Priced { session, against, report })
}

fn workbook(
    arguments: &Arguments,
    session: &mut Session<'_>,
    against: Option<&Against>,
    context: &Context,
) -> Result<(), Failure> {
    let out = arguments.out.as_deref().filter(|out| matches!(ProposalForm::of(out), Ok(ProposalForm::Xlsx)));
    let out = out.ok_or_else(|| {
        Failure::Input("a workbook is a file of its own; name it: --out FILE.xlsx".to_owned())
    })?;
    let asked = report::Asked {
        environment: arguments.env.as_deref(),
        currency: arguments.currency.as_deref(),
        against,
        language: context.language,
    };
    // a workbook has neither
    let (icons, fonts) = (|| Ok(IconSet::default()), || Fonts::load(None));
    report::proposal(out, session, asked, icons, fonts).map(drop).map_err(super::of(&arguments.file))
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
