//! What costs money says what it is for.

use design::Words;
use serde_json::{Value, json};
use services::kinds::{alb, cfn_resource, ec2_instance, rds_instance, s3_bucket, sqs_queue};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct TaggedForCosts;

static BUILT: Built = Built {
    types: &[
        "AWS::DynamoDB::Table",
        "AWS::EC2::Instance",
        "AWS::EC2::NatGateway",
        "AWS::EC2::VPC",
        "AWS::EC2::Volume",
        "AWS::ECS::Cluster",
        "AWS::ECS::Service",
        "AWS::ElastiCache::ReplicationGroup",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "AWS::Kinesis::Stream",
        "AWS::KMS::Key",
        "AWS::Lambda::Function",
        "AWS::Logs::LogGroup",
        "AWS::OpenSearchService::Domain",
        "AWS::RDS::DBCluster",
        "AWS::RDS::DBInstance",
        "AWS::Redshift::Cluster",
        "AWS::S3::Bucket",
        "AWS::SecretsManager::Secret",
        "AWS::SNS::Topic",
        "AWS::SQS::Queue",
        "AWS::StepFunctions::StateMachine",
    ],
    path: "Tags",
    holds: |given| match given {
        Given::Known(Value::Array(list)) => Some(!list.is_empty()),
        given => given.present(),
    },
};

static ABOUT: About = About {
    id: "tagged-for-costs",
    title: Words::new("What costs money is tagged", "Lo que cuesta dinero está etiquetado"),
    rationale: Words::new(
        "Without tags the bill is one number, and nobody can say which project it is for.",
        "Sin etiquetas la factura es un solo número, y nadie puede decir de qué proyecto es.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST03",
    peers: &["groundplan:GEN-001"],
    source: "https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/cost-alloc-tags.html",
    scope: Scope::Node,
    kinds: &[
        alb::KIND,
        cfn_resource::KIND,
        ec2_instance::KIND,
        rds_instance::KIND,
        s3_bucket::KIND,
        sqs_queue::KIND,
    ],
};

impl Rule for TaggedForCosts {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” has no tags.", "«{0}» no tiene etiquetas.");
        let satisfied = Message::say("“{0}” is tagged.", "«{0}» está etiquetado.");
        if site.is(alb::KIND)
            || site.is(ec2_instance::KIND)
            || site.is(rds_instance::KIND)
            || site.is(s3_bucket::KIND)
            || site.is(sqs_queue::KIND)
        {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let tag = |key: &str, value: &str| json!({ "Key": key, "Value": value });
        let tags = vec![
            tag("Name", &site.physical_name()),
            tag("Environment", site.environment()),
            tag("Project", site.architecture.document.as_str()),
        ];
        BUILT.fix(site, tags, Message::say("Tag it like the rest", "Etiquetarlo como el resto"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for TaggedForCosts {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw table",
                design: r#"{"nodes":{"table":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{"BillingMode":"PAY_PER_REQUEST"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "elements of these kinds",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{}},"files":{"kind":"s3_bucket","properties":{}},"in":{"kind":"sqs_queue","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw table with tags",
                design: r#"{"nodes":{"table":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{"Tags":[{"Key":"Team","Value":"orders"}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}
