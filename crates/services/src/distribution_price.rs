//! What a CloudFront distribution costs: by the edges its viewers reach, or by a flat-rate plan.

use design::ConnectionKind;
use pricing::{Band, GLOBAL, Key, Ledger};
use rust_decimal::Decimal;

use crate::{
    Site, edge,
    kinds::{cloudfront_distribution::PRICE_CLASS, cloudwatch_log_group, route53_zone, waf_web_acl},
    service,
    site::rounded,
};

const SERVICE: &str = "Amazon CloudFront";

/// A flat-rate plan and what it is made for; over it AWS slows down and does not charge more.
///
/// Source: Amazon CloudFront developer guide, “CloudFront flat-rate pricing plans” (2025-11-18).
struct Plan {
    word: &'static str,
    requests: u32,
    gib: u32,
    includes: &'static str,
}

const PLANS: [Plan; 4] = [
    Plan { word: "free", requests: 1_000_000, gib: 100, includes: "1 million requests and 100 GB" },
    Plan { word: "pro", requests: 10_000_000, gib: 51_200, includes: "10 million requests and 50 TB" },
    Plan { word: "business", requests: 125_000_000, gib: 51_200, includes: "125 million requests and 50 TB" },
    Plan { word: "premium", requests: 500_000_000, gib: 51_200, includes: "500 million requests and 50 TB" },
];

pub(crate) const PRICES: &[&str] =
    &["cloudfront/egress", "cloudfront/requests/https", "cloudfront/to-origin", "cloudwatch/logs/vended"];

pub(crate) fn price(site: &Site<'_>, ledger: &mut Ledger<'_>) {
    let node = site.node();
    let class = site.text(&PRICE_CLASS);
    let mut served: Vec<(&str, &str, Band)> = Vec::new();
    for geography in &edge::GEOGRAPHIES {
        let volume = site.volume(geography.field, ledger);
        let from = geography.served_from(class);
        match served.iter_mut().find(|(word, ..)| *word == from) {
            Some((_, _, sum)) => *sum = sum.plus(volume),
            None => served.push((from, geography.title, volume)),
        }
    }
    let total: Decimal = served.iter().map(|(.., volume)| volume.typical).sum();
    let requests = site.volume("requests_per_month", ledger);
    let uploads = site.volume("upload_gib_per_month", ledger);
    for (at, (word, title, volume)) in served.into_iter().enumerate() {
        // Requests and uploads are taken to be spread like the data; without data all are of the first edge.
        let share = match (total.is_zero(), at) {
            (true, 0) => Decimal::ONE,
            (true, _) => Decimal::ZERO,
            (false, _) => volume.typical.checked_div(total).unwrap_or_default(),
        };
        let spread = |band: Band, digits| band.scale(share).map(|value| rounded(value, digits));
        for (what, slug, quantity) in [
            ("Data to viewers", "cloudfront/egress", volume),
            ("HTTPS requests", "cloudfront/requests/https", spread(requests, 0)),
            ("Data to origins", "cloudfront/to-origin", spread(uploads, 2)),
        ] {
            if quantity != Band::ZERO {
                let key = Key::new(format!("edge:{word}"), slug);
                ledger.charge_at(node, "", SERVICE, &format!("{what} ({title})"), key, quantity);
            }
        }
    }
    ledger.free(node, "", SERVICE, "Origin fetches, SNI certificate", "AWS does not charge for them.");
    logs(site, ledger);
    plan(site, requests.typical, total, ledger);
}

/// Delivery to a bucket is free, to a log group it is charged to what writes.
fn logs(site: &Site<'_>, ledger: &mut Ledger<'_>) {
    for (_, to) in site.to(ConnectionKind::Logs) {
        if to.is(cloudwatch_log_group::KIND) {
            let volume = site.volume("log_gib_per_month", ledger);
            let (service, item) = ("Amazon CloudWatch", "Access log delivery");
            ledger.charge(site.node(), "log-source", service, item, "cloudwatch/logs/vended", volume);
        } else {
            let why = "AWS charges the storage only.";
            ledger.free(site.node(), "log-source", SERVICE, "Access log delivery", why);
        }
    }
}

/// Names the smallest flat-rate plan that holds a typical month, where it costs less than the month by use.
fn plan(site: &Site<'_>, requests: Decimal, gib: Decimal, ledger: &mut Ledger<'_>) {
    let holds = |plan: &&Plan| requests <= plan.requests.into() && gib <= plan.gib.into();
    let Some(plan) = PLANS.iter().find(holds) else { return };
    let Some(fact) = ledger.book().fact(GLOBAL, &format!("cloudfront/plan/{}", plan.word)) else { return };
    let by_use = ledger.charged(site.node()) + beside(site, ledger);
    if fact.unit_price() < by_use {
        let why = format!(
            "At ${} a month it holds {} and costs less than the ${} a month by use of the distribution, its web ACL and its zone; choose it in the console.",
            fact.unit_price().normalize(),
            plan.includes,
            by_use.round_dp(2),
        );
        ledger.free(site.node(), "", SERVICE, &format!("Flat-rate plan “{}”", plan.word), why);
    }
}

/// What a plan includes beside the distribution: its web ACL and its hosted zone, where they serve nothing else.
fn beside(site: &Site<'_>, ledger: &Ledger<'_>) -> Decimal {
    let acls = site.all_attached(waf_web_acl::KIND);
    let zones = site.from(ConnectionKind::Origin).map(|(_, from)| from);
    let alone = |other: &Site<'_>| {
        let served = |(_, to): (_, Site<'_>)| to.is(site.kind.name) && to.ix != site.ix;
        !other.to(ConnectionKind::Attached).any(served) && !other.to(ConnectionKind::Origin).any(served)
    };
    let mut aside = ledger.aside();
    for other in acls.chain(zones.filter(|from| from.is(route53_zone::KIND))).filter(alone) {
        aside.turn_to(other.built_in());
        if let Some(service) = service(other.kind.name) {
            service.price(&other, &mut aside);
        }
    }
    aside.finish().monthly.typical
}
