//! Elements that several rules add beside another one, and edits of raw resources.

use design::{Connection, ConnectionKind, Id, Map, Node};
use serde_json::{Value, json};
use services::{
    Site,
    kinds::{cfn_resource, cloudwatch_alarm, kms_key, s3_bucket, sns_topic, waf_web_acl},
};

use crate::Edit;

/// A customer managed key of its own, attached to the element.
pub(crate) fn key(site: &Site<'_>) -> Option<Vec<Edit>> {
    let (edit, id) = new(site, "key", kms_key::KIND)?;
    Some(vec![edit, attach(&site.id, &id)?])
}

/// A customer managed key for a raw resource, and the value that names it there (`Arn`).
pub(crate) fn key_of_raw(site: &Site<'_>) -> Option<(Edit, Value)> {
    let (edit, id) = new(site, "key", kms_key::KIND)?;
    let named = json!({ "Fn::GetAtt": [cloudformation::logical_id(id.as_str(), ""), "Arn"] });
    Some((edit, named))
}

/// An alarm on the most telling metric of the element; it tells the only topic of the environment, if there is one.
pub(crate) fn alarm(site: &Site<'_>) -> Option<Vec<Edit>> {
    alarm_on(site, "alarm", "auto")
}

/// The same, on one of the element's metrics by its word.
pub(crate) fn alarm_on(site: &Site<'_>, what: &str, metric: &str) -> Option<Vec<Edit>> {
    let (mut edit, id) = new(site, what, cloudwatch_alarm::KIND)?;
    if let Edit::Add { node, .. } = &mut edit
        && metric != "auto"
    {
        node.properties = Map::from_iter([(cloudwatch_alarm::METRIC.name.to_owned(), metric.into())]).into();
    }
    let mut edits = vec![edit, attach(&id, &site.id)?];
    if let Some(topic) = only_topic(site) {
        edits.push(connect(ConnectionKind::Event, &id, topic)?);
    }
    Some(edits)
}

/// A connection to the only topic of the environment, else to a new one, with a key if AWS services publish to it.
pub(crate) fn topic(site: &Site<'_>, by_services: bool) -> Option<Vec<Edit>> {
    if let Some(topic) = only_topic(site) {
        return Some(vec![connect(ConnectionKind::Event, &site.id, topic)?]);
    }
    let (edit, id) = new(site, "topic", sns_topic::KIND)?;
    let mut edits = vec![edit, connect(ConnectionKind::Event, &site.id, &id)?];
    if by_services {
        let (edit, key) = new(site, "topic-key", kms_key::KIND)?;
        edits.extend([edit, attach(&id, &key)?]);
    }
    Some(edits)
}

fn only_topic<'a>(site: &Site<'a>) -> Option<&'a Id> {
    let architecture = site.architecture;
    let mut topics = architecture.own().filter(|(_, element)| element.is(sns_topic::KIND));
    let (_, only) = topics.next()?;
    topics.next().is_none().then_some(&only.id)
}

/// A bucket for logs, and the connection that sends them there.
pub(crate) fn log_bucket(site: &Site<'_>) -> Option<Vec<Edit>> {
    let (mut edit, id) = new(site, "logs", s3_bucket::KIND)?;
    if let Edit::Add { node, .. } = &mut edit {
        let purpose = Map::from_iter([(s3_bucket::PURPOSE.name.to_owned(), "logs".into())]);
        node.properties = purpose.into();
    }
    Some(vec![edit, connect(ConnectionKind::Logs, &site.id, &id)?])
}

/// A web ACL, attached to the element.
pub(crate) fn web_acl(site: &Site<'_>) -> Option<Vec<Edit>> {
    let (edit, id) = new(site, "web-acl", waf_web_acl::KIND)?;
    Some(vec![edit, attach(&id, &site.id)?])
}

/// A raw resource (`type`, `properties`, `attributes`) in the stack of another one, and its logical id.
pub(crate) fn raw(site: &Site<'_>, what: &str, resource: Value) -> Option<(Edit, String)> {
    let (mut edit, id) = new(site, what, cfn_resource::KIND)?;
    if let (Edit::Add { node, .. }, Value::Object(mut resource)) = (&mut edit, resource) {
        resource.insert(cfn_resource::STACK.name.to_owned(), site.text(&cfn_resource::STACK).into());
        node.properties = resource.into();
    }
    Some((edit, cloudformation::logical_id(id.as_str(), "")))
}

/// A new element without a parent, named after another one; `None` if the id is taken.
pub(crate) fn new(site: &Site<'_>, what: &str, kind: &str) -> Option<(Edit, Id)> {
    let id = Id::new(&format!("{}-{what}", site.node()))?;
    if site.architecture.index_of(id.as_str()).is_some() {
        return None;
    }
    let node = Node {
        kind: kind.to_owned(),
        name: None,
        parent: None,
        environments: None,
        region: None,
        replaces: None,
        properties: Map::new().into(),
    };
    Some((Edit::Add { id: id.clone(), node }, id))
}

pub(crate) fn attach(from: &Id, to: &Id) -> Option<Edit> {
    connect(ConnectionKind::Attached, from, to)
}

fn connect(kind: ConnectionKind, from: &Id, to: &Id) -> Option<Edit> {
    let connection =
        Connection { from: from.clone(), kind, to: to.clone(), name: None, properties: Map::new().into() };
    Some(Edit::Connect { id: Id::new(&format!("{from}-{}-{to}", kind.word()))?, connection })
}

/// Lets a raw resource wait for others, beside those it waits for already.
pub(crate) fn wait_for(site: &Site<'_>, ids: Vec<String>) -> Vec<Edit> {
    let mut attributes = site.record(&cfn_resource::ATTRIBUTES).cloned().unwrap_or_default();
    let mut waits: Vec<Value> = match attributes.remove("DependsOn") {
        Some(Value::Array(ids)) => ids,
        Some(id) => vec![id],
        None => Vec::new(),
    };
    waits.extend(ids.into_iter().map(Value::from));
    attributes.insert("DependsOn".to_owned(), waits.into());
    let property = cfn_resource::ATTRIBUTES.name;
    vec![Edit::Set { id: site.id.clone(), property, value: Value::Object(attributes) }]
}

/// The properties of a raw resource; empty for any other element.
pub(crate) fn raw_properties(site: &Site<'_>) -> Map {
    match site.is(cfn_resource::KIND) {
        true => site.record(&cfn_resource::PROPERTIES).cloned().unwrap_or_default(),
        false => Map::new(),
    }
}

/// Writes the properties of a raw resource anew.
pub(crate) fn rewrite(site: &Site<'_>, properties: Map) -> Vec<Edit> {
    let property = cfn_resource::PROPERTIES.name;
    vec![Edit::Set { id: site.id.clone(), property, value: Value::Object(properties) }]
}
