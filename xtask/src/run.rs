//! `cargo xtask run`: the desktop app on a design; without a display the same design's findings, prices, templates
//! and pictures.

use std::{env, fs, path::PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::{app, app::Build, headless, process, product, product::Design, project};

const USAGE: &str = "usage: cargo xtask run [--template NAME] [--headless] [--out DIR] [--debug]\n\n\
                     Builds the app and opens it on a design of templates/ (default: reference), as a project of its\n\
                     own in the build directory that later runs open again.\n\
                     --headless, or a machine without a display: checks, prices, synthesises and draws the design\n\
                     for each of its environments, into out/ or DIR, and lists what was written.\n\
                     --debug builds faster and runs slower.";

pub fn run(arguments: &[String]) -> Result<()> {
    let template = product::option(arguments, "--template")?.unwrap_or("reference");
    let out = product::option(arguments, "--out")?;
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let (without, debug) = (flag("--headless"), flag("--debug"));
    let valued = ["--template", "--out"].into_iter().filter(|name| flag(name)).count();
    let known = 2 * valued + usize::from(without) + usize::from(debug);
    ensure!(arguments.len() == known, "{USAGE}");
    let build = if debug { Build::Debug } else { Build::Release };
    let designs = product::designs()?;
    let Some(design) = designs.iter().find(|design| design.name == template) else {
        let names: Vec<&str> = designs.iter().map(|design| design.name.as_str()).collect();
        bail!("templates/ has no design `{template}`; there is: {}", names.join(", "));
    };
    if without || out.is_some() {
        return job(design, out, build);
    }
    if !has_display() {
        println!("There is no display for a window: doing the main job without one.");
        return job(design, out, build);
    }
    if let Err(error) = app::libraries() {
        println!("The window cannot be built here: doing the main job without it.\n  {error:#}");
        return job(design, out, build);
    }
    window(design, build)
}

fn job(design: &Design, out: Option<&str>, build: Build) -> Result<()> {
    let binary = product::build(build == Build::Release)?;
    headless::run(&binary, design, &project::root().join(out.unwrap_or("out")))
}

/// Whether a window can be shown.
fn has_display() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Opens the app on the design's project and waits until it is closed.
fn window(design: &Design, build: Build) -> Result<()> {
    let program = app::build(build)?;
    let project = project_of(design, build)?;
    println!("opening {} (Save as keeps it elsewhere)", project::shown(&project));
    process::run(process::command(&program).arg(&project)).context("the window ended with an error")
}

/// The project that the window opens: begun from the design once, then a person's own.
fn project_of(design: &Design, build: Build) -> Result<PathBuf> {
    let folder = project::target_dir().join("run");
    let path = folder.join(format!("{}.groundplan", design.name));
    if !path.is_file() {
        let binary = product::build(build == Build::Release)?;
        fs::create_dir_all(&folder)?;
        let mut new = product::command(&binary);
        new.args(["new", "--from"]).arg(&design.path).arg("--out").arg(&path);
        product::expect_success(&mut new)?;
    }
    Ok(path)
}
