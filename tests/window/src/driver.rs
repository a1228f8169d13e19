//! WebKitWebDriver on a port of its own. It and the app die with it, also when a test fails.

use std::{
    net::TcpListener,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::Page;

/// How long the driver may take on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running driver.
pub struct Driver {
    process: Child,
    port: u16,
    /// What the driver, the app and the page's process say; shown when the test fails.
    said: tempfile::NamedTempFile,
}

impl Driver {
    /// Starts the driver. `variables` are the app's.
    pub fn start(variables: &[(&str, &str)]) -> Driver {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|socket| socket.local_addr())
            .expect("a free port")
            .port();
        let said = tempfile::NamedTempFile::new().expect("a temporary file");
        // one handle: what is said twice stands one after the other
        let output = said.reopen().expect("the temporary file");
        let errors = output.try_clone().expect("the temporary file");
        // pictures can be taken only of a composited window; without a graphics device that is Mesa's software renderer,
        // which crashes at times, so without pictures the app paints as it does on such a machine
        let composited =
            std::env::var_os("GROUNDPLAN_PICTURES").map(|_| ("WEBKIT_DISABLE_COMPOSITING_MODE", "0"));
        let process = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(composited)
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            // the app is the driver's child: one group, killed as one
            .process_group(0)
            .spawn()
            .expect("WebKitWebDriver is needed (Debian: webkit2gtk-driver)");
        Driver { process, port, said }
    }

    /// Waits until the driver answers.
    pub async fn ready(&self) {
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Opens the app and waits until its page is there.
    pub async fn open(&self, app: &Path, arguments: &[&str]) -> Page {
        let options = json!({ "webkitgtk:browserOptions": { "binary": app, "args": arguments } });
        let capabilities = options.as_object().cloned().unwrap_or_default();
        let address = format!("http://127.0.0.1:{}", self.port);
        for attempt in 0.. {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            let connecting = builder.capabilities(capabilities.clone()).connect(&address);
            // the driver may wait for ever for an app that is gone already
            match tokio::time::timeout(PATIENCE, connecting).await {
                Ok(Ok(client)) => return Page::new(client).await,
                Ok(Err(error)) if attempt > 50 => panic!("the driver opens no window: {error}"),
                Ok(Err(_)) => tokio::time::sleep(Duration::from_millis(100)).await,
                Err(_) => panic!("the driver opens no window within {PATIENCE:?}"),
            }
        }
        unreachable!("the loop ends by returning")
    }

    /// Closes a window and waits until it is gone.
    pub async fn close(page: Page) {
        let client: Client = page.client;
        let closed = tokio::time::timeout(PATIENCE, client.close()).await;
        closed.expect("the driver answers").expect("the window closes");
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = format!("-{}", self.process.id());
        let signal = |signal: &str| {
            let mut kill = Command::new("kill");
            kill.args([signal, "--", &group]).stdout(Stdio::null()).stderr(Stdio::null()).status()
        };
        let _ = signal("-9");
        let _ = self.process.wait();
        // the app may take a moment to die, and holds its file as long
        for _ in 0..250 {
            if !signal("-0").is_ok_and(|status| status.success()) {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        if std::thread::panicking() {
            let said = std::fs::read_to_string(self.said.path()).unwrap_or_default();
            eprintln!("the driver and the app said:\n{said}");
        }
    }
}
