//! The drawing of an architecture: layout, connectors, draw list, SVG.
//!
//! A drawing is a pure function of the architecture and a few options: the same input gives the same
//! bytes, with or without fonts and icons installed. Nothing here reads files or knows a window, and
//! nothing but `compose` knows what an architecture is.
//!
//! Steps: the board says what stands where in words (zones, tiers, columns), layout turns that into
//! integer rectangles, the router draws wires around them, [`draw`] is the result, [`paint`] lowers it
//! to marks and [`svg`] writes those.

mod advances;
pub mod board;
mod compose;
pub mod cost;
mod detail;
pub mod draw;
pub mod geometry;
pub mod layout;
pub mod legend;
pub mod lens;
pub mod metrics;
pub mod paint;
pub mod route;
mod scene;
pub mod svg;
pub mod symbol;
pub mod theme;

pub use compose::{Annotations, Options, board as board_of, edge_row, place, scene, scene_again};
pub use detail::Detail;
pub use route::Memory;
pub use scene::Scene;
