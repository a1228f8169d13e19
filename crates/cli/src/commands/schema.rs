//! `groundplan schema`

use std::path::PathBuf;

use engine::Services;

use crate::{
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// File to write instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let schema = engine::json_schema(Some(&Services));
    files::deliver(arguments.out.as_deref(), &files::pretty(&schema))?;
    Ok(Outcome::Fine)
}
