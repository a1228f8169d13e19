//! The builder by which service files charge what their elements use.

use crate::{
    Assumption, Band, Book, Cause, Decimal, Estimate, Fact, Free, GLOBAL, Highest, Key, Line, TierUse,
    Unpriced,
};

/// Collects the lines of one environment. Each call adds an entry; none can fail.
///
/// `part` names a part of the node; `None` (or an empty name) is the element itself.
pub struct Ledger<'b> {
    book: &'b Book,
    region: String,
    day: String,
    estimate: Estimate,
}

impl<'b> Ledger<'b> {
    /// An empty ledger whose prices are those of `region` (a region or Local Zone code). The day (`YYYY-MM-DD`) decides
    /// which versions AWS charges extra for and which prices are old.
    pub fn new(book: &'b Book, region: impl Into<String>, day: impl Into<String>) -> Ledger<'b> {
        Ledger { book, region: region.into(), day: day.into(), estimate: Estimate::default() }
    }

    /// An empty ledger of the same book, region and day, to see what something would cost.
    pub fn aside(&self) -> Ledger<'b> {
        Ledger::new(self.book, self.region.as_str(), self.day.as_str())
    }

    pub fn book(&self) -> &'b Book {
        self.book
    }

    /// The region whose prices [`charge`](Ledger::charge) takes.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Takes the prices of another region from here on.
    pub fn turn_to(&mut self, region: &str) {
        if self.region != region {
            region.clone_into(&mut self.region);
        }
    }

    /// The day of the estimate, `YYYY-MM-DD`.
    pub fn day(&self) -> &str {
        &self.day
    }

    /// What was charged to a node so far, typical dollars a month.
    pub fn charged(&self, node: &str) -> Decimal {
        self.estimate.of_node(node).typical
    }

    /// Whether a price stands in the book for this region, e.g. to choose between two ways to charge.
    pub fn knows(&self, slug: &str) -> bool {
        self.find(&self.region, slug).is_some()
    }

    /// Charges `quantity` units a month at the ledger's region, or at `global` for what AWS prices once for all
    /// regions. Without a fact the entry is unpriced.
    pub fn charge<'p>(
        &mut self,
        node: &str,
        part: impl Into<Option<&'p str>>,
        service: &str,
        item: &str,
        slug: &str,
        quantity: impl Into<Band>,
    ) {
        let key = Key::new(self.region.as_str(), slug);
        self.post(Entry::new(node, part.into(), service, item), key, quantity.into(), None);
    }

    /// Charges the highest of several quantities as [`charge`](Ledger::charge) does one.
    pub fn charge_highest<'p>(
        &mut self,
        node: &str,
        part: impl Into<Option<&'p str>>,
        service: &str,
        item: &str,
        slug: &str,
        highest: Highest,
    ) {
        let key = Key::new(self.region.as_str(), slug);
        let quantity = highest.quantity();
        self.post(Entry::new(node, part.into(), service, item), key, quantity, Some(highest));
    }

    /// Charges at the key's own location: another region, an edge, a Local Zone.
    pub fn charge_at<'p>(
        &mut self,
        node: &str,
        part: impl Into<Option<&'p str>>,
        service: &str,
        item: &str,
        key: Key,
        quantity: impl Into<Band>,
    ) {
        self.post(Entry::new(node, part.into(), service, item), key, quantity.into(), None);
    }

    /// Takes something off the price of what is charged within, e.g. what a savings plan takes off.
    pub fn less(&mut self, less: &Less, charge: impl FnOnce(&mut Self)) {
        let before = self.estimate.lines.len();
        charge(self);
        self.estimate.lines.iter_mut().skip(before).for_each(|line| less.apply(line));
    }

    /// Notes what AWS does not charge for.
    pub fn free<'p>(
        &mut self,
        node: &str,
        part: impl Into<Option<&'p str>>,
        service: &str,
        item: &str,
        why: impl Into<String>,
    ) {
        let Entry { node, part, service, item } = Entry::new(node, part.into(), service, item);
        self.estimate.free.push(Free { node, part, service, item, why: why.into() });
    }

    /// Notes what costs something that cannot be priced, for a reason the service knows.
    pub fn unpriced<'p>(
        &mut self,
        node: &str,
        part: impl Into<Option<&'p str>>,
        service: &str,
        item: &str,
        why: impl Into<String>,
    ) {
        let entry = Entry::new(node, part.into(), service, item);
        self.estimate.unpriced.push(entry.unpriced(Cause::Stated, why.into()));
    }

    /// Notes a quantity that nobody stated. Say it once per quantity, beside the charges that use it.
    pub fn assume<'p>(
        &mut self,
        node: &str,
        part: impl Into<Option<&'p str>>,
        name: &str,
        value: impl Into<Band>,
        unit: &str,
        why: impl Into<String>,
    ) {
        let Entry { node, part, .. } = Entry::new(node, part.into(), "", "");
        self.estimate.assumptions.push(Assumption {
            node,
            part,
            connection: None,
            name: name.to_owned(),
            value: value.into().normalize(),
            unit: unit.to_owned(),
            why: why.into(),
        });
    }

    /// Notes a volume of a connection that nobody stated, and that `node` pays.
    pub fn assume_on(
        &mut self,
        node: &str,
        connection: &str,
        name: &str,
        value: impl Into<Band>,
        unit: &str,
        why: impl Into<String>,
    ) {
        self.assume(node, None, name, value, unit, why);
        if let Some(assumption) = self.estimate.assumptions.last_mut() {
            assumption.connection = Some(connection.to_owned());
        }
    }

    /// The estimate with its total.
    pub fn finish(mut self) -> Estimate {
        self.estimate.add_up();
        self.estimate
    }

    fn find(&self, location: &str, slug: &str) -> Option<(bool, Fact)> {
        let here = self.book.fact(location, slug).map(|fact| (true, fact));
        here.or_else(|| self.book.fact(GLOBAL, slug).map(|fact| (false, fact)))
    }

    fn post(&mut self, entry: Entry, key: Key, quantity: Band, highest: Option<Highest>) {
        let quantity = quantity.map(|value| value.max(Decimal::ZERO)).normalize();
        let Some((here, fact)) = self.find(&key.location, &key.slug) else {
            let why = format!("the price book has no {} in {}", key.slug, key.location);
            let mut unpriced = entry.unpriced(Cause::NoFact, why);
            unpriced.hint = self.book.hint(&key);
            unpriced.key = Some(key);
            self.estimate.unpriced.push(unpriced);
            return;
        };
        let key = if here { key } else { Key::new(GLOBAL, key.slug) };
        let typical = fact.charge(quantity.typical);
        let (low, high) = if quantity.is_certain() {
            (typical.amount, typical.amount)
        } else {
            (fact.charge(quantity.low).amount, fact.charge(quantity.high).amount)
        };
        if let Some(known_to) = fact.tiers.last().and_then(|tier| tier.to).filter(|to| quantity.high > *to) {
            let why =
                format!("no price is known over {known_to} {} a month; what is within is charged", fact.unit);
            let mut beyond =
                entry.clone().unpriced(Cause::BeyondKnownTiers { known_to, unit: fact.unit }, why);
            beyond.key = Some(key.clone());
            self.estimate.unpriced.push(beyond);
        }
        let Entry { node, part, service, item } = entry;
        self.estimate.lines.push(Line {
            node,
            part,
            service,
            item,
            quantity,
            highest,
            unit: fact.unit,
            unit_price: fact.unit_price(),
            tiers: if typical.tiers.len() > 1 { typical.tiers } else { Vec::<TierUse>::new() },
            monthly: Band { low, typical: typical.amount, high },
            key,
            stale: fact.is_stale(&self.day),
            as_of: fact.as_of,
            source: fact.source,
            confidence: fact.confidence,
            derived_from: fact.derived_from,
        });
    }
}

