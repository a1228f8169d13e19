//! groundplan-pricing
