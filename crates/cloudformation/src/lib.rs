//! groundplan-cloudformation
