//! What to say when something cannot be fetched: which registry, what was wanted, and how to go on.

use anyhow::{Error, anyhow};

/// Where a download comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registry {
    Crates,
    Rustup,
    PyPi,
    Debian,
    Npm,
}

impl Registry {
    fn name(self) -> &'static str {
        match self {
            Registry::Crates => "the crates registry (crates.io)",
            Registry::Rustup => "the Rust distribution server (rustup)",
            Registry::PyPi => "the Python package registry (PyPI)",
            Registry::Debian => "the Debian package archive (apt)",
            Registry::Npm => "the npm registry",
        }
    }

    fn way_on(self) -> &'static str {
        match self {
            Registry::Crates => {
                "check the network, or name a mirror in ~/.cargo/config.toml ([source.crates-io] replace-with = …)"
            }
            Registry::Rustup => {
                "check the network, or set RUSTUP_DIST_SERVER to a mirror, or install the target with your \
                 distribution's packages"
            }
            Registry::PyPi => {
                "check the network, or set PIP_INDEX_URL to a mirror, or PIP_FIND_LINKS to a folder with the wheels"
            }
            Registry::Debian => "check the network and /etc/apt/sources.list, or install the package by hand",
            Registry::Npm => {
                "check the network, or set npm_config_registry to a mirror; without icons and fonts everything \
                 builds all the same and draws lettered tiles"
            }
        }
    }

    /// The error for something that could not be fetched; `said` is what the program printed.
    pub fn failed(self, wanted: &str, said: &str) -> Error {
        let what = if unreachable(said) { "did not answer" } else { "could not deliver" };
        let said = reasons(said).join("\n           ");
        anyhow!(
            "{} {what}.\n  wanted: {wanted}\n  it said: {said}\n  to go on: {}; then run the same command again",
            self.name(),
            self.way_on()
        )
    }
}

/// Whether a program's output speaks of a network that is not there.
fn unreachable(said: &str) -> bool {
    const SIGNS: [&str; 14] = [
        "from versions: none",
        "resolve",
        "econnrefused",
        "enotfound",
        "timed out",
        "timeout",
        "connection",
        "unreachable",
        "network",
        "proxy",
        "name or service not known",
        "temporary failure",
        "max retries",
        "503",
    ];
    let said = said.to_lowercase();
    SIGNS.iter().any(|sign| said.contains(sign))
}

/// The first few lines of a program's output that say what went wrong; its last ones where none does.
fn reasons(said: &str) -> Vec<&str> {
    const MOST: usize = 4;
    let said = said.split("Stack backtrace").next().unwrap_or(said);
    let lines: Vec<&str> = said.lines().map(plain).filter(|line| !line.is_empty()).collect();
    let reasons: Vec<&str> = lines.iter().copied().filter(|line| is_reason(line)).take(MOST).collect();
    match reasons.is_empty() {
        true => lines.get(lines.len().saturating_sub(MOST)..).unwrap_or_default().to_vec(),
        false => reasons,
    }
}

/// A line without the marks that npm and rustup put before each.
fn plain(line: &str) -> &str {
    let line = line.trim();
    let line = line.strip_prefix("npm error").or(line.strip_prefix("npm ERR!")).unwrap_or(line).trim();
    match line.split_once(": ") {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => rest.trim(),
        _ => line,
    }
}

fn is_reason(line: &str) -> bool {
    let small = line.to_lowercase();
    let retry = small.contains("retry") || small.contains("remaining)");
    let frame = small.starts_with("at ");
    let failure = ["error", "failed", "could not", "cannot", "e: "].iter().any(|word| small.contains(word));
    !retry && !frame && (failure || unreachable(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_registry_is_named_with_what_was_wanted_and_a_way_on() {
        let said = "WARNING: Retrying\nERROR: Could not resolve host\n";
        let message = Registry::PyPi.failed("cfn-lint", said).to_string();
        assert!(message.contains("PyPI) did not answer"), "{message}");
        assert!(message.contains("wanted: cfn-lint"), "{message}");
        assert!(message.contains("Could not resolve host"), "{message}");
        assert!(message.contains("PIP_INDEX_URL"), "{message}");
    }

    #[test]
    fn of_a_long_story_the_reasons_are_told() {
        let npm = "npm warn Unknown user config\nnpm error code ECONNREFUSED\n\
                   npm error FetchError: request to http://127.0.0.1:9/aws-icons failed\n\
                   npm error     at ClientRequest.emit (node:events:524:28)\nnpm error A complete log is there\n";
        let said = ["code ECONNREFUSED", "FetchError: request to http://127.0.0.1:9/aws-icons failed"];
        assert_eq!(reasons(npm), said);
        let cargo = "warning: spurious network error (1 try remaining): [7] Could not connect\n\
                     error: failed to get `petgraph`\n\nCaused by:\n  failed to download from `http://127.0.0.1:9`\n";
        let said = ["error: failed to get `petgraph`", "failed to download from `http://127.0.0.1:9`"];
        assert_eq!(reasons(cargo), said);
        let rustup = "info: downloading\nerror: component download failed\n\nCaused by:\n    0: error downloading file\n\n\
                      Stack backtrace:\n   0: <E as StdError>::ext_context\n";
        assert_eq!(reasons(rustup), ["error: component download failed", "error downloading file"]);
        assert_eq!(reasons("one\ntwo\n"), ["one", "two"]);
    }

    #[test]
    fn a_registry_that_refuses_is_not_called_silent() {
        let message = Registry::PyPi.failed("cfn-lint", "hashes do not match").to_string();
        assert!(message.contains("could not deliver"), "{message}");
    }
}
