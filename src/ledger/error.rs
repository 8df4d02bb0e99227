//! What a rule of the ledger can refuse.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::model::currency::Currency;
use crate::model::recurrence::RecurrenceError;
use crate::store::StoreError;

/// A refusal; nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such expense, category, group, batch or ledger.
    #[error("there is no {what} `{reference}`")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// As it was typed.
        reference: String,
        /// Names like it.
        near: Vec<String>,
    },
    /// Several things answer to the reference.
    #[error("`{reference}` names {count} {what}", count = candidates.len())]
    Ambiguous {
        /// What was looked for, in the plural.
        what: &'static str,
        /// As it was typed.
        reference: String,
        /// What it could be.
        candidates: Vec<String>,
    },
    /// A category would be made, and that is not wanted.
    #[error("there is no category `{path}`, and new ones are not made here")]
    UnknownCategory {
        /// As it was typed.
        path: String,
        /// Categories like it.
        near: Vec<String>,
    },
    /// A category that was found when it was asked for is gone, because another command wrote in between.
    #[error("the category `{0}` was renamed, merged or taken back meanwhile; nothing was written")]
    CategoryGone(String),
    /// The ledger had no currency when one was assumed, and has got another one since.
    #[error(
        "another command has made {ledger} the ledger's currency meanwhile, not {assumed}; nothing was written"
    )]
    CurrencySettled {
        /// The ledger's currency now.
        ledger: Currency,
        /// The one that was assumed.
        assumed: Currency,
    },
    /// A category of that path exists.
    #[error("the category `{0}` exists already")]
    CategoryExists(String),
    /// A field that every entity of its kind has.
    #[error("`{0}` cannot be empty")]
    FieldRequired(&'static str),
    /// A category cannot stand where a conflict's decision would put it.
    #[error(
        "the category cannot be `{0}` there: another has that path, or it would stand below itself or too deep"
    )]
    CategoryPlace(String),
    /// A category cannot be moved below itself.
    #[error("`{category}` cannot become a part of itself as `{target}`")]
    CategoryCircle {
        /// The category.
        category: String,
        /// Where it should have gone.
        target: String,
    },
    /// A path would be deeper than allowed.
    #[error("`{path}` would be {levels} levels deep; at most {max} are allowed")]
    TooDeep {
        /// The path.
        path: String,
        /// Its depth.
        levels: usize,
        /// The limit.
        max: usize,
    },
    /// No more rules are kept.
    #[error("there are {0} rules already, and no more are kept")]
    TooManyRules(usize),
    /// No more terms of budgets are kept.
    #[error("there are {0} budgets and changes of budgets already, and no more are kept")]
    TooManyBudgets(usize),
    /// No more recurring expenses are kept.
    #[error("there are {0} recurring expenses already, and no more are kept")]
    TooManyRecurring(usize),
    /// More dates are due than are entered without asking.
    #[error(
        "{0} dates of recurring expenses are due, more than are entered without asking; nothing was written"
    )]
    TooManyDue(u64),
    /// A recurring expense would never come.
    #[error("no date is left on which it comes")]
    NoDateLeft,
    /// A recurring expense whose dates only a newer version can read.
    #[error("this version of outlay cannot read the dates of recurring expense {0}; nothing was written")]
    Unreadable(i64),
    /// No such dates.
    #[error(transparent)]
    Recurrence(#[from] RecurrenceError),
    /// Nothing is left to undo.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// Nothing is left to redo.
    #[error("there is nothing to redo: no command was undone since the last one that changed something")]
    NothingToRedo,
    /// The command was undone before.
    #[error("command {group} was undone already, by command {by}")]
    AlreadyUndone {
        /// The command.
        group: i64,
        /// The undo.
        by: i64,
    },
    /// An undo cannot itself be undone.
    #[error("command {0} is itself an undo or a redo")]
    NotUndoable(i64),
    /// What a sync did is not undone.
    #[error("{0} is no command of this device: there a sync gave the server back what it had lost")]
    OfSync(i64),
    /// A conflict is about something that only a newer version knows.
    #[error("this version of outlay does not know the {what} `{name}`; nothing was written")]
    NeedsNewer {
        /// A kind or a field.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// The expense is deleted.
    #[error("expense {number} was deleted")]
    Deleted {
        /// Its number.
        number: i64,
        /// Its id.
        id: Uuid,
    },
    /// Two expenses cannot hold the same date and amount as read back; kept for the importer's own formats.
    #[error("the row of {date} names the batch {batch}, which belongs to another ledger")]
    ForeignBatch {
        /// The row's date.
        date: NaiveDate,
        /// The batch.
        batch: Uuid,
    },
}
