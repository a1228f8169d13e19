//! The tables of a project file and how older files get them: numbered migrations, each one transaction.
//!
//! A migration that was released is never edited; a change is the next number, with a fixture of the version before
//! it in `tests/project_files/`.

use rusqlite::{Connection, Transaction, TransactionBehavior};

/// “GPLN”: marks an SQLite database as ours.
pub(super) const APPLICATION_ID: i32 = 0x4750_4c4e;

/// What brings version n to n + 1, by n.
pub(super) const MIGRATIONS: &[&str] = &[include_str!("migrations/0001.sql")];

/// The version this program writes.
pub const VERSION: u32 = MIGRATIONS.len() as u32;

pub(super) fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

pub(super) fn application_id(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "application_id", |row| row.get(0))
}

/// Makes an empty database ours.
pub(super) fn begin(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate(connection, MIGRATIONS)
}

/// Brings a file to the newest version, step by step; a step that fails leaves the version before it.
pub(super) fn migrate(connection: &Connection, migrations: &[&str]) -> rusqlite::Result<()> {
    loop {
        let step = Transaction::new_unchecked(connection, TransactionBehavior::Exclusive)?;
        // Asked again in each transaction: another program may be migrating the same file.
        let version = version(&step)?;
        let Some(sql) = migrations.get(version as usize) else { return Ok(()) };
        step.execute_batch(sql)?;
        step.pragma_update(None, "user_version", version + 1)?;
        step.commit()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: &[&str] = &[
        "CREATE TABLE things (name TEXT) STRICT; INSERT INTO things VALUES ('a'), ('b')",
        "ALTER TABLE things ADD COLUMN size INTEGER; UPDATE things SET size = length(name)",
        "CREATE TABLE sizes AS SELECT sum(size) AS total FROM things",
    ];

    fn at(version: usize) -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        migrate(&connection, &STEPS[..version]).unwrap();
        assert_eq!(self::version(&connection).unwrap() as usize, version);
        connection
    }

    #[test]
    fn every_older_version_comes_to_the_newest() {
        for from in 0..=STEPS.len() {
            let connection = at(from);
            migrate(&connection, STEPS).unwrap();
            assert_eq!(version(&connection).unwrap(), 3);
            let total: i64 = connection.query_row("SELECT total FROM sizes", [], |row| row.get(0)).unwrap();
            assert_eq!(total, 2, "from version {from}");
        }
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_before_it_whole() {
        let connection = at(1);
        let broken = [STEPS[0], STEPS[1], "CREATE TABLE half (x); CREATE TABLE things (y)"];
        assert!(migrate(&connection, &broken).is_err());
        assert_eq!(version(&connection).unwrap(), 2);
        assert!(connection.prepare("SELECT size FROM things").is_ok());
        assert!(connection.prepare("SELECT x FROM half").is_err(), "half a step stays");
    }
}
