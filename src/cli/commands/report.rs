//! `outlay report`: the arguments.

use clap::{Args, ValueEnum};

use crate::cli::args::FilterArgs;

/// Show where the money went
///
/// By category and for this month, unless told otherwise. Currencies are never added together; transfers are in no
/// total.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay report
  outlay report --by month --year 2026
  outlay report --by category,month --from 2026-01-01 -c food --chart

With --format json it prints {by, period, rows, totals, warnings}.")]
pub struct ReportArgs {
    /// What to group by, or two of them crossed: category, month, payee, method, tag
    #[arg(
        long,
        value_name = "A[,B]",
        value_enum,
        value_delimiter = ',',
        default_value = "category",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub by: Vec<Dimension>,
    /// Draw bars
    #[arg(long)]
    pub chart: bool,
    /// Which expenses.
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// What a report groups by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dimension {
    /// The category, with what is below it.
    Category,
    /// The calendar month.
    Month,
    /// The payee.
    Payee,
    /// The payment method.
    Method,
    /// The tag; an expense with two tags is in both rows.
    Tag,
}

impl Dimension {
    /// The word on the command line and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Month => "month",
            Self::Payee => "payee",
            Self::Method => "method",
            Self::Tag => "tag",
        }
    }
}
