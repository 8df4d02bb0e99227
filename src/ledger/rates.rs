//! Exchange rates: setting one, taking in a table of them, removing them, and reading them for a conversion.
//!
//! Owns what happens where a rate of the day is there already. How rates convert is `model::exchange`'s.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{Book, LedgerError};
use crate::id::rate_id;
use crate::model::currency::Currency;
use crate::model::date::to_yyyymmdd;
use crate::model::entity::{Kind, Value, rate_field as field};
use crate::model::exchange::{Converter, DayRate, RATE_AGE_DAYS_MAX, RateTable};
use crate::model::filter::Filter;
use crate::store::apply::{Applied, Change, Creation, FieldUpdate, Presence};
use crate::store::ledgers::LedgerRow;
use crate::store::rates::{KnownRate, RateScope};
use crate::store::writer::{CommandInfo, Writer};
use crate::store::{Store, StoreError};

/// What setting a rate did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetRate {
    /// Its local number.
    pub number: i64,
    /// The rate of that day before, if there was one.
    pub before: Option<String>,
    /// The undo group; `None` if it was so already.
    pub group: Option<i64>,
}

/// A rate that an import changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedRate {
    /// What it is now.
    pub now: DayRate,
    /// What it was, as it was kept.
    pub before: String,
}

/// What taking in a table of rates did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedRates {
    /// Rates that are new, or that had been removed and are back.
    pub added: u64,
    /// Rates that were something else before.
    pub changed: Vec<ChangedRate>,
    /// Rates that were there already.
    pub unchanged: u64,
    /// The undo group; `None` in a dry run or where nothing was new.
    pub group: Option<i64>,
}

/// What has to happen for a rate.
enum Needed {
    Nothing,
    Create(Presence),
    Update(i64, String),
}

impl Book<'_> {
    /// Sets the rate of a day, whatever it was.
    ///
    /// # Errors
    /// What the store reports.
    pub fn set_rate(&mut self, rate: &DayRate) -> Result<SetRate, LedgerError> {
        let mut writer =
            self.store.writer(CommandInfo { name: "rate set", ..CommandInfo::default() }, self.now)?;
        let id = id_of(&self.ledger, rate);
        let known = match writer.find(Kind::Rate, id)? {
            Some(number) => writer.read(Kind::Rate, number)?.map(|row| KnownRate {
                number,
                rate: row.record[field::RATE].as_text().unwrap_or_default().to_owned(),
                deleted: row.deleted,
            }),
            None => None,
        };
        let needed = needed(rate, known.as_ref());
        let before = known.as_ref().filter(|known| !known.deleted).map(|known| known.rate.clone());
        let made = apply(&mut writer, &self.ledger, rate, &needed)?;
        let number = made.or(known.map(|known| known.number)).ok_or_else(lost)?;
        Ok(SetRate { number, before, group: writer.commit()?.group })
    }

    /// Takes in a table of rates, as one undo group: new ones are added, others changed, and one that was removed here is
    /// back. A dry run only counts.
    ///
    /// # Errors
    /// What the store reports; then nothing was written.
    pub fn import_rates(&mut self, rates: &[DayRate], dry_run: bool) -> Result<ImportedRates, LedgerError> {
        let mut done = ImportedRates::default();
        if dry_run {
            let known = self.store.known_rates(self.ledger.number)?;
            for rate in rates {
                done.count(rate, &needed(rate, known.get(&id_of(&self.ledger, rate))));
            }
            return Ok(done);
        }
        let mut writer =
            self.store.writer(CommandInfo { name: "rate import", ..CommandInfo::default() }, self.now)?;
        let known = writer.known_rates(self.ledger.number)?;
        for rate in rates {
            let needed = needed(rate, known.get(&id_of(&self.ledger, rate)));
            apply(&mut writer, &self.ledger, rate, &needed)?;
            done.count(rate, &needed);
        }
        done.group = writer.commit()?.group;
        Ok(done)
    }

    /// Removes rates, as one undo group.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] if one is gone; then none is removed.
    pub fn remove_rates(&mut self, numbers: &[i64]) -> Result<Option<i64>, LedgerError> {
        let mut writer =
            self.store.writer(CommandInfo { name: "rate remove", ..CommandInfo::default() }, self.now)?;
        for &number in numbers {
            let applied =
                writer.apply(Change::Delete { kind: Kind::Rate, number, withdrawn: false, weak: false })?;
            if applied == Applied::Unchanged {
                let reference = number.to_string();
                return Err(LedgerError::NotFound { what: "rate", reference, near: Vec::new() });
            }
        }
        Ok(writer.commit()?.group)
    }
}

impl ImportedRates {
    fn count(&mut self, rate: &DayRate, needed: &Needed) {
        match needed {
            Needed::Nothing => self.unchanged += 1,
            Needed::Create(_) => self.added += 1,
            Needed::Update(_, before) => {
                self.changed.push(ChangedRate { now: *rate, before: before.clone() });
            }
        }
    }
}

