//! What a person sees and does in the window.

use std::time::{Duration, Instant};

use fantoccini::{Client, Locator};
use serde_json::Value;

/// How long anything may take on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The app's page.
pub struct Page {
    pub(crate) client: Client,
}

impl Page {
    pub(crate) async fn new(client: Client) -> Page {
        let page = Page { client };
        page.see("body > *").await;
        page
    }

    /// Waits until something matches and returns its text.
    pub async fn see(&self, selector: &str) -> String {
        let element = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await;
        element.unwrap_or_else(|error| panic!("{selector}: {error}")).text().await.unwrap()
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

    pub async fn click(&self, selector: &str) {
        self.see(selector).await;
        let element = self.client.find(Locator::Css(selector)).await.unwrap();
        element.click().await.unwrap_or_else(|error| panic!("click {selector}: {error}"));
    }

    /// Replaces what stands in a field, and leaves it.
    pub async fn fill(&self, selector: &str, text: &str) {
        self.see(selector).await;
        let element = self.client.find(Locator::Css(selector)).await.unwrap();
        element.clear().await.unwrap();
        element.send_keys(&format!("{text}\u{e007}")).await.unwrap();
    }

    /// Runs a script and returns what it returns.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// A picture of the window, for a person.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.unwrap()
    }
}
