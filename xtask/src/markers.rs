//! Parts of a Markdown file that a task writes: between `<!-- NAME -->` and `<!-- /NAME -->`.

use std::fs;

use anyhow::{Context, Result};

use crate::project;

/// Replaces what stands between the markers; a file without them gets the part at its end.
pub fn write(file: &str, name: &str, text: &str) -> Result<()> {
    let path = project::root().join(file);
    let old = fs::read_to_string(&path).with_context(|| format!("cannot read {file}"))?;
    fs::write(&path, replaced(&old, name, text)).with_context(|| format!("cannot write {file}"))
}

fn replaced(old: &str, name: &str, text: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let part = format!("{begin}\n{}\n{end}", text.trim());
    match (old.find(&begin), old.find(&end)) {
        (Some(from), Some(to)) if from < to => {
            let (before, after) = (old.get(..from).unwrap_or(""), old.get(to + end.len()..).unwrap_or(""));
            format!("{before}{part}{after}")
        }
        _ => format!("{}\n\n{part}\n", old.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_markers_is_written() {
        let old = "# A\n\n<!-- x -->\nold\n<!-- /x -->\n\nend\n";
        assert_eq!(replaced(old, "x", "new\n"), "# A\n\n<!-- x -->\nnew\n<!-- /x -->\n\nend\n");
        assert_eq!(replaced("# A\n", "x", "new"), "# A\n\n<!-- x -->\nnew\n<!-- /x -->\n");
    }
}
