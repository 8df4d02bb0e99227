//! `doctor`: everything that is kept beside the rows, computed again from the rows by SQL.
//!
//! Owns the checks and their repairs. Must not share code with `apply` or `derived`, whose mistakes it is there to
//! find; only the definition of a search term (`search_terms`) and of an effective id is common.

use rusqlite::Connection;

use super::Store;
use super::error::StoreError;
use crate::model::currency::Currency;

/// One check and what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// What is wrong; empty if nothing is.
    pub problems: Vec<String>,
    /// Whether `doctor --fix` mends it.
    pub fixable: bool,
}

/// Findings listed per check at most.
pub(super) const PROBLEMS_MAX: usize = 20;

/// Totals as they should be, in the shape of the table: summed in two parts, because SQLite refuses a sum beyond 64 bits.
/// The largest number says that the sum is out of range.
const TOTALS: &str = "SELECT ledger, month, currency, direction, category, count,
    CASE WHEN high + low / 1000000000 > 9223372035 THEN 9223372036854775807 ELSE high * 1000000000 + low END AS minor
    FROM (SELECT ledger, date / 100 AS month, currency, direction, coalesce(category, 0) AS category,
      count(*) AS count, sum(amount_minor / 1000000000) AS high, sum(amount_minor % 1000000000) AS low
      FROM expenses WHERE deleted_at IS NULL GROUP BY 1, 2, 3, 4, 5)";

/// The text of a live expense that its search entry is made of.
const SEARCH_TEXT: &str =
    "coalesce(description, '') || ' ' || coalesce(payee, '') || ' ' || coalesce(note, '') || ' ' ||
    coalesce(tags, '')";

impl Store {
    /// Runs every check, all of them on the database as it is at one moment.
    ///
    /// # Errors
    /// What SQLite reports when the checks themselves cannot run.
    pub fn check(&self) -> Result<Vec<Check>, StoreError> {
        if !self.conn.is_autocommit() {
            return self.check_snapshot();
        }
        // Rows that another process adds meanwhile are in neither side of a comparison.
        self.conn.execute_batch("PRAGMA temp_store = FILE; BEGIN")?;
        let checks = self.check_snapshot();
        let ended = self.conn.execute_batch("COMMIT");
        let checks = checks?;
        ended?;
        Ok(checks)
    }

    fn check_snapshot(&self) -> Result<Vec<Check>, StoreError> {
        let integrity = self.integrity_problems()?;
        let broken = !integrity.is_empty();
        let mut checks = vec![Check { name: "file", problems: integrity, fixable: false }];
        if broken {
            return Ok(checks);
        }
        checks.push(Check { name: "references", problems: self.reference_problems()?, fixable: false });
        checks.push(Check { name: "values", problems: self.value_problems()?, fixable: false });
        checks.push(Check { name: "categories", problems: self.category_problems()?, fixable: false });
        checks.push(Check { name: "totals", problems: self.total_problems()?, fixable: true });
        checks.push(Check { name: "search", problems: self.search_problems()?, fixable: true });
        checks.push(Check { name: "queue", problems: self.queue_problems()?, fixable: false });
        checks.push(Check { name: "queue counts", problems: self.queue_count_problems()?, fixable: true });
        checks.push(Check { name: "history", problems: self.history_problems()?, fixable: false });
        Ok(checks)
    }

    /// Computes totals, search index and queue counts anew from the rows, in one transaction.
    ///
    /// # Errors
    /// What SQLite reports; then nothing was changed.
    pub fn rebuild_derived(&mut self) -> Result<(), StoreError> {
        let txn = self.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        txn.execute_batch(&format!(
            "DELETE FROM totals;
             INSERT INTO totals (ledger, month, currency, direction, category, count, minor) {TOTALS};
             INSERT INTO expense_search (expense_search) VALUES ('delete-all');
             INSERT INTO expense_search (rowid, terms)
               SELECT number, terms FROM (SELECT number, search_terms({SEARCH_TEXT}) AS terms FROM expenses
               WHERE deleted_at IS NULL ORDER BY number) WHERE terms <> '';
             DELETE FROM queue_counts;
             INSERT INTO queue_counts (ledger, status, count)
               SELECT ledger, status, count(*) FROM operations GROUP BY ledger, status;"
        ))?;
        txn.commit()?;
        Ok(())
    }

    /// What SQLite finds wrong with the file itself.
    ///
    /// # Errors
    /// What SQLite reports when it cannot even look.
    pub fn integrity_problems(&self) -> Result<Vec<String>, StoreError> {
        let result = texts(&self.conn, &format!("PRAGMA integrity_check({PROBLEMS_MAX})"));
        match result {
            Ok(lines) => Ok(lines.into_iter().filter(|line| line != "ok").collect()),
            Err(StoreError::Damaged { detail, .. }) => Ok(vec![detail]),
            Err(other) => Err(other),
        }
    }

