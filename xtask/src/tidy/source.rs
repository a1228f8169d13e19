//! Rust source as tidy reads it: without comments, text and unit tests, and with `use` trees written out.

/// Replaces comments and the insides of literals by blanks; lines stay where they are.
pub fn code(source: &str) -> String {
    let letters: Vec<char> = source.chars().collect();
    let mut code = String::with_capacity(source.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let rest = letters.get(at..).unwrap_or_default();
        let previous = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
        let end = literal(rest, previous);
        if end == 0 {
            code.push(letter);
            at += 1;
        } else {
            let hidden = rest.iter().take(end);
            code.extend(hidden.map(|letter| if *letter == '\n' { '\n' } else { ' ' }));
            at += end;
        }
    }
    code
}

/// Length of the comment or literal that begins here; 0 when none does.
fn literal(rest: &[char], previous: char) -> usize {
    match rest {
        ['/', '/', ..] => rest.iter().position(|letter| *letter == '\n').unwrap_or(rest.len()),
        ['/', '*', ..] => block_comment(rest),
        ['"', ..] => quoted(rest, '"'),
        ['r', '#' | '"', ..] if !is_word(previous) || previous == 'b' => raw_text(rest),
        ['\'', '\\', ..] => quoted(rest, '\''),
        ['\'', _, '\'', ..] => 3,
        _ => 0,
    }
}

fn block_comment(rest: &[char]) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while let Some(pair) = rest.get(at..at + 2) {
        match pair {
            ['/', '*'] => (depth, at) = (depth + 1, at + 2),
            ['*', '/'] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn quoted(rest: &[char], quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.iter().enumerate().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            letter if *letter == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn raw_text(rest: &[char]) -> usize {
    let hashes = rest.iter().skip(1).take_while(|letter| **letter == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return 0; // a raw identifier
    }
    let mut at = 2 + hashes;
    while at < rest.len() {
        let tail = rest.get(at + 1..).unwrap_or_default();
        if rest.get(at) == Some(&'"') && tail.iter().take_while(|letter| **letter == '#').count() >= hashes {
            return at + 1 + hashes;
        }
        at += 1;
    }
    rest.len()
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Drops what follows each `#[cfg(test)]`: the braced item, or the item up to its semicolon.
pub fn without_tests(code: &str) -> String {
    let mut kept = String::new();
    let mut rest = code;
    while let Some((before, after)) = rest.split_once("#[cfg(test)]") {
        kept.push_str(before);
        rest = after_item(after);
    }
    kept + rest
}

fn after_item(text: &str) -> &str {
    let mut depth = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return text.get(at + 1..).unwrap_or_default(),
            _ => continue,
        }
        if depth == 0 {
            return text.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}

/// Every path that appears in the code: those of `use` trees written out, and qualified ones as they stand.
pub fn paths(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for item in code.split(';') {
        let tree =
            item.rsplit_once("use ").filter(|(before, _)| before.is_empty() || !before.ends_with(is_word));
        if let Some((_, tree)) = tree {
            let tree: String = tree.split(" as ").next().unwrap_or_default().split_whitespace().collect();
            expand("", &tree, &mut paths);
        }
    }
    let qualified = code.split(|letter: char| !is_word(letter) && letter != ':');
    paths.extend(qualified.filter(|word| word.contains("::")).map(|word| word.trim_matches(':').to_owned()));
    paths
}

/// `a::{b, c::{d}}` → `a::b`, `a::c::d`.
fn expand(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    match tree.split_once('{') {
        None => paths.push(format!("{prefix}{tree}").trim_end_matches("::self").to_owned()),
        Some((head, inside)) => {
            let inside = inside.strip_suffix('}').unwrap_or(inside);
            let prefix = format!("{prefix}{head}");
            for branch in branches(inside) {
                expand(&prefix, branch, paths);
            }
        }
    }
}

/// Splits at the commas outside braces.
fn branches(tree: &str) -> Vec<&str> {
    let mut depth = 0;
    let split = tree.split(move |letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        letter == ',' && depth == 0
    });
    split.filter(|branch| !branch.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_text_are_not_code() {
        let source = "a // std::fs\n/* std::net /* deep */ */ b \"std::thread \\\" x\" c r#\"std::env \" \"# 'd' '\\'' 'e";
        let code = code(source);
        assert!(!code.contains("std"), "{code}");
        let words: Vec<&str> = code.split_whitespace().collect();
        assert_eq!(words, ["a", "b", "c", "'e"], "a lifetime is code");
    }

    #[test]
    fn unit_tests_are_left_out_and_what_follows_them_stays() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { {} } }\nfn c() {}\n#[cfg(test)] use x::y;\nfn d() {}";
        let kept = without_tests(text);
        assert!(kept.contains("fn a") && kept.contains("fn c") && kept.contains("fn d"), "{kept}");
        assert!(!kept.contains("fn b") && !kept.contains("x::y"), "{kept}");
    }

    #[test]
    fn use_trees_are_written_out() {
        let found = paths(
            "pub use std::{\n  collections::BTreeMap, fs::{self, File}, time as t };\nfn f() { std::env::var(); }",
        );
        for path in ["std::collections::BTreeMap", "std::fs", "std::fs::File", "std::time", "std::env::var"] {
            assert!(found.iter().any(|found| found == path), "{path} in {found:?}");
        }
    }
}
