//! The form of a quantity: found by what it is at several values of the volumes it may follow.

use std::collections::BTreeMap;

use pricing::{Band, Decimal, Estimate, Line};
use rust_decimal::RoundingStrategy;

/// Times a volume, where it is tried; the last two are far off, so that thresholds lie below them.
pub(super) const FACTORS: [&str; 6] = ["0", "0.37", "1.61", "2.9", "11", "130"];
/// The tries by which a slope is found, after the one at the volumes as they are: far off, over any threshold; of what
/// falls, at the beginning.
const SLOPES: [(usize, usize); 2] = [(6, 5), (2, 1)];
const FARTHEST: usize = 6;
/// Decimals to which a factor is given at most: more is the noise of a long division.
const DIGITS: u32 = 18;
/// US dollars that a quantity may be off by where it is one of rounded numbers.
const SLACK: Decimal = Decimal::from_parts(2, 0, 0, false, 3);

/// `constant` and so many units of each volume, not under 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    pub constant: Band,
    /// Index of a volume, and units for each of its.
    pub terms: Vec<(usize, Decimal)>,
    /// Decimals to which it is rounded.
    pub places: Option<u32>,
}

impl Form {
    /// A quantity that follows nothing.
    pub fn fixed(constant: Band) -> Form {
        Form { constant, terms: Vec::new(), places: None }
    }

    /// The quantity at these values of the volumes.
    pub fn at(&self, values: &[Band]) -> Band {
        let of = |bound: fn(&Band) -> Decimal| {
            let moved = self.terms.iter().filter_map(|(at, factor)| Some(bound(values.get(*at)?) * factor));
            let whole = (bound(&self.constant) + moved.sum::<Decimal>()).max(Decimal::ZERO);
            let rounding = RoundingStrategy::MidpointAwayFromZero;
            self.places.map_or(whole, |places| whole.round_dp_with_strategy(places, rounding))
        };
        Band { low: of(|band| band.low), typical: of(|band| band.typical), high: of(|band| band.high) }
    }

    /// Whether two quantities of this form are one, but for the rounding.
    pub fn agrees(&self, one: Band, other: Band) -> bool {
        near(one, other, self.places.map_or(Decimal::ZERO, |places| Decimal::new(1, places)))
    }

    fn holds(&self, name: &Name, tries: &[&Tried]) -> bool {
        tries.iter().all(|tried| self.agrees(self.at(&tried.values), tried.quantity(name)))
    }
}

/// Whether two quantities are one but for the last decimals of a long division, or for so much.
pub(super) fn near(one: Band, other: Band, slack: Decimal) -> bool {
    let close = |one: Decimal, other: Decimal| {
        let noise = Decimal::new(1, 9) * one.abs().max(other.abs()).max(Decimal::ONE);
        (one - other).abs() <= noise.max(slack)
    };
    close(one.low, other.low) && close(one.typical, other.typical) && close(one.high, other.high)
}

/// Which line it is, in estimates of one environment.
pub(super) type Name = (String, Option<String>, String, String, usize);

/// The lines of an estimate by what they are.
pub(super) fn named(estimate: &Estimate) -> BTreeMap<Name, Line> {
    let mut lines = BTreeMap::new();
    for line in &estimate.lines {
        let mut name = (line.node.clone(), line.part.clone(), line.item.clone(), line.key.slug.clone(), 0);
        while lines.contains_key(&name) {
            name.4 += 1;
        }
        lines.insert(name, line.clone());
    }
    lines
}

/// The values of all volumes, and the lines at them.
pub(super) struct Tried {
    pub values: Vec<Band>,
    pub lines: BTreeMap<Name, Line>,
}

impl Tried {
    pub fn quantity(&self, name: &Name) -> Band {
        self.lines.get(name).map(|line| line.quantity).unwrap_or_default()
    }
}

/// What was tried: the volumes as they are, each of them at several values, all of them at once.
pub(super) struct Tries {
    pub base: Tried,
    pub alone: Vec<Vec<Tried>>,
    pub together: Vec<Tried>,
}

