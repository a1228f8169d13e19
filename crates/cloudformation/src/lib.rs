//! CloudFormation templates as data.
//!
//! A [`Template`] is built by value ([`Value`], the [`map!`] and [`list!`] macros, intrinsic functions as
//! [`Intrinsic`]).
//!
//! This crate must not know any AWS service, node kind, price or rule, nor how a template is deployed.
//! No I/O, no clock, no randomness.

mod diagnostic;
mod interpret;
mod json;
mod json_reader;
mod logical_id;
mod node;
mod reader;
mod scalar;
mod surface;
mod template;
mod value;
mod yaml;
mod yaml_reader;

pub use diagnostic::{Code, Diagnostic, Position, Span};
pub use json::{template_to_json, value_to_json};
pub use logical_id::{Collision, MAX_LOGICAL_ID, collisions, logical_id};
pub use node::MAX_DEPTH;
pub use reader::{
    Places, Read, ResourcePlaces, read, read_json, read_json_value, read_yaml, read_yaml_value,
};
pub use surface::WriteError;
pub use template::{Dependency, Output, Parameter, PartName, Resource, Template};
pub use value::{Intrinsic, Map, Number, Value};
pub use yaml::{LineMap, Lines, ResourceLines, Yaml, template_to_yaml, value_to_yaml};
