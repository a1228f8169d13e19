//! The window's panels. Each paints a model of the editor and forwards what a person does.

mod activity;
mod answers;
mod bottom;
mod changes;
mod composite;
mod deployment;
mod expectations;
mod export;
mod facets;
mod fields;
mod files;
mod filters;
mod finding;
mod fix_all;
mod history;
mod inspector;
mod keys;
mod leaf;
mod organisation;
mod outline;
mod palette;
mod prices;
mod problems;
mod proposal;
mod questions;
mod rail;
mod review;
mod safe_fixes;
mod shelf;
mod start;
mod template;
mod topbar;
mod ways;
mod window;

pub use window::Window;
