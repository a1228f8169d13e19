//! The `groundplan` program and the designs it is run on.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{process, project};

/// A document in `templates/`.
pub struct Design {
    /// Its folder's name.
    pub name: String,
    pub path: PathBuf,
    pub environments: Vec<String>,
}

/// Every document in `templates/*/`, by name.
pub fn designs() -> Result<Vec<Design>> {
    let folder = project::root().join("templates");
    let mut designs = Vec::new();
    if !folder.is_dir() {
        return Ok(designs);
    }
    for path in project::files_with(&["json"])? {
        let Some(parent) = path.parent().filter(|parent| parent.parent() == Some(&folder)) else { continue };
        let text = fs::read_to_string(&path)?;
        let document: Value =
            serde_json::from_str(&text).with_context(|| format!("{} is not JSON", project::shown(&path)))?;
        if document.get("groundplan").is_none() {
            continue;
        }
        let environments = document["environments"].as_object().into_iter().flatten();
        designs.push(Design {
            name: parent.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            environments: environments.map(|(name, _)| name.clone()).collect(),
            path,
        });
    }
    Ok(designs)
}

/// Builds the program and says where it is.
pub fn build(release: bool) -> Result<PathBuf> {
    let mut command = process::cargo_for(release, &["build", "--locked", "--package", "groundplan-cli"]);
    if release {
        command.arg("--release");
    }
    process::run(&mut command)?;
    built("groundplan", release)
}

/// Where cargo put a program; an error when it is not there.
pub fn built(program: &str, release: bool) -> Result<PathBuf> {
    let profile = if release { "release" } else { "debug" };
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let binary = project::target_dir().join(profile).join(name);
    if !binary.is_file() {
        bail!("the build made no {}", project::shown(&binary));
    }
    Ok(binary)
}

pub fn command(binary: &Path) -> Command {
    process::command(binary)
}

/// Runs the program; exit codes outside `fine` are errors that carry what it said.
fn expect(command: &mut Command, fine: &[i32]) -> Result<Output> {
    let line = process::line(command);
    let output = command.output().with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.code().is_some_and(|code| fine.contains(&code)) {
        bail!("`{line}` failed ({}): {}", output.status, first_lines(&output.stderr));
    }
    Ok(output)
}

/// The start of what a program said, where it says what is wrong.
fn first_lines(said: &[u8]) -> String {
    String::from_utf8_lossy(said)
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(4)
        .collect::<Vec<_>>()
        .join("\n    ")
}

/// Runs the program and returns its stdout; only exit code 0 is fine.
pub fn expect_success(command: &mut Command) -> Result<Vec<u8>> {
    Ok(expect(command, &[0])?.stdout)
}

/// Runs the program where exit code 1 is an answer (findings, a budget) and not a failure.
pub fn expect_answer(command: &mut Command) -> Result<Vec<u8>> {
    Ok(expect(command, &[0, 1])?.stdout)
}

/// `--flag value` pairs and flags of an xtask command; anything else is refused with its usage.
pub fn option<'a>(arguments: &'a [String], name: &str) -> Result<Option<&'a str>> {
    let Some(at) = arguments.iter().position(|argument| argument == name) else { return Ok(None) };
    match arguments.get(at + 1) {
        Some(value) if !value.starts_with("--") => Ok(Some(value)),
        _ => bail!("{name} needs a value"),
    }
}

/// Size of a file in a form a person reads.
pub fn size(path: &Path) -> String {
    let bytes = fs::metadata(path).map(|file| file.len()).unwrap_or(0);
    match bytes {
        0..10_000 => format!("{bytes} B"),
        10_000..10_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

/// Size of a file once it is compressed, as a server sends it.
pub fn gzipped(path: &Path) -> Result<String> {
    let mut gzip = process::command("gzip");
    let output = gzip.args(["-9", "--stdout"]).arg(path).output().context("cannot start `gzip`")?;
    Ok(format!("{} kB", output.stdout.len() / 1000))
}

/// Every file below a folder, sorted.
pub fn written(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}
