//! What the price of the environment shown rests on: its workload and the volumes of its elements, what each moves, and how
//! they are stated.

use std::{collections::BTreeMap, sync::Arc};

use engine::{
    Assumed, Band, Command, Decimal, Id, Moved, Origin,
    design::{Settings, Workload, workload::Preset},
    quantity,
    services::workload::{OFFICE_DAYS, OFFICE_HOURS},
};

use super::fields::sentence;
use crate::editor::Editor;

/// By how much a number grows to see what it moves, in per cent.
const MORE: u32 = 10;

/// A number that the price rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// The same for the same number: `db.backup_gib`, `requests_per_second`.
    pub key: String,
    /// What it is of: an element's name; empty for the workload.
    pub of: String,
    pub label: String,
    pub help: String,
    /// Where it comes from.
    pub origin: &'static str,
    pub number: Assumed,
}

/// One of the three values of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Low,
    Typical,
    High,
}

/// The shape of a workload over days and weeks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rhythm {
    /// The size that fills what is not stated; `None` where no workload is stated.
    pub preset: Option<Preset>,
    /// Each hour of a day, then each day of a week from Monday on, in per cent of the busiest.
    pub shares: [Vec<u8>; 2],
    /// Whether a person stated them.
    pub stated: [bool; 2],
}

/// The assumptions of a revision of the document in an environment, and what they move as far as it was asked.
#[derive(Debug, Default)]
pub(crate) struct Moves {
    at: Option<(u64, Id)>,
    all: Arc<Vec<Assumption>>,
    known: BTreeMap<String, Moved>,
    /// How many were tried in their order.
    tried: usize,
}

impl Editor {
    /// What the price of the environment shown rests on: its workload, then the volumes of elements.
    pub fn assumptions(&mut self) -> Arc<Vec<Assumption>> {
        self.moves().map(|moves| Arc::clone(&moves.all)).unwrap_or_default()
    }

    /// How many assumptions of the environment shown were not tried since the last edit.
    pub fn unmoved(&mut self) -> usize {
        self.moves().map_or(0, |moves| moves.all.len() - moves.tried)
    }

    /// Tries the next assumption that was not tried since the last edit; how many are left then.
    pub fn move_next(&mut self) -> usize {
        let next = self.moves().and_then(|moves| {
            let next = moves.all.get(moves.tried).cloned();
            moves.tried += usize::from(next.is_some());
            next
        });
        if let Some(next) = next {
            self.moved(&next);
        }
        self.unmoved()
    }

    /// What ten per cent more of a number change, where that was asked since the last edit.
    pub fn known_move(&mut self, key: &str) -> Option<Moved> {
        self.moves()?.known.get(key).cloned()
    }

    /// What ten per cent more of a number change. Tried on a copy; kept until the next edit.
    pub fn moved(&mut self, one: &Assumption) -> Moved {
        if let Some(known) = self.known_move(&one.key) {
            return known;
        }
        let Some(environment) = self.environment().cloned() else { return Moved::default() };
        let moved = self.session.moved(environment.as_str(), &one.number, MORE).unwrap_or_default();
        if let Some(moves) = self.moves() {
            moves.known.insert(one.key.clone(), moved.clone());
        }
        moved
    }

    fn moves(&mut self) -> Option<&mut Moves> {
        let at = (self.revision(), self.environment()?.clone());
        if self.kept.moves.at.as_ref() != Some(&at) {
            let assumed = self.session.assumed(at.1.as_str()).unwrap_or_default();
            let all = assumed.into_iter().map(|number| self.assumption(number)).collect();
            self.kept.moves = Moves { at: Some(at), all: Arc::new(all), ..Moves::default() };
        }
        Some(&mut self.kept.moves)
    }

    fn assumption(&self, number: Assumed) -> Assumption {
        Assumption {
            key: match &number.node {
                Some(node) => format!("{node}.{}", number.name),
                None => number.name.to_owned(),
            },
            of: number.node.as_ref().map(|id| self.name_of(id)).unwrap_or_default(),
            label: sentence(number.name),
            help: self.language.of(number.help).to_owned(),
            origin: match number.origin {
                Origin::Stated => self.say("stated", "declarado"),
                Origin::Workload => self.say("workload", "carga"),
                Origin::Default => self.say("default", "por omisión"),
                Origin::Open => self.say("not stated", "sin declarar"),
            },
            number,
        }
    }

