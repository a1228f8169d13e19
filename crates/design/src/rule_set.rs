//! An organisation's own rules, which a design is held to.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The texts of all rule sets of a design together have at most so many bytes: a document is read, hashed and sent
/// whole.
pub const MAX_RULES: usize = 1 << 20;

/// Rules of an organisation in the CloudFormation Guard language, judged on the templates of every environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// Displayed name.
    pub name: String,
    /// In the Guard language, a line each: versions of a document are compared line by line.
    #[serde(with = "lines")]
    #[schemars(with = "Vec<String>")]
    pub text: Arc<str>,
}

impl RuleSet {
    /// Rules as they are read from a file or typed: with the line ends of the document, and none at the end.
    pub fn new(name: &str, text: &str) -> RuleSet {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        RuleSet { name: name.trim().to_owned(), text: text.trim_end().into() }
    }
}

/// The name by which findings call one of its rules: `guard:SET/RULE`.
pub fn rule_id(set: &str, rule: &str) -> String {
    format!("{PREFIX}{set}/{rule}")
}

/// The set and the rule that such a name names.
pub fn set_and_rule(id: &str) -> Option<(&str, &str)> {
    id.strip_prefix(PREFIX)?.split_once('/')
}

const PREFIX: &str = "guard:";

mod lines {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(text.split('\n'))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
        Vec::<String>::deserialize(deserializer).map(|lines| lines.join("\n").into())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_a_line_each_and_read_back_as_it_was() {
        for text in ["rule A {\n  Resources exists\n}", "rule A { Resources exists }", "", "\n", "a\r\nb\n"] {
            let set = RuleSet { name: "Company".to_owned(), text: text.into() };
            let written = serde_json::to_string(&set).unwrap();
            assert_eq!(serde_json::from_str::<RuleSet>(&written).unwrap(), set, "{written}");
        }
        let set = RuleSet::new(" Company ", "\u{feff}rule A {\r\n  Resources exists\r\n}\r\n");
        assert_eq!(
            serde_json::to_value(&set).unwrap(),
            serde_json::json!({ "name": "Company", "text": ["rule A {", "  Resources exists", "}"] })
        );
    }

    #[test]
    fn a_finding_names_set_and_rule() {
        assert_eq!(rule_id("company", "LOGS"), "guard:company/LOGS");
        assert_eq!(set_and_rule("guard:company/LOGS"), Some(("company", "LOGS")));
        assert_eq!(set_and_rule("rds-multi-az"), None);
    }
}
