//! Whether a request path fits some patterns and not others. In a pattern `*` stands for any characters and `?` for
//! one, as in listener rules and cache behaviours; a slash at its beginning may be left out.

use std::collections::{BTreeSet, VecDeque};

/// States that are looked at; patterns of some dozen connections take a few hundred.
const MOST: usize = 10_000;

/// What the connections on a way ask of the path of a request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paths<'a> {
    wanted: Vec<&'a str>,
    /// What connections that are asked before take.
    taken: Vec<&'a str>,
}

/// The path of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// There is one that fits.
    Some,
    None,
    /// The patterns are too many to tell.
    TooMany,
}

impl<'a> Paths<'a> {
    /// Those of these that also fit a pattern, and none of the ones before it.
    pub(crate) fn and(
        &self,
        pattern: Option<&'a str>,
        before: impl IntoIterator<Item = &'a str>,
    ) -> Paths<'a> {
        let mut narrower = self.clone();
        narrower.wanted.extend(pattern);
        narrower.taken.extend(before);
        narrower
    }

    /// Whether a path of a request, which begins with `/`, is one of these. Reads one after the other the characters
    /// that patterns tell apart, until one ends where it should.
    pub(crate) fn fit(&self) -> Fit {
        let wanted: Vec<Pattern> = self.wanted.iter().map(|text| Pattern::of(text)).collect();
        let taken: Vec<Pattern> = self.taken.iter().map(|text| Pattern::of(text)).collect();
        let step = |state: &State, letter: char| -> Option<State> {
            let read = |patterns: &[Pattern], at: &[BTreeSet<usize>]| -> Vec<BTreeSet<usize>> {
                patterns.iter().zip(at).map(|(pattern, at)| pattern.read(at, letter)).collect()
            };
            let next = State { wanted: read(&wanted, &state.wanted), taken: read(&taken, &state.taken) };
            let lost = next.wanted.iter().any(BTreeSet::is_empty)
                || taken.iter().zip(&next.taken).any(|(pattern, at)| pattern.takes_all(at));
            (!lost).then_some(next)
        };
        let first = State {
            wanted: wanted.iter().map(Pattern::start).collect(),
            taken: taken.iter().map(Pattern::start).collect(),
        };
        let letters = letters(wanted.iter().chain(&taken));
        let mut seen: BTreeSet<State> = step(&first, '/').into_iter().collect();
        let mut queue: VecDeque<State> = seen.iter().cloned().collect();
        while let Some(state) = queue.pop_front() {
            let ended = |patterns: &[Pattern], at: &[BTreeSet<usize>]| {
                patterns.iter().zip(at).filter(|(pattern, at)| pattern.ends(at)).count()
            };
            if ended(&wanted, &state.wanted) == wanted.len() && ended(&taken, &state.taken) == 0 {
                return Fit::Some;
            }
            if seen.len() > MOST {
                return Fit::TooMany;
            }
            for next in letters.iter().filter_map(|letter| step(&state, *letter)) {
                if seen.insert(next.clone()) {
                    queue.push_back(next);
                }
            }
        }
        Fit::None
    }
}

/// The characters patterns name, and one that none does.
fn letters<'p>(patterns: impl Iterator<Item = &'p Pattern>) -> BTreeSet<char> {
    let mut named: BTreeSet<char> = patterns.flat_map(|pattern| pattern.0.iter().copied()).collect();
    named.extend(('a'..=char::MAX).find(|letter| !named.contains(letter)));
    named
}

/// How far each pattern may have been read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    wanted: Vec<BTreeSet<usize>>,
    taken: Vec<BTreeSet<usize>>,
}

struct Pattern(Vec<char>);

impl Pattern {
    fn of(text: &str) -> Pattern {
        let slash = (!text.starts_with(['/', '*'])).then_some('/');
        Pattern(slash.into_iter().chain(text.chars()).collect())
    }

    fn start(&self) -> BTreeSet<usize> {
        self.past_stars([0])
    }

