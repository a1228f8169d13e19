//! Blocks of raw networks and subnets are as AWS takes them, and apart from each other.

use architecture::Cidr;
use design::Words;
use services::{
    Site,
    kinds::{cfn_resource, subnet},
};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
    raw_networks, references,
};

pub struct SubnetBlocksFit;

/// Source: Amazon VPC user guide, subnet CIDR blocks.
const TAKEN: std::ops::RangeInclusive<u8> = 16..=28;

static ABOUT: About = About {
    id: "subnet-blocks-fit",
    title: Words::new(
        "Subnets fit into their network and keep apart",
        "Las subredes caben en su red y no se solapan",
    ),
    rationale: Words::new(
        "AWS takes blocks from /16 to /28, inside the network’s own, that no other subnet has: any other one stops the deployment half way.",
        "AWS acepta bloques de /16 a /28, dentro del de la red, que ninguna otra subred tenga: cualquier otro detiene el despliegue a medias.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:VPC-006", "groundplan:VPC-007", "cfn-lint:E3059", "cfn-lint:E3060"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for SubnetBlocksFit {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let subnet = match policies::raw_type(site) {
            Some(raw_networks::SUBNET) => true,
            Some(raw_networks::NETWORK) => false,
            _ => return Vec::new(),
        };
        let verdict = match policies::raw(site, "CidrBlock") {
            // From a pool, or of IPv6 alone.
            Given::Absent => return Vec::new(),
            Given::Computed => Verdict::cannot_tell(
                Message::say(
                    "“{0}” leaves its block to a function: it is known when it is built.",
                    "«{0}» deja su bloque a una función: se sabe cuando se crea.",
                )
                .with(site.name.clone()),
            ),
            Given::Known(stated) => {
                let stated = stated.as_str().unwrap_or_default();
                match raw_networks::as_taken(stated).filter(|block| TAKEN.contains(&block.prefix())) {
                    Some(block) if subnet => within(site, block),
                    Some(_) => Verdict::satisfied(
                        Message::say("“{0}” has {1}, which AWS takes.", "«{0}» tiene {1}, que AWS acepta.")
                            .with(site.name.clone())
                            .with(stated),
                    ),
                    None => Verdict::violated(
                        Message::say(
                            "“{0}” has {1}: AWS takes blocks from /16 to /28.",
                            "«{0}» tiene {1}: AWS acepta bloques de /16 a /28.",
                        )
                        .with(site.name.clone())
                        .with(stated),
                    ),
                }
            }
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }
}

impl Examples for SubnetBlocksFit {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "larger than AWS takes",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPC","properties":{"CidrBlock":"10.0.0.0/8"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "smaller than AWS takes",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Vpc"},"CidrBlock":"10.0.240.0/29"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "outside its network",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Vpc"},"CidrBlock":"10.1.0.0/24"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "in the way of a drawn tier",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Vpc"},"CidrBlock":"10.0.0.0/24"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "in the way of another one",
                design: r#"{"nodes":{"net":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPC","properties":{"CidrBlock":"10.9.0.0/16"}}},"one":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Net"},"CidrBlock":"10.9.0.0/20"}}},"two":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Net"},"CidrBlock":"10.9.8.0/24"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "beside the drawn tiers",
                design: r#"{"nodes":{"beside":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Vpc"},"CidrBlock":"10.0.240.0/24"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "written with another address than its first, which AWS mends",
                design: r#"{"nodes":{"beside":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Vpc"},"CidrBlock":"10.0.240.7/24"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in a second block of its network",
                design: r#"{"nodes":{"far":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Vpc"},"CidrBlock":"10.7.0.0/24"}}},"more":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCCidrBlock","properties":{"VpcId":{"Ref":"Vpc"},"CidrBlock":"10.7.0.0/16"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a block of a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Vpc"},"CidrBlock":{"Ref":"Block"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a network outside the design",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":"vpc-0123456789abcdef0","CidrBlock":"10.0.0.0/24"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "drawn tiers, which cannot", design: r#"{}"# },
        ]
    }
}

/// A subnet's block against its network and the other subnets there.
fn within(site: &Case<'_>, block: Cidr) -> Verdict {
    let network = raw_networks::around(&site.site);
    let message = |en: &'static str, es: &'static str| {
        Message::say(en, es).with(site.name.clone()).with(block.to_string())
    };
    if let Some(rival) = network.as_ref().and_then(|network| rival(site, network, block)) {
        return Verdict::violated(
            message(
                "{1} of “{0}” overlaps addresses of “{2}”.",
                "{1} de «{0}» se solapa con direcciones de «{2}».",
            )
            .with(rival.name.clone()),
        );
    }
    let blocks = network.as_ref().and_then(raw_networks::blocks);
    match (network, blocks) {
        (Some(network), Some(blocks)) => Verdict::either(
            !blocks.iter().any(|whole| whole.contains(block)),
            message("{1} of “{0}” lies outside “{2}”.", "{1} de «{0}» queda fuera de «{2}».")
                .with(network.name.clone()),
            message(
                "{1} of “{0}” lies in “{2}”, apart from all others.",
                "{1} de «{0}» está en «{2}», aparte de todas las demás.",
            )
            .with(network.name.clone()),
        ),
        _ => Verdict::cannot_tell(message(
            "Which blocks the network of “{0}” has is not in the design: is {1} one of its own, and free?",
            "Los bloques de la red de «{0}» no están en el diseño: ¿{1} es suyo, y está libre?",
        )),
    }
}

/// A drawn tier of the network, or an earlier raw subnet, that has some of the addresses.
fn rival<'a>(site: &Case<'a>, network: &Site<'a>, block: Cidr) -> Option<Site<'a>> {
    let mut tiers = network.children(subnet::KIND);
    let drawn = tiers.find(|tier| tier.element().subnets().any(|(_, theirs)| theirs.overlaps(block)));
    drawn.or_else(|| {
        references::of_types(site, &[raw_networks::SUBNET]).find(|other| {
            other.ix < site.ix
                && raw_networks::block(other).is_some_and(|theirs| theirs.overlaps(block))
                && raw_networks::around(other).is_some_and(|around| around.ix == network.ix)
        })
    })
}
