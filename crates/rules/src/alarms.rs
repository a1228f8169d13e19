//! Alarms that are drawn on an element.

use design::ConnectionKind;
use services::{Site, kinds::cloudwatch_alarm};
use text::Message;

use crate::{Case, Edit, Fix, Verdict, companions};

/// The alarms that watch an element.
pub(crate) fn on<'a>(site: &Case<'a>) -> impl Iterator<Item = Site<'a>> {
    site.from(ConnectionKind::Attached).map(|(_, from)| from).filter(|from| from.is(cloudwatch_alarm::KIND))
}

pub(crate) fn watches(site: &Case<'_>) -> Message {
    Message::say("An alarm watches “{0}”.", "Una alarma vigila «{0}».").with(site.name.clone())
}

/// Whether any alarm watches an element.
pub(crate) fn judge(site: &Case<'_>) -> Verdict {
    let none =
        Message::say("No alarm watches “{0}”.", "Ninguna alarma vigila «{0}».").with(site.name.clone());
    Verdict::either(on(site).next().is_none(), none, watches(site))
}

/// Adds one on the element's most telling metric.
pub(crate) fn add(site: &Case<'_>) -> Option<Fix> {
    fix(companions::alarm(site))
}

pub(crate) fn fix(edits: Option<Vec<Edit>>) -> Option<Fix> {
    Some(Fix { title: Message::say("Add an alarm", "Agregar una alarma"), edits: edits? })
}
