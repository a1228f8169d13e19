//! Development tasks, in plain Rust: `cargo xtask TASK`.
#![allow(clippy::print_stdout)]

mod assets;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((task, rest)) if task == "assets" => assets::run(rest),
        _ => anyhow::bail!("usage: cargo xtask assets [--update] [--metrics] [--force]"),
    }
}
