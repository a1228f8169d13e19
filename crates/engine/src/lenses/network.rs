//! Who reaches whom, as a lens marks it: elements with their ports, gateways and wires on the way.

use std::collections::BTreeSet;

use architecture::{Architecture, Ix};
use network::{Network, Permit, Place};
use scene::{
    draw::{Course, MarkLook},
    legend::{Legend, Row, Sample},
    lens::{Lens, LensMark},
};
use text::{Language, Words};

use super::{
    legend::{explained, sign},
    ways::{Found, Trace, named, ways_out},
};

/// What is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Neighbourhood {
    /// What the internet reaches, and what gets out to it.
    Internet,
    /// What reaches these elements, and what they reach; the internet with the rest.
    Of(BTreeSet<Ix>),
    /// The ways from the first to the second, and back.
    Between(Ix, Ix),
}

impl Neighbourhood {
    /// What a selection asks about. Nothing: the internet. A connection, or two elements that can be ends of a flow: the
    /// ways between them. Else what is around all that can be an end in what is selected.
    pub fn selected<'i>(network: &Network<'_>, ids: impl IntoIterator<Item = &'i str>) -> Neighbourhood {
        let architecture = network.architecture();
        let ids: Vec<&str> = ids.into_iter().collect();
        if let [id] = ids[..]
            && let Some(edge) = architecture.edges.iter().find(|edge| edge.id.as_str() == id)
        {
            return Neighbourhood::Between(edge.from, edge.to);
        }
        let roots: BTreeSet<Ix> = ids.iter().filter_map(|id| architecture.index_of(id)).collect();
        let ends: Vec<Ix> = roots.iter().copied().filter(|ix| network.is_end(*ix)).collect();
        if let ([one, other], 2) = (&ends[..], roots.len()) {
            return Neighbourhood::Between(*one, *other);
        }
        let within = |ix: &Ix| architecture.ancestors(*ix).any(|at| roots.contains(&at));
        let inside = (0..architecture.elements.len()).filter(within);
        let own: BTreeSet<Ix> = inside.filter(|ix| network.is_end(*ix)).collect();
        match own.is_empty() {
            true => Neighbourhood::Internet,
            false => Neighbourhood::Of(own),
        }
    }
}

/// A lens over the network that is made question by question, so that a large design can be answered in pieces.
#[derive(Debug)]
pub struct NetworkLens {
    asked: Neighbourhood,
    /// What is asked about, where that is elements.
    own: Vec<Ix>,
    /// How many questions there are, and which is next.
    questions: usize,
    next: usize,
    lens: Lens,
    /// What is known of the element that is asked of.
    known: Known,
}

/// What an element has to do with what is asked about.
#[derive(Debug, Default)]
struct Known {
    to: bool,
    back: bool,
    unknown: bool,
    permits: Vec<Permit>,
}

impl NetworkLens {
    pub fn new(architecture: &Architecture, asked: Neighbourhood) -> NetworkLens {
        let elements = architecture.elements.len();
        let own: Vec<Ix> = match &asked {
            Neighbourhood::Of(own) => own.iter().copied().collect(),
            Neighbourhood::Internet | Neighbourhood::Between(..) => Vec::new(),
        };
        let questions = match &asked {
            Neighbourhood::Internet => elements,
            Neighbourhood::Of(_) => own.len() * (elements + 1),
            Neighbourhood::Between(..) => 2,
        };
        NetworkLens { asked, own, questions, next: 0, lens: Lens::default(), known: Known::default() }
    }

    /// How many questions are left at most.
    pub fn left(&self) -> usize {
        self.questions.saturating_sub(self.next)
    }

    /// Asks up to so many of the questions that are left.
    pub fn go_on(&mut self, network: &Network<'_>, questions: usize) {
        for _ in 0..questions {
            let at = self.next;
            if at >= self.questions {
                return;
            }
            self.next += 1;
            match (&self.asked, at) {
                (Neighbourhood::Internet, ix) => self.outside(network, ix),
                (Neighbourhood::Of(_), at) => self.around(network, at),
                (Neighbourhood::Between(from, to), 0) => self.between(network, *from, *to, Course::Towards),
                (Neighbourhood::Between(from, to), _) => self.between(network, *to, *from, Course::Away),
            }
        }
    }

    /// What it says so far, with its legend.
    pub fn finish(self, architecture: &Architecture, language: Language) -> Lens {
        let legend = legend(&self.asked, &self.lens, architecture, language);
        Lens { legend, ..self.lens }
    }

