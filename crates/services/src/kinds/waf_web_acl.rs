//! AWS WAF web ACL: managed rule groups and a rate limit before a distribution or a load balancer.

use crate::value::map;
use architecture::{Blocker, Derived, Part, PartData};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Follows, Kind, Property, Shape, TextForm, UsageField, Words};
use pricing::Ledger;
use rust_decimal::Decimal;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks, log_retention,
    web_acl::{INCLUDED_CAPACITY, MAX_CAPACITY, RATE_RULE_CAPACITY, RuleGroup, WORDS, rule_group},
};

pub struct WafWebAcl;

pub const KIND: &str = "waf_web_acl";

/// What AWS WAF's log destinations must be called.
pub const LOG_PREFIX: &str = "aws-waf-logs-";

pub const RULES: Property =
    Property::texts("rule_groups", &Shape::Choice(WORDS), &["ip-reputation", "common", "known-bad-inputs"])
        .label("Managed rule groups", "Grupos de reglas administradas")
        .help(
            "AWS managed rule groups, in the order they are asked.",
            "Grupos de AWS, en el orden en que se evalúan.",
        )
        .source("https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html");
pub const COUNTED: Property = Property::list("count_only", &Shape::Choice(WORDS))
    .label("Only counted", "Solo contar")
    .help(
        "Rule groups that count what they match and block nothing, to try them out.",
        "Grupos que cuentan coincidencias sin bloquear, para probarlos.",
    )
    .source("https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing.html");
pub const RATE: Property = Property::integer("rate_limit", 0, 2_000_000_000, 2000)
    .unit("requests")
    .label("Rate limit", "Límite de peticiones")
    .help(
        "Requests one address may send within the window; 0 sets no limit.",
        "Peticiones por dirección dentro de la ventana; 0 no limita.",
    )
    .source("https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html");
pub const WINDOW: Property = Property::choice("rate_window_seconds", &["60", "120", "300", "600"], "300")
    .unit("seconds")
    .label("Rate window", "Ventana del límite")
    .help("Time over which requests are counted.", "Tiempo en que se cuentan las peticiones.")
    .source("https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html");
pub const LOGGED: Property = Property::choice("logged_requests", &["all", "not-allowed", "off"], "all")
    .label("Logged requests", "Peticiones registradas")
    .help(
        "Which requests are logged to CloudWatch Logs; cookies and authorization are left out.",
        "Qué peticiones se registran en CloudWatch Logs, sin cookies ni autorización.",
    )
    .source("https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html");
pub const LOG_DAYS: Property = Property::integer("log_retention_days", 1, 3653, 90)
    .unit("days")
    .label("Log kept", "Retención del registro")
    .help(
        "Days its own log is kept; rounded up to what CloudWatch Logs accepts.",
        "Días que se conserva su registro, redondeados a lo que acepta CloudWatch Logs.",
    )
    .source(
        "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    );
pub const METRIC: Property = Property::optional_text("metric_name", TextForm::Any(128))
    .label("Metric name", "Nombre de la métrica")
    .help(
        "Name of its CloudWatch metrics; computed when left out.",
        "Nombre de sus métricas; se calcula si se omite.",
    )
    .source("https://docs.aws.amazon.com/waf/latest/APIReference/API_VisibilityConfig.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("WAF web ACL", "ACL web de WAF"),
        parents: &[],
        contained: false,
        properties: &[&RULES, &COUNTED, &RATE, &WINDOW, &LOGGED, &LOG_DAYS, &METRIC],
        connects: &[
            Connects { kind: ConnectionKind::Attached, to: &["alb", "cloudfront_distribution"] },
            Connects { kind: ConnectionKind::Logs, to: &["cloudwatch_log_group"] },
        ],
        usage: &[
            UsageField {
                name: "requests_per_month",
                unit: "requests",
                help: Words::new(
                    "Requests it looks at, blocked ones too.",
                    "Peticiones que examina, incluidas las bloqueadas.",
                ),
                assumed: ["500000", "2000000", "10000000"],
                follows: Follows::Requests("1"),
            },
            UsageField {
                name: "log_gib_per_month",
                unit: "GiB",
                help: Words::new("Log records it writes.", "Registros que escribe."),
                assumed: ["1", "4", "20"],
                follows: Follows::Requests("0.000001"),
            },
        ],
        interface: false,
        role: false,
    },
    category: Category::SecurityIdentity,
    icon: "waf",
    drawio: "mxgraph.aws4.waf",
    stack: Stack::Network,
    lane: Lane::Docked,
    stateful: false,
};

