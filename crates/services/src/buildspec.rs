//! Build commands CodeBuild runs: images for registries.

use design::ConnectionKind;

use crate::Site;

/// An image the project builds.
pub struct Image<'a> {
    pub repository: Site<'a>,
    /// Environment variable with the repository's address, e.g. `REPOSITORY_API` for the node `api`.
    pub variable: String,
    /// Directory of the source with the Dockerfile.
    pub directory: String,
}

/// The images it builds: one for each registry it delivers to. A single one is built from the root of the source,
/// several from directories named like their node; the connection's `action` names another directory.
pub fn images<'a>(site: &Site<'a>) -> Vec<Image<'a>> {
    let registries: Vec<_> =
        site.to(ConnectionKind::Delivery).filter(|(_, to)| to.is("ecr_repository")).collect();
    let single = registries.len() == 1;
    registries
        .into_iter()
        .map(|(edge, repository)| Image {
            repository,
            variable: format!("REPOSITORY_{}", repository.node().replace('-', "_").to_uppercase()),
            directory: match edge.text("action") {
                "" if single => ".".to_owned(),
                "" => repository.node().to_owned(),
                stated => stated.to_owned(),
            },
        })
        .collect()
}

/// A project nobody gives a source yet.
pub const NOTHING_TO_BUILD: &str = "version: 0.2
phases:
  build:
    commands:
      - echo 'Connect a pipeline or a repository to this project.'
";

/// Builds and pushes each image under the commit's id, unless it is there already: a retry of the same commit is
/// no change, and repositories may refuse to overwrite a tag. Hands on all of the source, manifests included.
pub fn commands(images: &[Image<'_>]) -> String {
    let mut text = String::from(
        "version: 0.2
phases:
  pre_build:
    commands:
      - IMAGE_TAG=\"${IMAGE_TAG:-${CODEBUILD_RESOLVED_SOURCE_VERSION:-$CODEBUILD_BUILD_NUMBER}}\"
",
    );
    for image in images {
        let name = &image.variable;
        text.push_str(&format!(
            "      - aws ecr get-login-password --region \"$(echo \"${name}\" | cut -d. -f4)\" | docker login --username AWS --password-stdin \"${{{name}%%/*}}\"\n"
        ));
    }
    text.push_str("  build:\n    commands:\n");
    for image in images {
        let (name, directory) = (&image.variable, quoted(&image.directory));
        text.push_str(&format!(
            "      - docker manifest inspect \"${name}:$IMAGE_TAG\" >/dev/null 2>&1 || (docker build --pull --tag \"${name}:$IMAGE_TAG\" {directory} && docker push \"${name}:$IMAGE_TAG\")\n"
        ));
    }
    text.push_str("artifacts:\n  files:\n    - '**/*'\n");
    text
}

/// A path as one word of the shell, safe within the plain scalars above; characters outside paths are left out.
fn quoted(text: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    let kept: String = text.chars().filter(|&c| safe(c)).collect();
    if kept.is_empty() { ".".to_owned() } else { format!("'{kept}'") }
}
