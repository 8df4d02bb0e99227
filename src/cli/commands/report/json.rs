//! A report as JSON (CLI contract, "report").
//!
//! Owns the keys. Every key is always there; what was not asked for is null.

use serde_json::{Map, Value, json};

use super::request::Request;
use crate::cli::error::CliError;
use crate::cli::view::money_json;
use crate::model::currency::Currency;
use crate::model::money::Money;
use crate::report::{Amounts, Change, Earlier, MoneyRow, Report, Row, Total};

/// The object of `report`.
///
/// # Errors
///
/// `internal` where a money row is no object.
pub fn of_report(report: &Report, request: &Request) -> Result<Value, CliError> {
    let rows = report.rows.iter().map(|row| of_row(report, row)).collect::<Result<Vec<_>, _>>()?;
    Ok(json!({
        "by": report.by.iter().map(|by| by.as_str()).collect::<Vec<_>>(),
        "period": {
            "from": report.period.map(|(from, _)| from),
            "to": report.period.map(|(_, to)| to),
        },
        "compare": compare(request),
        "unit": report.unit.map(crate::model::period::Unit::as_str),
        "rows": rows,
        "totals": totals(report)?,
    }))
}

/// What the report is compared with: `{with, from, to, so_far}`, or null.
fn compare(request: &Request) -> Value {
    let known = request.compare.zip(request.shape.compared);
    known.map_or(Value::Null, |(with, period)| {
        json!({"with": with.as_str(), "from": period.from, "to": period.to, "so_far": request.is_so_far})
    })
}

/// The totals of a report, each with what else is known of it.
///
/// # Errors
///
/// As [`of_report`].
pub fn totals(report: &Report) -> Result<Vec<Value>, CliError> {
    let both = report.totals.iter().zip(&report.more);
    both.map(|(money, Total { each, earlier })| {
        let mut object = money_map(money)?;
        put_more(&mut object, money, *each, earlier.as_ref());
        Ok(Value::Object(object))
    })
    .collect()
}

fn of_row(report: &Report, row: &Row) -> Result<Value, CliError> {
    let mut object = Map::new();
    let key: Map<String, Value> =
        report.by.iter().zip(&row.key).map(|(by, key)| (by.as_str().to_owned(), json!(key))).collect();
    object.insert("key".to_owned(), Value::Object(key));
    object.extend(money_map(&row.money)?);
    let currency = row.money.currency;
    object.insert("share".to_owned(), json!(row.share.map(|share| rate_decimal(i128::from(share)))));
    object.insert("average".to_owned(), json!(row.average_minor.map(|minor| decimal(minor, currency))));
    put_more(&mut object, &row.money, row.each, row.earlier.as_ref());
    object.insert("cumulated".to_owned(), json!(row.cumulated.map(|sums| amounts(sums, currency))));
    object.insert("others".to_owned(), json!(row.others));
    Ok(Value::Object(object))
}

fn put_more(
    object: &mut Map<String, Value>,
    money: &MoneyRow,
    each: Option<Amounts>,
    earlier: Option<&Earlier>,
) {
    let currency = money.currency;
    object.insert("savings_rate".to_owned(), json!(money.savings_rate().map(rate_decimal)));
    object.insert("each".to_owned(), json!(each.map(|sums| amounts(sums, currency))));
    let change = |change: Change| {
        json!({
            "difference": decimal(change.difference_minor, currency),
            "change": change.rate.map(rate_decimal),
        })
    };
    let earlier = earlier.map(|earlier| {
        json!({
            "count": earlier.money.count,
            "expense": decimal(earlier.money.expense_minor, currency),
            "income": decimal(earlier.money.income_minor, currency),
            "net": decimal(earlier.money.net_minor, currency),
            "changes": {
                "expense": change(earlier.expense),
                "income": change(earlier.income),
                "net": change(earlier.net),
            },
        })
    });
    object.insert("earlier".to_owned(), json!(earlier));
}

fn money_map(money: &MoneyRow) -> Result<Map<String, Value>, CliError> {
    match money_json(money) {
        Value::Object(map) => Ok(map),
        _ => Err(CliError::internal("a money row is no object")),
    }
}

/// The three sums as decimal strings.
#[must_use]
pub fn amounts(sums: Amounts, currency: Currency) -> Value {
    json!({
        "expense": decimal(sums.expense_minor, currency),
        "income": decimal(sums.income_minor, currency),
        "net": decimal(sums.net_minor, currency),
    })
}

/// An amount as a decimal string.
#[must_use]
pub fn decimal(minor: i64, currency: Currency) -> String {
    Money::new(minor, currency).to_decimal()
}

/// Parts per 10,000 as a decimal string: `0.2500`, `-1.5000`.
#[must_use]
pub fn rate_decimal(rate: i128) -> String {
    let sign = if rate < 0 { "-" } else { "" };
    let size = rate.unsigned_abs();
    format!("{sign}{}.{:04}", size / 10_000, size % 10_000)
}
