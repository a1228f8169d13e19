//! What lenses over the drawing say: who reaches whom, and what of security is open.

mod network;
mod security;

pub use self::{
    network::{Neighbourhood, NetworkLens},
    security::security,
};
