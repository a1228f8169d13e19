//! Keys as they are written on the keyboard, and the sheet of all of them.

use engine::Language;

use crate::actions::{ACTIONS, Menu};

/// Which names keys have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyboard {
    Apple,
    Other,
}

/// A chord of the table of actions, key by key: `mod+shift+z` as *Ctrl*, *Shift*, *Z*.
pub fn caps(chord: &str, keyboard: Keyboard) -> Vec<String> {
    let (before, key) = match chord.strip_suffix('+') {
        Some(before) => (before, "+"),
        None => chord.rsplit_once('+').unwrap_or(("", chord)),
    };
    let apple = keyboard == Keyboard::Apple;
    let modifiers =
        before.split('+').filter(|modifier| !modifier.is_empty()).map(|modifier| match modifier {
            "mod" if apple => "⌘",
            "mod" => "Ctrl",
            "shift" if apple => "⇧",
            "shift" => "Shift",
            "alt" if apple => "⌥",
            "alt" => "Alt",
            other => other,
        });
    let key = match key {
        "ArrowLeft" => "←".to_owned(),
        "ArrowRight" => "→".to_owned(),
        "ArrowUp" => "↑".to_owned(),
        "ArrowDown" => "↓".to_owned(),
        "Escape" => "Esc".to_owned(),
        "Delete" if apple => "⌦".to_owned(),
        "Delete" => "Del".to_owned(),
        "Backspace" => "⌫".to_owned(),
        "-" => "−".to_owned(),
        letter if letter.chars().count() == 1 => letter.to_uppercase(),
        other => other.to_owned(),
    };
    modifiers.map(str::to_owned).chain([key]).collect()
}

/// The keys of one menu's actions.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyGroup {
    pub title: &'static str,
    pub lines: Vec<KeyLine>,
}

/// What keys do, each chord key by key.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyLine {
    pub title: &'static str,
    pub chords: Vec<Vec<String>>,
}

/// All keys, by menu.
pub fn key_sheet(language: Language, keyboard: Keyboard) -> Vec<KeyGroup> {
    let lines = |menu: Menu| {
        let of_menu = ACTIONS.iter().filter(|action| action.menu == menu && !action.keys.is_empty());
        let line = |action: &'static crate::Action| KeyLine {
            title: action.title(language),
            chords: action.keys.iter().map(|chord| caps(chord, keyboard)).collect(),
        };
        of_menu.map(line).collect::<Vec<_>>()
    };
    let group = |menu: Menu| KeyGroup { title: menu.title(language), lines: lines(menu) };
    Menu::ALL.into_iter().map(group).filter(|group| !group.lines.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_written_as_on_the_keyboard() {
        let other = |chord| caps(chord, Keyboard::Other).join(" ");
        let apple = |chord| caps(chord, Keyboard::Apple).join(" ");
        assert_eq!(other("mod+shift+z"), "Ctrl Shift Z");
        assert_eq!(apple("mod+shift+z"), "⌘ ⇧ Z");
        assert_eq!(other("mod++"), "Ctrl +");
        assert_eq!(other("?"), "?");
        assert_eq!(other("shift+ArrowLeft"), "Shift ←");
    }

    #[test]
    fn the_sheet_holds_every_key_once() {
        let sheet = key_sheet(Language::English, Keyboard::Other);
        let told: usize = sheet.iter().flat_map(|group| &group.lines).map(|line| line.chords.len()).sum();
        let all: usize = ACTIONS.iter().map(|action| action.keys.len()).sum();
        assert_eq!(told, all);
        assert!(sheet.iter().all(|group| !group.lines.is_empty()));
    }
}
