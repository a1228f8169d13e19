//! Amazon SNS topic, standard or FIFO, with its subscriptions.

use crate::value::map;
use architecture::{Access, Blocker, Derived, Grant, Part, PartData, StatementResource};
use cloudformation::{Dependency, PartName, Value};
use design::{ConnectionKind, Connects, Follows, Kind, Property, Shape, TextForm, UsageField, Words};
use pricing::Ledger;
use rust_decimal::Decimal;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks, arn,
    bucket_policy::from_this_account,
    encryption,
    kinds::{kms_key, sqs_queue},
    sharing,
};

pub struct SnsTopic;

pub const KIND: &str = "sns_topic";

/// Bytes in a GiB, and of a message as it is assumed.
const MESSAGES_PER_GIB: u32 = 1_048_576;

pub const FIFO: Property = Property::flag("fifo", false)
    .label("FIFO", "FIFO")
    .help(
        "Keeps the order within a group; only queues may subscribe; cannot change later.",
        "Conserva el orden en cada grupo; solo colas pueden suscribirse; no cambia después.",
    )
    .source("https://docs.aws.amazon.com/sns/latest/dg/sns-fifo-topics.html");
pub const EMAILS: Property = Property::list("emails", &Shape::Text(TextForm::Email))
    .label("E-mail subscribers", "Suscriptores de correo")
    .help("Each address must confirm once.", "Cada dirección debe confirmar una vez.")
    .source("https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html");
pub const DISPLAY_NAME: Property = Property::optional_text("display_name", TextForm::Any(100))
    .label("Sender name", "Nombre del remitente")
    .help("Shown as the sender of its e-mails.", "Se muestra como remitente de sus correos.")
    .source(
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html",
    );

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("SNS topic", "Tópico de SNS"),
        parents: &[],
        contained: false,
        properties: &[&FIFO, &EMAILS, &DISPLAY_NAME],
        connects: &[
            Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] },
            Connects { kind: ConnectionKind::Event, to: &[sqs_queue::KIND] },
        ],
        usage: &[UsageField {
            name: "messages_per_month",
            unit: "messages",
            help: Words::new("Messages published, of up to 64 KiB (FIFO: 1 KiB).", "Mensajes publicados."),
            assumed: ["100", "1000", "100000"],
            follows: Follows::Requests("0.0001"),
        }],
        interface: false,
        role: false,
    },
    category: Category::ApplicationIntegration,
    icon: "sns",
    drawio: "mxgraph.aws4.sns",
    stack: Stack::Data,
    lane: Lane::Regional(40),
    stateful: false,
};

