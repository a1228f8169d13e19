//! `cargo xtask new`: a service or a rule as one new file, after the model of one that works.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    codegen::{self, PILLARS, RULES, Registered, SERVICES},
    project,
};

const USAGE: &str = "usage: cargo xtask new service NAME [--like SERVICE]\n       \
                     cargo xtask new rule PILLAR NAME [--like RULE]\n\n\
                     NAME is snake_case; PILLAR is one of security, reliability, performance, cost, operations,\n\
                     sustainability. The new file is a copy of the model (--like; the shortest file there is otherwise)\n\
                     under its own name: it compiles at once, and everything in it waits to be replaced.";

pub fn run(arguments: &[String]) -> Result<()> {
    let (words, like) = split(arguments)?;
    let path = match words[..] {
        ["service", name] => write(&SERVICES, "kinds", name, like)?,
        ["rule", pillar, name] => {
            ensure!(PILLARS.contains(&pillar), "`{pillar}` is no pillar: {}", PILLARS.join(", "));
            write(&RULES, pillar, name, like)?
        }
        _ => bail!("{USAGE}"),
    };
    codegen::run(false)?;
    println!("{}: now replace what it took from its model, then `cargo xtask test`", project::shown(&path));
    Ok(())
}

fn split(arguments: &[String]) -> Result<(Vec<&str>, Option<&str>)> {
    let mut words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(at) = words.iter().position(|word| *word == "--like") else {
        return Ok((words, None));
    };
    ensure!(at + 1 < words.len(), "--like needs a name\n{USAGE}");
    let like = words.remove(at + 1);
    words.remove(at);
    Ok((words, Some(like)))
}

fn write(registered: &Registered, folder: &str, name: &str, like: Option<&str>) -> Result<PathBuf> {
    let name = name.replace('-', "_");
    ensure!(
        codegen::is_snake(&name),
        "`{name}` is not snake_case (small letters, digits, single underscores)"
    );
    let parts = registered.parts()?;
    ensure!(!parts.contains_key(&name), "`{name}` is there already, in {}", registered.package);
    let model = match like {
        Some(like) => like.replace('-', "_"),
        None => shortest(registered)?,
    };
    let at = parts.get(&model).with_context(|| format!("there is no `{model}` to take as a model"))?;
    let text = fs::read_to_string(registered.source().join(at).join(format!("{model}.rs")))
        .with_context(|| format!("the model `{model}` is a folder; name another with --like"))?;
    let folder = registered.source().join(folder);
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{name}.rs"));
    fs::write(&path, renamed(&text, &model, &name))?;
    println!("  wrote {} after {model}", project::shown(&path));
    Ok(path)
}

/// The part with the shortest file among those that do what such a part is for: it shows the contract with the
/// least beside it.
fn shortest(registered: &Registered) -> Result<String> {
    let size = |name: &str, folder: &str| {
        let path = registered.source().join(folder).join(format!("{name}.rs"));
        let text = fs::read_to_string(path).ok()?;
        text.contains(registered.does).then_some(text.len())
    };
    let parts = registered.parts()?;
    let sized = parts.iter().filter_map(|(name, folder)| Some((size(name, folder)?, name)));
    let shortest = sized.min().map(|(_, name)| name.clone());
    shortest.with_context(|| format!("crates/{} has no model yet", registered.package))
}

/// A model's text under another name, in each of the three spellings.
fn renamed(text: &str, model: &str, name: &str) -> String {
    let kebab = |name: &str| name.replace('_', "-");
    replace_word(
        &replace_word(&replace_word(text, model, name), &kebab(model), &kebab(name)),
        &codegen::pascal(model),
        &codegen::pascal(name),
    )
}

/// Replaces whole words only: `vpc` in `vpc_endpoint` stays.
fn replace_word(text: &str, from: &str, to: &str) -> String {
    let joins = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let (before, found) = rest.split_at(at);
        let after = &found[from.len()..];
        result.push_str(before);
        let whole = !before.ends_with(joins) && !after.starts_with(joins);
        result.push_str(if whole { to } else { from });
        rest = after;
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_renamed_in_every_spelling_and_only_in_whole_words() {
        let text = "pub struct SnsTopic; // \"sns_topic\", id sns-topic, not sns_topic_policy";
        let expected =
            "pub struct KinesisStream; // \"kinesis_stream\", id kinesis-stream, not sns_topic_policy";
        assert_eq!(renamed(text, "sns_topic", "kinesis_stream"), expected);
    }

    #[test]
    fn like_may_stand_anywhere() {
        let arguments = ["rule", "--like", "a", "cost", "b"].map(str::to_owned);
        assert_eq!(split(&arguments).unwrap(), (vec!["rule", "cost", "b"], Some("a")));
        assert!(split(&["--like".to_owned()]).is_err());
    }
}
