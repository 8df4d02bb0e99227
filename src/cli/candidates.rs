//! What the ledger offers to completion: categories, methods, tags, recent expenses.
//!
//! Owns the look into the ledger while a line is being typed. It opens read-only, makes nothing, says nothing, and
//! answers with nothing where it cannot look: the shell shows whatever it prints.

use std::ffi::OsString;
use std::path::PathBuf;

use iso_currency::IntoEnumIterator as _;

use super::args::GlobalArgs;
use super::config::file::ConfigFile;
use super::config::settings::Settings;
use super::database::ALL_LEDGERS;
use super::paths::Paths;
use super::view::expense_summary;
use crate::model::filter::{Filter, LedgerScope, Match};
use crate::model::text::fold;
use crate::store::ledgers::LedgerRow;
use crate::store::{Access, OpenOptionsAt, Store, StoreError};

/// A word to offer, and what it means.
pub type Candidate = (String, Option<String>);

/// The methods that every ledger knows (the contract's list; others come with use).
const KNOWN_METHODS: [&str; 4] = ["Card", "Cash", "Bank", "UPI"];
/// Expenses offered at most: about what fits below the line without scrolling it away.
const RECENT_MAX: u64 = 15;

/// The paths of the categories that are not hidden.
#[must_use]
pub fn categories() -> Vec<Candidate> {
    look(|store, ledgers| {
        let tree = store.category_tree()?;
        let rows = ledgers.iter().flat_map(|ledger| tree.live(ledger.number)).filter(|row| !row.hidden);
        Ok(rows.filter_map(|row| Some((tree.path(row.number)?.to_owned(), None))).collect())
    })
}

/// The names of the payment methods: those every ledger knows, then those in use.
#[must_use]
pub fn methods() -> Vec<Candidate> {
    let mut methods: Vec<Candidate> = KNOWN_METHODS.iter().map(|name| ((*name).to_owned(), None)).collect();
    let used = look(|store, _| Ok(plain(store.names("method")?)));
    methods.extend(
        used.into_iter().filter(|(name, _)| KNOWN_METHODS.iter().all(|known| fold(known) != fold(name))),
    );
    methods
}

/// The codes of the currencies: those in use, then all others by their names.
#[must_use]
pub fn currencies() -> Vec<Candidate> {
    let mut currencies = look(|store, ledgers| {
        let mut used = Vec::new();
        for ledger in ledgers {
            used.extend(store.rates_in_use(ledger.number)?.currencies);
        }
        used.sort_unstable();
        used.dedup();
        Ok(used.iter().map(|code| (code.to_string(), Some("in use".to_owned()))).collect())
    });
    let others =
        iso_currency::Currency::iter().map(|one| (one.code().to_owned(), Some(one.name().to_owned())));
    let others: Vec<Candidate> =
        others.filter(|(code, _)| currencies.iter().all(|(used, _)| used != code)).collect();
    currencies.extend(others);
    currencies
}

/// The names of the tags, without a sign before them.
#[must_use]
pub fn tags() -> Vec<Candidate> {
    look(|store, _| Ok(plain(store.tags()?)))
}

/// The numbers of the newest expenses, each with its date, amount and description.
#[must_use]
pub fn recent() -> Vec<Candidate> {
    look(|store, ledgers| {
        let names = ledgers.iter().map(|ledger| Match::is(ledger.name.clone())).collect();
        let filter = Filter { ledger: LedgerScope::Named(names), ..Filter::default() };
        let expenses = store.expenses(&filter, Some(RECENT_MAX))?;
        Ok(expenses
            .iter()
            .map(|expense| {
                (expense.number.to_string(), Some(format!("{} {}", expense.date, expense_summary(expense))))
            })
            .collect())
    })
}

/// The numbers of the recurring expenses, each with its amount and what it is.
#[must_use]
pub fn recurring() -> Vec<Candidate> {
    look(|store, ledgers| {
        let mut found = Vec::new();
        for ledger in ledgers {
            for row in store.recurring(Some(ledger.number))? {
                let texts = [row.description.as_str(), row.payee.as_deref().unwrap_or_default()];
                let what = texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
                found.push((row.number.to_string(), Some(format!("{} {what}", row.amount))));
            }
        }
        Ok(found)
    })
}

fn plain(words: Vec<String>) -> Vec<Candidate> {
    words.into_iter().map(|word| (word, None)).collect()
}

/// Reads from the ledgers that the line means; nothing where that fails, for whatever reason.
fn look(read: impl FnOnce(&Store, &[LedgerRow]) -> Result<Vec<Candidate>, StoreError>) -> Vec<Candidate> {
    let global = typed_options(std::env::args_os());
    try_look(&global, read).unwrap_or_default()
}

fn try_look(
    global: &GlobalArgs,
    read: impl FnOnce(&Store, &[LedgerRow]) -> Result<Vec<Candidate>, StoreError>,
) -> Option<Vec<Candidate>> {
    let paths = Paths::new(global.db.as_deref());
    let options = OpenOptionsAt { backup_dir: Some(&paths.state_dir), now: super::clock().ok()?.now() };
    let store = Store::open(&paths.database, Access::Read, &options).ok()??;
    let config = ConfigFile::read(&paths.config_file).ok().flatten();
    let settings = Settings::new(global, config.as_ref()).ok()?;
    let mut ledgers = store.ledgers().ok()?;
    if settings.ledger() != ALL_LEDGERS {
        ledgers.retain(|ledger| ledger.name == settings.ledger());
    }
    read(&store, &ledgers).ok()
}

/// `--db` and `--ledger` among the words of the line that is being completed, which the shell passes after `--`.
fn typed_options(args: impl Iterator<Item = OsString>) -> GlobalArgs {
    let mut global = GlobalArgs::default();
    let mut words = args.skip_while(|word| word != "--").skip(1);
    while let Some(word) = words.next() {
        let Some(word) = word.to_str() else { continue };
        if word == "--" {
            break;
        }
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(OsString::from(value))),
            None => (word, None),
        };
        match name {
            "--db" => global.db = value.or_else(|| words.next()).map(PathBuf::from),
            "--ledger" => {
                global.ledger = value.or_else(|| words.next()).and_then(|name| name.into_string().ok());
            }
            _ => {}
        }
    }
    global
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> GlobalArgs {
        typed_options(line.split(' ').map(OsString::from))
    }

    #[test]
    fn the_database_and_ledger_of_the_line_that_is_typed_are_the_ones_asked() {
        assert_eq!(typed("outlay -- outlay --db a.db show").db, Some(PathBuf::from("a.db")));
        assert_eq!(typed("outlay -- outlay show --db=b.db").db, Some(PathBuf::from("b.db")));
        assert_eq!(typed("outlay -- outlay show").db, None);
        assert_eq!(typed("outlay --db c.db -- outlay show").db, None);
        assert_eq!(typed("outlay -- outlay add 5 food -- --db d.db").db, None);
        assert_eq!(typed("outlay -- outlay --ledger trip list").ledger.as_deref(), Some("trip"));
        assert_eq!(typed("outlay -- outlay list --ledger=home").ledger.as_deref(), Some("home"));
    }
}
