//! The one table of actions: menus, toolbar, palette, shortcuts and their sheet are made of it.

mod table;

use engine::{Language, design::Words};

use crate::{
    editor::Editor,
    response::{Request, Response},
};
pub use table::ACTIONS;

/// Something a person can do.
#[derive(Debug)]
pub struct Action {
    /// Kebab case, for good: settings and tests name it.
    pub id: &'static str,
    pub menu: Menu,
    pub title: Words,
    /// Further words by which it is found, besides its title.
    pub search: Words,
    /// Name of its lucide icon; empty for none.
    pub icon: &'static str,
    /// Chords such as `mod+shift+z`; the first is shown. `mod` is Control, Command on a Mac.
    pub keys: &'static [&'static str],
    /// Why it cannot be done now.
    pub(crate) hindrance: fn(&Editor) -> Option<Words>,
    /// Does it; `false` when a key should mean something to others instead.
    pub(crate) run: fn(&mut Editor) -> bool,
}

/// The menu an action stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Menu {
    File,
    Edit,
    Arrange,
    Go,
    View,
    Tools,
    Help,
}

impl Menu {
    pub const ALL: [Menu; 7] =
        [Menu::File, Menu::Edit, Menu::Arrange, Menu::Go, Menu::View, Menu::Tools, Menu::Help];

    pub fn title(self, language: Language) -> &'static str {
        let words = match self {
            Menu::File => Words::new("File", "Archivo"),
            Menu::Edit => Words::new("Edit", "Edición"),
            Menu::Arrange => Words::new("Arrange", "Organizar"),
            Menu::Go => Words::new("Go", "Ir"),
            Menu::View => Words::new("View", "Ver"),
            Menu::Tools => Words::new("Tools", "Herramientas"),
            Menu::Help => Words::new("Help", "Ayuda"),
        };
        language.of(words)
    }
}

/// The action with an id.
pub fn action(id: &str) -> Option<&'static Action> {
    ACTIONS.iter().find(|action| action.id == id)
}

impl Action {
    pub fn title(&self, language: Language) -> &'static str {
        language.of(self.title)
    }

    /// Why it cannot be done now; `None` when it can.
    pub fn hindrance(&self, editor: &Editor) -> Option<&'static str> {
        (self.hindrance)(editor).map(|words| editor.language().of(words))
    }
}

impl Editor {
    /// Does an action; nothing when there is none with this id.
    pub fn run(&mut self, id: &str) -> Response {
        self.respond(|editor| action(id).is_some_and(|action| editor.act(action)))
    }

    /// Does what a chord stands for.
    pub(crate) fn act_on_key(&mut self, chord: &str) -> bool {
        let found = ACTIONS.iter().find(|action| action.keys.contains(&chord));
        found.is_some_and(|action| self.act(action))
    }

    fn act(&mut self, action: &Action) -> bool {
        if let Some(why) = action.hindrance(self) {
            self.refuse(why.to_owned());
            return true;
        }
        (action.run)(self)
    }

    pub(crate) fn ask(&mut self, request: Request) -> bool {
        self.request(request);
        true
    }
}
