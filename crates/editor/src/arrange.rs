//! Moving elements: where they may go, where they would stand, and writing it.
//!
//! Frames are stored as the layout reads them: relative to the tier's whole row, zonal cards to their zone, and to the
//! page without a parent. Whether the layout keeps a frame is seen by drawing it: what it does not keep is refused.

use engine::{
    Command, Id,
    design::{Frame, Kind},
    scene::{
        Annotations, Options,
        board::Content,
        board_of,
        geometry::{Rect, rect},
    },
    services::{Lane, service},
};

use crate::{
    add::zonal,
    containment::{ancestors, kind_of, may_stand, roots},
    editor::Editor,
    overlay::DropTarget,
    picture::Picture,
    space::Position,
    words,
};

/// Cards stand on this grid.
const GRID: i32 = 4;
/// Space that a tier keeps at its sides, and for its header.
const SIDE: i32 = 10;
const HEADER: i32 = 26;

/// An element that is being moved.
#[derive(Debug, Clone)]
pub(crate) struct Moving {
    pub id: Id,
    pub rect: Rect,
    /// How it is drawn now; `None` for what the layout places by itself.
    ground: Option<Ground>,
}

/// What a card's frame is relative to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ground {
    /// The tier's whole row.
    Row,
    /// One zone of the tier, counted from 1.
    Zone(u8),
    Page,
}

/// Where elements would go.
#[derive(Debug, Clone, Default)]
pub(crate) struct Drop {
    /// The container; `None`: the environment itself.
    pub into: Option<Id>,
    /// The zone of a tier that the pointer is in.
    pub zone: Option<u8>,
    pub rects: Vec<Rect>,
    pub allowed: bool,
    pub why: Option<String>,
}

impl Drop {
    pub fn target(&self) -> DropTarget {
        DropTarget {
            id: self.into.clone(),
            rects: self.rects.clone(),
            allowed: self.allowed,
            why: self.why.clone(),
        }
    }
}

impl Editor {
    /// The elements that move when these are dragged: what stands in a moved container moves with it.
    pub(crate) fn moving(&mut self, ids: &[Id]) -> Vec<Moving> {
        let picture = self.picture();
        let chosen = ids.iter().cloned().collect();
        let grounds = self.grounds();
        let moved = roots(self.document(), &chosen).into_iter().filter_map(|id| {
            let rect = picture.bounds(&id)?;
            let shared = picture.reading().iter().any(|entry| entry.id == id && entry.gathered);
            let ground = match grounds.iter().find(|(key, _)| *key == id) {
                Some((_, ground)) => Some(*ground),
                None => {
                    let page = kind_of(self.document(), &id).is_some_and(|kind| kind.parents.is_empty());
                    (page && picture.card(&id).is_some()).then_some(Ground::Page)
                }
            };
            Some(Moving { id, rect, ground: ground.filter(|_| !shared) })
        });
        moved.collect()
    }

    /// How the cards in tiers are drawn.
    fn grounds(&mut self) -> Vec<(Id, Ground)> {
        let language = self.language;
        let Some(environment) = self.environment().cloned() else { return Vec::new() };
        let Ok(architecture) = self.session.architecture(environment.as_str()) else { return Vec::new() };
        let options = Options { language, ..Options::default() };
        let (board, _) = board_of(architecture, &Annotations::default(), &options);
        let tiers = board.regions.iter().flat_map(|region| &region.vpcs).flat_map(|vpc| &vpc.tiers);
        let cards = tiers.flat_map(|tier| &tier.contents).filter_map(|content| match content {
            Content::Zonal(zone, piece) => {
                let zone = u8::try_from(*zone + 1).ok()?;
                Some((Id::new(&piece.key)?, Ground::Zone(zone)))
            }
            Content::Span(_, piece) => Some((Id::new(&piece.key)?, Ground::Row)),
            Content::Cluster(..) | Content::Group(_) | Content::Icons(_) => None,
        });
        cards.collect()
    }

    /// Where moved elements would go at a world point.
    pub(crate) fn drop_of(&mut self, moving: &[Moving], at: Position) -> Drop {
        let document = self.document();
        let kinds: Vec<&'static Kind> =
            moving.iter().filter_map(|moving| kind_of(document, &moving.id)).collect();
        let ids: Vec<Id> = moving.iter().map(|moving| moving.id.clone()).collect();
        self.drop_at(&kinds, &ids, at)
    }

