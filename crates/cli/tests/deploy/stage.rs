//! A folder, an account of the emulator and the program, for one test alone.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

/// The account the designs name; each test has its own design id, so that they do not meet.
pub const ACCOUNT: &str = "000000000000";

pub struct Stage {
    pub folder: PathBuf,
    pub endpoint: String,
}

/// How the program ended.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Stage {
    /// None without an emulator.
    pub fn new(name: &str) -> Option<Stage> {
        let Ok(endpoint) = std::env::var("GROUNDPLAN_EMULATOR") else {
            eprintln!("SKIPPED {name}: there is no emulator; `cargo xtask test --only emulator` starts one");
            return None;
        };
        Some(Stage { folder: folder(name), endpoint })
    }

    pub fn write(&self, design: &Value) -> PathBuf {
        let path = self.folder.join("design.json");
        fs::write(&path, design.to_string()).unwrap();
        path
    }

    /// The program with its words, in the environment of this test.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_groundplan"));
        command.args(words).args(["--endpoint-url", &self.endpoint]);
        alone(&mut command, &self.folder);
        command.stdin(Stdio::null());
        command
    }

    pub fn run(&self, words: &[&str]) -> Ran {
        ran(self.command(words).output().unwrap())
    }

    /// Runs `deploy` or `destroy` on the design with more words; only a good end will do. Gives its JSON.
    #[track_caller]
    pub fn json(&self, work: &str, design: &Path, more: &[&str]) -> Value {
        let mut words = vec![work, design.to_str().unwrap(), "--env", "dev", "--format", "json"];
        words.extend(more);
        let ran = self.run(&words);
        assert_eq!(ran.code, Some(0), "{words:?}: {}{}", ran.err, ran.out);
        serde_json::from_str(&ran.out).unwrap()
    }

    /// Runs it where it must not end well.
    #[track_caller]
    pub fn refused(&self, code: i32, work: &str, design: &Path, more: &[&str]) -> Ran {
        let mut words = vec![work, design.to_str().unwrap(), "--env", "dev"];
        words.extend(more);
        let ran = self.run(&words);
        assert_eq!(ran.code, Some(code), "{words:?}: {}{}", ran.err, ran.out);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        ran
    }

    pub fn start(&self, words: &[&str]) -> Child {
        self.command(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The record of a plain document's deployments, line by line.
    pub fn journal(&self) -> Vec<Value> {
        self.journal_of("")
    }

    /// The record of the design with this id, where a test deploys several.
    pub fn journal_of(&self, design: &str) -> Vec<Value> {
        let Some(path) = self.journal_file(design) else { return Vec::new() };
        let text = fs::read_to_string(path).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    pub fn journal_path(&self) -> Option<PathBuf> {
        self.journal_file("")
    }

    fn journal_file(&self, design: &str) -> Option<PathBuf> {
        let folder = self.folder.join("state/groundplan/deployments");
        let entries = fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path());
        entries.into_iter().find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(design) && name.ends_with(".jsonl")
        })
    }

    /// Asks the emulator's CloudFormation; the answer is XML.
    pub fn ask(&self, query: &str) -> String {
        let host = self.endpoint.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        let body = format!("{query}&Version=2010-05-15");
        let request = format!(
            "POST / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\nAuthorization: AWS4-HMAC-SHA256 Credential={ACCOUNT}/20260101/us-east-1/cloudformation/aws4_request, \
             SignedHeaders=host, Signature=0\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// A stack's status as the emulator has it; none where it is not there.
    pub fn status(&self, stack: &str) -> Option<String> {
        let answer = self.ask(&format!("Action=DescribeStacks&StackName={stack}"));
        let (_, rest) = answer.split_once("<StackStatus>")?;
        rest.split_once("</StackStatus>").map(|(status, _)| status.to_owned())
    }

    /// Waits for something that must come, for as long as a very busy machine may need.
    #[track_caller]
    pub fn until(&self, come: impl Fn(&Stage) -> bool) {
        const PATIENCE: Duration = Duration::from_secs(120);
        let begun = Instant::now();
        while !come(self) {
            assert!(begun.elapsed() < PATIENCE, "waited in vain");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

pub fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// An empty folder of this test's own.
pub fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("deploy").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Credentials of the emulator, records below the folder, and nothing of the person who runs the tests.
pub fn alone(command: &mut Command, folder: &Path) {
    for (name, _) in std::env::vars() {
        if name.starts_with("AWS_") {
            command.env_remove(name);
        }
    }
    command
        .env_remove("GROUNDPLAN_HOME")
        .env("AWS_ACCESS_KEY_ID", ACCOUNT)
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("AWS_CONFIG_FILE", folder.join("aws-config"))
        .env("AWS_SHARED_CREDENTIALS_FILE", folder.join("aws-credentials"))
        .env("HOME", folder)
        .env("XDG_STATE_HOME", folder.join("state"));
}

/// The changes of a plan as `sign element` lines, sorted; predicted ones with a question mark.
pub fn changes(answer: &Value) -> Vec<String> {
    let stacks = answer["plan"]["stacks"].as_array().unwrap();
    let changes = stacks.iter().flat_map(|stack| stack["changes"].as_array().unwrap());
    let mut lines: Vec<String> = changes
        .map(|change| {
            let sign = match change["action"].as_str().unwrap() {
                "added" => '+',
                "changed" => '~',
                "replaced" => '⟳',
                "removed" => '-',
                other => panic!("{other}"),
            };
            let part = change["part"].as_str().unwrap();
            let node = change["node"].as_str().unwrap();
            let slash = if part.is_empty() { "" } else { "/" };
            let doubt = if change["certainty"] == "certain" { "" } else { "?" };
            format!("{sign} {node}{slash}{part}{doubt}")
        })
        .collect();
    lines.sort();
    lines
}
