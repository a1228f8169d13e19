//! JSON tree to exchange rates and to how prices are offered.

use super::{
    fields::{Fields, id, list, number, text},
    shape::{whole, word},
    tree::Tree,
};
use crate::{
    Payment, Proposal, Rate, Tax,
    payment::{Term, Upfront},
    problem::{Path, Problems},
};

pub(super) fn rate(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Rate> {
    let mut fields = Fields::open(tree, &["per_usd", "date", "source"], path, problems)?;
    let per_usd = fields.required("per_usd", "units of the currency for one US dollar", number);
    let date = fields.required("date", "the day it was quoted, YYYY-MM-DD", text);
    let source = fields.required("source", "who quoted it", text);
    Some(Rate { per_usd: per_usd?, date: date?, source: source? })
}

pub(super) fn proposal(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Proposal> {
    let mut fields = Fields::open(tree, &Proposal::NAMES, path, problems)?;
    Some(Proposal {
        company: fields.optional("company", text),
        client: fields.optional("client", text),
        contact: fields.optional("contact", text),
        introduction: fields.optional("introduction", text),
        logo: fields.optional("logo", text),
        colour: fields.optional("colour", text),
        accent: fields.optional("accent", text),
        currency: fields.optional("currency", id),
        tax: fields.optional("tax", tax),
        valid_days: fields.optional("valid_days", whole),
        exclusions: fields.optional("exclusions", |v, p, s| list(v, p, s, text)).unwrap_or_default(),
    })
}

fn tax(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Tax> {
    let mut fields = Fields::open(tree, &["name", "percent"], path, problems)?;
    let name = fields.required("name", "its name, e.g. IVA", text);
    let percent = fields.required("percent", "per cent of the total", number);
    Some(Tax { name: name?, percent: percent? })
}

pub(super) fn payment(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Payment> {
    const KNOWN: [&str; 5] = ["way", "term", "upfront", "discount_percent", "share_percent"];
    const WAYS: [(&str, &str); 3] =
        [("reserved", "reserved"), ("savings-plan", "savings-plan"), ("spot", "spot")];
    let mut fields = Fields::open(tree, &KNOWN, path, problems)?;
    let way =
        fields.required("way", "one of reserved, savings-plan, spot", |v, p, s| word(v, p, s, &WAYS))?;
    let mut percent = |name: &str| fields.required(name, "per cent from 0 to 100", number);
    match way {
        "savings-plan" => Some(Payment::SavingsPlan { discount_percent: percent("discount_percent")? }),
        "spot" => {
            let (share, discount) = (percent("share_percent"), percent("discount_percent"));
            Some(Payment::Spot { share_percent: share?, discount_percent: discount? })
        }
        _ => {
            let terms = Term::ALL.map(|term| (term.word(), term));
            let upfronts = Upfront::ALL.map(|upfront| (upfront.word(), upfront));
            let term = fields.required("term", "one of 1y, 3y", |v, p, s| word(v, p, s, &terms));
            let upfront =
                fields.required("upfront", "one of no, partial, all", |v, p, s| word(v, p, s, &upfronts));
            Some(Payment::Reserved { term: term?, upfront: upfront? })
        }
    }
}
