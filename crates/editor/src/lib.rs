//! The drawing program without a screen: what a person can do to an open design, and what is shown of it.
//!
//! A shell forwards what a person did and paints what [`Editor`] answers; it decides nothing itself. No DOM, no clock,
//! no I/O. Every change of the document goes through [`Editor::edit`] and comes out of [`Editor::take_operations`] to
//! be written.

mod add;
mod camera;
mod change;
mod clipboard;
mod connect;
mod containment;
mod editor;
mod history;
mod ids;
pub mod models;
mod picture;
mod space;
mod view;
mod words;

pub use add::AddRefusal;
pub use camera::{Camera, Viewport, ZOOM};
pub use clipboard::PasteRefusal;
pub use connect::{Choice, End, Offer};
pub use editor::{Editor, Operation};
pub use picture::{Container, Hit, Picture, REACH, Reading, Target, ports};
pub use space::{Area, Position, position};
pub use words::{connection_title, expects, title};
