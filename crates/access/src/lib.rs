//! How AWS is reached: credentials, endpoint, patience, and what its errors say in words.
//!
//! # Invariants
//! - A profile that a person names is used, whatever credentials the process environment holds.
//! - Nothing is asked here: a configuration is made, calls are for those who use it.
//!
//! # What it must not know
//! Any service of AWS, designs, files.

mod reason;

use std::time::Duration;

use aws_config::{
    AppName, BehaviorVersion, Region, profile::ProfileFileCredentialsProvider,
    provider_config::ProviderConfig, retry::RetryConfig, timeout::TimeoutConfig,
};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};

pub use aws_config::SdkConfig;
pub use reason::reason;

/// How to reach AWS where nothing else says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Access {
    pub profile: Option<String>,
    /// Instead of AWS's own endpoints: an emulator.
    pub endpoint: Option<String>,
}

/// An endpoint that is no address.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no endpoint; expected an address such as http://127.0.0.1:4566")]
pub struct BadEndpoint(String);

/// Tries of one call before it is given up: throttling and short outages pass unnoticed.
const TRIES: u32 = 8;

impl Access {
    /// What a person says, and for the endpoint AWS's own variable where nobody says it: an emulator must not be taken
    /// for AWS in what is recorded.
    pub fn found(profile: Option<String>, endpoint: Option<String>) -> Access {
        let stated = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let named = || std::env::var("AWS_ENDPOINT_URL").ok();
        Access { profile: stated(profile), endpoint: stated(endpoint).or_else(|| stated(named())) }
    }

    /// The same, by this profile where no other is named.
    #[must_use]
    pub fn or_profile(&self, profile: Option<&String>) -> Access {
        Access { profile: self.profile.as_ref().or(profile).cloned(), endpoint: self.endpoint.clone() }
    }

    /// What clients of AWS's services are made with.
    ///
    /// # Errors
    /// The endpoint is no address.
    pub async fn configuration(&self, region: &str) -> Result<SdkConfig, BadEndpoint> {
        let http = Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https();
        let region = Region::new(region.to_owned());
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
        if let Some(profile) = &self.profile {
            // The default chain would take credentials of the process environment before those of the profile.
            let chain = ProviderConfig::without_region().with_http_client(http).with_region(Some(region));
            let credentials =
                ProfileFileCredentialsProvider::builder().configure(&chain).profile_name(profile).build();
            loader = loader.profile_name(profile).credentials_provider(credentials);
        }
        if let Some(endpoint) = &self.endpoint {
            if !endpoint.starts_with("http://") && !endpoint.starts_with("https://") {
                return Err(BadEndpoint(endpoint.clone()));
            }
            loader = loader.endpoint_url(endpoint);
        }
        Ok(loader.load().await)
    }

    /// What a person may do when nothing is reached.
    pub fn mend(&self) -> String {
        match (&self.profile, &self.endpoint) {
            (_, Some(endpoint)) => format!("is there something that answers at {endpoint}?"),
            (Some(profile), None) => {
                format!(
                    "log in with `aws sso login --profile {profile}`, or see to it with `aws configure --profile {profile}`"
                )
            }
            (None, None) => {
                "log in with the AWS CLI, name a profile of its configuration, or set AWS_PROFILE".to_owned()
            }
        }
    }
}
