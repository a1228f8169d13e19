//! The engine refuses connections without TLS.

use design::{Map, Words};
use serde_json::Value;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct RdsTlsEnforced;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBParameterGroup", "AWS::RDS::DBClusterParameterGroup"],
    path: "Parameters",
    holds: |given| match given {
        Given::Absent => Some(false),
        Given::Computed => None,
        // Names of parameters have a dot, so they are no path.
        Given::Known(value) => {
            let stated = value.as_object()?.iter().find(|(name, _)| SWITCHES.contains(&name.as_str()));
            let Some((_, value)) = stated else { return Some(false) };
            match value {
                // A function.
                Value::Object(_) => None,
                value => Given::Known(value).is_one_of(&["1", "ON", "On", "on", "true"]),
            }
        }
    },
};

const SWITCHES: [&str; 2] = ["rds.force_ssl", "require_secure_transport"];

static ABOUT: About = About {
    id: "rds-tls-enforced",
    title: Words::new(
        "Databases refuse connections without TLS",
        "Las bases de datos rechazan conexiones sin TLS",
    ),
    rationale: Words::new(
        "A client that forgets TLS sends its password and its queries in the clear, and nobody notices unless the engine refuses.",
        "Un cliente que olvida TLS envía su contraseña y sus consultas en claro, y nadie lo nota si el motor no lo rechaza.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &["groundplan:RDS-015", "checkov:CKV2_AWS_69", "security-hub:RDS.38", "security-hub:RDS.39"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsTlsEnforced {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” lets clients connect without TLS.",
            "«{0}» permite que los clientes se conecten sin TLS.",
        );
        let satisfied =
            Message::say("“{0}” refuses connections without TLS.", "«{0}» rechaza conexiones sin TLS.");
        if site.is(rds_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        let Some(switch) = switch(site) else { return Vec::new() };
        let stated = policies::raw(site, BUILT.path);
        let silent = match stated {
            Given::Known(Value::Object(parameters)) => !parameters.contains_key(switch),
            stated => stated == Given::Absent,
        };
        let verdict = match refuses_by_default(site) {
            Some(true) if silent => Verdict::satisfied(satisfied.with(site.name.clone())),
            None if silent => Verdict::cannot_tell(
                Message::say(
                    "“{0}” leaves TLS to the default of the engine’s version: does that ask for it?",
                    "«{0}» deja TLS al valor por defecto de la versión del motor: ¿lo exige?",
                )
                .with(site.name.clone()),
            ),
            _ => return BUILT.judge(site, violated, satisfied).into_iter().collect(),
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let switch = switch(site)?;
        let mut parameters = match policies::raw(site, BUILT.path) {
            Given::Known(Value::Object(parameters)) => parameters.clone(),
            Given::Absent => Map::new(),
            _ => return None,
        };
        parameters.insert(switch.to_owned(), "1".into());
        BUILT.fix(site, Value::Object(parameters), Message::say("Refuse them", "Rechazarlas"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsTlsEnforced {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every database of this kind",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "MySQL has another switch",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"engine":"mysql"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "SQL Server",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"engine":"sqlserver-se"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group that turns it off",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBParameterGroup","properties":{"Family":"postgres17","Parameters":{"rds.force_ssl":"0"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group of a cluster that does not say so",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBClusterParameterGroup","properties":{"Family":"aurora-mysql8.0","Parameters":{"binlog_format":"ROW"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group that turns it on",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBParameterGroup","properties":{"Family":"mysql8.4","Parameters":{"require_secure_transport":"ON"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group that leaves it on, as PostgreSQL 15 and newer have it",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBParameterGroup","properties":{"Family":"postgres16","Parameters":{"log_statement":"ddl"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group of an older PostgreSQL that does not say so",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBParameterGroup","properties":{"Family":"postgres14"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw group of an engine without such a switch",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBParameterGroup","properties":{"Family":"oracle-se2-19","Parameters":{"open_cursors":"300"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw group of the instances of Aurora",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBParameterGroup","properties":{"Family":"aurora-mysql8.0"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw group of a newer Aurora that does not say so",
                design: r#"{"nodes":{"group":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBClusterParameterGroup","properties":{"Family":"aurora-postgresql17"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}

fn family<'a>(site: &Case<'a>) -> &'a str {
    policies::raw(site, "Family").known().and_then(Value::as_str).unwrap_or_default()
}

/// The parameter of the engine; Oracle and Db2 do it with options and ports, Aurora in the group of the cluster.
fn switch(site: &Case<'_>) -> Option<&'static str> {
    let family = family(site);
    let of_instance = policies::raw_type(site) == Some("AWS::RDS::DBParameterGroup");
    match family {
        aurora if aurora.starts_with("aurora") && of_instance => None,
        postgres if postgres.starts_with("postgres") || postgres.starts_with("aurora-postgres") => {
            Some(SWITCHES[0])
        }
        server if server.starts_with("sqlserver") => Some(SWITCHES[0]),
        mysql if ["aurora", "mysql", "mariadb"].iter().any(|engine| mysql.starts_with(engine)) => {
            Some(SWITCHES[1])
        }
        _ => None,
    }
}

/// Whether the family refuses them unless told otherwise; not known of newer versions of Aurora for PostgreSQL.
/// Source: RDS user guide, SSL/TLS of MariaDB, MySQL and PostgreSQL.
fn refuses_by_default(site: &Case<'_>) -> Option<bool> {
    let family = family(site);
    let from = |engine: &str, least: f64| {
        let version = family.strip_prefix(engine).and_then(|version| version.parse::<f64>().ok());
        version.is_some_and(|version| version >= least)
    };
    let refuses = from("mariadb", 11.8) || from("mysql", 9.7) || from("postgres", 15.0);
    (!from("aurora-postgresql", 17.0)).then_some(refuses)
}
