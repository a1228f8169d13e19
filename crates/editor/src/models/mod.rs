//! What the panels show: pure answers about the open design, in the editor's language.
//!
//! A panel paints such a model and forwards what a person does with it. Costly answers are kept until the document
//! changes.

mod accepted;
mod assumptions;
mod compared;
mod composite;
mod costs;
mod deployment;
mod expectations;
mod explain;
mod fields;
mod fixes;
mod forecast;
mod groups;
mod matrix;
mod money;
mod organisation;
mod outline;
mod paying;
mod prices;
mod problems;
mod proposal;
mod savings;
mod template;
mod ways;
mod well_architected;

use std::{collections::BTreeMap, sync::Arc};

use engine::{Decimal, Id, Saving, TemplateText};

pub use accepted::Accepted;
pub(crate) use assumptions::Moves;
pub use assumptions::{Assumption, Bound, Rhythm};
pub use compared::{Beside, Other};
pub use composite::{Step, free_name, value_at, with_name, with_row_moved, with_value_at};
pub use costs::{Charge, PriceTable};
pub use deployment::{Planned, short_value, status_words, waiting_words};
pub use engine::Charged;
pub use expectations::Demanded;
pub use explain::{ChargeKey, Explanation, Term};
pub use fields::{Control, Field, Group, Inner, Inspected, Scope, Subject, Valued};
pub use fixes::Effect;
pub use forecast::{Forecast, Mark};
pub use groups::{Entry, Grouping, Heading, Line, ProblemList};
pub use matrix::{Month, Priced};
pub(crate) use organisation::Organisation;
pub use organisation::{HeldRules, RuleNote, Standing};
pub use outline::Row;
pub use paying::{Payable, PaymentWay};
pub use prices::{Price, Share};
pub use problems::{Block, Filter, Problem};
pub use savings::Offer;
pub use template::resource_at;
pub use ways::{Neighbour, Way};
pub use well_architected::{Answered, Evidence, PillarStand, Proof, Question, QuestionStand, Stand};

/// Answers that are kept, with the revision they were given for.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// Typical price of each environment with the step it was asked in, and before that step.
    prices: Option<(u64, BTreeMap<Id, Decimal>)>,
    before: BTreeMap<Id, Decimal>,
    problems: Option<(u64, Arc<Vec<Problem>>)>,
    /// What fixes change, by problem.
    effects: (u64, BTreeMap<String, Effect>),
    /// What assumptions move.
    moves: Moves,
    savings: Option<(u64, Id, Arc<Vec<Saving>>)>,
    templates: Option<(u64, Id, Arc<Vec<TemplateText>>)>,
}
