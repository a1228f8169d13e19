//! A connection is drawn from one element to another, or one end of one is moved: by pointer, or by choosing among
//! the legal ends with the keyboard.

use engine::{
    Id,
    scene::geometry::{Point, Rect},
};

use crate::{
    connect::{Choice, End, Offer},
    editor::Editor,
    event::{PointerEvent, PointerKind},
    overlay::{Band, Overlay},
    picture::{Hit, Target, ports},
    response::{Cursor, Request},
    space::{Area, Position},
};

use super::{State, THRESHOLD};

#[derive(Debug)]
pub(crate) struct Connecting {
    purpose: Purpose,
    /// Where the band is fixed, and where the pointer is, in the world.
    anchor: Position,
    at: Position,
    /// Where the button went down, on the screen.
    pressed: Position,
    over: Option<Over>,
    /// The ends to choose from without a pointer, and which is chosen.
    keyboard: Option<(Vec<Id>, usize)>,
}

#[derive(Debug, Clone)]
enum Purpose {
    /// A new connection that starts here.
    New(Id),
    /// This end of a connection; the other stays.
    Move { connection: Id, end: End },
}

/// What the band points at.
#[derive(Debug)]
struct Over {
    ids: Vec<Id>,
    rect: Rect,
    why: Option<String>,
}

/// Starts a connection from the element that is hit; `None` if none may start there.
pub(super) fn begin(
    editor: &mut Editor,
    hit: &Hit,
    port: Option<Position>,
    screen: Position,
) -> Option<State> {
    let [from] = hit.ids.as_slice() else { return None };
    if matches!(hit.target, Target::Wire | Target::Label) || !editor.starts_connections(from) {
        return None;
    }
    let anchor = port.unwrap_or_else(|| Area::from(hit.rect).center());
    editor.tools.hover = None;
    Some(State::Connecting(Connecting {
        purpose: Purpose::New(from.clone()),
        anchor,
        at: editor.world(screen),
        pressed: screen,
        over: None,
        keyboard: None,
    }))
}

/// Starts moving one end of a connection.
pub(super) fn move_end(
    editor: &mut Editor,
    connection: &Id,
    end: End,
    (from, to): (Point, Point),
    screen: Position,
) -> Option<State> {
    editor.document().connections.get(connection)?;
    editor.tools.hover = None;
    let anchor = match end {
        End::From => to,
        End::To => from,
    };
    Some(State::Connecting(Connecting {
        purpose: Purpose::Move { connection: connection.clone(), end },
        anchor: anchor.into(),
        at: editor.world(screen),
        pressed: screen,
        over: None,
        keyboard: None,
    }))
}

impl Editor {
    /// Starts a connection from the selected element, its end to be chosen by keys.
    pub(crate) fn connect_by_keyboard(&mut self) -> bool {
        let Some(from) = self.only_selected() else { return false };
        let picture = self.picture();
        let Some(rect) = picture.bounds(&from) else { return false };
        let legal = |id: &Id| !self.legal_connections(&from, id).is_empty();
        let ends: Vec<Id> =
            picture.reading().iter().map(|entry| &entry.id).filter(|id| legal(id)).cloned().collect();
        if ends.is_empty() {
            let why = self.tell(
                "Nothing here can be connected from {0}.",
                "Aquí no hay nada con qué conectar {0}.",
                [self.name_of(&from)],
            );
            self.refuse(why);
            return true;
        }
        let anchor = Area::from(rect).center();
        let mut state = Connecting {
            purpose: Purpose::New(from),
            anchor,
            at: anchor,
            pressed: anchor,
            over: None,
            keyboard: Some((ends, 0)),
        };
        state.choose(self, 0);
        self.tools.state = State::Connecting(state);
        true
    }
}

impl Connecting {
    pub(super) fn pointer(mut self, editor: &mut Editor, event: &PointerEvent) -> State {
        match event.kind {
            PointerKind::Move | PointerKind::Down => {
                self.keyboard = None;
                self.at = editor.world(event.at());
                self.over = self.under(editor, event.at());
                State::Connecting(self)
            }
            // a click on the start leaves the band at the pointer until the next click
            PointerKind::Up if event.at().distance(self.pressed) <= THRESHOLD => {
                self.pressed = Position { x: f64::INFINITY, y: f64::INFINITY };
                State::Connecting(self)
            }
            PointerKind::Up => {
                self.over = self.under(editor, event.at());
                self.finish(editor);
                State::Idle
            }
            PointerKind::Leave | PointerKind::Cancel => State::Connecting(self),
        }
    }

    pub(super) fn key(mut self, editor: &mut Editor, chord: &str) -> (State, bool) {
        match chord {
            "Escape" => return (State::Idle, true),
            "Enter" if self.keyboard.is_some() => {
                self.finish(editor);
                return (State::Idle, true);
            }
            "Tab" | "ArrowRight" | "ArrowDown" => self.choose(editor, 1),
            "shift+Tab" | "ArrowLeft" | "ArrowUp" => self.choose(editor, -1),
            _ => {}
        }
        (State::Connecting(self), true)
    }

