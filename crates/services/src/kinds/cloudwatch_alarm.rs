//! Amazon CloudWatch alarm on a metric of what it is attached to.

use crate::value::map;
use architecture::Blocker;
use cloudformation::Value;
use design::{ConnectionKind, Connects, Kind, Property, Words};
use pricing::{Key, Ledger};
use rust_decimal::Decimal;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks,
    metrics::{self, Dimension, Metric, WORDS},
};

pub struct CloudwatchAlarm;

pub const KIND: &str = "cloudwatch_alarm";

pub const METRIC: Property = Property::choice("metric", WORDS, "auto")
    .label("Metric", "Métrica")
    .help(
        "What is watched; auto takes the one most telling for the kind it is attached to.",
        "Qué se vigila; auto toma la más reveladora para el tipo al que se adjunta.",
    )
    .source("https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html");
pub const THRESHOLD: Property = Property::optional_integer("threshold", 0, 1_000_000_000)
    .label("Threshold", "Umbral")
    .help(
        "In the metric's own unit (%, GiB, seconds, count); its recommended one when left out.",
        "En la unidad de la métrica (%, GiB, segundos, cantidad); el recomendado si se omite.",
    )
    .source("https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html");
pub const ANOMALY: Property = Property::flag("anomaly", false)
    .label("Unusual values", "Valores inusuales")
    .help(
        "Alarms when the metric leaves its expected band instead of at a threshold; charged as three metrics.",
        "Avisa cuando la métrica sale de su banda esperada, no por umbral; se cobra como tres métricas.",
    )
    .source("https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Anomaly_Detection_Alarm.html");
pub const PERIOD: Property = Property::optional_integer("period_seconds", 10, 86_400)
    .unit("seconds")
    .label("Period", "Período")
    .help(
        "10, 20, 30 or a multiple of 60; the metric's usual one when left out.",
        "10, 20, 30 o múltiplo de 60; el habitual de la métrica si se omite.",
    )
    .source("https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html");
pub const EVALUATIONS: Property = Property::optional_integer("evaluation_periods", 1, 100)
    .unit("periods")
    .label("Evaluation periods", "Períodos evaluados")
    .help(
        "Periods in a row that must be over the threshold.",
        "Períodos seguidos que deben superar el umbral.",
    )
    .source("https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html");
pub const OK_ACTIONS: Property = Property::flag("notify_recovery", true)
    .label("Notify recovery", "Avisar recuperación")
    .help("Also tells when all is well again.", "También avisa cuando todo vuelve a estar bien.")
    .source("https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html");

/// Kinds with metrics to watch.
pub const WATCHED: &[&str] = &[
    "acm_certificate",
    "alb",
    "auto_scaling_group",
    "cloudfront_distribution",
    "codebuild_project",
    "ec2_instance",
    "eks_cluster",
    "eks_workers",
    "nat_gateway",
    "opensearch_domain",
    "rds_instance",
    "sns_topic",
    "sqs_queue",
    "waf_web_acl",
];

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("CloudWatch alarm", "Alarma de CloudWatch"),
        parents: &[],
        contained: false,
        properties: &[&METRIC, &THRESHOLD, &ANOMALY, &PERIOD, &EVALUATIONS, &OK_ACTIONS],
        connects: &[
            Connects { kind: ConnectionKind::Attached, to: WATCHED },
            Connects { kind: ConnectionKind::Event, to: &["sns_topic"] },
        ],
        usage: &[],
        interface: false,
        role: false,
    },
    category: Category::ManagementGovernance,
    icon: "cloudwatch-alarm",
    drawio: "mxgraph.aws4.cloudwatch_alarm",
    stack: Stack::Compute,
    lane: Lane::Regional(10),
    stateful: false,
};

