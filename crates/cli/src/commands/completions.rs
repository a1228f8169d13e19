//! `groundplan completions`

use clap::CommandFactory;
use clap_complete::Shell;

use crate::{
    failure::{Failure, Outcome},
    files,
};

#[derive(clap::Args)]
pub struct Arguments {
    /// The shell to complete for
    shell: Shell,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut crate::Arguments::command(), "groundplan", &mut script);
    files::print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Fine)
}