    /// Points at the chosen end after this many steps.
    fn choose(&mut self, editor: &mut Editor, step: isize) {
        let Some((ends, chosen)) = &mut self.keyboard else { return };
        let count = isize::try_from(ends.len()).unwrap_or(isize::MAX).max(1);
        let at = isize::try_from(*chosen).unwrap_or(0).saturating_add(step).rem_euclid(count);
        *chosen = usize::try_from(at).unwrap_or(0);
        let Some(id) = ends.get(*chosen).cloned() else { return };
        let Some(rect) = editor.picture().bounds(&id) else { return };
        self.at = Area::from(rect).center();
        editor.reveal(&id);
        let name = editor.describe(&id);
        editor.announce(name);
        self.over = Some(Over { ids: vec![id], rect, why: None });
    }

    /// What a point of the screen offers as an end: the card there, else the innermost container that may be one.
    fn under(&self, editor: &mut Editor, screen: Position) -> Option<Over> {
        let at = editor.world(screen);
        let picture = editor.picture();
        let hit = editor.hit(screen).filter(|hit| !matches!(hit.target, Target::Wire | Target::Label));
        if let Some(hit) = &hit
            && self.is_start(&hit.ids)
        {
            return None;
        }
        if let Some(hit) = hit.as_ref().filter(|hit| !self.offers(editor, &hit.ids).is_empty()) {
            return Some(Over { ids: hit.ids.clone(), rect: hit.rect, why: None });
        }
        for container in picture.containers_at(at) {
            let ids = vec![container.id.clone()];
            if !self.is_start(&ids) && !self.offers(editor, &ids).is_empty() {
                return Some(Over { ids, rect: container.rect, why: None });
            }
        }
        let hit = hit?;
        let why = hit.ids.first().and_then(|id| self.why_not(editor, id));
        Some(Over { ids: hit.ids, rect: hit.rect, why: Some(why.unwrap_or_default()) })
    }

    fn is_start(&self, ids: &[Id]) -> bool {
        matches!((&self.purpose, ids), (Purpose::New(from), [one]) if from == one)
    }

    fn offers(&self, editor: &Editor, ids: &[Id]) -> Vec<Offer> {
        match &self.purpose {
            Purpose::New(from) => editor.offers(from, ids),
            Purpose::Move { connection, end } => {
                let Some(drawn) = editor.document().connections.get(connection) else { return Vec::new() };
                let legal = |id: &Id| {
                    let (from, to) = match end {
                        End::From => (id, &drawn.to),
                        End::To => (&drawn.from, id),
                    };
                    editor.legal_connections(from, to).contains(&drawn.kind)
                };
                let legal = ids.iter().filter(|id| legal(id));
                legal
                    .map(|id| Offer { kind: drawn.kind, to: id.clone(), title: editor.name_of(id) })
                    .collect()
            }
        }
    }

    fn why_not(&self, editor: &Editor, id: &Id) -> Option<String> {
        match &self.purpose {
            Purpose::New(from) => editor.why_not_connected(from, id),
            Purpose::Move { .. } => Some(editor.tell(
                "This connection cannot end at {0}.",
                "Esta conexión no puede terminar en {0}.",
                [editor.name_of(id)],
            )),
        }
    }

    fn finish(self, editor: &mut Editor) {
        // let go over nothing, it is given up
        let Some(over) = &self.over else { return };
        if let Some(why) = &over.why {
            return editor.refuse(why.clone());
        }
        let offers = self.offers(editor, &over.ids);
        match (&self.purpose, offers.as_slice()) {
            (_, []) => {}
            (Purpose::Move { connection, end }, [first, ..]) => {
                if let Err(refusal) = editor.retarget(connection, *end, &first.to) {
                    let why = editor.why(&refusal);
                    editor.refuse(why);
                }
            }
            (Purpose::New(from), [one]) => match editor.connect(from, &one.to, one.kind) {
                Ok(id) => editor.announce_element(&id),
                Err(refusal) => {
                    let why = editor.why(&refusal);
                    editor.refuse(why);
                }
            },
            (Purpose::New(from), _) => {
                editor.request(Request::ChooseConnection(Choice { from: from.clone(), offers }));
            }
        }
    }

    pub(super) fn show(&self, overlay: &mut Overlay) {
        let allowed = self.over.as_ref().is_some_and(|over| over.why.is_none());
        let refused = self.over.as_ref().is_some_and(|over| over.why.is_some());
        overlay.cursor = if refused { Cursor::NotAllowed } else { Cursor::Crosshair };
        overlay.handles.clear();
        overlay.band = Some(Band {
            from: self.anchor,
            to: self.at,
            target: self.over.as_ref().map(|over| over.rect),
            ports: self
                .over
                .as_ref()
                .filter(|_| allowed)
                .map(|over| ports(over.rect).to_vec())
                .unwrap_or_default(),
            allowed,
            why: self.over.as_ref().and_then(|over| over.why.clone()),
        });
    }
}
