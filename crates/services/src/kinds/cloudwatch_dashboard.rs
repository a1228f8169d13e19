//! Amazon CloudWatch dashboard: a heading and the telling metrics of each element it shows.

use crate::value::map;
use architecture::Blocker;
use cloudformation::Value;
use design::{ConnectionKind, Connects, Kind, Property, Words};
use pricing::Ledger;
use rust_decimal::Decimal;
use serde_json::json;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks,
    kinds::cloudwatch_alarm,
    metrics::{self, Metric},
};

pub struct CloudwatchDashboard;

pub const KIND: &str = "cloudwatch_dashboard";

pub const RANGE: Property = Property::choice("range", &["-PT1H", "-PT3H", "-PT12H", "-P1D", "-P7D"], "-PT3H")
    .label("Time range", "Rango de tiempo")
    .help("Time it shows when opened.", "Tiempo que muestra al abrirse.")
    .source("https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html");
pub const PER_ELEMENT: Property = Property::integer("metrics_per_element", 1, 6, 4)
    .unit("metrics")
    .label("Metrics per element", "Métricas por elemento")
    .help("How many metrics of each element are shown.", "Cuántas métricas de cada elemento se muestran.")
    .source(
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/create-and-work-with-widgets.html",
    );

/// Widgets a dashboard may have.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html>
const MAX_WIDGETS: usize = 500;

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("CloudWatch dashboard", "Panel de CloudWatch"),
        parents: &[],
        contained: false,
        properties: &[&RANGE, &PER_ELEMENT],
        connects: &[Connects { kind: ConnectionKind::Attached, to: cloudwatch_alarm::WATCHED }],
        usage: &[],
        interface: false,
        role: false,
    },
    category: Category::ManagementGovernance,
    icon: "cloudwatch",
    drawio: "mxgraph.aws4.cloudwatch",
    stack: Stack::Compute,
    lane: Lane::Regional(10),
    stateful: false,
};

impl Service for CloudwatchDashboard {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let widgets: usize = shown(site).iter().map(|element| 1 + charts(site, element).len()).sum();
        let too_many = (widgets > MAX_WIDGETS).then(|| {
            site.blocker(
                "too-many-widgets",
                Some(PER_ELEMENT.name),
                format!("“{}” would have {widgets} widgets, and AWS takes {MAX_WIDGETS}; show fewer metrics or attach it to what matters.", site.name),
            )
        });
        too_many.into_iter().collect()
    }

    /// With the last of what it shows.
    fn stack(&self, site: &Site<'_>) -> Stack {
        shown(site).iter().filter(|element| element.here()).map(Site::stack).max().unwrap_or(Stack::Compute)
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        stacks.resource(
            site,
            "",
            "AWS::CloudWatch::Dashboard",
            map! { "DashboardBody" => body(site), "Tags" => site.tags() },
        );
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let service = "Amazon CloudWatch";
        ledger.charge(site.node(), "", service, "Dashboard", "cloudwatch/dashboard", Decimal::ONE);
    }

    fn prices(&self) -> &'static [&'static str] {
        &["cloudwatch/dashboard"]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        match shown(site).len() {
            1 => "1 element".to_owned(),
            several => format!("{several} elements"),
        }
    }
}

/// What it is attached to, or everything of this environment that has metrics.
fn shown<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    let attached: Vec<_> = site.to(ConnectionKind::Attached).map(|(_, other)| other).collect();
    if !attached.is_empty() {
        return attached;
    }
    let all = site.architecture.own().map(|(ix, _)| site.at(ix));
    all.filter(|element| metrics::of_kind(element.kind.name).next().is_some()).collect()
}

/// The metrics of an element it shows.
fn charts(site: &Site<'_>, element: &Site<'_>) -> Vec<&'static Metric> {
    let wanted = usize::try_from(site.integer(&PER_ELEMENT)).unwrap_or_default();
    metrics::of_kind(element.kind.name)
        .filter(|metric| !metric.series(element).is_empty())
        .take(wanted)
        .collect()
}

/// The dashboard as JSON text in a `Fn::Sub`, references as its variables.
fn body(site: &Site<'_>) -> Value {
    let mut variables: Vec<(String, Value)> = Vec::new();
    let mut widgets = Vec::new();
    let mut y = 0;
    for element in shown(site) {
        let charts = charts(site, &element);
        let width = 24 / i64::try_from(charts.len().max(1)).unwrap_or(24);
        let heading = format!("## {} · {}", element.name, element.kind.title.en);
        widgets.push(json!({
            "type": "text", "x": 0, "y": y, "width": 24, "height": 1, "properties": { "markdown": literal(&heading) }
        }));
        for (at, metric) in (0..).zip(&charts) {
            let lines: Vec<_> = metric
                .series(&element)
                .into_iter()
                .map(|series| {
                    let mut line = vec![json!(metric.namespace), json!(metric.name)];
                    for (name, value) in series {
                        line.push(json!(name));
                        line.push(json!(inserted(value, &mut variables)));
                    }
                    json!(line)
                })
                .collect();
            widgets.push(json!({
                "type": "metric", "x": at * width, "y": y + 1, "width": width, "height": 6,
                "properties": {
                    "metrics": lines,
                    "period": metric.period,
                    "region": element.built_in(),
                    "stat": metric.statistic,
                    "title": literal(metric.title),
                    "view": "timeSeries",
                },
            }));
        }
        y += 7;
    }
    let text = json!({ "start": site.text(&RANGE), "widgets": widgets }).to_string();
    if variables.is_empty() {
        return text.into();
    }
    Value::sub(text, variables.iter().map(|(name, value)| (name.as_str(), value.clone())))
}

/// A text that `Fn::Sub` leaves as it is.
fn literal(text: &str) -> String {
    text.replace("${", "${!")
}

/// A value as it stands in the text: itself, or the name of a variable.
fn inserted(value: Value, variables: &mut Vec<(String, Value)>) -> String {
    if let Value::String(text) = value {
        return literal(&text);
    }
    if let Some((name, _)) = variables.iter().find(|(_, known)| *known == value) {
        return format!("${{{name}}}");
    }
    let name = format!("V{}", variables.len() + 1);
    variables.push((name.clone(), value));
    format!("${{{name}}}")
}