impl Service for SnsTopic {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let mut parts = vec![Part::new("policy", PartData::Plain)];
        parts.extend(subscribers(site).into_iter().map(|part| Part::new(part, PartData::Plain)));
        Derived { parts, ..Derived::default() }
    }

    /// `Ref` of a topic is its ARN.
    fn arn(&self, site: &Site<'_>, part: &str) -> Value {
        site.reference(part)
    }

    fn grants(&self, site: &Site<'_>, access: Access) -> Vec<Grant> {
        let topic = StatementResource::Arn { node: site.id.clone(), part: String::new(), suffix: "" };
        let mut grants = vec![Grant { actions: actions(access), resources: vec![topic] }];
        grants.extend(encryption::key_grants(site, access));
        grants
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let fifo = site.flag(&FIFO);
        if fifo && !site.texts(&EMAILS).is_empty() {
            found.push(site.blocker(
                "fifo-subscriber",
                Some(EMAILS.name),
                format!("“{}” is FIFO: only queues may subscribe to it, not e-mail addresses.", site.name),
            ));
        }
        for (edge, target) in site.to(ConnectionKind::Event) {
            if !fifo && target.flag(&sqs_queue::FIFO) {
                found.push(site.blocker(
                    "fifo-subscriber",
                    None,
                    format!(
                        "“{}” sends from a standard topic to the FIFO queue “{}”; SNS refuses that.",
                        edge.id, target.name
                    ),
                ));
            }
        }
        if fifo
            && site
                .from(ConnectionKind::Event)
                .any(|(_, from)| from.is("s3_bucket") || from.is("cloudwatch_alarm"))
        {
            found.push(site.blocker(
                "fifo-target",
                Some(FIFO.name),
                format!("“{}” is FIFO: S3 and alarms do not send to FIFO topics.", site.name),
            ));
        }
        if fifo && name(site).len() > 256 {
            found.push(site.blocker(
                "name-too-long",
                None,
                format!("“{}” is longer than the 256 characters SNS allows.", name(site)),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let fifo = site.flag(&FIFO);
        // The AWS-managed key does not let services of AWS publish; where they do, a key must be attached.
        let by_services = senders(site).next().is_some();
        let key = encryption::key_arn(site).or_else(|| (!by_services).then(|| Value::from("alias/aws/sns")));
        stacks.resource(
            site,
            "",
            "AWS::SNS::Topic",
            map! {
                // CloudFormation's own names lack the ending that AWS asks of FIFO topics.
                "TopicName" => if fifo { name(site).into() } else { Value::Null },
                "FifoTopic" => if fifo { true.into() } else { Value::Null },
                "ContentBasedDeduplication" => if fifo { true.into() } else { Value::Null },
                "DisplayName" => site.optional_text(&DISPLAY_NAME).map_or(Value::Null, Value::from),
                "KmsMasterKeyId" => key.unwrap_or_default(),
                "Tags" => site.tags(),
            },
        );
        write_policy(site, stacks);
        for email in site.texts(&EMAILS) {
            let properties =
                map! { "TopicArn" => site.reference(""), "Protocol" => "email", "Endpoint" => email };
            stacks.resource(site, &format!("subscription/{email}"), "AWS::SNS::Subscription", properties);
        }
        for (_, queue) in site.to(ConnectionKind::Event) {
            let properties = map! {
                "TopicArn" => site.reference(""),
                "Protocol" => "sqs",
                "Endpoint" => queue.get("", "Arn"),
                "RawMessageDelivery" => true,
            };
            let part = format!("subscription/{}", queue.node());
            let subscription = stacks.resource(site, &part, "AWS::SNS::Subscription", properties);
            if Stacks::together(site, &queue) {
                subscription.depends_on.push(Dependency::Part(PartName::new(queue.node(), "policy")));
            }
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let (node, service) = (site.node(), "Amazon SNS");
        let messages = site.volume("messages_per_month", ledger);
        let queues = site.to(ConnectionKind::Event).count();
        if site.flag(&FIFO) {
            ledger.charge(node, "", service, "Messages published (FIFO)", "sns/fifo/publishes", messages);
            let payload = messages.map(|count| (count / Decimal::from(MESSAGES_PER_GIB)).round_dp(6));
            ledger.charge(
                node,
                "",
                service,
                "Published payload at 1 KiB each",
                "sns/fifo/publish-payload",
                payload,
            );
            let delivered = messages.scale(Decimal::from(queues));
            ledger.charge(node, "", service, "Messages delivered (FIFO)", "sns/fifo/deliveries", delivered);
            let payload = payload.scale(Decimal::from(queues));
            ledger.charge(
                node,
                "",
                service,
                "Delivered payload at 1 KiB each",
                "sns/fifo/delivery-payload",
                payload,
            );
            return;
        }
        ledger.charge(node, "", service, "Messages published", "sns/standard/publishes", messages);
        let emails = site.texts(&EMAILS).len();
        if emails > 0 {
            let sent = messages.scale(Decimal::from(emails));
            ledger.charge(node, "", service, "E-mails", "sns/deliveries/email", sent);
        }
        if queues > 0 {
            ledger.free(node, "", service, "Deliveries to queues", "AWS does not charge deliveries to SQS.");
        }
    }

    fn prices(&self) -> &'static [&'static str] {
        &[
            "sns/deliveries/email",
            "sns/fifo/deliveries",
            "sns/fifo/delivery-payload",
            "sns/fifo/publish-payload",
            "sns/fifo/publishes",
            "sns/standard/publishes",
        ]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        if site.flag(&FIFO) { "FIFO".into() } else { "standard".into() }
    }
}

fn name(site: &Site<'_>) -> String {
    format!("{}.fifo", site.physical_name())
}

fn subscribers(site: &Site<'_>) -> Vec<String> {
    let emails = site.texts(&EMAILS).into_iter().map(|email| format!("subscription/{email}"));
    let queues = site.to(ConnectionKind::Event).map(|(_, queue)| format!("subscription/{}", queue.node()));
    let mut parts: Vec<String> = emails.chain(queues).collect();
    parts.sort();
    parts.dedup();
    parts
}

fn actions(access: Access) -> Vec<&'static str> {
    match access {
        Access::Read => vec!["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic"],
        Access::Write => vec!["sns:Publish"],
        Access::ReadWrite => vec!["sns:Publish", "sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic"],
        Access::Admin => vec!["sns:*"],
    }
}

/// The AWS services that publish to it by themselves: principal, what they publish for, and the name of the statement.
/// Pipelines and deployments publish with their own roles.
fn senders(site: &Site<'_>) -> impl Iterator<Item = (&'static str, Value, &'static str)> {
    let from = |kinds: &[&str]| {
        let events = site.from(ConnectionKind::Event).map(|(_, from)| from);
        let attached = site.from(ConnectionKind::Attached).map(|(_, from)| from);
        events.chain(attached).any(|from| kinds.iter().any(|kind| from.is(kind)))
    };
    let alarms = from(&["cloudwatch_alarm"])
        .then(|| ("cloudwatch.amazonaws.com", arn::local("cloudwatch", "alarm:*"), "FromAlarms"));
    let buckets = from(&["s3_bucket"])
        .then(|| ("s3.amazonaws.com", Value::sub("arn:${AWS::Partition}:s3:::*", []), "FromS3"));
    let rules = from(&["cfn_resource"])
        .then(|| ("events.amazonaws.com", arn::local("events", "rule/*"), "FromEvents"));
    alarms.into_iter().chain(buckets).chain(rules)
}

/// The policy (part `policy`): TLS only, and the services that send where drawn.
fn write_policy(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    let topic = site.reference("");
    let mut statements = vec![arn::deny_without_tls("sns:Publish", vec![topic.clone()])];
    for (principal, pattern, sid) in senders(site) {
        statements.push(map! {
            "Sid" => sid,
            "Effect" => "Allow",
            "Principal" => map! { "Service" => principal },
            "Action" => "sns:Publish",
            "Resource" => topic.clone(),
            "Condition" => from_this_account(pattern),
        });
    }
    statements.extend(sharing::statements(site, actions, Some(std::slice::from_ref(&topic))));
    stacks.resource(
        site,
        "policy",
        "AWS::SNS::TopicPolicy",
        map! { "Topics" => vec![topic], "PolicyDocument" => arn::policy(statements) },
    );
}
