//! The disks that raw instances and launch templates name.

use serde_json::Value;
use services::kinds::cfn_resource;
use text::Message;

use crate::{Built, Case, Fix, Given, Verdict, policies};

/// Whether every disk of a list is encrypted; `None` where that is known only when it is built.
pub(crate) fn encrypted(disks: &Given<'_>) -> Option<bool> {
    if *disks == Given::Computed {
        return None;
    }
    policies::all(volumes(disks), |volume| match volume.at("Encrypted") {
        // It is encrypted if the snapshot is.
        Given::Absent if volume.at("SnapshotId") != Given::Absent => None,
        given => given.on(),
    })
}

/// The verdict on the disks of a raw resource; nothing if it names none.
pub(crate) fn judge(built: &Built, case: &Case<'_>) -> Option<Verdict> {
    let disks = policies::raw(case, built.path);
    if !built.concerns(case) || disks != Given::Computed && volumes(&disks).next().is_none() {
        return None;
    }
    let name = case.name.clone();
    let verdict = match encrypted(&disks) {
        Some(true) => Verdict::satisfied(
            Message::say(
                "The disks “{0}” names are encrypted.",
                "Los discos que indica «{0}» están cifrados.",
            )
            .with(name),
        ),
        Some(false) => Verdict::violated(
            Message::say("“{0}” names a disk that is not encrypted.", "«{0}» indica un disco sin cifrar.")
                .with(name),
        ),
        None => Verdict::cannot_tell(
            Message::say(
                "A function or a snapshot decides whether each disk of “{0}” is encrypted.",
                "Una función o un snapshot decide si cada disco de «{0}» está cifrado.",
            )
            .with(name),
        ),
    };
    Some(verdict.on(cfn_resource::PROPERTIES.name))
}

/// Encrypts every disk a raw resource names.
pub(crate) fn encrypt(built: &Built, case: &Case<'_>) -> Option<Fix> {
    let mut disks = policies::raw(case, built.path).known()?.clone();
    for disk in disks.as_array_mut()? {
        if let Some(Value::Object(volume)) = disk.get_mut("Ebs")
            && !volume.keys().any(|key| cloudformation::is_function(key))
        {
            volume.insert("Encrypted".to_owned(), true.into());
        }
    }
    built.fix(case, disks, Message::say("Encrypt the disks", "Cifrar los discos"))
}

/// The disks of a list that are EBS volumes.
fn volumes<'v>(disks: &Given<'v>) -> impl Iterator<Item = Given<'v>> + use<'v> {
    disks.items().map(|disk| disk.at("Ebs")).filter(|volume| *volume != Given::Absent)
}
