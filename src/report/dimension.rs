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
    /// Calendar quarter, whatever the fiscal year: `2026-Q3`.
    Quarter,
    /// Calendar year: `2026`.
    Year,
    /// Fiscal year, named after the year in which it ends: `FY2026`.
    FiscalYear,
    /// Week. One that begins on Monday is a week of ISO 8601, `2026-W05`; any other has no number that people agree on, so that its first
    /// day stands for it, `2026-02-01`.
    Week,
    /// Calendar date: `2026-03-15`.
    Day,
    /// Day of the week, in English; the first is that of the calendar's weeks.
    Weekday,
    /// Day of the month: `01` to `31`.
    DayOfMonth,
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
    pub const ALL: [Self; 16] = [
        Self::Category,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::FiscalYear,
        Self::Week,
        Self::Day,
        Self::Weekday,
        Self::DayOfMonth,
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
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::FiscalYear => "fiscal-year",
            Self::Week => "week",
            Self::Day => "day",
            Self::Weekday => "weekday",
            Self::DayOfMonth => "day-of-month",
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
            Self::Category
            | Self::Month
            | Self::Quarter
            | Self::Year
            | Self::FiscalYear
            | Self::Currency
            | Self::Direction
            | Self::Ledger => true,
            Self::Week
            | Self::Day
            | Self::Weekday
            | Self::DayOfMonth
            | Self::Payee
            | Self::Method
            | Self::Tag
            | Self::Source => false,
        }
    }

    /// Whether its keys are stretches of time that follow each other, so that sums can be cumulated over them and those in which nothing
    /// happened have a place. Weekdays and days of a month come again and are not.
    #[must_use]
    pub const fn is_time(self) -> bool {
        matches!(self, Self::Month | Self::Quarter | Self::Year | Self::FiscalYear | Self::Week | Self::Day)
    }

    /// Whether its rows have an order of their own, such as that of time; the others are sorted by size.
    #[must_use]
    pub const fn is_ordered(self) -> bool {
        self.is_time() || matches!(self, Self::Weekday | Self::DayOfMonth | Self::Direction)
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