impl Service for CloudwatchAlarm {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let name = &site.name;
        let mut add = |code, property, message: String| found.push(site.blocker(code, property, message));
        let all: Vec<_> = site.to(ConnectionKind::Attached).collect();
        let [(_, target)] = all.as_slice() else {
            let message = match all.len() {
                0 => format!("“{name}” watches nothing: attach it to an element."),
                _ => format!("“{name}” is attached to several elements: an alarm watches one."),
            };
            add("alarm-target", None, message);
            return found;
        };
        match watched(site) {
            None => add(
                "metric-of-another-kind",
                Some(METRIC.name),
                format!(
                    "“{}” has no metric {}: choose {}.",
                    target.name,
                    site.text(&METRIC),
                    metrics::of_kind(target.kind.name)
                        .map(|metric| metric.word)
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            ),
            Some((metric, series)) if series.is_empty() => add(
                "nothing-to-watch",
                Some(METRIC.name),
                format!(
                    "“{}” has nothing that reports “{}”; choose another metric.",
                    target.name, metric.title
                ),
            ),
            Some((_, series)) if series.len() > 1 && site.flag(&ANOMALY) => add(
                "anomaly-of-several-series",
                Some(ANOMALY.name),
                format!(
                    "“{name}” watches {} series of “{}”, and a band is expected of one: turn anomaly off or choose another metric.",
                    series.len(),
                    target.name
                ),
            ),
            Some((_, series)) if series.len() > 10 => add(
                "too-many-series",
                Some(METRIC.name),
                format!("“{}” has {} series, and an alarm combines 10 at most.", target.name, series.len()),
            ),
            Some(_) => {}
        }
        let seconds = period(site);
        if !matches!(seconds, 10 | 20 | 30) && seconds % 60 != 0 {
            add(
                "alarm-period",
                Some(PERIOD.name),
                format!("“{name}” has a period of {seconds} s: AWS takes 10, 20, 30 or a multiple of 60."),
            );
        } else if seconds * evaluations(site) > 86_400 {
            add(
                "alarm-window",
                Some(EVALUATIONS.name),
                format!(
                    "“{name}” looks back over more than a day, which AWS refuses; fewer or shorter periods."
                ),
            );
        }
        for (_, topic) in site.to(ConnectionKind::Event) {
            if topic.built_in() != target.built_in() {
                add(
                    "alarm-topic-region",
                    None,
                    format!(
                        "“{name}” lies in {} with what it watches, and “{}” in {}: an alarm notifies topics of its own region; give the topic that region.",
                        target.built_in(),
                        topic.name,
                        topic.built_in()
                    ),
                );
            }
        }
        found
    }

    /// With what it watches and notifies, or later.
    fn stack(&self, site: &Site<'_>) -> Stack {
        let watched = site.to(ConnectionKind::Attached).filter(|(_, other)| other.here());
        let Some(first) = watched.map(|(_, other)| other.stack()).max() else { return Stack::Compute };
        let notified = site.to(ConnectionKind::Event).filter(|(_, other)| other.here());
        notified.map(|(_, other)| other.stack()).fold(first, Stack::max)
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let Some((_, target)) = site.to(ConnectionKind::Attached).next() else { return };
        let Some((metric, series)) = watched(site) else { return };
        let topics: Vec<Value> =
            site.to(ConnectionKind::Event).map(|(_, topic)| topic.reference("")).collect();
        let actions =
            |wanted: bool| if wanted && !topics.is_empty() { topics.clone().into() } else { Value::Null };
        let threshold = site.optional_integer(&THRESHOLD).unwrap_or(metric.threshold);
        let way = if metric.over { "over" } else { "under" };
        let anomaly = site.flag(&ANOMALY);
        let description = match anomaly {
            true => format!("{}: {}, {way} what is expected", target.name, metric.title),
            false => format!("{}: {}, {way} {threshold} {}", target.name, metric.title, metric.unit),
        };
        let operator = match (anomaly, metric.over) {
            (false, true) => "GreaterThanThreshold",
            (false, false) => "LessThanThreshold",
            (true, true) => "GreaterThanUpperThreshold",
            (true, false) => "LessThanLowerThreshold",
        };
        let threshold: Value = threshold.saturating_mul(metric.scale).into();
        let mut properties = map! {
            "AlarmDescription" => description.trim_end(),
            "ComparisonOperator" => operator,
            "Threshold" => if anomaly { Value::Null } else { threshold },
            "ThresholdMetricId" => if anomaly { BAND.into() } else { Value::Null },
            "EvaluationPeriods" => evaluations(site),
            "TreatMissingData" => if metric.silence_is_good { "notBreaching" } else { "missing" },
            "AlarmActions" => actions(true),
            "OKActions" => actions(site.flag(&OK_ACTIONS)),
        };
        if let Value::Map(properties) = &mut properties {
            properties.extend(match anomaly {
                true => expected(metric, series, period(site)),
                false => measured(metric, series, period(site)),
            });
            properties.insert("Tags".into(), site.tags());
        }
        stacks.resource(site, "", "AWS::CloudWatch::Alarm", properties);
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let target = site.to(ConnectionKind::Attached).next();
        let region = target.as_ref().map_or(site.built_in(), |(_, target)| target.built_in());
        let series = watched(site).map_or(1, |(_, series)| series.len().max(1));
        // A band is watched as the metric and its two edges.
        let series = if site.flag(&ANOMALY) { 3 } else { series };
        let (item, slug) = match period(site) < 60 {
            true => ("High-resolution alarm", "cloudwatch/alarm/high-resolution"),
            false => ("Alarm", "cloudwatch/alarm/standard"),
        };
        ledger.charge_at(
            site.node(),
            "",
            "Amazon CloudWatch",
            item,
            Key::new(region, slug),
            Decimal::from(series),
        );
    }

