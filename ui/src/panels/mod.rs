//! The window's panels. Each paints a model of the editor and forwards what a person does.

mod inspector;
mod outline;
mod start;
mod topbar;
mod window;

pub use window::Window;
