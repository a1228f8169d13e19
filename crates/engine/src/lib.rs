//! The seven functions behind one small API: the only thing shells call for answers.
//!
//! Everything is a pure function of (document, environment, price book, date). No I/O, no clock, no threads.

mod budget;
mod compare;
mod cost;
mod currency;
mod drawing;
mod expectations;
mod files;
mod findings;
mod forecast;
pub mod generated;
mod guarantees;
mod lenses;
mod markdown;
mod matrix;
mod organisation;
mod paying;
mod project;
pub mod proposal;
mod reach;
mod rulebook;
mod sarif;
mod savings;
mod session;
mod templates;
mod usage;
pub mod well_architected;

pub use budget::{WITHIN_BUDGET, over_budget};
pub use compare::{
    Against, Charged, Charges, CompareError, Compared, Comparison, Differing, charges, regions,
};
pub use cost::{CostReport, Tax};
pub use currency::{CurrencyError, currency, currency_id};
pub use drawing::{annotate_organisation, annotations};
pub use expectations::{ExpectationReport, Expected, demand};
pub use files::{ResourceText, TemplateText, template_files, template_texts};
pub use findings::{BlockerReport, FindingReport, Score, accepted};
pub use forecast::{Point, Years};
pub use guarantees::{GUARANTEES, Guarantee, Promise, guarantees};
pub use lenses::{Neighbourhood, NetworkLens, WayIn, costs, explained, meaning, security, way_in};
pub use matrix::{Matrix, MatrixCell, MatrixRow, Per, matrix};
pub use organisation::{Judged, OrganisationFinding, OrganisationReport, RuleFault};
pub use paying::Way;
pub use project::{EngineError, Environments, Project};
pub use proposal::ProposalReport;
pub use reach::{Asked, FlowReport, ReachError, ReachReport, StepReport};
pub use rulebook::{RuleReport, rule_pages};
pub use sarif::sarif;
pub use savings::Saving;
pub use session::Session;
pub use templates::{StartingPoint, TEMPLATES};
pub use usage::{Assumed, Moved, Origin, number, quantity, with_workload, without_workload, workload_fields};
pub use well_architected::WellArchitected;

pub use architecture::{Architecture, Blocker, Cidr};
pub use cloudformation;
pub use design::{
    self, Command, Delta, Document, Id, LoadErrors, Refusal, Stale, canonical, json_schema, load,
};
pub use network::{Answer, Network, Place, Port, Protocol};
pub use pricing::{self, Band, Book, Decimal, Dimension, Estimate, Highest, TierUse};
pub use rules::{About, Edit, Finding, Fix, RULES, Severity, Status, Suppressed, rule};
pub use scene::{self, Annotations, Scene, svg::IconSet, theme::Theme};
pub use services::{self, Services, StackTemplate, Synthesis, SynthesisError};
pub use text::{Currency, Format, Language, Message, Quoted, calendar};
