//! The account that is worked in: credentials, checked against the design before anything else is asked.

use std::{collections::BTreeMap, time::Duration};

use aws_config::{
    AppName, BehaviorVersion, Region, SdkConfig, profile::ProfileFileCredentialsProvider,
    provider_config::ProviderConfig, retry::RetryConfig, timeout::TimeoutConfig,
};
use aws_sdk_cloudformation::Client;
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};

use super::{aws, target::Place};
use crate::Failure;

/// How to reach AWS where the environment does not say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    /// Instead of the profile of the environment.
    pub profile: Option<String>,
    /// Instead of AWS's own endpoints: an emulator.
    pub endpoint: Option<String>,
}

impl Access {
    /// What a person says, and for the endpoint AWS's own variable where nobody says it: an emulator must not be taken
    /// for AWS in what is recorded.
    pub fn found(profile: Option<String>, endpoint: Option<String>) -> Access {
        let stated = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let named = || std::env::var("AWS_ENDPOINT_URL").ok();
        Access { profile: stated(profile), endpoint: stated(endpoint).or_else(|| stated(named())) }
    }
}

/// Tries of one call before it is given up: throttling and short outages pass unnoticed.
const TRIES: u32 = 8;
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
        let config = configuration(place, access).await?;
        let first = aws_sdk_sts::config::Builder::from(&config)
            .retry_config(RetryConfig::standard().with_max_attempts(FIRST_TRIES))
            .build();
        let asked = aws_sdk_sts::Client::from_conf(first).get_caller_identity().send().await;
        let profile = access.profile.as_ref().or(place.profile.as_ref());
        let caller = asked.map_err(|error| {
            let reason = aws::reason(&error);
            let with = match profile {
                Some(profile) => format!(" with the profile “{profile}”"),
                None => String::new(),
            };
            Failure::World(format!(
                "no access to the account of “{}”{with}: {reason}\n  {}",
                place.environment,
                mend(profile, access.endpoint.as_deref())
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

async fn configuration(place: &Place, access: &Access) -> Result<SdkConfig, Failure> {
    let http = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
    let region = Region::new(place.region.clone());
    let mut loader = aws_config::defaults(BehaviorVersion::latest())
        .http_client(http.clone())
        .region(region.clone())
        .retry_config(RetryConfig::standard().with_max_attempts(TRIES))
        .timeout_config(
            TimeoutConfig::builder()
                .connect_timeout(Duration::from_secs(10))
                .read_timeout(Duration::from_secs(60))
                .build(),
        );
    if let Ok(name) = AppName::new("groundplan") {
        loader = loader.app_name(name);
    }
    if let Some(profile) = access.profile.as_ref().or(place.profile.as_ref()) {
        // The default chain would take credentials of the process environment before those of the profile.
        let chain = ProviderConfig::without_region().with_http_client(http).with_region(Some(region));
        let credentials =
            ProfileFileCredentialsProvider::builder().configure(&chain).profile_name(profile).build();
        loader = loader.profile_name(profile).credentials_provider(credentials);
    }
    if let Some(endpoint) = &access.endpoint {
        if !endpoint.starts_with("http://") && !endpoint.starts_with("https://") {
            return Err(Failure::Input(format!(
                "“{endpoint}” is no endpoint; expected an address such as http://127.0.0.1:4566"
            )));
        }
        loader = loader.endpoint_url(endpoint);
    }
    Ok(loader.load().await)
}

fn mend(profile: Option<&String>, endpoint: Option<&str>) -> String {
    match (profile, endpoint) {
        (_, Some(endpoint)) => format!("is there something that answers at {endpoint}?"),
        (Some(profile), None) => {
            format!(
                "log in with `aws sso login --profile {profile}`, or see to it with `aws configure --profile {profile}`"
            )
        }
        (None, None) => {
            "log in with the AWS CLI, name a profile in the environment, or set AWS_PROFILE".to_owned()
        }
    }
}
