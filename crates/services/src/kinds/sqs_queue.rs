//! Amazon SQS queue, standard or FIFO, with its dead-letter queue.

use crate::value::map;
use architecture::{Access, Blocker, Derived, Grant, Part, PartData, StatementResource};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Follows, Kind, Property, UsageField, Words};
use pricing::Ledger;

use crate::{
    About, Category, Counted, Lane, Service, Site, Stack, Stacks, arn, bucket_policy::from_this_account,
    encryption, kinds::kms_key, sharing,
};

pub struct SqsQueue;

pub const KIND: &str = "sqs_queue";

/// Name of the part that is its own dead-letter queue.
pub const DEAD_LETTER: &str = "dead-letter";

const DOCS: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html";

pub const FIFO: Property = Property::flag("fifo", false)
    .label("FIFO", "FIFO")
    .help(
        "Keeps the order within a group and delivers once; cannot change later.",
        "Conserva el orden en cada grupo y entrega una vez; no cambia después.",
    )
    .source(
        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fifo-queues.html",
    );
pub const DEDUPLICATION: Property = Property::flag("content_based_deduplication", true)
    .label("Deduplicate by content", "Deduplicar por contenido")
    .help(
        "FIFO: equal bodies within five minutes are one message.",
        "FIFO: cuerpos iguales en cinco minutos son un mensaje.",
    )
    .source(DOCS);
pub const VISIBILITY: Property = Property::integer("visibility_timeout_seconds", 0, 43_200, 120)
    .unit("seconds")
    .label("Visibility timeout", "Tiempo de visibilidad")
    .help(
        "How long a received message stays hidden; longer than handling it takes.",
        "Cuánto queda oculto un mensaje recibido; más de lo que toma procesarlo.",
    )
    .source(DOCS);
pub const RETENTION: Property = Property::integer("retention_hours", 1, 336, 96)
    .unit("hours")
    .label("Messages kept", "Retención de mensajes")
    .help("How long unread messages are kept.", "Cuánto se conservan los mensajes sin leer.")
    .source(DOCS);
pub const WAIT: Property = Property::integer("receive_wait_seconds", 0, 20, 20)
    .unit("seconds")
    .label("Long polling", "Espera al recibir")
    .help(
        "How long a receive waits for messages; waiting saves requests.",
        "Cuánto espera una recepción; esperar ahorra solicitudes.",
    )
    .source(DOCS);
pub const DELAY: Property = Property::integer("delay_seconds", 0, 900, 0)
    .unit("seconds")
    .label("Delay", "Retraso")
    .help("How long new messages stay hidden.", "Cuánto quedan ocultos los mensajes nuevos.")
    .source(DOCS);
pub const DEAD_LETTERS: Property = Property::flag("dead_letter_queue", true)
    .label("Dead-letter queue", "Cola de mensajes fallidos")
    .help(
        "Puts messages aside that fail again and again; one drawn as target of an event connection takes its place.",
        "Aparta mensajes que fallan repetidamente; una cola conectada por evento toma su lugar.",
    )
    .source("https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html");
pub const MAX_RECEIVES: Property = Property::integer("max_receive_count", 1, 1000, 5)
    .unit("receives")
    .label("Tries", "Intentos")
    .help("Receives before a message counts as failed.", "Recepciones antes de dar un mensaje por fallido.")
    .source("https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html");

/// What counts as one request. Source: pricing page of Amazon SQS.
const CHUNK_KIB: u32 = 64;

