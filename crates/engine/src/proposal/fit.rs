//! Finds the form of a quantity by what it is at several values of the volumes it may follow.

use std::collections::BTreeMap;

use pricing::{Band, Decimal, Estimate, Highest, Line};
use services::Counted;

use super::form::{Bound, Factor, Form, HIGH, Sum, Term, each};

/// Times a volume, where it is tried; the last two are far off, so that thresholds lie below them.
pub(super) const FACTORS: [&str; 6] = ["0", "0.37", "1.61", "2.9", "11", "130"];
/// The tries by which a slope is found, after the one at the volumes as they are: far off, over any threshold; of what
/// falls, at the beginning.
const SLOPES: [(usize, usize); 2] = [(6, 5), (2, 1)];
const FARTHEST: usize = 6;
/// Decimals to which a factor is given at most: more is the noise of a long division.
const DIGITS: u32 = 18;
/// Decimals of what is left of a difference.
const LEFT: u32 = 12;
/// US dollars that a quantity may be off by where it is one of rounded numbers.
const SLACK: Decimal = Decimal::from_parts(2, 0, 0, false, 3);

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

/// What is looked at in each try: the quantity of a line, or one of those of which it is the highest.
#[derive(Clone, Copy)]
struct Asked<'n> {
    name: &'n Name,
    dimension: Option<usize>,
}

/// The values of all volumes, and the lines at them.
pub(super) struct Tried {
    pub values: Vec<Band>,
    pub lines: BTreeMap<Name, Line>,
}

impl Tried {
    fn quantity(&self, asked: Asked<'_>) -> Band {
        let line = self.lines.get(asked.name);
        let found = match asked.dimension {
            None => line.map(|line| line.quantity),
            Some(at) => line.and_then(|line| Some(line.highest.as_ref()?.of.get(at)?.quantity)),
        };
        found.unwrap_or_default()
    }

    fn high(&self, asked: Asked<'_>) -> Decimal {
        self.quantity(asked).high
    }

    fn highest(&self, name: &Name) -> Option<&Highest> {
        self.lines.get(name)?.highest.as_ref()
    }
}

/// What was tried: the volumes as they are, each of them at several values, all of them at once.
pub(super) struct Tries {
    /// How each volume counts.
    pub counted: Vec<Counted>,
    pub base: Tried,
    pub alone: Vec<Vec<Tried>>,
    pub together: Vec<Tried>,
}

impl Tries {
    /// The form of a line whose unit costs so many US dollars at most; `None` where it follows no volume.
    pub fn form(&self, name: &Name, usd: Decimal) -> Option<Form> {
        if let Some(highest) = self.highest(name) {
            let sums = (0..highest.of.len()).map(|at| self.whole(Asked { name, dimension: Some(at) }));
            let sums: Option<Vec<Sum>> = sums.collect();
            return sums.map(|sums| Form { sums, places: Some(highest.places) });
        }
        let asked = Asked { name, dimension: None };
        let sum = self.sum(asked).map(|sum| Form { sums: vec![sum], places: None });
        sum.or_else(|| self.rounded(asked, usd))
    }

    /// Of which quantities a line is the highest; it may stand where a volume is over 0 only.
    fn highest(&self, name: &Name) -> Option<&Highest> {
        let all = std::iter::once(&self.base).chain(self.alone.iter().flatten());
        all.filter_map(|tried| tried.highest(name)).next()
    }

    /// The sum that a quantity is wherever it was tried; `None` where it is none. Of the highest of several, each must
    /// be told right however far the others are over it.
    fn whole(&self, asked: Asked<'_>) -> Option<Sum> {
        let moving = self.moving(asked).flat_map(|(_, tries)| tries);
        let all: Vec<&Tried> = moving.chain(std::iter::once(&self.base)).chain(&self.together).collect();
        let sum = self.sum(asked).unwrap_or(Sum { constant: self.base.quantity(asked), terms: Vec::new() });
        holds(&sum, asked, &all).then_some(sum)
    }

