//! `groundplan report`

use std::path::PathBuf;

use clap::Subcommand;
use studio::report;

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
}

pub fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let Report::WellArchitected { file, env, out, assets } = &arguments.report;
    report::Form::of(out)?;
    // A design ends in .json too: a slip must not put its report in its place.
    if out.canonicalize().is_ok_and(|out| file.canonicalize().is_ok_and(|file| file == out)) {
        return Err(Failure::Input(format!("{}: is the design itself; name another file", out.display())));
    }
    let design = files::read(file)?;
    let environments = design.project.environments(env.as_deref()).map_err(super::refused)?;
    let assets = assets.clone().or_else(super::render::beside_program);
    let report = design.project.well_architected(&environments, &context.today(), context.language);
    for warning in report::well_architected(out, &report, assets.as_deref())? {
        eprintln!("groundplan: {warning}");
    }
    files::print(&format!("{}\n", out.display()))?;
    Ok(Outcome::Fine)
}
