//! How the hours of an element are paid for in an environment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

/// A way to pay other than on demand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "way", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Payment {
    /// A reservation of what always runs; what runs beyond it is paid on demand.
    Reserved { term: Term, upfront: Upfront },
    /// A savings plan. Its rates are not in the price book: the person who knows them enters what they take off.
    SavingsPlan {
        /// Per cent off the price on demand, from 0 to 100.
        discount_percent: Number,
    },
    /// Spot Instances, whose price changes by the hour: the person enters what they take off.
    Spot {
        /// Per cent of the hours that run on Spot, from 0 to 100.
        share_percent: Number,
        /// Per cent off the price on demand, from 0 to 100.
        discount_percent: Number,
    },
}

/// Years of a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Term {
    #[serde(rename = "1y")]
    One,
    #[serde(rename = "3y")]
    Three,
}

impl Term {
    pub const ALL: [Term; 2] = [Term::One, Term::Three];

    /// The word in the document.
    pub fn word(self) -> &'static str {
        match self {
            Term::One => "1y",
            Term::Three => "3y",
        }
    }

    pub fn months(self) -> u32 {
        match self {
            Term::One => 12,
            Term::Three => 36,
        }
    }
}

/// What of a reservation is paid at its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Upfront {
    No,
    Partial,
    All,
}

impl Upfront {
    pub const ALL: [Upfront; 3] = [Upfront::No, Upfront::Partial, Upfront::All];

    /// The word in the document.
    pub fn word(self) -> &'static str {
        match self {
            Upfront::No => "no",
            Upfront::Partial => "partial",
            Upfront::All => "all",
        }
    }
}
