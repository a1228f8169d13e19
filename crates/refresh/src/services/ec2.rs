//! Amazon EC2: Linux instances on demand and reserved, and the credits of burstable ones.

use pricing::Unit;

use crate::table::{Filter, Places, Reservation, Row, Table, Usage};

/// Bare metal is sold as dedicated, too.
const BOXES: Usage = Usage::Begins(&["BoxUsage:", "DedicatedUsage:"]);

const fn reserved(slug: &'static str, class: &'static str, years: &'static str, option: &'static str) -> Row {
    Row::by(slug, Unit::Hour, Usage::Begins(&["BoxUsage:"])).reserved(Reservation {
        class,
        years,
        option,
        fee: false,
    })
}

const fn fee(slug: &'static str, years: &'static str, option: &'static str) -> Row {
    Row::by(slug, Unit::Once, Usage::Begins(&["BoxUsage:"])).reserved(Reservation {
        class: "standard",
        years,
        option,
        fee: true,
    })
}

pub const TABLES: &[Table] = &[
    Table {
        service: "AmazonEC2",
        places: Places::RegionsAndZones,
        filters: &[
            Filter::Is("productFamily", "Compute Instance"),
            Filter::Is("operatingSystem", "Linux"),
            Filter::Is("tenancy", "Shared"),
            Filter::Is("preInstalledSw", "NA"),
            // Reserved capacity, used or not, has products of its own at 0.
            Filter::Is("capacitystatus", "Used"),
            Filter::Is("marketoption", "OnDemand"),
            Filter::Is("licenseModel", "No License required"),
        ],
        rows: &[
            Row::by("ec2/linux/{instanceType}", Unit::Hour, Usage::Begins(&["BoxUsage:"])),
            reserved(
                "ec2/reserved/linux/standard-1y-no-upfront/{instanceType}",
                "standard",
                "1yr",
                "No Upfront",
            ),
            reserved(
                "ec2/reserved/linux/standard-3y-no-upfront/{instanceType}",
                "standard",
                "3yr",
                "No Upfront",
            ),
            reserved(
                "ec2/reserved/linux/standard-1y-partial-upfront/{instanceType}",
                "standard",
                "1yr",
                "Partial Upfront",
            ),
            reserved(
                "ec2/reserved/linux/standard-3y-partial-upfront/{instanceType}",
                "standard",
                "3yr",
                "Partial Upfront",
            ),
            reserved(
                "ec2/reserved/linux/convertible-1y-no-upfront/{instanceType}",
                "convertible",
                "1yr",
                "No Upfront",
            ),
            reserved(
                "ec2/reserved/linux/convertible-3y-no-upfront/{instanceType}",
                "convertible",
                "3yr",
                "No Upfront",
            ),
            fee(
                "ec2/reserved-fee/linux/standard-1y-partial-upfront/{instanceType}",
                "1yr",
                "Partial Upfront",
            ),
            fee(
                "ec2/reserved-fee/linux/standard-3y-partial-upfront/{instanceType}",
                "3yr",
                "Partial Upfront",
            ),
            fee("ec2/reserved-fee/linux/standard-1y-all-upfront/{instanceType}", "1yr", "All Upfront"),
            fee("ec2/reserved-fee/linux/standard-3y-all-upfront/{instanceType}", "3yr", "All Upfront"),
        ],
        ..Table::REGIONAL
    },
    Table {
        service: "AmazonEC2",
        places: Places::RegionsAndZones,
        filters: &[
            Filter::Is("productFamily", "Compute Instance (bare metal)"),
            Filter::Is("operatingSystem", "Linux"),
            Filter::Is("preInstalledSw", "NA"),
            Filter::Is("capacitystatus", "Used"),
            Filter::Is("marketoption", "OnDemand"),
        ],
        rows: &[Row::by("ec2/linux/{instanceType}", Unit::Hour, BOXES)],
        ..Table::REGIONAL
    },
    Table {
        service: "AmazonEC2",
        filters: &[Filter::Contains("usagetype", "CPUCredits:"), Filter::Is("operatingSystem", "Linux")],
        rows: &[Row::by("ec2/cpu-credits/{rest}", Unit::VcpuHour, Usage::Begins(&["CPUCredits:"]))],
        ..Table::REGIONAL
    },
];
