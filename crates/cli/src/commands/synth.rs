//! `groundplan synth`

use std::path::PathBuf;

use clap::ValueEnum;
use studio::outputs;

use crate::{
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The design; `-` reads standard input
    file: PathBuf,
    /// The environment
    #[arg(long, value_name = "ENVIRONMENT")]
    env: String,
    /// What to write
    #[arg(long, value_enum, default_value_t = Target::Cloudformation)]
    target: Target,
    /// Folder to write into; made if missing
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum)]
enum Target {
    Cloudformation,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Target::Cloudformation = arguments.target;
    let design = files::read(&arguments.file)?;
    for path in outputs::write_templates(&design.project, &arguments.env, &arguments.out)? {
        files::print(&format!("{}\n", path.display()))?;
    }
    Ok(Outcome::Fine)
}
