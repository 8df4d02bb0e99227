//! From the store to a report: the one place where facts are read.

use crate::cli::converted::Converted;
use crate::cli::error::CliError;
use crate::model::filter::Filter;
use crate::report::{Builder, Fact, Report};
use crate::store::Store;
use crate::store::query::FactRow;

use super::request::{Earlier, Request};

/// The report that was asked for.
///
/// # Errors
///
/// Those of the store, and sums that do not fit.
pub fn report(store: &Store, request: &Request, converted: &mut Converted) -> Result<Report, CliError> {
    let mut builder = Builder::new(&request.by, request.depth)?.with_calendar(request.calendar);
    let by_month = request.is_by_month();
    each_fact(converted, store, &request.filter, by_month, |fact| Ok(builder.add(fact)?))?;
    if let Some(Earlier { filter, shift, now }) = &request.earlier {
        converted.go_on_with_earlier();
        each_fact(converted, store, filter, by_month, |fact| Ok(builder.add_earlier(fact, *shift, *now)?))?;
    }
    Ok(builder.finish(&request.shape)?)
}

/// Calls `each` with every fact that passes; with sums of months where `by_month` says that they are enough.
///
/// # Errors
///
/// Those of the store and of `each`.
pub fn each_fact(
    converted: &mut Converted,
    store: &Store,
    filter: &Filter,
    by_month: bool,
    mut each: impl FnMut(&Fact<'_>) -> Result<(), CliError>,
) -> Result<(), CliError> {
    converted.each_fact(store, filter, by_month, |row| each(&fact(row)))
}

fn fact<'a>(row: &FactRow<'a>) -> Fact<'a> {
    Fact {
        date: row.date,
        category: row.category,
        payee: row.payee,
        method: row.method,
        tags: row.tags,
        ledger: row.ledger,
        source: row.source,
        direction: row.direction,
        currency: row.currency,
        count: row.count,
        minor: row.minor,
    }
}
