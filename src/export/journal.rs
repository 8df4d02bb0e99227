//! Expenses as journals of plain-text accounting: hledger, ledger and beancount.
//!
//! Owns which postings an expense becomes and how each program writes a transaction. The names of the accounts are
//! `accounts`', the escaping of other people's text `text`'s. Must not choose the expenses or their order.
//!
//! An expense moves its amount from the account of its method to `expenses:CATEGORY`; an income from `income:CATEGORY` to
//! that account; a transfer leaves that account for `equity:transfers`, since the ledger does not know the other side.
//! Both amounts are written, so that nothing is left to a program's rounding. Sources: the manuals of hledger 1.25,
//! Ledger 3.3 and Beancount 2.3, "Journal", "Transactions", "Beancount Language Syntax".

mod accounts;
#[cfg(test)]
mod tests;
mod text;

use std::io::{self, Write};

use chrono::Datelike as _;

use self::accounts::{Accounts, Root};
use crate::model::expense::{Direction, Expense};
use crate::model::money::Money;

/// The earliest year that Ledger reads (`Boost.Date_Time`, `gregorian::date`).
const LEDGER_YEAR_MIN: i32 = 1400;

/// The program that a journal is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// hledger's journal format.
    Hledger,
    /// Ledger's journal format.
    Ledger,
    /// Beancount's language.
    Beancount,
}

impl Dialect {
    /// The program's name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hledger => "hledger",
            Self::Ledger => "ledger",
            Self::Beancount => "beancount",
        }
    }
}

/// A journal cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// What the output returned.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A date that the program cannot read.
    #[error("expense {number} is of {date}, and {} reads no date before {LEDGER_YEAR_MIN}", .dialect.as_str())]
    Date {
        /// The expense's number.
        number: i64,
        /// Its date.
        date: chrono::NaiveDate,
        /// The program.
        dialect: Dialect,
    },
}

/// Writes expenses as a journal, one by one. It remembers the accounts and nothing else.
#[derive(Debug)]
pub struct JournalWriter<W: Write> {
    out: W,
    dialect: Dialect,
    accounts: Accounts,
    is_begun: bool,
}

impl<W: Write> JournalWriter<W> {
    /// Begins a journal. Expenses must come in the order of their dates: beancount's accounts are opened on the day that
    /// they are first used.
    pub fn new(out: W, dialect: Dialect) -> Self {
        Self { out, dialect, accounts: Accounts::new(dialect), is_begun: false }
    }

    /// Writes one expense as a transaction.
    ///
    /// # Errors
    /// [`JournalError`].
    pub fn write(&mut self, expense: &Expense) -> Result<(), JournalError> {
        if self.dialect == Dialect::Ledger && expense.date.year() < LEDGER_YEAR_MIN {
            let Expense { number, date, .. } = *expense;
            return Err(JournalError::Date { number, date, dialect: self.dialect });
        }
        self.begin()?;
        let category = expense.category.as_deref();
        let other = match expense.direction {
            Direction::Expense => self.accounts.of_category(Root::Expenses, category),
            Direction::Income => self.accounts.of_category(Root::Income, category),
            Direction::Transfer => self.accounts.of_transfer(category),
        };
        let own = self.accounts.of_method(expense.method.as_deref().or(expense.source.as_deref()));
        if self.dialect == Dialect::Beancount {
            for account in [&other, &own] {
                if account.is_new {
                    writeln!(self.out, "{} open {}", expense.date, account.name)?;
                }
            }
        }
        self.header(expense)?;
        self.metadata(expense)?;
        let sign = if expense.direction == Direction::Income { ["-", ""] } else { ["", "-"] };
        for (account, sign) in [other, own].iter().zip(sign) {
            writeln!(self.out, "    {}  {}", account.name, signed(sign, &expense.amount))?;
        }
        writeln!(self.out)?;
        Ok(())
    }

    /// Writes what is still buffered.
    ///
    /// # Errors
    /// What the output returns.
    pub fn finish(mut self) -> Result<(), JournalError> {
        self.begin()?;
        Ok(self.out.flush()?)
    }

    fn begin(&mut self) -> io::Result<()> {
        if !self.is_begun {
            self.is_begun = true;
            writeln!(self.out, "; written by outlay for {}", self.dialect.as_str())?;
            if self.dialect == Dialect::Hledger {
                // `1.000` would have two readings.
                writeln!(self.out, "decimal-mark .")?;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// The line with the date and what people call the transaction.
    fn header(&mut self, expense: &Expense) -> io::Result<()> {
        let (date, description) = (expense.date, expense.description.as_str());
        let payee = expense.payee.as_deref().unwrap_or_default();
        if self.dialect == Dialect::Beancount {
            write!(self.out, "{date} *")?;
            if !payee.is_empty() {
                write!(self.out, " {}", text::string(payee))?;
            }
            write!(self.out, " {}", text::string(description))?;
            for tag in expense.tags.iter().filter(|tag| text::is_beancount_tag(tag)) {
                write!(self.out, " #{tag}")?;
            }
            return writeln!(self.out);
        }
        let line = match (payee, description) {
            (payee, "") => text::title(payee),
            ("", description) => text::title(description),
            (payee, description) if self.dialect == Dialect::Hledger => {
                format!("{} | {}", text::title(payee), text::title(description))
            }
            (payee, _) => text::title(payee),
        };
        writeln!(self.out, "{}", format!("{date} {line}").trim_end())
    }

    /// What else is known, a line each.
    fn metadata(&mut self, expense: &Expense) -> io::Result<()> {
        let is_told_apart = self.dialect == Dialect::Ledger && expense.payee.is_some();
        let description = is_told_apart.then_some(expense.description.as_str());
        let source = expense.source.as_deref().filter(|_| expense.method.is_some());
        for (key, value) in [
            ("description", description),
            ("note", expense.note.as_deref()),
            ("paid_by", expense.paid_by.as_deref()),
            ("reference", expense.reference.as_deref()),
            ("source", source),
        ] {
            self.value(key, value.unwrap_or_default())?;
        }
        let tags: Vec<String> = expense.tags.iter().map(|tag| text::tag(tag)).collect();
        match self.dialect {
            _ if tags.is_empty() => Ok(()),
            Dialect::Hledger => self.line(&format!("{}:", tags.join(":, "))),
            Dialect::Ledger => self.line(&format!(":{}:", tags.join(":"))),
            Dialect::Beancount => {
                let rest: Vec<&str> = expense
                    .tags
                    .iter()
                    .map(String::as_str)
                    .filter(|tag| !text::is_beancount_tag(tag))
                    .collect();
                self.value("tags", &rest.join(" "))
            }
        }
    }

    fn value(&mut self, key: &str, value: &str) -> io::Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        if self.dialect == Dialect::Beancount {
            return writeln!(self.out, "    {key}: {}", text::string(value));
        }
        for (at, part) in text::comment_parts(value, self.dialect).iter().enumerate() {
            match at {
                0 => self.line(&format!("{key}: {part}"))?,
                _ => self.line(&format!("{key}_{}: {part}", at + 1))?,
            }
        }
        Ok(())
    }

    fn line(&mut self, comment: &str) -> io::Result<()> {
        writeln!(self.out, "    ; {comment}")
    }
}

/// The amount with its sign; nothing has none.
fn signed(sign: &str, amount: &Money) -> String {
    if amount.minor == 0 { amount.to_string() } else { format!("{sign}{amount}") }
}
