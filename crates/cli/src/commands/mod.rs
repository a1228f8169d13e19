//! One command, one file.

pub mod answer;
pub mod check;
pub mod completions;
pub mod cost;
pub mod deploy;
pub mod destroy;
pub mod expect;
pub mod history;
pub mod new;
pub mod open;
pub mod prices;
pub mod reach;
pub mod render;
pub mod report;
pub mod review;
pub mod rules;
pub mod schema;
pub mod status;
pub mod synth;
pub mod templates;

/// How lists are printed.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Listing {
    Text,
    Json,
}

/// The protocol of a port.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Wire {
    Tcp,
    Udp,
}

impl From<Wire> for engine::Protocol {
    fn from(wire: Wire) -> engine::Protocol {
        match wire {
            Wire::Tcp => engine::Protocol::Tcp,
            Wire::Udp => engine::Protocol::Udp,
        }
    }
}

use studio::outputs::refused;
