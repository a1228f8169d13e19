//! Amazon S3. Requests are listed once for each operation that has a price of its own; the one without a name is meant.

use pricing::Unit;

use crate::table::{Row, Table};

const fn requests(slug: &'static str, usage: &'static [&'static str]) -> Row {
    Row::new(slug, Unit::Request, usage).plain()
}

pub const TABLES: &[Table] = &[Table {
    service: "AmazonS3",
    rows: &[
        Row::new("s3/standard/storage", Unit::GibMonth, &["TimedStorage-ByteHrs"]).plain(),
        Row::new("s3/standard-ia/storage", Unit::GibMonth, &["TimedStorage-SIA-ByteHrs"]).plain(),
        Row::new("s3/onezone-ia/storage", Unit::GibMonth, &["TimedStorage-ZIA-ByteHrs"]).plain(),
        Row::new("s3/glacier-ir/storage", Unit::GibMonth, &["TimedStorage-GIR-ByteHrs"]).plain(),
        Row::new("s3/glacier/storage", Unit::GibMonth, &["TimedStorage-GlacierByteHrs"]).plain(),
        Row::new("s3/deep-archive/storage", Unit::GibMonth, &["TimedStorage-GDA-ByteHrs"]).plain(),
        Row::new("s3/intelligent-tiering/frequent/storage", Unit::GibMonth, &["TimedStorage-INT-FA-ByteHrs"])
            .plain(),
        Row::new(
            "s3/intelligent-tiering/infrequent/storage",
            Unit::GibMonth,
            &["TimedStorage-INT-IA-ByteHrs"],
        )
        .plain(),
        Row::new("s3/intelligent-tiering/monitoring", Unit::ObjectMonth, &["Monitoring-Automation-INT"]),
        requests("s3/standard/put", &["Requests-Tier1"]),
        requests("s3/standard/get", &["Requests-Tier2"]),
        requests("s3/standard-ia/put", &["Requests-SIA-Tier1"]),
        requests("s3/standard-ia/get", &["Requests-SIA-Tier2"]),
        Row::new("s3/standard-ia/retrieval", Unit::Gib, &["Retrieval-SIA"]).plain(),
        requests("s3/lifecycle/to-standard-ia", &["Requests-Tier4"]),
        requests("s3/lifecycle/to-intelligent-tiering", &["Requests-INT-Tier4"]).unsure(),
        requests("s3/lifecycle/to-glacier-ir", &["Requests-GIR-Tier1"]).unsure(),
        requests("s3/lifecycle/to-glacier", &["Requests-Tier3"]),
        requests("s3/lifecycle/to-deep-archive", &["Requests-GDA-Tier3"]).unsure(),
    ],
    ..Table::REGIONAL
}];
