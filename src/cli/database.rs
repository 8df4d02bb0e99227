//! The way from the surroundings of a command to an open ledger.
//!
//! Owns which database, which ledger and which currency a command means. A command that only reads never makes a
//! file: where there is none it sees an empty ledger.

use iso_currency::IntoEnumIterator as _;

use super::context::Context;
use super::error::{CliError, ErrorCode};
use super::prompt;
use crate::ledger::Book;
use crate::model::currency::Currency;
use crate::store::ledgers::LedgerRow;
use crate::store::{Access, OpenOptionsAt, Store};

/// The word that means every ledger, for commands that only read.
pub const ALL_LEDGERS: &str = "all";
/// The currency of last resort: what remains when neither the user nor the surroundings name one.
const LAST_RESORT: &str = "USD";

impl Context {
    /// Opens the database to read it.
    ///
    /// # Errors
    /// Those of the store.
    pub fn open_to_read(&self) -> Result<Store, CliError> {
        let now = self.now();
        let options = OpenOptionsAt { backup_dir: Some(&self.paths.state_dir), now };
        match Store::open(&self.paths.database, Access::Read, &options)? {
            Some(store) => Ok(store),
            None => Ok(Store::in_memory(&options)?),
        }
    }

    /// Opens the database to write to it, making it if there is none.
    ///
    /// # Errors
    /// Those of the store.
    pub fn open_to_write(&self) -> Result<Store, CliError> {
        let options = OpenOptionsAt { backup_dir: Some(&self.paths.state_dir), now: self.now() };
        let opened = Store::open(&self.paths.database, Access::Write, &options);
        let store = opened.map_err(|error| {
            let error = CliError::from(error);
            if self.paths.is_homeless {
                error.with_hint("no home folder is known; name the database with --db or OUTLAY_DB")
            } else {
                error
            }
        })?;
        store.ok_or_else(|| CliError::internal("the database was not made"))
    }

    /// Opens the database for a command that writes, but does not make it: what is typed is checked first, and bad
    /// input leaves no file behind. Where there is none yet, an empty one in memory stands for it.
    ///
    /// # Errors
    /// Those of the store.
    pub fn open_to_prepare(&self) -> Result<Store, CliError> {
        if self.paths.database.exists() {
            return self.open_to_write();
        }
        // Not opened to read: if another command makes it just now, this one would hold it without being able to write.
        Ok(Store::in_memory(&OpenOptionsAt { backup_dir: None, now: self.now() })?)
    }

    /// The ledger that the command works in.
    ///
    /// # Errors
    /// `not_found` where there is none of that name; `usage` for `all`, which is not one.
    pub fn ledger(&self, store: &Store) -> Result<LedgerRow, CliError> {
        let wanted = self.settings.ledger();
        if wanted == ALL_LEDGERS {
            return Err(CliError::usage("--ledger all works only with commands that read")
                .with_value(wanted)
                .with_hint("name one ledger"));
        }
        let ledgers = store.ledgers()?;
        let names: Vec<String> = ledgers.iter().map(|ledger| ledger.name.clone()).collect();
        ledgers.into_iter().find(|ledger| ledger.name == wanted).ok_or_else(|| {
            CliError::not_found(format!("there is no ledger `{wanted}`"))
                .with_value(wanted)
                .with_candidates(names)
        })
    }

    /// The ledger that a command reads; `None` for all of them.
    ///
    /// # Errors
    /// As [`Context::ledger`].
    pub fn ledger_to_read(&self, store: &Store) -> Result<Option<LedgerRow>, CliError> {
        if self.settings.ledger() == ALL_LEDGERS { Ok(None) } else { self.ledger(store).map(Some) }
    }

