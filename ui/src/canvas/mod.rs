//! The drawing surface: paints the scene from a cached bitmap and forwards pointer and keys to the editor.

mod icons;
mod lenses;
mod menu;
mod minimap;
mod overlay;
mod painter;
pub mod preview;
mod reading;
mod stage;
mod surface;

pub use lenses::face;
pub use stage::Stage;
