//! What lenses over the drawing say: who reaches whom, and what of security is open.

mod legend;
mod network;
mod security;
mod ways;
mod weakness;

pub use self::{
    legend::{explained, meaning},
    network::{Neighbourhood, NetworkLens},
    security::security,
    ways::{WayIn, way_in},
};
