//! Data transfer, which AWS lists by where it comes from.

use pricing::Unit;

use super::Kept;
use crate::table::{Filter, Places, Row, Table, Usage};

const FROM: Table = Table {
    service: "AWSDataTransfer",
    places: Places::RegionsAndZones,
    place: "fromRegionCode",
    ..Table::REGIONAL
};

pub const TABLES: &[Table] = &[
    Table {
        filters: &[Filter::Is("transferType", "AWS Outbound")],
        rows: &[Row::new("transfer/internet/out", Unit::Gib, &["DataTransfer-Out-Bytes"]).plain()],
        ..FROM
    },
    Table {
        places: Places::Regions,
        filters: &[Filter::Is("transferType", "IntraRegion")],
        rows: &[Row::new("transfer/between-zones", Unit::Gib, &["DataTransfer-Regional-Bytes"]).plain()],
        ..FROM
    },
    Table {
        filters: &[Filter::Is("transferType", "InterRegion Outbound")],
        rows: &[Row::by("transfer/region/{toRegionCode}", Unit::Gib, Usage::Ends("-AWS-Out-Bytes")).plain()],
        ..FROM
    },
];

pub const KEPT: &[Kept] =
    &[Kept { prefix: "transfer/region/other", why: "a rule of this book; AWS lists each region by itself" }];
