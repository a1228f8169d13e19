//! `groundplan synth`

use std::path::PathBuf;

use clap::ValueEnum;

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
    let architecture = design.project.resolve(&arguments.env).map_err(super::refused)?;
    let synthesis = design.project.synthesize(&architecture).map_err(super::refused)?;
    // All texts before the first file: a template that cannot be written leaves no half set behind.
    let written = engine::template_files(&synthesis).map_err(super::refused)?;
    files::folder(&arguments.out)?;
    for (name, text) in &written {
        let path = arguments.out.join(name);
        files::write(&path, text.as_bytes())?;
        files::print(&format!("{}\n", path.display()))?;
    }
    Ok(Outcome::Fine)
}
