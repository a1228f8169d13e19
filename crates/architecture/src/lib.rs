//! The architecture: one environment of a document as typed elements, their parts and edges.
//!
//! [`resolve`] is a pure function of (document, environment). It is the only intermediate form: rules, price,
//! templates, reachability and picture read the architecture, never the document.
//!
//! Invariants: elements are sorted by id; a parent comes from the same environment as its child; every edge has
//! both ends; parts of an element have distinct names; equal inputs give equal architectures.
//!
//! While a document is edited, an architecture can follow ([`Architecture::follow`]) where only what elements and edges
//! say changes; it then equals the one from scratch.
//!
//! This crate must not know what a service becomes in CloudFormation or what it costs: services reach it through
//! [`Derivation`].

pub mod address;
mod blocker;
mod cidr;
pub mod element;
mod follow;
mod groups;
mod part;
mod permissions;
mod resolve;

pub use blocker::Blocker;
pub use cidr::Cidr;
pub use element::{Architecture, CrossEdge, Edge, Element, Home, Ix, Peer, Zones};
pub use follow::{Followed, Islands};
pub use groups::SECURITY_GROUP;
pub use part::{Access, Grant, GroupRule, Part, PartData, RouteTarget, Source, Statement, StatementResource};
pub use permissions::ROLE;
pub use resolve::{Derivation, Derived, ResolveError, resolve};
