//! groundplan-export
