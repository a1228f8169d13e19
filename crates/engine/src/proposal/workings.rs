//! How the quantities of an estimate follow from the volumes it rests on, for forms that recompute it.
//!
//! Service files state quantities as arithmetic, not as formulas. So they are asked: each volume is changed to several
//! values, and a quantity is said to follow it only where it fits one straight line (not under 0) at all of them, alone
//! and together with the others that it follows, or a product with one of them. Of the highest of several quantities
//! each is looked at so. What does not fit stays as it is, and says so.

use std::collections::BTreeSet;

use architecture::Architecture;
use design::{Follows, Quantity, UsageField, Workload, connection_usage};
use pricing::{Band, Decimal, Estimate, Line, Tier};
use services::{Counted, service, workload::Load};

use super::{
    fit::{FACTORS, Name, Tried, Tries, named},
    form::{Form, near},
};
use crate::{Assumed, EngineError, Origin, Session, quantity, usage::state_workload};

/// An environment's price lines with what their quantities follow.
#[derive(Debug, Clone)]
pub struct Workings {
    pub volumes: Vec<Volume>,
    pub lines: Vec<Driven>,
}

/// A number that the estimate rests on.
#[derive(Debug, Clone)]
pub struct Volume {
    pub assumed: Assumed,
    /// What of the workload it follows, and its decimals.
    pub follows: Option<(Follows, u32)>,
    /// Lines that it moves here, as indexes, or that it moves as soon as it is the highest of several.
    pub moves: Vec<usize>,
    /// Lines that it moves in truth, but not here.
    pub unmoved: Vec<usize>,
}

/// A price line with the form of its quantity.
#[derive(Debug, Clone)]
pub struct Driven {
    pub line: Line,
    pub form: Form,
    /// Prices by quantity, with what is taken off.
    pub tiers: Vec<Tier>,
}

