//! `groundplan report`

use std::path::{Path, PathBuf};

use clap::Subcommand;
use engine::{
    Command, Document, Services, Session,
    design::{self, Proposal},
};
use studio::{outputs::Fonts, report};

use crate::{
    Context,
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    report: Report,
}

#[derive(Subcommand)]
enum Report {
    /// How the design stands by each question of the AWS Well-Architected Framework, and how much of it is proven
    WellArchitected {
        /// The design; `-` reads standard input
        file: PathBuf,
        /// Only this environment; all when left out
        #[arg(long, value_name = "ENVIRONMENT")]
        env: Option<String>,
        /// File to write; its ending says what: .html, .md, .pdf or .json
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Folder with `fonts` and `webfonts`, as `cargo xtask assets` fetches them; without them other fonts stand in
        #[arg(long, env = "GROUNDPLAN_ASSETS", value_name = "DIR")]
        assets: Option<PathBuf>,
    },
    /// What a client is offered: the environments with their drawing, prices, assumptions and what is not included
    Proposal {
        /// The design; `-` reads standard input
        file: PathBuf,
        /// Only this environment; all when left out
        #[arg(long, value_name = "ENVIRONMENT")]
        env: Option<String>,
        /// File to write; its ending says what: .pdf, or .xlsx for a workbook that recomputes
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Show amounts also in this currency, e.g. CLP, by the rate the design states; else in that of its proposal
        #[arg(long, value_name = "CODE")]
        currency: Option<String>,
        /// Also put it beside another design, `env:NAME`, `region:NAME`, `book:ID`, or, of a project file, `version:NAME`
        /// (or a revision's number)
        #[arg(long, value_name = "WITH")]
        compare: Option<String>,
        /// The company's sign, PNG, JPEG or SVG of at most 256 KiB; else that of the design's proposal
        #[arg(long, value_name = "FILE")]
        logo: Option<PathBuf>,
        /// Folder with `icons` and `fonts`, as `cargo xtask assets` fetches them; without them other fonts stand in
        #[arg(long, env = "GROUNDPLAN_ASSETS", value_name = "DIR")]
        assets: Option<PathBuf>,
        #[command(flatten)]
        by: super::By,
    },
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let (out, warnings) = match &arguments.report {
        Report::WellArchitected { file, env, out, assets } => {
            report::Form::of(out)?;
            not_the_design(file, out)?;
            let design = files::read(file)?;
            let environments = design.project.environments(env.as_deref()).map_err(super::refused)?;
            let assets = assets.clone().or_else(super::render::beside_program);
            let report = design.project.well_architected(&environments, &context.today(), context.language);
            (out, report::well_architected(out, &report, assets.as_deref())?)
        }
        Report::Proposal { file, env, out, currency, compare, logo, assets, by } => {
            report::ProposalForm::of(out)?;
            let mut document = files::read(file)?.project.document;
            if let Some(logo) = logo {
                document = with_logo(document, logo)?;
            }
            let assets = assets.clone().or_else(super::render::beside_program);
            let book = by.book()?;
            let against = compare.as_ref().map(|named| studio::compare::against(file, &document, named));
            let against = against.transpose()?;
            let asked = report::Asked {
                environment: env.as_deref(),
                currency: currency.as_deref(),
                against: against.as_ref(),
                language: context.language,
            };
            let mut session = Session::new(document, &book, context.today());
            let warnings = report::proposal(
                out,
                &mut session,
                asked,
                || assets.as_deref().map(studio::review::icons).transpose().map(Option::unwrap_or_default),
                || Fonts::load(assets.as_deref().map(|folder| folder.join("fonts")).as_deref()),
            );
            (out, warnings.map_err(super::of(file))?)
        }
    };
    for warning in warnings {
        eprintln!("groundplan: {warning}");
    }
    files::print(&format!("{}\n", out.display()))?;
    Ok(Outcome::Fine)
}

/// A design ends in .json too: a slip must not put its report in its place.
fn not_the_design(file: &Path, out: &Path) -> Result<(), Failure> {
    if out.canonicalize().is_ok_and(|out| file.canonicalize().is_ok_and(|file| file == out)) {
        return Err(Failure::Input(format!("{}: is the design itself; name another file", out.display())));
    }
    Ok(())
}

/// The design with another logo, for this one report.
fn with_logo(mut document: Document, path: &Path) -> Result<Document, Failure> {
    let stated = document.proposal.clone().unwrap_or_default();
    let proposal = Proposal { logo: Some(report::logo(path)?), ..stated };
    let command = Command::SetProposal { proposal: Some(proposal) };
    design::apply(&mut document, &Services, command)
        .map_err(|refusal| Failure::Input(refusal.to_string()))?;
    Ok(document)
}
