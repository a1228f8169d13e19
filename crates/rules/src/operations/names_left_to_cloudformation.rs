//! Names that stand in the way of a second environment are left out.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions, policies,
};

pub struct NamesLeftToCloudformation;

static ABOUT: About = About {
    id: "names-left-to-cloudformation",
    title: Words::new("Resources do not have fixed names", "Los recursos no tienen nombres fijos"),
    rationale: Words::new(
        "A change that needs a new resource fails, for its name is still taken by the old one. The same template cannot be deployed twice either.",
        "Un cambio que necesita un recurso nuevo falla, porque el anterior aún ocupa el nombre. Tampoco se puede desplegar dos veces la misma plantilla.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS05",
    peers: &["groundplan:GEN-005"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for NamesLeftToCloudformation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(property) = name_of(site) else { return Vec::new() };
        let fixed = policies::raw(site, property).known().is_some();
        let verdict = Verdict::either(
            fixed,
            Message::say("“{0}” has a fixed {1}.", "«{0}» tiene un {1} escrito de forma fija.")
                .with(site.name.clone())
                .with(property),
            Message::say(
                "The {1} of “{0}” is made when it is built.",
                "El {1} de «{0}» se forma cuando se crea.",
            )
            .with(site.name.clone())
            .with(property),
        );
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut properties = companions::raw_properties(site);
        properties.remove(name_of(site)?)?;
        let title = Message::say("Leave the name to CloudFormation", "Dejar el nombre a CloudFormation");
        Some(Fix { title, edits: companions::rewrite(site, properties) })
    }
}

impl Examples for NamesLeftToCloudformation {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a fixed table name",
                design: r#"{"nodes":{"table":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{"TableName":"orders"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "left out",
                design: r#"{"nodes":{"table":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{"BillingMode":"PAY_PER_REQUEST"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "put together from the stack's name",
                design: r#"{"nodes":{"table":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{"TableName":{"Fn::Sub":"${AWS::StackName}-orders"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a FIFO queue, which must be named",
                design: r#"{"nodes":{"in":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"FifoQueue":true,"QueueName":"orders.fifo"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no name at all",
                design: r#"{"nodes":{"x":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::EIP","properties":{"Domain":"vpc"}}}}}"#,
            },
        ]
    }
}

/// Types whose names CloudFormation makes up if they are left out, and the property that is the name.
/// Source: CloudFormation template reference, “Name Type”.
const NAMES: [(&str, &str); 18] = [
    ("AWS::Cognito::UserPool", "UserPoolName"),
    ("AWS::DynamoDB::Table", "TableName"),
    ("AWS::ECR::Repository", "RepositoryName"),
    ("AWS::ECS::Cluster", "ClusterName"),
    ("AWS::ElastiCache::ReplicationGroup", "ReplicationGroupId"),
    ("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "Name"),
    ("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
    ("AWS::IAM::Role", "RoleName"),
    ("AWS::IAM::User", "UserName"),
    ("AWS::Kinesis::Stream", "Name"),
    ("AWS::Lambda::Function", "FunctionName"),
    ("AWS::RDS::DBCluster", "DBClusterIdentifier"),
    ("AWS::RDS::DBInstance", "DBInstanceIdentifier"),
    ("AWS::S3::Bucket", "BucketName"),
    ("AWS::SNS::Topic", "TopicName"),
    ("AWS::SQS::Queue", "QueueName"),
    ("AWS::StepFunctions::StateMachine", "StateMachineName"),
];

fn name_of(case: &Case<'_>) -> Option<&'static str> {
    let of = policies::raw_type(case)?;
    // Names of FIFO queues and topics must end in `.fifo`, which CloudFormation's own do not.
    let fifo = ["FifoQueue", "FifoTopic"].iter().any(|fifo| policies::raw(case, fifo).off() != Some(true));
    NAMES.iter().find(|(one, _)| *one == of && !fifo).map(|(_, property)| *property)
}
