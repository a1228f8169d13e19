//! Something to do after a while, unless it is put off or forgotten.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

/// At most one thing is waited for; with the component that made it, it is forgotten.
#[derive(Clone, Copy)]
pub struct Later(StoredValue<Option<TimeoutHandle>>);

impl Later {
    pub fn new() -> Later {
        let later = Later(StoredValue::new(None));
        on_cleanup(move || later.forget());
        later
    }

    /// Does this instead of what was waited for.
    pub fn after(self, rest: Duration, action: impl FnOnce() + 'static) {
        self.forget();
        self.0.set_value(set_timeout_with_handle(action, rest).ok());
    }

    pub fn forget(self) {
        if let Some(handle) = self.0.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    }
}
