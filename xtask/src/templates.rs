//! The designs of `templates/` as CloudFormation: each environment's stacks, as the built program writes them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{product, product::Design, project};

/// A synthesised stack.
pub struct Template {
    pub design: String,
    pub environment: String,
    pub region: String,
    pub path: PathBuf,
}

/// Synthesises all environments of the designs into `place`, which is emptied first: `place/design/environment/*.yaml`.
pub fn synthesise(binary: &Path, designs: &[Design], place: &Path) -> Result<Vec<Template>> {
    if place.exists() {
        fs::remove_dir_all(place)?;
    }
    let mut templates = Vec::new();
    for design in designs {
        for environment in &design.environments {
            let out = place.join(&design.name).join(environment);
            fs::create_dir_all(&out)?;
            let mut command = product::command(binary);
            command.arg("synth").arg(&design.path).args(["--env", environment, "--out"]).arg(&out);
            product::expect_success(&mut command)?;
            templates.extend(listed(design, environment, &out)?);
        }
    }
    ensure!(!templates.is_empty(), "synth wrote no CloudFormation template below {}", project::shown(place));
    Ok(templates)
}

/// The stacks that `synth` lists in `stacks.json`; each of its files must be there.
fn listed(design: &Design, environment: &str, folder: &Path) -> Result<Vec<Template>> {
    let path = folder.join("stacks.json");
    let text =
        fs::read_to_string(&path).with_context(|| format!("synth wrote no {}", project::shown(&path)))?;
    let list: Value = serde_json::from_str(&text)?;
    let stack = |stack: &Value| {
        let path = folder.join(stack["template"].as_str().context("a stack names no template")?);
        let region = stack["region"].as_str().context("a stack names no region")?.to_owned();
        ensure!(path.is_file(), "stacks.json lists {}, which is not there", project::shown(&path));
        Ok(Template { design: design.name.clone(), environment: environment.to_owned(), region, path })
    };
    list["stacks"].as_array().into_iter().flatten().map(stack).collect()
}
