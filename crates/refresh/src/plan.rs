//! What is asked: places, and the prices whose slug begins as was said.

use std::collections::BTreeSet;

use pricing::{Book, Key};

use crate::{
    location::Location,
    query::Query,
    services,
    table::{Row, Table, Term},
};

/// The queries of a refresh, in the order in which they are asked.
#[derive(Debug)]
pub struct Plan {
    places: BTreeSet<&'static str>,
    prefix: String,
    queries: Vec<Query>,
}

/// Why nothing can be asked.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PlanError {
    #[error("“{name}” is no place that prices can be asked for; there are {known}")]
    Place { name: String, known: String },
    #[error("no price that can be asked for begins with “{prefix}” there; docs/price-keys.md lists them")]
    Nothing { prefix: String },
    #[error("prices that begin with “{prefix}” are not asked for: {why}")]
    Kept { prefix: String, why: &'static str },
}

impl Plan {
    /// All prices that begin with `prefix`, at these places or, if there are none, at those that the book has.
    ///
    /// # Errors
    /// A place is not known, or there is nothing to ask.
    pub fn new(book: &Book, places: &[String], prefix: &str) -> Result<Plan, PlanError> {
        let mut locations: Vec<&'static Location> = Vec::new();
        let mut add = |location: &'static Location| {
            if !locations.contains(&location) {
                locations.push(location);
            }
        };
        for name in places {
            add(Location::named(name).ok_or_else(|| PlanError::Place {
                name: name.clone(),
                known: Location::names().collect::<Vec<_>>().join(", "),
            })?);
        }
        if places.is_empty() {
            book.locations().filter_map(Location::named).for_each(&mut add);
        }
        let queries: Vec<Query> = services::tables()
            .flat_map(|table| locations.iter().map(move |location| (table, *location)))
            .filter(|(table, location)| table.asks(location))
            .map(|(table, location)| Query { table, location, rows: rows(book, table, location, prefix) })
            .filter(|query| !query.rows.is_empty())
            .collect();
        if queries.is_empty() {
            let prefix = prefix.to_owned();
            return Err(match services::kept(&prefix) {
                Some(why) => PlanError::Kept { prefix, why },
                None => PlanError::Nothing { prefix },
            });
        }
        Ok(Plan {
            places: locations.iter().map(|location| location.name).collect(),
            prefix: prefix.to_owned(),
            queries,
        })
    }

    pub fn queries(&self) -> &[Query] {
        &self.queries
    }

    /// Whether a price is among those that are asked for, or would be if AWS could give it.
    pub fn covers(&self, key: &Key) -> bool {
        key.slug.starts_with(&self.prefix)
            && Location::named(&key.location).is_some_and(|location| self.places.contains(location.name))
    }
}

/// The rows of a table that are asked for at a place. Reservations are many and change the size of a book: they are
/// asked for where it has some.
fn rows(book: &Book, table: &'static Table, location: &Location, prefix: &str) -> Vec<&'static Row> {
    let wanted = |row: &&Row| {
        row.may_begin(prefix)
            && match row.term {
                Term::OnDemand => true,
                Term::Reserved(_) => {
                    let literal = row.slug.split('{').next().unwrap_or_default();
                    book.facts(location.name, literal).next().is_some()
                }
            }
    };
    table.rows.iter().filter(wanted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(places: &[&str], prefix: &str) -> Result<Plan, PlanError> {
        let places: Vec<String> = places.iter().map(|place| (*place).to_owned()).collect();
        Plan::new(Book::embedded(), &places, prefix)
    }

    fn asked(plan: &Plan) -> Vec<String> {
        plan.queries().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn places_and_a_prefix_narrow_what_is_asked() {
        let one = plan(&["sa-east-1"], "alb/").unwrap();
        assert_eq!(asked(&one), ["AWSELB sa-east-1"]);
        assert!(one.covers(&Key::new("sa-east-1", "alb/hour")));
        assert!(!one.covers(&Key::new("us-east-1", "alb/hour")));
        assert!(!one.covers(&Key::new("sa-east-1", "nlb/hour")));
        let nat = plan(&["sa-east-1", "mx-central-1"], "nat/").unwrap();
        assert_eq!(
            asked(&nat),
            ["AmazonEC2 sa-east-1, usagetype~NatGateway-", "AmazonEC2 mx-central-1, usagetype~NatGateway-"]
        );
    }

    #[test]
    fn without_places_those_of_the_book_are_asked() {
        let all = plan(&[], "").unwrap();
        for place in ["us-east-1", "us-east-1-scl-1a", "global", "edges"] {
            assert!(all.queries().iter().any(|query| query.location.name == place), "{place}");
        }
        assert!(!all.queries().iter().any(|query| query.location.name == "ap-south-1"));
        assert_eq!(asked(&plan(&["edge:japan"], "cloudfront/egress").unwrap()), ["AmazonCloudFront edges"]);
    }

    #[test]
    fn reservations_are_asked_for_where_the_book_has_some() {
        let reserved = |place: &str| {
            let plan = plan(&[place], "ec2/linux").map(|plan| plan.queries().len());
            let all = self::plan(&[place], "ec2/").unwrap();
            let rows = all.queries().iter().flat_map(|query| &query.rows);
            (plan, rows.filter(|row| row.term != Term::OnDemand).count())
        };
        assert_eq!(reserved("mx-central-1"), (Ok(2), 0));
        assert_eq!(reserved("sa-east-1"), (Ok(2), 10));
    }

    #[test]
    fn what_cannot_be_asked_is_refused_with_a_reason() {
        let unknown = plan(&["sa-east-9"], "").unwrap_err().to_string();
        assert!(unknown.starts_with("“sa-east-9” is no place") && unknown.contains("sa-east-1"), "{unknown}");
        assert!(matches!(plan(&[], "lambda/"), Err(PlanError::Nothing { .. })));
        assert!(matches!(plan(&["global"], "alb/hour"), Err(PlanError::Nothing { .. })));
        assert!(matches!(plan(&[], "waf/body-32-kib"), Err(PlanError::Kept { .. })));
    }
}
