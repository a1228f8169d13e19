//! What things cost, as a lens over a drawing shows it: cards in steps of heat, frames with the sum of what is in them.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use text::{Currency, Format, Language, Words};

use crate::{
    draw::{Frame, FrameLook, Item, Note, Shape},
    geometry::Rect,
    legend::taken,
    paint::{note_place, strip, subtotal_place},
    scene::Scene,
    theme::Token,
};

/// How much something costs a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heat {
    /// Nothing, or nobody knows.
    Cold,
    /// Less than 20 US dollars.
    Under20,
    /// Less than 60.
    Under60,
    /// Less than 120.
    Under120,
    /// Less than 330.
    Under330,
    /// More.
    Above,
}

impl Heat {
    /// All steps that have a colour.
    pub const STEPS: [Heat; 5] = [Heat::Under20, Heat::Under60, Heat::Under120, Heat::Under330, Heat::Above];

    /// The step of an amount; what comes to no cent is cold.
    pub fn of(usd: Decimal) -> Heat {
        if usd < Decimal::new(5, 3) {
            return Heat::Cold;
        }
        let under = |step: &Heat| step.bounds()[1].is_none_or(|bound| usd < bound);
        Heat::STEPS.into_iter().find(under).unwrap_or(Heat::Above)
    }

    /// US dollars from which on it begins, and under which it stays; none at either end.
    pub fn bounds(self) -> [Option<Decimal>; 2] {
        let bounds = match self {
            Heat::Cold => [None, None],
            Heat::Under20 => [None, Some(20)],
            Heat::Under60 => [Some(20), Some(60)],
            Heat::Under120 => [Some(60), Some(120)],
            Heat::Under330 => [Some(120), Some(330)],
            Heat::Above => [Some(330), None],
        };
        bounds.map(|bound| bound.map(|usd: u32| usd.into()))
    }

    /// The ground of what costs so much.
    pub const fn fill(self) -> Token {
        match self {
            Heat::Cold => Token::Tile,
            Heat::Under20 => Token::Heat1,
            Heat::Under60 => Token::Heat2,
            Heat::Under120 => Token::Heat3,
            Heat::Under330 => Token::Heat4,
            Heat::Above => Token::Heat5,
        }
    }

    /// Words on that ground.
    pub const fn ink(self) -> Token {
        match self {
            Heat::Above => Token::OnFill,
            _ => Token::Ink,
        }
    }
}

/// What something costs a typical month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// US dollars.
    pub usd: Decimal,
    /// Whether something of it has no price.
    pub unpriced: bool,
}

impl Cost {
    /// Both together.
    pub fn plus(self, other: Cost) -> Cost {
        Cost { usd: self.usd.saturating_add(other.usd), unpriced: self.unpriced || other.unpriced }
    }
}

/// What a lens over cost says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Costs {
    /// What is charged for elements; those that cost nothing are not here.
    pub elements: BTreeMap<String, Cost>,
    /// What all in a frame costs: by the name of what it stands for, else by [`Frame::sum`].
    pub frames: BTreeMap<String, Cost>,
    /// Language of amounts.
    pub language: Language,
    /// In which they are written.
    #[serde(default)]
    pub currency: Currency,
}

impl Costs {
    /// What an element costs, or all that stands in it where it is a network or a tier.
    pub fn told(&self, node: &str) -> Option<Cost> {
        self.frames.get(node).or_else(|| self.elements.get(node)).copied()
    }

    /// `$12.40`, `$12.40 + ?` where more is unpriced, `unpriced` where all is.
    pub fn words(&self, cost: Cost) -> String {
        self.written(cost, self.currency.brief(cost.usd, Format::new(self.language)))
    }

    /// An amount in as few letters as it can be.
    pub fn short(&self, usd: Decimal) -> String {
        self.currency.short(usd, Format::new(self.language))
    }

    fn written(&self, cost: Cost, amount: String) -> String {
        match (cost.unpriced, cost.usd.is_zero()) {
            (false, _) => amount,
            (true, true) => self.language.of(Words::new("unpriced", "sin precio")).to_owned(),
            (true, false) => format!("{amount} + ?"),
        }
    }

    /// What all costs that an item stands for; a network drawn as a card is all that is in it.
    fn of(&self, item: &Item) -> Option<Cost> {
        let nodes: BTreeSet<&str> = item.subjects.iter().map(|subject| subject.node.as_str()).collect();
        let each = nodes.into_iter().filter_map(|node| self.told(node));
        each.reduce(Cost::plus)
    }

