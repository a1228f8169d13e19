//! Deployment against an emulator of AWS, through the program as a person runs it.
//!
//! `cargo xtask test` starts the emulator and names it in `GROUNDPLAN_EMULATOR`; without it these tests are skipped,
//! and say so. What the emulator cannot make is not in the designs (docs/testing-deployments.md).
#![allow(clippy::unwrap_used, clippy::panic)]

mod accounts;
mod changes;
mod designs;
mod failures;
mod interrupted;
mod plans;
mod project;
mod stage;
