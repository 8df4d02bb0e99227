//! `outlay report trend`: how a category went, month by month.

use std::convert::Infallible;
use std::fmt::Write as _;

use chrono::{Months, NaiveDate};
use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use serde_json::{Value, json};

use super::chart::Look;
use super::json::{decimal, rate_decimal};
use super::request::{Request, Words};
use super::text::{signed, signed_percent};
use super::{csv, gather};
use crate::cli::args::{FilterArgs, Format};
use crate::cli::commands::Outcome;
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::converted::InArgs;
use crate::cli::error::CliError;
use crate::cli::output::style::Tone;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::money_json;
use crate::model::currency::Currency;
use crate::model::filter::Match;
use crate::model::period::{Length, Period};
use crate::report::chart::{Axis, BAR_CELLS_MAX, Ink, sparkline};
use crate::report::{Change, Dimension, MoneyRow, Report, Row, Shape};

/// Months shown where no period was named, this one included.
const MONTHS: u32 = 12;
/// Cells of a bar at least.
const BAR_CELLS_MIN: usize = 8;
/// Cells between the table and its bars.
const GAP: usize = 2;

/// Show how a category went, month by month
///
/// Over the last 12 months, unless told otherwise: what was spent less what came back; of a category with more income than expense what
/// came in less what was spent. Months without any row are zero. Average, least and most are of whole months that are over.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay report trend food
  outlay report trend salary --period 'last 24 months'

With --format json it prints {category, period, rows, currencies, totals, in, rates, unconverted, warnings}. Each of rows has month, the sums, sum (as counted),
difference and change from the month before, and whole (whether the month is over and whole in the period); each of currencies has
currency, counted (spent or received), months, average, least and most.")]
pub struct TrendArgs {
    /// The category, with what is below it; all of them if there is none
    #[arg(value_name = "CATEGORY", add = ArgValueCandidates::new(completions::categories))]
    pub name: Option<String>,
    /// Draw with ASCII alone
    #[arg(long)]
    pub ascii: bool,
    /// In one currency
    #[command(flatten)]
    pub into: InArgs,
    /// Which expenses
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// A month of a trend.
struct Point<'r> {
    row: &'r Row,
    month: &'r str,
    days: Option<Period>,
    /// What is counted, in minor units.
    sum: i64,
    change: Option<Change>,
    /// Whether today is in it.
    is_running: bool,
    /// Whether it is over and whole in the period.
    is_whole: bool,
}

/// The months of one currency.
struct Trend<'r> {
    currency: Currency,
    is_received: bool,
    points: Vec<Point<'r>>,
}

/// Shows the trend.
///
/// # Errors
///
/// Those of the filters and of the store.
pub fn run(args: &TrendArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let format = ctx.format_among("report trend", &[Format::Table, Format::Json, Format::Csv])?;
    let mut filter = args.filter.clone();
    let is_positive =
        |text: &&String| Match::parse(text, |_| Ok::<_, Infallible>(())).is_ok_and(|one| !one.negated);
    let other = filter.category.iter().find(is_positive);
    if let (Some(name), Some(other)) = (&args.name, other) {
        return Err(CliError::usage("a trend is of one category, and -c names another")
            .with_value(other)
            .with_hint(format!(
                "outlay report trend {}, or leave {} out",
                shell_words::quote(other),
                shell_words::quote(name)
            )));
    }
    filter.category.extend(args.name.clone());
    let words = Words {
        by: vec![Dimension::Month],
        shape: Shape { is_filled: true, ..Shape::default() },
        ..Words::default()
    };
    let this = Period::month_of(ctx.today());
    let from = this.from.checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(this.from);
    let mut store = ctx.open_to_read()?;
    let default = Period { from, to: this.to };
    let request = Request::with_default(&words, &filter, ctx, &mut store, default)?;
    let mut converted = request.converted(&args.into, &store)?;
    let report = gather::report(&store, &request, &mut converted)?;
    let trends = trends(&report, ctx.today())?;
    match format {
        Format::Json => {
            let mut answer = of_trends(args.name.as_deref(), &report, &trends)?;
            converted.put(ctx, &mut answer)?;
            return ctx.print_json(&answer).map(|()| Outcome::Done);
        }
        Format::Csv => csv::print_rows(ctx, &table_of(&trends))?,
        _ if report.rows.is_empty() => request.say_nothing(ctx, &store)?,
        _ => {
            let look = Look::new(ctx, args.ascii);
            let name = args.name.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
            let heading =
                crate::model::text::for_terminal(&format!("{name}{}", request.heading())).into_owned();
            let mut text = format!("{}\n", look.style.bold(&heading));
            for trend in &trends {
                text.push_str(&trend.text(&look));
            }
            ctx.print_text(&text)?;
        }
    }
    converted.say(ctx);
    Ok(Outcome::Done)
}

