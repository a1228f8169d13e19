//! The drawing program without a screen: what a person can do to an open design, and what is shown of it.
//!
//! A shell forwards what a person did and paints what [`Editor`] answers; it decides nothing itself. No DOM, no clock,
//! no I/O. Every change of the document goes through [`Editor::edit`] and comes out of [`Editor::take_operations`] to
//! be written.

mod camera;
mod editor;
mod history;
mod picture;
mod space;
mod view;

pub use camera::{Camera, Viewport, ZOOM};
pub use editor::{Editor, Operation};
pub use picture::{Container, Hit, Picture, REACH, Reading, Target, ports};
pub use space::{Area, Position, position};
