//! Budgets: setting and removing them, and which terms make one budget.
//!
//! Owns what a change means for the terms that are there: it holds from the period of a day on, and what was before stays as
//! it was. How a budget stands is `budget_status`'s.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::categories::category_under_lock;
use super::{Book, LedgerError};
use crate::id::budget_id;
use crate::model::budget::{BudgetPeriod, Rollover, Term, first_day, slot_on, term_on};
use crate::model::category::CategoryPath;
use crate::model::currency::Currency;
use crate::model::date::to_yyyymmdd;
use crate::model::entity::{Kind, Value, budget_field as field};
use crate::model::money::Money;
use crate::model::period::WeekStart;
use crate::store::StoreError;
use crate::store::apply::{Applied, Change, Creation, FieldUpdate, Presence};
use crate::store::budgets::BudgetRow;
use crate::store::categories::CategoryTree;
use crate::store::writer::{CommandInfo, Writer};

/// Most terms of all budgets of a ledger: all are read whenever something is added.
pub const TERMS_MAX: usize = 5_000;

/// Merges of categories that are followed at most: deeper than any that people make.
pub(super) const MERGES_MAX: usize = 64;

/// A category, or everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Limited {
    /// The number of the category, as it is shown; `None` for everything.
    pub category: Option<i64>,
    /// The currency that counts.
    pub currency: Currency,
}

/// One budget: what limits a category, or everything, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// What it limits.
    pub of: Limited,
    /// The category's path; `None` for everything.
    pub path: Option<String>,
    /// What holds from which day on, in the order of the days.
    pub terms: Vec<Term>,
    /// The rows that the terms come from, one each.
    pub rows: Vec<BudgetRow>,
}

impl Budget {
    /// What it is called: the category's path, or `everything`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.as_deref().unwrap_or("everything")
    }
}

/// The budgets of a ledger, everything first, then by path and currency, and how many terms this version cannot read.
#[derive(Debug, Clone, Default)]
pub struct Budgets {
    /// The budgets.
    pub budgets: Vec<Budget>,
    /// Terms of a newer version, which are left alone.
    pub unread: usize,
}

impl Budgets {
    /// Puts terms together. Where a category was merged into another, its budget goes on there on the days for which that one
    /// has none of its own; of several that were merged the one that began first does, on every device.
    #[must_use]
    pub fn new(rows: Vec<BudgetRow>, tree: &CategoryTree) -> Self {
        let mut unread = 0;
        let written: HashSet<Limited> = rows.iter().map(as_written).collect();
        let mut own: HashMap<Limited, Held> = HashMap::new();
        let mut handed: HashMap<Limited, (Option<i64>, Held)> = HashMap::new();
        for row in rows {
            let Some(term) = term_of(&row) else {
                unread += 1;
                continue;
            };
            let of =
                Limited { category: row.category.map(|number| tree.effective(number)), ..as_written(&row) };
            if of.category == row.category {
                own.entry(of).or_default().push(term, row);
                continue;
            }
            // One that was merged in between and has a budget stands nearer.
            let mut between = merged_into(tree, row.category).filter(|number| Some(*number) != of.category);
            let is_nearest = between
                .all(|number| !written.contains(&Limited { category: Some(number), currency: of.currency }));
            let (origin, terms) = handed.entry(of).or_insert_with(|| (row.category, Held::default()));
            if is_nearest && *origin == row.category {
                terms.push(term, row);
            }
        }
        for (of, (_, terms)) in handed {
            own.entry(of).or_default().fill(&terms);
        }
        let mut budgets: Vec<Budget> = own
            .into_iter()
            .filter(|(_, held)| !held.terms.is_empty())
            .map(|(of, Held { terms, rows })| {
                let path = of.category.and_then(|number| tree.path(number)).map(str::to_owned);
                Budget { of, path, terms, rows }
            })
            .collect();
        budgets.sort_by(|a, b| {
            (&a.path, a.of.currency, a.of.category).cmp(&(&b.path, b.of.currency, b.of.category))
        });
        Self { budgets, unread }
    }

    /// Whether no further term is kept.
    fn is_full(&self) -> bool {
        self.unread + self.budgets.iter().map(|budget| budget.terms.len()).sum::<usize>() >= TERMS_MAX
    }

    fn find(&self, of: Limited) -> Option<&Budget> {
        self.budgets.iter().find(|budget| budget.of == of)
    }
}

/// What a budget is to be from a day on.
#[derive(Debug, Clone)]
pub struct BudgetChange {
    /// The category, and whether it was found when it was asked for; `None` for everything.
    pub category: Option<(CategoryPath, bool)>,
    /// How much may be spent in a period.
    pub amount: Money,
    /// How long a period is; as before where it is not said, else a month.
    pub period: Option<BudgetPeriod>,
    /// What is carried on; as before where it is not said, else nothing.
    pub rollover: Option<Rollover>,
    /// A day of the first period.
    pub from: NaiveDate,
    /// The day on which weeks begin.
    pub week_start: WeekStart,
}

