//! What is written in Python, validators and the emulator of AWS: pinned with hashes in
//! `tests/tools/requirements.txt`, kept in a private folder of the build directory.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, anyhow, bail};

use crate::{install, process, project, registry::Registry};

/// Oldest Python that the pinned packages support; Debian 12 has it.
const OLDEST: (u32, u32) = (3, 11);

fn requirements() -> PathBuf {
    project::root().join("tests/tools/requirements.txt")
}

fn folder() -> PathBuf {
    project::tools_dir().join("python")
}

/// A command that runs a module of the installed packages, whichever way they were installed.
pub fn module(name: &str) -> Command {
    let mut command = interpreter();
    command.args(["-m", name]);
    command
}

/// cfn-lint, which has a program but is no runnable module.
pub fn cfn_lint() -> Command {
    let mut command = interpreter();
    command.args(["-c", "import sys; from cfnlint.runner import main; sys.exit(main())"]);
    command
}

/// Python with the installed packages in its path.
pub fn interpreter() -> Command {
    let folder = folder();
    let environment = folder.join("environment/bin/python3");
    let mut command;
    if environment.exists() {
        command = process::command(environment);
    } else {
        command = process::command("python3");
        command.env("PYTHONPATH", folder.join("packages"));
    }
    command
}

/// Installs the pinned packages unless exactly these are there; names what was installed.
pub fn ensure() -> Result<Vec<String>> {
    let mut installed = Vec::new();
    if !process::exists("python3") {
        if !install::debian("python3")? {
            bail!("python3 is missing: install it (Debian: apt-get install python3 python3-venv)");
        }
        installed.push("Debian package python3".to_owned());
    }
    let version = version()?;
    let wanted = format!("{version}\n{}", fs::read_to_string(requirements())?);
    let stamp = folder().join("installed.txt");
    if fs::read_to_string(&stamp).is_ok_and(|there| there == wanted) && works() {
        println!("  Python packages of tests/tools/requirements.txt: there");
        return Ok(installed);
    }
    println!(
        "  Python packages of tests/tools/requirements.txt: installing into {}",
        project::shown(&folder())
    );
    remake(&folder())?;
    if let Some(package) = prepare()? {
        installed.push(package);
    }
    fetch()?;
    if !works() {
        bail!("the Python packages are installed but cfn-lint does not start: remove {}", folder().display());
    }
    fs::write(&stamp, wanted)?;
    installed.push(format!("Python packages {}", names()?.join(" ")));
    Ok(installed)
}

fn version() -> Result<String> {
    let said = process::output(process::command("python3").arg("--version"))?;
    let said = said.trim();
    let numbers: Vec<u32> = said.split([' ', '.']).filter_map(|word| word.parse().ok()).collect();
    match numbers[..] {
        [major, minor, ..] if (major, minor) >= OLDEST => Ok(said.to_owned()),
        _ => bail!("python3 is “{said}”; Python {}.{} or newer is needed", OLDEST.0, OLDEST.1),
    }
}

fn works() -> bool {
    process::output(cfn_lint().arg("--version")).is_ok()
}

/// Makes the place to install into: a virtual environment, or else an empty folder for `pip --target`.
/// Returns the Debian package that had to be installed for it.
fn prepare() -> Result<Option<String>> {
    if environment() {
        return Ok(None);
    }
    // Debian keeps what `python3 -m venv` needs in a package of its own.
    if has_pip() {
        println!("  python3 cannot make a virtual environment here: using pip --target");
        fs::create_dir_all(folder().join("packages"))?;
        return Ok(None);
    }
    let allowed = install::debian("python3-venv")?;
    if allowed && environment() {
        return Ok(Some("Debian package python3-venv".to_owned()));
    }
    let (why, way_on) = match allowed {
        true => (
            "not even with the Debian package python3-venv",
            "see what `python3 -m venv` says, or put another python3 first in PATH",
        ),
        false => (
            "and this user may not install packages",
            "install python3-venv (Debian: apt-get install python3-venv)",
        ),
    };
    Err(anyhow!(
        "Python can neither make a virtual environment nor run pip, {why}.\n  \
         wanted: the validators of tests/tools/requirements.txt\n  \
         to go on: {way_on}; then run the same command again"
    ))
}

/// Tries to make a virtual environment with pip in it.
fn environment() -> bool {
    let place = folder().join("environment");
    let place_text = place.display().to_string();
    let made = process::output(process::command("python3").args(["-m", "venv", &place_text])).is_ok()
        || process::output(process::command("virtualenv").args(["--python", "python3", &place_text])).is_ok();
    let made = made && process::output(&mut pip()).is_ok();
    if !made {
        // Half an environment would be taken for a whole one.
        fs::remove_dir_all(&place).ok();
    }
    made
}

fn has_pip() -> bool {
    process::output(process::command("python3").args(["-m", "pip", "--version"])).is_ok()
}

/// `pip --version` of the prepared place, to be given other arguments by its callers.
fn pip() -> Command {
    let mut command = module("pip");
    command.arg("--version");
    command
}

fn fetch() -> Result<()> {
    let mut command = module("pip");
    command.args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--only-binary",
        ":all:",
    ]);
    command.args(["--require-hashes", "--requirement"]).arg(requirements());
    let packages = folder().join("packages");
    if packages.exists() {
        command.arg("--target").arg(&packages).env_remove("PYTHONPATH");
    }
    let recorded = process::record(&mut command)?;
    match recorded.success {
        true => Ok(()),
        false => Err(Registry::PyPi.failed(&names()?.join(", "), &recorded.text)),
    }
}

/// The packages that `tests/tools/requirements.in` asks for, with the version that is pinned.
fn names() -> Result<Vec<String>> {
    let asked = fs::read_to_string(project::root().join("tests/tools/requirements.in"))?;
    let locked = fs::read_to_string(requirements())?;
    let asked = asked.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pinned = |name: &str| {
        let start = format!("{name}==");
        locked.lines().find(|line| line.starts_with(&start)).and_then(|line| line.split_whitespace().next())
    };
    Ok(asked.map(|name| pinned(name).unwrap_or(name).to_owned()).collect())
}

fn remake(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Writes `tests/tools/requirements.txt` anew with the newest versions there are, hashes included.
pub fn raise() -> Result<()> {
    const HEADER: &str = "# The validators of `cargo xtask test`, with hashes. Written by `cargo xtask assets --update` from\n\
                          # requirements.in; not edited by hand.\n";
    let place = project::tools_dir().join("lock");
    remake(&place)?;
    let environment = place.display().to_string();
    process::run(process::command("python3").args(["-m", "venv", &environment]))?;
    let python = place.join("bin/python3");
    let recorded = process::record(process::command(&python).args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "uv",
    ]))?;
    if !recorded.success {
        return Err(Registry::PyPi.failed("uv", &recorded.text));
    }
    let oldest = format!("{}.{}", OLDEST.0, OLDEST.1);
    let mut lock = process::command(&python);
    lock.args(["-m", "uv", "--quiet", "pip", "compile", "--universal", "--python-version", &oldest]);
    lock.args(["--generate-hashes", "--no-header", "--upgrade", "tests/tools/requirements.in"]);
    let locked = process::output(&mut lock).map_err(|error| {
        Registry::PyPi.failed("newest versions of tests/tools/requirements.in", &format!("{error:#}"))
    })?;
    fs::write(requirements(), format!("{HEADER}{locked}"))?;
    println!("tests/tools/requirements.txt: {}", names()?.join(" "));
    Ok(())
}
