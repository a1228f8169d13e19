//! The desktop app: the page compiled to WebAssembly, laid into `dist/`, and the shell that embeds it.

use std::{
    collections::BTreeSet,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::{assets, guard, install, optimiser, process, product, project};

/// Debian's packages the shell is built with.
pub const LIBRARY: &str = "libwebkit2gtk-4.1-dev";

/// Which build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Build {
    Debug,
    Release,
}

impl Build {
    /// Cargo's profile of the page, and the folder it writes to.
    fn page_profile(self) -> (&'static str, &'static str) {
        match self {
            Build::Debug => ("dev", "debug"),
            Build::Release => ("wasm-release", "wasm-release"),
        }
    }
}

/// Builds page and shell, beside them the interpreter of Guard rules, and returns the program.
pub fn build(build: Build) -> Result<PathBuf> {
    libraries()?;
    install::wasm_target()?;
    page(build)?;
    let release = build == Build::Release;
    let arguments = ["build", "--locked", "--package", "groundplan-app", "--features", "custom-protocol"];
    let mut command = process::cargo_for(release, &arguments);
    if release {
        command.arg("--release");
    }
    process::run(&mut command)?;
    guard::build(release)?;
    let folder = match build {
        Build::Debug => "debug",
        Build::Release => "release",
    };
    Ok(project::target_dir().join(folder).join(format!("groundplan-app{}", std::env::consts::EXE_SUFFIX)))
}

/// What the shell links; installed where that may be done.
pub fn libraries() -> Result<()> {
    if !cfg!(target_os = "linux") || has_library("webkit2gtk-4.1") {
        return Ok(());
    }
    ensure!(
        install::debian(LIBRARY)? && has_library("webkit2gtk-4.1"),
        "the window needs WebKitGTK with its headers: install `{LIBRARY}` (Debian, Ubuntu) or your distribution's \
         package of webkit2gtk-4.1"
    );
    Ok(())
}

fn has_library(name: &str) -> bool {
    process::output(process::command("pkg-config").args(["--exists", name])).is_ok()
}

/// Compiles the page and lays it out. Only files whose bytes changed are written: each would rebuild the shell.
fn page(build: Build) -> Result<()> {
    let (profile, folder) = build.page_profile();
    let release = build == Build::Release;
    let arguments =
        ["build", "--locked", "--package", "groundplan-ui", "--target", install::WASM, "--profile"];
    process::run(process::cargo_for(release, &arguments).arg(profile))?;
    let module = project::target_dir().join(install::WASM).join(folder).join("groundplan-ui.wasm");
    let bound = project::target_dir().join("page").join(folder);
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(&module)
        .web(true)?
        .typescript(false)
        .debug(!release)
        .remove_name_section(release)
        .remove_producers_section(release)
        .out_name("page")
        .generate(&bound)
        .context("wasm-bindgen could not read the page's module")?;
    if release {
        optimiser::run(&bound.join("page_bg.wasm"))?;
    }
    let mut dist = Dist::new(project::root().join("dist"));
    for name in ["page.js", "page_bg.wasm"] {
        dist.copy(&bound.join(name), name)?;
    }
    dist.folder(&project::root().join("ui/static"), "")?;
    if let Err(error) = assets::run(&[]) {
        println!("icons and fonts could not be fetched; the window draws without: {error:#}");
    }
    let fetched = project::root().join("target/assets");
    for part in ["icons", "fonts", "webfonts", "glyphs", "notices"] {
        dist.folder(&fetched.join(part), part)?;
    }
    dist.write("glyphs.css", glyph_styles(&fetched.join("glyphs"))?.as_bytes())?;
    dist.sweep()?;
    println!("  page: {}", product::size(&bound.join("page_bg.wasm")));
    Ok(())
}

/// A class per glyph: its shape as a mask, so that it takes the colour of the text.
fn glyph_styles(folder: &Path) -> Result<String> {
    let mut names = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    Ok(names.iter().fold(String::new(), |mut text, name| {
        let _ = writeln!(
            text,
            ".g-{name}{{mask-image:url(glyphs/{name}.svg);-webkit-mask-image:url(glyphs/{name}.svg)}}"
        );
        text
    }))
}

/// The folder the shell embeds.
struct Dist {
    root: PathBuf,
    kept: BTreeSet<PathBuf>,
}

impl Dist {
    fn new(root: PathBuf) -> Dist {
        Dist { root, kept: BTreeSet::new() }
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.root.join(name);
        if fs::read(&path).ok().as_deref() != Some(bytes) {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        }
        self.kept.insert(path);
        Ok(())
    }

    fn copy(&mut self, from: &Path, name: &str) -> Result<()> {
        let bytes = fs::read(from).with_context(|| format!("cannot read {}", from.display()))?;
        self.write(name, &bytes)
    }

    /// Every file below a folder; nothing when it is not there.
    fn folder(&mut self, from: &Path, below: &str) -> Result<()> {
        if !from.is_dir() {
            return Ok(());
        }
        for path in product::written(from)? {
            let name = Path::new(below).join(path.strip_prefix(from).unwrap_or(&path));
            self.copy(&path, &name.to_string_lossy())?;
        }
        Ok(())
    }

    /// Removes what an earlier page left.
    fn sweep(&self) -> Result<()> {
        for path in product::written(&self.root)? {
            if !self.kept.contains(&path) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }
}
