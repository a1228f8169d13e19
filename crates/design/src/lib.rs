//! groundplan-design
