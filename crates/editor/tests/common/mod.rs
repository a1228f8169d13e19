//! Designs to edit.
#![allow(dead_code, clippy::unwrap_used)]

use engine::{Id, Language, Services, TEMPLATES, load};
use groundplan_editor::Editor;

pub const TODAY: &str = "2026-11-23";

/// The whole reference topology, open in production.
pub fn reference() -> Editor {
    open(TEMPLATES[0].document)
}

pub fn open(document: &str) -> Editor {
    Editor::new(load(document.as_bytes(), &Services).unwrap(), TODAY, Language::English)
}

/// A design with nothing in it but its environments.
pub fn empty() -> Editor {
    open(
        r#"{ "groundplan": 1, "id": "empty", "name": "Empty", "environments": {
            "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production" },
            "prod": { "account": "222222222222", "region": "us-east-1", "tier": "production" },
            "shared": { "account": "333333333333", "region": "us-east-1", "tier": "shared" } } }"#,
    )
}

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}
