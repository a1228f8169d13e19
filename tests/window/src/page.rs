//! What a person sees and does in the window.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use fantoccini::{
    Client, Locator,
    actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    elements::Element,
    error::CmdError,
    wd::TimeoutConfiguration,
};
use serde_json::Value;

/// How long anything may take on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The app's page.
pub struct Page {
    pub(crate) client: Client,
}

impl Page {
    pub(crate) async fn new(client: Client) -> Page {
        let patient = TimeoutConfiguration::new(Some(10 * PATIENCE), None, None);
        client.update_timeouts(patient).await.unwrap_or_else(|error| panic!("timeouts: {error}"));
        let page = Page { client };
        page.see("body > *").await;
        page
    }

    /// Waits until something matches and returns its text.
    pub async fn see(&self, selector: &str) -> String {
        self.see_within(selector, PATIENCE).await
    }

    /// Waits, for as long as is said, until something matches and returns its text.
    pub async fn see_within(&self, selector: &str, patience: Duration) -> String {
        let begun = Instant::now();
        // asked of the page at once: an element may be made anew between finding and reading it
        let script =
            format!("const e = document.querySelector({selector:?}); return e ? e.textContent : null;");
        loop {
            // a page that is being loaded again answers nothing yet
            if let Ok(Value::String(text)) = self.client.execute(&script, Vec::new()).await {
                return text;
            }
            if begun.elapsed() >= patience {
                let shown = self.run("return document.readyState + ': ' + document.body?.innerText;").await;
                panic!("{selector} should be there, but the page is {shown}");
            }
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Waits until the text of something is as it should be.
    pub async fn see_that(&self, selector: &str, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let text = self.see(selector).await;
            if holds(&text) {
                return text;
            }
            assert!(begun.elapsed() < PATIENCE, "{selector} should {what}, but says “{text}”");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until a field holds something.
    pub async fn holds(&self, selector: &str, wanted: &str) {
        let begun = Instant::now();
        let script = format!("return document.querySelector({selector:?})?.value;");
        loop {
            let held = self.run(&script).await;
            if held == wanted {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{selector} should hold “{wanted}”, but holds {held}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until what was done is on disk.
    pub async fn saved(&self) {
        self.see_that("[data-testid=saved]", "say Saved", |text| text == "Saved").await;
    }

    pub async fn click(&self, selector: &str) {
        self.once(selector, async |element| element.click().await).await;
    }

    /// Replaces what stands in a field, and leaves it.
    pub async fn fill(&self, selector: &str, text: &str) {
        let keys = format!("{text}\u{e007}");
        self.once(selector, async |element| {
            element.clear().await?;
            element.send_keys(&keys).await
        })
        .await;
    }

    /// Chooses from a menu.
    pub async fn choose(&self, selector: &str, value: &str) {
        self.once(selector, async |element| element.select_by_value(value).await).await;
    }

    /// Does something with an element as soon as it is there and lets it be done: it may be made anew in between, or
    /// wait for its dialog.
    async fn once(&self, selector: &str, act: impl AsyncFn(&Element) -> Result<(), CmdError>) {
        let begun = Instant::now();
        loop {
            self.see(selector).await;
            let done = match self.client.find(Locator::Css(selector)).await {
                Ok(element) => act(&element).await,
                Err(error) => Err(error),
            };
            let Err(error) = done else { return };
            assert!(begun.elapsed() < PATIENCE, "{selector}: {error}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until nothing matches any more.
    pub async fn gone(&self, selector: &str) {
        let begun = Instant::now();
        while self.client.find(Locator::Css(selector)).await.is_ok() {
            assert!(begun.elapsed() < PATIENCE, "{selector} should go away");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Sends keys to something.
    pub async fn press(&self, selector: &str, keys: &str) {
        self.once(selector, async |element| element.send_keys(keys).await).await;
    }

    /// Drags from the middle of one thing to the middle of another, slowly enough to be seen.
    pub async fn drag(&self, from: &str, to: &str) {
        let (from, to) = (self.middle(from).await, self.middle(to).await);
        let mut actions = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo { duration: None, x: from.0, y: from.1 })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
        for step in 1..=8 {
            let part = f64::from(step) / 8.0;
            let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
            let duration = Some(Duration::from_millis(20));
            actions = actions.then(PointerAction::MoveTo { duration, x: x.round(), y: y.round() });
        }
        let actions = actions.then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(actions).await.unwrap();
        self.client.release_actions().await.unwrap();
    }

    /// Lets the pointer rest on the middle of something.
    pub async fn point(&self, selector: &str) {
        let (x, y) = self.middle(selector).await;
        let there = PointerAction::MoveTo { duration: None, x, y };
        self.client.perform_actions(MouseActions::new("mouse".to_owned()).then(there)).await.unwrap();
    }

    /// The middle of something, in CSS px of the window.
    async fn middle(&self, selector: &str) -> (f64, f64) {
        self.see(selector).await;
        let script = format!(
            "const e = document.querySelector({selector:?}); e.scrollIntoView({{ block: 'nearest' }});\
             const r = e.getBoundingClientRect(); return [Math.round(r.x + r.width / 2), Math.round(r.y + r.height / 2)];"
        );
        let at = self.run(&script).await;
        (at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
    }

    /// Leaves the app's page for another one.
    pub async fn go(&self, address: &str) {
        self.client.goto(address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Makes the window as large as this, in CSS px, and waits until the page has heard of it.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.unwrap();
        let begun = Instant::now();
        while self.run("return [innerWidth, innerHeight];").await != serde_json::json!([width, height]) {
            assert!(begun.elapsed() < PATIENCE, "the window should be {width} × {height}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Runs a script and returns what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Runs a script that calls its last argument with what it returns.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute_async(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Asks the shell for something that a dialog would have to be answered for.
    pub async fn shell(&self, command: &str, arguments: Value) {
        let script = format!(
            "window.answered = null; window.__TAURI_INTERNALS__.invoke({command:?}, {arguments}).then(\
             () => window.answered = 'fine', (failure) => window.answered = failure.message);"
        );
        self.run(&script).await;
        for _ in 0..600 {
            match self.run("return window.answered;").await.as_str() {
                Some("fine") => return,
                Some(failure) => panic!("{command}: {failure}"),
                None => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
        panic!("{command} does not answer");
    }

    /// A picture of the window, for a person.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.unwrap()
    }

    /// The same as a file, where a person asks for it: `GROUNDPLAN_PICTURES` names a folder.
    pub async fn pictured(&self, name: &str) {
        if let Some(folder) = std::env::var_os("GROUNDPLAN_PICTURES") {
            std::fs::write(Path::new(&folder).join(format!("{name}.png")), self.picture().await).unwrap();
        }
    }
}
