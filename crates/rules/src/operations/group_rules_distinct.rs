//! No rule of a security group repeats or contains another.

use architecture::{GroupRule, PartData, Source};
use design::{Property, Words};
use serde_json::Value;
use services::kinds::{cfn_resource, security_group};
use text::Message;

use crate::{
    About, Case, Edit, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies, raw_groups,
};

pub struct GroupRulesDistinct;

/// The lists of rules of a group, and whether they are inbound.
const WAYS: [(&Property, bool); 2] = [(&security_group::INGRESS, true), (&security_group::EGRESS, false)];

static ABOUT: About = About {
    id: "group-rules-distinct",
    title: Words::new("Rules do not repeat one another", "Las reglas no se repiten entre sí"),
    rationale: Words::new(
        "Who takes back a rule believes the door is shut; where another one says the same, or more, it stays open. Repeated ones also use up the quota.",
        "Quien quita una regla cree cerrada la puerta; si otra dice lo mismo, o más, sigue abierta. Las repetidas además gastan la cuota.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS05",
    peers: &["groundplan:SG-012"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    scope: Scope::Vpc,
    kinds: &[cfn_resource::KIND, security_group::KIND],
};

impl Rule for GroupRulesDistinct {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let drawn = site.is(security_group::KIND);
        if !drawn && policies::raw_type(site) != Some(raw_groups::GROUP) {
            return Vec::new();
        }
        let spare = |list: &[Opening]| -> Vec<String> {
            idle(list).into_iter().filter_map(|at| list.get(at)).map(|opening| opening.ports()).collect()
        };
        let lists = match drawn {
            true => WAYS.map(|(property, _)| stated(site, property)),
            false => raw_groups::LISTS.map(|list| raw(site, list)),
        };
        if lists.iter().all(Vec::is_empty) {
            return Vec::new();
        }
        let verdict = match lists.iter().flat_map(|list| spare(list)).next() {
            Some(ports) => Verdict::violated(
                Message::say(
                    "“{0}” states a rule for ports {1} that another one of its rules contains.",
                    "«{0}» indica una regla para los puertos {1} que otra de sus reglas contiene.",
                )
                .with(site.name.clone())
                .with(ports),
            ),
            None => Verdict::satisfied(
                Message::say("No rule of “{0}” contains another.", "Ninguna regla de «{0}» contiene a otra.")
                    .with(site.name.clone()),
            ),
        };
        vec![verdict]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if !site.is(security_group::KIND) {
            return None;
        }
        let edits = WAYS.iter().filter_map(|(property, _)| {
            let mut kept = site.records(property);
            let spare = idle(&stated(site, property));
            // Derived rules come after the stated ones and are never among these.
            for at in spare.iter().rev() {
                kept.remove(*at);
            }
            let value: Vec<Value> = kept.into_iter().cloned().map(Value::Object).collect();
            let edit = Edit::Set { id: site.id.clone(), property: property.name, value: value.into() };
            (!spare.is_empty()).then_some(edit)
        });
        let title = Message::say("Remove what is said twice", "Quitar lo que se dice dos veces");
        Some(Fix { title, edits: edits.collect() })
    }
}

impl Examples for GroupRulesDistinct {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "the same rule twice",
                design: r#"{"nodes":{"doors":{"kind":"security_group","properties":{"ingress":[{"port":8080,"cidr":"10.0.0.0/16"},{"port":8080,"cidr":"10.0.0.0/16"}]},"parent":"vpc"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a block within another one",
                design: r#"{"nodes":{"doors":{"kind":"security_group","properties":{"ingress":[{"port":8080,"cidr":"10.0.4.0/24"},{"port":8000,"to_port":8090,"cidr":"10.0.0.0/16"}]},"parent":"vpc"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "what its connection asks for already",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"db":{"kind":"rds_instance","properties":{},"parent":"data"},"doors":{"kind":"security_group","parent":"vpc","replaces":"db/security-group","properties":{"ingress":[{"port":5432,"node":"api"}]}}},"connections":{"api-db":{"from":"api","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"doors","VpcId":{"Ref":"Vpc"},"SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIp":"10.0.0.0/8"},{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIp":"10.1.0.0/16"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "ports and blocks apart",
                design: r#"{"nodes":{"gates":{"kind":"security_group","properties":{"ingress":[{"port":8080,"cidr":"10.0.0.0/24"},{"port":8080,"cidr":"10.0.1.0/24"},{"port":9090,"cidr":"10.0.0.0/24"}]},"parent":"vpc"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group",
                design: r#"{"nodes":{"clear":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"doors","VpcId":{"Ref":"Vpc"},"SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIp":"10.0.0.0/8"},{"IpProtocol":"udp","FromPort":443,"ToPort":443,"CidrIp":"10.1.0.0/16"}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no rules",
                design: r#"{"nodes":{"empty":{"kind":"security_group","properties":{},"parent":"vpc"}}}"#,
            },
        ]
    }
}

