//! One expense as the program's own files write it, whichever of them it was.
//!
//! Owns the checks of its fields: an export comes back without loss, a forged one is held to the same rules. Must not know
//! CSV or JSON.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::model::currency::Currency;
use crate::model::expense::{Direction, ExpenseDraft};
use crate::model::money::Money;

use super::candidate::{Candidate, Kept, check_lengths, fill_gaps};
use super::error::RowError;
use super::identity::Identity;
use super::options::ImportOptions;
use super::text::{clean_own, shown};

/// The fields as text; `None` where the file has null, an empty cell, or nothing.
#[derive(Debug, Default)]
pub(super) struct OwnFields {
    pub id: Option<String>,
    pub date: Option<String>,
    pub direction: Option<String>,
    pub amount: Option<String>,
    pub currency: Option<String>,
    pub category: Option<String>,
    pub description: Option<String>,
    pub payee: Option<String>,
    pub method: Option<String>,
    pub tags: Vec<String>,
    pub note: Option<String>,
    pub paid_by: Option<String>,
    pub reference: Option<String>,
    pub source: Option<String>,
    pub batch: Option<String>,
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
}

impl OwnFields {
    /// Checks the fields of the row that starts on `line`.
    pub(super) fn into_candidate(self, line: u64, options: &ImportOptions) -> Result<Candidate, RowError> {
        let at = Place { line };
        let date = at.needed("date", self.date.as_deref(), "bad_date")?;
        let date = NaiveDate::parse_from_str(date, "%Y-%m-%d")
            .map_err(|_| at.error("date", date, "bad_date", "is not a date as 2026-03-04"))?;
        let direction_text = at.needed("direction", self.direction.as_deref(), "bad_rows")?;
        let direction: Direction = direction_text.parse().map_err(|_| {
            at.error("direction", direction_text, "bad_rows", "is not expense, income or transfer")
        })?;
        let currency: Currency = match &self.currency {
            None => options.fallback_currency(),
            Some(code) => code.parse().map_err(|_| {
                at.error("currency", code, "unknown_currency", "is not an ISO 4217 currency code")
            })?,
        };
        let amount_text = at.needed("amount", self.amount.as_deref(), "bad_amount")?;
        let amount =
            Money::from_decimal(amount_text, currency).filter(|amount| amount.minor >= 0).ok_or_else(
                || at.error("amount", amount_text, "bad_amount", "is not a positive amount as 12.50"),
            )?;
        let line_of = |text: Option<String>| text.map(|text| clean_own(&text, false).into_owned());
        let mut draft = ExpenseDraft {
            date,
            direction,
            amount,
            category: line_of(self.category),
            description: line_of(self.description).unwrap_or_default(),
            payee: line_of(self.payee),
            method: line_of(self.method),
            tags: self.tags.iter().map(|tag| clean_own(tag, false).into_owned()).collect(),
            note: self.note.map(|note| clean_own(&note, true).into_owned()),
            paid_by: line_of(self.paid_by),
            reference: line_of(self.reference),
        };
        draft.tags.sort();
        draft.tags.dedup();
        check_lengths(line, &draft, |field| Some(field.to_owned()))?;
        let texts = [
            draft.description.as_str(),
            draft.payee.as_deref().unwrap_or_default(),
            draft.reference.as_deref().unwrap_or_default(),
        ];
        let identity = Identity::new(date, direction, amount, texts);
        let kept = Kept {
            id: at.uuid("id", self.id.as_deref())?,
            source: line_of(self.source),
            batch: at.uuid("batch", self.batch.as_deref())?,
            created_at: at.instant("created_at", self.created_at.as_deref())?,
            updated_at: at.instant("updated_at", self.updated_at.as_deref())?,
        };
        fill_gaps(&mut draft, options);
        Ok(Candidate { line, draft, identity, kept: Some(Box::new(kept)), pending: false })
    }
}

/// Where a field stands.
struct Place {
    line: u64,
}

impl Place {
    fn needed<'t>(
        &self,
        field: &str,
        value: Option<&'t str>,
        code: &'static str,
    ) -> Result<&'t str, RowError> {
        value.ok_or_else(|| RowError {
            line: self.line,
            column: Some(field.to_owned()),
            value: String::new(),
            code,
            message: format!("the {field} is missing"),
        })
    }

    fn uuid(&self, field: &str, value: Option<&str>) -> Result<Option<Uuid>, RowError> {
        let read = |text: &str| {
            Uuid::parse_str(text).map_err(|_| self.error(field, text, "bad_rows", "is not a UUID (RFC 9562)"))
        };
        value.map(read).transpose()
    }

    fn instant(&self, field: &str, value: Option<&str>) -> Result<Option<DateTime<Utc>>, RowError> {
        let read = |text: &str| {
            let instant = DateTime::parse_from_rfc3339(text);
            instant.map(|instant| instant.to_utc()).map_err(|_| {
                self.error(
                    field,
                    text,
                    "bad_date",
                    "is not an instant as 2026-03-04T10:15:00.000Z (RFC 3339)",
                )
            })
        };
        value.map(read).transpose()
    }

    fn error(&self, field: &str, value: &str, code: &'static str, what: &str) -> RowError {
        let value = shown(value);
        let message = format!("`{value}` {what}");
        RowError { line: self.line, column: Some(field.to_owned()), value, code, message }
    }
}
