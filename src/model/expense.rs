//! The expense: what a person reads, with every reference resolved to its name.
//!
//! Owns the value and its limits. Must not know how it is stored or printed.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::money::Money;

/// Longest description, payee or reference, in characters: two lines of any bank's export fit several times.
pub const TEXT_CHARS_MAX: usize = 1_000;
/// Longest note, in characters: a page of text.
pub const NOTE_CHARS_MAX: usize = 10_000;
/// Longest method, tag, source or ledger name, in characters.
pub const NAME_CHARS_MAX: usize = 64;
/// Most tags on one expense.
pub const TAGS_MAX: usize = 32;

/// The tag of an imported row that its bank has not booked yet; it goes when the booked row comes.
pub const PENDING_TAG: &str = "pending";
/// The tag of a row that was imported and deleted at once, because it became part of an expense that was there: what
/// is left of it tells a later import that it is known.
pub const JOINED_TAG: &str = "joined";

/// Which way the money went; amounts themselves are positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// Money spent.
    Expense,
    /// Money received, a refund included.
    Income,
    /// Money moved between own accounts: in no total.
    Transfer,
}

impl Direction {
    /// The word used in JSON, CSV and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Expense => "expense",
            Self::Income => "income",
            Self::Transfer => "transfer",
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Direction {
    type Err = String;

    /// Reads one of the three words, exactly.
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "expense" => Ok(Self::Expense),
            "income" => Ok(Self::Income),
            "transfer" => Ok(Self::Transfer),
            other => Err(format!("`{other}` is not a direction: expense, income or transfer")),
        }
    }
}

/// How far an expense is on its way to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SyncState {
    /// The ledger is bound to no server.
    Local,
    /// Operations on it wait to be delivered.
    Pending,
    /// The server refused its last operation.
    Failed,
    /// The server has all of it.
    Synced,
}

impl SyncState {
    /// The word used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Pending => "pending",
            Self::Failed => "failed",
            Self::Synced => "synced",
        }
    }
}

/// One expense, income or transfer, as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expense {
    /// The id that is the same on every device.
    pub id: Uuid,
    /// The local number: stable for ever on this device.
    pub number: i64,
    /// The ledger's name.
    pub ledger: String,
    /// Calendar date, without a zone.
    pub date: NaiveDate,
    /// Which way the money went.
    pub direction: Direction,
    /// Positive, zero only where a statement says so.
    pub amount: Money,
    /// Category path such as `food:groceries`.
    pub category: Option<String>,
    /// What it was; empty where nothing is known.
    pub description: String,
    /// Who received or sent the money.
    pub payee: Option<String>,
    /// Payment method: Card, Cash, Bank, UPI or a name of the user's.
    pub method: Option<String>,
    /// Tags, sorted, without doubles, without `+`.
    pub tags: Vec<String>,
    /// Free text.
    pub note: Option<String>,
    /// The member who paid, in a shared ledger.
    pub paid_by: Option<String>,
    /// The bank's own id of the row.
    pub reference: Option<String>,
    /// The account that an imported row comes from.
    pub source: Option<String>,
    /// The import that brought it.
    pub batch: Option<Uuid>,
    /// When it was first recorded (UTC).
    pub created_at: DateTime<Utc>,
    /// When it was last changed (UTC).
    pub updated_at: DateTime<Utc>,
    /// When it was deleted (UTC), if it was.
    pub deleted_at: Option<DateTime<Utc>>,
    /// How far it is on its way to the server.
    pub sync: SyncState,
    /// The server's revision of it; 0: the server has not seen it.
    pub revision: i64,
}

/// An expense about to be recorded: everything a person or a statement says, nothing the store adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpenseDraft {
    /// Calendar date.
    pub date: NaiveDate,
    /// Which way the money went.
    pub direction: Direction,
    /// Never negative.
    pub amount: Money,
    /// Category path, already cleaned.
    pub category: Option<String>,
    /// What it was.
    pub description: String,
    /// Who received or sent the money.
    pub payee: Option<String>,
    /// Payment method.
    pub method: Option<String>,
    /// Tags, sorted, without doubles.
    pub tags: Vec<String>,
    /// Free text.
    pub note: Option<String>,
    /// The member who paid.
    pub paid_by: Option<String>,
    /// The bank's own id.
    pub reference: Option<String>,
}
