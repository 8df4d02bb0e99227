//! From what was gathered to sums by key: a fact with several tags counts once under each of them, and once at the edge of the other
//! dimension.
//!
//! Owns which sums a fact is in. Must not order them.

use rustc_hash::FxHashMap;

use super::builder::Cells;
use super::keys::{Keys, OTHER};
use super::value::Pair;
use super::{DIMENSIONS_MAX, ReportError};
use crate::model::currency::Currency;

/// Sums by the number of one key of a crossed report. They are no sums of cells, where a fact is once for each tag.
pub(super) type EdgeSums = FxHashMap<(Currency, i64), Pair>;

/// The sums of a report by key.
#[derive(Debug, Default)]
pub(super) struct Spread {
    /// By the keys of all dimensions.
    pub(super) cells: Cells,
    /// By the key of either dimension of a crossed report.
    pub(super) edges: [EdgeSums; DIMENSIONS_MAX],
}

impl Spread {
    /// The sums of what was gathered.
    ///
    /// # Errors
    /// [`ReportError::Overflow`]; no sum is more than the total, so that none is to be expected.
    pub(super) fn new(keys: &[Keys], gathered: &Cells) -> Result<Self, ReportError> {
        Self::renumbered(keys, gathered, |_, _, number| number)
    }

    /// The sums with all keys but those that are kept under [`OTHER`], where a fact counts once whatever it is under there. `is_kept`
    /// is asked for the place of a dimension, the currency and the number of a key.
    ///
    /// # Errors
    /// As [`Spread::new`].
    pub(super) fn with_the_rest(
        &self,
        keys: &[Keys],
        gathered: &Cells,
        is_kept: impl Fn(usize, Currency, i64) -> bool,
    ) -> Result<Self, ReportError> {
        let renumber =
            |index, currency, number| if is_kept(index, currency, number) { number } else { OTHER };
        let mut rest = Self::renumbered(keys, gathered, renumber)?;
        for &(currency, numbers) in self.cells.keys() {
            let mut to = numbers;
            for (index, number) in to.iter_mut().enumerate().take(keys.len()) {
                *number = renumber(index, currency, *number);
            }
            if let Some(pair) = rest.cells.get_mut(&(currency, to)).filter(|_| to.contains(&OTHER)) {
                pair.merged += 1;
            }
        }
        Ok(rest)
    }

    fn renumbered(
        keys: &[Keys],
        gathered: &Cells,
        renumber: impl Fn(usize, Currency, i64) -> i64,
    ) -> Result<Self, ReportError> {
        let mut spread = Self::default();
        spread.cells.reserve(gathered.len());
        let is_crossed = keys.len() == DIMENSIONS_MAX;
        // The keys of one fact, kept so that their space is used again.
        let mut sides: [Vec<i64>; DIMENSIONS_MAX] = Default::default();
        for (&(currency, numbers), &pair) in gathered {
            for (index, side) in sides.iter_mut().enumerate() {
                side.clear();
                let Some(keys) = keys.get(index) else {
                    side.push(numbers[index]);
                    continue;
                };
                for member in keys.members(&numbers[index]) {
                    let number = renumber(index, currency, *member);
                    if !side.contains(&number) {
                        side.push(number);
                    }
                }
            }
            for &first in &sides[0] {
                for &second in &sides[1] {
                    spread.cells.entry((currency, [first, second])).or_default().add(pair, currency)?;
                }
            }
            if !is_crossed {
                continue;
            }
            for (edge, side) in spread.edges.iter_mut().zip(&sides) {
                for &number in side {
                    edge.entry((currency, number)).or_default().add(pair, currency)?;
                }
            }
        }
        Ok(spread)
    }
}