    fn read(&self, at: &BTreeSet<usize>, letter: char) -> BTreeSet<usize> {
        let next = at.iter().filter_map(|&at| match self.0.get(at)? {
            '*' => Some(at),
            '?' => Some(at + 1),
            own => (*own == letter).then_some(at + 1),
        });
        let next = self.past_stars(next);
        // What comes after is all the same.
        if self.takes_all(&next) { self.past_stars([self.0.len() - 1]) } else { next }
    }

    /// A star may stand for nothing.
    fn past_stars(&self, at: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let mut all = BTreeSet::new();
        for mut at in at {
            while all.insert(at) && self.0.get(at) == Some(&'*') {
                at += 1;
            }
        }
        all
    }

    fn ends(&self, at: &BTreeSet<usize>) -> bool {
        at.contains(&self.0.len())
    }

    /// Whether it fits whatever follows.
    fn takes_all(&self, at: &BTreeSet<usize>) -> bool {
        self.0.last() == Some(&'*') && at.contains(&(self.0.len() - 1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fit(wanted: &[&str], taken: &[&str]) -> Fit {
        Paths { wanted: wanted.to_vec(), taken: taken.to_vec() }.fit()
    }

    #[test]
    fn a_path_must_fit_all_that_is_asked() {
        assert_eq!(fit(&[], &[]), Fit::Some, "without patterns any path does");
        assert_eq!(fit(&["/api/*", "*.json"], &[]), Fit::Some, "/api/.json");
        assert_eq!(fit(&["/api/*", "/app/*"], &[]), Fit::None);
        assert_eq!(fit(&["/?", "/ab"], &[]), Fit::None, "? is one character");
        assert_eq!(fit(&["api", "/api"], &[]), Fit::Some, "paths begin with a slash");
    }

    #[test]
    fn what_an_earlier_pattern_takes_is_gone() {
        assert_eq!(fit(&["/api/v1/*"], &["/api/*"]), Fit::None);
        assert_eq!(fit(&["/api/*"], &["/api/v1/*"]), Fit::Some);
        assert_eq!(fit(&[], &["/*"]), Fit::None);
        assert_eq!(fit(&[], &["/?*"]), Fit::Some, "only the slash alone is left");
        assert_eq!(fit(&["/?"], &["/a", "/b"]), Fit::Some);
    }

    /// Whether a pattern fits, by its definition.
    fn fits(pattern: &[u8], path: &[u8]) -> bool {
        match (pattern.split_first(), path.split_first()) {
            (None, _) => path.is_empty(),
            (Some((b'*', rest)), after) => {
                fits(rest, path) || after.is_some_and(|(_, path)| fits(pattern, path))
            }
            (Some((own, rest)), Some((letter, path))) => (*own == b'?' || own == letter) && fits(rest, path),
            (Some(_), None) => false,
        }
    }

    /// All paths of up to six characters of which patterns of up to three tell two apart.
    fn paths() -> Vec<String> {
        let mut all = vec!["/".to_owned()];
        let mut from = 0;
        for _ in 0..5 {
            let to = all.len();
            for at in from..to {
                all.extend(['/', 'a', 'b', 'z'].map(|letter| format!("{}{letter}", all[at])));
            }
            from = to;
        }
        all
    }

    proptest! {
        #[test]
        fn it_says_what_trying_all_short_paths_says(
            wanted in prop::collection::vec("[/*?ab]{1,3}", 0..3),
            taken in prop::collection::vec("[/*?ab]{1,3}", 0..3),
        ) {
            let any = |patterns: &[String], path: &str| {
                let whole = patterns.iter().map(|text| {
                    let slash = if text.starts_with(['/', '*']) { "" } else { "/" };
                    format!("{slash}{text}")
                });
                whole.filter(|pattern| fits(pattern.as_bytes(), path.as_bytes())).count()
            };
            let found = paths().iter().any(|path| any(&wanted, path) == wanted.len() && any(&taken, path) == 0);
            let said = Paths {
                wanted: wanted.iter().map(String::as_str).collect(),
                taken: taken.iter().map(String::as_str).collect(),
            };
            prop_assert_eq!(said.fit(), if found { Fit::Some } else { Fit::None });
        }
    }
}
