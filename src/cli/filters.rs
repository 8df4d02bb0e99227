//! From the filter options to a [`Filter`].
//!
//! Owns how short names, periods and references in filters find what they mean. Must not read expenses.

use chrono::Weekday;

use super::args::FilterArgs;
use super::context::Context;
use super::error::{CliError, ErrorCode};
use crate::ledger::{Book, CategoryPolicy, LedgerError};
use crate::model::category::CategoryPath;
use crate::model::currency::Currency;
use crate::model::date::parse_date;
use crate::model::expense::Direction;
use crate::model::filter::{AmountBound, BoundError, CategoryFilter, Filter, LedgerScope, Match};
use crate::model::period::{Calendar, Period, WeekStart, parse_month, parse_period, parse_year};
use crate::store::Store;

impl Context {
    /// The filter that the options mean, over the ledger of the command or over all of them.
    ///
    /// # Errors
    /// `bad_date`, `ambiguous_date`, `bad_amount`, `ambiguous_amount`, `unknown_currency`, `not_found`, `ambiguous`,
    /// `usage`.
    pub fn filter(&self, store: &mut Store, args: &FilterArgs) -> Result<Filter, CliError> {
        let today = self.today();
        let ledger = self.ledger_to_read(store)?;
        let mut periods = Vec::new();
        for text in &args.month {
            periods.push(parse_month(text, today)?);
        }
        for text in &args.year {
            periods.push(parse_year(text, today)?);
        }
        let mut all_time = false;
        for text in &args.period {
            match parse_period(text, today, self.calendar())? {
                Some(period) => periods.push(period),
                None => all_time = true,
            }
        }
        if all_time {
            periods.clear();
        }
        let (from, to) = (
            args.from.as_deref().map(|text| parse_date(text, today)).transpose()?,
            args.to.as_deref().map(|text| parse_date(text, today)).transpose()?,
        );
        if let (Some(from), Some(to)) = (from, to) {
            Period::new(from, to)?;
        }
        let scope = match &ledger {
            Some(ledger) => LedgerScope::Named(vec![Match::is(ledger.name.clone())]),
            None => LedgerScope::All,
        };
        let batches = args
            .batch
            .iter()
            .map(|text| Match::parse(text, |text| batch_id(store, text)))
            .collect::<Result<_, _>>()?;
        let category = match ledger {
            Some(ledger) => {
                let book = Book { store, ledger, now: self.now(), today };
                args.category
                    .iter()
                    .map(|text| Match::parse(text, |text| category(&book, text)))
                    .collect::<Result<_, _>>()?
            }
            None => args
                .category
                .iter()
                .map(|text| Match::parse(text, |text| CategoryFilter::parse(text).map_err(CliError::from)))
                .collect::<Result<_, _>>()?,
        };
        Ok(Filter {
            from,
            to,
            periods,
            category,
            method: texts(&args.method, |text| text.strip_prefix('@').unwrap_or(text)),
            payee: texts(&args.payee, |text| text),
            tag: texts(&args.tag, |text| text.strip_prefix('+').unwrap_or(text)),
            min: args.min.as_deref().map(bound).transpose()?,
            max: args.max.as_deref().map(bound).transpose()?,
            currency: args
                .currency
                .iter()
                .map(|text| Match::parse(text, currency))
                .collect::<Result<_, _>>()?,
            search: args.search.clone(),
            direction: args
                .direction
                .iter()
                .map(|text| Match::parse(text, direction))
                .collect::<Result<_, _>>()?,
            ledger: scope,
            batch: batches,
            pending: args.pending,
            deleted: false,
        })
    }

    /// Where weeks and fiscal years begin, as the configuration has it.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        let week_start = match self.settings.week_start() {
            Weekday::Sun => WeekStart::Sunday,
            Weekday::Sat => WeekStart::Saturday,
            _ => WeekStart::Monday,
        };
        Calendar { week_start, fiscal_year_start: self.settings.fiscal_year_start() }
    }
}

fn texts(values: &[String], strip: impl Fn(&str) -> &str) -> Vec<Match<String>> {
    values
        .iter()
        .filter_map(|text| {
            Match::parse(text, |text| Ok::<_, std::convert::Infallible>(strip(text).to_owned())).ok()
        })
        .collect()
}

fn bound(text: &str) -> Result<AmountBound, CliError> {
    text.parse().map_err(|error: BoundError| {
        let code = if error.code() == "ambiguous_amount" {
            ErrorCode::AmbiguousAmount
        } else {
            ErrorCode::BadAmount
        };
        CliError::new(code, error.to_string()).with_value(text).with_hint(error.hint())
    })
}

fn currency(text: &str) -> Result<Currency, CliError> {
    text.parse().map_err(|error| {
        CliError::new(ErrorCode::UnknownCurrency, format!("{error}"))
            .with_value(text)
            .with_hint("write a code such as EUR, USD or JPY")
    })
}

fn direction(text: &str) -> Result<Direction, CliError> {
    text.parse().map_err(|error: String| CliError::usage(error).with_value(text))
}

/// The path that a typed category means here: the exact one, else the only one that ends so. One that does not exist
/// selects nothing, which is an answer; a slip is told.
fn category(book: &Book, text: &str) -> Result<CategoryFilter, CliError> {
    let typed = CategoryFilter::parse(text).map_err(|error| CliError::from(error).with_value(text))?;
    match book.resolve_category(&typed.path, CategoryPolicy::Strict) {
        Ok(resolved) => Ok(CategoryFilter { path: resolved.path, only_itself: typed.only_itself }),
        Err(LedgerError::UnknownCategory { path, near }) if near.is_empty() => {
            Ok(CategoryFilter { path: CategoryPath::parse(&path)?, only_itself: typed.only_itself })
        }
        Err(LedgerError::UnknownCategory { path, near }) => {
            Err(LedgerError::NotFound { what: "category", reference: path, near }.into())
        }
        Err(other) => Err(other.into()),
    }
}

/// The id of the batch that a number, an id or an id's beginning names.
///
/// # Errors
/// `not_found`, `ambiguous`.
pub fn batch_id(store: &Store, text: &str) -> Result<uuid::Uuid, CliError> {
    let rows = store.batches(None)?;
    let digits: String = text.chars().filter(|c| *c != '-').collect::<String>().to_ascii_lowercase();
    let number = text.strip_prefix('#').unwrap_or(text).parse::<i64>().ok();
    let found: Vec<_> = match rows.iter().find(|row| number == Some(row.number)) {
        Some(row) => vec![row],
        None => rows
            .iter()
            .filter(|row| digits.len() >= 8 && row.id.simple().to_string().starts_with(&digits))
            .collect(),
    };
    match found.as_slice() {
        [row] => Ok(row.id),
        [] => {
            Err(LedgerError::NotFound { what: "batch", reference: text.to_owned(), near: Vec::new() }.into())
        }
        several => Err(LedgerError::Ambiguous {
            what: "batches",
            reference: text.to_owned(),
            candidates: several.iter().map(|row| row.number.to_string()).collect(),
        }
        .into()),
    }
}
