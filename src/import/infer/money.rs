//! Amounts of a sample as exact numbers, under the decimal mark that the sample shows.
//!
//! Owns the reading for comparisons only. What becomes an expense is read by `numbers` with what the whole file proves.

use crate::import::amounts::read_cell;
use crate::import::dates::readings;
use crate::import::numbers::{MarkEvidence, mark_evidence, minor_units};
use crate::model::amount::DecimalMark;

use super::profile::Profile;

/// Decimals compared: more than any currency of a statement has.
const DECIMALS: u32 = 4;

/// The signed value of a cell in ten-thousandths; `None` where it is none.
pub(in crate::import) fn value(text: &str, mark: DecimalMark) -> Option<i64> {
    let cell = read_cell(text).ok()??;
    let units = minor_units(cell.number, mark, DECIMALS, true).ok()?;
    Some(if cell.negative { -units } else { units })
}

/// Whether a text is a number that is not zero, and no date.
pub(in crate::import) fn is_number(text: &str) -> bool {
    matches!(read_cell(text), Ok(Some(amount)) if !amount.is_zero()) && readings(text).is_none()
}

/// The decimal mark that most amounts of the sample show by themselves; a dot where none does.
pub(in crate::import) fn usual_mark(profile: &Profile) -> DecimalMark {
    let (mut points, mut commas) = (0, 0);
    for (index, column) in profile.columns.iter().enumerate() {
        if !column.is_money() {
            continue;
        }
        for row in 0..profile.rows.len() {
            let Ok(Some(cell)) = read_cell(profile.cell(row, index)) else { continue };
            match mark_evidence(cell.number, 2) {
                MarkEvidence::Proves(DecimalMark::Point) => points += 1,
                MarkEvidence::Proves(DecimalMark::Comma) => commas += 1,
                _ => {}
            }
        }
    }
    if commas > points { DecimalMark::Comma } else { DecimalMark::Point }
}
