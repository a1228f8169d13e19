//! Source files: sizes, names, what each crate says of itself, purity of the engine crates, stray snapshots.

use std::{
    fs,
    path::{Component, Path},
};

use anyhow::Result;

use super::{Report, layers, source};
use crate::project;

/// Lines of a Rust file: a habit, and the end.
const HABIT: usize = 400;
const MOST: usize = 600;

/// Names that say nothing.
const EMPTY_NAMES: [&str; 8] =
    ["utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"];

/// What an engine crate may not touch.
const IMPURE: [&str; 9] = [
    "std::fs",
    "std::net",
    "std::thread",
    "std::process",
    "std::env",
    "std::io::stdin",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::os",
];

/// What stands among it and is mere data.
const MERE_DATA: [&str; 3] = ["std::net::IpAddr", "std::net::Ipv4Addr", "std::net::Ipv6Addr"];

pub fn check(report: &mut Report) -> Result<()> {
    let engine = layers::engine_crates()?;
    for path in project::files_with(&["rs"])? {
        let shown = project::shown(&path);
        let text = fs::read_to_string(&path)?;
        size(&shown, &text, is_test_or_data(&path), report);
        if !is_test_or_data(&path) {
            name(&path, &shown, report); // Cargo's own word for what integration tests share is `tests/common`.
        }
        if shown.ends_with("src/lib.rs") || shown.ends_with("src/main.rs") {
            opening(&shown, &text, report);
        }
        let of_engine = engine.iter().any(|name| {
            let folder = name.trim_start_matches("groundplan-");
            shown.starts_with(&format!("crates/{folder}/src/"))
        });
        if of_engine && !is_test_or_data(&path) {
            for path in impure(&text) {
                report.error(format!("{shown}: engine crates are pure, but this uses {path}"));
            }
        }
    }
    snapshots(report)
}

fn is_test_or_data(path: &Path) -> bool {
    let apart = |part: Component<'_>| {
        let part = part.as_os_str().to_string_lossy();
        part == "tests" || part == "data" || part == "tests.rs" || part.ends_with("_tests.rs")
    };
    path.strip_prefix(project::root()).unwrap_or(path).components().any(apart)
}

fn size(shown: &str, text: &str, apart: bool, report: &mut Report) {
    let lines = text.lines().count();
    if apart || lines <= HABIT {
        return;
    }
    if lines > MOST {
        report.error(format!("{shown}: {lines} lines, at most {MOST}: split it"));
    } else {
        report.warn(format!("{shown}: {lines} lines, the habit is {HABIT}"));
    }
}

fn name(path: &Path, shown: &str, report: &mut Report) {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let is = |name: &str| EMPTY_NAMES.contains(&name);
    if is(&stem) || (stem == "mod" && is(&folder)) {
        report.error(format!("{shown}: the name says nothing; name the module after what it knows"));
    }
}

fn opening(shown: &str, text: &str, report: &mut Report) {
    if !text.starts_with("//!") {
        report.error(format!("{shown}: opens with `//!`: what it is, its invariants, what it must not know"));
    }
}

/// The impure paths in a file, unit tests apart.
fn impure(text: &str) -> Vec<String> {
    let code = source::without_tests(&source::code(text));
    let lies_in = |path: &str, places: &[&str]| {
        places.iter().any(|place| {
            path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        })
    };
    let is_impure = |path: &String| lies_in(path, &IMPURE) && !lies_in(path, &MERE_DATA);
    let mut found: Vec<String> = source::paths(&code).into_iter().filter(is_impure).collect();
    found.sort();
    found.dedup();
    found
}

/// A snapshot whose source is gone belongs to no test. (Those whose test is gone are found when the tests run.)
fn snapshots(report: &mut Report) -> Result<()> {
    for path in project::files_with(&["snap"])? {
        let text = fs::read_to_string(&path)?;
        let source = text.lines().take(12).find_map(|line| line.strip_prefix("source: "));
        match source.map(|source| source.trim_matches('"')) {
            Some(source) if project::root().join(source).is_file() => {}
            Some(source) => {
                report.error(format!("{}: orphaned, {source} is gone", project::shown(&path)));
            }
            None => report.error(format!("{}: names no source", project::shown(&path))),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impure_paths_are_found_outside_tests_only() {
        let text = "use std::{collections::BTreeMap, fs};\nfn f() { std::time::Instant::now(); }\n\
                    #[cfg(test)]\nmod tests { use std::net::TcpStream; }\n";
        assert_eq!(impure(text), ["std::fs", "std::time::Instant::now"]);
        assert!(impure("use std::time::Duration;\nuse std::fmt; // std::fs").is_empty());
        assert!(impure("use std::net::Ipv4Addr;").is_empty());
    }

    #[test]
    fn long_files_are_noted_and_then_refused() {
        let mut report = Report::default();
        size("a.rs", &"\n".repeat(HABIT), false, &mut report);
        assert!(report.warnings.is_empty() && report.errors.is_empty());
        size("a.rs", &"\n".repeat(HABIT + 1), false, &mut report);
        size("b.rs", &"\n".repeat(MOST + 1), false, &mut report);
        size("c.rs", &"\n".repeat(MOST + 1), true, &mut report);
        assert_eq!((report.warnings.len(), report.errors.len()), (1, 1));
    }

    #[test]
    fn a_module_is_named_after_what_it_knows() {
        let mut report = Report::default();
        for path in ["src/utils.rs", "src/helpers/mod.rs", "src/money.rs", "src/helpers/money.rs"] {
            name(Path::new(path), path, &mut report);
        }
        assert_eq!(report.errors.len(), 2, "{:?}", report.errors);
    }
}
