//! Deployment against an emulator of AWS on this machine: started for the tests, gone with them.

use anyhow::Result;

use crate::{checks, process};

/// Runs the tests of deployment on an emulator of their own.
pub fn run() -> Result<String> {
    beside(|address| {
        let Some(address) = address else { return Ok("SKIPPED: deployment is tested on Unix".to_owned()) };
        let words = ["test", "--locked", "--quiet", "--package", "groundplan-cli", "--test", "deploy"];
        let recorded = process::record(process::cargo(&words).env("GROUNDPLAN_EMULATOR", address))?;
        let counts = checks::cargo_counts(&recorded.text);
        anyhow::ensure!(
            recorded.success && counts.failed == 0 && counts.passed > 0,
            "{} passed, {} failed",
            counts.passed,
            counts.failed
        );
        Ok(format!("{} passed", counts.passed))
    })
}

/// Does some work beside an emulator of its own, whose address it is given; tells the last of what the emulator said
/// when the work fails.
#[cfg(unix)]
pub fn beside<T>(work: impl FnOnce(Option<&str>) -> Result<T>) -> Result<T> {
    crate::python::TOOLS.ensure()?;
    let emulator = running::Emulator::start()?;
    let done = work(Some(&emulator.address()));
    let said = emulator.stop()?;
    done.map_err(|error| anyhow::anyhow!("{error:#}; the emulator said at last:\n{said}"))
}

/// Process groups, by which the emulator is ended whole, are of Unix.
#[cfg(not(unix))]
pub fn beside<T>(work: impl FnOnce(Option<&str>) -> Result<T>) -> Result<T> {
    work(None)
}

#[cfg(unix)]
mod running {
    use std::{
        fs,
        io::{Read, Write},
        net::{TcpListener, TcpStream},
        os::unix::process::CommandExt,
        path::PathBuf,
        process::{Child, Stdio},
        thread,
        time::{Duration, Instant},
    };

    use anyhow::{Context, Result, bail};

    use crate::{process, project, python};

    /// How long it may take to start: seconds on a busy machine.
    const PATIENCE: Duration = Duration::from_secs(60);

    /// Runs the emulator until its standard input ends, then ends its process group: it goes when this program goes,
    /// however that ends.
    const LEASH: &str = "\
import os, runpy, signal, sys, threading
def leash():
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGKILL)
threading.Thread(target=leash, daemon=True).start()
sys.argv = ['ministack']
runpy.run_module('ministack', run_name='__main__')
";

    pub struct Emulator {
        child: Child,
        port: u16,
        log: PathBuf,
    }

    impl Emulator {
        /// Starts it on a free port of this machine and waits until it answers.
        pub fn start() -> Result<Emulator> {
            let folder = project::target_dir().join("emulator");
            if folder.exists() {
                fs::remove_dir_all(&folder)
                    .with_context(|| format!("cannot remove {}", project::shown(&folder)))?;
            }
            fs::create_dir_all(&folder)?;
            let log = folder.join("log.txt");
            let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
            let mut command = python::TOOLS.interpreter();
            command.args(["-c", LEASH]).current_dir(&folder);
            command
                .env("BIND_HOST", "127.0.0.1")
                .env("GATEWAY_PORT", port.to_string())
                // nothing answers there: it must not reach for containers
                .env("DOCKER_HOST", "tcp://127.0.0.1:1")
                .env("STATE_DIR", folder.join("state"))
                .env("TMPDIR", &folder);
            let output = fs::File::create(&log)?;
            command.stdin(Stdio::piped()).stdout(output.try_clone()?).stderr(output).process_group(0);
            let child = command.spawn().context("cannot start the emulator")?;
            println!("  ministack on 127.0.0.1:{port}, log in {}", project::shown(&log));
            let mut emulator = Emulator { child, port, log };
            let begun = Instant::now();
            while !emulator.answers() {
                if let Some(status) = emulator.child.try_wait()? {
                    bail!("the emulator ended ({status}):\n{}", emulator.said());
                }
                if begun.elapsed() > PATIENCE {
                    bail!("the emulator does not answer:\n{}", emulator.said());
                }
                thread::sleep(Duration::from_millis(50));
            }
            Ok(emulator)
        }

        pub fn address(&self) -> String {
            format!("http://127.0.0.1:{}", self.port)
        }

        /// Ends it, unless it ended before, which is an error. Gives the last of what it said.
        pub fn stop(mut self) -> Result<String> {
            if let Some(status) = self.child.try_wait()? {
                bail!("the emulator ended by itself ({status}):\n{}", self.said());
            }
            Ok(self.said())
        }

        fn answers(&self) -> bool {
            let ask = || -> std::io::Result<String> {
                let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
                stream.write_all(
                    b"GET /_ministack/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                )?;
                let mut answer = String::new();
                stream.read_to_string(&mut answer)?;
                Ok(answer)
            };
            ask().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
        }

        /// The end of its log.
        fn said(&self) -> String {
            let log = fs::read(&self.log).unwrap_or_default();
            let log = String::from_utf8_lossy(&log);
            let lines: Vec<&str> = log.lines().collect();
            lines.get(lines.len().saturating_sub(20)..).unwrap_or_default().join("\n")
        }
    }

    impl Drop for Emulator {
        fn drop(&mut self) {
            let group = format!("-{}", self.child.id());
            process::output(process::command("kill").args(["-KILL", "--", &group])).ok();
            self.child.wait().ok();
        }
    }
}
