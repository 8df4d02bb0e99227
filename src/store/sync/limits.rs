//! How much a request may carry.
//!
//! Owns the limits that a device keeps to. Must not decide which operations they leave room for.

use crate::protocol::limits::{CHANGES_MAX, OPERATIONS_MAX, REQUEST_BYTES_MAX};

/// How much a request may carry.
#[derive(Debug, Clone, Copy)]
pub struct PushLimits {
    /// Operations at most; at least 1.
    pub operations: usize,
    /// Bytes at most; a single operation may be larger.
    pub bytes: usize,
    /// Changes taken back at most.
    pub changes: u32,
    /// Operations at most where more wait than one request takes: how the first ones of a run are kept short.
    pub lead: usize,
}

impl PushLimits {
    /// These limits for a request that others follow.
    #[must_use]
    pub(super) fn leading(self) -> Self {
        Self { operations: self.operations.min(self.lead.max(1)), ..self }
    }
}

impl Default for PushLimits {
    fn default() -> Self {
        Self {
            operations: OPERATIONS_MAX,
            bytes: REQUEST_BYTES_MAX,
            changes: CHANGES_MAX,
            lead: OPERATIONS_MAX,
        }
    }
}
