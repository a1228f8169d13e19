//! `cargo xtask dist`: what is handed out: the command line alone, and the app as a Debian package.
//!
//! Debian's own tools make the package (`dpkg-shlibdeps` finds what the programs link, `dpkg-deb` writes the file).

use std::{
    env::consts::ARCH,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{
    app::{self, Build},
    guard, install, process, product, project,
};

/// The folder of what is handed out.
fn folder() -> PathBuf {
    project::target_dir().join("dist")
}

/// Completion scripts: shell, where Debian looks for it.
const COMPLETIONS: [(&str, &str); 3] = [
    ("bash", "usr/share/bash-completion/completions/groundplan"),
    ("zsh", "usr/share/zsh/vendor-completions/_groundplan"),
    ("fish", "usr/share/fish/vendor_completions.d/groundplan.fish"),
];

pub fn run() -> Result<()> {
    let folder = folder();
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let programs = Programs { command_line: product::build(true)?, guard: guard::build(true)? };
    let mut made = vec![archive(&programs, &folder)?];
    let mut missing = vec![
        "an installer for macOS or Windows: it is made on those systems; there `cargo xtask app --release` \
         builds the program"
            .to_owned(),
    ];
    match tools() {
        Ok(()) => made.push(debian(&programs, &app::build(Build::Release)?, &folder)?),
        Err(error) => missing.push(format!("a Debian package: {error:#}")),
    }
    println!("\nmade:");
    for path in &made {
        println!("  {:>9}  {}", product::size(path), project::shown(path));
    }
    println!("not made:");
    for what in &missing {
        println!("  {what}");
    }
    Ok(())
}

/// What makes a Debian package, installed where that may be done.
fn tools() -> Result<()> {
    if !process::exists("dpkg-deb") {
        bail!("`dpkg-deb` is not here; it is made on Debian or Ubuntu");
    }
    app::libraries()?;
    if !process::exists("dpkg-shlibdeps") {
        install::debian("dpkg-dev")?;
        if !process::exists("dpkg-shlibdeps") {
            bail!("`dpkg-shlibdeps` is missing: install `dpkg-dev`");
        }
    }
    Ok(())
}

/// The command line and what it starts.
struct Programs {
    command_line: PathBuf,
    /// The interpreter of Guard rules, which is looked for beside it.
    guard: PathBuf,
}

/// The command line alone: its programs, licences, completions.
fn archive(programs: &Programs, folder: &Path) -> Result<PathBuf> {
    let name = format!("groundplan-{}-{ARCH}-{}", version(), std::env::consts::OS);
    let stage = project::target_dir().join("dist-stage").join(&name);
    fresh(&stage)?;
    for program in [&programs.command_line, &programs.guard] {
        copy(program, &stage.join(program.file_name().context("the program has no name")?))?;
    }
    for file in ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE", "README.md"] {
        copy(&project::root().join(file), &stage.join(file))?;
    }
    for (shell, _) in COMPLETIONS {
        write(
            &stage.join("completions").join(format!("groundplan.{shell}")),
            &completions(&programs.command_line, shell)?,
        )?;
    }
    let path = folder.join(format!("{name}.tar.gz"));
    let mut tar = process::command("tar");
    tar.args(["--create", "--gzip", "--file"]).arg(&path);
    process::run(tar.arg("--directory").arg(stage.parent().unwrap_or(&stage)).arg(&name))?;
    Ok(path)
}

fn completions(program: &Path, shell: &str) -> Result<Vec<u8>> {
    product::expect_success(product::command(program).args(["completions", shell]))
}

/// App and command line as a package.
fn debian(programs: &Programs, program: &Path, folder: &Path) -> Result<PathBuf> {
    let stage = project::target_dir().join("dist-stage/debian");
    fresh(&stage)?;
    let root = stage.join("root");
    let sources = project::root().join("src-tauri/debian");
    copy(&programs.command_line, &root.join("usr/bin/groundplan"))?;
    copy(&programs.guard, &root.join("usr/bin/groundplan-guard"))?;
    copy(program, &root.join("usr/bin/groundplan-app"))?;
    let shared = [
        ("groundplan.desktop", "usr/share/applications/dev.groundplan.app.desktop"),
        ("groundplan.xml", "usr/share/mime/packages/groundplan.xml"),
        ("copyright", "usr/share/doc/groundplan/copyright"),
    ];
    for (from, to) in shared {
        copy(&sources.join(from), &root.join(to))?;
    }
    copy(&project::root().join("NOTICE"), &root.join("usr/share/doc/groundplan/NOTICE"))?;
    copy(
        &project::root().join("src-tauri/icons/icon.png"),
        &root.join("usr/share/icons/hicolor/256x256/apps/groundplan.png"),
    )?;
    for (shell, path) in COMPLETIONS {
        write(&root.join(path), &completions(&programs.command_line, shell)?)?;
    }
    let architecture = process::output(process::command("dpkg").arg("--print-architecture"))?;
    let architecture = architecture.trim();
    let control = fs::read_to_string(sources.join("control"))?;
    // `dpkg-shlibdeps` reads the names of source and package from here
    write(&stage.join("debian/control"), format!("Source: groundplan\n\nPackage: groundplan\nArchitecture: {architecture}\nDescription: Groundplan\n").as_bytes())?;
    let control = control
        .replace("@VERSION@", version())
        .replace("@ARCHITECTURE@", architecture)
        .replace("@DEPENDS@", &linked(&stage, &root)?)
        .replace("@SIZE@", &installed_size(&root)?.to_string());
    write(&root.join("DEBIAN/control"), control.as_bytes())?;
    let path = folder.join(format!("groundplan_{}_{architecture}.deb", version()));
    let mut build = process::command("dpkg-deb");
    build.args(["--root-owner-group", "--build"]).arg(&root).arg(&path);
    process::run(&mut build)?;
    Ok(path)
}

/// The packages whose libraries the programs link.
fn linked(stage: &Path, root: &Path) -> Result<String> {
    let mut find = process::command("dpkg-shlibdeps");
    find.current_dir(stage).arg("-O");
    for program in ["groundplan", "groundplan-guard", "groundplan-app"] {
        find.arg(root.join("usr/bin").join(program));
    }
    let said = process::output(&mut find)?;
    let found = said.lines().find_map(|line| line.strip_prefix("shlibs:Depends="));
    Ok(found.context("`dpkg-shlibdeps` named no packages")?.to_owned())
}

/// KiB.
fn installed_size(root: &Path) -> Result<u64> {
    let mut bytes = 0;
    for path in product::written(root)? {
        bytes += fs::metadata(path)?.len();
    }
    Ok(bytes.div_ceil(1024))
}

fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

fn fresh(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", project::shown(path)))
}

/// Copies a file with its permissions.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| format!("cannot copy {}", project::shown(from)))?;
    Ok(())
}