impl Service for WafWebAcl {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let mut names = Vec::new();
        if site.text(&LOGGED) != "off" {
            names.push("logging".to_owned());
            if site.to(ConnectionKind::Logs).next().is_none() {
                names.push("log-group".to_owned());
            }
        }
        names.extend(site.all_attached("alb").map(|alb| format!("association/{}", alb.node())));
        let parts = names.into_iter().map(|name| Part::new(name, PartData::Plain)).collect();
        Derived { parts, ..Derived::default() }
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let name = &site.name;
        let mut add = |code, property, message: String| found.push(site.blocker(code, property, message));
        let capacity = capacity(site);
        if capacity > MAX_CAPACITY {
            add(
                "web-acl-capacity",
                Some(RULES.name),
                format!(
                    "“{name}” takes {capacity} capacity units, and AWS WAF allows {MAX_CAPACITY}; leave out a rule group."
                ),
            );
        }
        if (1..10).contains(&site.integer(&RATE)) {
            add(
                "rate-limit-too-low",
                Some(RATE.name),
                format!(
                    "“{name}” limits to {} requests: AWS WAF takes 10 or more (0 for no limit).",
                    site.integer(&RATE)
                ),
            );
        }
        if let Some(twice) = repeated(&site.texts(&RULES)) {
            add("rule-group-twice", Some(RULES.name), format!("“{name}” lists {twice} twice."));
        }
        if at_edge(site) && site.all_attached("alb").next().is_some() {
            add(
                "web-acl-scopes",
                None,
                format!(
                    "“{name}” is attached to a distribution and to a load balancer: a web ACL serves either; draw two."
                ),
            );
        }
        for kind in ["alb", "cloudfront_distribution"] {
            for other in site.all_attached(kind) {
                let first = other.all_attached(KIND).next();
                if first.is_some_and(|first| first.ix != site.ix) {
                    add(
                        "second-web-acl",
                        None,
                        format!("“{}” has another web ACL than “{name}”; it takes one.", other.name),
                    );
                }
            }
        }
        found
    }

    /// With the distribution at the edge, or beside the load balancer it protects.
    fn stack(&self, site: &Site<'_>) -> Stack {
        if at_edge(site) {
            return Stack::Edge;
        }
        site.all_attached("alb").map(|alb| alb.stack()).max().unwrap_or(Stack::Network)
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let counted = site.texts(&COUNTED);
        let mut rules: Vec<Value> = Vec::new();
        if site.integer(&RATE) > 0 {
            rules.push(map! {
                "Name" => "rate-limit",
                "Priority" => 0,
                "Action" => map! { "Block" => map! {} },
                "Statement" => map! { "RateBasedStatement" => map! {
                    "AggregateKeyType" => "IP",
                    "EvaluationWindowSec" => site.text(&WINDOW).parse::<i64>().unwrap_or(300),
                    "Limit" => site.integer(&RATE),
                } },
                "VisibilityConfig" => visibility("rate-limit".into()),
            });
        }
        for group in groups(site) {
            let mut statement = map! { "VendorName" => "AWS", "Name" => group.name };
            if group.word == "bot-control"
                && let Value::Map(statement) = &mut statement
            {
                let common =
                    map! { "AWSManagedRulesBotControlRuleSet" => map! { "InspectionLevel" => "COMMON" } };
                statement.insert("ManagedRuleGroupConfigs".into(), vec![common].into());
            }
            let action = if counted.contains(&group.word) { "Count" } else { "None" };
            rules.push(map! {
                "Name" => group.word,
                "Priority" => rules.len() as i64,
                "OverrideAction" => map! { action => map! {} },
                "Statement" => map! { "ManagedRuleGroupStatement" => statement },
                "VisibilityConfig" => visibility(group.word.into()),
            });
        }
        stacks.resource(
            site,
            "",
            "AWS::WAFv2::WebACL",
            map! {
                "Description" => format!("Web ACL of {}", site.physical_name()),
                "Scope" => if at_edge(site) { "CLOUDFRONT" } else { "REGIONAL" },
                "DefaultAction" => map! { "Allow" => map! {} },
                "Rules" => rules,
                "VisibilityConfig" => visibility(metric_name(site)),
                "Tags" => site.tags(),
            },
        );
        for alb in site.all_attached("alb") {
            stacks.resource(
                site,
                &format!("association/{}", alb.node()),
                "AWS::WAFv2::WebACLAssociation",
                map! { "ResourceArn" => alb.reference(""), "WebACLArn" => site.get("", "Arn") },
            );
        }
        if site.text(&LOGGED) != "off" {
            write_logging(site, stacks);
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let (node, service) = (site.node(), "AWS WAF");
        ledger.charge(node, "", service, "Web ACL", "waf/web-acl", Decimal::ONE);
        let rules = groups(site).count() + usize::from(site.integer(&RATE) > 0);
        ledger.charge(node, "", service, "Rules and rule groups", "waf/rule", Decimal::from(rules));
        let requests = site.volume("requests_per_month", ledger);
        let capacity = capacity(site);
        let slug = if capacity > INCLUDED_CAPACITY { "waf/requests-over-1500-wcu" } else { "waf/requests" };
        ledger.charge(node, "", service, &format!("Requests at {capacity} WCU"), slug, requests);
        if capacity > INCLUDED_CAPACITY + 500 {
            ledger.unpriced(
                node,
                "",
                service,
                "Capacity over 2,000 WCU",
                "the price book knows requests up to 2,000 WCU",
            );
        }
        for (group, slug) in groups(site).filter_map(|group| Some((group, group.paid?))) {
            let item = |what: &str| format!("{} {what}", group.word);
            let subscription = format!("waf/{slug}/subscription");
            ledger.charge(node, "", service, &item("subscription"), &subscription, Decimal::ONE);
            ledger.charge(node, "", service, &item("requests"), &format!("waf/{slug}/requests"), requests);
        }
        if site.text(&LOGGED) != "off" {
            let volume = site.volume("log_gib_per_month", ledger);
            let (part, service) = ("logging", "Amazon CloudWatch");
            ledger.charge(node, part, service, "Log delivery", "cloudwatch/logs/vended", volume);
            if site.to(ConnectionKind::Logs).next().is_none() {
                log_retention::charge_storage(site, "log-group", volume, site.integer(&LOG_DAYS), ledger);
            }
        }
    }

    fn prices(&self) -> &'static [&'static str] {
        &[
            "cloudwatch/logs/storage",
            "cloudwatch/logs/vended",
            "waf/bot-control/requests",
            "waf/bot-control/subscription",
            "waf/requests",
            "waf/requests-over-1500-wcu",
            "waf/rule",
            "waf/web-acl",
        ]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        format!("{} rule groups · {} WCU", groups(site).count(), capacity(site))
    }
}