impl Book<'_> {
    /// The budgets of this ledger.
    ///
    /// # Errors
    /// What the store reports.
    pub fn budgets(&self) -> Result<Budgets, LedgerError> {
        Ok(Budgets::new(self.store.budgets(self.ledger.number)?, &self.store.category_tree()?))
    }

    /// Sets a budget from the period of a day on. Returns the number of the term and the undo group; `None` for the group if it
    /// was so already. Terms that would begin within what is set, up to the day, are replaced; later ones stay.
    ///
    /// # Errors
    /// [`LedgerError::TooManyBudgets`]; [`LedgerError::CategoryGone`]; what the store reports.
    pub fn set_budget(&mut self, change: &BudgetChange) -> Result<(i64, Option<i64>), LedgerError> {
        let mut writer =
            self.store.writer(CommandInfo { name: "budget set", ..CommandInfo::default() }, self.now)?;
        let id = match &change.category {
            Some((path, existed)) => Some(category_under_lock(&mut writer, &self.ledger, path, *existed)?),
            None => None,
        };
        let (budgets, of) = present(&mut writer, self.ledger.number, id, change.amount.currency)?;
        let budget = budgets.find(of);
        let (terms, rows) = budget.map_or((&[][..], &[][..]), |budget| (&budget.terms[..], &budget.rows[..]));
        let before = term_on(terms, change.from);
        let model =
            before.or_else(|| terms.partition_point(|term| term.starts_on <= change.from).checked_sub(1));
        let period = change.period.or(model.map(|at| terms[at].period)).unwrap_or_default();
        let rollover = change.rollover.or(model.map(|at| terms[at].rollover)).unwrap_or_default();
        let starts_on = first_day(period, change.from, change.week_start);
        for (term, row) in terms.iter().zip(rows) {
            if as_written(row) == of && term.starts_on > starts_on && term.starts_on <= change.from {
                delete(&mut writer, row.number)?;
            }
        }
        // An end that was set for a later day still holds.
        let ends_on = before.and_then(|at| terms[at].ends_on);
        let values = [
            (field::AMOUNT, Value::Money(change.amount)),
            (field::PERIOD, Value::Text(period.as_str().to_owned())),
            (field::ROLLOVER, Value::Text(rollover.as_str().to_owned())),
            (field::ENDS_ON, ends_on.map_or(Value::Null, Value::Date)),
        ];
        let same_day = rows.iter().position(|row| as_written(row) == of && row.starts_on == starts_on);
        let number = if let Some(at) = same_day {
            let number = rows[at].number;
            let fields = values.into_iter().map(|(at, value)| FieldUpdate::Set(at, value)).collect();
            writer.apply(Change::Update { kind: Kind::Budget, number, fields, weak: false })?;
            number
        } else {
            if budgets.is_full() {
                return Err(LedgerError::TooManyBudgets(TERMS_MAX));
            }
            let mut record = Kind::Budget.spec().empty_record();
            record[field::CATEGORY] = Value::reference(id);
            record[field::STARTS_ON] = Value::Date(starts_on);
            for (at, value) in values {
                record[at] = value;
            }
            let id = budget_id(self.ledger.id, id, change.amount.currency.code(), to_yyyymmdd(starts_on));
            create(&mut writer, self.ledger.number, id, record)?
        };
        Ok((number, writer.commit()?.group))
    }

    /// Ends a budget before the period of a day; the periods before stay as they were. Returns the undo group.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] where none is in force on that day or later.
    pub fn remove_budget(
        &mut self,
        category: Option<&CategoryPath>,
        currency: Currency,
        from: NaiveDate,
        week_start: WeekStart,
    ) -> Result<Option<i64>, LedgerError> {
        let mut writer =
            self.store.writer(CommandInfo { name: "budget remove", ..CommandInfo::default() }, self.now)?;
        let budgets = Budgets::new(writer.budgets(self.ledger.number)?, &writer.category_tree()?);
        let name = category.map(ToString::to_string);
        let gone = || LedgerError::NotFound {
            what: "budget",
            reference: format!("{} in {currency}", name.as_deref().unwrap_or("everything")),
            near: Vec::new(),
        };
        let budget = budgets
            .budgets
            .iter()
            .find(|budget| budget.path == name && budget.of.currency == currency)
            .ok_or_else(gone)?;
        let first = slot_on(&budget.terms, from, week_start).map_or(from, |slot| slot.period.from);
        let mut any = false;
        for (at, (term, row)) in budget.terms.iter().zip(&budget.rows).enumerate() {
            if row.starts_on >= first {
                delete(&mut writer, row.number)?;
                any = true;
                continue;
            }
            // Of those before, the last one would go on or come back where what follows it goes.
            let next = budget.terms.get(at + 1).map(|next| next.starts_on);
            let is_last_before = next.is_none_or(|next| next >= first);
            let goes_on = term.last_day(next) >= first
                || (is_last_before && row.ends_on.is_none_or(|end| end >= first));
            if goes_on {
                let end = first.pred_opt().map_or(Value::Null, Value::Date);
                let fields = vec![FieldUpdate::Set(field::ENDS_ON, end)];
                writer.apply(Change::Update {
                    kind: Kind::Budget,
                    number: row.number,
                    fields,
                    weak: false,
                })?;
                any = true;
            }
        }
        if !any {
            return Err(gone());
        }
        Ok(writer.commit()?.group)
    }
}

