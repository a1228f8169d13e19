//! Everything one does with this repository, in plain Rust: `cargo xtask TASK`.
//!
//! Knows the workspace from outside (cargo, rustup, Python tools, the built `groundplan`); of the
//! engine it uses only the price book's reader, so that it builds soon on a fresh machine.
#![allow(clippy::print_stdout)] // A command-line program that speaks to a person.

mod app;
mod assets;
mod bench;
mod cfn_lint;
mod checks;
mod codegen;
mod comparison;
mod dist;
mod emulator;
mod frames;
mod guard;
mod headless;
mod install;
mod machine;
mod markers;
mod npm;
mod optimiser;
mod pictures;
mod process;
mod product;
mod project;
mod python;
mod registry;
mod rulebook;
mod run;
mod scaffold;
mod steps;
mod templates;
mod tidy;
mod update_prices;
mod validators;
mod window;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "Everything one does with this repository.

usage: cargo xtask TASK [options]

  run [--template NAME] [--headless] [--out DIR] [--debug]
                        the app, opened on a design; without a display the design's findings, prices,
                        CloudFormation and pictures, into out/
  app [--release]       builds the app and says where it is
  dist                  what is handed out: a Debian package of the app, the command line alone
  pictures              the pictures of the README, from the window and the command line
  test [--full] [--only STEP]
                        everything that must hold before a change is taken; minutes per step
  bench                 how long the engine takes, natively and as WebAssembly, into docs/benchmarks.md
  bench criterion [FILTER]
                        the same questions and reading a document, compared with the run before
  bench window          how long frames take in the real window
  fmt [--check]         format all Rust
  codegen [--check]     registration of services and rules from file names
  rules [--check]       docs/rules, as the built program writes it
  comparison [--check]  docs/comparison.md: what cfn-lint and Checkov find, and how our rules answer
  tidy                  who may use whom, purity, sizes, names
  new service NAME [--like SERVICE]
  new rule PILLAR NAME [--like RULE]
                        a new file after the model of one that works, registered
  assets [--update] [--metrics] [--force]
                        icons and fonts at their pins; --update raises these pins and those of the validators
  update-prices [--check]
                        data/prices compiled into the price book that the program embeds

What is missing is installed into the build directory (CARGO_TARGET_DIR, else target/) and named.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match start(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start(arguments: &[String]) -> Result<()> {
    let Some((task, rest)) = arguments.split_first() else { bail!("{HELP}") };
    let words: Vec<&str> = rest.iter().map(String::as_str).collect();
    match (task.as_str(), &words[..]) {
        ("help" | "--help" | "-h", _) | (_, ["--help" | "-h"]) => {
            println!("{HELP}");
            Ok(())
        }
        ("app", []) => built(app::Build::Debug),
        ("app", ["--release"]) => built(app::Build::Release),
        ("run", _) => run::run(rest),
        ("dist", []) => dist::run(),
        ("pictures", []) => pictures::run(),
        ("test", []) => checks::run(false, None),
        ("test", ["--full"]) => checks::run(true, None),
        ("test", ["--only", step]) => checks::run(false, Some(step)),
        ("test", ["--full", "--only", step] | ["--only", step, "--full"]) => checks::run(true, Some(step)),
        ("test", _) => bail!("{}", checks::USAGE),
        ("bench", ["window"]) => frames::run(),
        ("bench", ["criterion", ..]) => bench::criterion(rest.get(1..).unwrap_or_default()),
        ("bench", []) => bench::run(),
        ("fmt", []) => process::run(&mut process::cargo(&["fmt", "--all"])),
        ("fmt", ["--check"]) => process::run(&mut process::cargo(&["fmt", "--all", "--check"])),
        ("codegen", []) => said(codegen::run(false)),
        ("codegen", ["--check"]) => said(codegen::run(true)),
        ("rules", []) => said(rulebook::run(false)),
        ("rules", ["--check"]) => said(rulebook::run(true)),
        ("comparison", []) => said(comparison::run(false)),
        ("comparison", ["--check"]) => said(comparison::run(true)),
        ("tidy", []) => said(tidy::run()),
        ("new", _) => scaffold::run(rest),
        ("update-prices", []) => update_prices::run(false),
        ("update-prices", ["--check"]) => update_prices::run(true),
        ("assets", _) => checks::assets(rest),
        (
            "bench" | "fmt" | "codegen" | "comparison" | "rules" | "tidy" | "update-prices" | "dist"
            | "pictures",
            _,
        ) => {
            bail!("`{task}` does not take `{}`\n\n{HELP}", words.join(" "))
        }
        _ => bail!("there is no task `{task}`\n\n{HELP}"),
    }
}

fn built(build: app::Build) -> Result<()> {
    let program = app::build(build)?;
    println!("{}", project::shown(&program));
    Ok(())
}

fn said(result: Result<String>) -> Result<()> {
    result.map(|note| println!("{note}"))
}
