//! An organisation's own rules. Whether they are in the Guard language, only its interpreter knows.

use super::Check;
use crate::{
    problem::{Fault, Path},
    read::fields::wrong,
    rule_set::MAX_RULES,
};

impl Check<'_> {
    /// All rule sets: their size is limited together.
    pub(crate) fn rule_sets(&self) {
        let root = Path::Root.key("organisation_rules");
        let mut size = 0;
        for (id, set) in &self.document.organisation_rules {
            let path = root.key(id.as_str());
            for (name, text, expected) in [
                ("name", &*set.name, "the name that is displayed"),
                ("text", &*set.text, "rules in the CloudFormation Guard language"),
            ] {
                if text.trim().is_empty() {
                    self.problems.push(&path.key(name), wrong(expected, &text.trim().into()));
                }
            }
            size += set.text.len();
            if size > MAX_RULES {
                let fault = Fault::Expected {
                    expected: format!("at most {MAX_RULES} bytes of rules in all"),
                    found: format!("{size} up to here"),
                    nearest: None,
                };
                self.problems.push(&path.key("text"), fault);
            }
        }
    }
}
