//! JSON text to nodes, with places; what came before a syntax error is not lost.

use crate::{
    Position, Span,
    diagnostic::{Code, Diagnostics},
    node::{Body, Key, MAX_DEPTH, Node, Seen, Style, insert, too_deep},
};

/// Reads a text. `None` if it holds nothing.
pub(crate) fn parse(text: &str, out: &mut Diagnostics) -> Option<Node> {
    let mut reader = Reader { rest: text.chars(), line: 1, column: 1, depth: 0, broken: false, out };
    reader.space();
    reader.peek()?;
    let root = reader.value();
    reader.space();
    if !reader.broken && reader.peek().is_some() {
        reader.fail("something follows the end of the template");
    }
    root
}

struct Reader<'a> {
    rest: std::str::Chars<'a>,
    line: usize,
    column: usize,
    depth: usize,
    /// A syntax error was met: everything open is closed without reading on.
    broken: bool,
    out: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn position(&self) -> Position {
        Position { line: self.line, column: self.column }
    }

    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(c)
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.next();
        }
        found
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|c| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{feff}')) {
            self.next();
        }
    }

    fn fail(&mut self, what: &str) {
        if !self.broken {
            self.broken = true;
            let at = self.position();
            let found = self.peek().map_or("the end of the text".to_owned(), |c| format!("{c:?}"));
            let message = format!("not valid JSON: {what}, found {found}");
            self.out.add(
                at,
                Code::Syntax,
                message,
                "what comes before this place was read, the rest was not",
            );
        }
    }

    /// Reads a value; `None` if there is none (the reader is then broken).
    fn value(&mut self) -> Option<Node> {
        self.space();
        let start = self.position();
        let body = match self.peek() {
            Some('{' | '[') if self.depth >= MAX_DEPTH => {
                too_deep(start, self.out);
                self.skip();
                Body::Scalar(String::new(), Style::Plain)
            }
            Some('{') => {
                self.depth += 1;
                let entries = self.map();
                self.depth -= 1;
                Body::Map(entries)
            }
            Some('[') => {
                self.depth += 1;
                let items = self.list();
                self.depth -= 1;
                Body::List(items)
            }
            Some('"') => Body::Scalar(self.string()?, Style::Quoted),
            Some('-' | '0'..='9') => Body::Scalar(self.number()?, Style::Number),
            Some('t' | 'f' | 'n') => Body::Scalar(self.word()?, Style::Plain),
            _ => {
                self.fail("expected a value");
                return None;
            }
        };
        Some(Node { span: Span { start, end: self.position() }, tag: None, body })
    }

    fn map(&mut self) -> Vec<(Key, Node)> {
        let (mut entries, mut seen) = (Vec::new(), Seen::new());
        self.next();
        self.space();
        if self.eat('}') {
            return entries;
        }
        loop {
            self.space();
            let start = self.position();
            if self.peek() != Some('"') {
                self.fail("expected a key in double quotes");
                return entries;
            }
            let Some(text) = self.string() else { return entries };
            let key = Key { text, span: Span { start, end: self.position() } };
            self.space();
            if !self.eat(':') {
                self.fail("expected `:` after the key");
                return entries;
            }
            if let Some(value) = self.value() {
                insert(&mut entries, &mut seen, key, value, self.out);
            }
            if !self.more('}') {
                return entries;
            }
        }
    }

    fn list(&mut self) -> Vec<Node> {
        let mut items = Vec::new();
        self.next();
        self.space();
        if self.eat(']') {
            return items;
        }
        loop {
            items.extend(self.value());
            if !self.more(']') {
                return items;
            }
        }
    }

    /// After an entry: whether another follows.
    fn more(&mut self, end: char) -> bool {
        if self.broken {
            return false;
        }
        self.space();
        if self.eat(',') {
            return true;
        }
        if !self.eat(end) {
            self.fail(&format!("expected `,` or `{end}`"));
        }
        false
    }

    /// Passes over a list or map without keeping it, at any depth.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                '"' => {
                    if self.string().is_none() {
                        return;
                    }
                    continue;
                }
                '{' | '[' => depth += 1,
                '}' | ']' => depth -= 1,
                _ => {}
            }
            self.next();
            if depth == 0 {
                return;
            }
        }
        self.fail("expected the end of a list or map");
    }

    fn string(&mut self) -> Option<String> {
        let mut text = String::new();
        self.next();
        loop {
            match self.peek() {
                Some('"') => {
                    self.next();
                    return Some(text);
                }
                Some('\\') => {
                    self.next();
                    text.push(self.escape()?);
                }
                Some(c) if c >= ' ' => {
                    text.push(c);
                    self.next();
                }
                _ => {
                    self.fail("expected the closing quote of a text");
                    return None;
                }
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let c = match self.peek() {
            Some(c @ ('"' | '\\' | '/')) => c,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                self.next();
                let high = self.hex()?;
                let code = if (0xd800..0xdc00).contains(&high) && self.eat('\\') && self.eat('u') {
                    let low = self.hex()?;
                    if (0xdc00..0xe000).contains(&low) {
                        0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)
                    } else {
                        high
                    }
                } else {
                    high
                };
                // half of a surrogate pair is no character
                return Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            _ => {
                self.fail("expected an escape that JSON knows");
                return None;
            }
        };
        self.next();
        Some(c)
    }

    fn hex(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(16)) else {
                self.fail("expected four hexadecimal digits");
                return None;
            };
            code = code * 16 + digit;
            self.next();
        }
        Some(code)
    }

    fn number(&mut self) -> Option<String> {
        let mut text = String::new();
        while let Some(c) = self.peek().filter(|c| matches!(c, '-' | '+' | '.' | 'e' | 'E' | '0'..='9')) {
            text.push(c);
            self.next();
        }
        if text.parse::<i64>().is_ok() || crate::Number::new(&text).is_some() {
            return Some(text);
        }
        self.fail(&format!("expected a number, not {text}"));
        None
    }

    fn word(&mut self) -> Option<String> {
        let mut text = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_alphabetic) {
            text.push(c);
            self.next();
        }
        if ["true", "false", "null"].contains(&text.as_str()) {
            return Some(text);
        }
        self.fail(&format!("expected true, false or null, not {text}"));
        None
    }
}
