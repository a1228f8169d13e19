//! Development tasks, in plain Rust: `cargo xtask TASK`.
#![allow(clippy::print_stdout)]

mod assets;
mod update_prices;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((task, rest)) if task == "assets" => assets::run(rest),
        Some((task, _)) if task == "update-prices" => update_prices::run(),
        _ => anyhow::bail!(
            "usage: cargo xtask assets [--update] [--metrics] [--force] | update-prices [--check]"
        ),
    }
}
