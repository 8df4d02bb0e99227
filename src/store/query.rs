//! From a filter to SQL, and the reads that go with it.
//!
//! Owns the translation; [`Filter::matches`] says what it must mean. Everything typed goes in as a parameter, never
//! into the text of a statement (invariant I10).

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, params_from_iter};

use super::Store;
use super::categories::CategoryTree;
use super::columns::{Lookups, read_currency, read_date, split_tags};
use super::error::StoreError;
use super::expenses::{COLUMNS, Reader, direction, direction_code};
use crate::model::currency::Currency;
use crate::model::date::to_yyyymmdd;
use crate::model::expense::{Direction, Expense};
use crate::model::filter::{AmountBound, Filter, LedgerScope, Match};
use crate::model::search::{SearchQuery, search_query};
use crate::model::text::fold;

/// Up to so many rows found by the search index are looked up one by one and sorted; beyond it a short list is
/// sooner found by walking the dates backwards and asking each row.
const FOUND_ROWS_MAX: i64 = 2_000;
/// The largest exponent of ISO 4217 (CLF, UYW).
const EXPONENT_MAX: u32 = 4;

/// The sum of one currency and direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// The currency.
    pub currency: Currency,
    /// Which way the money went.
    pub direction: Direction,
    /// How many expenses.
    pub count: u64,
    /// Their sum in minor units.
    pub minor: i64,
}

/// What a report counts of one expense, or of one total.
#[derive(Debug, Clone, Copy)]
pub struct FactRow<'a> {
    /// The date; the first of the month where it comes from the totals.
    pub date: NaiveDate,
    /// The category's path.
    pub category: Option<&'a str>,
    /// Who received or sent the money.
    pub payee: Option<&'a str>,
    /// Payment method.
    pub method: Option<&'a str>,
    /// Tags.
    pub tags: &'a [String],
    /// The ledger's name.
    pub ledger: &'a str,
    /// The account of an imported row.
    pub source: Option<&'a str>,
    /// Which way the money went.
    pub direction: Direction,
    /// The currency.
    pub currency: Currency,
    /// How many expenses.
    pub count: u64,
    /// Their sum in minor units.
    pub minor: i64,
}

/// Conditions joined by AND, with their parameters.
#[derive(Debug, Default)]
struct Where {
    conditions: Vec<String>,
    parameters: Vec<Sql>,
    /// Whether the rows are known by number, so that no other index shall be walked instead.
    by_number: bool,
}

impl Where {
    fn push(&mut self, condition: impl Into<String>, parameters: impl IntoIterator<Item = Sql>) {
        self.conditions.push(condition.into());
        self.parameters.extend(parameters);
    }

    /// What follows the table's alias: SQLite would rather walk all dates in order than look up the few rows found.
    fn index_hint(&self) -> &'static str {
        if self.by_number { "NOT INDEXED" } else { "" }
    }

    fn sql(&self) -> String {
        if self.conditions.is_empty() { "1".to_owned() } else { self.conditions.join(" AND ") }
    }
}

impl Store {
    /// Calls `each` with the expenses that pass a filter, newest first, at most `limit`, until it breaks off.
    ///
    /// # Errors
    /// What SQLite reports, or `each`'s own error.
    pub fn for_each_expense<E: From<StoreError>>(
        &self,
        filter: &Filter,
        limit: Option<u64>,
        each: impl FnMut(Expense) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        self.for_each_ordered(filter, limit, "e.date DESC, e.number DESC", each)
    }

    /// Calls `each` with the expenses that pass a filter, oldest first, until it breaks off.
    ///
    /// # Errors
    /// What SQLite reports, or `each`'s own error.
    pub fn for_each_expense_by_age<E: From<StoreError>>(
        &self,
        filter: &Filter,
        each: impl FnMut(Expense) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        self.for_each_ordered(filter, None, "e.date, e.number", each)
    }