const MESSAGES: UsageField = UsageField {
    name: "messages_per_month",
    unit: "messages",
    help: Words::new(
        "Messages a month; each is sent, received and deleted.",
        "Mensajes al mes; cada uno se envía, recibe y borra.",
    ),
    assumed: ["10000", "1000000", "10000000"],
    follows: Follows::Requests("0.05"),
};
const SIZE: UsageField = UsageField {
    name: "kib_per_message",
    unit: "KiB",
    help: Words::new(
        "Size of a message; each 64 KiB begun is a request.",
        "Tamaño de un mensaje; cada 64 KiB iniciados son una solicitud.",
    ),
    assumed: ["1", "4", "64"],
    follows: Follows::Nothing,
};
const EMPTY: UsageField = UsageField {
    name: "empty_receives_per_month",
    unit: "requests",
    help: Words::new(
        "Receives that find nothing: 131,400 for each consumer that always waits 20 seconds.",
        "Recepciones vacías: 131.400 por cada consumidor que siempre espera 20 segundos.",
    ),
    assumed: ["0", "131400", "525600"],
    follows: Follows::Nothing,
};

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("SQS queue", "Cola de SQS"),
        parents: &[],
        contained: false,
        properties: &[
            &FIFO,
            &DEDUPLICATION,
            &VISIBILITY,
            &RETENTION,
            &WAIT,
            &DELAY,
            &DEAD_LETTERS,
            &MAX_RECEIVES,
        ],
        connects: &[
            Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] },
            Connects { kind: ConnectionKind::Event, to: &[KIND] },
        ],
        usage: &[MESSAGES, SIZE, EMPTY],
        interface: false,
        role: false,
    },
    category: Category::ApplicationIntegration,
    icon: "sqs",
    drawio: "mxgraph.aws4.sqs",
    stack: Stack::Data,
    lane: Lane::Regional(40),
    stateful: true,
};

impl Service for SqsQueue {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let mut parts = vec![Part::new("policy", PartData::Plain)];
        if own_dead_letters(site) {
            parts.push(Part::new(DEAD_LETTER, PartData::Plain));
        }
        Derived { parts, ..Derived::default() }
    }

    fn grants(&self, site: &Site<'_>, access: Access) -> Vec<Grant> {
        let queue = StatementResource::Arn { node: site.id.clone(), part: String::new(), suffix: "" };
        let mut grants = vec![Grant { actions: actions(access), resources: vec![queue] }];
        grants.extend(encryption::key_grants(site, access));
        grants
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let targets: Vec<Site<'_>> = site.to(ConnectionKind::Event).map(|(_, to)| to).collect();
        if targets.len() > 1 {
            found.push(site.blocker(
                "second-dead-letter-queue",
                None,
                format!("“{}” sends failed messages to two queues; SQS takes one.", site.name),
            ));
        }
        for target in &targets {
            if target.ix == site.ix {
                found.push(site.blocker(
                    "dead-letter-loop",
                    None,
                    format!("“{}” cannot be its own dead-letter queue.", site.name),
                ));
            }
            if target.flag(&FIFO) != site.flag(&FIFO) || target.region != site.region {
                found.push(site.blocker(
                    "dead-letter-kind",
                    None,
                    format!(
                        "“{}” must be of the same type and region as “{}”, whose failed messages it takes.",
                        target.name, site.name
                    ),
                ));
            }
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let target = match site.to(ConnectionKind::Event).next() {
            Some((_, drawn)) => Some(drawn.get("", "Arn")),
            None => own_dead_letters(site).then(|| site.get(DEAD_LETTER, "Arn")),
        };
        if own_dead_letters(site) {
            // Fourteen days, the longest there is: failed messages are looked at by people.
            let mut properties = common(site);
            if let Value::Map(properties) = &mut properties {
                properties.insert("MessageRetentionPeriod".into(), (14 * 24 * 3600).into());
            }
            let queue = stacks.resource(site, DEAD_LETTER, "AWS::SQS::Queue", properties);
            queue.deletion_policy = Some("Retain".into());
            queue.update_replace_policy = Some("Retain".into());
        }
        let mut properties = common(site);
        if let Value::Map(properties) = &mut properties {
            properties.insert("MessageRetentionPeriod".into(), (site.integer(&RETENTION) * 3600).into());
            properties.insert("VisibilityTimeout".into(), site.integer(&VISIBILITY).into());
            properties.insert("ReceiveMessageWaitTimeSeconds".into(), site.integer(&WAIT).into());
            properties.insert("DelaySeconds".into(), site.integer(&DELAY).into());
            if site.flag(&FIFO) {
                properties.insert("ContentBasedDeduplication".into(), site.flag(&DEDUPLICATION).into());
            }
            if let Some(target) = target {
                properties.insert(
                    "RedrivePolicy".into(),
                    map! { "deadLetterTargetArn" => target, "maxReceiveCount" => site.integer(&MAX_RECEIVES) },
                );
            }
        }
        stacks.resource(site, "", "AWS::SQS::Queue", properties);
        write_policy(site, stacks);
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let kind = if site.flag(&FIFO) { "fifo" } else { "standard" };
        let (node, service, slug) = (site.node(), "Amazon SQS", format!("sqs/{kind}/requests"));
        let messages = site.volume(MESSAGES.name, ledger);
        // Each 64 KiB begun is a request when sent and when received; deleting is one whatever the size.
        let chunks = site.volume(SIZE.name, ledger);
        let requests = messages.times(chunks.scale(2)) + messages;
        let item = format!("Requests ({kind}): send, receive, delete");
        ledger.charge(node, "", service, &item, &slug, requests);
        let empty = site.volume(EMPTY.name, ledger);
        ledger.charge(node, "", service, &format!("Empty receives ({kind})"), &slug, empty);
    }

    fn counted(&self, volume: &str) -> Counted {
        if volume == SIZE.name { Counted::Begun(CHUNK_KIB) } else { Counted::AsItIs }
    }

    fn prices(&self) -> &'static [&'static str] {
        &["sqs/fifo/requests", "sqs/standard/requests"]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        if site.flag(&FIFO) { "FIFO".into() } else { "standard".into() }
    }
}

