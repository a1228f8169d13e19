//! `cargo xtask bench window`: how long frames take in the real window, into docs/benchmarks.md.

use anyhow::{Result, ensure};

use crate::{
    app::{self, Build},
    machine, markers, process, product, project, window,
};

pub fn run() -> Result<()> {
    window::tools()?;
    let program = app::build(Build::Release)?;
    let mut command = window::program("frames")?;
    let taken = machine::now()?;
    let recorded = process::record(command.env("GROUNDPLAN_APP", &program))?;
    ensure!(recorded.success, "the window could not be timed");
    let page = project::target_dir().join("page/wasm-release/page_bg.wasm");
    let text = format!(
        "Taken {taken}, release build of page and shell, Xvfb 1600×1000×24, software rendering.\n\
         The page's module: {}, {} as gzip sends it.\n\n{}",
        product::size(&page),
        product::gzipped(&page)?,
        recorded.text.trim()
    );
    markers::write("docs/benchmarks.md", "window", &text)
}
