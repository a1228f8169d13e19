//! AWS CodeConnections connection: the door to repositories on GitHub.

use crate::value::map;
use architecture::{Access, Grant, StatementResource};
use cloudformation::{Parameter, Value};
use design::{ConnectionKind, Connects, Kind, Property, Words};
use pricing::Ledger;

use crate::{About, Category, Lane, Service, Site, Stack, Stacks, delivery};

pub struct CodeConnection;

pub const KIND: &str = "code_connection";

/// Lets a role fetch through a connection.
pub const USE: &str = "codeconnections:UseConnection";

/// Longest name of a connection. Source: resource schema of AWS::CodeConnections::Connection.
const MAX_NAME: usize = 32;

pub const PROVIDER: Property = Property::choice("provider", &["github", "gitlab", "bitbucket"], "github")
    .label("Provider", "Proveedor")
    .help(
        "Where the repositories are. The connection stays pending until a person opens it in the console and lets AWS in there.",
        "Dónde están los repositorios. La conexión queda pendiente hasta que una persona la abre en la consola y autoriza a AWS.",
    )
    .source("https://docs.aws.amazon.com/dtconsole/latest/userguide/connections-update.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("Code connection", "Conexión de código"),
        parents: &[],
        contained: false,
        properties: &[&PROVIDER],
        connects: &[Connects {
            kind: ConnectionKind::Delivery,
            to: &["codecommit_repository", "codepipeline"],
        }],
        usage: &[],
        interface: false,
        role: false,
    },
    category: Category::DeveloperTools,
    icon: "codeconnections",
    drawio: "mxgraph.aws4.codestar",
    stack: Stack::Delivery,
    lane: Lane::Delivery(10),
    stateful: false,
};

impl Service for CodeConnection {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    /// `Ref` of a connection is its ARN.
    fn arn(&self, site: &Site<'_>, part: &str) -> Value {
        site.reference(part)
    }

    fn grants(&self, site: &Site<'_>, _access: Access) -> Vec<Grant> {
        let itself = StatementResource::Arn { node: site.id.clone(), part: String::new(), suffix: "" };
        vec![Grant { actions: vec![USE], resources: vec![itself] }]
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let provider = match site.text(&PROVIDER) {
            "gitlab" => "GitLab",
            "bitbucket" => "Bitbucket",
            _ => "GitHub",
        };
        stacks.resource(
            site,
            "",
            "AWS::CodeConnections::Connection",
            map! {
                "ConnectionName" => delivery::fit(site.physical_name(), MAX_NAME),
                "ProviderType" => provider,
                "Tags" => site.tags(),
            },
        );
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.free(
            site.node(),
            "",
            "AWS CodeConnections",
            "Connection",
            "AWS does not charge for connections.",
        );
    }

    fn spec(&self, site: &Site<'_>) -> String {
        match site.text(&PROVIDER) {
            "gitlab" => "GitLab",
            "bitbucket" => "Bitbucket",
            _ => "GitHub",
        }
        .to_owned()
    }
}

/// `owner/name` of the repository at the provider: as stated, else a parameter to be given when deploying.
pub fn repository(site: &Site<'_>, stated: Option<&str>, parameter: &str, stacks: &mut Stacks<'_>) -> Value {
    if let Some(stated) = stated {
        return stated.into();
    }
    let declared = Parameter {
        type_: "String".into(),
        description: Some(format!("Repository {} takes its source from, owner/name", site.node())),
        allowed_pattern: Some("^[^/ ]+(/[^/ ]+)+$".into()),
        ..Parameter::default()
    };
    stacks.parameter(Stack::Delivery, site, parameter, declared)
}

/// Whether a text names a repository as `owner/name`; GitLab's groups may nest.
pub fn names_a_repository(text: &str) -> bool {
    let mut words = text.split('/');
    let all = words.clone().count() >= 2;
    all && words.all(|word| !word.is_empty() && !word.contains(char::is_whitespace))
}
