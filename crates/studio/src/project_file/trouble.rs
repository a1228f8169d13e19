//! What can go wrong inside a transaction, and how it reaches a person.

use std::path::Path;

use rusqlite::{Error, ErrorCode};

use crate::Failure;

#[derive(Debug)]
pub(super) enum Trouble {
    Sql(Error),
    /// What is written does not fit together.
    Damaged(String),
    Failed(Failure),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        Trouble::Sql(error)
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Trouble {
        Trouble::Failed(failure)
    }
}

impl Trouble {
    pub fn into_failure(self, path: &Path) -> Failure {
        match self {
            Trouble::Sql(error) => failure(path, &error),
            Trouble::Damaged(how) => damaged(path, &how),
            Trouble::Failed(failure) => failure,
        }
    }
}

pub(super) fn is(error: &Error, code: ErrorCode) -> bool {
    error.sqlite_error_code() == Some(code)
}

pub(super) fn damaged(path: &Path, how: &str) -> Failure {
    let shown = path.display();
    Failure::Input(format!(
        "{shown}: is damaged ({how}); `groundplan history salvage {shown} -o saved.groundplan` writes its newest \
         sound design, a backup may hold more"
    ))
}

/// An error of SQLite as it reaches a person.
pub(super) fn failure(path: &Path, error: &Error) -> Failure {
    let shown = path.display();
    let world = |what: &str| Failure::World(format!("{shown}: {what} ({error})"));
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Failure::Input(format!(
            "{shown}: is no Groundplan project file, or its beginning is damaged; if it was one, \
                 `groundplan history salvage {shown} -o saved.groundplan` writes its newest sound design"
        )),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            world("another program is writing to it; try again")
        }
        Some(ErrorCode::DiskFull) => world("the disk is full; make room and try again"),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            world("cannot be written; check the permissions of the file and its folder")
        }
        Some(ErrorCode::CannotOpen) => {
            world("cannot be opened; check the permissions of the file and its folder")
        }
        Some(ErrorCode::SystemIoFailure | ErrorCode::FileLockingProtocolFailed) => {
            world("the disk refuses; is it still there?")
        }
        Some(ErrorCode::OutOfMemory) => world("there is not enough memory"),
        Some(ErrorCode::ConstraintViolation) => {
            Failure::Input(format!("{shown}: what was to be recorded does not fit it ({error})"))
        }
        // Our statements are right for the tables we made: other tables, or values of other types, are damage.
        _ => damaged(path, &error.to_string()),
    }
}
