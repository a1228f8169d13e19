//! What a person chose in this window, kept from visit to visit.

use leptos::prelude::*;

/// Keeps a word under a name.
pub fn remember(name: &str, word: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // where nothing can be kept, it holds as long as the page does
        let _ = storage.set_item(name, word);
    }
}

/// The word that was kept under a name.
pub fn remembered(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(name).ok()?
}
