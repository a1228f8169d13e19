//! AWS Certificate Manager certificate, validated by DNS.
//!
//! Attached to a CloudFront distribution it lies in us-east-1, else in the region of what it is attached to.

use crate::value::map;
use architecture::Blocker;
use cloudformation::Value;
use design::{ConnectionKind, Connects, Kind, Property, Shape, TextForm, Words};
use pricing::Ledger;

use crate::{About, Category, Lane, Service, Site, Stack, Stacks, kinds::route53_zone};

pub struct AcmCertificate;

pub const KIND: &str = "acm_certificate";

pub const DOMAIN: Property = Property::optional_text("domain", TextForm::Domain)
    .label("Domain", "Dominio")
    .help(
        "Main name; the attached zone's domain and all names directly under it when left out.",
        "Nombre principal; el dominio de la zona y los nombres bajo él si se omite.",
    )
    .source("https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html");
pub const ALTERNATIVE_NAMES: Property = Property::list("alternative_names", &Shape::Text(TextForm::Domain))
    .label("Alternative names", "Nombres alternativos")
    .help("Further names it is valid for.", "Otros nombres para los que es válido.")
    .source("https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html");
pub const KEY_ALGORITHM: Property =
    Property::choice("key_algorithm", &["RSA_2048", "EC_prime256v1"], "RSA_2048")
        .label("Key algorithm", "Algoritmo de clave")
        .help("RSA serves all clients, ECDSA is quicker.", "RSA sirve a todo cliente, ECDSA es más rápido.")
        .source("https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate.html");

/// Names of one certificate. Source: AWS Certificate Manager quotas (default, can be raised).
const MAX_NAMES: usize = 10;

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("ACM certificate", "Certificado de ACM"),
        parents: &[],
        contained: false,
        properties: &[&DOMAIN, &ALTERNATIVE_NAMES, &KEY_ALGORITHM],
        connects: &[Connects {
            kind: ConnectionKind::Attached,
            to: &["alb", "cloudfront_distribution", "opensearch_domain", route53_zone::KIND],
        }],
        usage: &[],
        interface: false,
        role: false,
    },
    category: Category::SecurityIdentity,
    icon: "acm-certificate",
    drawio: "mxgraph.aws4.certificate_manager_3",
    stack: Stack::Network,
    lane: Lane::Docked,
    stateful: false,
};

impl Service for AcmCertificate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn stack(&self, site: &Site<'_>) -> Stack {
        if at_the_edge(site) { Stack::Edge } else { Stack::Network }
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let names = names(site);
        if names.is_empty() {
            found.push(site.blocker(
                "certificate-without-name",
                None,
                format!("“{}” has no name: state its domain, or attach a Route 53 zone.", site.name),
            ));
        }
        if names.len() > MAX_NAMES {
            found.push(site.blocker(
                "too-many-names",
                Some(ALTERNATIVE_NAMES.name),
                format!("“{}” has {} names; a certificate takes {MAX_NAMES}.", site.name, names.len()),
            ));
        }
        let regional: Vec<Site<'_>> = others(site)
            .into_iter()
            .filter(|other| other.is("alb") || other.is("opensearch_domain"))
            .collect();
        for other in regional {
            let elsewhere = other.region != site.region;
            if at_the_edge(site) || elsewhere {
                found.push(site.blocker(
                    "certificate-elsewhere",
                    None,
                    format!(
                        "“{}” lies in {}, but “{}” needs a certificate of its own region {}; draw one for each.",
                        site.name,
                        if at_the_edge(site) { "us-east-1 for CloudFront" } else { site.region.as_str() },
                        other.name,
                        other.region
                    ),
                ));
            }
        }
        if let Some(zone) = site.attached(route53_zone::KIND).filter(route53_zone::private) {
            found.push(site.blocker(
                "private-validation",
                None,
                format!("“{}” is private: “{}” cannot be validated there.", zone.name, site.name),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let names = names(site);
        let Some((first, further)) = names.split_first() else { return };
        // Without a zone of this account a person enters the record: the stack waits for it.
        let zone = site.attached(route53_zone::KIND).filter(|zone| zone.account() == site.account());
        let options = zone.map(|zone| {
            let validated = names.iter().filter(|name| {
                // A wildcard and the name it stands under share one validation record.
                route53_zone::holds(&zone, name)
                    && name.strip_prefix("*.").is_none_or(|parent| !names.iter().any(|other| other == parent))
            });
            validated
                .map(|name| map! { "DomainName" => name.as_str(), "HostedZoneId" => route53_zone::id(&zone) })
                .collect::<Vec<_>>()
        });
        stacks.resource(
            site,
            "",
            "AWS::CertificateManager::Certificate",
            map! {
                "DomainName" => first.as_str(),
                "SubjectAlternativeNames" => if further.is_empty() { Value::Null } else { further.to_vec().into() },
                "ValidationMethod" => "DNS",
                "DomainValidationOptions" => options.filter(|options| !options.is_empty()).map_or(Value::Null, Value::from),
                "KeyAlgorithm" => site.text(&KEY_ALGORITHM),
                "Tags" => site.tags(),
            },
        );
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.free(
            site.node(),
            None,
            "AWS Certificate Manager",
            "Public certificate",
            "AWS does not charge for certificates that stay inside AWS.",
        );
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let place = if at_the_edge(site) { "us-east-1" } else { site.region.as_str() };
        match names(site).first() {
            Some(name) => format!("{name} · {place}"),
            None => place.to_owned(),
        }
    }
}

/// The certificates attached to an element, whichever end the connection starts at.
pub fn of<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    others(site).into_iter().filter(|other| other.is(KIND)).collect()
}

/// All names it is valid for, the main one first.
pub fn names(site: &Site<'_>) -> Vec<String> {
    let mut names: Vec<String> = match (site.optional_text(&DOMAIN), site.attached(route53_zone::KIND)) {
        (Some(domain), _) => vec![domain.to_owned()],
        (None, Some(zone)) => {
            let domain = zone.text(&route53_zone::DOMAIN);
            vec![domain.to_owned(), format!("*.{domain}")]
        }
        (None, None) => return Vec::new(),
    };
    for name in site.texts(&ALTERNATIVE_NAMES) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Whether a CloudFront distribution uses it.
fn at_the_edge(site: &Site<'_>) -> bool {
    others(site).iter().any(|other| other.is("cloudfront_distribution"))
}

fn others<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    let to = site.to(ConnectionKind::Attached).map(|(_, other)| other);
    let from = site.from(ConnectionKind::Attached).map(|(_, other)| other);
    to.chain(from).collect()
}