    fn reference_problems(&self) -> Result<Vec<String>, StoreError> {
        texts(
            &self.conn,
            &format!(
                "SELECT format('row %d of %s refers to a row of %s that is not there', rowid, \"table\", parent)
                 FROM pragma_foreign_key_check LIMIT {PROBLEMS_MAX}"
            ),
        )
    }

    fn value_problems(&self) -> Result<Vec<String>, StoreError> {
        let mut problems = texts(
            &self.conn,
            &format!(
                "SELECT format('expense %d has no valid date, id or currency', number) FROM expenses
                 WHERE date(format('%04d-%02d-%02d', date / 10000, date / 100 % 100, date % 100)) IS NOT
                       format('%04d-%02d-%02d', date / 10000, date / 100 % 100, date % 100)
                    OR length(id) <> 16 OR length(currency) <> 3 OR (withdrawn AND deleted_at IS NULL)
                 LIMIT {PROBLEMS_MAX}"
            ),
        )?;
        let is_known = |code: &String| code.parse().is_ok_and(|known: Currency| known.code() == code);
        let codes = texts(&self.conn, "SELECT DISTINCT currency FROM expenses WHERE length(currency) = 3")?;
        for code in codes.iter().filter(|code| !is_known(code)) {
            let mut statement = self.conn.prepare(&format!(
                "SELECT format('expense %d has the currency `%s`, which is none of ISO 4217', number, currency)
                 FROM expenses WHERE currency = ?1 ORDER BY number LIMIT {PROBLEMS_MAX}"
            ))?;
            let rows = statement.query_map([code], |row| row.get(0))?;
            problems.extend(rows.collect::<Result<Vec<String>, _>>()?);
        }
        problems.truncate(PROBLEMS_MAX);
        Ok(problems)
    }

