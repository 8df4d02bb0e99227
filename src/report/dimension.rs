//! What a report can be by.
//!
//! Owns the words and which dimensions have an order of their own. Must not know sums.

use std::fmt;
use std::str::FromStr;

use super::ReportError;

/// What the rows of a report stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Category path such as `food:groceries`, cut where the report is told to.
    Category,
    /// Calendar month: `2026-03`.
    Month,
    /// Calendar year: `2026`.
    Year,
    /// Week of ISO 8601, Monday to Sunday: `2026-W05`.
    Week,
    /// Calendar date: `2026-03-15`.
    Day,
    /// Day of the week, in English: `monday` comes first (ISO 8601).
    Weekday,
    /// Who received or sent the money.
    Payee,
    /// Payment method.
    Method,
    /// Tag; an expense counts under each of its tags.
    Tag,
    /// ISO 4217 code.
    Currency,
    /// `expense` or `income`.
    Direction,
    /// The ledger's name.
    Ledger,
    /// The account that imported rows come from.
    Source,
}

impl Dimension {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 13] = [
        Self::Category,
        Self::Month,
        Self::Year,
        Self::Week,
        Self::Day,
        Self::Weekday,
        Self::Payee,
        Self::Method,
        Self::Tag,
        Self::Currency,
        Self::Direction,
        Self::Ledger,
        Self::Source,
    ];

    /// The word used on the command line and as the key in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Month => "month",
            Self::Year => "year",
            Self::Week => "week",
            Self::Day => "day",
            Self::Weekday => "weekday",
            Self::Payee => "payee",
            Self::Method => "method",
            Self::Tag => "tag",
            Self::Currency => "currency",
            Self::Direction => "direction",
            Self::Ledger => "ledger",
            Self::Source => "source",
        }
    }

    /// Whether monthly totals per category, currency and direction of a ledger say enough for it. For the others a
    /// report needs the expenses themselves.
    #[must_use]
    pub const fn is_in_monthly_totals(self) -> bool {
        match self {
            Self::Category | Self::Month | Self::Year | Self::Currency | Self::Direction | Self::Ledger => {
                true
            }
            Self::Week
            | Self::Day
            | Self::Weekday
            | Self::Payee
            | Self::Method
            | Self::Tag
            | Self::Source => false,
        }
    }

    /// Whether its rows have an order of their own, such as that of time; the others are sorted by size.
    #[must_use]
    pub const fn is_ordered(self) -> bool {
        match self {
            Self::Month | Self::Year | Self::Week | Self::Day | Self::Weekday | Self::Direction => true,
            Self::Category
            | Self::Payee
            | Self::Method
            | Self::Tag
            | Self::Currency
            | Self::Ledger
            | Self::Source => false,
        }
    }

    /// All words, as a message lists them.
    pub(super) fn words() -> String {
        Self::ALL.map(Self::as_str).join(", ")
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Dimension {
    type Err = ReportError;

    /// Reads one of the words, exactly.
    fn from_str(text: &str) -> Result<Self, ReportError> {
        Self::ALL
            .into_iter()
            .find(|dimension| dimension.as_str() == text)
            .ok_or_else(|| ReportError::UnknownDimension(text.to_owned()))
    }
}
