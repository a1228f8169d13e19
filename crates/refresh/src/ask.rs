//! Asking AWS: pages, patience, and which errors end what.

use std::time::Duration;

use access::{SdkConfig, reason};
use aws_sdk_pricing::{
    Client,
    config::{Builder, Region, retry::RetryConfig},
    error::ProvideErrorMetadata,
    types::{Filter as Asked, FilterType},
};

use crate::{
    query::Query,
    select::{Answer, Problem, Selection},
    table::Filter,
};

/// Where the price list can be asked. Each gives the prices of all regions.
pub const ENDPOINT_REGIONS: [&str; 3] = ["us-east-1", "eu-central-1", "ap-south-1"];

/// How often a call is tried before it is given up, and how long is waited between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    pub tries: u32,
    /// Doubled after each try, with some chance.
    pub first_wait: Duration,
    pub longest_wait: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        // AWS allows few calls a second to this service.
        Patience { tries: 10, first_wait: Duration::from_millis(500), longest_wait: Duration::from_secs(20) }
    }
}

/// The price list, as it is reached.
#[derive(Debug)]
pub struct PriceList {
    /// Until something was answered: a wrong network or wrong credentials are said soon.
    first: Client,
    patient: Client,
}

/// Tries of calls before anything was answered.
const FIRST_TRIES: u32 = 3;

impl PriceList {
    pub fn new(config: &SdkConfig, endpoint_region: &str, patience: Patience) -> PriceList {
        let client = |tries: u32| {
            let retries = RetryConfig::standard()
                .with_max_attempts(tries)
                .with_initial_backoff(patience.first_wait)
                .with_max_backoff(patience.longest_wait);
            let settings = Builder::from(config)
                .region(Region::new(endpoint_region.to_owned()))
                .retry_config(retries)
                .build();
            Client::from_conf(settings)
        };
        PriceList { first: client(patience.tries.min(FIRST_TRIES)), patient: client(patience.tries) }
    }

    /// The client to ask with, once something was answered or before.
    pub(crate) fn client(&self, answered: bool) -> &Client {
        if answered { &self.patient } else { &self.first }
    }
}

/// How often a query is begun again when AWS no longer knows where it was.
const BEGINNINGS: usize = 4;

/// Products a page; AWS gives no more.
const PAGE: i32 = 100;

/// Why a query got no answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// AWS does not take this query; others may be taken.
    Refused(String),
    /// AWS cannot be reached, or lets nobody in: the next query would fare no better.
    Stopped(String),
}

/// Asks one query, all its pages.
pub async fn ask(client: &Client, query: &Query, as_of: &str) -> Result<Answer, Unanswered> {
    let mut lost = String::new();
    for _ in 0..BEGINNINGS {
        match pages(client, query, as_of).await {
            Err(Ended::Lost(why)) => lost = why,
            Err(Ended::Unanswered(why)) => return Err(why),
            Ok(answer) => return Ok(answer),
        }
    }
    Err(Unanswered::Stopped(format!("AWS lost its place in the answer {BEGINNINGS} times: {lost}")))
}

enum Ended {
    /// The place in the answer is no longer known.
    Lost(String),
    Unanswered(Unanswered),
}

async fn pages(client: &Client, query: &Query, as_of: &str) -> Result<Answer, Ended> {
    let filters = query.filters().iter().map(asked).collect::<Result<Vec<_>, _>>()?;
    let mut selection = Selection::new(query, as_of);
    let mut next: Option<String> = None;
    loop {
        let page = client
            .get_products()
            .service_code(query.service())
            .set_filters(Some(filters.clone()))
            .format_version("aws_v1")
            .max_results(PAGE)
            .set_next_token(next.clone())
            .send()
            .await;
        let page = page.map_err(|error| {
            let code = error.as_service_error().and_then(ProvideErrorMetadata::code);
            let said = reason(&error);
            match code {
                Some("ExpiredNextTokenException" | "InvalidNextTokenException") => Ended::Lost(said),
                Some("InvalidParameterException" | "NotFoundException" | "ValidationException") => {
                    Ended::Unanswered(Unanswered::Refused(said))
                }
                _ => Ended::Unanswered(Unanswered::Stopped(said)),
            }
        })?;
        for item in page.price_list() {
            selection.take(item);
        }
        match page.next_token().filter(|token| !token.is_empty()) {
            None => return Ok(selection.finish()),
            // A server that sends the same page for ever is not asked for ever.
            Some(token) if next.as_deref() == Some(token) => {
                return Err(Ended::Lost("the next page is the same page".to_owned()));
            }
            Some(token) => next = Some(token.to_owned()),
        }
    }
}

fn asked(filter: &Filter) -> Result<Asked, Ended> {
    let (kind, field, value) = match filter {
        Filter::Is(field, value) => (FilterType::TermMatch, field, value),
        Filter::Contains(field, value) => (FilterType::Contains, field, value),
    };
    let made = Asked::builder().r#type(kind).field(*field).value(*value).build();
    made.map_err(|error| Ended::Unanswered(Unanswered::Refused(error.to_string())))
}

impl Answer {
    /// The answer of a query that AWS does not take.
    pub fn refused(reason: String) -> Answer {
        Answer { problems: vec![Problem::Refused { reason }], ..Answer::default() }
    }
}
