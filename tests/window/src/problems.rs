//! The table of problems, and what is expected of who reaches whom.

use serde_json::Value;

use crate::Page;

/// Marks the rows that are there, and notes those that go.
const WATCH: &str = "
    window.named = (row) => row.dataset.rule + ' ' + row.dataset.node;
    window.rows = () => [...document.querySelectorAll('.table [role=row][data-rule]')];
    window.before = new Set(rows().map(named));
    rows().forEach((row) => row.marked = true);
    window.went = [];
    new MutationObserver((all) => {
        // a row that makes room for another is put back at once
        const back = new Set(all.flatMap((one) => [...one.addedNodes]));
        all.forEach((one) => one.removedNodes.forEach((node) =>
            node.dataset?.rule && !back.has(node) && went.push(named(node))));
    })
        .observe(document.querySelector('.table'), { childList: true, subtree: true });
    return before.size;";

/// Rows that were there and are others now, or went and came again.
const OTHERS: &str = "
    const now = new Set(rows().map(named));
    return rows().filter((row) => before.has(named(row)) && !row.marked).map(named)
        .concat(went.filter((name) => before.has(name) && now.has(name)));";

impl Page {
    /// Lists problems under other headings, by the palette.
    pub async fn group_problems_by(&self, word: &str) {
        self.press("body", "\u{e009}k").await;
        self.press("[role=combobox]", &format!("problems by {word}")).await;
        self.see(&format!("[role=option][aria-selected=true][data-action=group-by-{word}]")).await;
        self.press("[role=combobox]", "\u{e007}").await;
        self.see(&format!("[data-heading^='{word}:']")).await;
    }

    /// Keeps an eye on the rows of problems from now on; says how many there are.
    pub async fn watch_rows(&self) -> u64 {
        self.run(WATCH).await.as_u64().unwrap()
    }

    /// That no row of a problem that is still there was made anew since they are watched.
    pub async fn rows_stayed(&self) {
        assert_eq!(self.run(OTHERS).await, Value::Array(Vec::new()));
    }

    /// Fills the form that says the internet must not reach an element, and leaves it open.
    pub async fn expect_closed(&self, to: &str) {
        self.click(".expectations .link").await;
        self.fill("[data-dialog=expect] [aria-label=To]", to).await;
    }

    /// Sends a dialog, which closes.
    pub async fn agree(&self, dialog: &str) {
        self.click(&format!("[data-dialog={dialog}] .primary")).await;
        self.gone(&format!("[data-dialog={dialog}]")).await;
    }
}