/// What is taken off a price.
pub struct Less {
    /// From 0 to 100.
    pub percent: Decimal,
    /// Who says so.
    pub why: String,
}

impl Less {
    fn apply(&self, line: &mut Line) {
        let left = (Decimal::ONE - self.percent / Decimal::ONE_HUNDRED).clamp(Decimal::ZERO, Decimal::ONE);
        line.monthly = line.monthly.scale(left).normalize();
        line.unit_price = (line.unit_price * left).normalize();
        for tier in &mut line.tiers {
            tier.usd = (tier.usd * left).normalize();
            tier.amount = (tier.amount * left).normalize();
        }
        line.derived_from = Some(format!("less {} %, {}", self.percent.normalize(), self.why).into());
    }
}

/// Whose entry it is.
#[derive(Clone)]
struct Entry {
    node: String,
    part: Option<String>,
    service: String,
    item: String,
}

impl Entry {
    fn new(node: &str, part: Option<&str>, service: &str, item: &str) -> Entry {
        Entry {
            node: node.to_owned(),
            part: part.filter(|part| !part.is_empty()).map(str::to_owned),
            service: service.to_owned(),
            item: item.to_owned(),
        }
    }

    fn unpriced(self, cause: Cause, why: String) -> Unpriced {
        let Entry { node, part, service, item } = self;
        Unpriced { node, part, service, item, cause, why, key: None, hint: None }
    }
}
