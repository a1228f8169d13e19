//! The AWS services, one file each in `kinds/`: properties, placement, connections, parts, what the service becomes
//! in CloudFormation, what it costs, how it is drawn, and its words in both languages.
//!
//! [`Services`] is the catalogue the lower crates ask. Registration is generated from file names
//! (`cargo xtask codegen`): adding a service is adding a file.
//!
//! Invariants: every kind has its title, help and price (or says why it is unpriced); a template only refers
//! backwards (network → data → compute → edge → delivery); nothing here depends on time or place.

mod about;
pub mod arn;
pub mod artifacts;
pub mod bucket_policy;
mod buckets;
pub mod buildspec;
pub mod capacity;
mod capacity_units;
mod catalogue;
mod cluster_access;
pub mod cluster_nodes;
mod counted;
pub mod databases;
pub mod delivery;
mod distribution;
mod distribution_price;
pub mod edge;
mod encryption;
pub mod gaps;
pub mod groups;
pub mod iam;
pub mod kinds;
pub mod kubernetes;
mod listeners;
pub mod log_retention;
pub mod machines;
pub mod metrics;
pub mod payment;
pub mod pipeline;
mod pipeline_start;
pub mod quotas;
pub mod regions;
mod registry;
pub mod requests;
pub mod sharing;
mod site;
mod stacks;
pub mod transfer;
mod value;
mod way_out;
pub mod web_acl;
pub mod workload;

pub use about::{About, Category, Lane};
pub use catalogue::{Service, Services, price, service};
pub use counted::Counted;
pub use registry::SERVICES;
pub use site::{Site, band, decimal};
pub use stacks::{
    Stack, StackTemplate, Stacks, Synthesis, SynthesisError, Wire, draft, stack_name, synthesize,
};
