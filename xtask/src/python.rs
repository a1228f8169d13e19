//! What is written in Python, validators and the emulator of AWS: pinned with hashes in `tests/tools/*.txt`, kept in
//! private folders of the build directory.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, anyhow, bail};

use crate::{install, process, project, registry::Registry};

/// Oldest Python that the pinned packages support; Debian 12 has it.
const OLDEST: (u32, u32) = (3, 11);

/// Packages that live together, apart from other sets.
pub struct Set {
    /// Folder of the tools directory.
    name: &'static str,
    /// What is asked for (`.in`) and what is pinned (`.txt`), in `tests/tools`.
    pins: &'static str,
    /// What runs them, for the head of the pins.
    task: &'static str,
    /// Arguments of Python that succeed where the packages work.
    probe: &'static [&'static str],
}

/// What `cargo xtask test` runs.
pub static TOOLS: Set = Set {
    name: "python",
    pins: "requirements",
    task: "test",
    probe: &["-c", "import cfnlint.runner, jsonschema"],
};

/// Checkov, whose many dependencies would hold back those of the others.
pub static CHECKOV: Set =
    Set { name: "checkov", pins: "checkov", task: "comparison", probe: &["-c", "import checkov.main"] };

/// cfn-lint, which has a program but is no runnable module.
pub fn cfn_lint() -> Command {
    let mut command = TOOLS.interpreter();
    command.args(["-c", "import sys; from cfnlint.runner import main; sys.exit(main())"]);
    command
}

/// Pins the newest versions of all sets.
pub fn raise() -> Result<()> {
    let uv = uv()?;
    TOOLS.raise(&uv)?;
    CHECKOV.raise(&uv)
}

impl Set {
    fn asked(&self) -> String {
        format!("tests/tools/{}.in", self.pins)
    }

    fn locked(&self) -> String {
        format!("tests/tools/{}.txt", self.pins)
    }

    fn folder(&self) -> PathBuf {
        project::tools_dir().join(self.name)
    }

    /// A command that runs a module of the installed packages, whichever way they were installed.
    pub fn module(&self, name: &str) -> Command {
        let mut command = self.interpreter();
        command.args(["-m", name]);
        command
    }

    /// Python with the installed packages in its path.
    pub fn interpreter(&self) -> Command {
        let folder = self.folder();
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
    pub fn ensure(&self) -> Result<Vec<String>> {
        let mut installed = Vec::new();
        if !process::exists("python3") {
            if !install::debian("python3")? {
                bail!("python3 is missing: install it (Debian: apt-get install python3 python3-venv)");
            }
            installed.push("Debian package python3".to_owned());
        }
        let locked = self.locked();
        let wanted = format!("{}\n{}", version()?, fs::read_to_string(project::root().join(&locked))?);
        let (folder, stamp) = (self.folder(), self.folder().join("installed.txt"));
        if fs::read_to_string(&stamp).is_ok_and(|there| there == wanted) && self.works() {
            println!("  Python packages of {locked}: there");
            return Ok(installed);
        }
        println!("  Python packages of {locked}: installing into {}", project::shown(&folder));
        remake(&folder)?;
        if let Some(package) = self.prepare()? {
            installed.push(package);
        }
        self.fetch()?;
        if !self.works() {
            bail!("the packages of {locked} are installed but do not start: remove {}", folder.display());
        }
        fs::write(&stamp, wanted)?;
        installed.push(format!("Python packages {}", self.names()?.join(" ")));
        Ok(installed)
    }

    fn works(&self) -> bool {
        process::output(self.interpreter().args(self.probe)).is_ok()
    }

    /// Makes the place to install into: a virtual environment, or else an empty folder for `pip --target`.
    /// Returns the Debian package that had to be installed for it.
    fn prepare(&self) -> Result<Option<String>> {
        if self.environment() {
            return Ok(None);
        }
        // Debian keeps what `python3 -m venv` needs in a package of its own.
        if has_pip() {
            println!("  python3 cannot make a virtual environment here: using pip --target");
            fs::create_dir_all(self.folder().join("packages"))?;
            return Ok(None);
        }
        let allowed = install::debian("python3-venv")?;
        if allowed && self.environment() {
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
             wanted: the packages of {}\n  \
             to go on: {way_on}; then run the same command again",
            self.locked()
        ))
    }

    /// Tries to make a virtual environment with pip in it.
    fn environment(&self) -> bool {
        let place = self.folder().join("environment");
        let place_text = place.display().to_string();
        let made = process::output(process::command("python3").args(["-m", "venv", &place_text])).is_ok()
            || process::output(process::command("virtualenv").args(["--python", "python3", &place_text]))
                .is_ok();
        let made = made && process::output(self.module("pip").arg("--version")).is_ok();
        if !made {
            // Half an environment would be taken for a whole one.
            fs::remove_dir_all(&place).ok();
        }
        made
    }

    fn fetch(&self) -> Result<()> {
        let mut command = self.module("pip");
        command.args([
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
            "--only-binary",
            ":all:",
        ]);
        command.args(["--require-hashes", "--requirement", &self.locked()]);
        let packages = self.folder().join("packages");
        if packages.exists() {
            command.arg("--target").arg(&packages).env_remove("PYTHONPATH");
        }
        let recorded = process::record(&mut command)?;
        match recorded.success {
            true => Ok(()),
            false => Err(Registry::PyPi.failed(&self.names()?.join(", "), &recorded.text)),
        }
    }

    /// The packages that are asked for, with the version that is pinned: `cfn-lint==1.58.0`.
    pub fn names(&self) -> Result<Vec<String>> {
        let asked = fs::read_to_string(project::root().join(self.asked()))?;
        let locked = fs::read_to_string(project::root().join(self.locked()))?;
        let asked = asked.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let pinned = |name: &str| {
            let start = format!("{name}==");
            locked
                .lines()
                .find(|line| line.starts_with(&start))
                .and_then(|line| line.split_whitespace().next())
        };
        Ok(asked.map(|name| pinned(name).unwrap_or(name).to_owned()).collect())
    }

    /// Writes the pins anew with the newest versions there are, hashes included.
    fn raise(&self, uv: &Path) -> Result<()> {
        let (asked, locked) = (self.asked(), self.locked());
        let head = format!(
            "# What `cargo xtask {}` runs, with hashes. Written by `cargo xtask assets --update` from\n\
             # {}.in; not edited by hand.\n",
            self.task, self.pins
        );
        let oldest = format!("{}.{}", OLDEST.0, OLDEST.1);
        let mut lock = process::command(uv);
        lock.args(["-m", "uv", "--quiet", "pip", "compile", "--universal", "--python-version", &oldest]);
        lock.args(["--generate-hashes", "--no-header", "--upgrade", &asked]);
        let pins = process::output(&mut lock).map_err(|error| {
            Registry::PyPi.failed(&format!("newest versions of {asked}"), &format!("{error:#}"))
        })?;
        fs::write(project::root().join(&locked), format!("{head}{pins}"))?;
        println!("{locked}: {}", self.names()?.join(" "));
        Ok(())
    }
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

fn has_pip() -> bool {
    process::output(process::command("python3").args(["-m", "pip", "--version"])).is_ok()
}

fn remake(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// A Python that has uv, which resolves and pins.
fn uv() -> Result<PathBuf> {
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
    match recorded.success {
        true => Ok(python),
        false => Err(Registry::PyPi.failed("uv", &recorded.text)),
    }
}
