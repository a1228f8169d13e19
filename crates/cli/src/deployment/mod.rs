//! What `deploy`, `destroy` and `status` share: where to go, what is told, what is asked.

mod consent;
mod live;
mod text;

use std::{collections::BTreeMap, path::PathBuf};

use studio::deploy::{Access, Deployer, Journal, Scope, Target};

use crate::{commands::Listing, failure::Failure};

pub use consent::{Consent, ask};
pub use live::Live;
pub use text::Text;

/// Which environment, and how to get there.
#[derive(clap::Args)]
pub struct Place {
    /// The design
    pub file: PathBuf,
    /// The environment
    #[arg(long, value_name = "ENVIRONMENT")]
    pub env: String,
    /// AWS profile instead of the one the environment names
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Address of an emulator instead of AWS
    #[arg(long, value_name = "URL")]
    endpoint_url: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Listing::Text)]
    pub format: Listing,
}

impl Place {
    pub fn access(&self) -> Access {
        Access::found(self.profile.clone(), self.endpoint_url.clone())
    }

    /// The record of the environment's deployments.
    pub fn journal(&self, target: &Target) -> Result<Box<dyn Journal>, Failure> {
        studio::deploy::journal(&self.file, Scope::of(target, &self.access()))
    }

    /// Gets into the account.
    pub async fn connect<'a>(
        &self,
        target: &'a Target,
        parameters: BTreeMap<String, String>,
        journal: &'a mut dyn Journal,
        live: &'a mut Live,
    ) -> Result<Deployer<'a>, Failure> {
        Deployer::connect(target, self.access(), parameters, journal, live).await
    }
}
