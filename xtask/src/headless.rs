//! The main job on a design without a window: findings, prices, templates and pictures, into a folder.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};

use crate::{product, product::Design, project};

/// Checks, prices, synthesises and draws a design for each of its environments, and lists what was written.
pub fn run(binary: &Path, design: &Design, out: &Path) -> Result<()> {
    empty(out)?;
    let assets = project::root().join("target/assets");
    if let Err(error) = crate::assets::run(&[]) {
        println!("icons and fonts could not be fetched; drawing without: {error:#}");
    }
    let mut job = Job { binary, design, out, assets, refused: Vec::new() };
    job.findings()?;
    for environment in &design.environments {
        job.environment(environment)?;
    }
    job.prices()?;
    list(out)?;
    match job.refused.len() {
        0 => Ok(()),
        _ => bail!("not everything could be written:\n  {}", job.refused.join("\n  ")),
    }
}

/// Makes the folder anew. Only a folder that an earlier run wrote (or an empty one) is emptied.
fn empty(out: &Path) -> Result<()> {
    const MARK: &str = ".written-by-xtask-run";
    if out.exists() {
        let is_empty =
            fs::read_dir(out).with_context(|| format!("{} is no folder", out.display()))?.next().is_none();
        ensure!(
            is_empty || out.join(MARK).is_file(),
            "{} holds files that `cargo xtask run` did not write; choose another folder with --out",
            out.display()
        );
        fs::remove_dir_all(out)?;
    }
    fs::create_dir_all(out)?;
    fs::write(out.join(MARK), "")?;
    Ok(())
}

struct Job<'a> {
    binary: &'a Path,
    design: &'a Design,
    out: &'a Path,
    /// Icons and fonts; without them tiles carry letters and the system's fonts are used.
    assets: PathBuf,
    /// What the program said where it refused; the rest goes on, as an environment that cannot be built still has
    /// a price and a picture.
    refused: Vec<String>,
}

impl Job<'_> {
    fn note(&mut self, result: Result<Vec<u8>>) {
        if let Err(error) = result {
            self.refused.push(format!("{error:#}"));
        }
    }

    /// `groundplan VERB FILE`.
    fn ask(&self, verb: &str, more: &[&str]) -> Command {
        let mut command = product::command(self.binary);
        command.arg(verb).arg(&self.design.path).args(more);
        command
    }

    fn save(&self, name: &str, text: &[u8]) -> Result<()> {
        let path = self.out.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Findings over all environments.
    fn findings(&self) -> Result<()> {
        println!("findings of {}", self.design.name);
        for (format, name) in
            [("text", "findings.txt"), ("json", "findings.json"), ("sarif", "findings.sarif")]
        {
            let said = product::expect_answer(&mut self.ask("check", &["--format", format]))?;
            self.save(name, &said)?;
        }
        Ok(())
    }

    /// Environments side by side.
    fn prices(&self) -> Result<()> {
        let text = product::expect_answer(&mut self.ask("cost", &["--format", "text"]))?;
        self.save("price.txt", &text)?;
        self.save("price.csv", &product::expect_answer(&mut self.ask("cost", &["--format", "csv"]))?)?;
        print!("\n{}", String::from_utf8_lossy(&text));
        Ok(())
    }

    /// Price, CloudFormation and pictures of one environment.
    fn environment(&mut self, environment: &str) -> Result<()> {
        println!("price, CloudFormation and pictures of {environment}");
        let folder = self.out.join(environment);
        fs::create_dir_all(&folder)?;
        for (format, name) in [("text", "price.txt"), ("csv", "price.csv")] {
            let said =
                product::expect_answer(&mut self.ask("cost", &["--env", environment, "--format", format]))?;
            self.save(&format!("{environment}/{name}"), &said)?;
        }
        for (verb, name) in
            [("synth", "cloudformation"), ("render", "diagram.svg"), ("render", "diagram.png")]
        {
            let mut command = self.ask(verb, &["--env", environment, "--out"]);
            command.arg(folder.join(name));
            if verb == "render" && self.assets.is_dir() {
                command.arg("--assets").arg(&self.assets);
            }
            self.note(product::expect_success(&mut command));
        }
        Ok(())
    }
}

/// What was written, with sizes.
fn list(out: &Path) -> Result<()> {
    println!("\nwritten:");
    let shown =
        |path: &PathBuf| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    for path in product::written(out)?.iter().filter(|path| shown(path)) {
        println!("  {:>9}  {}", product::size(path), project::shown(path));
    }
    Ok(())
}
