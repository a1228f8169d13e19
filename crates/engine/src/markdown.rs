//! Text within Markdown.

/// Text that is shown as it is: these marks lose their meaning, control characters become spaces.
pub fn escaped(text: &str, marks: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if marks.contains(letter) {
            out.push('\\');
        }
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out
}