    /// The terms of volumes that it follows, alone and together; `None` where it follows none.
    fn sum(&self, asked: Asked<'_>) -> Option<Sum> {
        let moving: Vec<(Factor, Vec<&Tried>)> = self.moving(asked).collect();
        let straight = moving.iter().filter_map(|(factor, tries)| {
            let straight = |(a, b): (usize, usize)| {
                let times = slope(asked, *factor, tries.get(a)?, tries.get(b)?)?;
                let term = Term { times, of: vec![*factor] };
                through(asked, vec![term.clone()], tries).map(|_| term)
            };
            SLOPES.into_iter().find_map(straight)
        });
        let terms: Vec<Term> = straight.collect();
        if terms.len() > 1
            && let Some(sum) = through(asked, terms.clone(), &self.with_together(&terms))
        {
            return Some(sum);
        }
        if let [one, other] = moving.as_slice()
            && let Some(sum) = self.product(asked, one, other)
        {
            return Some(sum);
        }
        // Where they act on each other otherwise, the one that moves most is followed, the others stay.
        let most = terms.into_iter().max_by_key(|term| self.weight(term))?;
        let tries = self.of(std::slice::from_ref(&most));
        through(asked, vec![most], &tries)
    }

    /// The product of two volumes, and what follows each of them beside it: messages by the pieces each is sent in.
    fn product(
        &self,
        asked: Asked<'_>,
        (one, ones): &(Factor, Vec<&Tried>),
        (other, others): &(Factor, Vec<&Tried>),
    ) -> Option<Sum> {
        let first = |factor: Factor, tries: &[&Tried]| {
            let between = |(a, b): (usize, usize)| slope(asked, factor, tries.get(a)?, tries.get(b)?);
            SLOPES.into_iter().find_map(between)
        };
        let (by_one, by_other) = (first(*one, ones)?, first(*other, others)?);
        let at = |factor: &Factor, tried: &Tried| factor.at(&tried.values, HIGH);
        let (x, y) = (at(one, &self.base), at(other, &self.base));
        // What both do together beyond what each does alone.
        let both = self.together.iter().find_map(|tried| {
            let (dx, dy) = (at(one, tried) - x, at(other, tried) - y);
            let alone = by_one.checked_mul(dx)?.checked_add(by_other.checked_mul(dy)?)?;
            let more = (tried.high(asked) - self.base.high(asked)).checked_sub(alone)?;
            more.checked_div(dx.checked_mul(dy)?)
        })?;
        let beside = |slope: Decimal, other: Decimal| Some((slope - both.checked_mul(other)?).round_dp(LEFT));
        let terms = [
            Term { times: both.round_dp(DIGITS), of: vec![*one, *other] },
            Term { times: beside(by_one, y)?, of: vec![*one] },
            Term { times: beside(by_other, x)?, of: vec![*other] },
        ];
        let terms = terms.into_iter().filter(|term| !term.times.is_zero());
        let terms = terms.map(|term| Term { times: term.times.normalize(), ..term }).collect();
        let all: Vec<&Tried> = ones.iter().chain(others).copied().chain(&self.together).collect();
        through(asked, terms, &all)
    }

