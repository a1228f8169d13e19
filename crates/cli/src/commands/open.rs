//! `groundplan open`

use std::{env, path::PathBuf, process::Command};

use crate::failure::{Failure, Outcome};

/// The desktop app's program.
const APP: &str = "groundplan-app";

#[derive(clap::Args)]
pub struct Arguments {
    /// Design to open; without one the app shows where to start from
    file: Option<PathBuf>,
}

/// Starts the app, which stands beside this program or on the search path, and does not wait for it.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if let Some(file) = &arguments.file {
        // said here, where a person reads it
        studio::files::read_document(file)?;
    }
    let name = format!("{APP}{}", env::consts::EXE_SUFFIX);
    let beside = env::current_exe().ok().map(|own| own.with_file_name(&name)).filter(|path| path.is_file());
    let program = beside.unwrap_or_else(|| PathBuf::from(&name));
    let mut command = Command::new(&program);
    command.args(&arguments.file);
    command.spawn().map_err(|error| {
        Failure::World(format!(
            "{} cannot be started: {error}; the app is a program of its own, installed with the desktop package",
            program.display()
        ))
    })?;
    Ok(Outcome::Fine)
}
