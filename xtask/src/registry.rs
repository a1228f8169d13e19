//! What to say when something cannot be fetched: which registry, what was wanted, and how to go on.

use anyhow::{Error, anyhow};

/// Where a download comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registry {
    Crates,
    Rustup,
    PyPi,
    Debian,
}

impl Registry {
    fn name(self) -> &'static str {
        match self {
            Registry::Crates => "the crates registry (crates.io)",
            Registry::Rustup => "the Rust distribution server (rustup)",
            Registry::PyPi => "the Python package registry (PyPI)",
            Registry::Debian => "the Debian package archive (apt)",
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
        }
    }

    /// The error for something that could not be fetched; `said` is what the program printed.
    pub fn failed(self, wanted: &str, said: &str) -> Error {
        let what = if unreachable(said) { "did not answer" } else { "could not deliver" };
        let said = last_lines(said);
        anyhow!(
            "{} {what}.\n  wanted: {wanted}\n  it said: {said}\n  to go on: {}; then run the same command again",
            self.name(),
            self.way_on()
        )
    }
}

/// Whether a program's output speaks of a network that is not there.
fn unreachable(said: &str) -> bool {
    const SIGNS: [&str; 12] = [
        "from versions: none",
        "resolve",
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

/// The last lines that carry something, where programs put the reason.
fn last_lines(said: &str) -> String {
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let start = lines.len().saturating_sub(3);
    lines.get(start..).unwrap_or_default().join("\n           ")
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
    fn a_registry_that_refuses_is_not_called_silent() {
        let message = Registry::PyPi.failed("cfn-lint", "hashes do not match").to_string();
        assert!(message.contains("could not deliver"), "{message}");
    }
}
