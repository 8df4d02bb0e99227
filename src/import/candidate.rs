//! A row on its way to become an expense.
//!
//! Owns the value that every reader produces, and the rules that all of them share. Must not know any file format.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::model::expense::{ExpenseDraft, NAME_CHARS_MAX, NOTE_CHARS_MAX, TAGS_MAX, TEXT_CHARS_MAX};

use super::error::{Example, RowError};
use super::identity::Identity;
use super::options::ImportOptions;
use super::text::shown;

/// A row that was read: what it says, and what makes it itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The line of the file on which the row starts, from 1.
    pub line: u64,
    /// What it says, with the defaults that the options give to rows that lack something. The category is text as the file
    /// has it, without control characters; the rules for category paths are the ledger's.
    pub draft: ExpenseDraft,
    /// What tells it from other rows of its source.
    pub identity: Identity,
    /// What only the program's own files have.
    pub kept: Option<Box<Kept>>,
    /// Whether the file says that it is not booked yet.
    pub pending: bool,
}

/// What an export of this program says about a row besides its fields, so that it comes back as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The expense's id.
    pub id: Option<Uuid>,
    /// The account it was imported from.
    pub source: Option<String>,
    /// The import that brought it (JSON only).
    pub batch: Option<Uuid>,
    /// When it was first recorded (JSON only).
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed (JSON only).
    pub updated_at: Option<DateTime<Utc>>,
}

impl Candidate {
    /// The bytes that identify the row within its source.
    #[must_use]
    pub const fn identity_key(&self) -> &Identity {
        &self.identity
    }
}

/// What was passed over so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows read, refused ones included.
    pub rows: u64,
    /// Rows in which every cell is empty.
    pub blank: u64,
    /// Rows of the program's own files that say they are deleted.
    pub deleted: u64,
}

/// Why a row that was read is no transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOut {
    /// It has neither a date nor an amount: a heading, a footer, a page break.
    Section,
    /// It says a balance.
    Balance,
    /// It sums up others.
    Total,
    /// The file itself counts it neither as income nor as spending.
    Neutral,
    /// It failed, was declined or was taken back.
    Failed,
    /// It is to be booked and has no day yet; a later statement has it with one.
    Undated,
    /// It is a part of the row above, which has the whole amount.
    Part,
    /// It has a date and a text, and no amount: the bank lets know of something.
    Notice,
}

impl LeftOut {
    /// The word used in messages and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Section => "section",
            Self::Balance => "balance",
            Self::Total => "total",
            Self::Neutral => "neutral",
            Self::Failed => "failed",
            Self::Undated => "undated",
            Self::Part => "part",
            Self::Notice => "notice",
        }
    }
}

/// Rows of one kind that were left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Why.
    pub kind: LeftOut,
    /// How many.
    pub count: u64,
    /// The first of them: its line and its cells.
    pub example: Example,
}

/// Fills what the row lacks from the options.
pub(super) fn fill_gaps(draft: &mut ExpenseDraft, options: &ImportOptions) {
    if draft.category.is_none() {
        draft.category.clone_from(&options.category);
    }
    if draft.method.is_none() {
        draft.method.clone_from(&options.method);
    }
    if draft.tags.is_empty() {
        draft.tags.clone_from(&options.tags);
    }
}

/// Refuses texts beyond the limits of an expense: cutting them would lose what the file says.
pub(super) fn check_lengths(
    line: u64,
    draft: &ExpenseDraft,
    column_of: impl Fn(&str) -> Option<String>,
) -> Result<(), RowError> {
    let texts = [
        ("description", Some(&draft.description), TEXT_CHARS_MAX),
        ("payee", draft.payee.as_ref(), TEXT_CHARS_MAX),
        ("reference", draft.reference.as_ref(), TEXT_CHARS_MAX),
        ("category", draft.category.as_ref(), TEXT_CHARS_MAX),
        ("note", draft.note.as_ref(), NOTE_CHARS_MAX),
        ("method", draft.method.as_ref(), NAME_CHARS_MAX),
        ("paid_by", draft.paid_by.as_ref(), TEXT_CHARS_MAX),
    ];
    let tags = draft.tags.iter().map(|tag| ("tags", Some(tag), NAME_CHARS_MAX));
    for (field, text, max) in texts.into_iter().chain(tags) {
        // Bytes are never fewer than characters, and are known without counting.
        let Some(text) = text.filter(|text| text.len() > max) else { continue };
        let chars = text.chars().count();
        if chars > max {
            let message =
                format!("the {field} has {chars} characters, at most {max} are kept: shorten it in the file");
            return Err(RowError {
                line,
                column: column_of(field),
                value: shown(text),
                code: "bad_rows",
                message,
            });
        }
    }
    if draft.tags.len() > TAGS_MAX {
        let message =
            format!("{} tags, at most {TAGS_MAX} are kept: take some out of the file", draft.tags.len());
        let value = shown(&draft.tags.join(" "));
        return Err(RowError { line, column: column_of("tags"), value, code: "bad_rows", message });
    }
    Ok(())
}
