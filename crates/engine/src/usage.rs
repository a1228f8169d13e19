//! What an estimate rests on: the workload and the volumes of an environment, where each number comes from, and what
//! ten per cent more of it cost.

use std::collections::BTreeMap;

use architecture::Ix;
use design::{
    Command, Follows, Quantity, Settings, UsageField, Words, Workload, connection_usage,
    document::QuantityRange,
};
use pricing::{Band, Estimate};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Number;
use services::{capacity::INSTANCES, workload::Load};

use crate::{EngineError, Id, Session};

/// A number an estimate rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumed {
    /// The element or connection it is of; `None` where it is of the environment's workload.
    pub node: Option<Id>,
    /// Its name in `usage` or in the workload.
    pub name: &'static str,
    pub value: Band,
    /// Whether it may be stated as low, typical and high.
    pub ranged: bool,
    pub unit: &'static str,
    pub help: Words,
    pub origin: Origin,
}

/// Where a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// A person said so.
    Stated,
    /// It follows from the workload of the environment.
    Workload,
    /// Nobody said anything: the default of its kind, or of the preset.
    Default,
    /// Nobody said anything, and nothing follows from it.
    Open,
}

impl Origin {
    pub fn words(self) -> Words {
        match self {
            Origin::Stated => Words::new("stated", "declarado"),
            Origin::Workload => Words::new("from the workload", "de la carga"),
            Origin::Default => Words::new("assumed", "supuesto"),
            Origin::Open => Words::new("not stated", "sin declarar"),
        }
    }
}

/// What an estimate changes by.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Moved {
    /// Typical dollars a month.
    pub monthly: Decimal,
    /// The charges that change: element, what is charged, typical dollars a month.
    pub lines: Vec<(String, String, Decimal)>,
}

/// A number of a workload: how it is called, read, said and changed.
struct Field {
    name: &'static str,
    unit: &'static str,
    help: Words,
    stated: fn(&Workload) -> bool,
    of: fn(&Load) -> Option<Band>,
    set: fn(&mut Workload, Quantity),
    /// Whether it has a low and a high end.
    ranged: bool,
}

impl Field {
    fn assumed(&self, workload: &Workload, load: &Load) -> Assumed {
        let value = (self.of)(load);
        let origin = match value {
            Some(_) if (self.stated)(workload) => Origin::Stated,
            Some(_) => Origin::Default,
            None => Origin::Open,
        };
        let Field { name, unit, help, ranged, .. } = *self;
        Assumed { node: None, name, value: value.unwrap_or_default(), ranged, unit, help, origin }
    }
}

