//! What a figure was measured on: processor, load, compiler, time.

use std::fs;

use anyhow::Result;

use crate::process;

/// Time, processor, cores, load average and compiler, in one line.
pub fn now() -> Result<String> {
    let time = process::output(process::command("date").args(["-u", "+%Y-%m-%d %H:%M UTC"]))?;
    let compiler = process::output(process::command("rustc").arg("--version"))?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // where there is no /proc (not Linux) these stay unsaid
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = processor.lines().find_map(|line| line.strip_prefix("model name")?.split(": ").nth(1));
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown");
    Ok(format!(
        "{} on {}, {cores} cores, load average {load}, {}",
        time.trim(),
        processor.unwrap_or("an unknown processor"),
        compiler.trim()
    ))
}
