//! Rules of security groups say what they are for.

use design::Words;
use serde_json::Value;
use services::kinds::{cfn_resource, security_group};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict, companions,
    policies, raw_groups,
};

pub struct GroupRulesDescribed;

static ABOUT: About = About {
    id: "group-rules-described",
    title: Words::new(
        "Security group rules say what they are for",
        "Las reglas de grupos de seguridad dicen para qué son",
    ),
    rationale: Words::new(
        "A rule without a description cannot be told from one that somebody opened for an afternoon.",
        "Una regla sin descripción no se distingue de una que alguien abrió por una tarde.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS05",
    peers: &["groundplan:SG-009", "checkov:CKV_AWS_23", "trivy:AWS-0124"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, security_group::KIND],
};

impl Rule for GroupRulesDescribed {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let satisfied =
            Message::say("Every rule of “{0}” has a description.", "Cada regla de «{0}» tiene descripción.")
                .with(site.name.clone());
        if site.is(security_group::KIND) {
            // Templates describe each rule by the connection it serves.
            return vec![Verdict::satisfied(satisfied)];
        }
        let of = policies::raw_type(site);
        let mute = if of == Some(raw_groups::GROUP) {
            let rules = raw_groups::LISTS.iter().flat_map(|list| policies::raw(site, list).items());
            let rules: Vec<Given<'_>> = rules.collect();
            if rules.is_empty() {
                return Vec::new();
            }
            rules.iter().any(|rule| !described(rule.at("Description")))
        } else if of.is_some_and(|of| raw_groups::ALONE.contains(&of)) {
            !described(policies::raw(site, "Description"))
        } else {
            return Vec::new();
        };
        let violated =
            Message::say("A rule of “{0}” has no description.", "Una regla de «{0}» no tiene descripción.");
        vec![
            Verdict::either(mute, violated.with(site.name.clone()), satisfied)
                .on(cfn_resource::PROPERTIES.name),
        ]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut properties = companions::raw_properties(site);
        let text: Value = format!("Traffic of {}", site.node()).into();
        let describe = |rule: &mut design::Map| {
            if !rule.get("Description").is_some_and(|old| described(Given::Known(old))) {
                rule.insert("Description".to_owned(), text.clone());
            }
        };
        match policies::raw_type(site)? {
            raw_groups::GROUP => {
                let lists = raw_groups::LISTS;
                for list in lists {
                    let rules = properties.get_mut(list).and_then(Value::as_array_mut);
                    rules.into_iter().flatten().filter_map(Value::as_object_mut).for_each(describe);
                }
            }
            _ => describe(&mut properties),
        }
        let title = Message::say("Describe them", "Describirlas");
        Some(Fix { title, edits: companions::rewrite(site, properties) })
    }
}

impl Examples for GroupRulesDescribed {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw group with a rule that says nothing",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"doors","VpcId":{"Ref":"Vpc"},"SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIp":"10.0.0.0/16"}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw rule that says nothing",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroupIngress","properties":{"GroupId":"sg-0123456789abcdef0","IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIp":"10.0.0.0/16"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group that explains its rules",
                design: r#"{"nodes":{"told":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"doors","VpcId":{"Ref":"Vpc"},"SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIp":"10.0.0.0/16","Description":"HTTPS from the network"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every group that is drawn",
                design: r#"{"nodes":{"doors":{"kind":"security_group","properties":{"ingress":[{"port":443,"cidr":"10.0.0.0/16"}]},"parent":"vpc"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw group without rules",
                design: r#"{"nodes":{"shut":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"nothing gets in"}}}}}"#,
            },
        ]
    }
}

fn described(text: Given<'_>) -> bool {
    match text {
        Given::Absent => false,
        Given::Computed => true,
        Given::Known(text) => text.as_str().is_some_and(|text| !text.trim().is_empty()),
    }
}