const FIELDS: [Field; 7] = [
    Field {
        name: "requests_per_second",
        unit: "requests per second",
        help: Words::new(
            "Requests of its users in the busiest hour of the week.",
            "Peticiones de sus usuarios en la hora de más carga de la semana.",
        ),
        stated: |workload| workload.requests_per_second.is_some(),
        of: |load| load.requests_per_second,
        set: |workload, quantity| workload.requests_per_second = Some(quantity),
        ranged: true,
    },
    Field {
        name: "response_kib",
        unit: "KiB",
        help: Words::new("Size of an answer.", "Tamaño de una respuesta."),
        stated: |workload| workload.response_kib.is_some(),
        of: |load| Some(load.response_kib),
        set: |workload, quantity| workload.response_kib = Some(quantity),
        ranged: true,
    },
    Field {
        name: "request_kib",
        unit: "KiB",
        help: Words::new("Size of a request.", "Tamaño de una petición."),
        stated: |workload| workload.request_kib.is_some(),
        of: |load| Some(load.request_kib),
        set: |workload, quantity| workload.request_kib = Some(quantity),
        ranged: true,
    },
    Field {
        name: "storage_gib",
        unit: "GiB",
        help: Words::new("What its applications keep.", "Lo que guardan sus aplicaciones."),
        stated: |workload| workload.storage_gib.is_some(),
        of: |load| load.storage_gib,
        set: |workload, quantity| workload.storage_gib = Some(quantity),
        ranged: true,
    },
    Field {
        name: "growth_percent_per_year",
        unit: "% a year",
        help: Words::new(
            "By how much requests and storage grow in a year.",
            "Cuánto crecen las peticiones y el almacenamiento en un año.",
        ),
        stated: |workload| workload.growth_percent_per_year.is_some(),
        of: |load| Some(load.growth_percent_per_year.into()),
        set: |workload, quantity| workload.growth_percent_per_year = Some(typical(quantity)),
        ranged: false,
    },
    Field {
        name: "hours_on_per_week",
        unit: "hours a week",
        help: Words::new(
            "Hours it runs: what can be stopped is stopped in the others. 168 is always.",
            "Horas en marcha: lo que se puede detener se detiene en las demás. 168 es siempre.",
        ),
        stated: |workload| workload.hours_on_per_week.is_some(),
        of: |load| Some(load.hours_on_per_week.into()),
        set: |workload, quantity| {
            let hours = typical(quantity).as_f64().unwrap_or_default().clamp(1.0, 168.0).round();
            // Between 1 and 168.
            workload.hours_on_per_week = Some(hours as u16);
        },
        ranged: false,
    },
    Field {
        name: "headroom_percent",
        unit: "%",
        help: Words::new(
            "What is kept ready over the busiest hour's need.",
            "Lo que se tiene listo por encima de lo que pide la hora de más carga.",
        ),
        stated: |workload| workload.headroom_percent.is_some(),
        of: |load| Some(load.headroom_percent.into()),
        set: |workload, quantity| workload.headroom_percent = Some(typical(quantity)),
        ranged: false,
    },
];

fn typical(quantity: Quantity) -> Number {
    match quantity {
        Quantity::One(number) => number,
        Quantity::Range(range) => range.typical,
    }
}

/// The names of the numbers of a workload.
pub fn workload_fields() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|field| field.name)
}

/// States a number of a workload; `None` if no number is called so.
pub(crate) fn state_workload(workload: &mut Workload, name: &str, quantity: Quantity) -> Option<()> {
    let field = FIELDS.iter().find(|field| field.name == name)?;
    (field.set)(workload, quantity);
    Some(())
}

/// The settings of an environment with a number of its workload stated; `None` if no number is called so.
pub fn with_workload(mut settings: Settings, name: &str, quantity: Quantity) -> Option<Settings> {
    state_workload(settings.workload.get_or_insert_default(), name, quantity)?;
    Some(settings)
}

/// The settings of an environment with a number of its workload taken back; `None` if no number is called so.
pub fn without_workload(settings: Settings, name: &str) -> Option<Settings> {
    workload_fields().find(|known| *known == name)?;
    let workload = settings.workload.as_ref().and_then(|workload| {
        let mut fields = serde_json::to_value(workload).ok()?;
        fields.as_object_mut()?.remove(name);
        serde_json::from_value(fields).ok()
    });
    Some(Settings { workload, ..settings })
}

