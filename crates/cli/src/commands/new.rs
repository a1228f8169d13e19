//! `groundplan new`

use std::path::PathBuf;

use engine::{Document, Services, TEMPLATES};

use crate::{
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// What to start from; `groundplan templates` lists them
    #[arg(long, default_value = "reference")]
    template: String,
    /// A design to copy instead, of either kind; history stays behind
    #[arg(long, value_name = "FILE", conflicts_with = "template")]
    from: Option<PathBuf>,
    /// File to write: a project file if it ends in .groundplan, else plain JSON
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Overwrite the file if it is there
    #[arg(long)]
    force: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let document = match &arguments.from {
        Some(path) => studio::files::read_document(path)?.0,
        None => template(&arguments.template)?,
    };
    if !arguments.force {
        files::not_there(&arguments.out, "--force overwrites it")?;
    }
    studio::files::write_document(&arguments.out, document)?;
    files::print(&format!("{}\n", arguments.out.display()))?;
    Ok(Outcome::Fine)
}

fn template(name: &str) -> Result<Document, Failure> {
    let template = TEMPLATES.iter().find(|template| template.name == name).ok_or_else(|| {
        let known: Vec<&str> = TEMPLATES.iter().map(|template| template.name).collect();
        Failure::Input(format!("there is no template “{name}”; there are {}", known.join(", ")))
    })?;
    engine::load(template.document.as_bytes(), &Services)
        .map_err(|problems| Failure::Input(format!("template {name}: {problems}")))
}
