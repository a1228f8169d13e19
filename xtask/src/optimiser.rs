//! Binaryen's `wasm-opt`, which makes the page of a release smaller: after link-time optimisation it still finds what
//! the compiler does not, functions that are the same for one.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::{npm, process, project};

/// What rustc's target has switched on, and no more: the oldest web view must read the module.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Optimises a module for size, in its place.
pub fn run(module: &Path) -> Result<()> {
    let small = module.with_extension("small.wasm");
    let program = fetch()?;
    let mut command = process::command("node");
    command.arg(program).arg("-Os").args(FEATURES).arg(module).arg("-o").arg(&small);
    let recorded = process::record(&mut command)?;
    ensure!(recorded.success, "wasm-opt could not optimise the page's module:\n{}", recorded.text);
    fs::rename(&small, module).context("cannot put the optimised module in its place")
}

/// The pinned `wasm-opt`, installed where it is not.
fn fetch() -> Result<std::path::PathBuf> {
    let pins = project::root().join("xtask/tools");
    let work = project::tools_dir().join("npm");
    let program = work.join("node_modules/binaryen/bin/wasm-opt");
    let stamp = work.join("stamp");
    let wanted = fs::read_to_string(pins.join("package-lock.json")).context("cannot read xtask/tools")?;
    if program.is_file() && fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(program);
    }
    println!("  fetching wasm-opt with npm (about 25 MB)");
    npm::install(&pins, &work, "the optimiser of release builds (binaryen)")?;
    fs::write(&stamp, wanted)?;
    Ok(program)
}