impl Tries {
    /// The form of a line whose unit costs so many US dollars at most; `None` where it follows no volume.
    pub fn form(&self, name: &Name, usd: Decimal) -> Option<Form> {
        let mut terms: Vec<(usize, Decimal)> = Vec::new();
        for (at, tries) in self.moving(name) {
            let slope = |(a, b): (usize, usize)| {
                let (one, other) = (tries.get(a)?, tries.get(b)?);
                let (x, y) = (one.values.get(at)?.high, other.values.get(at)?.high);
                let rise = one.quantity(name).high - other.quantity(name).high;
                let term = (at, rise.checked_div(x - y)?.round_dp(DIGITS).normalize());
                (!term.1.is_zero() && through(name, vec![term], &tries).is_some()).then_some(term)
            };
            terms.extend(SLOPES.into_iter().find_map(slope));
        }
        let all = self.of(&terms);
        if terms.len() > 1 {
            let with: Vec<&Tried> = all.iter().copied().chain(&self.together).collect();
            if let Some(form) = through(name, terms.clone(), &with) {
                return Some(form);
            }
        }
        // Where they act on each other, as in a product, the one that moves most is followed, the others stay.
        let most = terms.into_iter().max_by_key(|term| self.weight(*term));
        match most {
            Some(term) => through(name, vec![term], &self.of(&[term])),
            None => self.rounded(name, usd),
        }
    }

    /// A share of one volume in rounded numbers, where being off by one of them costs next to nothing.
    fn rounded(&self, name: &Name, usd: Decimal) -> Option<Form> {
        let forms = self.moving(name).filter_map(|(at, tries)| {
            let quantities = tries.iter().map(|tried| tried.quantity(name));
            let scale =
                |band: Band| [band.low, band.typical, band.high].map(|value| value.normalize().scale());
            let places = quantities.flat_map(scale).max()?;
            if places > 2 || Decimal::new(1, places) * usd > SLACK {
                return None;
            }
            let far = tries.get(FARTHEST)?;
            let share = far.quantity(name).high.checked_div(far.values.get(at)?.high)?;
            // The shortest factor that is right everywhere: a half is 0.5.
            let of = |digits| Form {
                constant: Band::ZERO,
                terms: vec![(at, share.round_dp(digits).normalize())],
                places: Some(places),
            };
            let right =
                |form: &Form| tries.iter().all(|tried| form.at(&tried.values) == tried.quantity(name));
            let found = [1, 2, 4, 6, 9].map(of).into_iter().find(right);
            found.or_else(|| Some(of(DIGITS)).filter(|form| form.holds(name, &tries)))
        });
        forms.max_by_key(|form| form.terms.first().map(|term| self.weight(*term)))
    }

    /// The volumes that move a line, with what was tried of them.
    fn moving<'t>(&'t self, name: &'t Name) -> impl Iterator<Item = (usize, Vec<&'t Tried>)> {
        let moves =
            |tries: &[Tried]| tries.iter().any(|tried| tried.quantity(name) != self.base.quantity(name));
        let moving = self.alone.iter().enumerate().filter(move |(_, tries)| moves(tries));
        moving.map(|(at, tries)| (at, std::iter::once(&self.base).chain(tries).collect()))
    }

    /// What was tried of these volumes alone.
    fn of(&self, terms: &[(usize, Decimal)]) -> Vec<&Tried> {
        let own = terms.iter().filter_map(|(at, _)| self.alone.get(*at)).flatten();
        std::iter::once(&self.base).chain(own).collect()
    }

    fn weight(&self, (at, factor): (usize, Decimal)) -> Option<Decimal> {
        self.base.values.get(at).map(|value| value.typical * factor)
    }
}

/// The form with these terms that a line has at all these tries.
fn through(name: &Name, terms: Vec<(usize, Decimal)>, tries: &[&Tried]) -> Option<Form> {
    // The constant is found where the quantity is over 0.
    let of = |bound: fn(&Band) -> Decimal| {
        let found = tries.iter().find(|tried| bound(&tried.quantity(name)) > Decimal::ZERO)?;
        let moved = terms.iter().filter_map(|(at, slope)| Some(bound(found.values.get(*at)?) * slope));
        Some((bound(&found.quantity(name)) - moved.sum::<Decimal>()).round_dp(12).normalize())
    };
    let [low, typical, high] = [of(|band| band.low)?, of(|band| band.typical)?, of(|band| band.high)?];
    let form = Form { constant: Band { low, typical, high }, terms, places: None };
    form.holds(name, tries).then_some(form)
}