/// Terms with the rows that they come from, in the order of their first days.
#[derive(Debug, Default)]
struct Held {
    terms: Vec<Term>,
    rows: Vec<BudgetRow>,
}

impl Held {
    /// Adds the next one. Of two from the same day the one with the larger id holds, on every device.
    fn push(&mut self, term: Term, row: BudgetRow) {
        if self.terms.last().is_some_and(|last| last.starts_on == term.starts_on) {
            self.terms.pop();
            self.rows.pop();
        }
        self.terms.push(term);
        self.rows.push(row);
    }

    /// The days on which something holds, in order.
    fn days(&self) -> Vec<(NaiveDate, NaiveDate)> {
        let next = |at: usize| self.terms.get(at + 1).map(|next| next.starts_on);
        let days = self.terms.iter().enumerate().map(|(at, term)| (term.starts_on, term.last_day(next(at))));
        days.filter(|(first, last)| first <= last).collect()
    }

    /// Takes others on the days on which nothing holds.
    fn fill(&mut self, others: &Self) {
        let taken = self.days();
        let mut all: Vec<(Term, BudgetRow)> = self.terms.drain(..).zip(self.rows.drain(..)).collect();
        for (at, (term, row)) in others.terms.iter().zip(&others.rows).enumerate() {
            let last = term.last_day(others.terms.get(at + 1).map(|next| next.starts_on));
            let mut first = term.starts_on;
            for &(from, to) in taken.iter().chain(&[(NaiveDate::MAX, NaiveDate::MAX)]) {
                let until =
                    if from == NaiveDate::MAX { last } else { last.min(from.pred_opt().unwrap_or(from)) };
                if first <= until {
                    let ends_on = Some(until).filter(|until| *until != NaiveDate::MAX);
                    all.push((Term { starts_on: first, ends_on, ..*term }, row.clone()));
                }
                first = first.max(to.succ_opt().unwrap_or(NaiveDate::MAX));
            }
        }
        all.sort_by_key(|(term, _)| term.starts_on);
        (self.terms, self.rows) = all.into_iter().unzip();
    }
}

/// What a row says; `None` where only a newer version can read it.
fn term_of(row: &BudgetRow) -> Option<Term> {
    Some(Term {
        amount_minor: row.amount_minor,
        period: row.period.parse().ok()?,
        rollover: row.rollover.parse().ok()?,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
    })
}

fn as_written(row: &BudgetRow) -> Limited {
    Limited { category: row.category, currency: row.currency }
}

/// The categories that one was merged into, one after the other; itself is not among them.
fn merged_into(tree: &CategoryTree, category: Option<i64>) -> impl Iterator<Item = i64> {
    let next = |number: &i64| tree.get(*number).and_then(|row| row.merged_into);
    // Circles are cut where the tree is loaded.
    std::iter::successors(category, next).skip(1).take(MERGES_MAX)
}

/// The budgets as the transaction sees them, and what one of a category (by id) and currency limits.
fn present(
    writer: &mut Writer,
    ledger: i64,
    category: Option<Uuid>,
    currency: Currency,
) -> Result<(Budgets, Limited), LedgerError> {
    let tree = writer.category_tree()?;
    let number = match category {
        Some(id) => {
            let number = writer.find(Kind::Category, id)?;
            let missing = || StoreError::Inconsistent(format!("there is no category {id}"));
            Some(tree.effective(number.ok_or_else(missing)?))
        }
        None => None,
    };
    Ok((Budgets::new(writer.budgets(ledger)?, &tree), Limited { category: number, currency }))
}

fn delete(writer: &mut Writer, number: i64) -> Result<(), LedgerError> {
    writer.apply(Change::Delete { kind: Kind::Budget, number, withdrawn: false, weak: false })?;
    Ok(())
}

fn create(
    writer: &mut Writer,
    ledger: i64,
    id: Uuid,
    record: crate::model::entity::Record,
) -> Result<i64, LedgerError> {
    let applied = writer.apply(Change::Create(Box::new(Creation {
        kind: Kind::Budget,
        id,
        ledger,
        record,
        presence: Presence::Gone,
        weak: false,
        created_at: None,
        updated_at: None,
    })))?;
    match applied {
        Applied::Created(number) | Applied::Revived(number) => Ok(number),
        // It lives, and is none that this version can read.
        _ => Err(LedgerError::NeedsNewer { what: "budget", name: id.to_string() }),
    }
}
