//! RDS offers the instance class for its engine in its region.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, policies, raw_database,
};

pub struct RdsClassOffered;

/// Families that RDS offers for MariaDB, MySQL and PostgreSQL in each region of [`REGIONS`]; SQL Server runs on those
/// without Graviton that are also among [`SQL_SERVER`].
const OPEN: [&str; 12] = ["m5", "m6g", "m6i", "m7g", "m7i", "r5", "r6g", "r6i", "r7g", "r7i", "t3", "t4g"];
const SQL_SERVER: [&str; 5] = ["m5", "m6i", "r5", "r6i", "t3"];
/// Families of the fifth generation, which the newest regions never had.
const FIFTH: [&str; 2] = ["m5", "r5"];
const REGIONS: [&str; 6] = ["eu-west-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-2"];
/// Families for Oracle and SQL Server alone. Source: RDS user guide, supported DB engines for instance classes.
const COMMERCIAL: [&str; 3] = ["x1", "x1e", "z1d"];

static ABOUT: About = About {
    id: "rds-class-offered",
    title: Words::new(
        "Database classes are offered for their engine",
        "Las clases de base de datos existen para su motor",
    ),
    rationale: Words::new(
        "RDS refuses a class that it does not offer for an engine, or in a region: the database is missing on the day it should start.",
        "RDS rechaza una clase que no ofrece para un motor, o en una región: la base de datos falta el día en que debe partir.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL01",
    peers: &["groundplan:RDS-019", "cfn-lint:E3025", "cfn-lint:E3062"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, rds_instance::KIND],
};

impl Rule for RdsClassOffered {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let text = |path| policies::raw(site, path).known().and_then(|value| value.as_str());
        let (engine, class) = if site.is(rds_instance::KIND) {
            (site.text(&rds_instance::ENGINE), rds_instance::class(site))
        } else if policies::raw_type(site) == Some("AWS::RDS::DBInstance") && !raw_database::in_cluster(site)
        {
            // What a function or a snapshot decides is known when it is built.
            match text("Engine").zip(text("DBInstanceClass")) {
                Some(stated) => stated,
                None => return Vec::new(),
            }
        } else {
            return Vec::new();
        };
        let message = |en: &'static str, es: &'static str| {
            Message::say(en, es).with(site.name.clone()).with(class).with(engine).with(site.region.clone())
        };
        let family = class.split('.').nth(1).unwrap_or_default();
        let verdict = match offered(family, engine, &site.region) {
            Some(true) => Verdict::satisfied(message(
                "“{0}” runs {2} on {1}, which RDS offers in {3}.",
                "«{0}» ejecuta {2} en {1}, que RDS ofrece en {3}.",
            )),
            Some(false) => Verdict::violated(message(
                "“{0}” cannot run {2} on {1}: RDS offers that in no region, {3} included.",
                "«{0}» no puede ejecutar {2} en {1}: RDS no lo ofrece en ninguna región, tampoco en {3}.",
            )),
            None => Verdict::cannot_tell(message(
                "Does RDS offer {1} for {2} in {3}, where “{0}” is to run?",
                "¿Ofrece RDS {1} para {2} en {3}, donde debe funcionar «{0}»?",
            )),
        };
        let property = match site.is(cfn_resource::KIND) {
            true => cfn_resource::PROPERTIES.name,
            false => rds_instance::INSTANCE_CLASS.name,
        };
        vec![verdict.on(property)]
    }
}

impl Examples for RdsClassOffered {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a family for other engines",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"instance_class":"db.z1d.large"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw SQL Server on Graviton",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"sqlserver-se","DBInstanceClass":"db.r6g.large"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw one that RDS offers",
                design: r#"{"nodes":{"store":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"mysql","DBInstanceClass":"db.t4g.medium"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a region of which the classes are not known",
                design: r#"{"environments":{"prod":{"region":"ap-east-1"}},"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a family that is not known",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"instance_class":"db.q9x.large"},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}

/// Whether RDS offers a family for an engine in a region; `None` where that is not known here.
fn offered(family: &str, engine: &str, region: &str) -> Option<bool> {
    let open = ["mariadb", "mysql", "postgres"].contains(&engine);
    let sql_server = engine.starts_with("sqlserver");
    // The letter after the generation: m6g, r7gd, x2g.
    let graviton = family
        .split(|letter: char| letter.is_ascii_digit())
        .next_back()
        .is_some_and(|rest| rest.starts_with('g'));
    let never =
        open && COMMERCIAL.contains(&family) || graviton && (sql_server || engine.starts_with("oracle"));
    if never {
        return Some(false);
    }
    let known = open && OPEN.contains(&family)
        // The Express edition runs on few sizes, of which small ones are sure.
        || sql_server && SQL_SERVER.contains(&family) && (engine != "sqlserver-ex" || family == "t3");
    let here = REGIONS.contains(&region) && !(region == "mx-central-1" && FIFTH.contains(&family));
    (known && here).then_some(true)
}