    /// The largest expenses that pass a filter, at most `limit`, the newest first of those that are equal. By their minor units: the
    /// filter names one currency.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn largest_expenses(&self, filter: &Filter, limit: u64) -> Result<Vec<Expense>, StoreError> {
        let mut expenses = Vec::new();
        let order = "e.amount_minor DESC, e.date DESC, e.number DESC";
        self.for_each_ordered(filter, Some(limit), order, |expense| {
            expenses.push(expense);
            Ok::<_, StoreError>(ControlFlow::Continue(()))
        })?;
        Ok(expenses)
    }

    fn for_each_ordered<E: From<StoreError>>(
        &self,
        filter: &Filter,
        limit: Option<u64>,
        order: &'static str,
        mut each: impl FnMut(Expense) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        let mut reader = Reader::new(self).map_err(E::from)?;
        let tree = self.category_tree().map_err(E::from)?;
        let conditions = self.conditions(filter, &tree, limit.is_some()).map_err(E::from)?;
        let limit = limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(-1);
        let sql = format!(
            "SELECT {COLUMNS} FROM expenses e {} WHERE {} ORDER BY {order} LIMIT {limit}",
            conditions.index_hint(),
            conditions.sql()
        );
        let mut statement = self.conn.prepare(&sql).map_err(StoreError::from)?;
        let mut rows = statement.query(params_from_iter(conditions.parameters)).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            if each(reader.expense(row).map_err(E::from)?)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The expenses that pass a filter, newest first, at most `limit`.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn expenses(&self, filter: &Filter, limit: Option<u64>) -> Result<Vec<Expense>, StoreError> {
        let mut expenses = Vec::new();
        self.for_each_expense(filter, limit, |expense| {
            expenses.push(expense);
            Ok::<_, StoreError>(ControlFlow::Continue(()))
        })?;
        Ok(expenses)
    }

    /// How many expenses pass a filter.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn count(&self, filter: &Filter) -> Result<u64, StoreError> {
        // Asked after every list: without a filter one sum in SQL is enough.
        if *filter == (Filter { ledger: filter.ledger.clone(), ..Filter::default() }) {
            let ledgers = self.ledgers()?;
            let wanted = ledgers.iter().filter(|ledger| filter.ledger.passes(&ledger.name));
            return wanted.map(|ledger| self.expense_count(Some(ledger.number))).sum();
        }
        Ok(self.sums(filter)?.iter().map(|sum| sum.count).sum())
    }

    /// The sums of what passes a filter, by currency and direction: from the monthly totals where they can answer.
    ///
    /// # Errors
    /// What SQLite reports; [`StoreError::Overflow`].
    pub fn sums(&self, filter: &Filter) -> Result<Vec<Sum>, StoreError> {
        let tree = self.category_tree()?;
        if filter.totals_answer() {
            let mut sums: Vec<Sum> = Vec::new();
            self.for_each_total_fact(filter, &tree, |fact| {
                let known = sums
                    .iter_mut()
                    .find(|sum| sum.currency == fact.currency && sum.direction == fact.direction);
                match known {
                    Some(sum) => {
                        sum.count += fact.count;
                        sum.minor = sum
                            .minor
                            .checked_add(fact.minor)
                            .ok_or_else(|| StoreError::Overflow(fact.currency.to_string()))?;
                    }
                    None => sums.push(Sum {
                        currency: fact.currency,
                        direction: fact.direction,
                        count: fact.count,
                        minor: fact.minor,
                    }),
                }
                Ok::<_, StoreError>(())
            })?;
            sums.sort_by_key(|sum| (sum.currency, sum.direction));
            return Ok(sums);
        }
        let conditions = self.conditions(filter, &tree, false)?;
        let sql = format!(
            // In two halves, since SQLite gives up without a name where a sum leaves 64 bits.
            "SELECT e.currency, e.direction, count(*), sum(e.amount_minor >> 32), sum(e.amount_minor & 0xffffffff)
             FROM expenses e WHERE {}
             GROUP BY e.currency, e.direction ORDER BY e.currency, e.direction",
            conditions.sql()
        );
        let mut statement = self.conn.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(conditions.parameters))?;
        let mut sums = Vec::new();
        while let Some(row) = rows.next()? {
            let currency = read_currency(row, 0)?;
            let minor = (i128::from(row.get::<_, i64>(3)?) << 32) + i128::from(row.get::<_, i64>(4)?);
            sums.push(Sum {
                currency,
                direction: direction(row.get(1)?)?,
                count: u64::try_from(row.get::<_, i64>(2)?).unwrap_or(0),
                minor: i64::try_from(minor).map_err(|_| StoreError::Overflow(currency.to_string()))?,
            });
        }
        Ok(sums)
    }

    /// Calls `each` with what a report needs of each expense that passes a filter. Where `by_month` says that months,
    /// categories, currencies, directions and ledgers are enough, and the filter asks for no more, it comes from the
    /// monthly totals, as far as its days are whole months.
    ///
    /// # Errors
    /// What SQLite reports, or `each`'s own error.
    pub fn for_each_fact<E: From<StoreError>>(
        &self,
        filter: &Filter,
        by_month: bool,
        mut each: impl FnMut(&FactRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let tree = self.category_tree().map_err(E::from)?;
        if by_month && let Some((months, edges)) = filter.split_at_months() {
            self.for_each_total_fact(&months, &tree, &mut each)?;
            for edge in &edges {
                self.for_each_row_fact(edge, &tree, &mut each)?;
            }
            return Ok(());
        }
        if by_month && filter.totals_answer() {
            return self.for_each_total_fact(filter, &tree, each);
        }
        self.for_each_row_fact(filter, &tree, each)
    }

    fn for_each_row_fact<E: From<StoreError>>(
        &self,
        filter: &Filter,
        tree: &CategoryTree,
        mut each: impl FnMut(&FactRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let conditions = self.conditions(filter, tree, false).map_err(E::from)?;
        let sql = format!(
            "SELECT e.date, e.category, e.payee, e.method, e.tags, e.ledger, e.source, e.direction, e.currency,
             e.amount_minor FROM expenses e WHERE {}",
            conditions.sql()
        );
        let ledgers = self.ledgers().map_err(E::from)?;
        let mut lookups = Lookups::default();
        let mut statement = self.conn.prepare(&sql).map_err(StoreError::from)?;
        let mut rows = statement.query(params_from_iter(conditions.parameters)).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let fact = self.read_fact(row, &ledgers, &mut lookups);
            let (owned, payee, tags) = fact.map_err(E::from)?;
            each(&FactRow {
                date: owned.date,
                category: owned.category.and_then(|number| tree.path(number)),
                payee,
                method: owned.method.as_deref(),
                tags: &tags,
                ledger: owned.ledger,
                source: owned.source.as_deref(),
                direction: owned.direction,
                currency: owned.currency,
                count: 1,
                minor: owned.minor,
            })?;
        }
        Ok(())
    }

    fn read_fact<'r>(
        &self,
        row: &'r rusqlite::Row,
        ledgers: &'r [super::ledgers::LedgerRow],
        lookups: &mut Lookups,
    ) -> Result<(OwnedFact<'r>, Option<&'r str>, Vec<String>), StoreError> {
        let text = |column: usize| -> Result<Option<&'r str>, StoreError> {
            row.get_ref(column)?.as_str_or_null().map_err(|error| rusqlite::Error::from(error).into())
        };
        let mut name = |column: usize| -> Result<Option<String>, StoreError> {
            row.get::<_, Option<i64>>(column)?.map(|number| lookups.name(&self.conn, number)).transpose()
        };
        let ledger: i64 = row.get(5)?;
        let fact = OwnedFact {
            date: read_date(row, 0)?,
            category: row.get(1)?,
            method: name(3)?,
            source: name(6)?,
            ledger: ledgers
                .iter()
                .find(|known| known.number == ledger)
                .map_or("", |known| known.name.as_str()),
            direction: direction(row.get(7)?)?,
            currency: read_currency(row, 8)?,
            minor: row.get(9)?,
        };
        Ok((fact, text(2)?, text(4)?.map(split_tags).unwrap_or_default()))
    }

    fn for_each_total_fact<E: From<StoreError>>(
        &self,
        filter: &Filter,
        tree: &CategoryTree,
        mut each: impl FnMut(&FactRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let ledgers = self.ledgers().map_err(E::from)?;
        let month = |date: Option<NaiveDate>, open: i64| date.map_or(open, |date| to_yyyymmdd(date) / 100);
        let months = (month(filter.from, 0), month(filter.to, i64::MAX));
        for ledger in ledgers.iter().filter(|ledger| filter.ledger.passes(&ledger.name)) {
            let mut result = Ok(());
            self.for_each_total(Some(ledger.number), months, |total| {
                let fact = FactRow {
                    date: total.month,
                    category: total.category.and_then(|number| tree.path(number)),
                    payee: None,
                    method: None,
                    tags: &[],
                    ledger: &ledger.name,
                    source: None,
                    direction: total.direction,
                    currency: total.currency,
                    count: total.count,
                    minor: total.minor,
                };
                if result.is_ok()
                    && filter.total_passes(fact.date, fact.category, fact.currency, fact.direction)
                {
                    result = each(&fact);
                }
                Ok(())
            })
            .map_err(E::from)?;
            result?;
        }
        Ok(())
    }

    fn conditions(
        &self,
        filter: &Filter,
        tree: &CategoryTree,
        is_limited: bool,
    ) -> Result<Where, StoreError> {
        let mut wanted = Where::default();
        if !filter.deleted {
            wanted.push("e.deleted_at IS NULL", []);
        }
        self.ledger_condition(&mut wanted, &filter.ledger)?;
        if let Some(from) = filter.from {
            wanted.push("e.date >= ?", [Sql::from(to_yyyymmdd(from))]);
        }
        if let Some(to) = filter.to {
            wanted.push("e.date <= ?", [Sql::from(to_yyyymmdd(to))]);
        }
        if !filter.periods.is_empty() {
            let any = vec!["e.date BETWEEN ? AND ?"; filter.periods.len()].join(" OR ");
            let ends =
                filter.periods.iter().flat_map(|p| [to_yyyymmdd(p.from).into(), to_yyyymmdd(p.to).into()]);
            wanted.push(format!("({any})"), ends);
        }
        column_condition(&mut wanted, "e.category", &filter.category, |category| {
            Ok(tree.numbers_where(|path| category.matches(path)).into_iter().map(Sql::from).collect())
        })?;
        column_condition(&mut wanted, "e.method", &filter.method, |method| {
            self.name_numbers("method", method)
        })?;
        column_condition(&mut wanted, "fold(e.payee)", &filter.payee, |payee| Ok(vec![fold(payee).into()]))?;
        column_condition(&mut wanted, "e.currency", &filter.currency, |code| {
            Ok(vec![code.to_string().into()])
        })?;
        column_condition(&mut wanted, "e.direction", &filter.direction, |way| {
            Ok(vec![direction_code(*way).into()])
        })?;
        column_condition(&mut wanted, "e.batch", &filter.batch, |id| self.batch_rowids(*id))?;
        tag_condition(&mut wanted, &filter.tag);
        for (bound, comparison) in [(filter.min, ">="), (filter.max, "<=")] {
            if let Some(bound) = bound {
                bound_condition(&self.conn, &mut wanted, bound, comparison)?;
            }
        }
        if filter.pending {
            // In a ledger without a server nothing is there, whether or not something waits.
            let unbound = "SELECT number FROM ledgers WHERE server_id IS NULL";
            wanted.push(format!("(e.last_op IS NOT NULL OR e.ledger IN ({unbound}))"), []);
        }
        self.search_condition(&mut wanted, &filter.search, is_limited, filter.deleted)?;
        Ok(wanted)
    }

    fn ledger_condition(&self, wanted: &mut Where, scope: &LedgerScope) -> Result<(), StoreError> {
        let LedgerScope::Named(_) = scope else { return Ok(()) };
        let numbers: Vec<Sql> = self
            .ledgers()?
            .into_iter()
            .filter(|ledger| scope.passes(&ledger.name))
            .map(|ledger| Sql::from(ledger.number))
            .collect();
        // One ledger by equality, so that its rows come in the order of the index over ledger and date.
        match numbers.len() {
            1 => wanted.push("e.ledger = ?", numbers),
            count => wanted.push(format!("e.ledger IN ({})", placeholders(count)), numbers),
        }
        Ok(())
    }

    fn name_numbers(&self, field: &str, name: &str) -> Result<Vec<Sql>, StoreError> {
        let wanted = fold(name);
        let mut statement = self.conn.prepare_cached("SELECT number, name FROM names WHERE field = ?1")?;
        let mut rows = statement.query([field])?;
        let mut numbers = Vec::new();
        while let Some(row) = rows.next()? {
            if fold(&row.get::<_, String>(1)?) == wanted {
                numbers.push(Sql::from(row.get::<_, i64>(0)?));
            }
        }
        Ok(numbers)
    }

    fn batch_rowids(&self, id: uuid::Uuid) -> Result<Vec<Sql>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT number FROM batches WHERE id = ?1")?;
        let rows = statement.query_map([id.as_bytes()], |row| row.get::<_, i64>(0))?;
        Ok(rows.map(|row| row.map(Sql::from)).collect::<Result<_, _>>()?)
    }

    fn search_condition(
        &self,
        wanted: &mut Where,
        searches: &[String],
        is_limited: bool,
        with_deleted: bool,
    ) -> Result<(), StoreError> {
        let queries: Vec<SearchQuery> = searches.iter().map(|words| search_query(words)).collect();
        if queries.is_empty() || queries.contains(&SearchQuery::All) {
            return Ok(());
        }
        let mut any = Vec::new();
        let mut parameters = Vec::new();
        let is_alone = queries.len() == 1 && !with_deleted;
        for query in queries {
            if with_deleted {
                // The index holds live expenses only.
                let name = register_search(&self.conn, query.clone())?;
                any.push(format!("e.deleted_at IS NOT NULL AND {name}({SEARCHED})"));
            }
            let found = match query.match_text() {
                Some(text) if is_limited && self.finds_many(&text)? => None,
                other => other,
            };
            let mut all = Vec::new();
            if let Some(text) = found {
                wanted.by_number = is_alone && is_limited;
                all.push(
                    "e.number IN (SELECT rowid FROM expense_search WHERE expense_search MATCH ?)".to_owned(),
                );
                parameters.push(Sql::from(text));
                for part in query.substrings() {
                    all.push(format!("instr(search_fold({SEARCHED}), ?) > 0"));
                    parameters.push(Sql::from(part.clone()));
                }
            } else {
                let name = register_search(&self.conn, query)?;
                all.push(format!("{name}({SEARCHED})"));
            }
            any.push(all.join(" AND "));
        }
        wanted.push(format!("({})", any.join(" OR ")), parameters);
        Ok(())
    }

    fn finds_many(&self, text: &str) -> Result<bool, StoreError> {
        let found: i64 = self
            .conn
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM expense_search WHERE expense_search MATCH ?1 LIMIT ?2)",
            )?
            .query_row((text, FOUND_ROWS_MAX + 1), |row| row.get(0))?;
        Ok(found > FOUND_ROWS_MAX)
    }
}

