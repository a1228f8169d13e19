//! The drawing surface: paints the scene from a cached bitmap and forwards pointer and keys to the editor.

mod icons;
mod overlay;
mod painter;
mod surface;

pub use surface::Canvas;
