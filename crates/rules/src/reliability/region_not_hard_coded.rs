//! Raw resources do not name their region, zone or account.

use design::Words;
use serde_json::{Value, json};
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions, policies,
};

pub struct RegionNotHardCoded;

static ABOUT: About = About {
    id: "region-not-hard-coded",
    title: Words::new(
        "Templates do not name their region, zones or account",
        "Las plantillas no nombran su región, zonas ni cuenta",
    ),
    rationale: Words::new(
        "On the day another region must take over, each name written out is a place where the template fails.",
        "El día en que otra región debe tomar el relevo, cada nombre escrito es un punto donde la plantilla falla.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:GEN-006", "cfn-lint:W3010"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for RegionNotHardCoded {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        // What belongs to the edge is built in us-east-1 only, and so is what it names.
        if policies::raw_type(site).is_some_and(|of| of.starts_with("AWS::CloudFront::")) {
            return Vec::new();
        }
        let place = Place::of(site);
        let (mut written, mut computed) = (None, false);
        for value in companions::raw_properties(site).values() {
            place.look(value, &mut written, &mut computed);
        }
        let name = site.name.clone();
        let verdict = match written {
            Some(text) => Verdict::violated(
                Message::say("“{0}” names where it is built: {1}.", "«{0}» nombra dónde se crea: {1}.")
                    .with(name)
                    .with(text),
            ),
            None if computed => Verdict::satisfied(
                Message::say(
                    "“{0}” asks CloudFormation where it is built.",
                    "«{0}» pregunta a CloudFormation dónde se crea.",
                )
                .with(name),
            ),
            None => return Vec::new(),
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let place = Place::of(site);
        let mut properties = companions::raw_properties(site);
        properties.values_mut().for_each(|value| place.replace(value));
        let title = Message::say("Ask CloudFormation for it", "Preguntarlo a CloudFormation");
        Some(Fix { title, edits: companions::rewrite(site, properties) })
    }
}

impl Examples for RegionNotHardCoded {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a zone",
                design: r#"{"nodes":{"disk":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Volume","properties":{"AvailabilityZone":"us-east-1b","Size":10}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "an ARN",
                design: r#"{"nodes":{"hook":{"kind":"cfn_resource","properties":{"type":"AWS::Lambda::EventSourceMapping","properties":{"EventSourceArn":"arn:aws:sqs:us-east-1:333333333333:in"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "within a pattern",
                design: r#"{"nodes":{"hook":{"kind":"cfn_resource","properties":{"type":"AWS::Lambda::EventSourceMapping","properties":{"EventSourceArn":{"Fn::Sub":"arn:aws:sqs:us-east-1:${AWS::AccountId}:in"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "asked for",
                design: r#"{"nodes":{"disk":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Volume","properties":{"AvailabilityZone":{"Fn::Select":[0,{"Fn::GetAZs":""}]},"Size":10}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "another region, on purpose",
                design: r#"{"nodes":{"x":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"Where":"eu-west-1"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "the certificate of a distribution, which lies in us-east-1",
                design: r#"{"nodes":{"x":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"ViewerCertificate":{"AcmCertificateArn":"arn:aws:acm:us-east-1:333333333333:certificate/1"}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing of the kind",
                design: r#"{"nodes":{"x":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}}}}"#,
            },
        ]
    }
}

/// Where a resource is built.
struct Place<'a> {
    region: &'a str,
    account: &'a str,
}

impl<'a> Place<'a> {
    fn of(site: &Case<'a>) -> Place<'a> {
        Place { region: site.site.built_in(), account: site.site.account() }
    }

    /// The zone's place in the region's list, if the text is a zone.
    fn zone(&self, text: &str) -> Option<u32> {
        let letter = text.strip_prefix(self.region)?;
        let mut letters = letter.chars();
        let first = letters.next().filter(char::is_ascii_lowercase)?;
        letters.next().is_none().then(|| u32::from(first) - u32::from('a'))
    }

    fn names(&self, text: &str) -> bool {
        text == self.region
            || self.zone(text).is_some()
            || text.starts_with("arn:")
                && text.split(':').any(|word| word == self.region || word == self.account)
    }

    fn look(&self, value: &Value, written: &mut Option<String>, computed: &mut bool) {
        match value {
            Value::String(text) if self.names(text) => {
                written.get_or_insert_with(|| text.clone());
            }
            Value::Object(map) => {
                let asked = |text: &str| text.contains("AWS::Region") || text.contains("AWS::AccountId");
                *computed |= map.contains_key("Fn::GetAZs")
                    || ["Ref", "Fn::Sub"]
                        .iter()
                        .any(|name| map.get(*name).and_then(Value::as_str).is_some_and(asked));
                map.values().for_each(|value| self.look(value, written, computed));
            }
            Value::Array(list) => list.iter().for_each(|value| self.look(value, written, computed)),
            _ => {}
        }
    }

    fn replace(&self, value: &mut Value) {
        match value {
            Value::String(text) if text.as_str() == self.region => *value = json!({ "Ref": "AWS::Region" }),
            Value::String(text) if self.names(text) => {
                *value = match self.zone(text) {
                    Some(at) => json!({ "Fn::Select": [at, { "Fn::GetAZs": "" }] }),
                    None => json!({ "Fn::Sub": self.substituted(text) }),
                };
            }
            Value::Object(map) => {
                // Text within `Fn::Sub` is already a pattern.
                for (name, value) in map.iter_mut() {
                    match value {
                        Value::String(text) if name == "Fn::Sub" => *text = self.substituted(text),
                        value => self.replace(value),
                    }
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|value| self.replace(value)),
            _ => {}
        }
    }

    fn substituted(&self, text: &str) -> String {
        let words = text.split(':').map(|word| match word {
            word if word == self.region => "${AWS::Region}",
            word if word == self.account => "${AWS::AccountId}",
            word => word,
        });
        words.collect::<Vec<_>>().join(":")
    }
}
