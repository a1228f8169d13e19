//! Nothing in the project may name a place that exists on one person's machine only.

use std::fs;

use anyhow::Result;

use super::Report;
use crate::project;

/// Top-level folders that are somebody's own.
const PLACES: [&str; 3] = ["work", "root", "Users"];

/// Files that hold text.
const TEXT: [&str; 16] = [
    "css", "csv", "html", "in", "js", "json", "lock", "md", "py", "rs", "sh", "snap", "svg", "toml", "txt",
    "yaml",
];

pub fn check(report: &mut Report) -> Result<()> {
    for path in project::files_with(&TEXT)? {
        let text = fs::read(&path)?;
        let text = String::from_utf8_lossy(&text);
        for (number, line) in text.lines().enumerate() {
            if let Some(place) = names_a_place(line) {
                let shown = project::shown(&path);
                report.error(format!("{shown}:{}: names the machine path {place}…", number + 1));
            }
        }
    }
    Ok(())
}

/// The machine path a line names, if it does.
fn names_a_place(line: &str) -> Option<String> {
    // A path begins where no word, address or relative path goes before the slash.
    let goes_on = |letter: char| letter.is_alphanumeric() || "._-~}>*:/".contains(letter);
    PLACES.iter().map(|place| format!("/{place}/")).find(|place| {
        line.match_indices(place.as_str())
            .any(|(at, _)| !line.get(..at).is_some_and(|before| before.ends_with(goes_on)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_paths_are_found_and_other_paths_are_not() {
        for place in PLACES {
            assert!(names_a_place(&format!("see /{place}/main/x")).is_some());
            assert!(names_a_place(&format!("\"/{place}/x\"")).is_some());
            assert!(names_a_place(&format!("net/{place}/x and https://h.example/{place}/x")).is_none());
        }
    }
}
