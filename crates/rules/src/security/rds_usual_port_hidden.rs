//! Nobody outside gets to the usual port of a database.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
    raw_database,
};

pub struct RdsUsualPortHidden;

/// Usual ports of the engines. Source: RDS API reference, CreateDBInstance.
const USUAL: [&str; 5] = ["1433", "1521", "3306", "5432", "50000"];

static ABOUT: About = About {
    id: "rds-usual-port-hidden",
    title: Words::new(
        "Databases with a public address leave the usual port",
        "Las bases con dirección pública dejan el puerto habitual",
    ),
    rationale: Words::new(
        "Scanners try the usual port of each engine first. Where only named machines get to it, another number adds nothing; in the open it is the difference between found in minutes and found later. Some checkers ask it of every database.",
        "Los rastreadores prueban primero el puerto habitual de cada motor. Si solo llegan máquinas nombradas, otro número no aporta; a la vista de todos, es la diferencia entre ser hallado en minutos o después. Algunos verificadores lo piden de toda base de datos.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:RDS-013", "cdk-nag:AwsSolutions-RDS11", "security-hub:RDS.23"],
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, rds_instance::KIND],
};

impl Rule for RdsUsualPortHidden {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let (public, usual) = if site.is(rds_instance::KIND) {
            (Some(site.flag(&rds_instance::PUBLIC)), Some(true))
        } else if policies::raw_type(site) == Some("AWS::RDS::DBInstance") && !raw_database::in_cluster(site)
        {
            let port = policies::raw(site, "Port");
            let usual = if port == Given::Absent { Some(true) } else { port.is_one_of(&USUAL) };
            let stated = policies::raw(site, "PubliclyAccessible");
            // Left out, the subnets decide.
            (if stated == Given::Absent { None } else { stated.on() }, usual)
        } else {
            return Vec::new();
        };
        let say = |en: &'static str, es: &'static str| Message::say(en, es).with(site.name.clone());
        let verdict = match (public, usual) {
            (Some(false), _) | (_, Some(false)) => Verdict::satisfied(say(
                "Nobody on the internet finds “{0}” on its usual port.",
                "Nadie en internet encuentra «{0}» en su puerto habitual.",
            )),
            (Some(true), Some(true)) => Verdict::violated(say(
                "“{0}” has a public address and listens on the usual port of its engine.",
                "«{0}» tiene dirección pública y escucha en el puerto habitual de su motor.",
            )),
            _ => Verdict::cannot_tell(say(
                "“{0}” does not say whether it has a public address, or on which port: on the usual one?",
                "«{0}» no dice si tiene dirección pública, o en qué puerto: ¿en el habitual?",
            )),
        };
        let property = match site.is(cfn_resource::KIND) {
            true => cfn_resource::PROPERTIES.name,
            false => rds_instance::PUBLIC.name,
        };
        vec![verdict.on(property)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Take its public address away", "Quitar su dirección pública");
        site.is(rds_instance::KIND).then(|| Fix::set(site, rds_instance::PUBLIC.name, false, title))
    }
}

impl Examples for RdsUsualPortHidden {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a public address",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"publicly_accessible":true},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw one with a public address and the usual port",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"mysql","PubliclyAccessible":true,"Port":"3306"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "no public address",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw one on another port",
                design: r#"{"nodes":{"odd":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"mysql","PubliclyAccessible":true,"Port":7306}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw one that does not say",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"postgres"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
