//! Where things are: the checkout, the build directory, and the files that belong to the project.

use std::{
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// Folders that hold no source of ours.
const NOT_OURS: [&str; 4] = ["target", "out", "node_modules", ".git"];

/// The checkout this program was built from.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// The build directory: `CARGO_TARGET_DIR` when set, else `target/` of the checkout.
pub fn target_dir() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) if !dir.is_empty() => root().join(dir),
        _ => root().join("target"),
    }
}

/// Where tools that are not Rust are kept.
pub fn tools_dir() -> PathBuf {
    target_dir().join("tools")
}

/// The folder below the checkout that the external validators read.
pub fn validate_dir() -> PathBuf {
    target_dir().join("validate")
}

/// A path as it is shown: below the checkout when it lies there.
pub fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// Every file of the project, sorted; hidden folders other than `.ci` and `.cargo` are left out.
pub fn files() -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(&root(), &mut found)?;
    found.sort();
    Ok(found)
}

/// Every file of the project with one of these extensions.
pub fn files_with(extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let fits = |path: &PathBuf| {
        path.extension().and_then(OsStr::to_str).is_some_and(|extension| extensions.contains(&extension))
    };
    Ok(files()?.into_iter().filter(fits).collect())
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let kind = entry.file_type()?;
        let hidden = name.starts_with('.') && name != ".ci" && name != ".cargo";
        if kind.is_dir() && !hidden && !NOT_OURS.contains(&&*name) {
            collect(&entry.path(), found)?;
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// What `cargo metadata` says of the workspace's own crates.
pub fn metadata() -> Result<Value> {
    let output = process::output(&mut process::cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--no-deps",
    ]))?;
    serde_json::from_str(&output).context("cargo metadata did not print JSON")
}

/// Names of the workspace's crates that exist now, without `xtask`.
pub fn crates() -> Result<Vec<String>> {
    let metadata = metadata()?;
    let mut names: Vec<String> = metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|package| package["name"].as_str())
        .filter(|name| *name != "xtask")
        .map(str::to_owned)
        .collect();
    names.sort();
    Ok(names)
}
