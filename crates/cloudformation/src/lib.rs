//! CloudFormation templates as data.
//!
//! A [`Template`] is built by value ([`Value`], the [`map!`] and [`list!`] macros, intrinsic functions as
//! [`Intrinsic`]).
//!
//! This crate must not know any AWS service, node kind, price or rule, nor how a template is deployed.
//! No I/O, no clock, no randomness.

mod logical_id;
mod template;
mod value;

pub use logical_id::{Collision, MAX_LOGICAL_ID, collisions, logical_id};
pub use template::{Dependency, Output, Parameter, PartName, Resource, Template};
pub use value::{Intrinsic, Map, Number, Value};
