//! Data stores admit machines, not address ranges.

use architecture::Source;
use design::Words;
use services::kinds::{opensearch_domain, rds_instance};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct DataStoreAdmitsGroups;

static ABOUT: About = About {
    id: "data-store-admits-groups",
    title: Words::new(
        "Data stores admit machines, not address ranges",
        "Los almacenes de datos admiten máquinas, no rangos de direcciones",
    ),
    rationale: Words::new(
        "A rule for a block of addresses admits whatever gets an address there tomorrow; a rule for a group admits only its members.",
        "Una regla para un bloque admite lo que mañana reciba una dirección allí; una regla para un grupo admite solo a sus miembros.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:SG-010"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    scope: Scope::Vpc,
    kinds: &[opensearch_domain::KIND, rds_instance::KIND],
};

impl Rule for DataStoreAdmitsGroups {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let rules: Vec<_> = network::rules(site.architecture, site.ix, network::Direction::In)
            .map(|held| held.rule)
            .collect();
        if rules.is_empty() {
            return Vec::new();
        }
        // Addresses of what is drawn, such as an office, have no group to name.
        let loose = rules.iter().find_map(|rule| match &rule.peer {
            Source::Cidr(block) if rule.edge.is_none() => Some(block),
            _ => None,
        });
        vec![match loose {
            Some(block) => Verdict::violated(
                Message::say(
                    "“{0}” admits the addresses {1}, which no connection explains.",
                    "«{0}» admite las direcciones {1}, que ninguna conexión explica.",
                )
                .with(site.name.clone())
                .with(block.to_string()),
            ),
            None => Verdict::satisfied(
                Message::say("“{0}” admits only what is drawn.", "«{0}» admite solo lo que está dibujado.")
                    .with(site.name.clone()),
            ),
        }]
    }
}

impl Examples for DataStoreAdmitsGroups {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "the whole network, by an attached group",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"},"doors":{"kind":"security_group","parent":"vpc","properties":{"ingress":[{"port":5432,"cidr":"10.0.0.0/16"}]}}},"connections":{"doors-db":{"from":"doors","kind":"attached","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "beside a machine that is drawn",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"db":{"kind":"rds_instance","properties":{},"parent":"data"},"doors":{"kind":"security_group","parent":"vpc","properties":{"ingress":[{"port":5432,"cidr":"10.0.16.0/22"}]}}},"connections":{"api-db":{"from":"api","kind":"traffic","to":"db","properties":{"port":5432}},"doors-db":{"from":"doors","kind":"attached","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a machine",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"db":{"kind":"rds_instance","properties":{},"parent":"data"}},"connections":{"api-db":{"from":"api","kind":"traffic","to":"db","properties":{"port":5432}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an office that is drawn",
                design: r#"{"nodes":{"office":{"kind":"on_premises","properties":{}},"db":{"kind":"rds_instance","properties":{},"parent":"data"}},"connections":{"office-db":{"from":"office","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing admitted",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no data store", design: r#"{}"# },
        ]
    }
}
