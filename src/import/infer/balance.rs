//! Running balances: whether a column of numbers moves by another one.
//!
//! Owns the arithmetic of the proof, for the sample and for the whole file alike. Must not read cells.

/// Of the steps of a balance, those that have to fit, as a fraction: statements are exported with filters, and rows of one
/// day in another order.
const BALANCE_SHARE: (u64, u64) = (3, 5);
/// Currencies whose balances are followed at a time.
const ACCOUNTS_MAX: usize = 16;

/// How often a balance moved by the amount of its row: oldest row first or newest first, and up or down.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Running {
    last: Vec<(String, i64, i64)>,
    steps: u64,
    /// Oldest first: up by the amount, down by it. Newest first: the same.
    fits: [u64; 4],
    /// By as much as the amount, up or down: oldest first, newest first.
    sizes: [u64; 2],
}

impl Running {
    /// Adds a row: its account or currency, its amount and the balance it says.
    pub(in crate::import) fn add(&mut self, account: &str, amount: i64, balance: i64) {
        let Some((_, last_amount, last_balance)) = self.last.iter_mut().find(|(known, ..)| known == account)
        else {
            if self.last.len() < ACCOUNTS_MAX {
                self.last.push((account.to_owned(), amount, balance));
            }
            return;
        };
        let moved = balance - *last_balance;
        let before = *last_amount;
        (*last_amount, *last_balance) = (amount, balance);
        if amount == 0 && before == 0 {
            return;
        }
        self.steps += 1;
        for (count, size) in self.sizes.iter_mut().zip([amount, before]) {
            *count += u64::from(size != 0 && moved.abs() == size.abs());
        }
        let fits = [moved == amount, moved == -amount, moved == -before, moved == before];
        for ((count, fit), relevant) in self.fits.iter_mut().zip(fits).zip([amount, amount, before, before]) {
            *count += u64::from(fit && relevant != 0);
        }
    }

    /// Steps that fit best in one order, with the amount added or taken off.
    pub(in crate::import) fn agreeing(&self) -> (u64, u64) {
        let [up_first, down_first, up_last, down_last] = self.fits;
        (up_first.max(up_last), down_first.max(down_last))
    }

    /// Steps that are as large as the amounts, whatever their signs.
    pub(in crate::import) fn of_a_size(&self) -> u64 {
        self.sizes[0].max(self.sizes[1])
    }

    /// Whether so many of the steps are as large as the amounts that the column is their balance.
    pub(in crate::import) fn proves_size(&self) -> bool {
        let sizes = self.of_a_size();
        sizes > 1 && sizes * BALANCE_SHARE.1 >= self.steps * BALANCE_SHARE.0
    }

    /// Whether these steps show that the numbers were read rightly, and those of another reading of them do not: numbers with
    /// groups and numbers without move a balance together under one decimal mark only.
    pub(in crate::import) fn fits_better(&self, other: &Self) -> bool {
        let (sizes, others) = (self.of_a_size(), other.of_a_size());
        self.proves_size() && (sizes == self.steps && others < other.steps || sizes > 2 * others)
    }

    /// Whether the balance proves that amounts are added to it (`Some(true)`) or taken off (`Some(false)`).
    pub(in crate::import) fn proves(&self) -> Option<bool> {
        self.proves_in(None)
    }

    /// [`Running::proves`] where the dates show whether the oldest row is the first (`Some(true)`) or the last: a balance from
    /// before its row moves, oldest first, as one from after it does, newest first, with the signs turned.
    pub(in crate::import) fn proves_in(&self, oldest_first: Option<bool>) -> Option<bool> {
        let [up_first, down_first, up_last, down_last] = self.fits;
        let (up, down) = match oldest_first {
            Some(true) => (up_first, down_first),
            Some(false) => (up_last, down_last),
            None => self.agreeing(),
        };
        let enough = |count: u64| count > 0 && count * BALANCE_SHARE.1 >= self.steps * BALANCE_SHARE.0;
        match (enough(up), enough(down)) {
            (true, _) if up > 2 * down => Some(true),
            (_, true) if down > 2 * up => Some(false),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proves(rows: &[(i64, i64)]) -> Option<bool> {
        let mut running = Running::default();
        for (amount, balance) in rows {
            running.add("", *amount, *balance);
        }
        running.proves()
    }

    #[test]
    fn a_balance_that_moves_by_the_amounts_proves_their_signs_in_either_order() {
        assert_eq!(proves(&[(-10, 90), (-20, 70), (50, 120)]), Some(true));
        assert_eq!(proves(&[(50, 120), (-20, 70), (-10, 90)]), Some(true));
        assert_eq!(proves(&[(10, 90), (20, 70), (-50, 120)]), Some(false));
    }

    #[test]
    fn a_balance_from_before_its_row_proves_nothing_where_the_dates_show_the_order() {
        let mut running = Running::default();
        for (amount, before) in [(-10, 100), (-20, 90), (50, 70), (-5, 120)] {
            running.add("", amount, before);
        }
        assert_eq!((running.proves(), running.proves_in(Some(true))), (Some(false), None));
        assert_eq!(running.proves_in(Some(false)), Some(false));
    }

    #[test]
    fn a_balance_that_moves_by_something_else_proves_nothing() {
        assert_eq!(proves(&[(-10, 90), (-20, 500), (50, 17)]), None);
        assert_eq!(proves(&[(-10, 90)]), None);
        assert_eq!(proves(&[(0, 90), (0, 90)]), None);
    }

    #[test]
    fn every_currency_has_a_balance_of_its_own() {
        let mut running = Running::default();
        for (account, amount, balance) in
            [("EUR", -10, 90), ("USD", -5, 20), ("EUR", -20, 70), ("USD", 5, 25)]
        {
            running.add(account, amount, balance);
        }
        assert_eq!((running.proves(), running.agreeing().0), (Some(true), 2));
    }
}