    /// The open book: the ledger of the command in the store.
    ///
    /// # Errors
    /// As [`Context::ledger`].
    pub fn book<'s>(&self, store: &'s mut Store) -> Result<Book<'s>, CliError> {
        let ledger = self.ledger(store)?;
        Ok(Book { store, ledger, now: self.now(), today: self.today() })
    }

    /// The currency of amounts that name none: the ledger's own, once its first amount was recorded; until then
    /// variable, configuration, locale, the code in the amount, an answer at the terminal, or US dollars.
    ///
    /// # Errors
    /// `unknown_currency` for an answer that is none; exit 130 where the user breaks off.
    pub fn currency(&mut self, ledger: &LedgerRow, typed: Option<Currency>) -> Result<Currency, CliError> {
        let currency = match self.known_currency(ledger).or(typed) {
            Some(currency) => currency,
            None => self.asked_or_assumed_currency()?,
        };
        let is_told = self.settings.currency().or(ledger.currency).or(typed).is_some();
        self.assumed_currency = Some(currency).filter(|_| !is_told);
        Ok(currency)
    }

    fn asked_or_assumed_currency(&mut self) -> Result<Currency, CliError> {
        if self.can_prompt() {
            let question = "Currency of this ledger (ISO 4217 code)";
            return prompt::until_read(self, question, "a currency", |_, answer| {
                let code = answer.trim();
                code.to_ascii_uppercase().parse().map_err(|_| {
                    CliError::new(
                        ErrorCode::UnknownCurrency,
                        format!("`{code}` is not an ISO 4217 currency code"),
                    )
                    .with_value(code)
                    .with_hint("write a code such as EUR, USD or JPY")
                })
            });
        }
        let currency = last_resort()?;
        self.talk.warn(
            "currency_assumed",
            format!("nothing names a currency: {currency} is taken; `outlay config set currency EUR` names another"),
        );
        Ok(currency)
    }

    /// The currency of amounts that name none, where it is known before any amount is: variable or configuration,
    /// which win over the ledger's own for amounts without a code, else the ledger's own, else the locale's.
    #[must_use]
    pub fn known_currency(&self, ledger: &LedgerRow) -> Option<Currency> {
        if let Some(currency) = self.settings.currency().or(ledger.currency) {
            return Some(currency);
        }
        let (currency, variable) = locale_currency()?;
        self.talk.notice(&format!(
            "`{}` is kept in {currency}, as {variable} says; amounts in another currency carry its code",
            ledger.name
        ));
        Some(currency)
    }
}

/// The currency of last resort.
///
/// # Errors
/// `internal` if it were no currency.
pub(super) fn last_resort() -> Result<Currency, CliError> {
    LAST_RESORT.parse().map_err(|error| CliError::internal(format!("{error}")))
}

/// The currency of the region that the locale names (POSIX: `LC_ALL`, else `LC_MONETARY`, else `LANG`), and the
/// variable that names it. `None` for `C`, for a language without a region, and for a region with several currencies.
fn locale_currency() -> Option<(Currency, String)> {
    let (name, value) = ["LC_ALL", "LC_MONETARY", "LANG"]
        .into_iter()
        .find_map(|name| super::variable(name).map(|value| (name, value.to_string_lossy().into_owned())))?;
    let region = region_of(&value)?;
    let currency = currency_of(region)?;
    Some((currency, format!("{name}={value}")))
}

/// The region of a locale: `DE` of `de_DE.UTF-8@euro`.
fn region_of(locale: &str) -> Option<&str> {
    let (_, rest) = locale.split_once('_')?;
    let region = rest.split(['.', '@']).next()?;
    (region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase())).then_some(region)
}

/// The one currency in use in a region (ISO 3166-1 code).
fn currency_of(region: &str) -> Option<Currency> {
    let mut found = iso_currency::Currency::iter().filter(|currency| {
        currency.flags().is_empty() && currency.used_by().iter().any(|country| country.to_string() == region)
    });
    let first = found.next()?;
    if found.next().is_some() { None } else { first.code().parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_a_currency_by_its_region() {
        let currency = |locale| region_of(locale).and_then(currency_of).map(|currency| currency.to_string());
        assert_eq!(currency("de_DE.UTF-8").as_deref(), Some("EUR"));
        assert_eq!(currency("en_GB").as_deref(), Some("GBP"));
        assert_eq!(currency("ja_JP.eucJP").as_deref(), Some("JPY"));
        assert_eq!(currency("en_US.UTF-8").as_deref(), Some("USD"));
        assert_eq!(currency("C.UTF-8"), None);
        assert_eq!(currency("POSIX"), None);
        assert_eq!(currency("eo"), None);
    }
}
