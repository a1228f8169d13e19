//! CloudFront's tables: managed policies, edge geographies, price classes.

/// A managed cache policy by its word.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html>
pub fn cache_policy(word: &str) -> &'static str {
    match word {
        // CachingOptimized
        "optimized" => "658327ea-f89d-4fab-a63d-7e88639e58f6",
        // UseOriginCacheControlHeaders
        "origin-headers" => "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
        // UseOriginCacheControlHeaders-QueryStrings
        "origin-headers-and-query" => "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
        // CachingDisabled
        _ => "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    }
}

/// The managed origin request policy AllViewer: everything the viewer sent, the Host header too.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html>
pub const ALL_VIEWER: &str = "216adef6-5c7f-47e4-b989-5492eafa07d3";

/// An edge geography as CloudFront prices it.
#[derive(Debug)]
pub struct Geography {
    /// Its word in the price book, after `edge:`.
    pub word: &'static str,
    /// The usage field with what its viewers take.
    pub field: &'static str,
    pub title: &'static str,
    /// The smallest price class that has its edges.
    class: u8,
}

/// Source: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html>
pub static GEOGRAPHIES: [Geography; 9] = [
    geography("united-states", "gib_united_states", "United States, Mexico", 1),
    geography("canada", "gib_canada", "Canada", 1),
    geography("europe", "gib_europe", "Europe, Israel", 1),
    geography("south-america", "gib_south_america", "South America", 3),
    geography("asia-pacific", "gib_asia_pacific", "Asia Pacific", 2),
    geography("japan", "gib_japan", "Japan", 2),
    geography("india", "gib_india", "India", 2),
    geography("australia", "gib_australia", "Australia, New Zealand", 3),
    geography(
        "south-africa-middle-east",
        "gib_south_africa_middle_east",
        "South Africa, Kenya, Middle East",
        2,
    ),
];

const fn geography(word: &'static str, field: &'static str, title: &'static str, class: u8) -> Geography {
    Geography { word, field, title, class }
}

impl Geography {
    /// Where its viewers are served from in a price class: their own edges, or those of the United States if
    /// the class has none near them.
    pub fn served_from(&self, price_class: &str) -> &'static str {
        let class = match price_class {
            "PriceClass_100" => 1,
            "PriceClass_200" => 2,
            _ => 3,
        };
        if self.class <= class { self.word } else { "united-states" }
    }
}
