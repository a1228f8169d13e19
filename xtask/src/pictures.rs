//! `cargo xtask pictures`: the pictures of the README, from the command line and from the real window.

use anyhow::Result;

use crate::{
    app::{self, Build},
    process, product, project, window,
};

/// Drawings: environment, more arguments, file.
const DRAWINGS: [(&str, &[&str], &str); 2] =
    [("prod", &[], "reference-prod.png"), ("dev", &["--theme", "dark"], "reference-dev-dark.png")];

pub fn run() -> Result<()> {
    let images = project::root().join("docs/images");
    crate::assets::run(&[])?;
    let binary = product::build(true)?;
    for (environment, more, name) in DRAWINGS {
        let mut render = product::command(&binary);
        render.arg("render").arg(project::root().join("templates/reference/design.json"));
        render
            .args(["--book", "embedded", "--env", environment])
            .args(more)
            .arg("--out")
            .arg(images.join(name));
        product::expect_success(render.arg("--assets").arg(project::root().join("target/assets")))?;
    }
    window::tools()?;
    let program = app::build(Build::Release)?;
    let mut command = window::program("pictures")?;
    process::run(command.env("GROUNDPLAN_APP", &program).env("GROUNDPLAN_PICTURES", &images))
}
