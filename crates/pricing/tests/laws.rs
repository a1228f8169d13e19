//! What holds for every fact and every quantity.

use std::io::Write;

use groundplan_pricing::{
    ALWAYS_FREE, Band, Book, Confidence, Decimal, Entry, Fact, Key, Ledger, Tier, Unit, build, content,
};
use proptest::prelude::*;

const TODAY: &str = "2026-11-23";

/// Amounts with three decimals, small ones and those over every tier.
fn quantity() -> impl Strategy<Value = Decimal> {
    (0i64..1_000_000_000_000_000, 0u32..12)
        .prop_map(|(thousandths, shift)| Decimal::new(thousandths / 10i64.pow(shift), 3))
}

fn fact() -> impl Strategy<Value = Fact> {
    let tiers = prop::collection::vec((1u32..1_000_000, 0u32..1_000_000), 1..6);
    (tiers, any::<bool>(), 0usize..Unit::ALL.len(), 0u8..3, any::<bool>()).prop_map(
        |(spans, open, unit, confidence, derived)| {
            let mut from = Decimal::ZERO;
            let mut tiers: Vec<Tier> = Vec::new();
            for (span, micros) in spans {
                let to = from + Decimal::from(span);
                tiers.push(Tier {
                    from,
                    to: Some(to),
                    usd: Decimal::new(i64::from(micros) + 1, 6).normalize(),
                });
                from = to;
            }
            if let Some(last) = tiers.last_mut().filter(|_| open) {
                last.to = None;
            }
            Fact {
                unit: Unit::ALL[unit],
                tiers,
                as_of: "2026-08".into(),
                source: "a page".into(),
                confidence: [Confidence::Low, Confidence::Medium, Confidence::High][usize::from(confidence)],
                derived_from: derived.then(|| "a rule".into()),
            }
        },
    )
}

proptest! {
    #[test]
    fn more_never_costs_less(fact in fact(), one in quantity(), other in quantity()) {
        let (less, more) = (one.min(other), one.max(other));
        prop_assert!(fact.charge(less).amount <= fact.charge(more).amount);
    }

    #[test]
    fn every_unit_is_charged_once_or_reported(fact in fact(), quantity in quantity()) {
        let charge = fact.charge(quantity);
        let charged: Decimal = charge.tiers.iter().map(|tier| tier.quantity).sum();
        prop_assert_eq!(charged + charge.uncovered, quantity);
        prop_assert_eq!(charge.tiers.iter().map(|tier| tier.usd * tier.quantity).sum::<Decimal>(), charge.amount);
        for tier in charge.tiers {
            prop_assert!(tier.to.is_none_or(|to| tier.quantity <= to - tier.from));
        }
    }

    /// Beyond a border each unit costs the next tier's price: nothing is lost or repeated there.
    #[test]
    fn borders_add_up(fact in fact(), step in 1u32..1000) {
        for pair in fact.tiers.windows(2) {
            let border = pair[1].from;
            let step = Decimal::from(step).min(pair[0].to.unwrap_or(border) - pair[0].from);
            let (below, at) = (fact.charge(border - step).amount, fact.charge(border).amount);
            prop_assert_eq!(at - below, pair[0].usd * step);
            let step = pair[1].to.map_or(step, |to| step.min(to - border));
            prop_assert_eq!(fact.charge(border + step).amount - at, pair[1].usd * step);
        }
    }

    #[test]
    fn a_book_gives_back_what_was_put_in(facts in prop::collection::vec(fact(), 1..20)) {
        let slug = |n: usize| format!("{}/x{n}/y", ["s3", "ec2", "rds"][n % 3]);
        let entries: Vec<Entry> = facts.into_iter().enumerate().map(|(n, fact)| {
            Entry { key: Key::new(if n % 2 == 0 { "us-east-1" } else { "sa-east-1" }, slug(n)), fact }
        }).collect();
        let book = Book::from_bytes(&build(entries.clone()).unwrap()).unwrap();
        prop_assert_eq!(book.len(), entries.len());
        for Entry { key, fact } in entries {
            prop_assert_eq!(book.find(&key), Some(fact));
        }
    }

    #[test]
    fn a_damaged_book_is_refused_or_harmless(
        facts in prop::collection::vec(fact(), 1..4),
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let entries = facts.into_iter().zip(["s3/a", "s3/b", "sqs/a"]);
        let entries = entries.map(|(fact, slug)| Entry { key: Key::new("us-east-1", slug), fact }).collect();
        let sound = content(&build(entries).unwrap()).unwrap();
        let mut bytes = sound.clone();
        bytes[place.index(sound.len())] = byte;
        let whole = compress(&bytes);
        if let Ok(book) = Book::from_bytes(&whole) {
            for (_, fact) in book.locations().flat_map(|location| book.facts(location, "")) {
                let charge = fact.charge(Decimal::MAX);
                prop_assert!(charge.amount >= Decimal::ZERO && charge.uncovered >= Decimal::ZERO);
            }
        }
        // of a sound one: what is damaged may happen to be whole where it is cut
        prop_assert!(Book::from_bytes(&compress(&sound[..cut.index(sound.len())])).is_err());
        prop_assert!(Book::from_bytes(&whole[..cut.index(whole.len())]).is_err());
    }
}

fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).and_then(|()| writer.finish()).unwrap_or_default()
}

#[test]
fn absurd_quantities_saturate() {
    let mut ledger = Ledger::new(Book::embedded(), "us-east-1", TODAY);
    for quantity in [Decimal::MAX, Decimal::MIN] {
        for slug in
            ["sqs/fifo/requests", "s3/standard/storage", "ec2/reserved/linux/standard-1y-no-upfront/m5.large"]
        {
            ledger.charge(
                "x",
                None,
                "AWS",
                "x",
                slug,
                Band::from(quantity).scale(Decimal::MAX) + Band::from(quantity),
            );
        }
    }
    let monthly = ledger.finish().monthly;
    assert!(Decimal::ZERO <= monthly.low && monthly.low <= monthly.high);
}

#[test]
fn a_band_is_ordered() {
    let band = Band::new(9u32, 5u32, 1u32);
    assert_eq!((band.low, band.typical, band.high), (5.into(), 5.into(), 5.into()));
    assert!(band.is_certain());
    assert_eq!(Band::new(1u32, 2u32, 3u32).scale(2u32) + Band::from(1u32), Band::new(3u32, 5u32, 7u32));
}

#[test]
fn every_fact_of_the_embedded_book_charges() {
    let book = Book::embedded();
    let mut seen = 0;
    for location in book.locations() {
        for (slug, fact) in book.facts(location, "") {
            seen += 1;
            assert_eq!(book.fact(location, slug).as_ref(), Some(&fact), "{slug} in {location}");
            let one = fact.charge(Decimal::ONE);
            assert_eq!(
                (one.amount, one.uncovered),
                (fact.unit_price(), Decimal::ZERO),
                "{slug} in {location}"
            );
            assert!(!fact.source.is_empty() && !fact.as_of.is_empty(), "{slug} in {location}");
            assert_eq!(fact.derived_from.is_some(), fact.source.contains("derived"), "{slug} in {location}");
            // what costs nothing is either an account's always-free amount or known to be free
            let free = [
                "acm/",
                "cloudfront/plan/free",
                "codedeploy/aws",
                "sns/deliveries/",
                "ssm/",
                "transfer/region/us-east-1",
            ];
            let may_be_free =
                slug.contains(ALWAYS_FREE) || free.iter().any(|prefix| slug.starts_with(prefix));
            assert!(may_be_free || fact.unit_price() > Decimal::ZERO, "{slug} in {location}");
        }
    }
    assert_eq!(seen, book.len());
}
