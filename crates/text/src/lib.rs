//! groundplan-text