    /// What all in a frame costs, in words; none where that is nothing.
    fn sum(&self, item: &Item, frame: &Frame) -> Option<String> {
        let name = item.subjects.first().map_or_else(|| frame.sum.clone(), |subject| subject.name());
        let cost = self.frames.get(&name)?;
        (cost.unpriced || Heat::of(cost.usd) > Heat::Cold).then(|| self.written(*cost, self.short(cost.usd)))
    }
}

/// Whether a frame is an element itself, and not only where others are.
fn is_element(frame: &Frame) -> bool {
    matches!(frame.look, FrameLook::Cluster | FrameLook::Scaling)
}

impl Scene {
    /// Everything as a lens over cost shows it, in the same places: what is not about cost steps back or is left out.
    pub(crate) fn by_cost(&self, costs: &Costs) -> Vec<Item> {
        let groups: Vec<Rect> = self.items.iter().filter_map(group).collect();
        let shown = self.items.iter().filter(|item| !matches!(item.shape, Shape::Badge { .. }));
        let mut items: Vec<Item> = shown.map(|item| warmed(item, costs, &groups)).collect();
        let mut obstacles = taken(&items, false);
        for item in &mut items {
            let cost = costs.of(item);
            let sum = if let Shape::Frame(frame) = &item.shape { costs.sum(item, frame) } else { None };
            let Shape::Frame(frame) = &mut item.shape else { continue };
            let clear = |at: Rect| !obstacles.iter().any(|other| other.overlaps(at));
            if is_element(frame) {
                frame.note = cost.map_or_else(String::new, |cost| costs.words(cost));
                // what has no room to be read is not drawn
                if !note_place(frame).is_none_or(clear) {
                    frame.note.clear();
                }
            } else if frame.look != FrameLook::Zone
                && let Some(text) = sum
                && let Some(at) = subtotal_place(frame, &text).into_iter().find(|at| clear(*at))
            {
                frame.subtotal = Some(Note { rect: at, text });
                frame.detail_x = None;
                obstacles.push(at);
                let strip = strip(frame);
                let met = obstacles.iter().filter(|other| other.x >= strip.x && other.overlaps(strip));
                let limit = met.map(|other| other.x - 4).fold(strip.right(), i32::min);
                frame.free = (limit - strip.x).max(0);
            }
        }
        items
    }
}

/// Where the machines of a group stand: they are paid for by the group.
fn group(item: &Item) -> Option<Rect> {
    match &item.shape {
        Shape::Frame(frame) if frame.look == FrameLook::Scaling => Some(frame.rect),
        _ => None,
    }
}

fn warmed(item: &Item, costs: &Costs, groups: &[Rect]) -> Item {
    let faded = matches!(item.shape, Shape::Wire(_) | Shape::Junction { .. } | Shape::Policy { .. });
    let mut shown = Item { faded, ..item.clone() };
    let cost = costs.of(item);
    let warm = Some(cost.map_or(Heat::Cold, |cost| Heat::of(cost.usd)));
    match &mut shown.shape {
        Shape::Card(card) if groups.iter().any(|group| group.contains(card.rect)) => {
            card.heat = Some(Heat::Cold);
        }
        Shape::Card(card) => {
            card.heat = warm;
            card.price = cost.map_or_else(String::new, |cost| costs.words(cost));
        }
        Shape::Icon { heat, .. } => *heat = warm,
        Shape::Frame(frame) => {
            frame.note.clear();
            if is_element(frame) {
                frame.heat = warm;
            } else {
                // the sum takes the place of the address
                frame.detail.clear();
            }
        }
        _ => {}
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_begin_at_their_lower_bound() {
        let step = |usd: &str| Heat::of(usd.parse().unwrap_or_default());
        assert_eq!((step("0"), step("0.004"), step("-3")), (Heat::Cold, Heat::Cold, Heat::Cold));
        assert_eq!((step("0.01"), step("19.999"), step("20")), (Heat::Under20, Heat::Under20, Heat::Under60));
        assert_eq!(
            (step("60"), step("119.99"), step("120")),
            (Heat::Under120, Heat::Under120, Heat::Under330)
        );
        assert_eq!((step("329.99"), step("330"), step("9000")), (Heat::Under330, Heat::Above, Heat::Above));
    }

    #[test]
    fn what_has_no_price_is_never_said_to_be_free() {
        let cost = |usd: i64, unpriced| Cost { usd: Decimal::new(usd, 2), unpriced };
        let in_language = |language| Costs { language, ..Costs::default() };
        let english = |cost: Cost| in_language(Language::English).words(cost);
        assert_eq!(english(cost(0, true)), "unpriced");
        assert_eq!(english(cost(1240, true)), "$12.40 + ?");
        assert_eq!(english(cost(0, false)), "$0.00");
        assert_eq!(in_language(Language::Spanish).words(cost(0, true)), "sin precio");
    }
}
