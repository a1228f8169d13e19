//! `groundplan`, the command line.

fn main() {}
