//! Starting other programs: said aloud, without stdin, with an error that names the command.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use anyhow::{Context, Result, bail};

use crate::project;

/// A command that runs in the checkout and reads nothing.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project::root()).stdin(Stdio::null());
    command
}

/// Whether cargo lints what it compiles.
static LINTED: AtomicBool = AtomicBool::new(false);

/// From now on cargo compiles our crates with clippy, whose warnings are errors. `cargo clippy` would compile all they
/// depend on once more, only to look at them. It is told by what `cargo clippy` itself tells it by.
pub fn lint() {
    LINTED.store(true, Ordering::Relaxed);
}

/// `cargo` with arguments.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = plain_cargo(arguments);
    if LINTED.load(Ordering::Relaxed) {
        command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
        command.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
    }
    command
}

/// `cargo` with arguments, never linting: clippy leaves out optimisations, so it does not build what is handed out.
pub fn plain_cargo(arguments: &[&str]) -> Command {
    let mut command = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// `cargo` for a build of ours with arguments.
pub fn cargo_for(release: bool, arguments: &[&str]) -> Command {
    if release { plain_cargo(arguments) } else { cargo(arguments) }
}

/// A command as one would type it.
pub fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|argument| argument.to_string_lossy().into_owned()));
    words.join(" ")
}

/// Whether a program can be started at all.
pub fn exists(program: &str) -> bool {
    let mut command = command(program);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Runs a command whose output the person sees; an error when it fails.
pub fn run(command: &mut Command) -> Result<()> {
    println!("  $ {}", line(command));
    let status = command.status().with_context(|| format!("cannot start `{}`", line(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a command quietly and returns what it printed to stdout; an error carries what it printed to stderr.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot start `{}`", line(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}): {}", line(command), output.status, said.trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` did not print UTF-8", line(command)))
}

/// How a command ended that was shown and recorded at the same time.
pub struct Recorded {
    pub success: bool,
    /// Stdout and stderr, line by line, each in its order.
    pub text: String,
}

/// Runs a command whose output matters only when it fails, and keeps a copy.
pub fn record_quietly(command: &mut Command) -> Result<Recorded> {
    println!("  $ {}", line(command));
    let output = command.output().with_context(|| format!("cannot start `{}`", line(command)))?;
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !output.status.success() {
        println!("{text}");
    }
    Ok(Recorded { success: output.status.success(), text })
}

/// Runs a command, showing its output as it comes, and keeps a copy.
pub fn record(command: &mut Command) -> Result<Recorded> {
    println!("  $ {}", line(command));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot start `{}`", line(command)))?;
    let errors = child.stderr.take().map(|stream| thread::spawn(move || echo(stream)));
    let mut text = child.stdout.take().map(echo).unwrap_or_default();
    if let Some(errors) = errors {
        text.push_str(&errors.join().unwrap_or_default());
    }
    let status = child.wait().with_context(|| format!("`{}` was lost", line(command)))?;
    Ok(Recorded { success: status.success(), text })
}

fn echo(stream: impl Read) -> String {
    let mut reader = BufReader::new(stream);
    let mut text = String::new();
    let mut bytes = Vec::new();
    while let Ok(read) = reader.read_until(b'\n', &mut bytes) {
        if read == 0 {
            break;
        }
        let said = String::from_utf8_lossy(&bytes);
        print!("{said}");
        std::io::stdout().flush().ok();
        text.push_str(&said);
        bytes.clear();
    }
    text
}
