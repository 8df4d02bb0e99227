//! Why a report cannot be made.

use super::{DIMENSIONS_MAX, Dimension};
use crate::model::currency::Currency;
use crate::model::text::quoted;

/// How much of an unknown word a message repeats, in characters.
const WORD_CHARS_MAX: usize = 40;

/// A report cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The word names no dimension.
    #[error("`{}` is nothing to report by: {}", quoted(.0, WORD_CHARS_MAX), Dimension::words())]
    UnknownDimension(String),
    /// The same dimension twice.
    #[error("a report by `{0}` and `{0}` again is the report by `{0}`")]
    DimensionTwice(Dimension),
    /// More than [`DIMENSIONS_MAX`] dimensions.
    #[error("a report is by at most {DIMENSIONS_MAX} dimensions, not {0}")]
    TooManyDimensions(usize),
    /// A sum or count beyond 64 bits.
    #[error("the {0} amounts add up to more than can be counted")]
    Overflow(Currency),
    /// A fact below zero; amounts carry no sign, the direction does.
    #[error("an amount of {minor} minor units of {currency} is below zero")]
    Negative {
        /// The currency.
        currency: Currency,
        /// The amount, in minor units.
        minor: i64,
    },
}
