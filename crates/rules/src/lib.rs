//! groundplan-rules