/// What a rule opens, to whom.
struct Opening {
    protocol: String,
    from: i64,
    to: i64,
    other: Other,
    /// Whether a person can take it back: derived ones belong to a connection.
    stated: bool,
}

#[derive(PartialEq)]
enum Other {
    Side(Source),
    /// As it is written in a raw rule.
    Written(Value),
}

impl Opening {
    fn of(rule: &GroupRule, stated: bool) -> Opening {
        let permit = network::Permit::of(rule);
        Opening {
            protocol: permit.protocol.to_owned(),
            from: permit.from_port.into(),
            to: permit.to_port.into(),
            other: Other::Side(rule.peer.clone()),
            stated,
        }
    }

    fn contains(&self, other: &Opening) -> bool {
        let side = match (&self.other, &other.other) {
            (Other::Side(Source::Cidr(whole)), Other::Side(Source::Cidr(block))) => whole.contains(*block),
            (one, two) => one == two,
        };
        let protocol = self.protocol == "-1" || self.protocol == other.protocol;
        side && protocol && self.from <= other.from && other.to <= self.to
    }

    fn ports(&self) -> String {
        if self.from == self.to { self.from.to_string() } else { format!("{}-{}", self.from, self.to) }
    }
}

/// Which of some stated rules another one contains; of equal ones the later.
fn idle(list: &[Opening]) -> Vec<usize> {
    let contained = |at: usize, one: &Opening| {
        list.iter().enumerate().any(|(other_at, other)| {
            let first = other_at < at || !other.stated || !one.contains(other);
            other_at != at && other.contains(one) && first
        })
    };
    let all = list.iter().enumerate();
    all.filter(|(at, one)| one.stated && contained(*at, one)).map(|(at, _)| at).collect()
}

/// The rules a group node states in one direction, then those its connections ask for.
fn stated(site: &Case<'_>, property: &'static Property) -> Vec<Opening> {
    let inbound = WAYS.iter().any(|(way, inbound)| way.name == property.name && *inbound);
    let way = |data: &PartData| match data {
        PartData::SecurityGroup { ingress, .. } if inbound => ingress.clone(),
        PartData::SecurityGroup { egress, .. } => egress.clone(),
        _ => Vec::new(),
    };
    let own = site.element().part(security_group::RULES).map(|part| way(&part.data)).unwrap_or_default();
    // Rules that are not whole are blockers: what is left cannot be told from its place in the list.
    if own.len() != site.records(property).len() {
        return Vec::new();
    }
    let replaced = site.element().replaces.as_ref().and_then(|replaced| {
        let owner = site.architecture.element(replaced.node.as_str())?;
        owner.part(&replaced.part).map(|part| way(&part.data))
    });
    let derived = replaced.unwrap_or_default();
    let own = own.iter().map(|rule| Opening::of(rule, true));
    own.chain(derived.iter().map(|rule| Opening::of(rule, false))).collect()
}

/// The rules of a raw group in one direction that are known before it is built.
fn raw(site: &Case<'_>, list: &str) -> Vec<Opening> {
    let read = |rule: Given<'_>| {
        let every = rule.at("IpProtocol").is_one_of(&["-1"])?;
        let range = if every {
            (0, i64::from(u16::MAX))
        } else {
            (raw_groups::end(rule, "FromPort", 0)?, raw_groups::end(rule, "ToPort", i64::from(u16::MAX))?)
        };
        let Given::Known(Value::Object(members)) = rule else { return None };
        let block = rule.at("CidrIp").known().and_then(|block| architecture::Cidr::parse(block.as_str()?));
        let side = ["Description", "FromPort", "IpProtocol", "ToPort"];
        let other = members.iter().filter(|(name, _)| !side.contains(&name.as_str()));
        let other = other.map(|(name, value)| (name.clone(), value.clone())).collect();
        Some(Opening {
            protocol: rule.at("IpProtocol").known()?.as_str().unwrap_or("-1").to_owned(),
            from: range.0,
            to: range.1,
            other: block
                .map_or(Other::Written(Value::Object(other)), |block| Other::Side(Source::Cidr(block))),
            stated: true,
        })
    };
    policies::raw(site, list).items().filter_map(read).collect()
}
