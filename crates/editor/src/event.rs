//! What a person does, as the shell forwards it.

use crate::space::{Position, position};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointerKind {
    Down,
    Move,
    Up,
    /// The system took the pointer away.
    Cancel,
    /// It left the canvas.
    Leave,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Button {
    #[default]
    Primary,
    Middle,
    Secondary,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Modifiers {
    pub shift: bool,
    pub control: bool,
    pub alt: bool,
    /// Command on a Mac.
    pub meta: bool,
}

impl Modifiers {
    /// Control, or Command on a Mac.
    pub fn command(self) -> bool {
        self.control || self.meta
    }

    /// Adds to the selection instead of replacing it.
    pub fn adds(self) -> bool {
        self.shift || self.command()
    }
}

/// The pointer, in CSS px from the canvas's top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PointerEvent {
    pub kind: PointerKind,
    pub x: f64,
    pub y: f64,
    pub button: Button,
    pub modifiers: Modifiers,
    /// 2 for the second click of a double click.
    pub clicks: u8,
}

impl PointerEvent {
    pub fn new(kind: PointerKind, x: f64, y: f64) -> PointerEvent {
        PointerEvent { kind, x, y, button: Button::Primary, modifiers: Modifiers::default(), clicks: 1 }
    }

    pub fn at(&self) -> Position {
        position(self.x, self.y)
    }
}

/// The wheel, or two fingers on a pad, in CSS px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WheelEvent {
    pub x: f64,
    pub y: f64,
    pub dx: f64,
    pub dy: f64,
    pub modifiers: Modifiers,
}

/// A key that goes down, named as browsers name it: `a`, `Escape`, `ArrowLeft`, a space.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyEvent {
    pub key: String,
    pub modifiers: Modifiers,
    pub repeat: bool,
}

impl KeyEvent {
    pub fn new(key: &str) -> KeyEvent {
        KeyEvent { key: key.to_owned(), modifiers: Modifiers::default(), repeat: false }
    }

    /// Reads `mod+shift+z`, the form of the table of actions.
    pub fn parse(chord: &str) -> KeyEvent {
        let mut event = KeyEvent::new("");
        // a plus sign may itself be the key
        let (before, key) = match chord.strip_suffix('+') {
            Some(before) => (before, "+"),
            None => chord.rsplit_once('+').unwrap_or(("", chord)),
        };
        key.clone_into(&mut event.key);
        for modifier in before.split('+') {
            match modifier {
                "mod" => event.modifiers.control = true,
                "shift" => event.modifiers.shift = true,
                "alt" => event.modifiers.alt = true,
                _ => {}
            }
        }
        event
    }

    /// Whether it means something in a field that is being typed in: a letter, a movement, undoing the typing.
    pub fn writes(&self) -> bool {
        let command = self.modifiers.command();
        match self.key.to_lowercase().as_str() {
            "a" | "c" | "v" | "x" | "y" | "z" => true,
            key if key.chars().count() == 1 => !command && !self.modifiers.alt,
            key => !(key.len() > 1 && key.starts_with('f') && key[1..].parse::<u8>().is_ok()),
        }
    }

    /// The form of the table of actions: `mod+shift+z`. Signs that take Shift on some keyboards go without it.
    pub fn chord(&self) -> String {
        let letter = self.key.chars().next().filter(|_| self.key.chars().count() == 1);
        let sign = letter.is_some_and(|letter| !letter.is_alphanumeric() && letter != ' ');
        let mut chord = String::new();
        for (held, name) in [
            (self.modifiers.command(), "mod+"),
            (self.modifiers.alt, "alt+"),
            (self.modifiers.shift && !sign, "shift+"),
        ] {
            if held {
                chord.push_str(name);
            }
        }
        match letter {
            Some(' ') => chord.push_str("Space"),
            Some(letter) => chord.extend(letter.to_lowercase()),
            None => chord.push_str(&self.key),
        }
        chord
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_read_the_same_on_every_keyboard() {
        for chord in ["mod+shift+z", "Escape", "mod+ArrowLeft", "?", "mod++", "alt+shift+Tab", "a"] {
            assert_eq!(KeyEvent::parse(chord).chord(), chord);
        }
        let mut shifted = KeyEvent::new("?");
        shifted.modifiers.shift = true;
        assert_eq!(shifted.chord(), "?", "Shift only makes the sign");
        let mut capital = KeyEvent::new("Z");
        capital.modifiers = Modifiers { meta: true, shift: true, ..Modifiers::default() };
        assert_eq!(capital.chord(), "mod+shift+z");
    }

    #[test]
    fn a_field_keeps_what_is_typed_and_leaves_commands_to_the_window() {
        for typed in
            ["a", "?", "Enter", "Escape", "ArrowLeft", "mod+z", "mod+shift+z", "mod+c", "mod+Backspace"]
        {
            assert!(KeyEvent::parse(typed).writes(), "{typed}");
        }
        for command in ["mod+k", "mod+f", "mod+shift+d", "F5", "alt+1", "mod+="] {
            assert!(!KeyEvent::parse(command).writes(), "{command}");
        }
    }
}
