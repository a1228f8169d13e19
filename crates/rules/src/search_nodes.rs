//! Data nodes of OpenSearch domains: how many, in how many zones, and on which processor.

use serde_json::Value;
use services::kinds::opensearch_domain;
use text::Message;

use crate::{Built, Case, Fix, Given, policies};

/// Sizes that the families on Graviton have. Source: OpenSearch Service developer guide, supported instance types.
const SIZES: [&str; 7] = ["medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge"];

/// The type of the same size on Graviton, where there is one.
pub(crate) fn on_graviton(instance_type: &str) -> Option<String> {
    let (family, rest) = instance_type.split_once('.')?;
    let letter = family.chars().next().filter(|letter| ['c', 'm', 'r'].contains(letter))?;
    let size = rest.strip_suffix(".search").filter(|size| SIZES.contains(size))?;
    Some(format!("{letter}7g.{size}.search"))
}

/// The number of data nodes of a `ClusterConfig`; `None` where a function decides.
pub(crate) fn count(config: &Given<'_>) -> Option<i64> {
    number(config.at("InstanceCount"), 1)
}

/// The zones they are spread over: one without zone awareness; `None` where a function decides.
pub(crate) fn zones(config: &Given<'_>) -> Option<i64> {
    match config.at("ZoneAwarenessEnabled").on() {
        None => None,
        Some(false) => Some(1),
        Some(true) => number(config.at("ZoneAwarenessConfig.AvailabilityZoneCount"), 2),
    }
}

/// At least so many nodes, as many in each zone.
pub(crate) fn evenly(least: i64, zones: i64) -> i64 {
    let zones = zones.max(1);
    (least + zones - 1) / zones * zones
}

fn number(given: Given<'_>, otherwise: i64) -> Option<i64> {
    match given {
        Given::Absent => Some(otherwise),
        Given::Computed => None,
        Given::Known(value) => value.as_i64().or_else(|| value.as_str()?.parse().ok()),
    }
}

/// Moves the nodes to Graviton in their size; `built` says where a raw domain names their type.
pub(crate) fn move_to_graviton(built: &Built, case: &Case<'_>) -> Option<Fix> {
    let drawn = case.is(opensearch_domain::KIND);
    let now = match drawn {
        true => case.text(&opensearch_domain::INSTANCE_TYPE),
        false => policies::raw(case, built.path).known()?.as_str()?,
    };
    // Old versions of Elasticsearch do not run on Graviton.
    let engine = policies::raw(case, "EngineVersion").known().and_then(Value::as_str);
    if engine.is_some_and(|engine| engine.starts_with("Elasticsearch")) {
        return None;
    }
    let next = on_graviton(now)?;
    let title = Message::say("Change to {0}", "Cambiar a {0}").with(next.clone());
    match drawn {
        true => Some(Fix::set(case, opensearch_domain::INSTANCE_TYPE.name, next, title)),
        false => built.fix(case, next, title),
    }
}
