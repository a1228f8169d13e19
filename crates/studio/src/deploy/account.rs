//! The account that is worked in: credentials, checked against the design before anything else is asked.

use std::collections::BTreeMap;

use access::{Access, SdkConfig, reason};
use aws_config::{Region, retry::RetryConfig};
use aws_sdk_cloudformation::Client;

use super::target::Place;
use crate::Failure;

/// Tries of the first call, so that a wrong network or wrong credentials are said soon.
const FIRST_TRIES: u32 = 3;

/// An account whose credentials were checked.
#[derive(Debug)]
pub struct Account {
    config: SdkConfig,
    /// Clients by region.
    clients: BTreeMap<String, Client>,
}

impl Account {
    /// Finds credentials for an environment and asks AWS whose they are.
    ///
    /// # Errors
    /// [`Failure::Refused`] when they belong to another account than the environment's; [`Failure::World`] when there
    /// are none or AWS cannot be reached.
    pub async fn connect(place: &Place, access: &Access) -> Result<Account, Failure> {
        let access = access.or_profile(place.profile.as_ref());
        let bad = |error: access::BadEndpoint| Failure::Input(error.to_string());
        let config = access.configuration(&place.region).await.map_err(bad)?;
        let first = aws_sdk_sts::config::Builder::from(&config)
            .retry_config(RetryConfig::standard().with_max_attempts(FIRST_TRIES))
            .build();
        let asked = aws_sdk_sts::Client::from_conf(first).get_caller_identity().send().await;
        let profile = access.profile.as_ref();
        let caller = asked.map_err(|error| {
            let reason = reason(&error);
            let with = match profile {
                Some(profile) => format!(" with the profile “{profile}”"),
                None => String::new(),
            };
            Failure::World(format!(
                "no access to the account of “{}”{with}: {reason}\n  {}",
                place.environment,
                access.mend()
            ))
        })?;
        let id = caller.account.unwrap_or_default();
        let caller = caller.arn.unwrap_or_default();
        if id != place.account {
            let mend = match profile {
                Some(profile) => format!("point the profile “{profile}” to account {}", place.account),
                None => {
                    format!("name a profile of account {} in the environment or by --profile", place.account)
                }
            };
            return Err(Failure::Refused(format!(
                "“{}” belongs to account {}, but these credentials are of account {id} ({caller}); nothing was done\n  \
                 {mend}, or correct the environment's account",
                place.environment, place.account
            )));
        }
        Ok(Account { config, clients: BTreeMap::new() })
    }

    /// CloudFormation of a region.
    pub fn cloudformation(&mut self, region: &str) -> Client {
        let config = &self.config;
        let make = || {
            let settings = aws_sdk_cloudformation::config::Builder::from(config)
                .region(Region::new(region.to_owned()))
                .build();
            Client::from_conf(settings)
        };
        self.clients.entry(region.to_owned()).or_insert_with(make).clone()
    }
}
