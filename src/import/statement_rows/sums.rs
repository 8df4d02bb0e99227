//! What the rows of a statement sum up to.
//!
//! Owns the sums. Must not read a row.

use crate::model::currency::Currency;
use crate::model::expense::Direction;
use crate::model::money::Money;

/// What rows sum up to, so that a row with a date that sums them up is known.
#[derive(Default)]
pub(super) struct Sums {
    /// The one currency; a file of several has no sums.
    currency: Option<Currency>,
    several: bool,
    spent: Side,
    came: Side,
}

/// Rows of one direction.
#[derive(Default, Clone, Copy)]
struct Side {
    rows: u64,
    minor: i64,
}

impl Side {
    /// Whether an amount is the sum of several of them.
    const fn is(self, minor: i64) -> bool {
        self.rows > 1 && self.minor == minor
    }
}

impl Sums {
    /// Wrapping: a sum that is too large is the sum of no row.
    pub(super) fn add(&mut self, direction: Direction, amount: Money) {
        self.several |= *self.currency.get_or_insert(amount.currency) != amount.currency;
        let side = if direction == Direction::Income { &mut self.came } else { &mut self.spent };
        side.rows += 1;
        side.minor = side.minor.wrapping_add(amount.minor);
    }

    /// Whether an amount is the sum of several rows: of what was spent, of what came in, or of both.
    pub(super) fn are(&self, amount: Money) -> bool {
        let both = self.spent.rows > 0 && self.came.rows > 0 && self.spent.rows + self.came.rows > 2;
        let net = self.came.minor.wrapping_sub(self.spent.minor).wrapping_abs();
        !self.several
            && self.currency == Some(amount.currency)
            && amount.minor != 0
            && (self.spent.is(amount.minor) || self.came.is(amount.minor) || both && net == amount.minor)
    }
}
