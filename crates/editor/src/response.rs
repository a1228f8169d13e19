//! What an event changed, and what the shell is asked to do.

use engine::Id;

use crate::{connect::Choice, editor::Editor, models::Grouping, space::Position};

/// What came of an event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Response {
    /// The event meant something here; the shell keeps it from anyone else.
    pub handled: bool,
    /// The document; operations may wait to be written.
    pub document: bool,
    pub selection: bool,
    pub camera: bool,
    /// What is painted above the drawing, the cursor with it.
    pub overlay: bool,
    /// Why something was not done, to be shown.
    pub refusal: Option<String>,
    /// What a screen reader says.
    pub said: Option<String>,
    pub requests: Vec<Request>,
}

/// What only the shell can do.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// A menu of actions at a point of the screen.
    ContextMenu(Position),
    /// Several connections are legal: ask which.
    ChooseConnection(Choice),
    /// The element lacks containers: offer to make them ([`Editor::add_with_containers`]).
    OfferContainers {
        kind: &'static str,
        chain: Vec<&'static str>,
    },
    /// Show these elements' properties.
    Inspect(Vec<Id>),
    /// Show the findings on these elements.
    Problems(Vec<Id>),
    /// Show the problems under headings of this kind.
    Group(Grouping),
    /// Show the prices: charges, and what can be done about them.
    Prices,
    /// Show the questions of the Well-Architected Framework, and open one.
    Questions(Option<&'static str>),
    WriteClipboard(String),
    /// Read the clipboard and [`Editor::paste`] it.
    ReadClipboard,
    New,
    Open,
    SaveAs,
    Export,
    /// What a client is offered.
    Proposal,
    /// By which prices everything is told, and asking AWS for new ones.
    PriceBooks,
    Share,
    Deploy,
    /// Ask what must hold of who reaches whom.
    Expect,
    /// Show the rules of the organisation.
    Organisation,
    Present,
    Palette,
    QuickAdd,
    Find,
    Shortcuts,
    ToggleTheme,
    TogglePanel(Panel),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Panel {
    Shelf,
    Outline,
    Inspector,
    Bottom,
}

/// Said by tools and actions while an event is handled.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub refusal: Option<String>,
    pub said: Option<String>,
    pub requests: Vec<Request>,
}

impl Editor {
    /// Handles an event and tells what it changed.
    pub(crate) fn respond(&mut self, handle: impl FnOnce(&mut Editor) -> bool) -> Response {
        let (revision, environment) = (self.revision(), self.environment().cloned());
        let selection = self.selection().clone();
        let (camera, lens) = (self.camera(), self.lens());
        let handled = handle(self);
        let notes = std::mem::take(&mut self.tools.notes);
        Response {
            handled,
            document: self.revision() != revision
                || self.environment() != environment.as_ref()
                || self.lens() != lens,
            selection: *self.selection() != selection,
            camera: self.camera() != camera,
            overlay: self.refresh_overlay(),
            refusal: notes.refusal,
            said: notes.said,
            requests: notes.requests,
        }
    }

    /// Whether the overlay is no longer what was last told.
    fn refresh_overlay(&mut self) -> bool {
        let now = self.overlay();
        let changed = self.tools.shown != now;
        self.tools.shown = now;
        changed
    }

    pub(crate) fn request(&mut self, request: Request) {
        self.tools.notes.requests.push(request);
    }

    pub(crate) fn refuse(&mut self, why: String) {
        self.tools.notes.refusal = Some(why);
    }

    pub(crate) fn announce(&mut self, text: String) {
        self.tools.notes.said = Some(text);
    }
}

/// The shape of the cursor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cursor {
    #[default]
    Default,
    Pointer,
    Grab,
    Grabbing,
    Move,
    Crosshair,
    NotAllowed,
    Copy,
}

impl Cursor {
    /// As CSS calls it.
    pub fn css(self) -> &'static str {
        match self {
            Cursor::Default => "default",
            Cursor::Pointer => "pointer",
            Cursor::Grab => "grab",
            Cursor::Grabbing => "grabbing",
            Cursor::Move => "move",
            Cursor::Crosshair => "crosshair",
            Cursor::NotAllowed => "not-allowed",
            Cursor::Copy => "copy",
        }
    }
}

/// For matching a panel's word in saved settings and test ids.
impl Panel {
    pub fn word(self) -> &'static str {
        match self {
            Panel::Shelf => "shelf",
            Panel::Outline => "outline",
            Panel::Inspector => "inspector",
            Panel::Bottom => "bottom",
        }
    }
}
