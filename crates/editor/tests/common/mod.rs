//! Designs to edit.
#![allow(dead_code, clippy::unwrap_used)]

use engine::{Id, Language, Services, TEMPLATES, load};
use groundplan_editor::{
    Editor, KeyEvent, Modifiers, PointerEvent, PointerKind, Position, Response, position,
};

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

/// A hand on the mouse, in world coordinates.
pub struct Hand<'e> {
    pub editor: &'e mut Editor,
    pub modifiers: Modifiers,
}

impl Hand<'_> {
    pub fn on(editor: &mut Editor) -> Hand<'_> {
        Hand { editor, modifiers: Modifiers::default() }
    }

    pub fn event(&mut self, kind: PointerKind, at: Position, clicks: u8) -> Response {
        let screen = self.editor.camera().to_screen(at);
        let modifiers = self.modifiers;
        self.editor.pointer(&PointerEvent {
            modifiers,
            clicks,
            ..PointerEvent::new(kind, screen.x, screen.y)
        })
    }

    pub fn press(&mut self, at: Position) -> Response {
        self.event(PointerKind::Down, at, 1)
    }

    pub fn to(&mut self, at: Position) -> Response {
        self.event(PointerKind::Move, at, 0)
    }

    pub fn release(&mut self, at: Position) -> Response {
        self.event(PointerKind::Up, at, 1)
    }

    pub fn click(&mut self, at: Position) -> Response {
        self.to(at);
        self.press(at);
        self.release(at)
    }

    pub fn double_click(&mut self, at: Position) -> Response {
        self.click(at);
        self.event(PointerKind::Down, at, 2);
        self.event(PointerKind::Up, at, 2)
    }

    pub fn drag(&mut self, from: Position, to: Position) -> Response {
        self.to(from);
        self.press(from);
        self.to(position((from.x + to.x) / 2.0, (from.y + to.y) / 2.0));
        self.to(to);
        self.release(to)
    }

    pub fn key(&mut self, chord: &str) -> Response {
        self.editor.key(&KeyEvent::parse(chord))
    }
}

/// A place on a node's card where no port is.
pub fn grip(editor: &mut Editor, node: &str) -> Position {
    let rect = editor.picture().bounds(&id(node)).unwrap();
    position(f64::from(rect.x) + 22.0, f64::from(rect.y) + 14.0)
}

pub fn selected(editor: &Editor) -> Vec<String> {
    editor.selection().iter().map(ToString::to_string).collect()
}
