//! One file per AWS service: which of its prices the price list has, and which it cannot give.

mod acm;
mod cloudformation;
mod cloudfront;
mod cloudwatch;
mod codebuild;
mod codecommit;
mod codedeploy;
mod codepipeline;
mod ebs;
mod ec2;
mod ecr;
mod eks;
mod elb;
mod kms;
mod opensearch;
mod rds;
mod route53;
mod s3;
mod secretsmanager;
mod sns;
mod sqs;
mod ssm;
mod transfer;
mod vpc;
mod waf;

use pricing::ALWAYS_FREE;

use crate::table::Table;

/// Prices that are not asked for, and why: refreshing leaves them as they are.
#[derive(Debug)]
pub struct Kept {
    /// What their slugs begin with.
    pub prefix: &'static str,
    pub why: &'static str,
}

/// The tables of a service and what it keeps.
struct Service {
    tables: &'static [Table],
    kept: &'static [Kept],
}

static SERVICES: [Service; 25] = [
    Service { tables: &[], kept: acm::KEPT },
    Service { tables: cloudformation::TABLES, kept: &[] },
    Service { tables: cloudfront::TABLES, kept: cloudfront::KEPT },
    Service { tables: cloudwatch::TABLES, kept: cloudwatch::KEPT },
    Service { tables: codebuild::TABLES, kept: &[] },
    Service { tables: codecommit::TABLES, kept: &[] },
    Service { tables: codedeploy::TABLES, kept: codedeploy::KEPT },
    Service { tables: codepipeline::TABLES, kept: &[] },
    Service { tables: ebs::TABLES, kept: &[] },
    Service { tables: ec2::TABLES, kept: &[] },
    Service { tables: ecr::TABLES, kept: &[] },
    Service { tables: eks::TABLES, kept: &[] },
    Service { tables: elb::TABLES, kept: &[] },
    Service { tables: kms::TABLES, kept: &[] },
    Service { tables: opensearch::TABLES, kept: &[] },
    Service { tables: rds::TABLES, kept: rds::KEPT },
    Service { tables: route53::TABLES, kept: &[] },
    Service { tables: s3::TABLES, kept: &[] },
    Service { tables: secretsmanager::TABLES, kept: &[] },
    Service { tables: sns::TABLES, kept: &[] },
    Service { tables: sqs::TABLES, kept: &[] },
    Service { tables: ssm::TABLES, kept: ssm::KEPT },
    Service { tables: transfer::TABLES, kept: transfer::KEPT },
    Service { tables: vpc::TABLES, kept: &[] },
    Service { tables: waf::TABLES, kept: waf::KEPT },
];

/// All tables, in the order in which they are asked.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    SERVICES.iter().flat_map(|service| service.tables)
}

/// Why a price is not asked for; none if it is.
pub fn kept(slug: &str) -> Option<&'static str> {
    if slug.contains(ALWAYS_FREE) {
        return Some("AWS lists free amounts within other prices, not by themselves");
    }
    let all = SERVICES.iter().flat_map(|service| service.kept);
    all.filter(|kept| slug.starts_with(kept.prefix)).map(|kept| kept.why).next()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use pricing::{Book, GLOBAL, Unit};

    use super::*;
    use crate::location::Location;

    #[test]
    fn every_price_of_the_embedded_book_is_asked_for_or_kept_for_a_reason() {
        let mut without = Vec::new();
        for entry in Book::embedded().entries() {
            let (place, slug) = (entry.key.location.as_str(), entry.key.slug.as_str());
            let location = Location::named(place).unwrap();
            let asked = tables()
                .filter(|table| table.asks(location))
                .flat_map(|table| table.rows)
                .any(|row| row.covers(slug));
            match (asked, kept(slug)) {
                (true, None) | (false, Some(_)) => {}
                (true, Some(_)) => without.push(format!("{slug} in {place}: both")),
                (false, None) => without.push(format!("{slug} in {place}")),
            }
        }
        assert!(without.is_empty(), "{}", without.join("\n"));
    }

    #[test]
    fn every_row_gives_prices_that_the_book_has_in_the_same_unit() {
        /// What only a refreshed book has.
        const LACKING: [&str; 1] = ["s3/deep-archive/storage"];
        let units: BTreeMap<String, Unit> =
            Book::embedded().entries().map(|entry| (entry.key.slug, entry.fact.unit)).collect();
        for row in tables().flat_map(|table| table.rows) {
            let known: Vec<_> = units.iter().filter(|(slug, _)| row.covers(slug)).collect();
            let lacking = LACKING.contains(&row.slug);
            assert_eq!(known.is_empty(), lacking, "{} is no price of the book", row.slug);
            for (slug, unit) in known {
                assert_eq!(*unit, row.unit, "{slug}");
            }
        }
    }

    #[test]
    fn a_price_is_global_or_regional_as_in_the_book() {
        let global: BTreeSet<String> =
            Book::embedded().facts(GLOBAL, "").map(|(slug, _)| slug.to_owned()).collect();
        let once = Location::named(GLOBAL).unwrap();
        for table in tables() {
            for row in table.rows {
                let here = global.iter().any(|slug| row.covers(slug));
                assert_eq!(table.asks(once), here, "{}", row.slug);
            }
        }
    }
}
