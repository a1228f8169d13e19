//! Tools: what pointer, wheel and keys do. Each state is a machine of its own; leaving one without finishing changes
//! nothing.

mod connecting;
mod drag;
mod idle;
mod keyboard;
mod marquee;
mod pan;
mod placing;
mod press;
mod renaming;

pub(crate) use keyboard::Direction;

use engine::Id;

use crate::{
    editor::Editor,
    event::{Button, KeyEvent, PointerEvent, PointerKind, WheelEvent},
    overlay::Overlay,
    picture::{Hit, Picture, REACH},
    response::{Cursor, Notes, Response},
    space::{Position, position},
};

/// Way of the pointer, in CSS px, from which a press is a drag.
const THRESHOLD: f64 = 4.0;

/// What the pointer is for while nothing is going on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tool {
    #[default]
    Select,
    /// Drags move the picture.
    Hand,
    /// Drags draw connections.
    Connect,
}

/// What is going on.
#[derive(Debug, Default)]
pub(crate) enum State {
    #[default]
    Idle,
    Pan(pan::Pan),
    Press(press::Press),
    Marquee(marquee::Marquee),
    Drag(drag::Drag),
    Connecting(connecting::Connecting),
    Placing(placing::Placing),
    Renaming(renaming::Renaming),
}

impl State {
    /// The state that a pointer event leads to.
    fn pointer(self, editor: &mut Editor, event: &PointerEvent) -> State {
        match self {
            State::Idle => idle::pointer(editor, event),
            State::Pan(state) => state.pointer(editor, event),
            State::Press(state) => state.pointer(editor, event),
            State::Marquee(state) => state.pointer(editor, event),
            State::Drag(state) => state.pointer(editor, event),
            State::Connecting(state) => state.pointer(editor, event),
            State::Placing(state) => state.pointer(editor, event),
            State::Renaming(state) => state.pointer(editor, event),
        }
    }

    /// The state that a key leads to, and whether the key meant something to this one.
    fn key(self, editor: &mut Editor, chord: &str) -> (State, bool) {
        match self {
            State::Connecting(state) => state.key(editor, chord),
            State::Idle => (State::Idle, false),
            // a gesture is finished or given up before anything else
            _ if chord == "Escape" => (State::Idle, true),
            state => (state, true),
        }
    }

    /// Typing the name of an element.
    pub(crate) fn renaming(editor: &Editor, id: &Id) -> State {
        renaming::begin(editor, id)
    }

    pub(crate) fn show(&self, editor: &Editor, picture: &Picture, overlay: &mut Overlay) {
        match self {
            State::Idle | State::Press(_) => {}
            State::Pan(_) => overlay.cursor = Cursor::Grabbing,
            State::Marquee(state) => state.show(picture, overlay),
            State::Drag(state) => state.show(overlay),
            State::Connecting(state) => state.show(overlay),
            State::Placing(state) => state.show(overlay),
            State::Renaming(state) => state.show(editor, picture, overlay),
        }
    }
}

/// What lies under the resting pointer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Hover {
    pub hit: Hit,
    /// The pointer is where a connection starts.
    pub port: Option<Position>,
}

/// Tools of an editor: which is taken, what it is doing, and what is known of the pointer.
#[derive(Debug, Default)]
pub(crate) struct Tools {
    pub tool: Tool,
    pub state: State,
    pub hover: Option<Hover>,
    /// Where the pointer is, while it is on the canvas.
    pub pointer: Option<Position>,
    /// Space is held: drags move the picture.
    pub space: bool,
    pub notes: Notes,
    /// The overlay that was last told.
    pub shown: Overlay,
}

impl Editor {
    /// Handles the pointer.
    pub fn pointer(&mut self, event: &PointerEvent) -> Response {
        self.respond(|editor| {
            editor.point(event);
            true
        })
    }

    fn point(&mut self, event: &PointerEvent) {
        match event.kind {
            PointerKind::Cancel => return self.give_up(),
            PointerKind::Leave => {
                self.tools.pointer = None;
                self.tools.hover = None;
            }
            _ => self.tools.pointer = Some(event.at()),
        }
        let state = std::mem::take(&mut self.tools.state);
        let pans = match event.button {
            Button::Middle => true,
            Button::Primary => self.tools.space || self.tools.tool == Tool::Hand,
            Button::Secondary => false,
        };
        self.tools.state = match state {
            State::Idle if event.kind == PointerKind::Down && pans => pan::begin(self, event),
            state => state.pointer(self, event),
        };
    }

