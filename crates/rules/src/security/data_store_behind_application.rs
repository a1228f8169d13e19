//! What the internet reaches does not reach a data store: an application stands between.

use design::Words;
use network::{Answer, Place, words::INTERNET};
use services::kinds::{opensearch_domain, rds_instance};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct DataStoreBehindApplication;

static ABOUT: About = About {
    id: "data-store-behind-application",
    title: Words::new(
        "An application tier stands between the internet and data",
        "Una capa de aplicación separa internet de los datos",
    ),
    rationale: Words::new(
        "Whoever takes over a server that faces the internet has everything it can reach. A tier in between is one more wall.",
        "Quien toma un servidor expuesto a internet tiene todo lo que este alcanza. Una capa intermedia es un muro más.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:RDS-024", "groundplan:G-SG-02"],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_network_protection_create_layers.html",
    scope: Scope::Vpc,
    kinds: &[opensearch_domain::KIND, rds_instance::KIND],
};

impl Rule for DataStoreBehindApplication {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        let mut callers = 0;
        for (place, call) in site.network.sources(site.ix) {
            let Place::Element(ix) = place else { continue };
            callers += 1;
            let caller = &site.at(ix).element().name;
            let verdict = match (site.network.any_port(Place::Internet, ix), call) {
                (Answer::Blocked(_), _) | (_, Answer::Blocked(_)) => continue,
                (Answer::CannotTell(unknown), _) => site.depends(INTERNET, caller, unknown),
                (_, Answer::CannotTell(unknown)) => site.depends(caller, &site.name, unknown),
                (Answer::Passes(entry), Answer::Passes(call)) => Verdict::violated(
                    Message::say(
                        "“{0}” is one step from the internet: {1}; then {2}.",
                        "«{0}» está a un paso de internet: {1}; luego {2}.",
                    )
                    .with(site.name.clone())
                    .with(entry.path(site.architecture))
                    .with(call.path(site.architecture)),
                ),
            };
            verdicts.push(verdict);
        }
        if verdicts.is_empty() && callers > 0 {
            verdicts.push(Verdict::satisfied(
                Message::say(
                    "What reaches “{0}” cannot be reached from the internet.",
                    "Lo que llega a «{0}» no es alcanzable desde internet.",
                )
                .with(site.name.clone()),
            ));
        }
        verdicts
    }
}

impl Examples for DataStoreBehindApplication {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "the web server is public and calls the database",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"web":{"kind":"ec2_instance","properties":{},"parent":"public"},"db":{"kind":"rds_instance","properties":{},"parent":"data"}},"connections":{"users-web":{"from":"users","kind":"traffic","to":"web","properties":{"port":443}},"web-db":{"from":"web","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "the web server is public and searches",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"web":{"kind":"ec2_instance","properties":{},"parent":"public"},"search":{"kind":"opensearch_domain","properties":{"data_nodes":2},"parent":"data"}},"connections":{"users-web":{"from":"users","kind":"traffic","to":"web","properties":{"port":443}},"web-search":{"from":"web","kind":"traffic","to":"search","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the web server calls an application, which calls the database",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"web":{"kind":"ec2_instance","properties":{},"parent":"public"},"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"db":{"kind":"rds_instance","properties":{},"parent":"data"}},"connections":{"users-web":{"from":"users","kind":"traffic","to":"web","properties":{"port":443}},"web-api":{"from":"web","kind":"traffic","to":"api","properties":{"port":8080}},"api-db":{"from":"api","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a bastion without inbound ports",
                design: r#"{"nodes":{"bastion":{"kind":"ec2_instance","properties":{},"parent":"public"},"db":{"kind":"rds_instance","properties":{},"parent":"data"}},"connections":{"bastion-db":{"from":"bastion","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing calls the database",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
        ]
    }
}
