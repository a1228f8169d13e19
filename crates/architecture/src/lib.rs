//! groundplan-architecture
