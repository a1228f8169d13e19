//! From the price dimensions of an offer to graduated tiers.

use std::str::FromStr;

use pricing::{Decimal, Tier, Unit};

use crate::{
    unit,
    wire::{Dimension, Offer},
};

/// The tiers of an offer in our unit, from 0 up. None for what costs nothing at all.
///
/// A free beginning belongs to the whole account and is not part of a price: the first tier that costs something
/// begins at 0.
pub fn of_offer(offer: &Offer, unit: Unit) -> Result<Option<Vec<Tier>>, String> {
    let dimensions: Vec<&Dimension> = offer.price_dimensions.values().collect();
    of_dimensions(&dimensions, unit)
}

/// As [`of_offer`], of some of its dimensions.
pub fn of_dimensions(dimensions: &[&Dimension], unit: Unit) -> Result<Option<Vec<Tier>>, String> {
    let mut tiers = dimensions.iter().map(|one| tier(one, unit)).collect::<Result<Vec<_>, _>>()?;
    tiers.sort_by_key(|tier| tier.from);
    let mut end = Some(Decimal::ZERO);
    for tier in &tiers {
        if end != Some(tier.from) || tier.to.is_some_and(|to| to <= tier.from) {
            return Err(format!("its tiers leave a gap or overlap at {}", tier.from.normalize()));
        }
        end = tier.to;
    }
    if tiers.is_empty() {
        return Err("it has no price dimension".to_owned());
    }
    let free = tiers.iter().take_while(|tier| tier.usd.is_zero()).count();
    let mut paid: Vec<Tier> = tiers.split_off(free);
    match paid.first_mut() {
        None => Ok(None),
        Some(first) => {
            first.from = Decimal::ZERO;
            Ok(Some(paid))
        }
    }
}

fn tier(dimension: &Dimension, unit: Unit) -> Result<Tier, String> {
    let factor = unit::factor(unit, &dimension.unit)
        .ok_or_else(|| format!("its unit is “{}”, which is no {unit}", dimension.unit))?;
    let usd = dimension.price_per_unit.get("USD").ok_or("it has no price in US dollars")?;
    let usd = number(usd, "price")?;
    let from = match dimension.begin_range.as_deref() {
        None => Decimal::ZERO,
        Some(text) => number(text, "range")?,
    };
    let to = match dimension.end_range.as_deref() {
        None | Some("Inf") => None,
        Some(text) => Some(number(text, "range")?),
    };
    // A price per GiB is a 1024th per MiB, and a range of GiB is 1024 times as many MiB.
    let scaled = |value: Decimal| value.checked_mul(factor).map(|value| value.normalize());
    let large = || "its range is too large".to_owned();
    Ok(Tier {
        from: scaled(from).ok_or_else(large)?,
        to: to.map(|to| scaled(to).ok_or_else(large)).transpose()?,
        usd: usd.checked_div(factor).ok_or("its price is too large")?.normalize(),
    })
}

fn number(text: &str, what: &str) -> Result<Decimal, String> {
    Decimal::from_str(text)
        .ok()
        .filter(|value| !value.is_sign_negative() || value.is_zero())
        .ok_or_else(|| format!("its {what} is “{text}”, which is no number from 0 up"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where a dimension begins and ends, its unit and its price.
    type Part<'t> = (&'t str, &'t str, &'t str, &'t str);

    fn offer(dimensions: &[Part<'_>]) -> Offer {
        let dimensions = dimensions.iter().enumerate().map(|(index, (from, to, unit, usd))| {
            let text = format!(
                r#"{{"unit":"{unit}","beginRange":"{from}","endRange":"{to}","pricePerUnit":{{"USD":"{usd}"}}}}"#
            );
            (index.to_string(), serde_json::from_str(&text).unwrap())
        });
        Offer {
            effective_date: String::new(),
            term_attributes: Default::default(),
            price_dimensions: dimensions.collect(),
        }
    }

    fn shown(tiers: Option<Vec<Tier>>) -> String {
        let tiers = tiers.into_iter().flatten();
        let one = |tier: Tier| {
            format!("{}–{}: {}", tier.from, tier.to.map(|to| to.to_string()).unwrap_or_default(), tier.usd)
        };
        tiers.map(one).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn tiers_come_in_any_order() {
        let offer = offer(&[
            ("51200", "Inf", "GB", "0.0700000000"),
            ("0", "10240", "GB", "0.0900000000"),
            ("10240", "51200", "GB", "0.0850000000"),
        ]);
        let tiers = of_offer(&offer, Unit::Gib).unwrap();
        assert_eq!(shown(tiers), "0–10240: 0.09, 10240–51200: 0.085, 51200–: 0.07");
    }

    #[test]
    fn a_free_beginning_is_the_accounts_and_not_part_of_the_price() {
        let offer = offer(&[
            ("0", "1000000", "Requests", "0.0000000000"),
            ("1000000", "Inf", "Requests", "0.0000004000"),
        ]);
        assert_eq!(shown(of_offer(&offer, Unit::Request).unwrap()), "0–: 0.0000004");
    }

    #[test]
    fn what_costs_nothing_has_no_tiers() {
        assert_eq!(of_offer(&offer(&[("0", "Inf", "Hrs", "0.0000000000")]), Unit::Hour), Ok(None));
    }

    #[test]
    fn throughput_by_the_gib_is_told_by_the_mib() {
        let offer = offer(&[("0", "2", "GiBps-mo", "77.8240000000"), ("2", "Inf", "GiBps-mo", "40.96")]);
        assert_eq!(shown(of_offer(&offer, Unit::MibpsMonth).unwrap()), "0–2048: 0.076, 2048–: 0.04");
    }

    #[test]
    fn what_does_not_fit_together_is_said() {
        let cases: [(&[Part<'_>], &str); 6] = [
            (&[], "it has no price dimension"),
            (&[("0", "Inf", "GB", "1")], "its unit is “GB”, which is no hour"),
            (&[("0", "Inf", "Hrs", "a")], "its price is “a”, which is no number from 0 up"),
            (&[("0", "Inf", "Hrs", "-1")], "its price is “-1”, which is no number from 0 up"),
            (&[("0", "5", "Hrs", "1"), ("6", "Inf", "Hrs", "1")], "its tiers leave a gap or overlap at 6"),
            (&[("0", "Inf", "Hrs", "1"), ("5", "Inf", "Hrs", "1")], "its tiers leave a gap or overlap at 5"),
        ];
        for (dimensions, message) in cases {
            assert_eq!(of_offer(&offer(dimensions), Unit::Hour), Err(message.to_owned()));
        }
    }
}
