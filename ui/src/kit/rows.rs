//! A long list of rows of one height. Only those near what is seen are there, so that a design of thousands of elements
//! is shown and selected as fast as a small one.

use std::{collections::BTreeSet, ops::Range};

use leptos::{ev, html, prelude::*};

/// Up to this many rows are simply all there.
const FEW: usize = 200;
/// Rows come and go in steps of this many, and as many are there beyond what is seen.
const STEP: usize = 16;

/// What scrolls the rows, and where it stands.
#[derive(Clone, Copy)]
pub struct Rows {
    /// The element that scrolls.
    pub scroller: NodeRef<html::Div>,
    /// Height of a row, CSS px.
    height: f64,
    /// Height of what sticks to the top of the scroller, CSS px.
    head: f64,
    /// The step that is seen first.
    first: RwSignal<usize>,
}

impl Rows {
    pub fn new(height: f64, head: f64) -> Rows {
        Rows { scroller: NodeRef::new(), height, head, first: RwSignal::new(0) }
    }

    /// Those of a `.table`: see its style.
    pub fn of_table() -> Rows {
        Rows::new(22.0, 20.0)
    }

    /// To be called when the scroller has scrolled.
    pub fn scrolled(self) {
        if let Some(scroller) = self.scroller.get_untracked() {
            let first = self.rows(f64::from(scroller.scroll_top())) / STEP;
            if first != self.first.get_untracked() {
                self.first.set(first);
            }
        }
    }

    /// Which of so many rows are there.
    pub fn there(self, count: usize) -> Range<usize> {
        if count <= FEW {
            return 0..count;
        }
        let first = self.first.get();
        // no scroller is higher than the screen
        let screen = window().screen().and_then(|screen| screen.height()).map_or(2160.0, f64::from);
        let from = (first.saturating_sub(1) * STEP).min(count);
        let to = ((first + 2) * STEP + self.rows(screen)).min(count);
        from..to
    }

    /// Those of all rows that are there.
    pub fn of<T: Clone>(self, all: &[T]) -> Vec<T> {
        all.get(self.there(all.len())).unwrap_or_default().to_vec()
    }

    /// What stands for so many rows that are not there.
    pub fn gap(self, count: usize) -> String {
        #[allow(clippy::cast_precision_loss)] // no list has that many rows
        let height = count as f64 * self.height;
        format!("{height}px")
    }

    /// Scrolls no further than needed to show a row.
    pub fn show(self, at: usize) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        #[allow(clippy::cast_precision_loss)]
        let top = at as f64 * self.height;
        let bottom = top + self.head + self.height - f64::from(scroller.client_height());
        let now = f64::from(scroller.scroll_top());
        let to = if now > top { top } else { now.max(bottom) };
        if (to - now).abs() >= 1.0 {
            #[allow(clippy::cast_possible_truncation)] // px
            scroller.set_scroll_top(to.ceil() as i32);
            self.scrolled();
        }
    }

    fn rows(self, length: f64) -> usize {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // px of a screen
        let rows = (length / self.height).max(0.0) as usize;
        rows
    }
}

/// Folds or unfolds what stands below a heading.
pub fn fold<T: Ord + Clone + Send + Sync + 'static>(folded: RwSignal<BTreeSet<T>>, heading: &T, fold: bool) {
    folded.update(|folded| {
        if fold {
            folded.insert(heading.clone());
        } else {
            folded.remove(heading);
        }
    });
}

/// A heading that has the focus is pressed like a button; arrows fold and unfold what is below it.
pub fn fold_by_keys(event: &ev::KeyboardEvent, toggle: &impl Fn(), fold: &impl Fn(bool)) {
    entered(event, toggle);
    match event.key().as_str() {
        "ArrowLeft" => fold(true),
        "ArrowRight" => fold(false),
        _ => return,
    }
    event.prevent_default();
}

/// A row that has the focus is pressed like a button.
pub fn entered(event: &ev::KeyboardEvent, press: &impl Fn()) {
    let on_row = event.target() == event.current_target();
    if on_row && matches!(event.key().as_str(), "Enter" | " ") {
        event.prevent_default();
        press();
    }
}
