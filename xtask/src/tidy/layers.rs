//! Who may use whom, exactly; and what the engine crates must not pull in.

use anyhow::Result;
use serde_json::Value;

use super::Report;
use crate::{install::WASM, process, project};

/// A crate of ours.
struct Layer {
    name: &'static str,
    /// The crates it may use.
    uses: &'static [&'static str],
    /// Pure and compiled for WebAssembly: no I/O, clock, randomness, threads, async.
    engine: bool,
}

const fn pure(name: &'static str, uses: &'static [&'static str]) -> Layer {
    Layer { name, uses, engine: true }
}

const fn native(name: &'static str, uses: &'static [&'static str]) -> Layer {
    Layer { name, uses, engine: false }
}

/// The table of docs/architecture.md, lowest crate first. A crate that is not here is an error.
const LAYERS: [Layer; 23] = [
    pure("design", &[]),
    pure("cloudformation", &[]),
    pure("text", &["design"]),
    pure("pricing", &["text"]),
    pure("architecture", &["design"]),
    pure("services", &["architecture", "design", "cloudformation", "pricing", "text"]),
    pure("network", &["services", "architecture", "design", "cloudformation", "pricing", "text"]),
    pure("delivery", &["services", "architecture", "design", "cloudformation", "pricing", "text"]),
    pure("scene", &["services", "architecture", "design", "cloudformation", "pricing", "text"]),
    pure("rules", &["services", "network", "architecture", "design", "cloudformation", "pricing", "text"]),
    pure(
        "engine",
        &[
            "design",
            "cloudformation",
            "pricing",
            "text",
            "architecture",
            "services",
            "network",
            "delivery",
            "scene",
            "rules",
        ],
    ),
    pure("editor", &["engine"]),
    // Draws what the engine's `scene` lists, so it knows that type too.
    native("export", &["engine", "scene"]),
    // Only what is asked of its program and answered; the program is built by itself.
    native("guard", &[]),
    // Credentials and endpoints, for those who call AWS.
    native("access", &[]),
    native("refresh", &["access", "pricing"]),
    native("studio", &["engine", "export", "guard", "access", "refresh"]),
    native("contract", &["design"]),
    native("cli", &["studio", "engine"]),
    native("app", &["studio", "contract"]),
    native("ui", &["editor", "engine", "contract"]),
    // only the generated designs that its frames are timed on
    native("window-tests", &["engine"]),
    native("bench", &["engine"]),
];

/// Crates that reach the world outside: files, network, clock, randomness, threads.
const OUTSIDE: [&str; 27] = [
    "async-std",
    "aws-config",
    "chrono",
    "crossbeam-channel",
    "curl",
    "fs-err",
    "futures-executor",
    "getrandom",
    "hyper",
    "mio",
    "openssl",
    "rand",
    "rayon",
    "reqwest",
    "rusqlite",
    "rustls",
    "smol",
    "socket2",
    "tauri",
    "tempfile",
    "time",
    "tokio",
    "ureq",
    "uuid",
    "walkdir",
    "web-time",
    "winapi",
];

const PREFIX: &str = "groundplan-";

/// Names (with prefix) of the engine crates that exist now.
pub fn engine_crates() -> Result<Vec<String>> {
    let is_engine = |name: &String| {
        LAYERS.iter().any(|layer| layer.engine && name.strip_prefix(PREFIX) == Some(layer.name))
    };
    Ok(project::crates()?.into_iter().filter(is_engine).collect())
}

pub fn check(report: &mut Report) -> Result<()> {
    let metadata = project::metadata()?;
    for package in list(&metadata["packages"]) {
        let name = text(&package["name"]);
        let uses = list(&package["dependencies"]).map(|dependency| text(&dependency["name"]));
        for error in judge(name, uses) {
            report.error(error);
        }
    }
    for name in engine_crates()? {
        for error in outside(&tree(&name)?) {
            report.error(error);
        }
    }
    Ok(())
}

/// What is wrong with the crates of ours that a crate uses (in tests too).
fn judge<'a>(name: &str, uses: impl Iterator<Item = &'a str>) -> Vec<String> {
    let ours = uses.filter_map(|used| used.strip_prefix(PREFIX));
    if name == "xtask" {
        // Compiles the price book with the reader's own types.
        let allowed = |used: &&str| *used == "pricing";
        return ours.filter(|used| !allowed(used)).map(|used| format!("xtask may not use {used}")).collect();
    }
    let Some(layer) = LAYERS.iter().find(|layer| name.strip_prefix(PREFIX) == Some(layer.name)) else {
        return vec![format!(
            "the crate {name} is not in the table of who may use whom (xtask/src/tidy/layers.rs)"
        )];
    };
    let refuse =
        |used: &str| format!("{} may not use {used}; it may use: {}", layer.name, layer.uses.join(", "));
    ours.filter(|used| !layer.uses.contains(used)).map(refuse).collect()
}

/// What an engine crate really links in the browser: `cargo tree`, which unlike `cargo metadata` leaves out what no
/// feature turns on. One line per crate, its depth in front.
fn tree(name: &str) -> Result<String> {
    let arguments =
        ["tree", "--locked", "--package", name, "--target", WASM, "--edges", "normal,no-proc-macro"];
    process::output(process::cargo(&arguments).args(["--prefix", "depth", "--format", " {p}"]))
}

/// The crates of such a tree that reach the outside, with the path that leads there.
fn outside(tree: &str) -> Vec<String> {
    let mut path: Vec<&str> = Vec::new();
    let mut errors = Vec::new();
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        let (Some(Ok(depth)), Some(name)) = (words.next().map(str::parse::<usize>), words.next()) else {
            continue;
        };
        path.truncate(depth);
        path.push(name);
        if OUTSIDE.contains(&name) {
            let first = path.first().copied().unwrap_or_default().trim_start_matches(PREFIX);
            errors.push(format!("{first} is pure but pulls in {name}: {}", path.join(" → ")));
        }
    }
    errors.sort();
    errors.dedup();
    errors
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_uses_only_what_the_table_allows() {
        assert!(judge("groundplan-text", ["groundplan-design", "serde"].into_iter()).is_empty());
        let errors = judge("groundplan-design", ["groundplan-services"].into_iter());
        assert_eq!(errors, ["design may not use services; it may use: "]);
    }

    #[test]
    fn an_unknown_crate_is_refused() {
        let errors = judge("groundplan-misc", [].into_iter());
        assert!(errors[0].contains("groundplan-misc is not in the table"), "{errors:?}");
    }

    #[test]
    fn the_table_has_no_cycle_because_crates_only_use_those_before_them() {
        for (at, layer) in LAYERS.iter().enumerate() {
            for used in layer.uses {
                let before = LAYERS[..at].iter().any(|other| other.name == *used);
                assert!(before, "{} uses {used}, which does not stand before it", layer.name);
            }
        }
    }

    #[test]
    fn a_pure_crate_does_not_reach_the_outside_through_others() {
        let tree = "0 groundplan-design v0.1.0 (/x)\n1 serde v1.0.0\n1 middle v0.1.0\n2 tokio v1.0.0\n1 sha2 v0.10.0\n";
        assert_eq!(outside(tree), ["design is pure but pulls in tokio: groundplan-design → middle → tokio"]);
        assert!(outside("0 groundplan-design v0.1.0 (/x)\n1 serde v1.0.0\n").is_empty());
    }
}
