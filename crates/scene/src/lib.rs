//! groundplan-scene
