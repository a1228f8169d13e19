//! What an S3 bucket costs: its storage by class, requests, objects on their way to a colder class, copies.

use design::{ConnectionKind, Follows, UsageField, Words};
use pricing::{Band, Dimension, Highest, Key, Ledger};
use rust_decimal::Decimal;

use crate::{
    Site,
    kinds::s3_bucket::{TIERING, TIERING_DAYS, expire_days},
};

const SERVICE: &str = "Amazon S3";

/// Smallest size that is charged in the infrequent classes. Source: pricing page of Amazon S3.
const LEAST_KIB: u32 = 128;
const KIB_PER_GIB: u32 = 1_048_576;

const STORED: UsageField = UsageField {
    name: "storage_gib",
    unit: "GiB",
    help: Words::new("Stored in S3 Standard, old versions too.", "Guardado en S3 Standard."),
    assumed: ["10", "100", "500"],
    follows: Follows::Stored("1"),
};
const COLD: UsageField = UsageField {
    name: "cold_gib",
    unit: "GiB",
    help: Words::new("Stored in the colder class, if there is one.", "Guardado en la clase fría."),
    assumed: ["0", "100", "500"],
    follows: Follows::Stored("0.5"),
};
const COLD_OBJECTS: UsageField = UsageField {
    name: "cold_objects",
    unit: "objects",
    help: Words::new(
        "Objects in the colder class; each counts as 128 KiB at least there.",
        "Objetos en la clase fría; allí cada uno cuenta al menos como 128 KiB.",
    ),
    assumed: ["0", "100000", "500000"],
    follows: Follows::Nothing,
};
const MOVED: UsageField = UsageField {
    name: "moved_objects_per_month",
    unit: "objects",
    help: Words::new("Objects that move to the colder class.", "Objetos que pasan a la clase fría."),
    assumed: ["0", "10000", "50000"],
    follows: Follows::Nothing,
};
const RETRIEVED: UsageField = UsageField {
    name: "cold_retrieval_gib_per_month",
    unit: "GiB",
    help: Words::new(
        "Read back from the colder class; intelligent tiering does not charge it.",
        "Leído de la clase fría; intelligent tiering no lo cobra.",
    ),
    assumed: ["0", "1", "10"],
    follows: Follows::Nothing,
};
const PUTS: UsageField = UsageField {
    name: "put_requests_per_month",
    unit: "requests",
    help: Words::new("PUT, COPY, POST and LIST requests.", "Solicitudes PUT, COPY, POST y LIST."),
    assumed: ["1000", "100000", "1000000"],
    follows: Follows::Requests("0.01"),
};
const GETS: UsageField = UsageField {
    name: "get_requests_per_month",
    unit: "requests",
    help: Words::new("GET and all other requests.", "Solicitudes GET y otras."),
    assumed: ["10000", "1000000", "10000000"],
    follows: Follows::Requests("0.1"),
};
const SENT: UsageField = UsageField {
    name: "egress_gib_per_month",
    unit: "GiB",
    help: Words::new(
        "Sent to the internet directly, not through CloudFront.",
        "Enviado a internet directamente, sin CloudFront.",
    ),
    assumed: ["0", "0", "0"],
    follows: Follows::Nothing,
};

pub(crate) const USAGE: &[UsageField] = &[STORED, COLD, COLD_OBJECTS, MOVED, RETRIEVED, PUTS, GETS, SENT];

pub(crate) const PRICES: &[&str] = &[
    "s3/glacier-ir/retrieval",
    "s3/glacier-ir/storage",
    "s3/intelligent-tiering/infrequent/storage",
    "s3/intelligent-tiering/monitoring",
    "s3/lifecycle/to-glacier-ir",
    "s3/lifecycle/to-intelligent-tiering",
    "s3/lifecycle/to-standard-ia",
    "s3/standard-ia/retrieval",
    "s3/standard-ia/storage",
    "s3/standard/get",
    "s3/standard/put",
    "s3/standard/storage",
    "transfer/internet/out",
];

pub(crate) fn price(site: &Site<'_>, ledger: &mut Ledger<'_>) {
    let node = site.node();
    let stored = site.volume(STORED.name, ledger);
    ledger.charge(node, "", SERVICE, "S3 Standard storage", "s3/standard/storage", stored);
    if site.text(&TIERING) != "none" {
        colder(site, site.text(&TIERING), ledger);
    }
    let puts = site.volume(PUTS.name, ledger);
    ledger.charge(node, "", SERVICE, "PUT and LIST requests", "s3/standard/put", puts);
    let gets = site.volume(GETS.name, ledger);
    ledger.charge(node, "", SERVICE, "GET requests", "s3/standard/get", gets);
    for (_, copy) in site.to(ConnectionKind::Replicates) {
        // Each new object is put once more; as many as are put here at most.
        let key = Key::new(copy.region.as_str(), "s3/standard/put");
        ledger.charge_at(node, "", SERVICE, &format!("Copies to “{}”", copy.name), key, puts);
    }
    let egress = site.volume(SENT.name, ledger);
    if egress != Band::ZERO {
        ledger.charge(node, "", SERVICE, "Data to the internet", "transfer/internet/out", egress);
    }
    if site.from(ConnectionKind::Origin).any(|(_, from)| from.is("cloudfront_distribution")) {
        let why = "AWS does not charge what CloudFront fetches.";
        ledger.free(node, "", SERVICE, "Data to CloudFront", why);
    }
}

/// What lies in the colder class and what moves there.
fn colder(site: &Site<'_>, class: &str, ledger: &mut Ledger<'_>) {
    let node = site.node();
    let kept = site.volume(COLD.name, ledger);
    let objects = site.volume(COLD_OBJECTS.name, ledger);
    if class == "intelligent-tiering" {
        let slug = "s3/intelligent-tiering/infrequent/storage";
        ledger.charge(node, "", SERVICE, "intelligent-tiering storage", slug, kept);
        let slug = "s3/intelligent-tiering/monitoring";
        ledger.charge(node, "", SERVICE, "Monitoring of objects", slug, objects);
    } else {
        let least = objects.scale(LEAST_KIB).map(|kib| kib / Decimal::from(KIB_PER_GIB));
        let time = paid_time(site, class);
        let of = [("What lies there", kept), ("Each object as the least that is charged", least)];
        let of = of.map(|(name, gib)| Dimension { name, quantity: gib.scale(time) });
        let highest = Highest { of: of.into(), places: 6 };
        let slug = format!("s3/{class}/storage");
        ledger.charge_highest(node, "", SERVICE, &format!("{class} storage"), &slug, highest);
        let read = site.volume(RETRIEVED.name, ledger);
        let slug = format!("s3/{class}/retrieval");
        ledger.charge(node, "", SERVICE, &format!("Read back from {class}"), &slug, read);
    }
    let moved = site.volume(MOVED.name, ledger);
    let slug = format!("s3/lifecycle/to-{class}");
    ledger.charge(node, "", SERVICE, &format!("Moving objects to {class}"), &slug, moved);
}

/// How much more than what lies there is charged: objects that expire before the shortest time of their class are paid
/// to its end.
fn paid_time(site: &Site<'_>, class: &str) -> Decimal {
    let least = if class == "glacier-ir" { 90 } else { 30 };
    let days = expire_days(site).map(|days| days - site.integer(&TIERING_DAYS)).filter(|days| *days > 0);
    match days {
        Some(days) if days < least => Decimal::from(least) / Decimal::from(days),
        _ => Decimal::ONE,
    }
}
