//! `cargo xtask rules`: `docs/rules`, the pages that the built program writes of its rules.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::{product, project};

const PAGES: &str = "docs/rules";

/// Writes what is stale, or with `check` fails on it.
pub fn run(check: bool) -> Result<String> {
    let binary = product::build(false)?;
    if check { current(&binary) } else { write(&binary) }
}

/// Fails where the committed pages are not those that the program writes.
pub fn current(binary: &Path) -> Result<String> {
    let fresh = fresh(binary)?;
    let stale = stale(&fresh, &project::root().join(PAGES))?;
    let named: Vec<&str> = stale.iter().map(String::as_str).collect();
    ensure!(stale.is_empty(), "{PAGES} is stale: {}; run `cargo xtask rules` and commit", named.join(", "));
    Ok(format!("{PAGES} is current"))
}

fn write(binary: &Path) -> Result<String> {
    let fresh = fresh(binary)?;
    let pages = project::root().join(PAGES);
    fs::create_dir_all(&pages).with_context(|| format!("cannot make {PAGES}"))?;
    let stale = stale(&fresh, &pages)?;
    for name in &stale {
        let (from, to) = (fresh.join(name), pages.join(name));
        if from.is_file() {
            fs::copy(&from, &to).with_context(|| format!("cannot write {PAGES}/{name}"))?;
            println!("  wrote {PAGES}/{name}");
        } else {
            fs::remove_file(&to).with_context(|| format!("cannot remove {PAGES}/{name}"))?;
            println!("  removed {PAGES}/{name}");
        }
    }
    Ok(format!("{PAGES} is current"))
}

/// The pages as the program writes them now.
fn fresh(binary: &Path) -> Result<std::path::PathBuf> {
    let folder = project::target_dir().join("rules");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut command = product::command(binary);
    product::expect_success(command.args(["rules", "--format", "md", "--out"]).arg(&folder))?;
    Ok(folder)
}

/// Names of the files that are not the same in both folders, sorted; a folder that is not there is empty.
fn stale(fresh: &Path, committed: &Path) -> Result<Vec<String>> {
    let mut names = BTreeSet::new();
    for folder in [fresh, committed].into_iter().filter(|folder| folder.is_dir()) {
        for entry in fs::read_dir(folder)? {
            names.insert(entry?.file_name().to_string_lossy().into_owned());
        }
    }
    let read = |folder: &Path, name: &str| fs::read(folder.join(name)).ok();
    Ok(names.into_iter().filter(|name| read(fresh, name) != read(committed, name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_differs_is_missing_or_left_over_is_stale() {
        let place = project::target_dir().join("tests").join("rulebook");
        fs::remove_dir_all(&place).ok();
        let (fresh, committed) = (place.join("fresh"), place.join("committed"));
        for (folder, pages) in [
            (&fresh, [("same.md", "a"), ("differs.md", "a"), ("missing.md", "a")]),
            (&committed, [("same.md", "a"), ("differs.md", "b"), ("left-over.md", "a")]),
        ] {
            fs::create_dir_all(folder).unwrap();
            for (name, text) in pages {
                fs::write(folder.join(name), text).unwrap();
            }
        }
        assert_eq!(stale(&fresh, &committed).unwrap(), ["differs.md", "left-over.md", "missing.md"]);
        assert_eq!(stale(&fresh, &place.join("nowhere")).unwrap().len(), 3);
        assert!(stale(&fresh, &fresh).unwrap().is_empty());
    }
}
