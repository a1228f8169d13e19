//! A small catalogue, so that the document is tested without the services. `group` nests and `sampler` has a
//! property of every shape.
#![allow(dead_code)]

use groundplan_design::{
    Catalogue, ConnectionKind::*, Connects, Follows, Kind, Property, Shape, TextForm, UsageField, Words,
};

pub struct Fake;

impl Catalogue for Fake {
    fn kind(&self, name: &str) -> Option<&'static Kind> {
        KINDS.iter().find(|kind| kind.name == name)
    }

    fn kinds(&self) -> Vec<&'static Kind> {
        KINDS.iter().collect()
    }
}

const fn kind(name: &'static str) -> Kind {
    Kind {
        name,
        title: Words::NONE,
        parents: &[],
        contained: false,
        properties: &[],
        connects: &[],
        usage: &[],
        interface: false,
        role: false,
    }
}

const fn volume(name: &'static str, unit: &'static str) -> UsageField {
    UsageField { name, unit, help: Words::NONE, assumed: ["1", "10", "100"], follows: Follows::Nothing }
}

const INTERVAL: Property = Property::integer("interval", 5, 300, 30).unit("seconds");
const PATH: Property = Property::text("path", TextForm::Any(20), "/").required();
const ANY_WORD: Shape = Shape::Text(TextForm::Any(10));

static KINDS: &[Kind] = &[
    Kind {
        properties: &[
            &Property::optional_text("type", TextForm::ResourceType).required(),
            &Property::any("raw"),
        ],
        connects: &[Connects { kind: Attached, to: &[] }],
        ..kind("cfn_resource")
    },
    Kind {
        properties: &[&Property::integer("retention_days", 1, 3653, 90)
            .unit("days")
            .help("How long entries are kept.", "Cuánto se guardan.")],
        usage: &[volume("gib_ingested", "GiB")],
        ..kind("cloudwatch_log_group")
    },
    Kind {
        parents: &["subnet"],
        contained: true,
        properties: &[
            &Property::text("instance_type", TextForm::InstanceType, "m6i.large"),
            &Property::integer("zone", 1, 4, 1),
        ],
        connects: &[
            Connects { kind: Traffic, to: &["ec2_instance", "rds_instance"] },
            Connects { kind: Uses, to: &["ecr_repository"] },
            Connects { kind: Logs, to: &["cloudwatch_log_group"] },
        ],
        usage: &[volume("hours_per_month", "hours"), volume("gib_out", "GiB")],
        interface: true,
        ..kind("ec2_instance")
    },
    kind("ecr_repository"),
    Kind { parents: &["group"], connects: &[Connects { kind: Event, to: &["group"] }], ..kind("group") },
    Kind {
        parents: &["subnet"],
        contained: true,
        properties: &[
            &Property::choice("engine", &["postgres", "mysql", "mariadb"], "postgres").required(),
            &Property::text("instance_class", TextForm::DatabaseClass, "db.r6g.large"),
            &Property::flag("multi_az", true),
            &Property::optional_text("log_group", TextForm::Node(&["cloudwatch_log_group"])),
        ],
        connects: &[Connects { kind: Logs, to: &["cloudwatch_log_group"] }],
        usage: &[volume("gib_stored", "GiB")],
        interface: true,
        ..kind("rds_instance")
    },
    Kind {
        properties: &[
            &Property::record("check", &[&INTERVAL, &PATH]),
            &Property::optional_text("domain", TextForm::Domain),
            &Property::optional_text("email", TextForm::Email),
            &Property::optional_text("node", TextForm::Node(&[])),
            &Property::table("tags", &ANY_WORD),
            &Property::optional_text("version", TextForm::Version),
            &Property::optional_text("window", TextForm::DailyWindow),
            &Property::list("words", &ANY_WORD),
        ],
        ..kind("sampler")
    },
    Kind {
        parents: &["vpc"],
        contained: true,
        properties: &[&Property::choice("access", &["public", "private", "isolated"], "private")],
        ..kind("subnet")
    },
    Kind {
        properties: &[
            &Property::text("cidr", TextForm::Cidr, "10.0.0.0/16"),
            &Property::integer("zones", 1, 4, 2),
        ],
        ..kind("vpc")
    },
];