impl Session<'_> {
    /// What the estimate of an environment rests on: its workload, then the volumes of its elements in their order, then
    /// those of connections that are paid.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn assumed(&mut self, environment: &str) -> Result<Vec<Assumed>, EngineError> {
        let mut read: BTreeMap<(String, String), Band> = BTreeMap::new();
        for one in &self.estimate(environment)?.assumptions {
            read.insert((one.stated_under().to_owned(), one.name.clone()), one.value);
        }
        let architecture = self.architecture(environment)?;
        let nothing = Workload::default();
        let workload = architecture.workload.as_ref().unwrap_or(&nothing);
        let load = Load::of(workload);
        let mut all: Vec<Assumed> = FIELDS.iter().map(|field| field.assumed(workload, &load)).collect();
        let (requests, stored) = (load.requests_per_second.is_some(), load.storage_gib.is_some());
        let mut add = |id: &Id, stated: &BTreeMap<String, Quantity>, field: &'static UsageField| {
            let taken = read.get(&(id.to_string(), field.name.to_owned())).copied();
            // Machines follow the requests hour by hour, within the sizes of their group.
            let follows = match field.follows {
                Follows::Nothing => field.name == INSTANCES.name && requests,
                Follows::Stored(_) => stored,
                _ => requests,
            };
            let (value, origin) = match (stated.get(field.name), taken) {
                (Some(stated), _) => (services::band(stated), Origin::Stated),
                (None, Some(value)) if follows => (value, Origin::Workload),
                (None, Some(value)) => (value, Origin::Default),
                // The price does not depend on it.
                (None, None) => return,
            };
            let (node, UsageField { name, unit, help, .. }) = (Some(id.clone()), *field);
            all.push(Assumed { node, name, value, ranged: true, unit, help, origin });
        };
        for (_, element) in architecture.own() {
            element.kind.usage.iter().for_each(|field| add(&element.id, &element.usage, field));
        }
        let here = |ix: Ix| architecture.elements[ix].here();
        for edge in architecture.edges.iter().filter(|edge| here(edge.from) || here(edge.to)) {
            connection_usage(edge.kind).iter().for_each(|field| add(&edge.id, &edge.usage, field));
        }
        Ok(all)
    }

    /// What `percent` more of a number changes in the estimate of an environment.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn moved(&mut self, environment: &str, one: &Assumed, percent: u32) -> Result<Moved, EngineError> {
        let before = self.estimate(environment)?.clone();
        let more = one.value.scale(Decimal::ONE + Decimal::new(percent.into(), 2));
        let Some(command) = self.stating(environment, one, quantity(more)) else {
            return Ok(Moved::default());
        };
        // What cannot be larger (a week has 168 hours) moves nothing.
        let Ok(mut after) = self.tried(command) else { return Ok(Moved::default()) };
        Ok(difference(&before, after.estimate(environment)?))
    }

    /// The edit that states a number in an environment.
    pub fn stating(&self, environment: &str, one: &Assumed, quantity: Quantity) -> Option<Command> {
        let (id, found) = self.document().environments.get_key_value(environment)?;
        Some(match &one.node {
            Some(node) => Command::SetUsage {
                id: node.clone(),
                environment: Some(id.clone()),
                name: one.name.to_owned(),
                quantity: Some(quantity),
            },
            None => Command::ChangeEnvironment {
                id: id.clone(),
                settings: with_workload(Settings::of(found), one.name, quantity)?,
            },
        })
    }

    /// The edit that takes a stated number back: in the environment where it states it, else for all of them.
    pub fn unstating(&self, environment: &str, one: &Assumed) -> Option<Command> {
        let (id, found) = self.document().environments.get_key_value(environment)?;
        Some(match &one.node {
            Some(node) => {
                let here = found.usage.get(node).is_some_and(|stated| stated.contains_key(one.name));
                let environment = here.then(|| id.clone());
                Command::UnsetUsage { id: node.clone(), environment, name: one.name.to_owned() }
            }
            None => Command::ChangeEnvironment {
                id: id.clone(),
                settings: without_workload(Settings::of(found), one.name)?,
            },
        })
    }
}

/// A decimal as a document states it.
pub fn number(value: Decimal) -> Number {
    let text = value.normalize().to_string();
    text.parse().unwrap_or_else(|_| Number::from(0))
}

/// A band as a document states it.
pub fn quantity(band: Band) -> Quantity {
    match band.is_certain() {
        true => Quantity::One(number(band.typical)),
        false => Quantity::Range(QuantityRange {
            low: number(band.low),
            typical: number(band.typical),
            high: number(band.high),
        }),
    }
}

/// What an estimate changes by, charge by charge.
fn difference(before: &Estimate, after: &Estimate) -> Moved {
    let mut lines: BTreeMap<(&str, &str), Decimal> = BTreeMap::new();
    for (estimate, sign) in [(before, -Decimal::ONE), (after, Decimal::ONE)] {
        for line in &estimate.lines {
            *lines.entry((&line.node, &line.item)).or_default() += sign * line.monthly.typical;
        }
    }
    let changed = lines.into_iter().filter(|(_, monthly)| !monthly.is_zero());
    Moved {
        monthly: after.monthly.typical - before.monthly.typical,
        lines: changed.map(|((node, item), monthly)| (node.to_owned(), item.to_owned(), monthly)).collect(),
    }
}