impl Session<'_> {
    /// The lines of an environment with what their quantities follow.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn workings(&mut self, environment: &str) -> Result<Workings, EngineError> {
        let architecture = self.shared_architecture(environment)?;
        let assumed = self.rests_on(environment)?;
        let values: Vec<Band> = assumed.iter().map(|one| one.value).collect();
        let estimate = self.estimate(environment)?.clone();
        let tries = self.tries(&architecture, &assumed, &values);
        let mut lines: Vec<(usize, Driven)> = self
            .with_those_of_nothing(&estimate, &tries)
            .into_iter()
            .map(|(name, line)| {
                let tiers = self.tiers(&line);
                let usd = tiers.iter().map(|tier| tier.usd).max().unwrap_or_default();
                // Told otherwise than the estimate, it would be wrong from the start.
                let sound = |form: &Form| near(form.at(&values), line.quantity, Decimal::ZERO);
                let form = tries.form(&name, usd).filter(sound).unwrap_or(Form::fixed(line.quantity));
                (order(&estimate, &line), Driven { line, form, tiers })
            })
            .collect();
        lines.sort_by_key(|(order, _)| *order);
        let lines: Vec<Driven> = lines.into_iter().map(|(_, driven)| driven).collect();
        let volumes = (0..assumed.len()).map(|at| {
            let (values, estimate) = self.more(&architecture, &assumed, &values, at);
            self::volume(&architecture, &assumed, at, &lines, &values, &estimate)
        });
        Ok(Workings { volumes: volumes.collect(), lines })
    }

    /// The estimate at the volumes as they are, at several values of each, and at others of all.
    fn tries(&self, architecture: &Architecture, assumed: &[Assumed], values: &[Band]) -> Tries {
        // All stated: none follows the workload any more.
        let tried = |values: Vec<Band>| {
            let mut stated = architecture.clone();
            let values = state(&mut stated, assumed, values);
            Tried { values, lines: named(&self.priced_as(&stated)) }
        };
        let alone = |(at, one): (usize, &Assumed)| {
            let factors = if one.node.is_some() { &FACTORS[..] } else { &[] };
            let times = |factor: &&str| tried(with(values, at, factor.parse().unwrap_or_default()));
            factors.iter().map(times).collect()
        };
        Tries {
            counted: assumed.iter().map(|one| counted(architecture, one)).collect(),
            base: tried(values.to_vec()),
            alone: assumed.iter().enumerate().map(alone).collect(),
            together: MIXES.map(|mix| tried(mixed(values, mix))).into(),
        }
    }

    /// The lines of the estimate, and those that stand in it only where a volume is over 0: here they are of nothing.
    fn with_those_of_nothing(&self, estimate: &Estimate, tries: &Tries) -> Vec<(Name, Line)> {
        let mut lines = named(estimate);
        let known: BTreeSet<Name> = lines.keys().cloned().collect();
        for (name, line) in tries.alone.iter().flatten().flat_map(|tried| &tried.lines) {
            if !known.contains(name) {
                let nothing = Band::ZERO;
                let line = Line { quantity: nothing, monthly: nothing, tiers: Vec::new(), ..line.clone() };
                lines.insert(name.clone(), line);
            }
        }
        lines.into_iter().collect()
    }

    /// The values with half as much again of one of them, and the estimate in truth.
    fn more(
        &self,
        architecture: &Architecture,
        assumed: &[Assumed],
        values: &[Band],
        at: usize,
    ) -> (Vec<Band>, Estimate) {
        let more = with(values, at, Decimal::new(15, 1));
        let mut stated = architecture.clone();
        let (Some(one), Some(value)) = (assumed.get(at), more.get(at)) else {
            return (more, self.priced_as(&stated));
        };
        match (&one.node, &mut stated.workload) {
            (None, Some(workload)) => {
                state_workload(workload, one.name, quantity(*value));
                let values = following(architecture, values, workload, assumed);
                (values, self.priced_as(&stated))
            }
            _ => {
                state_one(&mut stated, one, *value);
                (more, self.priced_as(&stated))
            }
        }
    }

    /// The prices of a line by quantity.
    fn tiers(&self, line: &Line) -> Vec<Tier> {
        let whole = Tier { from: Decimal::ZERO, to: None, usd: line.unit_price };
        let Some(fact) = self.book().fact(&line.key.location, &line.key.slug) else { return vec![whole] };
        // What a savings plan or Spot takes off is the same in each tier.
        let left = line.unit_price.checked_div(fact.unit_price()).unwrap_or(Decimal::ONE).round_dp(9);
        fact.tiers.iter().map(|tier| Tier { usd: (tier.usd * left).normalize(), ..*tier }).collect()
    }
}

/// A volume with the lines that it moves, here and in truth: `values` and `estimate` have more of it.
fn volume(
    architecture: &Architecture,
    assumed: &[Assumed],
    at: usize,
    lines: &[Driven],
    values: &[Band],
    estimate: &Estimate,
) -> Volume {
    let assumed = assumed[at].clone();
    let follows = follows(architecture, &assumed);
    let mut volume = Volume { assumed, follows, moves: Vec::new(), unmoved: Vec::new() };
    for (index, Driven { line, form, .. }) in lines.iter().enumerate() {
        let real = estimate.lines.iter().find(|other| same(other, line));
        let real = real.map(|line| line.quantity).unwrap_or_default();
        match (form.agrees(form.at(values), real), form.agrees(line.quantity, real)) {
            (false, _) => volume.unmoved.push(index),
            (true, false) => volume.moves.push(index),
            (true, true) if form.follows(at) => volume.moves.push(index),
            (true, true) => {}
        }
    }
    volume
}

/// Where a line stands in the estimate; what is not in it, after its element's.
fn order(estimate: &Estimate, line: &Line) -> usize {
    let lines = &estimate.lines;
    let found = lines.iter().position(|other| same(other, line));
    let last = || lines.iter().rposition(|other| other.node == line.node);
    found.or_else(last).unwrap_or(lines.len())
}