    fn total_problems(&self) -> Result<Vec<String>, StoreError> {
        let columns = "ledger, month, currency, direction, category, count, minor";
        texts(
            &self.conn,
            &format!(
                "WITH rows AS ({TOTALS}), wrong AS (
                   SELECT {columns}, 'missing' AS what FROM (SELECT {columns} FROM rows EXCEPT SELECT {columns} FROM totals)
                   UNION ALL
                   SELECT {columns}, 'too much' FROM (SELECT {columns} FROM totals EXCEPT SELECT {columns} FROM rows))
                 SELECT format('%s: ledger %d, month %d, %s, direction %d, category %d: %d rows, %d', what, ledger, month,
                   currency, direction, category, count, minor) FROM wrong ORDER BY 1 LIMIT {PROBLEMS_MAX}"
            ),
        )
    }

    /// Builds a second index from the rows and compares every (word, row) pair of the two.
    fn search_problems(&self) -> Result<Vec<String>, StoreError> {
        let query_only: bool = self.conn.query_row("PRAGMA query_only", [], |row| row.get(0))?;
        self.conn.execute_batch("PRAGMA query_only = OFF")?;
        let result = self.compare_search();
        self.conn.execute_batch(
            "DROP TABLE IF EXISTS temp.doctor_words; DROP TABLE IF EXISTS temp.doctor_index_words;
             DROP TABLE IF EXISTS temp.doctor_search;",
        )?;
        self.conn.execute_batch(&format!("PRAGMA query_only = {}", i64::from(query_only)))?;
        result
    }

    fn compare_search(&self) -> Result<Vec<String>, StoreError> {
        self.conn.execute_batch(&format!(
            "CREATE VIRTUAL TABLE temp.doctor_search USING fts5 (
               terms, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
             INSERT INTO temp.doctor_search (rowid, terms)
               SELECT number, terms FROM (SELECT number, search_terms({SEARCH_TEXT}) AS terms FROM expenses
               WHERE deleted_at IS NULL ORDER BY number) WHERE terms <> '';
             CREATE VIRTUAL TABLE temp.doctor_words USING fts5vocab (temp, doctor_search, instance);
             CREATE VIRTUAL TABLE temp.doctor_index_words USING fts5vocab (main, expense_search, instance);"
        ))?;
        let mut wanted = self.conn.prepare("SELECT term, doc FROM temp.doctor_words")?;
        let mut present = self.conn.prepare("SELECT term, doc FROM temp.doctor_index_words")?;
        let (mut wanted, mut present) = (wanted.query([])?, present.query([])?);
        let pair = |rows: &mut rusqlite::Rows| -> Result<Option<(String, i64)>, StoreError> {
            match rows.next() {
                Ok(Some(row)) => Ok(Some((row.get(0)?, row.get(1)?))),
                Ok(None) => Ok(None),
                Err(error) => Err(error.into()),
            }
        };
        // Both lists come in the order of word and row, so one pass finds every difference.
        let mut problems = Vec::new();
        let (mut left, mut right) = (pair(&mut wanted)?, pair(&mut present)?);
        while problems.len() < PROBLEMS_MAX {
            let order = match (&left, &right) {
                (None, None) => break,
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some(a), Some(b)) => a.cmp(b),
            };
            if order.is_lt() {
                let (word, number) = left.take().unwrap_or_default();
                problems.push(format!("expense {number} is not found by `{word}`"));
            } else if order.is_gt() {
                let (word, number) = right.take().unwrap_or_default();
                problems.push(format!("`{word}` finds expense {number}, which does not have it"));
            }
            if order.is_le() {
                left = pair(&mut wanted)?;
            }
            if order.is_ge() {
                right = pair(&mut present)?;
            }
        }
        Ok(problems)
    }

    fn queue_problems(&self) -> Result<Vec<String>, StoreError> {
        let mut problems = Vec::new();
        for (kind, table) in [
            (1, "expenses"),
            (2, "categories"),
            (3, "budgets"),
            (4, "rules"),
            (5, "recurring"),
            (6, "rates"),
            (7, "conflicts"),
        ] {
            problems.extend(texts(
                &self.conn,
                &format!(
                    // Every entity that the server has not seen waits in the queue; the newest operation that an
                    // entity names is its own, and the newest unfinished one.
                    "SELECT format('%s %d waits in no operation and was never sent', '{table}', e.number)
                       FROM {table} e WHERE e.revision = 0 AND e.last_op IS NULL AND e.deleted_at IS NULL
                     UNION ALL
                     SELECT format('%s %d names operation %d, which is not an unfinished one of its own', '{table}',
                       e.number, e.last_op) FROM {table} e LEFT JOIN operations o ON o.number = e.last_op
                       WHERE e.last_op IS NOT NULL AND (o.number IS NULL OR o.kind <> {kind} OR o.entity <> e.number
                         OR o.status = 2)
                     UNION ALL
                     SELECT format('operation %d is of no row of %s', o.number, '{table}')
                       FROM operations o LEFT JOIN {table} e ON e.number = o.entity
                       WHERE o.kind = {kind} AND e.number IS NULL
                     LIMIT {PROBLEMS_MAX}"
                ),
            )?);
        }
        problems.extend(texts(
            &self.conn,
            &format!(
                "SELECT format('operation %d has no id of its own', number) FROM operations WHERE length(id) <> 16
                 UNION ALL
                 SELECT format('operation %d comes after %d, which is not an earlier one of the same entity', o.number,
                   o.after) FROM operations o LEFT JOIN operations b ON b.number = o.after
                   -- One that is finished may have left no history. What a server lost is made again before what waits.
                   WHERE b.number IS NOT NULL AND o.status <> 2 AND (b.entity <> o.entity OR b.kind <> o.kind
                     OR b.number = o.number OR (b.number > o.number AND (b.action <> 1 OR b.after IS NOT NULL)))
                 UNION ALL
                 SELECT format('operation %d has fields that are no JSON object', number) FROM operations
                   WHERE fields IS NOT NULL AND (NOT json_valid(fields) OR json_type(fields) <> 'object')
                 LIMIT {PROBLEMS_MAX}"
            ),
        )?);
        problems.truncate(PROBLEMS_MAX);
        Ok(problems)
    }

    fn queue_count_problems(&self) -> Result<Vec<String>, StoreError> {
        let columns = "ledger, status, count";
        let rows = "SELECT ledger, status, count(*) AS count FROM operations GROUP BY ledger, status";
        texts(
            &self.conn,
            &format!(
                "WITH rows AS ({rows}), kept AS (SELECT {columns} FROM queue_counts WHERE count <> 0), wrong AS (
                   SELECT * FROM (SELECT {columns} FROM rows EXCEPT SELECT {columns} FROM kept)
                   UNION SELECT * FROM (SELECT {columns} FROM kept EXCEPT SELECT {columns} FROM rows))
                 SELECT format('ledger %d, status %d: %d', ledger, status, count) FROM wrong LIMIT {PROBLEMS_MAX}"
            ),
        )
    }

    fn history_problems(&self) -> Result<Vec<String>, StoreError> {
        texts(
            &self.conn,
            &format!(
                "SELECT format('operation %d is of command %d, which is not recorded', number, group_number)
                   FROM operations WHERE group_number NOT IN (SELECT number FROM groups)
                 UNION ALL
                 SELECT format('command %d is marked as undone by %d, which does not undo it', g.number, g.undone_by)
                   -- The record of an undo may be dropped with the history, while what it undid waits in the queue.
                   FROM groups g JOIN groups u ON u.number = g.undone_by WHERE u.undo_of IS NOT g.number
                 LIMIT {PROBLEMS_MAX}"
            ),
        )
    }
}

fn texts(conn: &Connection, sql: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
