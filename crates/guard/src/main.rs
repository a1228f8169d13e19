//! `groundplan-guard`: a request on standard input, the answer on standard output, both JSON.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use groundplan_guard::{Request, judge};

fn main() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("groundplan-guard: {error}; it is started by `groundplan check --guard`, not by hand");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> Result<(), Box<dyn std::error::Error>> {
    let request: Request = serde_json::from_reader(io::stdin().lock())?;
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &judge(&request))?;
    Ok(out.flush()?)
}
