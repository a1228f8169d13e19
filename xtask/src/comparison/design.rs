//! Our side: what resources stand for, what rules answer which check of others, and what they say of an element.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{product, product::Design, project, templates::Template};

/// What a resource of a template stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    pub node: String,
    /// Kind of the node, and the part if it is one: `vpc/flow-log-group`.
    pub kind: String,
}

/// By file and logical id.
pub struct Resources(BTreeMap<String, BTreeMap<String, Resource>>);

impl Resources {
    pub fn read(designs: &[Design], templates: &[Template]) -> Result<Resources> {
        let mut files = BTreeMap::new();
        for template in templates {
            let design = designs.iter().find(|design| design.name == template.design);
            let document: Value = serde_json::from_str(&fs::read_to_string(
                &design.context("a template belongs to no design")?.path,
            )?)?;
            let text = fs::read_to_string(&template.path)?;
            let mut resources = BTreeMap::new();
            for (logical, name) in part_names(&text) {
                let (node, part) = name.split_once('/').unwrap_or((name, ""));
                let kind = document["nodes"][node]["kind"].as_str().unwrap_or(node);
                let kind = if part.is_empty() { kind.to_owned() } else { format!("{kind}/{part}") };
                resources.insert(logical.to_owned(), Resource { node: node.to_owned(), kind });
            }
            files.insert(template.path.display().to_string(), resources);
        }
        Ok(Resources(files))
    }

    pub fn len(&self) -> usize {
        self.0.values().map(BTreeMap::len).sum()
    }

    pub fn of(&self, file: &str, logical: &str) -> Result<&Resource> {
        let shown = project::shown(Path::new(file));
        self.0
            .get(file)
            .and_then(|resources| resources.get(logical))
            .with_context(|| format!("{shown}: “{logical}” does not say what it stands for"))
    }
}

/// Logical ids with what their metadata says they stand for, from a template in our canonical YAML.
fn part_names(template: &str) -> Vec<(&str, &str)> {
    let mut names = Vec::new();
    let (mut within, mut logical) = (false, None);
    for line in template.lines() {
        if !line.starts_with(' ') && !line.is_empty() {
            within = line == "Resources:";
        } else if let Some(name) = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')) {
            logical = name.strip_suffix(':').filter(|_| within);
        } else if let (Some(logical), Some(name)) = (logical, line.strip_prefix("      Groundplan: ")) {
            names.push((logical, name.trim_matches('"')));
        }
    }
    names
}

/// Which rules answer a check of others.
pub struct Crosswalk(BTreeMap<String, Vec<String>>);

impl Crosswalk {
    /// As `rules --format json` carries it.
    pub fn read(binary: &Path) -> Result<Crosswalk> {
        let mut command = product::command(binary);
        let said = product::expect_success(command.args(["rules", "--format", "json"]))?;
        let rules: Value = serde_json::from_slice(&said).context("`rules` did not print JSON")?;
        let mut checks: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for rule in rules.as_array().into_iter().flatten() {
            let peers = rule["peers"].as_array().into_iter().flatten().filter_map(Value::as_str);
            for peer in peers {
                checks.entry(peer.to_owned()).or_default().extend(rule["id"].as_str().map(str::to_owned));
            }
        }
        Ok(Crosswalk(checks))
    }

    pub fn rules(&self, check: &str) -> &[String] {
        self.0.get(check).map_or(&[], Vec::as_slice)
    }

    #[cfg(test)]
    pub fn of(check: &str, rule: &str) -> Crosswalk {
        Crosswalk(BTreeMap::from([(check.to_owned(), vec![rule.to_owned()])]))
    }
}

/// What our rules say, by design, environment, node and rule; the worst where several parts differ.
#[derive(Default)]
pub struct Verdicts(BTreeMap<[String; 4], Verdict>);

/// Of two, the lesser is the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Violated,
    /// Violated, and accepted with a reason in the design.
    Accepted,
    CannotTell,
    Satisfied,
}

impl Verdicts {
    pub fn read(binary: &Path, designs: &[Design]) -> Result<Verdicts> {
        let mut verdicts = Verdicts::default();
        for design in designs {
            let mut command = product::command(binary);
            command.arg("check").arg(&design.path).args(["--format", "json", "--all"]);
            let said: Value = serde_json::from_slice(&product::expect_answer(&mut command)?)
                .context("`check` did not print JSON")?;
            for finding in said["findings"].as_array().into_iter().flatten() {
                let word = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
                let verdict = match (finding["status"].as_str(), finding.get("suppressed")) {
                    (Some("violated"), None) => Verdict::Violated,
                    (Some("violated"), Some(_)) => Verdict::Accepted,
                    (Some("cannot_tell"), _) => Verdict::CannotTell,
                    _ => Verdict::Satisfied,
                };
                verdicts.add([design.name.clone(), word("environment"), word("node"), word("rule")], verdict);
            }
        }
        Ok(verdicts)
    }

    pub fn add(&mut self, of: [String; 4], verdict: Verdict) {
        let known = self.0.entry(of).or_insert(verdict);
        *known = verdict.min(*known);
    }

    pub fn of(&self, design: &str, environment: &str, node: &str, rule: &str) -> Option<Verdict> {
        self.0.get(&[design, environment, node, rule].map(str::to_owned)).copied()
    }
}

#[cfg(test)]
impl Resources {
    pub fn one(file: &str, logical: &str, resource: Resource) -> Resources {
        Resources(BTreeMap::from([(file.to_owned(), BTreeMap::from([(logical.to_owned(), resource)]))]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_say_what_they_stand_for() {
        let template = "Parameters:\n  Key:\n    Type: String\nResources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    \
                        Metadata:\n      Groundplan: db/\n  Log:\n    Metadata:\n      Groundplan: vpc/flow-log\nOutputs:\n  \
                        Db:\n    Value: x\n";
        assert_eq!(part_names(template), [("Db", "db/"), ("Log", "vpc/flow-log")]);
    }
}