/// Whether it has a dead-letter queue of its own: asked for, none drawn, and not one itself.
fn own_dead_letters(site: &Site<'_>) -> bool {
    let takes_failed = site.from(ConnectionKind::Event).any(|(_, from)| from.is(KIND));
    site.flag(&DEAD_LETTERS) && !takes_failed && site.to(ConnectionKind::Event).next().is_none()
}

fn actions(access: Access) -> Vec<&'static str> {
    match access {
        Access::Read => vec![
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
        ],
        Access::Write => vec!["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"],
        Access::ReadWrite => vec![
            "sqs:SendMessage",
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
        ],
        Access::Admin => vec!["sqs:*"],
    }
}

/// What the queue and its dead-letter queue share: type, encryption, tags.
fn common(site: &Site<'_>) -> Value {
    let key = encryption::key_arn(site);
    map! {
        "FifoQueue" => if site.flag(&FIFO) { true.into() } else { Value::Null },
        "KmsDataKeyReusePeriodSeconds" => if key.is_some() { 300.into() } else { Value::Null },
        "SqsManagedSseEnabled" => if key.is_none() { true.into() } else { Value::Null },
        "KmsMasterKeyId" => key.unwrap_or_default(),
        "Tags" => site.tags(),
    }
}

/// The policy (part `policy`): TLS only; S3, SNS and CloudWatch only of this account and where drawn. The dead-letter
/// queue has one of its own, because a policy may only name the queue it is on.
fn write_policy(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    let queue = site.get("", "Arn");
    let mut statements = vec![arn::deny_without_tls("sqs:*", vec![queue.clone()])];
    for (source, service, sid) in [
        ("s3_bucket", "s3", "FromS3"),
        ("sns_topic", "sns", "FromSns"),
        ("cloudwatch_alarm", "cloudwatch", "FromAlarms"),
    ] {
        if !site.from(ConnectionKind::Event).any(|(_, from)| from.is(source)) {
            continue;
        }
        // SNS states the topic, but not the account.
        let condition = match service {
            "s3" => from_this_account(Value::sub("arn:${AWS::Partition}:s3:::*", [])),
            "sns" => map! { "ArnLike" => map! { "aws:SourceArn" => arn::local("sns", "*") } },
            _ => from_this_account(arn::local("cloudwatch", "alarm:*")),
        };
        statements.push(map! {
            "Sid" => sid,
            "Effect" => "Allow",
            "Principal" => map! { "Service" => format!("{service}.amazonaws.com") },
            "Action" => "sqs:SendMessage",
            "Resource" => queue.clone(),
            "Condition" => condition,
        });
    }
    statements.extend(sharing::statements(site, actions, Some(&[queue])));
    let policy = |queue: Value, statements| {
        map! { "Queues" => vec![queue], "PolicyDocument" => arn::policy(statements) }
    };
    stacks.resource(site, "policy", "AWS::SQS::QueuePolicy", policy(site.reference(""), statements));
    if own_dead_letters(site) {
        let deny = arn::deny_without_tls("sqs:*", vec![site.get(DEAD_LETTER, "Arn")]);
        let properties = policy(site.reference(DEAD_LETTER), vec![deny]);
        stacks.resource(site, "dead-letter-policy", "AWS::SQS::QueuePolicy", properties);
    }
}