fn trends(report: &Report, today: NaiveDate) -> Result<Vec<Trend<'_>>, CliError> {
    let mut trends = Vec::with_capacity(report.totals.len());
    for total in &report.totals {
        let is_received = total.net_minor > 0;
        let mut points: Vec<Point<'_>> = Vec::new();
        for row in report.rows.iter().filter(|row| row.money.currency == total.currency) {
            let sum = if is_received { row.money.net_minor } else { -row.money.net_minor };
            let month = row.key.first().and_then(Option::as_deref).unwrap_or_default();
            let days = format!("{month}-01").parse().ok().map(Period::month_of);
            // Of periods apart from each other the month shown before is not the one before.
            let is_next = |point: &&Point<'_>| {
                days.and_then(|days| days.from.pred_opt())
                    .is_some_and(|day| point.days == Some(Period::month_of(day)))
            };
            let before = points.last().filter(is_next).map(|point| point.sum);
            let change = before.map(|before| Change::new(sum, before, total.currency)).transpose()?;
            let spans = if report.spans.is_empty() { report.days.as_slice() } else { &report.spans };
            let is_in = |days: &Period| spans.iter().any(|span| days.from >= span.from && days.to <= span.to);
            let is_running = days.is_some_and(|days| days.contains(today));
            let is_whole = days.is_some_and(|days| days.to <= today && is_in(&days));
            points.push(Point { row, month, days, sum, change, is_running, is_whole });
        }
        trends.push(Trend { currency: total.currency, is_received, points });
    }
    Ok(trends)
}

impl Trend<'_> {
    const fn counted(&self) -> &'static str {
        if self.is_received { "received" } else { "spent" }
    }

    fn whole(&self) -> impl Iterator<Item = &Point<'_>> {
        self.points.iter().filter(|point| point.is_whole)
    }

    /// Of the whole months: how many, their average, rounded half away from zero, the least and the most.
    fn figures(&self) -> (u64, Option<i64>, Option<&Point<'_>>, Option<&Point<'_>>) {
        let months = u64::try_from(self.whole().count()).unwrap_or(0);
        let sum = self.whole().try_fold(0_i64, |sum, point| sum.checked_add(point.sum));
        let least = self.whole().min_by_key(|point| point.sum);
        let most = self.whole().max_by_key(|point| point.sum);
        (months, sum.and_then(|sum| Length::whole(months).each(sum)), least, most)
    }

    fn text(&self, look: &Look) -> String {
        let heading = if self.is_received { "Received" } else { "Spent" };
        let columns = || {
            vec![
                Column::new("Month"),
                Column::new(heading).right(),
                Column::new("Change").right().dropped(2),
                Column::new("%").right().dropped(1),
            ]
        };
        let cells = |point: &Point<'_>| {
            let amount = |minor| decimal(minor, self.currency);
            let change =
                point.change.map(|change| signed(change.difference_minor, &amount(change.difference_minor)));
            let rate = point.change.and_then(|change| change.rate).map(signed_percent);
            [
                Cell::from(if point.is_running {
                    format!("{}*", point.month)
                } else {
                    point.month.to_owned()
                }),
                Cell::from(format!("{} {}", amount(point.sum), self.currency)),
                Cell::from(change.unwrap_or_default()),
                Cell::from(rate.unwrap_or_default()),
            ]
        };
        let mut plain = Table::new(columns());
        for point in &self.points {
            plain.row(cells(point));
        }
        let room =
            look.width.saturating_sub(plain.width(look.width.saturating_sub(BAR_CELLS_MIN + GAP)) + GAP);
        let axis = Axis::new(self.points.iter().map(|point| point.sum), room.min(BAR_CELLS_MAX));
        let mut all = columns();
        all.push(Column::new(""));
        let mut table = Table::new(all);
        for point in &self.points {
            let ink = if point.sum < 0 { Ink::negative() } else { Ink::series(0) };
            let bar = Cell::toned(axis.bar(point.sum, look.charset), Tone::Ink(ink));
            table.row(cells(point).into_iter().chain([bar]));
        }
        let mut text = table.render(Some(look.width), look.style);
        self.write_figures(&mut text, look);
        text
    }

    /// The line in small and the figures below the table, a line each, so that they fit the narrowest terminal.
    fn write_figures(&self, text: &mut String, look: &Look) {
        let sums: Vec<i64> = self.points.iter().map(|point| point.sum).collect();
        // A line that is wider than the room shows its end: what is newest.
        let start = sums.len().saturating_sub(look.width);
        let line = sparkline(&sums[start..], look.charset);
        let _ = writeln!(text, "{}", look.style.paint(Tone::Ink(Ink::series(0)), &line));
        if let Some(days) = self.points.iter().filter(|point| point.is_running).find_map(|point| point.days) {
            let _ = writeln!(text, "* so far; the month ends on {}", days.to);
        }
        let (months, average, least, most) = self.figures();
        let amount = |minor| format!("{} {}", decimal(minor, self.currency), self.currency);
        if let Some(average) = average {
            let _ = writeln!(
                text,
                "average {} in {months} whole month{}",
                amount(average),
                if months == 1 { "" } else { "s" }
            );
        }
        for (name, point) in [("least", least), ("most", most)] {
            if let Some(point) = point {
                let _ = writeln!(text, "{name} {} in {}", amount(point.sum), point.month);
            }
        }
    }
}

