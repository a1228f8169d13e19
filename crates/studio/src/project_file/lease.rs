//! One writer per file: a row that says who writes the document, kept fresh while its holder lives.

use std::{
    fmt,
    path::Path,
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::Duration,
};

use rusqlite::{Connection, OptionalExtension, params};

use super::{ProjectFile, connect, trouble, trouble::Trouble};
use crate::{Failure, clock::Moment, person};

/// How often a holder says that it lives.
const BEAT: Duration = Duration::from_secs(10);

/// A holder that was silent for so long is gone.
const STALE_MILLIS: u64 = 30_000;

/// Who writes a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    pub user: String,
    pub host: String,
    pub pid: u32,
    pub since: Moment,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {} (process {}, since {})", self.user, self.host, self.pid, self.since)
    }
}

impl Holder {
    fn me(since: Moment) -> Holder {
        Holder { user: person::user(), host: person::host(), pid: std::process::id(), since }
    }
}

/// The right to write the document, until it is dropped.
#[derive(Debug)]
pub(crate) struct Lease {
    word: String,
    me: Holder,
    beating: Option<(Sender<()>, JoinHandle<()>)>,
}

/// How asking for a lease ended.
pub(super) enum Claim {
    /// The word of the new lease.
    Granted(String),
    Held(Holder),
}

impl ProjectFile {
    /// Who has the right to write the document, if anybody has.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn holder(&self) -> Result<Option<Holder>, Failure> {
        self.read(|rows| Ok(holder(rows, Moment::now())?))
    }

    /// Asks for the right to write the document.
    ///
    /// # Errors
    /// The disk refuses; that another one holds it is an answer.
    pub(crate) fn claim(&self) -> Result<Result<Lease, Holder>, Failure> {
        let now = Moment::now();
        let me = Holder::me(now);
        let word = match self.write(|rows| Ok(claim(rows, &me, now, &alive)?))? {
            Claim::Held(holder) => return Ok(Err(holder)),
            Claim::Granted(word) => word,
        };
        let beating = beat(&self.path, &word)?;
        Ok(Ok(Lease { word, me, beating: Some(beating) }))
    }
}

impl Lease {
    /// Makes sure, within the transaction that writes, that the lease is still ours, and freshens it.
    pub(super) fn confirm(&self, rows: &Connection, path: &Path, now: Moment) -> Result<(), Trouble> {
        if freshen(rows, &self.word, now)? {
            return Ok(());
        }
        match holder(rows, now)? {
            Some(holder) => Err(Trouble::Failed(Failure::Stale(format!(
                "{}: {holder} has taken it over while this program was silent; open the design again",
                path.display()
            )))),
            // Nobody took it: the row went with a time of silence. The log says whether anything was written.
            None => Ok(put(rows, &self.word, &self.me, now)?),
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.beating.take() {
            drop(stop);
            // A thread that panicked leaves a row that goes stale.
            let _ = thread.join();
        }
    }
}

/// Keeps a lease fresh until told to stop, then gives it back.
fn beat(path: &Path, word: &str) -> Result<(Sender<()>, JoinHandle<()>), Failure> {
    let failed = |error: rusqlite::Error| trouble::failure(path, &error);
    let rows = connect(path).map_err(failed)?;
    // A heartbeat that a power failure takes is no loss.
    rows.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
    let (stop, stopped) = mpsc::channel();
    let word = word.to_owned();
    let work = move || {
        while stopped.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
            // A beat that fails is made up for by the next or by a commit.
            if let Ok(false) = freshen(&rows, &word, Moment::now()) {
                return;
            }
        }
        let _ = rows.execute("DELETE FROM lease WHERE holder = ?", [&word]);
    };
    let thread = thread::Builder::new()
        .name("lease".to_owned())
        .spawn(work)
        .map_err(|error| Failure::World(format!("{}: no thread for its lease: {error}", path.display())))?;
    Ok((stop, thread))
}

fn claim(
    rows: &Connection,
    me: &Holder,
    now: Moment,
    alive: &dyn Fn(u32) -> bool,
) -> rusqlite::Result<Claim> {
    if let Some(holder) = fresh(rows, &me.host, now, alive)? {
        return Ok(Claim::Held(holder));
    }
    let word: String = rows.query_row("SELECT lower(hex(randomblob(16)))", [], |row| row.get(0))?;
    put(rows, &word, me, now)?;
    Ok(Claim::Granted(word))
}

fn put(rows: &Connection, word: &str, me: &Holder, now: Moment) -> rusqlite::Result<()> {
    rows.execute(
        "INSERT OR REPLACE INTO lease (only, holder, user, host, pid, since, heartbeat)
         VALUES (1, ?, ?, ?, ?, ?, ?)",
        params![word, me.user, me.host, me.pid, me.since, now],
    )?;
    Ok(())
}

/// Who holds the lease of a file, if anybody does.
pub(super) fn holder(rows: &Connection, now: Moment) -> rusqlite::Result<Option<Holder>> {
    fresh(rows, &person::host(), now, &alive)
}

fn fresh(
    rows: &Connection,
    host: &str,
    now: Moment,
    alive: &dyn Fn(u32) -> bool,
) -> rusqlite::Result<Option<Holder>> {
    let row = rows
        .query_row("SELECT user, host, pid, since, heartbeat FROM lease", [], |row| {
            let holder =
                Holder { user: row.get(0)?, host: row.get(1)?, pid: row.get(2)?, since: row.get(3)? };
            Ok((holder, row.get::<_, Moment>(4)?))
        })
        .optional()?;
    Ok(row.and_then(|(holder, heartbeat)| {
        // Ahead of our clock is as far off as behind it: clocks of two machines differ.
        let silent = now.millis().abs_diff(heartbeat.millis()) > STALE_MILLIS;
        let gone = holder.host == host && !alive(holder.pid);
        (!silent && !gone).then_some(holder)
    }))
}

