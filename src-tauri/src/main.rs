//! The desktop shell: one window and typed commands into `studio`. It decides nothing; what the page knows it learns
//! through [`contract`].

fn main() {}
