//! npm packages that a `package.json` and its lock file pin: fetched when asked for, never committed.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::{process, registry::Registry};

/// Installs what the pins in `folder` name below `work`, and returns `node_modules`. `wanted` says what for.
pub fn install(folder: &Path, work: &Path, wanted: &str) -> Result<PathBuf> {
    fs::create_dir_all(work)?;
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        let from = folder.join(name);
        fs::copy(&from, work.join(name)).with_context(|| format!("cannot copy {}", from.display()))?;
    }
    run(work, &["ci"], wanted)?;
    Ok(work.join("node_modules"))
}

/// Runs npm in a folder.
pub fn run(folder: &Path, args: &[&str], wanted: &str) -> Result<()> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    ensure!(process::exists(program), "there is no `{program}`: install Node.js with npm to fetch {wanted}");
    let recorded = process::record(process::command(program).args(args).current_dir(folder))?;
    match recorded.success {
        true => Ok(()),
        false => Err(Registry::Npm.failed(wanted, &recorded.text)),
    }
}
