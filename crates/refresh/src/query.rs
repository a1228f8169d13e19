//! One question to the price list: a table at a place.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::{
    location::Location,
    table::{Filter, Row, Table},
};

#[derive(Clone, Debug)]
pub struct Query {
    pub table: &'static Table,
    pub location: &'static Location,
    /// The rows of the table that are asked for.
    pub rows: Vec<&'static Row>,
}

impl Query {
    pub fn service(&self) -> &'static str {
        self.table.service
    }

    /// What products must have, with the attribute that names the place.
    pub fn filters(&self) -> Vec<Filter> {
        let place = match self.location.code {
            "" => None,
            code => Some(Filter::Is(self.table.place, code)),
        };
        place.into_iter().chain(self.table.filters.iter().copied()).collect()
    }

    /// A name for what is found: of the question and of how the answer is read.
    pub fn id(&self) -> String {
        let read = format!("{} {:?} {:?}", env!("CARGO_PKG_VERSION"), self.filters(), self.rows);
        let asked = format!("{} {} {read}", self.service(), self.location.name);
        Sha256::digest(asked).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Display for Query {
    /// E.g. `AmazonEC2 sa-east-1, productFamily=NAT Gateway`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.service(), self.location.name)?;
        for filter in self.table.filters {
            match filter {
                Filter::Is(field, value) => write!(f, ", {field}={value}")?,
                Filter::Contains(field, value) => write!(f, ", {field}~{value}")?,
            }
        }
        Ok(())
    }
}
