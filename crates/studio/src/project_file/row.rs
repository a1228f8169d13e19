//! How values stand in rows, and the plain ways to read and write them.

use rusqlite::{
    Params, Row, ToSql,
    types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, Type, ValueRef},
};
use serde::de::DeserializeOwned;

use super::{ProjectFile, trouble::Trouble};
use crate::{Failure, clock::Moment};

impl ProjectFile {
    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        of: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Failure> {
        self.read(|rows| Ok(rows.prepare(sql)?.query_map(params, of)?.collect::<Result<_, _>>()?))
    }

    /// Adds a row and gives its number.
    pub(super) fn insert(&self, sql: &str, params: impl Params) -> Result<i64, Failure> {
        self.write(|rows| {
            rows.execute(sql, params)?;
            Ok(rows.last_insert_rowid())
        })
    }

    /// Changes the one row that is `what`.
    pub(super) fn update(&self, what: &str, sql: &str, params: impl Params) -> Result<(), Failure> {
        self.write(|rows| match rows.execute(sql, params)? {
            0 => Err(Trouble::Failed(Failure::Input(format!("{}: has no {what}", self.path().display())))),
            _ => Ok(()),
        })
    }
}

impl ToSql for Moment {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.millis().into())
    }
}

impl FromSql for Moment {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Moment::from_millis).map_err(|_| FromSqlError::InvalidType)
    }
}

/// A column that holds a JSON text.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let index = row.as_ref().column_index(column)?;
    let text = row.get_ref(index)?.as_str()?;
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(index, Type::Text, Box::new(error)))
}
