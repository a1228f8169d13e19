//! AWS WAF. Requests are listed by the capacity units of the web ACL, each at its whole price.

use pricing::Unit;

use super::Kept;
use crate::table::{Row, Table};

pub const TABLES: &[Table] = &[Table {
    service: "awswaf",
    rows: &[
        Row::new("waf/web-acl", Unit::WebAclMonth, &["WebACLV2"]),
        Row::new("waf/rule", Unit::RuleMonth, &["RuleV2"]),
        Row::new("waf/requests", Unit::Request, &["RequestV2-Tier1", "RequestV2-Tier1-1500WCU"]),
        Row::new(
            "waf/requests-over-1500-wcu",
            Unit::Request,
            &["RequestV2-Tier2", "RequestV2-Tier2-2000WCU"],
        )
        .unsure(),
        Row::new("waf/bot-control/requests", Unit::Request, &["AMR-BotControl-Request"]).unsure(),
        Row::new("waf/bot-control-targeted/requests", Unit::Request, &["AMR-BotControl-Targeted-Request"])
            .unsure(),
        Row::new("waf/bot-control/subscription", Unit::RuleGroupMonth, &["AMR-BotControl-Activated"])
            .unsure(),
        Row::new("waf/account-takeover/subscription", Unit::RuleGroupMonth, &["AMR-ATP-Activated"]).unsure(),
        Row::new("waf/captcha", Unit::Attempt, &["Captcha-Attempt"]).unsure(),
        Row::new("waf/challenge", Unit::Attempt, &["Challenge-Served"]).unsure(),
    ],
    ..Table::REGIONAL
}];

pub const KEPT: &[Kept] = &[Kept {
    prefix: "waf/body-32-kib",
    why: "under which usage types the price list has larger bodies is not known here",
}];
