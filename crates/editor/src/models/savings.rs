//! What would make the environment shown cheaper, and the step that makes it so.

use std::sync::Arc;

use engine::{Decimal, Id, Saving};

use crate::editor::Editor;

/// A saving in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    pub key: String,
    /// The element it changes; `None` for the environment.
    pub node: Option<Id>,
    pub title: String,
    /// What is given up, or to be looked at first.
    pub trade_off: &'static str,
    /// Typical dollars a month.
    pub monthly: Decimal,
}

impl Editor {
    /// What would make the environment shown cheaper, the largest saving first. Kept until the next edit.
    pub fn savings(&mut self) -> Vec<Offer> {
        let language = self.language;
        let offer = |saving: &Saving| Offer {
            key: saving.key.clone(),
            node: saving.node.clone(),
            title: saving.title.render(language),
            trade_off: language.of(saving.trade_off),
            monthly: saving.monthly,
        };
        self.saved().iter().map(offer).collect()
    }

    /// Makes a saving as one step; nothing happens where it is not offered any more.
    ///
    /// # Errors
    /// The edit is refused.
    pub fn apply_saving(&mut self, key: &str) -> Result<(), String> {
        let all = self.saved();
        let Some(saving) = all.iter().find(|saving| saving.key == key) else { return Ok(()) };
        let label = saving.title.render(self.language);
        self.edit(label, saving.command.clone()).map_err(|refusal| self.why(&refusal))
    }

    fn saved(&mut self) -> Arc<Vec<Saving>> {
        let Some(environment) = self.environment().cloned() else { return Arc::default() };
        let revision = self.revision();
        match &self.kept.savings {
            Some((at, of, savings)) if (*at, of) == (revision, &environment) => Arc::clone(savings),
            _ => {
                let found = self.session.savings(environment.as_str()).unwrap_or_default();
                let savings = Arc::new(found);
                self.kept.savings = Some((revision, environment, Arc::clone(&savings)));
                savings
            }
        }
    }
}
