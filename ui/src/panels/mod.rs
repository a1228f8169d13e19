//! The window's panels. Each paints a model of the editor and forwards what a person does.

mod bottom;
mod deployment;
mod history;
mod inspector;
mod keys;
mod outline;
mod palette;
mod rail;
mod review;
mod shelf;
mod start;
mod template;
mod topbar;
mod window;

pub use window::Window;
