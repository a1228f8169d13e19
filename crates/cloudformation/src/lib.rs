//! CloudFormation templates as data.
//!
//! * **Build**: a [`Template`] of [`Resource`]s whose properties are [`Value`]s, written with [`map!`] and
//!   [`list!`]. Functions are [`Intrinsic`]s. A resource may refer to another by (node, part) with
//!   [`Value::part`] before it is known which stack either ends up in; [`Template::link`] settles that.
//! * **Name**: [`logical_id`] folds (node, part) into a logical id, [`collisions`] tells which would fold together.
//! * **Write**: [`template_to_yaml`] (short tags, with the lines of each element) and [`template_to_json`].
//! * **Read**: [`read`] takes YAML or JSON as people and tools write it and gives a template, the places of
//!   its elements, and [`Diagnostic`]s.
//! * **Measure**: [`check_limits`] against CloudFormation's quotas.
//!
//! # Invariants
//! * Writing is a function of the template alone: equal templates in equal order are equal bytes.
//! * What is written reads back as the same template without a syntax error, from either notation, and writes
//!   back to the same bytes. One form cannot be told apart by any reader and becomes the other: a map whose only
//!   key is `Ref`, `Condition` (with a text) or `Fn::…` reads as the function it is.
//! * Reading never fails whole and never loses what it does not understand: unknown sections, attributes and
//!   functions are kept and written again. Nesting beyond [`MAX_DEPTH`] is the exception; it is said.
//! * Scalars keep their characters: `0123`, twelve-digit account ids, dates, `yes` and `no` are strings.
//! * No writer lets a symbolic reference through.
//!
//! # What this crate must not know
//! Any AWS service or resource type, node kinds, prices, rules, environments, and how a template is deployed.
//! No I/O, no clock, no randomness; it compiles for WebAssembly.

mod diagnostic;
mod interpret;
mod json;
mod json_reader;
mod limits;
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
pub use interpret::is_function;
pub use json::{template_to_json, value_to_json};
pub use limits::{
    Limit, LimitViolation, MAX_DESCRIPTION_BYTES, MAX_DYNAMIC_REFERENCES, MAX_INLINE_BYTES,
    MAX_MAPPING_ATTRIBUTES, MAX_MAPPINGS, MAX_NESTED_RESOURCES, MAX_OUTPUTS, MAX_PARAMETER_BYTES,
    MAX_PARAMETERS, MAX_RESOURCES, MAX_TEMPLATE_BYTES, check_limits,
};
pub use logical_id::{Collision, MAX_LOGICAL_ID, collisions, fnv1a, logical_id};
pub use node::MAX_DEPTH;
pub use reader::{
    Places, Read, ResourcePlaces, read, read_json, read_json_value, read_yaml, read_yaml_value,
};
pub use surface::WriteError;
pub use template::{Dependency, Output, Parameter, PartName, Resource, Template};
pub use value::{Intrinsic, Map, Number, Value};
pub use yaml::{LineMap, Lines, ResourceLines, Yaml, template_to_yaml, value_to_yaml};
