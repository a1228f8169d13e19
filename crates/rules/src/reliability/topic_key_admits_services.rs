//! Services can publish to an encrypted topic.

use design::Words;
use services::{Site, kinds::cfn_resource};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict, companions,
    policies, references,
};

pub struct TopicKeyAdmitsServices;

static ABOUT: About = About {
    id: "topic-key-admits-services",
    title: Words::new(
        "Services can publish to encrypted topics",
        "Los servicios pueden publicar en temas cifrados",
    ),
    rationale: Words::new(
        "The key AWS manages for SNS lets no service of AWS publish: the alarm fires, and the message is dropped without a word.",
        "La clave que AWS administra para SNS no deja publicar a ningún servicio de AWS: la alarma suena, y el mensaje se pierde en silencio.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL06",
    peers: &["groundplan:G-KMS-01", "groundplan:G-OBS-01"],
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for TopicKeyAdmitsServices {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if policies::raw_type(site) != Some("AWS::SNS::Topic") || policies::raw(site, KEY) == Given::Absent {
            return Vec::new();
        }
        let Some((publisher, _)) = publishers(site).next() else { return Vec::new() };
        let verdict = Verdict::either(
            aws_key(site),
            Message::say(
                "“{1}” cannot publish to “{0}”: the key AWS manages does not admit it.",
                "«{1}» no puede publicar en «{0}»: la clave que administra AWS no lo admite.",
            )
            .with(site.name.clone())
            .with(publisher.name.clone()),
            Message::say(
                "“{0}” has a key of your own, which can admit “{1}”.",
                "«{0}» tiene una clave propia, que puede admitir a «{1}».",
            )
            .with(site.name.clone())
            .with(publisher.name.clone()),
        );
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if publishers(site).any(|(_, of)| !ADMITTED.contains(&of)) {
            return None;
        }
        let (add, named) = companions::key_of_raw(site)?;
        let mut properties = companions::raw_properties(site);
        properties.insert(KEY.to_owned(), named);
        let mut edits = vec![add];
        edits.extend(companions::rewrite(site, properties));
        Some(Fix {
            title: Message::say("Encrypt with a key of your own", "Cifrar con una clave propia"),
            edits,
        })
    }
}

impl Examples for TopicKeyAdmitsServices {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "an alarm",
                design: r#"{"nodes":{"news":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{"KmsMasterKeyId":"alias/aws/sns"}}},"alarm":{"kind":"cfn_resource","properties":{"type":"AWS::CloudWatch::Alarm","properties":{"AlarmActions":[{"Ref":"News"}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a bucket's events",
                design: r#"{"nodes":{"news":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{"KmsMasterKeyId":"alias/aws/sns"}}},"files":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"NotificationConfiguration":{"TopicConfigurations":[{"Event":"s3:ObjectCreated:*","Topic":{"Ref":"News"}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key of one's own",
                design: r#"{"nodes":{"alerts":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{"KmsMasterKeyId":{"Ref":"Key"}}}},"alarm":{"kind":"cfn_resource","properties":{"type":"AWS::CloudWatch::Alarm","properties":{"AlarmActions":[{"Ref":"Alerts"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one of two publishers does not matter",
                design: r#"{"nodes":{"news":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{"KmsMasterKeyId":"alias/news"}}},"rule":{"kind":"cfn_resource","properties":{"type":"AWS::Events::Rule","properties":{"Targets":[{"Arn":{"Ref":"News"},"Id":"1"}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "only programs publish",
                design: r#"{"nodes":{"news":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{"KmsMasterKeyId":"alias/aws/sns"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "not encrypted",
                design: r#"{"nodes":{"hints":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{"DisplayName":"x"}}},"alarm":{"kind":"cfn_resource","properties":{"type":"AWS::CloudWatch::Alarm","properties":{"AlarmActions":[{"Ref":"Hints"}]}}}}}"#,
            },
        ]
    }
}

const KEY: &str = "KmsMasterKeyId";

/// Types that publish to a topic as a service of AWS.
const PUBLISHERS: [&str; 7] = [
    "AWS::Budgets::Budget",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::CodeStarNotifications::NotificationRule",
    "AWS::Events::Rule",
    "AWS::RDS::EventSubscription",
    "AWS::S3::Bucket",
];

/// Those of them that a key of the design admits as it is.
const ADMITTED: [&str; 4] =
    ["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm", "AWS::Events::Rule", "AWS::S3::Bucket"];

fn publishers<'a>(case: &Case<'a>) -> impl Iterator<Item = (Site<'a>, &'a str)> {
    let own = cloudformation::logical_id(case.node(), "");
    let publishes = move |(one, _, of): &(Site<'a>, String, &str)| {
        PUBLISHERS.contains(of) && references::names(one, &own)
    };
    references::raw(case).into_iter().filter(publishes).map(|(one, _, of)| (one, of))
}

fn aws_key(case: &Case<'_>) -> bool {
    let key = policies::raw(case, KEY).known().and_then(|key| key.as_str());
    key.is_some_and(|key| key.ends_with("alias/aws/sns"))
}