    /// Where elements of these kinds would go at a world point: the innermost container there that may hold all of
    /// them. What stands nowhere but in the environment itself may be put down anywhere.
    pub(crate) fn drop_at(&mut self, kinds: &[&'static Kind], moved: &[Id], at: Position) -> Drop {
        let picture = self.picture();
        let document = self.document();
        // nothing goes into itself, nor into what stands in it
        let own = |id: &Id| moved.contains(id) || ancestors(document, id).any(|above| moved.contains(above));
        let housed: Vec<&Kind> = kinds.iter().copied().filter(|kind| !kind.parents.is_empty()).collect();
        let around: Vec<_> = picture.containers_at(at).filter(|container| !own(&container.id)).collect();
        let legal = |id: &Id| {
            let node = document.nodes.get(id);
            node.is_some() && housed.iter().all(|kind| may_stand(kind, node))
        };
        let page = Drop { allowed: true, ..Drop::default() };
        if kinds.is_empty() || housed.is_empty() {
            return Drop { allowed: !kinds.is_empty(), ..page };
        }
        if let Some(found) = around.iter().find(|container| legal(&container.id)) {
            let zone = found.part.as_deref().and_then(|part| part.strip_prefix("subnet/")?.parse().ok());
            return Drop { into: Some(found.id.clone()), zone, rects: row(&picture, &found.id), ..page };
        }
        let innermost = around.first();
        let container = innermost.and_then(|found| document.nodes.get(&found.id));
        let Some(refused) = housed.iter().find(|kind| kind.contained || !around.is_empty()) else {
            return page;
        };
        if !refused.contained {
            return page;
        }
        let why = words::misplaced(refused, container.map(|node| node.kind.as_str()), self.language);
        Drop {
            into: innermost.map(|found| found.id.clone()),
            rects: innermost.map(|found| found.rect).into_iter().collect(),
            allowed: false,
            why: Some(why),
            zone: None,
        }
    }

    /// Where a moved element would stand: under the pointer, on the grid, inside what it goes into.
    pub(crate) fn landing(&mut self, moving: &Moving, by: Position, drop: &Drop) -> Rect {
        let free = moving.rect.offset(whole(by.x), whole(by.y));
        let picture = self.picture();
        match self.room(&picture, moving, drop) {
            Some(room) if drop.allowed => snapped(free, room),
            _ => free,
        }
    }

    /// The rectangle that the frame of a moved element is relative to; `None` where it gets no frame.
    fn room(&self, picture: &Picture, moving: &Moving, drop: &Drop) -> Option<Room> {
        let document = self.document();
        let kind = kind_of(document, &moving.id)?;
        if kind.parents.is_empty() {
            return (moving.ground == Some(Ground::Page))
                .then_some(Room { rect: rect(0, 0, 0, 0), tier: false });
        }
        let tier = drop.into.as_ref()?;
        let here = document.nodes.get(&moving.id).and_then(|node| node.parent.as_ref()) == Some(tier);
        let ground = match moving.ground {
            Some(Ground::Zone(zone)) if here || zonal(kind).is_some() => {
                Ground::Zone(drop.zone.filter(|_| zonal(kind).is_some()).unwrap_or(zone))
            }
            Some(Ground::Row) if here => Ground::Row,
            Some(_) => match service(kind.name)?.about().lane {
                Lane::Zonal => Ground::Zone(drop.zone?),
                Lane::Spanning => Ground::Row,
                _ => return None,
            },
            None => return None,
        };
        let rect = match ground {
            Ground::Zone(zone) => {
                let part = format!("subnet/{zone}");
                picture.frames_of(tier).find(|frame| frame.part.as_deref() == Some(&part))?.rect
            }
            _ => row(picture, tier).into_iter().reduce(Rect::union)?,
        };
        Some(Room { rect, tier: true })
    }

    /// Puts moved elements down as one step.
    ///
    /// # Errors
    /// Why not, in words; nothing has changed.
    pub(crate) fn drop_moving(
        &mut self,
        moving: &[Moving],
        ghosts: &[Rect],
        drop: &Drop,
    ) -> Result<(), String> {
        if moving.is_empty() {
            return Ok(());
        }
        if !drop.allowed {
            return Err(drop.why.clone().unwrap_or_default());
        }
        let ids: Vec<Id> = moving.iter().map(|moving| moving.id.clone()).collect();
        let what = self.name_of_all(&ids);
        let housing = self.housing(moving, drop);
        let label = match drop.into.as_ref().filter(|_| !housing.is_empty()) {
            Some(into) => self.tell("Move {0} into {1}", "Mover {0} a {1}", [what, self.name_of(into)]),
            None => self.tell("Move {0}", "Mover {0}", [what]),
        };
        let picture = self.picture();
        let frames: Vec<(usize, Room, Frame)> = moving
            .iter()
            .zip(ghosts)
            .enumerate()
            .filter_map(|(at, (moving, ghost))| {
                let room = self.room(&picture, moving, drop)?;
                Some((at, room, room.frame(*ghost)))
            })
            .collect();
        let stays = |at: usize, frame: &Frame, room: Room| {
            moving.get(at).is_some_and(|moving| room.frame(moving.rect) == *frame)
        };
        if housing.is_empty() && frames.iter().all(|(at, room, frame)| stays(*at, frame, *room)) {
            return match frames.is_empty() {
                true => Err(self.why_fixed(&ids)),
                false => Ok(()),
            };
        }
        self.begin();
        let moved = !housing.is_empty();
        let done = self.write_move(moving, housing, frames, drop, moved);
        match done {
            Ok(()) => self.commit(label),
            Err(_) => self.abort(),
        }
        done
    }

    /// The edits that bring moved elements into their new container and zone.
    fn housing(&self, moving: &[Moving], drop: &Drop) -> Vec<Command> {
        let document = self.document();
        let mut commands = Vec::new();
        for Moving { id, .. } in moving {
            let Some((node, kind)) = document.nodes.get(id).zip(kind_of(document, id)) else { continue };
            if !kind.parents.is_empty() && node.parent != drop.into {
                commands.push(Command::Reparent { id: id.clone(), parent: drop.into.clone() });
            }
            commands.extend(drop.zone.and_then(|zone| self.zone_edit(id, kind, zone)));
        }
        commands
    }

    /// The edit that brings a zonal element into a zone; where the shown environment has a zone of its own, there.
    fn zone_edit(&self, id: &Id, kind: &Kind, zone: u8) -> Option<Command> {
        let property = zonal(kind)?;
        let document = self.document();
        let shown = self.environment()?;
        let overlay = document.environments.get(shown)?.overrides.get(id);
        let over = overlay.and_then(|overlay| overlay.get(property.name));
        let base = document.nodes.get(id)?.properties.get(property.name).cloned();
        let now = over.cloned().or(base).or_else(|| property.default.to_json())?;
        (now.as_u64() != Some(zone.into())).then(|| Command::SetProperty {
            id: id.clone(),
            environment: over.map(|_| shown.clone()),
            path: vec![property.name.to_owned()],
            value: zone.into(),
        })
    }

    fn write_move(
        &mut self,
        moving: &[Moving],
        housing: Vec<Command>,
        frames: Vec<(usize, Room, Frame)>,
        drop: &Drop,
        rehoused: bool,
    ) -> Result<(), String> {
        let refused = |editor: &Editor, refusal| editor.why(&refusal);
        self.edit_all(String::new(), housing).map_err(|refusal| refused(self, refusal))?;
        for (at, _, frame) in &frames {
            let Some(moving) = moving.get(*at) else { continue };
            let command = Command::SetFrame { id: moving.id.clone(), frame: *frame };
            self.edit("", command).map_err(|refusal| refused(self, refusal))?;
        }
        // what the layout does not keep has no effect but to mislead
        let picture = self.picture();
        for (at, _, frame) in frames {
            let Some(moving) = moving.get(at) else { continue };
            let room = self.room(&picture, moving, drop);
            let stands = picture.card(&moving.id).zip(room).map(|(card, room)| room.frame(card));
            let kept = stands.is_some_and(|stands| (stands.0, stands.1) == (frame.0, frame.1));
            if !kept && rehoused {
                let automatic = Command::ClearFrame { id: moving.id.clone() };
                self.edit("", automatic).map_err(|refusal| refused(self, refusal))?;
            } else if !kept {
                let why = self.why_not_kept(&moving.id, moving.ground);
                return Err(why);
            }
        }
        Ok(())
    }

    fn why_not_kept(&self, id: &Id, ground: Option<Ground>) -> String {
        match ground {
            Some(Ground::Row | Ground::Zone(_)) => self.tell(
                "There is no room for {0}: something else was put there.",
                "No hay lugar para {0}: allí ya se colocó otra cosa.",
                [self.name_of(id)],
            ),
            _ => self.why_fixed(std::slice::from_ref(id)),
        }
    }

    fn why_fixed(&self, ids: &[Id]) -> String {
        self.tell(
            "The place of {0} follows from what it is and what it stands in.",
            "El lugar de {0} depende de lo que es y de dónde está.",
            [self.name_of_all(ids)],
        )
    }

    /// Moves what is selected by a number of steps of the grid; a burst is one step of undo. `false` when nothing is
    /// selected.
    pub(crate) fn nudge(&mut self, (x, y): (i32, i32), steps: i32) -> bool {
        let ids: Vec<Id> = self.selection().iter().cloned().collect();
        let moving = self.moving(&ids);
        if moving.is_empty() {
            return false;
        }
        let picture = self.picture();
        let mut frames = Vec::new();
        for (at, moved) in moving.iter().enumerate() {
            let into = self.document().nodes.get(&moved.id).and_then(|node| node.parent.clone());
            let drop = Drop { into, allowed: true, ..Drop::default() };
            if let Some(room) = self.room(&picture, moved, &drop) {
                let to = snapped(moved.rect.offset(x * steps * GRID, y * steps * GRID), room);
                frames.push((at, room, room.frame(to), drop));
            }
        }
        if frames.is_empty() {
            let why = self.why_fixed(&ids);
            self.refuse(why);
            return true;
        }
        let label = self.tell("Move {0}", "Mover {0}", [self.name_of_all(&ids)]);
        let key = ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ");
        self.begin();
        let mut done = Ok(());
        for (at, room, frame, drop) in frames {
            if done.is_ok() {
                done = self.write_move(&moving, Vec::new(), vec![(at, room, frame)], &drop, false);
            }
        }
        match done {
            Ok(()) => self.commit_with(label, Some(&format!("nudge {key}"))),
            Err(why) => {
                self.abort();
                self.refuse(why);
            }
        }
        true
    }

    /// Lets the layout place what is selected again.
    pub(crate) fn place_automatically(&mut self) -> bool {
        let placed = self.selection().iter().filter(|id| self.document().layout.contains_key(*id));
        let ids: Vec<Id> = placed.cloned().collect();
        if ids.is_empty() {
            return false;
        }
        let label =
            self.tell("Place {0} automatically", "Ubicar {0} automáticamente", [self.name_of_all(&ids)]);
        let commands = ids.into_iter().map(|id| Command::ClearFrame { id }).collect();
        if let Err(refusal) = self.edit_all(label, commands) {
            let why = self.why(&refusal);
            self.refuse(why);
        }
        true
    }
}

/// What a frame is relative to.
#[derive(Debug, Clone, Copy)]
struct Room {
    rect: Rect,
    /// A tier or one of its zones, which keeps its cards inside.
    tier: bool,
}

impl Room {
    fn frame(self, card: Rect) -> Frame {
        Frame(card.x - self.rect.x, card.y - self.rect.y, card.w, card.h)
    }
}

/// The frames of a tier's row, or of another container.
fn row(picture: &Picture, id: &Id) -> Vec<Rect> {
    let own = picture.frames_of(id).filter(|frame| frame.look != engine::scene::draw::FrameLook::Zone);
    own.map(|frame| frame.rect).collect()
}

/// On the grid of what it stands in, and inside it.
fn snapped(card: Rect, room: Room) -> Rect {
    let (x, y) = (grid(card.x - room.rect.x), grid(card.y - room.rect.y));
    let (x, y) = if room.tier {
        let last = (room.rect.w - SIDE - card.w).max(SIDE);
        let (first, last) = (up(SIDE), last - last.rem_euclid(GRID));
        // a card as wide as its room has one place
        (if first > last { SIDE } else { x.clamp(first, last) }, y.max(up(HEADER)))
    } else {
        (x, y)
    };
    rect(room.rect.x + x, room.rect.y + y, card.w, card.h)
}

fn grid(at: i32) -> i32 {
    at.saturating_add(GRID / 2).div_euclid(GRID) * GRID
}

fn up(at: i32) -> i32 {
    at + (GRID - at.rem_euclid(GRID)) % GRID
}

/// Far away is as good as farther.
fn whole(at: f64) -> i32 {
    #[allow(clippy::cast_possible_truncation)]
    let whole = at.round().clamp(-1e6, 1e6) as i32;
    whole
}
