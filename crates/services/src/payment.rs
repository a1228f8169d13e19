//! What the hours of an element cost by the way they are paid for.

use design::{
    Payment,
    payment::{Term, Upfront},
};
use pricing::{Band, HOURS_PER_MONTH, Ledger, Less};
use rust_decimal::Decimal;

use crate::{Site, decimal};

/// Hours of something that can be reserved.
pub struct Hours<'a> {
    /// AWS's name of the service.
    pub service: &'a str,
    /// What runs, in a few words.
    pub item: &'a str,
    /// Under which the book has its price on demand.
    pub slug: &'a str,
    /// Of all that run together, a month.
    pub hours: Band,
}

impl Hours<'_> {
    /// Charges them.
    pub fn charge(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        match &site.element().payment {
            None => self.on_demand(self.hours, site, ledger),
            Some(Payment::Reserved { term, upfront }) => self.reserved(*term, *upfront, site, ledger),
            Some(Payment::SavingsPlan { discount_percent }) => {
                self.discounted(self.hours, "Savings Plan", discount_percent, site, ledger);
            }
            Some(Payment::Spot { share_percent, discount_percent }) => {
                let share = decimal(share_percent) / Decimal::ONE_HUNDRED;
                let spot = self.hours.scale(share);
                self.on_demand(self.hours.scale(Decimal::ONE - share), site, ledger);
                self.discounted(spot, "Spot", discount_percent, site, ledger);
            }
        }
    }

    fn on_demand(&self, hours: Band, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        if hours != Band::ZERO {
            ledger.charge(site.node(), None, self.service, self.item, self.slug, hours);
        }
    }

    fn discounted(
        &self,
        hours: Band,
        way: &str,
        percent: &serde_json::Number,
        site: &Site<'_>,
        ledger: &mut Ledger<'_>,
    ) {
        if hours != Band::ZERO {
            let less =
                Less { percent: decimal(percent), why: format!("{way}: the rate entered in the design") };
            let item = format!("{}, {way}", self.item);
            ledger.less(&less, |ledger| {
                ledger.charge(site.node(), None, self.service, &item, self.slug, hours);
            });
        }
    }

    /// As many as run at the low end are reserved: they are paid whether they run or not.
    fn reserved(&self, term: Term, upfront: Upfront, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let Some((rate, fee)) = reservation(self.slug, term, upfront) else {
            let why = "the price book has no reservations of this service";
            ledger.unpriced(site.node(), None, self.service, &format!("{}, reserved", self.item), why);
            return;
        };
        let running = (self.hours.low / HOURS_PER_MONTH).floor().max(Decimal::ONE);
        let reserved = running * HOURS_PER_MONTH;
        let item = format!("{}, reserved {}, {} upfront", self.item, term.word(), upfront.word());
        if upfront != Upfront::All {
            ledger.charge(site.node(), None, self.service, &item, &rate, reserved);
        }
        if upfront != Upfront::No {
            let item = format!("{item}: the fee, spread over {} months", term.months());
            ledger.charge(
                site.node(),
                None,
                self.service,
                &item,
                &fee,
                running / Decimal::from(term.months()),
            );
        }
        self.on_demand(self.hours.over(reserved), site, ledger);
    }
}

/// The slugs of a reservation's hourly rate and of its fee, by the slug of the price on demand.
pub fn reservation(on_demand: &str, term: Term, upfront: Upfront) -> Option<(String, String)> {
    let words = format!("{}-{}-upfront", term.word(), upfront.word());
    if let Some(instance_type) = on_demand.strip_prefix("ec2/linux/") {
        let of = |sort: &str| format!("ec2/{sort}/linux/standard-{words}/{instance_type}");
        return Some((of("reserved"), of("reserved-fee")));
    }
    let rest = on_demand.strip_prefix("rds/")?;
    let (kind, class) = rest.rsplit_once('/')?;
    let of = |sort: &str| format!("rds/{sort}/{kind}/{words}/{class}");
    Some((of("reserved"), of("reserved-fee")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reservations_stand_beside_the_price_on_demand() {
        assert_eq!(
            reservation("ec2/linux/m6i.large", Term::One, Upfront::No).map(|(rate, _)| rate).as_deref(),
            Some("ec2/reserved/linux/standard-1y-no-upfront/m6i.large")
        );
        assert_eq!(
            reservation("rds/postgres/multi-az/db.m6g.large", Term::Three, Upfront::Partial),
            Some((
                "rds/reserved/postgres/multi-az/3y-partial-upfront/db.m6g.large".to_owned(),
                "rds/reserved-fee/postgres/multi-az/3y-partial-upfront/db.m6g.large".to_owned()
            ))
        );
        assert_eq!(reservation("opensearch/r6g.large.search", Term::One, Upfront::No), None);
    }
}
