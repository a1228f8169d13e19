//! What the commands need beyond rustup and a C compiler: fetched into the build directory where possible, and
//! always said.

use anyhow::{Result, bail};

use crate::{process, project, python, registry::Registry};

/// The target of the engine crates.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Programs that only a full run uses, each with its Debian package: one recomputes workbooks, one reads PDFs.
const OF_A_FULL_RUN: [(&str, &str); 2] = [("soffice", "libreoffice-calc"), ("pdftotext", "poppler-utils")];

/// Installs everything that `cargo xtask test` uses and says what was there and what came new.
pub fn all(full: bool) -> Result<String> {
    crates()?;
    let mut installed = Vec::new();
    for (program, package) in OF_A_FULL_RUN.into_iter().filter(|_| full) {
        if process::exists(program) {
            println!("  {program}: there");
        } else if debian(package)? {
            installed.push(format!("{package} (Debian)"));
        } else {
            bail!("{program} is missing, by which a full run reads what was written: install {package}");
        }
    }
    if wasm_target()? {
        installed.push(format!("Rust target {WASM}"));
    }
    installed.extend(python::TOOLS.ensure()?);
    Ok(match installed.is_empty() {
        true => "everything was there".to_owned(),
        false => format!("installed {}", installed.join(", ")),
    })
}

/// Downloads the crates of the lock file that are not there yet.
fn crates() -> Result<()> {
    let host = host()?;
    let recorded =
        process::record(&mut process::cargo(&["fetch", "--locked", "--target", &host, "--target", WASM]))?;
    if recorded.success {
        Ok(())
    } else if recorded.text.contains("--locked") {
        bail!("Cargo.lock does not fit the Cargo.toml files: run `cargo check` and commit Cargo.lock")
    } else {
        Err(Registry::Crates.failed("the crates of Cargo.lock", &recorded.text))
    }
}

fn host() -> Result<String> {
    let version = process::output(process::command("rustc").arg("-vV"))?;
    match version.lines().find_map(|line| line.strip_prefix("host: ")) {
        Some(host) => Ok(host.to_owned()),
        None => bail!("`rustc -vV` names no host"),
    }
}

/// Whether the WebAssembly target can be compiled for now.
fn has_wasm_target() -> Result<bool> {
    let mut command = process::command("rustc");
    command.args(["--print", "target-libdir", "--target", WASM]);
    let folder = process::output(&mut command)?;
    Ok(std::path::Path::new(folder.trim()).is_dir())
}

/// Adds the WebAssembly target; true when it was missing.
pub fn wasm_target() -> Result<bool> {
    if has_wasm_target()? {
        println!("  Rust target {WASM}: there");
        return Ok(false);
    }
    if !process::exists("rustup") {
        bail!(
            "the Rust target {WASM} is missing and there is no rustup to add it: install rustup \
             (https://rustup.rs), or your distribution's package of that target"
        );
    }
    println!("  Rust target {WASM}: missing, adding it");
    let recorded = process::record(process::command("rustup").args(["target", "add", WASM]))?;
    if !recorded.success || !has_wasm_target()? {
        return Err(Registry::Rustup.failed(&format!("the Rust target {WASM}"), &recorded.text));
    }
    Ok(true)
}

/// Installs a Debian package when this may be done; `Ok(false)` where there is no apt or no right to use it.
pub fn debian(package: &str) -> Result<bool> {
    if !process::exists("apt-get") {
        return Ok(false);
    }
    let root = process::output(process::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let sudo = !root && process::output(process::command("sudo").args(["-n", "true"])).is_ok();
    if !root && !sudo {
        return Ok(false);
    }
    println!("  Debian package {package}: missing, installing it");
    let apt = |arguments: &[&str]| {
        let mut command = process::command(if root { "apt-get" } else { "sudo" });
        if !root {
            command.args(["-n", "apt-get"]);
        }
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        process::record(&mut command)
    };
    // An old package list names files that are gone; a failed update shows in the install that follows.
    apt(&["update", "-qq"])?;
    let recorded = apt(&["install", "-y", "-qq", "--no-install-recommends", package])?;
    if !recorded.success {
        return Err(Registry::Debian.failed(&format!("the package {package}"), &recorded.text));
    }
    Ok(true)
}

/// Prints where tools are kept, for a person who wonders what was put on the machine.
pub fn announce() {
    println!("build directory: {}", project::shown(&project::target_dir()));
    println!("tools: {}", project::shown(&project::tools_dir()));
}
