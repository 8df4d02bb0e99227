//! From the words of a report to what is asked of the store and how the rows are arranged.
//!
//! Owns the period: which one it is where none was named, where it ends while it still runs, what it is compared with, and what it is
//! called. Must not read expenses.

use std::num::NonZeroUsize;

use chrono::NaiveDate;

use super::ReportArgs;
use super::chart::Measure;
use crate::cli::args::FilterArgs;
use crate::cli::context::Context;
use crate::cli::converted::{Converted, InArgs};
use crate::cli::error::CliError;
use crate::model::filter::Filter;
use crate::model::period::{Calendar, Comparison, Period, Shift, Unit};
use crate::report::{Dimension, Shape};
use crate::store::Store;

/// What was typed, read.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The dimensions.
    pub by: Vec<Dimension>,
    /// How many levels of categories.
    pub depth: Option<NonZeroUsize>,
    /// What is drawn, if anything.
    pub chart: Option<Measure>,
    /// What the period is compared with.
    pub compare: Option<Comparison>,
    /// How the rows are arranged, but for what depends on the period.
    pub shape: Shape,
}

impl Words {
    /// Reads the options of `report`.
    ///
    /// # Errors
    ///
    /// `usage` for words that are none, and for running sums over no time.
    pub fn of(args: &ReportArgs) -> Result<Self, CliError> {
        let by = args.by.iter().map(|word| word.parse::<Dimension>()).collect::<Result<Vec<_>, _>>()?;
        let typed = |text: &String| CliError::usage("unknown word").with_value(text);
        if args.cumulated && !by.iter().any(|dimension| dimension.is_time()) {
            return Err(CliError::usage("running sums need a dimension of time")
                .with_hint("outlay report --by month --year this --cumulated"));
        }
        if args.cumulated && by.iter().all(|dimension| dimension.is_time()) && by.len() > 1 {
            return Err(CliError::usage("running sums run over one dimension of time, not two")
                .with_hint("outlay report --by month --year this --cumulated"));
        }
        let chart = args.chart.as_ref().map(|text| Measure::named(text).ok_or_else(|| typed(text)));
        Ok(Self {
            depth: args.depth,
            chart: chart.transpose()?,
            compare: args.compare.as_deref().map(str::parse).transpose().map_err(CliError::usage)?,
            shape: Shape {
                unit: args.average.as_deref().map(str::parse::<Unit>).transpose().map_err(CliError::usage)?,
                order: args.sort.as_deref().map(str::parse).transpose().map_err(CliError::usage)?,
                is_cumulated: args.cumulated,
                is_filled: args.cumulated || args.chart.is_some(),
                top: args.top,
                ..Shape::default()
            },
            by,
        })
    }
}

/// What a report is compared with.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// Which expenses.
    pub filter: Filter,
    /// How far back it lies.
    pub shift: Shift,
    /// The period that its days stand for.
    pub now: Period,
}

/// What is asked of the store, and how it is arranged.
#[derive(Debug, Clone)]
pub struct Request {
    /// The dimensions.
    pub by: Vec<Dimension>,
    /// How many levels of categories.
    pub depth: Option<NonZeroUsize>,
    /// Where weeks and fiscal years begin.
    pub calendar: Calendar,
    /// Which expenses.
    pub filter: Filter,
    /// The other period.
    pub earlier: Option<Earlier>,
    /// What it is compared with.
    pub compare: Option<Comparison>,
    /// How the rows are arranged.
    pub shape: Shape,
    /// Whether the period still runs and was cut today.
    pub is_so_far: bool,
}

impl Request {
    /// Reads the filters and settles the period: this month where none was named.
    ///
    /// # Errors
    ///
    /// Those of the filters; `usage` where a comparison or average has no one period.
    pub fn new(words: &Words, args: &FilterArgs, ctx: &Context, store: &mut Store) -> Result<Self, CliError> {
        let this_month = Period::month_of(ctx.today());
        Self::with_default(words, args, ctx, store, this_month)
    }

    /// [`Request::new`] with another period where none was named.
    ///
    /// # Errors
    ///
    /// As [`Request::new`].
    pub fn with_default(
        words: &Words,
        args: &FilterArgs,
        ctx: &Context,
        store: &mut Store,
        default: Period,
    ) -> Result<Self, CliError> {
        let filter = ctx.filter(store, args)?;
        let mut request = Self {
            by: words.by.clone(),
            depth: words.depth,
            calendar: ctx.calendar(),
            filter,
            earlier: None,
            compare: words.compare,
            shape: words.shape.clone(),
            is_so_far: false,
        };
        request.settle(args, ctx.today(), default)?;
        Ok(request)
    }