    /// States one value of a number in the environment shown; the others give way where they must.
    ///
    /// # Errors
    /// It is no number, or does not fit.
    pub fn assume(&mut self, one: &Assumption, bound: Bound, text: &str) -> Result<(), String> {
        let wrong = || self.say("A number, not negative.", "Un número no negativo.").to_owned();
        let typed = text.trim().replace(',', "").parse::<Decimal>().ok();
        let value = typed.filter(|value| !value.is_sign_negative()).ok_or_else(wrong)?;
        let band = one.number.value;
        let stated = match bound {
            Bound::Typical if band.is_certain() => Band::from(value),
            Bound::Typical => Band::new(band.low, value, band.high),
            Bound::Low => Band::new(value, band.typical.max(value), band.high.max(value)),
            Bound::High => Band::new(band.low.min(value), band.typical.min(value), value),
        };
        let command = self.environment().cloned().and_then(|environment| {
            self.session.stating(environment.as_str(), &one.number, quantity(stated))
        });
        self.state(one, command)
    }

    /// Back to what holds when nobody states a number.
    ///
    /// # Errors
    /// The design cannot be edited.
    pub fn assume_nothing(&mut self, one: &Assumption) -> Result<(), String> {
        let command = self
            .environment()
            .cloned()
            .and_then(|environment| self.session.unstating(environment.as_str(), &one.number));
        self.state(one, command)
    }

    fn state(&mut self, one: &Assumption, command: Option<Command>) -> Result<(), String> {
        let Some(command) = command else { return Ok(()) };
        let of = if one.of.is_empty() { self.say("Workload", "Carga") } else { &one.of };
        self.edit(format!("{of}: {}", one.label), command).map_err(|refusal| self.why(&refusal))
    }

    /// The workload of the environment shown by hours and days.
    pub fn rhythm(&self) -> Option<Rhythm> {
        let workload = &self.document().environments.get(self.environment()?)?.workload;
        let stated = |of: fn(&Workload) -> Option<&Vec<u8>>| workload.as_ref().and_then(of).cloned();
        let (hours, days) = (stated(|it| it.hours.as_ref()), stated(|it| it.weekdays.as_ref()));
        Some(Rhythm {
            preset: workload.as_ref().and_then(|workload| workload.preset),
            stated: [hours.is_some(), days.is_some()],
            shares: [
                hours.unwrap_or_else(|| OFFICE_HOURS.to_vec()),
                days.unwrap_or_else(|| OFFICE_DAYS.to_vec()),
            ],
        })
    }

    /// Sizes the workload of the environment shown: what a person stated stays; `None` states none at all.
    ///
    /// # Errors
    /// The design cannot be edited.
    pub fn size_workload(&mut self, preset: Option<Preset>) -> Result<(), String> {
        self.change_settings(None, ("Size of the workload", "Tamaño de la carga"), |settings| match preset {
            Some(preset) => settings.workload.get_or_insert_default().preset = Some(preset),
            None => settings.workload = None,
        })
    }

    /// States the load of an hour (of a day: `which` 0) or of a day (of a week: `which` 1) in per cent of the busiest.
    ///
    /// # Errors
    /// The design cannot be edited.
    pub fn set_share(&mut self, which: usize, at: usize, percent: u8) -> Result<(), String> {
        let Some(mut shares) = self.rhythm().and_then(|rhythm| rhythm.shares.into_iter().nth(which)) else {
            return Ok(());
        };
        if let Some(share) = shares.get_mut(at) {
            *share = percent.min(100);
        }
        self.set_shares(which, Some(shares))
    }

    /// States all hours or days; `None` takes them back.
    ///
    /// # Errors
    /// The design cannot be edited.
    pub fn set_shares(&mut self, which: usize, shares: Option<Vec<u8>>) -> Result<(), String> {
        let label = ("Hours and days of the workload", "Horas y días de la carga");
        self.change_settings(Some("rhythm"), label, |settings| {
            let workload = settings.workload.get_or_insert_default();
            *(if which == 0 { &mut workload.hours } else { &mut workload.weekdays }) = shares;
        })
    }

    /// Changes the settings of the environment shown; what is changed with the same key one after the other is one step.
    pub(super) fn change_settings(
        &mut self,
        key: Option<&str>,
        label: (&'static str, &'static str),
        change: impl FnOnce(&mut Settings),
    ) -> Result<(), String> {
        let Some(id) = self.environment().cloned() else { return Ok(()) };
        let Some(found) = self.document().environments.get(&id) else { return Ok(()) };
        let mut settings = Settings::of(found);
        change(&mut settings);
        let label = format!("{id}: {}", self.say(label.0, label.1));
        let key = key.map(|key| format!("{id}/{key}"));
        let command = Command::ChangeEnvironment { id, settings };
        let edited = match key {
            Some(key) => self.edit_coalesced(&key, label, command),
            None => self.edit(label, command),
        };
        edited.map_err(|refusal| self.why(&refusal))
    }
}