/// Notes that the holder lives; `false` when it no longer holds the lease.
fn freshen(rows: &Connection, word: &str, now: Moment) -> rusqlite::Result<bool> {
    Ok(rows.execute("UPDATE lease SET heartbeat = ? WHERE holder = ?", params![now, word])? == 1)
}

/// Whether a process of this machine lives; `true` where that cannot be asked.
#[cfg(unix)]
fn alive(pid: u32) -> bool {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw);
    // No permission to signal it means that it is there.
    pid.is_some_and(|pid| {
        rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH) && !ended(pid)
    })
}

/// Whether a process has ended and only its entry is left, until its parent asks; known on Linux.
#[cfg(unix)]
fn ended(pid: rustix::process::Pid) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
    // the state follows the program's name, which may contain anything
    status.is_ok_and(|status| status.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with(['Z', 'X'])))
}

#[cfg(not(unix))]
fn alive(_: u32) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project_file::schema;

    fn rows() -> Connection {
        let rows = Connection::open_in_memory().unwrap();
        schema::migrate(&rows, schema::MIGRATIONS).unwrap();
        rows
    }

    fn at(seconds: i64) -> Moment {
        Moment::from_millis(1_000_000_000 + seconds * 1000)
    }

    fn who(host: &str, pid: u32) -> Holder {
        Holder { user: "somebody".to_owned(), host: host.to_owned(), pid, since: at(0) }
    }

    #[track_caller]
    fn granted(claim: Claim) -> String {
        match claim {
            Claim::Granted(word) => word,
            Claim::Held(holder) => panic!("held by {holder}"),
        }
    }

    #[track_caller]
    fn held(claim: Claim) -> Holder {
        match claim {
            Claim::Held(holder) => holder,
            Claim::Granted(_) => panic!("granted"),
        }
    }

    fn lives(_: u32) -> bool {
        true
    }

    fn died(_: u32) -> bool {
        false
    }

    #[test]
    fn the_first_one_holds_it_and_others_learn_who_that_is() {
        let rows = rows();
        granted(claim(&rows, &who("a", 1), at(0), &lives).unwrap());
        assert_eq!(held(claim(&rows, &who("a", 2), at(1), &lives).unwrap()), who("a", 1));
        assert_eq!(held(claim(&rows, &who("b", 1), at(2), &lives).unwrap()), who("a", 1));
        assert_eq!(
            held(claim(&rows, &who("a", 1), at(3), &lives).unwrap()),
            who("a", 1),
            "itself, elsewhere"
        );
    }

    #[test]
    fn silence_gives_it_away_and_a_heartbeat_keeps_it() {
        let rows = rows();
        let word = granted(claim(&rows, &who("a", 1), at(0), &lives).unwrap());
        held(claim(&rows, &who("b", 1), at(30), &lives).unwrap());
        assert!(freshen(&rows, &word, at(30)).unwrap());
        held(claim(&rows, &who("b", 1), at(60), &lives).unwrap());
        granted(claim(&rows, &who("b", 1), at(61), &lives).unwrap());
        assert!(!freshen(&rows, &word, at(62)).unwrap(), "the old holder notices");
    }

    #[test]
    fn a_clock_that_runs_ahead_does_not_hold_it_for_ever() {
        let rows = rows();
        granted(claim(&rows, &who("a", 1), at(100_000), &lives).unwrap());
        granted(claim(&rows, &who("b", 1), at(0), &lives).unwrap());
    }

    #[test]
    fn a_dead_process_of_this_machine_gives_it_away_at_once() {
        let rows = rows();
        granted(claim(&rows, &who("a", 1), at(0), &lives).unwrap());
        held(claim(&rows, &who("b", 2), at(1), &died).unwrap());
        granted(claim(&rows, &who("a", 2), at(1), &died).unwrap());
    }

    #[test]
    fn a_holder_that_was_overtaken_is_told_so_and_one_that_was_only_silent_goes_on() {
        let rows = rows();
        let word = granted(claim(&rows, &who("a", 1), at(0), &lives).unwrap());
        let mine = Lease { word, me: who("a", 1), beating: None };
        let path = Path::new("x.groundplan");
        assert!(mine.confirm(&rows, path, at(500)).is_ok());
        rows.execute("DELETE FROM lease", []).unwrap();
        assert!(mine.confirm(&rows, path, at(501)).is_ok(), "nobody has it");
        rows.execute("UPDATE lease SET holder = 'x', host = 'b'", []).unwrap();
        let refused = mine.confirm(&rows, path, at(502)).unwrap_err().into_failure(path);
        assert!(
            matches!(&refused, Failure::Stale(message) if message.contains("somebody on b")),
            "{refused}"
        );
    }

    #[test]
    fn this_process_lives_and_one_that_ended_does_not() {
        assert!(alive(std::process::id()));
        if cfg!(unix) {
            let mut child = std::process::Command::new("true").spawn().unwrap();
            child.wait().unwrap();
            assert!(!alive(child.id()));
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_process_that_ended_and_whose_parent_has_not_asked_yet_does_not_live() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while alive(child.id()) && std::time::Instant::now() < deadline {
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        assert!(!alive(child.id()));
        child.wait().unwrap();
    }
}
