//! What holds data stays when its resource is removed from the template.

use design::Words;
use services::kinds::{cfn_resource, cloudwatch_log_group, codecommit_repository, kms_key, secret};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct DataKeptWhenRemoved;

/// Types that hold data and have no rule of their own about it; databases of RDS and buckets have.
pub(super) const TYPES: &[&str] = &[
    "AWS::CodeCommit::Repository",
    "AWS::Cognito::UserPool",
    "AWS::DocDB::DBCluster",
    "AWS::DynamoDB::GlobalTable",
    "AWS::DynamoDB::Table",
    "AWS::EC2::Volume",
    "AWS::EFS::FileSystem",
    "AWS::FSx::FileSystem",
    "AWS::KMS::Key",
    "AWS::Kinesis::Stream",
    "AWS::Logs::LogGroup",
    "AWS::Neptune::DBCluster",
    "AWS::Redshift::Cluster",
    "AWS::SecretsManager::Secret",
];

static BUILT: Built = Built {
    types: TYPES,
    path: "@DeletionPolicy",
    holds: |given| given.is_one_of(&["Retain", "RetainExceptOnCreate", "Snapshot"]),
};

static ABOUT: About = About {
    id: "data-kept-when-removed",
    title: Words::new(
        "Data stays when its resource is removed from the template",
        "Los datos quedan cuando su recurso se quita de la plantilla",
    ),
    rationale: Words::new(
        "One deleted line, or one deleted stack, takes the data with it.",
        "Una línea borrada, o un stack borrado, se lleva los datos.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &["groundplan:GEN-002", "cfn-lint:I3011", "groundplan:KMS-004"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html",
    scope: Scope::Node,
    kinds: &[
        cfn_resource::KIND,
        cloudwatch_log_group::KIND,
        codecommit_repository::KIND,
        kms_key::KIND,
        secret::KIND,
    ],
};

impl Rule for DataKeptWhenRemoved {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” is deleted with its data when it leaves the template.",
            "«{0}» se borra con sus datos al salir de la plantilla.",
        );
        let satisfied =
            Message::say("“{0}” stays when it leaves the template.", "«{0}» queda al salir de la plantilla.");
        if !site.is(cfn_resource::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "Retain", Message::say("Keep it", "Conservarlo"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for DataKeptWhenRemoved {
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
                design: r#"{"nodes":{"password":{"kind":"secret","properties":{}},"key":{"kind":"kms_key","properties":{}},"code":{"kind":"codecommit_repository","properties":{}},"logs":{"kind":"cloudwatch_log_group","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw table that is kept",
                design: r#"{"nodes":{"table":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{"BillingMode":"PAY_PER_REQUEST"},"attributes":{"DeletionPolicy":"Retain"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "holds no data",
                design: r#"{"nodes":{"topic":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{}}}}}"#,
            },
        ]
    }
}
