//! What a reader has to say about a text it could not take as it stands.

use std::fmt;

/// A place in a text; both 1-based, the column in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// From the first character to just after the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub start: Position,
    pub end: Position,
}

/// What kind of thing is wrong; [`Code::as_str`] is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// Not YAML or JSON from here on; what came before was read.
    Syntax,
    /// The text is not a map of sections.
    NotATemplate,
    /// Only the first of several YAML documents was read.
    ExtraDocument,
    /// `AWSTemplateFormatVersion` is not the one that exists.
    FormatVersion,
    /// A key stands twice; the last one counts.
    DuplicateKey,
    /// A key is a list or map; the entry was left out.
    KeyNotText,
    /// No such section; it was kept.
    UnknownSection,
    /// No such attribute of a resource, parameter or output; it was kept.
    UnknownAttribute,
    /// A section or attribute has another shape than CloudFormation expects; it was kept.
    WrongShape,
    /// A resource, parameter or output lacks what it must have; it was kept as it stands.
    Incomplete,
    /// A function's arguments are not what it takes; it was kept.
    MalformedFunction,
    /// A short tag that is no CloudFormation function; it was kept.
    UnknownFunction,
    /// Lists and maps are nested deeper than [`crate::MAX_DEPTH`]; the inner ones were left out.
    TooDeep,
    /// A YAML alias without its anchor, or one that would grow the template beyond reason.
    Alias,
    /// A YAML merge key (`<<`), which CloudFormation does not take; its entries were merged.
    MergeKey,
}

impl Code {
    /// Kebab-case name, for machines.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Syntax => "syntax",
            Code::NotATemplate => "not-a-template",
            Code::ExtraDocument => "extra-document",
            Code::FormatVersion => "format-version",
            Code::DuplicateKey => "duplicate-key",
            Code::KeyNotText => "key-not-text",
            Code::UnknownSection => "unknown-section",
            Code::UnknownAttribute => "unknown-attribute",
            Code::WrongShape => "wrong-shape",
            Code::Incomplete => "incomplete",
            Code::MalformedFunction => "malformed-function",
            Code::UnknownFunction => "unknown-function",
            Code::TooDeep => "too-deep",
            Code::Alias => "alias",
            Code::MergeKey => "merge-key",
        }
    }
}

/// One remark. `message` says what is wrong, `hint` how to mend it (may be empty), both in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub line: usize,
    pub column: usize,
    pub code: Code,
    pub message: String,
    pub hint: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.line, self.column, self.code.as_str(), self.message)?;
        if self.hint.is_empty() { Ok(()) } else { write!(f, " ({})", self.hint) }
    }
}

/// The remarks so far.
#[derive(Default)]
pub(crate) struct Diagnostics(pub(crate) Vec<Diagnostic>);

impl Diagnostics {
    pub(crate) fn add(
        &mut self,
        at: Position,
        code: Code,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let (message, hint) = (message.into(), hint.into());
        self.0.push(Diagnostic { line: at.line, column: at.column, code, message, hint });
    }
}
