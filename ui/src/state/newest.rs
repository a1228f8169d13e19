//! Questions to the shell whose answers may arrive in another order than they were asked.

use leptos::prelude::*;

/// Counts questions of one kind: only the answer to the newest is worth showing.
#[derive(Clone, Copy)]
pub struct Newest(StoredValue<u32>);

impl Newest {
    pub fn new() -> Newest {
        Newest(StoredValue::new(0))
    }

    /// A question is asked; says later whether none was asked after it.
    pub fn ask(self) -> impl Fn() -> bool {
        let number = self.0.get_value().wrapping_add(1);
        self.0.set_value(number);
        move || self.0.get_value() == number
    }
}