/// Whether it protects a distribution, and so lies in us-east-1.
pub fn at_edge(site: &Site<'_>) -> bool {
    site.all_attached("cloudfront_distribution").next().is_some()
}

/// The value of the dimension `WebACL` of its metrics.
pub fn metric_name(site: &Site<'_>) -> String {
    site.optional_text(&METRIC).map_or_else(|| site.name_within(128), str::to_owned)
}

/// Web ACL capacity units its rules take.
pub fn capacity(site: &Site<'_>) -> u32 {
    let rate = if site.integer(&RATE) > 0 { RATE_RULE_CAPACITY } else { 0 };
    groups(site).map(|group| group.capacity).sum::<u32>() + rate
}

fn groups<'a>(site: &'a Site<'_>) -> impl Iterator<Item = &'static RuleGroup> + 'a {
    site.texts(&RULES).into_iter().filter_map(rule_group)
}

fn repeated<'a>(words: &[&'a str]) -> Option<&'a str> {
    words
        .iter()
        .enumerate()
        .find(|(at, word)| words.iter().take(*at).any(|before| before == *word))
        .map(|(_, word)| *word)
}

fn visibility(metric: String) -> Value {
    map! { "CloudWatchMetricsEnabled" => true, "MetricName" => metric, "SampledRequestsEnabled" => true }
}

/// Its log: into the group it is connected to, or one of its own.
fn write_logging(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    let group = match site.to(ConnectionKind::Logs).next() {
        Some((_, group)) => group.reference(""),
        None => {
            stacks.resource(
                site,
                "log-group",
                "AWS::Logs::LogGroup",
                map! {
                    "LogGroupName" => format!("{LOG_PREFIX}{}", site.physical_name()),
                    "RetentionInDays" => log_retention::at_least(site.integer(&LOG_DAYS)),
                    "Tags" => site.tags(),
                },
            );
            site.reference("log-group")
        }
    };
    let keep = |action: &str| map! { "ActionCondition" => map! { "Action" => action } };
    let filter = (site.text(&LOGGED) == "not-allowed").then(|| {
        map! {
            "DefaultBehavior" => "DROP",
            "Filters" => vec![map! {
                "Behavior" => "KEEP",
                "Requirement" => "MEETS_ANY",
                "Conditions" => vec![keep("BLOCK"), keep("COUNT"), keep("CAPTCHA"), keep("CHALLENGE")],
            }],
        }
    });
    let hidden = |header: &str| map! { "SingleHeader" => map! { "Name" => header } };
    stacks.resource(
        site,
        "logging",
        "AWS::WAFv2::LoggingConfiguration",
        map! {
            "ResourceArn" => site.get("", "Arn"),
            // AWS WAF wants the ARN without the `:*` that a log group's own attribute ends with.
            "LogDestinationConfigs" => vec![Value::sub(
                "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}",
                [("Group", group)],
            )],
            "LoggingFilter" => filter.unwrap_or_default(),
            "RedactedFields" => vec![hidden("authorization"), hidden("cookie")],
        },
    );
}
