//! What a proposal says, stated word by word, as a command line and a form have it.

use design::{Command, Document, Id, Proposal, Tax};
use rust_decimal::Decimal;
use thiserror::Error;

use crate::{currency_id, number};

/// Why a text cannot be stated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Misstated {
    #[error("“{0}” is no ISO 4217 code such as CLP")]
    Currency(String),
    #[error("“{0}” is no tax; write its name and per cent, e.g. IVA:19")]
    Tax(String),
    #[error("“{0}” is no number of days")]
    Days(String),
    #[error("a proposal says nothing called “{0}”")]
    Name(String),
}

/// States something as text; `None` takes it back. What the words must hold, the document checks.
///
/// # Errors
/// Nothing is called so, or the text is none of its kind.
pub fn state(proposal: &mut Proposal, name: &str, text: Option<&str>) -> Result<(), Misstated> {
    let said = text.map(str::to_owned);
    match name {
        "company" => proposal.company = said,
        "contact" => proposal.contact = said,
        "client" => proposal.client = said,
        "introduction" => proposal.introduction = said,
        "logo" => proposal.logo = said,
        "colour" => proposal.colour = said,
        "accent" => proposal.accent = said,
        "currency" => proposal.currency = text.map(currency).transpose()?,
        "tax" => proposal.tax = text.map(tax).transpose()?,
        "valid_days" => {
            let days = |text: &str| text.trim().parse().map_err(|_| Misstated::Days(text.to_owned()));
            proposal.valid_days = text.map(days).transpose()?;
        }
        "exclusions" => {
            let lines = text.unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty());
            proposal.exclusions = lines.map(str::to_owned).collect();
        }
        _ => return Err(Misstated::Name(name.to_owned())),
    }
    Ok(())
}

/// The edit that changes what a design states of its proposal; where nothing is left, there is none.
///
/// # Errors
/// Those of the change.
pub fn restate<E>(
    document: &Document,
    change: impl FnOnce(&mut Proposal) -> Result<(), E>,
) -> Result<Command, E> {
    let mut proposal = document.proposal.clone().unwrap_or_default();
    change(&mut proposal)?;
    Ok(Command::SetProposal { proposal: (proposal != Proposal::default()).then_some(proposal) })
}

/// What is stated, as the text that states it; `None` where nothing is.
pub fn stated(proposal: &Proposal, name: &str) -> Option<String> {
    match name {
        "company" => proposal.company.clone(),
        "contact" => proposal.contact.clone(),
        "client" => proposal.client.clone(),
        "introduction" => proposal.introduction.clone(),
        "logo" => proposal.logo.clone(),
        "colour" => proposal.colour.clone(),
        "accent" => proposal.accent.clone(),
        "currency" => proposal.currency.as_ref().map(|id| id.as_str().to_uppercase()),
        "tax" => proposal.tax.as_ref().map(|tax| format!("{}:{}", tax.name, tax.percent)),
        "valid_days" => proposal.valid_days.map(|days| days.to_string()),
        "exclusions" => Some(proposal.exclusions.join("\n")).filter(|lines| !lines.is_empty()),
        _ => None,
    }
}

fn currency(code: &str) -> Result<Id, Misstated> {
    currency_id(code.trim()).ok_or_else(|| Misstated::Currency(code.to_owned()))
}

/// `IVA:19`.
fn tax(text: &str) -> Result<Tax, Misstated> {
    let wrong = || Misstated::Tax(text.to_owned());
    let (name, percent) = text.rsplit_once(':').ok_or_else(wrong)?;
    let percent: Decimal = percent.trim_matches([' ', '%']).parse().map_err(|_| wrong())?;
    Ok(Tax { name: name.trim().to_owned(), percent: number(percent) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stated_is_read_back_as_it_was_stated() {
        let mut proposal = Proposal::default();
        for (name, text) in [
            ("company", "Example"),
            ("currency", "CLP"),
            ("tax", "IVA:19"),
            ("valid_days", "45"),
            ("exclusions", "Migration.\nTraining."),
        ] {
            assert_eq!(state(&mut proposal, name, Some(text)), Ok(()));
            assert_eq!(stated(&proposal, name).as_deref(), Some(text));
        }
        assert_eq!(proposal.exclusions, ["Migration.", "Training."]);
        for name in Proposal::NAMES {
            assert_eq!(state(&mut proposal, name, None), Ok(()));
        }
        assert_eq!(proposal, Proposal::default(), "each of the names takes back what it states");
    }

    #[test]
    fn what_is_no_such_thing_says_what_would_be() {
        let mut proposal = Proposal::default();
        for (name, text, says) in [
            ("currency", "pesos de Chile", "such as CLP"),
            ("tax", "19", "IVA:19"),
            ("tax", "IVA:much", "IVA:19"),
            ("valid_days", "soon", "number of days"),
            ("compny", "Example", "nothing called"),
        ] {
            let error = state(&mut proposal, name, Some(text)).map_err(|error| error.to_string());
            assert!(error.clone().is_err_and(|error| error.contains(says)), "{error:?}");
        }
        assert_eq!(proposal, Proposal::default());
    }
}