    fn prices(&self) -> &'static [&'static str] {
        &["cloudwatch/alarm/high-resolution", "cloudwatch/alarm/standard"]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        match watched(site) {
            Some((metric, _)) if site.flag(&ANOMALY) => format!("{} unusual", metric.word),
            Some((metric, _)) => {
                let threshold = site.optional_integer(&THRESHOLD).unwrap_or(metric.threshold);
                let way = if metric.over { ">" } else { "<" };
                format!("{} {way} {threshold} {}", metric.word, metric.unit).trim_end().to_owned()
            }
            None => site.text(&METRIC).to_owned(),
        }
    }
}

/// The metric an alarm watches, with its series.
fn watched(site: &Site<'_>) -> Option<(&'static Metric, Vec<Vec<Dimension>>)> {
    let (_, target) = site.to(ConnectionKind::Attached).next()?;
    let metric = metrics::metric(target.kind.name, site.text(&METRIC))?;
    Some((metric, metric.series(&target)))
}

fn period(site: &Site<'_>) -> i64 {
    let usual = || watched(site).map_or(300, |(metric, _)| metric.period);
    site.optional_integer(&PERIOD).unwrap_or_else(usual)
}

fn evaluations(site: &Site<'_>) -> i64 {
    let usual = || watched(site).map_or(1, |(metric, _)| metric.evaluations);
    site.optional_integer(&EVALUATIONS).unwrap_or_else(usual)
}

/// Id of the band that values are expected in.
const BAND: &str = "band";
/// How many standard deviations the band is wide on each side; what the console proposes.
const BAND_WIDTH: u8 = 2;

/// The properties that measure one series against the band it is expected in.
fn expected(metric: &Metric, series: Vec<Vec<Dimension>>, period: i64) -> cloudformation::Map {
    let band = map! {
        "Id" => BAND,
        "Expression" => format!("ANOMALY_DETECTION_BAND(m1, {BAND_WIDTH})"),
        "Label" => format!("{} (expected)", metric.title),
        "ReturnData" => true,
    };
    let first = series.into_iter().next().unwrap_or_default();
    cloudformation::map! { "Metrics" => vec![band, query(metric, 1, first, period, true)] }
}

fn dimensions(series: Vec<Dimension>) -> Value {
    series
        .into_iter()
        .map(|(name, value)| map! { "Name" => name, "Value" => value })
        .collect::<Vec<_>>()
        .into()
}

/// One series as a query with the id `m` and its number.
fn query(metric: &Metric, number: usize, series: Vec<Dimension>, period: i64, returned: bool) -> Value {
    map! {
        "Id" => format!("m{number}"),
        "ReturnData" => returned,
        "MetricStat" => map! {
            "Metric" => map! {
                "Namespace" => metric.namespace,
                "MetricName" => metric.name,
                "Dimensions" => dimensions(series),
            },
            "Period" => period,
            "Stat" => metric.statistic,
        },
    }
}

/// The properties that say what is measured: one series plainly, several as their worst.
fn measured(metric: &Metric, series: Vec<Vec<Dimension>>, period: i64) -> cloudformation::Map {
    let percentile = metric.statistic.starts_with('p');
    if let [_] = series.as_slice() {
        return cloudformation::map! {
            "Namespace" => metric.namespace,
            "MetricName" => metric.name,
            "Dimensions" => series.into_iter().next().map_or(Value::Null, dimensions),
            if percentile { "ExtendedStatistic" } else { "Statistic" } => metric.statistic,
            "Period" => period,
        };
    }
    let mut queries = vec![map! {
        "Id" => "worst",
        "Expression" => if metric.over { "MAX(METRICS())" } else { "MIN(METRICS())" },
        "Label" => metric.title,
        "ReturnData" => true,
    }];
    let each = series.into_iter().enumerate();
    queries.extend(each.map(|(at, series)| query(metric, at + 1, series, period, false)));
    cloudformation::map! { "Metrics" => queries }
}
