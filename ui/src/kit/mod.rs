//! What all panels share: theme, icons, formats.

pub mod theme;
