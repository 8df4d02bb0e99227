//! What the rows of a statement sum up to.
//!
//! Owns the sums. Must not read a row.

use crate::model::expense::Direction;
use crate::model::money::Money;

/// What rows sum up to, so that a row with a date that sums them up is known.
#[derive(Default)]
pub(super) struct Sums {
    rows: u64,
    spent_minor: i64,
    came_minor: i64,
}

impl Sums {
    /// Wrapping: a sum that is too large is the sum of no row.
    pub(super) const fn add(&mut self, direction: Direction, amount: Money) {
        self.rows += 1;
        match direction {
            Direction::Income => self.came_minor = self.came_minor.wrapping_add(amount.minor),
            _ => self.spent_minor = self.spent_minor.wrapping_add(amount.minor),
        }
    }

    /// Whether an amount is the sum of several rows: of what was spent, of what came in, or of both.
    pub(super) const fn are(&self, amount: Money) -> bool {
        let net = self.came_minor.wrapping_sub(self.spent_minor);
        self.rows > 1
            && amount.minor != 0
            && (amount.minor == self.spent_minor
                || amount.minor == self.came_minor
                || amount.minor == net.wrapping_abs())
    }
}