    /// Whether the internet reaches an element, and whether it gets out.
    fn outside(&mut self, network: &Network<'_>, ix: Ix) {
        if !network.is_end(ix) || !network.architecture().elements[ix].here() {
            return;
        }
        let (found, ways) = self.of_internet(network, ix);
        let mark = match (found.reached(), found.unknown(), ways) {
            (true, ..) => {
                let note = format!("internet: {}", named(&found.permits));
                LensMark { note, ..LensMark::new(MarkLook::Exposed) }
            }
            (false, true, _) => LensMark::new(MarkLook::Unknown),
            (false, false, true) => LensMark::new(MarkLook::Outbound),
            (false, false, false) => return,
        };
        self.mark(network, ix, mark);
    }

    /// Follows the ways from the internet to an element and from it out; what was found of them.
    fn of_internet<'a>(&mut self, network: &Network<'a>, ix: Ix) -> (Found<'a>, bool) {
        let (found, ways) = (Found::of(network, Place::Internet, ix), ways_out(network, ix));
        let mut trace = Trace::of(network.architecture(), &mut self.lens);
        trace.follow_all(&found, Course::Towards);
        trace.follow(&ways, Course::Away);
        (found, !ways.is_empty())
    }

    /// First of the internet and each of what is asked about, then of each other element and each of it.
    fn around(&mut self, network: &Network<'_>, at: usize) {
        let count = self.own.len();
        if let Some(&own) = self.own.get(at) {
            self.of_internet(network, own);
            Trace::of(network.architecture(), &mut self.lens).meant(own);
            return;
        }
        let (ix, at) = (at / count - 1, at % count);
        if !network.is_end(ix) || self.own.binary_search(&ix).is_ok() {
            self.next += count - 1;
            return;
        }
        let place = Place::Element;
        let to = Found::of(network, place(ix), self.own[at]);
        let back = Found::of(network, place(self.own[at]), ix);
        let mut trace = Trace::of(network.architecture(), &mut self.lens);
        trace.follow_all(&to, Course::Towards);
        trace.follow_all(&back, Course::Away);
        let known = &mut self.known;
        known.to |= to.reached();
        known.back |= back.reached();
        known.unknown |= to.unknown() || back.unknown();
        known.permits.extend(to.permits.into_iter().chain(back.permits));
        if at + 1 == count {
            let Known { to, back, unknown, permits } = std::mem::take(&mut self.known);
            let look = match (to, back) {
                (true, true) => MarkLook::Mutual,
                (true, false) => MarkLook::Reaches,
                (false, true) => MarkLook::Reached,
                (false, false) if unknown => MarkLook::Unknown,
                (false, false) => return,
            };
            self.mark(network, ix, LensMark { note: named(&permits), ..LensMark::new(look) });
        }
    }

    fn between(&mut self, network: &Network<'_>, from: Ix, to: Ix, course: Course) {
        let found = Found::of(network, Place::Element(from), to);
        let mut trace = Trace::of(network.architecture(), &mut self.lens);
        trace.meant(from);
        trace.follow_all(&found, course);
    }

    fn mark(&mut self, network: &Network<'_>, ix: Ix, mark: LensMark) {
        self.lens.marks.insert(network.architecture().elements[ix].id.to_string(), mark);
    }
}

fn legend(asked: &Neighbourhood, lens: &Lens, architecture: &Architecture, language: Language) -> Legend {
    let way = |course: Course, words: Words| Row::new(Sample::Way(course), language.of(words));
    let signs = |looks: &[MarkLook]| looks.iter().map(|look| sign(*look, language)).collect::<Vec<_>>();
    let (title, rows) = match asked {
        Neighbourhood::Internet => {
            let mut rows = signs(&[MarkLook::Exposed, MarkLook::Outbound, MarkLook::Unknown]);
            rows.push(way(Course::Towards, Words::new("the way in", "el camino de entrada")));
            rows.push(way(Course::Away, Words::new("the way out", "el camino de salida")));
            (Words::new("Network: the internet", "Red: internet"), rows)
        }
        Neighbourhood::Of(_) => {
            let mut rows =
                signs(&[MarkLook::Reaches, MarkLook::Reached, MarkLook::Mutual, MarkLook::Unknown]);
            rows.push(way(Course::Towards, Words::new("traffic to it", "tráfico hacia ella")));
            rows.push(way(Course::Away, Words::new("traffic from it", "tráfico desde ella")));
            (Words::new("Network: the selection", "Red: la selección"), rows)
        }
        Neighbourhood::Between(one, other) => {
            let name = |ix: &Ix| architecture.elements[*ix].name.as_str();
            let row =
                |course, from, to| Row::new(Sample::Way(course), format!("{} → {}", name(from), name(to)));
            let rows = vec![row(Course::Towards, one, other), row(Course::Away, other, one)];
            (Words::new("Network: between two", "Red: entre dos"), rows)
        }
    };
    explained(lens, language.of(title), rows)
}
