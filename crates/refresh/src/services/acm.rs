//! AWS Certificate Manager.

use super::Kept;

pub const KEPT: &[Kept] =
    &[Kept { prefix: "acm/public-certificate", why: "what is free has no entry in the price list" }];