fn lost() -> LedgerError {
    StoreError::Inconsistent("a rate was neither there nor made".into()).into()
}

fn id_of(ledger: &LedgerRow, rate: &DayRate) -> uuid::Uuid {
    rate_id(ledger.id, rate.base.code(), rate.quote.code(), to_yyyymmdd(rate.date))
}

fn needed(rate: &DayRate, known: Option<&KnownRate>) -> Needed {
    match known {
        None => Needed::Create(Presence::Absent),
        Some(known) if known.deleted => Needed::Create(Presence::Gone),
        Some(known) if known.rate == rate.rate.to_string() => Needed::Nothing,
        Some(known) => Needed::Update(known.number, known.rate.clone()),
    }
}

/// Does what is needed. Returns the number of a rate that was made.
fn apply(
    writer: &mut Writer,
    ledger: &LedgerRow,
    rate: &DayRate,
    needed: &Needed,
) -> Result<Option<i64>, LedgerError> {
    let value = Value::Text(rate.rate.to_string());
    let change = match needed {
        Needed::Nothing => return Ok(None),
        Needed::Update(number, _) => {
            let fields = vec![FieldUpdate::Set(field::RATE, value)];
            Change::Update { kind: Kind::Rate, number: *number, fields, weak: false }
        }
        Needed::Create(presence) => {
            let mut record = Kind::Rate.spec().empty_record();
            record[field::BASE] = Value::Text(rate.base.to_string());
            record[field::QUOTE] = Value::Text(rate.quote.to_string());
            record[field::DATE] = Value::Date(rate.date);
            record[field::RATE] = value;
            Change::Create(Box::new(Creation {
                kind: Kind::Rate,
                id: id_of(ledger, rate),
                ledger: ledger.number,
                record,
                presence: *presence,
                weak: false,
                created_at: None,
                updated_at: None,
            }))
        }
    };
    match writer.apply(change)? {
        Applied::Created(number) | Applied::Revived(number) | Applied::Present(number) => Ok(Some(number)),
        Applied::Changed | Applied::Unchanged => Ok(None),
    }
}

/// What converts the rows that filters may let pass into a currency: the rates of every ledger in their scope, of their days
/// and of those before that still hold on them.
///
/// # Errors
/// What the store reports.
pub fn converter(store: &Store, filters: &[&Filter], to: Currency) -> Result<Converter, LedgerError> {
    let earliest = |date: NaiveDate| date.checked_sub_days(Days::new(RATE_AGE_DAYS_MAX.unsigned_abs()));
    let firsts: Option<Vec<NaiveDate>> = filters.iter().map(|filter| days(filter).0).collect();
    let lasts: Option<Vec<NaiveDate>> = filters.iter().map(|filter| days(filter).1).collect();
    let first = firsts.and_then(|firsts| firsts.into_iter().min());
    let last = lasts.and_then(|lasts| lasts.into_iter().max());
    let is_looked_into = |name: &str| filters.iter().any(|filter| filter.ledger.passes(name));
    let mut tables = Vec::new();
    for ledger in store.ledgers()?.into_iter().filter(|ledger| is_looked_into(&ledger.name)) {
        // The totals know the currencies of rows that are live.
        let others = if filters.iter().any(|filter| filter.deleted) {
            None
        } else {
            Some(store.other_currencies(ledger.number, (first, last), to)?)
        };
        let scope = RateScope {
            ledger: Some(ledger.number),
            any_of: others.clone(),
            from: first.and_then(earliest),
            to: last,
            ..RateScope::default()
        };
        let mut rates = read_rates(store, &scope)?;
        if let Some(others) = others {
            // A way through a third currency ends with a rate between that one and the target.
            let sides = rates.iter().flat_map(|rate| [rate.base, rate.quote]);
            let through: BTreeSet<Currency> =
                sides.filter(|side| *side != to && !others.contains(side)).collect();
            if !through.is_empty() {
                let any_of = Some(through.into_iter().collect());
                rates.extend(read_rates(store, &RateScope { currencies: vec![to], any_of, ..scope })?);
            }
        }
        tables.push((ledger.name, RateTable::new(rates)));
    }
    Ok(Converter::new(to, tables))
}

/// The rates in a scope that this version can read. Of two for one pair and day, which no device makes, the one with the smaller number
/// comes last, and holds.
fn read_rates(store: &Store, scope: &RateScope) -> Result<Vec<DayRate>, LedgerError> {
    let mut rates = Vec::new();
    store.for_each_rate(scope, None, |row| {
        rates.extend(row.read());
        Ok(())
    })?;
    rates.reverse();
    Ok(rates)
}

/// The first and the last day that pass a filter; `None` is open.
fn days(filter: &Filter) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let first = filter.periods.iter().map(|period| period.from).min();
    let last = filter.periods.iter().map(|period| period.to).max();
    (filter.from.max(first), filter.to.into_iter().chain(last).min())
}
