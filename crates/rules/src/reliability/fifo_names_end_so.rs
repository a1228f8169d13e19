//! Names of FIFO queues and topics end in .fifo.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions, policies,
};

pub struct FifoNamesEndSo;

static ABOUT: About = About {
    id: "fifo-names-end-so",
    title: Words::new("FIFO names end in .fifo", "Los nombres FIFO terminan en .fifo"),
    rationale: Words::new(
        "SQS and SNS refuse a FIFO queue or topic with another name, and a standard one with this: the deployment stops half-way.",
        "SQS y SNS rechazan una cola o tema FIFO con otro nombre, y uno estándar con este: el despliegue se detiene a medias.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL04",
    peers: &["groundplan:SQS-007", "cfn-lint:E3501"],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fifo-queues.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for FifoNamesEndSo {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some((_, named, fifo)) = said(site) else { return Vec::new() };
        vec![
            Verdict::either(
                named != fifo,
                Message::say(
                    "“{0}” is FIFO by its name or by its setting, but not by both.",
                    "«{0}» es FIFO por su nombre o por su ajuste, pero no por ambos.",
                )
                .with(site.name.clone()),
                Message::say("The name of “{0}” fits its type.", "El nombre de «{0}» corresponde a su tipo.")
                    .with(site.name.clone()),
            )
            .on(cfn_resource::PROPERTIES.name),
        ]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let (of, named, fifo) = said(site)?;
        let mut properties = companions::raw_properties(site);
        if named && !fifo {
            properties.insert(of.fifo.to_owned(), true.into());
        } else {
            let name = properties.get_mut(of.name)?;
            let text = match name.get_mut("Fn::Sub") {
                Some(text) => text,
                None => name,
            };
            *text = format!("{}.fifo", text.as_str()?).into();
        }
        let title = Message::say("Make it FIFO by name and setting", "Hacerlo FIFO por nombre y ajuste");
        Some(Fix { title, edits: companions::rewrite(site, properties) })
    }
}

impl Examples for FifoNamesEndSo {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "the ending is missing",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"QueueName":"jobs","FifoQueue":true}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a standard queue with the ending",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"QueueName":"jobs.fifo"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a topic",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{"TopicName":"news","FifoTopic":true}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "both",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"QueueName":"jobs.fifo","FifoQueue":true}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a name that is put together",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"QueueName":{"Fn::Sub":"${AWS::StackName}-jobs"},"FifoQueue":"true"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a name that ends with a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"QueueName":{"Fn::Sub":"jobs-${Ending}"},"FifoQueue":true}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "CloudFormation names it",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"FifoQueue":true}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}

/// Where a type says its name, and that it is FIFO.
struct Of {
    type_: &'static str,
    name: &'static str,
    fifo: &'static str,
}

const TYPES: [Of; 2] = [
    Of { type_: "AWS::SQS::Queue", name: "QueueName", fifo: "FifoQueue" },
    Of { type_: "AWS::SNS::Topic", name: "TopicName", fifo: "FifoTopic" },
];

/// Whether a raw queue or topic is FIFO by its name, and by its setting; `None` where either is not known here.
fn said(site: &Case<'_>) -> Option<(&'static Of, bool, bool)> {
    let type_ = policies::raw_type(site)?;
    let of = TYPES.iter().find(|of| of.type_ == type_)?;
    let name = site.site.element().record(&cfn_resource::PROPERTIES)?.get(of.name)?;
    let name = name.as_str().or_else(|| name.get("Fn::Sub")?.as_str().filter(|text| !text.ends_with('}')))?;
    let standard = policies::raw(site, of.fifo).off()?;
    Some((of, name.ends_with(".fifo"), !standard))
}