    /// A share of one volume in rounded numbers, where being off by one of them costs next to nothing.
    fn rounded(&self, asked: Asked<'_>, usd: Decimal) -> Option<Form> {
        let forms = self.moving(asked).filter_map(|(factor, tries)| {
            let quantities = tries.iter().map(|tried| tried.quantity(asked));
            let scale =
                |band: Band| [band.low, band.typical, band.high].map(|value| value.normalize().scale());
            let places = quantities.flat_map(scale).max()?;
            if places > 2 || Decimal::new(1, places) * usd > SLACK {
                return None;
            }
            let far = tries.get(FARTHEST)?;
            let share = far.high(asked).checked_div(factor.at(&far.values, HIGH))?;
            // The shortest factor that is right everywhere: a half is 0.5.
            let of = |digits| {
                let term = Term { times: share.round_dp(digits).normalize(), of: vec![factor] };
                let sum = Sum { constant: Band::ZERO, terms: vec![term] };
                Form { sums: vec![sum], places: Some(places) }
            };
            let right =
                |form: &Form| tries.iter().all(|tried| form.at(&tried.values) == tried.quantity(asked));
            let about = |form: &Form| {
                tries.iter().all(|tried| form.agrees(form.at(&tried.values), tried.quantity(asked)))
            };
            let found = [1, 2, 4, 6, 9].map(of).into_iter().find(right);
            found.or_else(|| Some(of(DIGITS)).filter(about))
        });
        forms.max_by_key(|form| form.sums.first()?.terms.first().map(|term| self.weight(term)))
    }

    /// The volumes that move a quantity, with what was tried of them.
    fn moving<'t>(&'t self, asked: Asked<'t>) -> impl Iterator<Item = (Factor, Vec<&'t Tried>)> {
        let moves = move |tries: &[Tried]| {
            tries.iter().any(|tried| tried.quantity(asked) != self.base.quantity(asked))
        };
        let moving = self.alone.iter().enumerate().filter(move |(_, tries)| moves(tries));
        moving.map(|(at, tries)| (self.factor(at), std::iter::once(&self.base).chain(tries).collect()))
    }

    fn factor(&self, volume: usize) -> Factor {
        Factor { volume, counted: self.counted.get(volume).copied().unwrap_or_default() }
    }

    /// What was tried of the volumes of these terms, each alone.
    fn of(&self, terms: &[Term]) -> Vec<&Tried> {
        let volumes = terms.iter().flat_map(|term| &term.of).map(|factor| factor.volume);
        let own = volumes.filter_map(|at| self.alone.get(at)).flatten();
        std::iter::once(&self.base).chain(own).collect()
    }

    fn with_together(&self, terms: &[Term]) -> Vec<&Tried> {
        self.of(terms).into_iter().chain(&self.together).collect()
    }

    fn weight(&self, term: &Term) -> Option<Decimal> {
        let factor = term.of.first()?;
        self.base.values.get(factor.volume).map(|value| value.typical * term.times)
    }
}

/// By how much a quantity rises with a volume, as it counts, between two tries; `None` where it does not.
fn slope(asked: Asked<'_>, factor: Factor, one: &Tried, other: &Tried) -> Option<Decimal> {
    let run = factor.at(&one.values, HIGH) - factor.at(&other.values, HIGH);
    let rise = one.high(asked) - other.high(asked);
    let slope = rise.checked_div(run)?.round_dp(DIGITS).normalize();
    (!slope.is_zero()).then_some(slope)
}

/// The sum with these terms that a quantity is at all these tries.
fn through(asked: Asked<'_>, terms: Vec<Term>, tries: &[&Tried]) -> Option<Sum> {
    let terms = Sum { constant: Band::ZERO, terms };
    // The constant is found where the quantity is over 0; what is 0 everywhere, as with nothing at the low end, has that
    // of the high end.
    let left = |bound: Bound| {
        let found = tries.iter().find(|tried| bound(&tried.quantity(asked)) > Decimal::ZERO)?;
        let left = bound(&found.quantity(asked)) - terms.moved(&found.values, bound);
        Some(left.round_dp(LEFT).normalize())
    };
    let high = left(HIGH)?;
    let constant = each(|bound| left(bound).unwrap_or(high));
    let sum = Sum { constant, ..terms };
    holds(&sum, asked, tries).then_some(sum)
}

/// Whether a sum is what a quantity is at all these tries.
fn holds(sum: &Sum, asked: Asked<'_>, tries: &[&Tried]) -> bool {
    let form = Form { sums: vec![sum.clone()], places: None };
    tries.iter().all(|tried| form.agrees(form.at(&tried.values), tried.quantity(asked)))
}
