//! The window's page: paints what `editor` answers and forwards what a person does. It decides nothing, reads no file
//! and no clock.

fn main() {}
