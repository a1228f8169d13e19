//! Actor: GitHub, where sources come from.

use design::{ConnectionKind, Connects, Kind, Words};
use pricing::Ledger;

use crate::{About, Category, Lane, Service, Site, Stack};

pub struct Github;

pub const KIND: &str = "github";

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("GitHub", "GitHub"),
        parents: &[],
        contained: false,
        properties: &[],
        connects: &[Connects { kind: ConnectionKind::Delivery, to: &["cfn_resource", "code_connection"] }],
        usage: &[],
        interface: false,
        role: false,
    },
    category: Category::General,
    icon: "git-repository",
    drawio: "mxgraph.aws4.git_repository",
    stack: Stack::Delivery,
    lane: Lane::Actor,
    stateful: false,
};

impl Service for Github {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.free(site.node(), "", "GitHub", "Outside AWS", "AWS does not bill it; GitHub may.");
    }

    fn spec(&self, _site: &Site<'_>) -> String {
        "source".to_owned()
    }
}
