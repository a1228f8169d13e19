//! `groundplan new`

use std::path::PathBuf;

use engine::TEMPLATES;

use crate::{
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// What to start from; `groundplan templates` lists them
    #[arg(long, default_value = "reference")]
    template: String,
    /// File to write
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Overwrite the file if it is there
    #[arg(long)]
    force: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let template =
        TEMPLATES.iter().find(|template| template.name == arguments.template).ok_or_else(|| {
            let known: Vec<&str> = TEMPLATES.iter().map(|template| template.name).collect();
            Failure::Input(format!(
                "there is no template “{}”; there are {}",
                arguments.template,
                known.join(", ")
            ))
        })?;
    if arguments.out.exists() && !arguments.force {
        return Err(Failure::Input(format!(
            "{}: is already there; --force overwrites it",
            arguments.out.display()
        )));
    }
    files::write(&arguments.out, template.document.as_bytes())?;
    files::print(&format!("{}\n", arguments.out.display()))?;
    Ok(Outcome::Fine)
}
