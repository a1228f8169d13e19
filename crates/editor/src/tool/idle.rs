//! Nothing is going on: the pointer rests on something, or a press begins.

use crate::{
    editor::Editor,
    event::{Button, PointerEvent, PointerKind},
    picture::{Hit, Target, ports},
    response::Request,
    space::Position,
};

use super::{Hover, State, Tool, connecting, press};

/// How near a port or an end counts, in CSS px.
const NEAR: f64 = 8.0;
/// Below this zoom cards are too small to have ports.
const PORTS_FROM: f64 = 0.5;

pub(super) fn pointer(editor: &mut Editor, event: &PointerEvent) -> State {
    match event.kind {
        PointerKind::Move => {
            editor.tools.hover = hover(editor, event.at());
            State::Idle
        }
        PointerKind::Down if event.button == Button::Secondary => {
            let hit = editor.hit(event.at());
            match hit {
                Some(hit) if !hit.ids.iter().all(|id| editor.selection().contains(id)) => {
                    editor.select(hit.ids)
                }
                Some(_) => {}
                None => editor.select([]),
            }
            editor.request(Request::ContextMenu(event.at()));
            State::Idle
        }
        PointerKind::Down => down(editor, event),
        PointerKind::Up | PointerKind::Leave | PointerKind::Cancel => State::Idle,
    }
}

fn down(editor: &mut Editor, event: &PointerEvent) -> State {
    let hover = hover(editor, event.at());
    editor.tools.hover.clone_from(&hover);
    let near = editor.camera().length(NEAR);
    let at = editor.world(event.at());
    let picture = editor.picture();
    if let Some((id, from, to)) = editor.selected_ends(&picture) {
        for (end, place) in [(crate::End::From, from), (crate::End::To, to)] {
            if at.distance(place.into()) <= near
                && let Some(state) = connecting::move_end(editor, &id, end, (from, to), event.at())
            {
                return state;
            }
        }
    }
    let from = hover.as_ref().filter(|hover| hover.port.is_some() || editor.tools.tool == Tool::Connect);
    if let Some(state) = from.and_then(|hover| connecting::begin(editor, &hover.hit, hover.port, event.at()))
    {
        return state;
    }
    press::begin(editor, hover.map(|hover| hover.hit), event)
}

/// What lies under the pointer. An element keeps it while it is near one of its ports, which stick out.
fn hover(editor: &mut Editor, screen: Position) -> Option<Hover> {
    let (at, near) = (editor.world(screen), editor.camera().length(NEAR));
    let port_of = |editor: &Editor, hit: &Hit| {
        let ports = if editor.offers_ports(hit) { ports(hit.rect).to_vec() } else { Vec::new() };
        ports.into_iter().map(Position::from).find(|port| port.distance(at) <= near)
    };
    let hit = editor.hit(screen);
    if !hit.as_ref().is_some_and(|hit| matches!(hit.target, Target::Card | Target::Gate | Target::Badge))
        && let Some(before) = editor.tools.hover.take()
        && let Some(port) = port_of(editor, &before.hit)
    {
        return Some(Hover { port: Some(port), ..before });
    }
    let port = hit.as_ref().and_then(|hit| port_of(editor, hit));
    hit.map(|hit| Hover { hit, port })
}

impl Editor {
    /// Whether connections can be drawn from what is hit.
    pub(crate) fn offers_ports(&self, hit: &Hit) -> bool {
        let one = match hit.ids.as_slice() {
            [one] => self.starts_connections(one),
            _ => false,
        };
        let card = matches!(hit.target, Target::Card | Target::Gate);
        one && card && self.tools.tool != Tool::Hand && self.camera().zoom >= PORTS_FROM
    }
}
