//! Amazon EBS, in the list of EC2.

use pricing::Unit;

use crate::table::{Filter, Places, Row, Table, Usage};

pub const TABLES: &[Table] = &[Table {
    service: "AmazonEC2",
    places: Places::RegionsAndZones,
    filters: &[Filter::Contains("usagetype", "EBS:")],
    rows: &[
        Row::new("ebs/gp2/storage", Unit::GibMonth, &["EBS:VolumeUsage.gp2"]),
        Row::new("ebs/gp3/storage", Unit::GibMonth, &["EBS:VolumeUsage.gp3"]),
        Row::new("ebs/io1/storage", Unit::GibMonth, &["EBS:VolumeUsage.piops"]),
        Row::new("ebs/io2/storage", Unit::GibMonth, &["EBS:VolumeUsage.io2"]),
        Row::new("ebs/st1/storage", Unit::GibMonth, &["EBS:VolumeUsage.st1"]),
        Row::new("ebs/sc1/storage", Unit::GibMonth, &["EBS:VolumeUsage.sc1"]),
        Row::new("ebs/standard/storage", Unit::GibMonth, &["EBS:VolumeUsage"]),
        Row::new("ebs/gp3/iops", Unit::IopsMonth, &["EBS:VolumeP-IOPS.gp3"]),
        Row::new("ebs/io1/iops", Unit::IopsMonth, &["EBS:VolumeP-IOPS.piops"]),
        Row::by(
            "ebs/io2/iops",
            Unit::IopsMonth,
            Usage::Steps(&[
                ("EBS:VolumeP-IOPS.io2", 0),
                ("EBS:VolumeP-IOPS.io2.tier2", 32_000),
                ("EBS:VolumeP-IOPS.io2.tier3", 64_000),
            ]),
        ),
        Row::new("ebs/gp3/throughput", Unit::MibpsMonth, &["EBS:VolumeP-Throughput.gp3"]),
        Row::new("ebs/standard/io", Unit::Io, &["EBS:VolumeIOUsage"]),
        Row::new("ebs/snapshot/storage", Unit::GibMonth, &["EBS:SnapshotUsage"]),
        Row::new("ebs/snapshot-archive/storage", Unit::GibMonth, &["EBS:SnapshotArchiveStorage"]),
        Row::new("ebs/snapshot-archive/retrieval", Unit::Gib, &["EBS:SnapshotArchiveRetrieval"]),
        Row::new("ebs/fast-snapshot-restore/hour", Unit::Hour, &["EBS:FastSnapshotRestore"]),
    ],
    ..Table::REGIONAL
}];
