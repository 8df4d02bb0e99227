//! `outlay report`: the arguments, and which view they ask for.

mod chart;
mod csv;
mod gather;
mod habits;
mod json;
mod largest;
mod request;
mod text;
mod trend;

use std::num::NonZeroUsize;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCandidates;

use self::request::Request;
use crate::cli::args::{FilterArgs, Format};
use crate::cli::commands::Outcome;
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::converted::InArgs;
use crate::cli::error::CliError;
use crate::model::period::{Comparison, Unit};
use crate::report::{Order, ReportError};
use crate::store::StoreError;

/// Show where the money went
///
/// By category and for this month, unless told otherwise. Currencies are never added together; transfers are in no
/// total.
#[derive(Debug, Clone, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
A quarter is of the calendar; a fiscal year begins where the configuration has fiscal_year_start and is named after the year in which
it ends, FY2026. Weeks begin where it has week_start; one that does not begin on Monday is shown by its first day, since only weeks of
ISO 8601 have numbers. With --chart and --cumulated, days, weeks, months and the like in which nothing happened are shown as well.
With --in every row is converted at the rate of its own day, or the last one up to seven days before it; outlay rate keeps rates. Rows
without one stay in their own currency, and are warned of.
With --compare and --average a period that still runs ends today, and is compared with the other one up to the same day.

Examples:
  outlay report
  outlay report --by month --year 2026 --cumulated
  outlay report --by category,month --from 2026-01-01 -c food --chart
  outlay report --compare previous --top 10
  outlay report --by category --depth 1 --year last --average month
  outlay report trend food
  outlay report --in EUR --year last

With --format json it prints {by, period, compare, unit, rows, totals, in, rates, unconverted, warnings}. Each of rows has key, the
sums, share, average (of one expense), savings_rate, each (the sums for each unit of --average), cumulated, others (how many rows the rest stands for) and earlier,
the sums of the other period with difference and change; totals have the same but for key, share, average, cumulated and others. What
was not asked for is null. Shares and rates are parts of one with four decimals, rounded half away from zero."
)]
pub struct ReportArgs {
    /// Another view.
    #[command(subcommand)]
    pub command: Option<ReportCommand>,
    /// What to group by, or two of them crossed: category, month, quarter, year, fiscal-year, week, day, weekday, day-of-month, payee,
    /// method, tag, currency, direction, ledger, source
    #[arg(long, value_name = "A[,B]", value_delimiter = ',', default_value = "category", hide_default_value = true, add = ArgValueCandidates::new(completions::dimensions))]
    pub by: Vec<String>,
    /// Draw bars of what was spent, came in or is left; of two dimensions, stacked ones
    #[arg(long, value_name = "WHAT", num_args = 0..=1, require_equals = true, default_missing_value = "expense", value_parser = PossibleValuesParser::new(chart::Measure::WORDS))]
    pub chart: Option<String>,
    /// Draw with ASCII alone
    #[arg(long)]
    pub ascii: bool,
    /// Compare with the period before, or with the same dates a year earlier
    #[arg(long, value_name = "WITH", value_parser = PossibleValuesParser::new(Comparison::WORDS))]
    pub compare: Option<String>,
    /// Show the average over the period, or over that part of it which a row stands for
    #[arg(long, value_name = "UNIT", value_parser = PossibleValuesParser::new(Unit::ALL.map(Unit::as_str)))]
    pub average: Option<String>,
    /// Show sums that run on from row to row, over a dimension of time
    #[arg(long, conflicts_with_all = ["sort", "top"])]
    pub cumulated: bool,
    /// Order the rows by this instead; net has first where the most was spent beyond what came in
    #[arg(long, value_name = "BY", value_parser = PossibleValuesParser::new(Order::WORDS))]
    pub sort: Option<String>,
    /// Show the first N and sum the rest in one row, (other)
    #[arg(long, value_name = "N")]
    pub top: Option<NonZeroUsize>,
    /// Cut categories after so many levels: 1 sums food:groceries into food
    #[arg(long, value_name = "N")]
    pub depth: Option<NonZeroUsize>,
    /// In one currency
    #[command(flatten)]
    pub into: InArgs,
    /// Which expenses
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Views other than rows by what they have in common.
#[derive(Debug, Clone, Subcommand)]
#[allow(missing_docs, clippy::large_enum_variant)] // the doc comments are on the arguments; one is made per process
pub enum ReportCommand {
    Trend(trend::TrendArgs),
    Largest(largest::LargestArgs),
    Habits(habits::HabitsArgs),
}

/// Shows where the money went.
///
/// # Errors
///
/// Those of the filters and of the store; `usage` for dimensions that cannot be.
pub fn run(args: &ReportArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    match &args.command {
        Some(ReportCommand::Trend(args)) => return trend::run(args, ctx),
        Some(ReportCommand::Largest(args)) => return largest::run(args, ctx),
        Some(ReportCommand::Habits(args)) => return habits::run(args, ctx),
        None => {}
    }
    let format = ctx.format_among("report", &[Format::Table, Format::Json, Format::Csv])?;
    let words = request::Words::of(args)?;
    let mut store = ctx.open_to_read()?;
    let request = Request::new(&words, &args.filter, ctx, &mut store)?;
    let mut converted = request.converted(&args.into, &store)?;
    let report = gather::report(&store, &request, &mut converted)?;
    match format {
        Format::Json => {
            let mut answer = json::of_report(&report, &request)?;
            converted.put(ctx, &mut answer)?;
            return ctx.print_json(&answer).map(|()| Outcome::Done);
        }
        Format::Csv => csv::print(ctx, &report)?,
        _ if report.rows.is_empty() => request.say_nothing(ctx, &store)?,
        _ => {
            let look = chart::Look::new(ctx, args.ascii);
            let text = match words.chart {
                Some(measure) => {
                    let inks = chart::category_inks(ctx, &store, &report)?;
                    chart::of_report(&report, measure, &look, &inks)
                }
                None => text::of_report(ctx, &report),
            };
            let totals = text::totals(&report);
            ctx.print_text(&format!("{}\n{text}{totals}", look.style.bold(&request.heading())))?;
        }
    }
    converted.say(ctx);
    Ok(Outcome::Done)
}

impl From<ReportError> for CliError {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Overflow(currency) => StoreError::Overflow(currency.to_string()).into(),
            other => Self::usage(other.to_string()).with_hint("outlay report --by category,month"),
        }
    }
}
