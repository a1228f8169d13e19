//! The page is embedded at compile time: a new page is a new binary.

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let page = Path::new("../dist");
    println!("cargo:rerun-if-changed=../dist");
    // `cargo xtask app` builds the page; checks and tests of the shell do without.
    if !page.join("index.html").exists() {
        fs::create_dir_all(page)?;
        fs::write(
            page.join("index.html"),
            "<!doctype html><title>Groundplan</title>run `cargo xtask app`\n",
        )?;
    }
    tauri_build::build();
    Ok(())
}