    /// Handles the wheel: moves the picture, with Control zooms towards the pointer.
    pub fn wheel(&mut self, event: &WheelEvent) -> Response {
        self.respond(|editor| {
            let at = position(event.x, event.y);
            if event.modifiers.command() {
                editor.zoom_at(at, 1.1_f64.powf(-event.dy.clamp(-500.0, 500.0) / 100.0));
            } else if event.modifiers.shift && event.dx == 0.0 {
                editor.pan(-event.dy, 0.0);
            } else {
                editor.pan(-event.dx, -event.dy);
            }
            // what is being dragged follows the world below the pointer
            editor.point(&PointerEvent::new(PointerKind::Move, event.x, event.y));
            true
        })
    }

    /// Handles a key that goes down.
    pub fn key(&mut self, event: &KeyEvent) -> Response {
        self.respond(|editor| {
            let chord = event.chord();
            if chord == "Space" && !matches!(editor.tools.state, State::Renaming(_)) {
                editor.tools.space = true;
                return true;
            }
            let state = std::mem::take(&mut editor.tools.state);
            let (state, handled) = state.key(editor, &chord);
            editor.tools.state = state;
            handled || editor.act_on_key(&chord)
        })
    }

    /// Handles a key that comes up.
    pub fn key_up(&mut self, event: &KeyEvent) -> Response {
        self.respond(|editor| {
            let space = event.chord().ends_with("Space");
            editor.tools.space &= !space;
            space
        })
    }

    /// Takes a tool; what was going on is given up.
    pub fn take(&mut self, tool: Tool) -> Response {
        self.respond(|editor| {
            editor.give_up();
            editor.tools.tool = tool;
            true
        })
    }

    pub fn tool(&self) -> Tool {
        self.tools.tool
    }

    /// Starts placing a new element that is dragged from the shelf.
    pub fn place(&mut self, kind: &str) -> Response {
        self.respond(|editor| {
            editor.give_up();
            let placing = placing::begin(editor, kind);
            let known = placing.is_some();
            editor.tools.state = placing.unwrap_or_default();
            known
        })
    }

    /// Starts typing the name of an element.
    pub fn start_renaming(&mut self, id: &Id) -> Response {
        self.respond(|editor| {
            editor.give_up();
            editor.tools.state = renaming::begin(editor, id);
            true
        })
    }

    /// Ends typing a name: with what was typed, or without change.
    pub fn finish_renaming(&mut self, name: Option<&str>) -> Response {
        self.respond(|editor| {
            let state = std::mem::take(&mut editor.tools.state);
            let State::Renaming(renaming) = state else {
                editor.tools.state = state;
                return false;
            };
            if let Some(name) = name
                && let Err(refusal) = editor.rename(renaming.id(), name)
            {
                let why = editor.why(&refusal);
                editor.refuse(why);
            }
            true
        })
    }

    /// Whether a gesture is under way.
    pub fn busy(&self) -> bool {
        !matches!(self.tools.state, State::Idle)
    }

    /// Gives up what is going on: nothing has changed yet.
    pub(crate) fn give_up(&mut self) {
        self.tools.state = State::Idle;
    }

    /// The cursor while nothing is going on.
    pub(crate) fn resting_cursor(&self) -> Cursor {
        match (&self.tools.hover, self.tools.tool) {
            _ if self.tools.space => Cursor::Grab,
            (_, Tool::Hand) => Cursor::Grab,
            (_, Tool::Connect) => Cursor::Crosshair,
            (Some(hover), _) if hover.port.is_some() => Cursor::Crosshair,
            (Some(_), _) => Cursor::Pointer,
            (None, _) => Cursor::Default,
        }
    }

    /// The world point under a point of the screen.
    pub(crate) fn world(&self, screen: Position) -> Position {
        self.camera().to_world(screen)
    }

    /// What lies under a point of the screen.
    pub(crate) fn hit(&mut self, screen: Position) -> Option<Hit> {
        let (at, reach) = (self.world(screen), self.camera().length(REACH));
        self.picture().hit(at, reach)
    }
}