/// The text that a search looks into, a line each.
const SEARCHED: &str = "e.description || char(10) || coalesce(e.payee, '') || char(10) || coalesce(e.note, '') || char(10) || coalesce(e.tags, '')";

struct OwnedFact<'r> {
    date: NaiveDate,
    category: Option<i64>,
    method: Option<String>,
    source: Option<String>,
    ledger: &'r str,
    direction: Direction,
    currency: Currency,
    minor: i64,
}

/// A function over the searched text for a query that the index cannot answer, or not soon.
fn register_search(conn: &Connection, query: SearchQuery) -> Result<String, StoreError> {
    let name = format!("search_matches_{}", next_function());
    let query = Arc::new(query);
    conn.create_scalar_function(name.as_str(), 1, FunctionFlags::SQLITE_UTF8, move |context: &Context| {
        let text = context
            .get_raw(0)
            .as_str()
            .map_err(|error| rusqlite::Error::UserFunctionError(Box::new(error)))?;
        Ok(ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(query.matches(text)))))
    })?;
    Ok(name)
}

/// Tells the functions of several searches in one process apart.
fn next_function() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn placeholders(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// One option over a column: any of the positive values if there are any, and none of the negated ones.
fn column_condition<T>(
    wanted: &mut Where,
    column: &str,
    matches: &[Match<T>],
    mut values: impl FnMut(&T) -> Result<Vec<Sql>, StoreError>,
) -> Result<(), StoreError> {
    let mut positive = Vec::new();
    let mut positive_parameters = Vec::new();
    for one in matches.iter().filter(|one| !one.negated) {
        match &one.value {
            None => positive.push(format!("{column} IS NULL")),
            Some(value) => {
                let found = values(value)?;
                positive.push(format!("{column} IN ({})", placeholders(found.len())));
                positive_parameters.extend(found);
            }
        }
    }
    if !positive.is_empty() {
        wanted.push(format!("({})", positive.join(" OR ")), positive_parameters);
    }
    for one in matches.iter().filter(|one| one.negated) {
        match &one.value {
            None => wanted.push(format!("{column} IS NOT NULL"), []),
            Some(value) => {
                let found = values(value)?;
                wanted.push(
                    format!("({column} IS NULL OR {column} NOT IN ({}))", placeholders(found.len())),
                    found,
                );
            }
        }
    }
    Ok(())
}

/// Tags stand in one column, a space around each; the rows that have any are found by an index of their own.
fn tag_condition(wanted: &mut Where, tags: &[Match<String>]) {
    const HAS: &str =
        "e.number IN (SELECT number FROM expenses WHERE tags IS NOT NULL AND instr(fold(tags), ?) > 0)";
    let needle = |tag: &str| Sql::from(format!(" {} ", fold(tag)));
    let mut positive = Vec::new();
    let mut parameters = Vec::new();
    for one in tags.iter().filter(|one| !one.negated) {
        match &one.value {
            None => positive.push("e.tags IS NULL"),
            Some(tag) => {
                positive.push(HAS);
                parameters.push(needle(tag));
            }
        }
    }
    if !positive.is_empty() {
        wanted.push(format!("({})", positive.join(" OR ")), parameters);
    }
    for one in tags.iter().filter(|one| one.negated) {
        match &one.value {
            None => wanted.push("e.tags IS NOT NULL", []),
            Some(tag) => wanted.push(format!("NOT ({HAS})"), [needle(tag)]),
        }
    }
}

/// A bound belongs to no currency, so it is compared in the minor units of each row's own.
fn bound_condition(
    conn: &Connection,
    wanted: &mut Where,
    bound: AmountBound,
    comparison: &str,
) -> Result<(), StoreError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("currency_exponent", 1, flags, |context| {
        let code: String = context.get(0)?;
        Ok(code.parse::<Currency>().map_or(0, |currency| i64::from(currency.exponent())))
    })?;
    let mut cases = String::new();
    let mut parameters = Vec::new();
    for exponent in 0..=EXPONENT_MAX {
        let minor =
            if comparison == ">=" { bound.least_minor(exponent) } else { bound.largest_minor(exponent) };
        // Writing to a string does not fail.
        let _ = write!(cases, " WHEN {exponent} THEN ?");
        parameters.push(Sql::from(minor));
    }
    wanted.push(
        format!("e.amount_minor {comparison} CASE currency_exponent(e.currency){cases} END"),
        parameters,
    );
    Ok(())
}
