//! groundplan-engine
