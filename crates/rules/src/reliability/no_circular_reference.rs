//! Raw resources do not wait for each other in a circle.

use std::collections::BTreeSet;

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, references};

pub struct NoCircularReference;

static ABOUT: About = About {
    id: "no-circular-reference",
    title: Words::new(
        "Resources do not wait for each other in a circle",
        "Los recursos no se esperan en círculo",
    ),
    rationale: Words::new(
        "CloudFormation refuses a template in which two resources each need the other first.",
        "CloudFormation rechaza una plantilla en que dos recursos necesitan cada uno al otro primero.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &["groundplan:GEN-004", "cfn-lint:E3004"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for NoCircularReference {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let mut named = BTreeSet::new();
        references::walk(&site.site, &mut |id| {
            named.insert(id);
        });
        if !references::raw(site).iter().any(|(_, id, _)| named.contains(id.as_str())) {
            return Vec::new();
        }
        let own = cloudformation::logical_id(site.node(), "");
        vec![Verdict::either(
            references::waits_for(&site.site, &own),
            Message::say(
                "“{0}” waits for itself: what it names leads back to it.",
                "«{0}» se espera a sí mismo: lo que nombra conduce de vuelta a él.",
            )
            .with(site.name.clone()),
            Message::say("What “{0}” names does not wait for it.", "Lo que «{0}» nombra no lo espera.")
                .with(site.name.clone()),
        )]
    }
}

impl Examples for NoCircularReference {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "two that name each other",
                design: r#"{"nodes":{"a":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"SecurityGroupIngress":[{"SourceSecurityGroupId":{"Fn::GetAtt":["B","GroupId"]}}]}}},"b":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"SecurityGroupIngress":[{"SourceSecurityGroupId":{"Fn::GetAtt":["A","GroupId"]}}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "over three, one of them by DependsOn",
                design: r#"{"nodes":{"c":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"QueueName":{"Ref":"D"}}}},"d":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"QueueName":{"Fn::Sub":"${E.QueueName}-x"}}}},"e":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{},"attributes":{"DependsOn":["C"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a chain",
                design: r#"{"nodes":{"f":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"QueueName":{"Ref":"G"}}}},"g":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"QueueName":{"Ref":"H"}}}},"h":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "two ways to one",
                design: r#"{"nodes":{"i":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"QueueName":{"Fn::Join":["",[{"Ref":"J"},{"Ref":"K"}]]}}}},"j":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"QueueName":{"Ref":"K"}}}},"k":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "names nothing",
                design: r#"{"nodes":{"l":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"QueueName":{"Ref":"AWS::StackName"}}}}}}"#,
            },
        ]
    }
}
