//! The document: the only truth of a project.
//!
//! Holds what a person drew (nodes, connections, environments, overlays, layout, usage, suppressions,
//! answers, rules of the organisation), the questions that are answered ([`framework`]), the vocabulary in which kinds are described ([`Kind`],
//! [`Property`]), and the one write door: commands.
//!
//! Invariants of a [`Document`] that loading accepted and that every command keeps: ids are unique over nodes,
//! connections and applications; parents exist, are of a kind that may contain the child, and form no cycle;
//! both ends of a connection exist and the connection is legal; properties fit their kind in the base and in
//! every environment; canonical bytes are a function of the document alone.
//!
//! This crate must not know any AWS service: kinds reach it only through [`Catalogue`]. No I/O, no clock.

pub mod canonical;
mod check;
pub mod command;
pub mod delta;
pub mod document;
pub mod expectation;
pub mod framework;
pub mod id;
pub mod ids;
pub mod kind;
pub mod logo;
pub mod money;
pub mod overlay;
pub mod payment;
pub mod problem;
pub mod property;
mod read;
pub mod rule_set;
pub mod schema;
pub mod workload;

pub use check::{check, pascal_case};
pub use command::{Command, Refusal, Section, apply};
pub use delta::{Delta, Settings, Stale, Swap};
pub use document::{
    Answer, Choice, Connection, ConnectionKind, Document, Environment, Frame, Node, PartRef, Quantity,
    Suppression, Tier,
};
pub use expectation::{Demand, End, Expectation, Transport};
pub use framework::{Pillar, Question};
pub use id::Id;
pub use kind::{Catalogue, Connects, Kind, UsageField, connection_properties, connection_usage};
pub use logo::{Logo, LogoError};
pub use money::{Proposal, Rate, Tax, colour};
pub use overlay::{Drawn, View, merge_patch};
pub use payment::Payment;
pub use problem::{Fault, LoadErrors, Problem};
pub use property::{Preset, Property, Shape, TextForm, Words};
pub use read::load;
pub use rule_set::RuleSet;
pub use schema::json_schema;
pub use workload::{Follows, HOURS_PER_WEEK, Workload};

/// A JSON object with sorted keys: the properties of a node, connection or overlay.
pub type Map = serde_json::Map<String, serde_json::Value>;

/// Properties of an element: shared by all that read them, copied when somebody edits them (`Arc::make_mut`).
pub type Properties = std::sync::Arc<Map>;
