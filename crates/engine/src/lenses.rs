//! What lenses over the drawing say: who reaches whom, what of security is open, and what things cost.

mod cost;
mod legend;
mod network;
mod security;
mod ways;
mod weakness;

pub use self::{
    cost::costs,
    legend::{explained, meaning},
    network::{Neighbourhood, NetworkLens},
    security::security,
    ways::{WayIn, way_in},
};
