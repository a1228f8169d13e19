//! Versions and lints stand in one place, the root `Cargo.toml`.

use std::fs;

use anyhow::Result;

use super::Report;
use crate::project;

pub fn check(report: &mut Report) -> Result<()> {
    let root = project::root().join("Cargo.toml");
    for path in project::files_with(&["toml"])? {
        if path.file_name().is_some_and(|name| name == "Cargo.toml") && path != root {
            for error in judge(&fs::read_to_string(&path)?) {
                report.error(format!("{}: {error}", project::shown(&path)));
            }
        }
    }
    Ok(())
}

fn judge(manifest: &str) -> Vec<String> {
    let mut errors = Vec::new();
    let mut section = "";
    let mut lints = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']);
        } else if section.ends_with("dependencies") && line.contains('=') && !from_workspace(line) {
            errors.push(format!(
                "`{line}` names a version; versions stand in the root Cargo.toml (workspace = true)"
            ));
        } else if section == "lints" && from_workspace(line) {
            lints = true;
        }
    }
    if !lints {
        errors.push("[lints] workspace = true is missing".to_owned());
    }
    errors
}

fn from_workspace(line: &str) -> bool {
    line.replace(' ', "").contains("workspace=true")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_outside_the_root_is_an_error() {
        let good = "[package]\nname = \"a\"\n[lints]\nworkspace = true\n[dependencies]\nserde.workspace = true\n\
                    petgraph = { workspace = true, features = [\"std\"] }\n";
        assert!(judge(good).is_empty());
        let bad = format!("{good}[dev-dependencies]\ninsta = \"1\"\n");
        assert_eq!(judge(&bad).len(), 1);
    }

    #[test]
    fn a_crate_without_the_workspace_lints_is_an_error() {
        assert_eq!(judge("[package]\nname = \"a\"\n"), ["[lints] workspace = true is missing"]);
    }
}