    fn settle(&mut self, args: &FilterArgs, today: NaiveDate, default: Period) -> Result<(), CliError> {
        let filter = &mut self.filter;
        let is_named = !args.month.is_empty() || !args.year.is_empty() || !args.period.is_empty();
        if !is_named && filter.from.is_none() && filter.to.is_none() {
            (filter.from, filter.to) = (Some(default.from), Some(default.to));
        }
        let spans = spans(filter);
        // Periods that leave nothing between them are one, and one period is the same as its two ends.
        if let [one] = spans.as_slice() {
            (filter.from, filter.to) = (Some(one.from), Some(one.to));
            filter.periods.clear();
        }
        let is_one = filter.periods.is_empty();
        let whole = match (filter.from, filter.to) {
            (Some(from), Some(to)) if is_one => Some(Period::new(from, to)?),
            _ => None,
        };
        let (first, last) = match spans.as_slice() {
            [first, .., last] => (Some(first.from), Some(last.to)),
            _ => (filter.from, filter.to),
        };
        let ends = last.filter(|to| *to <= today || first.is_some_and(|from| from > today));
        let until = ends.unwrap_or(today);
        if self.compare.is_some() || self.shape.unit.is_some() {
            if !is_one {
                return Err(CliError::usage("a comparison or an average is over one period")
                    .with_hint("name one with --month, --year, --period or --from and --to"));
            }
            self.is_so_far = filter.to.is_none_or(|to| to > until) && whole.is_some();
            // What is all to come has no day on which to end but its own.
            if filter.from.is_none_or(|from| from <= today) {
                filter.to = Some(filter.to.map_or(until, |to| to.min(until)));
            }
        }
        self.shape.period = match (filter.from, filter.to) {
            (Some(from), Some(to)) if whole.is_some() => Some(Period::new(from, to)?),
            _ => None,
        };
        self.shape.from = if is_one { filter.from } else { first };
        self.shape.until = Some(until);
        self.shape.spans = if is_one { Vec::new() } else { spans };
        let Some(with) = self.compare else { return Ok(()) };
        // The year to date is a year that still runs.
        let is_ytd = args.period.iter().any(|text| text.trim().eq_ignore_ascii_case("ytd"));
        let whole = if is_ytd { Some(Period::year_of(today)) } else { whole };
        let Some((other, shift)) = whole.and_then(|whole| whole.compared(with, until)) else {
            return Err(CliError::usage("there is no period to compare: it has no beginning or no end")
                .with_hint("name one with --month, --year, --period or --from and --to"));
        };
        self.shape.compared = Some(other);
        let filter = Filter { from: Some(other.from), to: Some(other.to), ..self.filter.clone() };
        self.earlier = self.shape.period.map(|now| Earlier { filter, shift, now });
        Ok(())
    }

    /// What converts the rows into one currency, if that was asked for.
    ///
    /// # Errors
    ///
    /// `unknown_currency`; those of the store.
    pub fn converted(&self, args: &InArgs, store: &Store) -> Result<Converted, CliError> {
        let mut filters = vec![&self.filter];
        filters.extend(self.earlier.as_ref().map(|earlier| &earlier.filter));
        Converted::new(args, store, &filters)
    }

    /// Whether the monthly totals say enough, as far as the dimensions go.
    #[must_use]
    pub fn is_by_month(&self) -> bool {
        let is_told = |dimension: &Dimension| dimension.is_in_monthly_totals();
        // A month's total stands on its first day, which days do not shift to the first of another.
        let is_shifted_by_days =
            self.earlier.as_ref().is_some_and(|earlier| matches!(earlier.shift, Shift::Days(_)));
        self.by.iter().all(is_told) && !(is_shifted_by_days && self.by.iter().any(|by| by.is_time()))
    }

    /// The days that the report is over, as its heading says them.
    #[must_use]
    pub fn heading(&self) -> String {
        let mut text = self.span();
        if let Some(other) = self.shape.compared {
            text.push_str(", compared with ");
            text.push_str(&period_name(other));
        }
        text
    }

    fn span(&self) -> String {
        let filter = &self.filter;
        let mut parts: Vec<String> = filter.periods.iter().copied().map(period_name).collect();
        match (filter.from, filter.to) {
            (Some(from), Some(to)) => parts.push(period_name(Period { from, to })),
            (Some(from), None) => parts.push(format!("from {from}")),
            (None, Some(to)) => parts.push(format!("until {to}")),
            (None, None) => {}
        }
        let so_far = if self.is_so_far { " (so far)" } else { "" };
        if parts.is_empty() { "All time".to_owned() } else { format!("{}{so_far}", parts.join(", ")) }
    }

    /// Says that there is nothing, and where there may be something.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn say_nothing(&self, ctx: &Context, store: &Store) -> Result<(), CliError> {
        ctx.talk.notice(&format!("{}: nothing was spent or received", self.span()));
        let filter = &self.filter;
        let is_all = filter.from.is_none() && filter.to.is_none() && filter.periods.is_empty();
        if !is_all && store.expense_count(None)? > 0 {
            ctx.talk.hint("look further with --period all, --year 2025 or --month last");
        }
        Ok(())
    }
}

/// The periods of a filter, cut to its own ends, in their order; those that overlap or follow each other are one.
fn spans(filter: &Filter) -> Vec<Period> {
    let cut = |period: &Period| Period {
        from: filter.from.map_or(period.from, |from| from.max(period.from)),
        to: filter.to.map_or(period.to, |to| to.min(period.to)),
    };
    let mut periods: Vec<Period> =
        filter.periods.iter().map(cut).filter(|period| period.from <= period.to).collect();
    periods.sort_by_key(|period| (period.from, period.to));
    let mut spans: Vec<Period> = Vec::new();
    for period in periods {
        match spans.last_mut() {
            Some(last) if last.to.succ_opt().is_none_or(|next| period.from <= next) => {
                last.to = last.to.max(period.to);
            }
            _ => spans.push(period),
        }
    }
    spans
}

/// A month, quarter or year by its name, anything else by its first and last day.
#[must_use]
pub fn period_name(period: Period) -> String {
    if period == Period::month_of(period.from) {
        period.from.format("%B %Y").to_string()
    } else if period == Period::quarter_of(period.from) {
        let quarter = chrono::Datelike::month0(&period.from) / 3 + 1;
        format!("{}-Q{quarter}", period.from.format("%Y"))
    } else if period == Period::year_of(period.from) {
        period.from.format("%Y").to_string()
    } else if period.from == period.to {
        period.from.to_string()
    } else {
        format!("{} to {}", period.from, period.to)
    }
}
