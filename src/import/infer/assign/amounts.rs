//! Which columns hold the amounts, and which the balance.
//!
//! Owns the order of the proofs: what was told, names that values support, a running balance, balances before and after in
//! one row, signs. What they leave open is given back as a question.

use crate::import::error::ImportError;
use crate::import::roles::Role;

use super::super::balance::Running;
use super::super::card_payments::column_of_payments;
use super::super::lexicon::Kind;
use super::values::Values;
use super::{Work, choice};

/// Columns that are compared with each other at most; a file with more of them is asked about.
pub(super) const COMPARED_MAX: usize = 12;
/// Choices offered at most.
const CHOICES_MAX: usize = 6;
/// Names of columns with numbers that are no amounts of the row.
const NOT_AMOUNTS: [Kind; 5] = [Kind::Part, Kind::Fee, Kind::Balance, Kind::Unread, Kind::Reference];

impl Work<'_> {
    pub(super) fn amounts(&mut self) -> Result<(), ImportError> {
        let told_pair = self.has(Role::Debit) || self.has(Role::Credit);
        if self.has(Role::Amount) || told_pair {
            // Told one side of a pair: its other side may be named.
            if told_pair {
                self.named_side(Role::Debit, Kind::Debit);
                self.named_side(Role::Credit, Kind::Credit);
            }
        } else if !(self.named_pair()? || self.named_amount()? || self.one_side()) {
            self.by_values()?;
        }
        self.named_balance();
        self.fee();
        Ok(())
    }

    fn named_side(&mut self, role: Role, kind: Kind) {
        let supports = |work: &Self, index: usize| {
            let column = work.profile.column(index);
            column.filled == 0 || column.is_money()
        };
        let found = self.claimants(kind).into_iter().find(|&index| supports(self, index));
        if let Some(index) = found.filter(|_| !self.has(role)) {
            self.give(index, role, "its header `{name}`");
        }
    }

    /// Columns of a kind whose values support it; empty ones do not speak against it.
    fn supported(&self, kind: Kind) -> Vec<usize> {
        let claimants = self.claimants(kind);
        let money = |index: &usize| self.profile.column(*index).is_money();
        if claimants.iter().any(money) { claimants.into_iter().filter(money).collect() } else { claimants }
    }

    /// A debit and a credit column by their names, one filled in a row at a time.
    fn named_pair(&mut self) -> Result<bool, ImportError> {
        let fits = |work: &Self, index: usize| {
            let column = work.profile.column(index);
            column.filled == 0 || column.is_money()
        };
        let of = |work: &Self, kind: Kind| -> Vec<usize> {
            work.claimants(kind).into_iter().filter(|&index| fits(work, index)).collect()
        };
        let (debits, credits) = (of(self, Kind::Debit), of(self, Kind::Credit));
        let (Some(&debit), Some(&credit)) =
            (debits.first(), credits.iter().find(|credit| Some(*credit) != debits.first()))
        else {
            return Ok(false);
        };
        let rows = self.profile.rows.len();
        let filled =
            (0..rows).filter(|&row| self.is_filled(row, debit) || self.is_filled(row, credit)).count();
        // An amount that is there in rows where neither side is holds the whole, unless it has no sign where both are.
        let is_whole = |index: usize| {
            self.profile.column(index).is_money() && !self.is_unsigned_copy(index, debit, credit)
        };
        let amount_named = self.supported(Kind::Amount).into_iter().any(is_whole);
        if rows > 0 && (filled == 0 || amount_named && filled * 10 < rows * 8) {
            return Ok(false);
        }
        for (index, role, among) in [(debit, Role::Debit, &debits), (credit, Role::Credit, &credits)] {
            self.refuse_same_names(index, role, among)?;
            self.give(index, role, "its header `{name}`");
        }
        Ok(true)
    }

    /// Whether a column repeats the amounts of both sides without a sign.
    fn is_unsigned_copy(&self, amount: usize, debit: usize, credit: usize) -> bool {
        let values = Values::read(self, &[amount, debit, credit]);
        let copies = |side: usize| {
            let mut rows = (0..values.rows).filter(|&row| values.moves(row, side)).peekable();
            rows.peek().is_some()
                && rows.all(|row| values.get(row, amount) == values.get(row, side).map(i64::abs))
        };
        copies(debit) && copies(credit)
    }

    fn is_filled(&self, row: usize, index: usize) -> bool {
        !self.profile.cell(row, index).trim().is_empty()
    }

    fn named_amount(&mut self) -> Result<bool, ImportError> {
        let named = self.supported(Kind::Amount);
        let money: Vec<usize> =
            named.iter().copied().filter(|&index| self.profile.column(index).is_money()).collect();
        let Some(best) = money.first().copied() else {
            // Nothing looks like an amount anywhere: the name is all there is, and the proof says what stands there.
            let nothing = !self.profile.columns.iter().any(super::super::profile::ColumnProfile::is_money);
            let by_name = named.first().copied().filter(|_| nothing);
            if let Some(index) = by_name {
                self.give(index, Role::Amount, "its header `{name}`");
            }
            return Ok(by_name.is_some());
        };
        let best = if let Some(whole) = self.whole_of_same_names(best, &money) {
            whole
        } else {
            self.refuse_same_names(best, Role::Amount, &money)?;
            best
        };
        self.give(best, Role::Amount, "its header `{name}`");
        Ok(true)
    }

    /// Of several columns of one name the only one that every row fills and that has the currency of the account beside it, the
    /// same in every row.
    fn whole_of_same_names(&self, chosen: usize, among: &[usize]) -> Option<usize> {
        let name = &self.normalised[chosen].name;
        let rows = self.profile.rows.len();
        let is_account = |index: usize| {
            let column = self.profile.column(index);
            self.rank(index, Kind::Currency).is_some() && column.filled == rows && column.distinct.len() == 1
        };
        let mut whole = among.iter().copied().filter(|&index| {
            self.normalised[index].name == *name
                && is_account(index + 1)
                && (0..rows).all(|row| self.is_filled(row, index))
        });
        whole.next().filter(|_| whole.next().is_none())
    }

    /// One side alone by its name, as in a list of expenses.
    fn one_side(&mut self) -> bool {
        for (role, kind) in [(Role::Debit, Kind::Debit), (Role::Credit, Kind::Credit)] {
            let found = self.supported(kind).into_iter().find(|&index| self.profile.column(index).is_money());
            if let Some(index) = found {
                self.give(index, role, "its header `{name}`");
                return true;
            }
        }
        false
    }

    fn named_balance(&mut self) {
        if self.has(Role::Balance) {
            return;
        }
        let mut named = self.supported(Kind::Balance);
        named.retain(|&index| self.profile.column(index).is_money());
        let Some(&first) = named.first() else { return };
        // Of a balance before the row and one after it the latter is the balance.
        let after = self.assigned(Role::Amount).and_then(|amount| {
            let values = Values::read(self, &[&[amount][..], &named].concat());
            named.iter().copied().find(|&after| {
                named.iter().any(|&before| before != after && values.differ_by(before, after, amount))
            })
        });
        self.give(after.unwrap_or(first), Role::Balance, "its header `{name}`");
    }

    fn fee(&mut self) {
        if self.has(Role::Fee) {
            return;
        }
        if let Some(index) =
            self.supported(Kind::Fee).into_iter().find(|&index| self.profile.column(index).is_money())
        {
            self.give(index, Role::Fee, "its header `{name}`; no part of the amount");
        }
    }

    /// Without names: what the values prove together.
    fn by_values(&mut self) -> Result<(), ImportError> {
        let free = |work: &Self, index: usize| work.is_free(index) && !work.profile.column(index).is_dates();
        let all: Vec<usize> = (0..self.width())
            .filter(|&index| free(self, index) && self.profile.column(index).is_money())
            .collect();
        let is_amount = |index: &usize| !self.claims_any(*index, &NOT_AMOUNTS);
        // In the currency of the account rather than in the one of the shop.
        let unnamed = |index: &usize| is_amount(index) && !self.claims_any(*index, &[Kind::OtherAmount]);
        let mut money: Vec<usize> = all
            .iter()
            .copied()
            .filter(|index| unnamed(index) && self.profile.column(*index).is_marked_money())
            .collect();
        if money.is_empty() {
            money = all.iter().copied().filter(unnamed).collect();
        }
        if money.is_empty() {
            money = all.iter().copied().filter(is_amount).collect();
        }
        if money.is_empty() {
            money.clone_from(&all);
        }
        money.truncate(COMPARED_MAX);
        let values = Values::read(self, &all);
        // The empty side of a pair may be zeros without decimals.
        let is_side = |index: &usize| unnamed(index) && self.profile.column(*index).is_marked_beside_zeros();
        let sides: Vec<usize> = all.iter().copied().filter(is_side).take(COMPARED_MAX).collect();
        // Numbers of cheques and branches move by each other as well: only what is written as money counts.
        let is_varied = |index: &usize| {
            let column = self.profile.column(*index);
            column.is_marked_money() && column.distinct.len() > 2
        };
        let marked: Vec<usize> = all.iter().copied().filter(is_varied).collect();
        // What holds within every row goes before what holds from row to row.
        if self.give_unnamed_pair(if sides.len() > 1 { &sides } else { &money }, &all, &values)?
            || self.give_before_after(&money, &values)
            || self.give_running(&money, &all, &values)
            // A name that says something else stands over another column: the header is shifted against the rows.
            || self.give_running(&marked, &marked, &values)
        {
            return Ok(());
        }
        let chosen = match money.as_slice() {
            [] => return Err(self.not_understood()),
            [one] => Some((*one, "the only column of amounts")),
            several => self.told_apart(several, &values),
        };
        match chosen {
            Some((index, reason)) => {
                self.give(index, Role::Amount, reason);
                Ok(())
            }
            None => Err(self.which_amount(&money)),
        }
    }

    /// Of several columns of amounts, the one that differs in kind.
    fn told_apart(&self, several: &[usize], values: &Values) -> Option<(usize, &'static str)> {
        let first = *several.first()?;
        let rows = 0..self.profile.rows.len();
        let same = |index: &usize| {
            rows.clone().all(|row| self.profile.cell(row, *index) == self.profile.cell(row, first))
        };
        if several.iter().all(same) {
            return Some((first, "the first of equal columns of amounts"));
        }
        let signed: Vec<usize> =
            several.iter().copied().filter(|&index| self.profile.column(index).negatives > 0).collect();
        match signed.as_slice() {
            // A balance may be below zero as well: a statement of a few rows does not tell.
            [one]
                if several
                    .iter()
                    .all(|&other| other == *one || values.running(other, *one).of_a_size() == 0)
                    && self.profile.rows.len() > 2
                    && self.profile.column(*one).negatives * 2 >= self.profile.rows.len() =>
            {
                Some((*one, "the only column with amounts below zero"))
            }
            _ => None,
        }
    }

    fn which_amount(&self, money: &[usize]) -> ImportError {
        let row = (0..self.profile.rows.len())
            .find(|&row| money.iter().all(|&index| self.is_filled(row, index)))
            .unwrap_or(0);
        ImportError::AmbiguousAmountColumn {
            line: self.profile.rows.get(row).map_or(1, |row| row.line),
            choices: money
                .iter()
                .take(CHOICES_MAX)
                .map(|&index| choice(&[(Role::Amount, index)], self.profile, row))
                .collect(),
        }
    }

    /// A column by which another one moves from row to row.
    fn give_running(&mut self, money: &[usize], all: &[usize], values: &Values) -> bool {
        let mut best: Option<(u64, usize, usize)> = None;
        for &amount in money {
            for &balance in all.iter().filter(|&&balance| balance != amount) {
                let running = values.running(amount, balance);
                // Words may say the direction that signs do not.
                let steps = running.of_a_size();
                if running.proves_size() && best.is_none_or(|(most, ..)| steps > most) {
                    best = Some((steps, amount, balance));
                }
            }
        }
        let Some((_, amount, balance)) = best else { return false };
        self.give(amount, Role::Amount, &format!("column {} moves by it from row to row", balance + 1));
        self.give(balance, Role::Balance, &format!("it moves by column {}", amount + 1));
        true
    }

    /// A column that is the difference of two others in every row: balances before and after it.
    fn give_before_after(&mut self, money: &[usize], values: &Values) -> bool {
        for &amount in money {
            for &before in money.iter().filter(|&&before| before != amount) {
                for &after in money.iter().filter(|&&after| after != amount && after != before) {
                    // The balance before is written first.
                    if before < after && values.differ_by(before, after, amount) {
                        self.give(
                            amount,
                            Role::Amount,
                            &format!("column {} less column {}", after + 1, before + 1),
                        );
                        self.give(after, Role::Balance, "the balance after the row");
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Two columns of which each row fills one: the balance says which of them it falls by.
    fn give_unnamed_pair(
        &mut self,
        money: &[usize],
        all: &[usize],
        values: &Values,
    ) -> Result<bool, ImportError> {
        let rows = self.profile.rows.len();
        let is_pair = |left: usize, right: usize| {
            let alone = |one: usize, other: usize| {
                (0..rows).filter(|&row| values.moves(row, one) && !values.moves(row, other)).count()
            };
            let (lefts, rights) = (alone(left, right), alone(right, left));
            let both = (0..rows).filter(|&row| values.moves(row, left) && values.moves(row, right)).count();
            // Zeros of both sides say nothing.
            lefts > 0 && rights > 0 && both * 20 <= rows && (lefts + rights) * 2 >= rows
        };
        let pairs = money.iter().flat_map(|&left| money.iter().map(move |&right| (left, right)));
        let Some((left, right)) =
            pairs.filter(|(left, right)| left < right).find(|(left, right)| is_pair(*left, *right))
        else {
            return Ok(false);
        };
        for &balance in all.iter().filter(|&&index| index != left && index != right) {
            let mut running = Running::default();
            for row in 0..rows {
                let amount = match (values.moving(row, left), values.moving(row, right)) {
                    (Some(debit), _) => -debit.abs(),
                    (None, Some(credit)) => credit.abs(),
                    (None, None) => continue,
                };
                if let Some(balance) = values.get(row, balance) {
                    running.add("", amount, balance);
                }
            }
            if let Some(left_is_debit) = running.proves() {
                let (debit, credit) = if left_is_debit { (left, right) } else { (right, left) };
                self.give(debit, Role::Debit, &format!("the balance in column {} falls by it", balance + 1));
                self.give(
                    credit,
                    Role::Credit,
                    &format!("the balance in column {} rises by it", balance + 1),
                );
                self.give(
                    balance,
                    Role::Balance,
                    &format!("it moves by columns {} and {}", left + 1, right + 1),
                );
                return Ok(true);
            }
        }
        // Whoever writes a minus on one side writes it on what was spent.
        let has_sign = |index: usize, sign: i64| {
            (0..rows).filter_map(|row| values.moving(row, index)).all(|amount| amount.signum() == sign)
        };
        for (debit, credit) in [(left, right), (right, left)] {
            if has_sign(debit, -1) && has_sign(credit, 1) {
                self.give(debit, Role::Debit, "its amounts are negative, those of the other column positive");
                self.give(
                    credit,
                    Role::Credit,
                    "its amounts are positive, those of the other column negative",
                );
                return Ok(true);
            }
        }
        if let Some(credit) = column_of_payments(self.profile, [left, right]) {
            let debit = if credit == left { right } else { left };
            self.give(debit, Role::Debit, "payments to the account stand in the other column");
            self.give(credit, Role::Credit, "payments to the account stand in it");
            return Ok(true);
        }
        let row = (0..rows).find(|&row| self.is_filled(row, left)).unwrap_or(0);
        let readings =
            [[(Role::Debit, left), (Role::Credit, right)], [(Role::Debit, right), (Role::Credit, left)]];
        Err(ImportError::AmbiguousAmountColumn {
            line: self.profile.rows.get(row).map_or(1, |row| row.line),
            choices: readings.iter().map(|pairs| choice(pairs, self.profile, row)).collect(),
        })
    }
}
