//! Best-practice rules, one file each in a folder per pillar of the Well-Architected Framework.
//!
//! A rule looks at one element in its architecture and says *violated*, *satisfied* or *cannot tell*, with
//! evidence, and where it is mechanical how to mend it. Its examples are its tests. Practices that no design can break
//! have no rule; [`HELD`] says what holds them.
//!
//! Invariants: ids are the file names in kebab case; a rule reads nothing but the architecture; equal
//! architectures give equal findings in equal order.

mod alarms;
mod attributes;
mod aws_services;
mod block_devices;
mod clear_text;
mod companions;
pub mod cost;
mod dns_records;
mod example;
mod finding;
mod held;
mod launched;
mod machines;
mod mending;
mod network_acl;
mod open_ports;
pub mod operations;
pub mod performance;
mod policies;
mod raw;
mod raw_database;
mod raw_distribution;
mod raw_groups;
mod raw_networks;
mod references;
mod registry;
pub mod reliability;
mod remedy;
mod room;
mod rule;
mod search_nodes;
pub mod security;
mod sight;
pub mod sustainability;
mod validate;

pub use example::{EXAMPLE_DAY, Example, Examples, Expect, example_document, examples, offers_fix};
pub use finding::{Finding, Status, Suppressed};
pub use held::{HELD, Held, Proof};
pub use raw::{Built, Given};
pub use registry::RULES;
pub use rule::{About, Case, Edit, Fix, Pillar, Rule, Scope, Severity, Verdict};
pub use sight::nearest;
pub use validate::{check_element, mark_accepted, revalidate, rule, rules_of, validate};