fn of_trends(name: Option<&str>, report: &Report, trends: &[Trend<'_>]) -> Result<Value, CliError> {
    let mut rows = Vec::new();
    let mut currencies = Vec::new();
    for trend in trends {
        let amount = |minor: i64| decimal(minor, trend.currency);
        for point in &trend.points {
            rows.push(of_point(point, &point.row.money)?);
        }
        let (months, average, least, most) = trend.figures();
        let at = |point: Option<&Point<'_>>| {
            point.map(|point| json!({"month": point.month, "sum": amount(point.sum)}))
        };
        currencies.push(json!({
            "currency": trend.currency.code(),
            "counted": trend.counted(),
            "months": months,
            "average": average.map(amount),
            "least": at(least),
            "most": at(most),
        }));
    }
    Ok(json!({
        "category": name,
        "period": {
            "from": report.period.map(|(from, _)| from),
            "to": report.period.map(|(_, to)| to),
        },
        "rows": rows,
        "currencies": currencies,
        "totals": report.totals.iter().map(money_json).collect::<Vec<_>>(),
    }))
}

fn of_point(point: &Point<'_>, money: &MoneyRow) -> Result<Value, CliError> {
    let mut object = json!({"month": point.month});
    let (Value::Object(map), Value::Object(sums)) = (&mut object, money_json(money)) else {
        return Err(CliError::internal("a money row is no object"));
    };
    map.extend(sums);
    let amount = |minor: i64| decimal(minor, money.currency);
    map.insert("sum".to_owned(), json!(amount(point.sum)));
    map.insert("difference".to_owned(), json!(point.change.map(|change| amount(change.difference_minor))));
    map.insert("change".to_owned(), json!(point.change.and_then(|change| change.rate).map(rate_decimal)));
    map.insert("whole".to_owned(), json!(point.is_whole));
    Ok(object)
}

fn table_of(trends: &[Trend<'_>]) -> Vec<Vec<String>> {
    let header =
        ["month", "currency", "count", "expense", "income", "net", "sum", "difference", "change", "whole"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for trend in trends {
        let amount = |minor: i64| decimal(minor, trend.currency);
        for point in &trend.points {
            let money = &point.row.money;
            let change = point.change;
            rows.push(vec![
                point.month.to_owned(),
                trend.currency.to_string(),
                money.count.to_string(),
                amount(money.expense_minor),
                amount(money.income_minor),
                amount(money.net_minor),
                amount(point.sum),
                change.map(|change| amount(change.difference_minor)).unwrap_or_default(),
                change.and_then(|change| change.rate).map(rate_decimal).unwrap_or_default(),
                point.is_whole.to_string(),
            ]);
        }
    }
    rows
}