fn same(one: &Line, other: &Line) -> bool {
    (&one.node, &one.part, &one.item, &one.key) == (&other.node, &other.part, &other.item, &other.key)
}

/// What of the workload a volume follows where nobody states it.
fn follows(architecture: &Architecture, assumed: &Assumed) -> Option<(Follows, u32)> {
    let field = field(architecture, assumed)?;
    (assumed.origin == Origin::Workload && field.follows != Follows::Nothing)
        .then(|| (field.follows, Load::places(field)))
}

/// How a volume counts; those of connections count as they are.
fn counted(architecture: &Architecture, assumed: &Assumed) -> Counted {
    let element = assumed.node.as_ref().and_then(|id| architecture.element(id.as_str()));
    let service = element.and_then(|element| service(element.kind.name));
    service.map(|service| service.counted(assumed.name)).unwrap_or_default()
}

fn field(architecture: &Architecture, assumed: &Assumed) -> Option<&'static UsageField> {
    let id = assumed.node.as_ref()?;
    let fields = match architecture.element(id.as_str()) {
        Some(element) => element.kind.usage,
        None => connection_usage(architecture.edges.iter().find(|edge| edge.id == *id)?.kind),
    };
    fields.iter().find(|field| field.name == assumed.name)
}

/// The values of the volumes under another workload, of those that follow it.
fn following(
    architecture: &Architecture,
    values: &[Band],
    workload: &Workload,
    assumed: &[Assumed],
) -> Vec<Band> {
    let load = Load::of(workload);
    assumed
        .iter()
        .zip(values)
        .map(|(one, value)| match follows(architecture, one) {
            Some(_) => field(architecture, one).and_then(|field| load.volume(field)).unwrap_or(*value),
            None => *value,
        })
        .collect()
}

/// Times a number, or, of nothing, that number: what is 0 stays 0 otherwise.
fn scaled(value: Band, factor: Decimal) -> Band {
    match value == Band::ZERO {
        true => Band::from(factor),
        false => value.scale(factor),
    }
}

/// The values with one of them scaled.
fn with(values: &[Band], at: usize, factor: Decimal) -> Vec<Band> {
    let mut values = values.to_vec();
    if let Some(value) = values.get_mut(at) {
        *value = scaled(*value, factor);
    }
    values
}

/// In which order volumes are mixed, and times how much: near, under what they are, and far off.
const MIXES: [(u32, Decimal); 4] = [
    (1, Decimal::ONE),
    (2, Decimal::ONE),
    (3, Decimal::from_parts(2, 0, 0, false, 1)),
    (4, Decimal::from_parts(60, 0, 0, false, 0)),
];

/// Each value by a factor of its own, so that products of two show.
fn mixed(values: &[Band], (turn, times): (u32, Decimal)) -> Vec<Band> {
    let factor = |at: usize| {
        let step = u32::try_from(at).unwrap_or_default() * turn % 7;
        times * Decimal::new(i64::from(57 + 31 * step), 2)
    };
    values.iter().enumerate().map(|(at, value)| scaled(*value, factor(at))).collect()
}

/// States volumes of elements and connections, and gives all as they are read back.
fn state(architecture: &mut Architecture, assumed: &[Assumed], mut values: Vec<Band>) -> Vec<Band> {
    for (one, value) in assumed.iter().zip(&mut values) {
        if one.node.is_some() {
            *value = state_one(architecture, one, *value);
        }
    }
    values
}

fn state_one(architecture: &mut Architecture, one: &Assumed, value: Band) -> Band {
    let stated: Quantity = quantity(value);
    let read = services::band(&stated);
    let Some(id) = &one.node else { return read };
    let usage = match architecture.index_of(id.as_str()) {
        Some(ix) => architecture.elements.get_mut(ix).map(|element| &mut element.usage),
        None => architecture.edges.iter_mut().find(|edge| edge.id == *id).map(|edge| &mut edge.usage),
    };
    if let Some(usage) = usage {
        usage.insert(one.name.to_owned(), stated);
    }
    read
}
