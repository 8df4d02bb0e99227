//! The keys of the configuration: name, type, default, variable, meaning.
//!
//! Owns what a key may hold. A value is kept as text in its canonical form; `settings` has the typed readings.

use std::str::FromStr as _;

use crate::model::currency::Currency;
use crate::model::expense::NAME_CHARS_MAX;
use crate::model::period::FiscalYearStart;
use crate::model::text::is_hostile;
use crate::sync::http::{AddressError, ServerAddress};

/// The table of the file that holds aliases.
pub const ALIAS_TABLE: &str = "alias";

/// A key of the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Whether a change starts a sync.
    AutoSync,
    /// Whether new categories are taken.
    Categories,
    /// When colour is used.
    Color,
    /// The currency of amounts that name none.
    Currency,
    /// The character before the decimals in what is typed.
    DecimalMark,
    /// The method of expenses that name none.
    DefaultMethod,
    /// The month in which a fiscal year begins.
    FiscalYearStart,
    /// How many commands are kept for undo.
    History,
    /// The ledger to work in.
    Ledger,
    /// How many rows a table of `list` shows.
    ListLimit,
    /// The server of a login that names none.
    Server,
    /// What pictures are made of.
    Symbols,
    /// The first day of a week.
    WeekStart,
}

/// What a key may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An ISO 4217 code.
    Currency,
    /// A name of at most [`NAME_CHARS_MAX`] characters.
    Name,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The address of a server.
    Address,
    /// A whole number from 1 to this one.
    CountUpTo(u32),
    /// A month by its English name, the first three letters of it, or its number.
    Month,
}

impl Key {
    /// Every key, by name.
    pub const ALL: [Self; 13] = [
        Self::AutoSync,
        Self::Categories,
        Self::Color,
        Self::Currency,
        Self::DecimalMark,
        Self::DefaultMethod,
        Self::FiscalYearStart,
        Self::History,
        Self::Ledger,
        Self::ListLimit,
        Self::Server,
        Self::Symbols,
        Self::WeekStart,
    ];

    /// The key with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }

    /// The name in the file and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AutoSync => "auto_sync",
            Self::Categories => "categories",
            Self::Color => "color",
            Self::Currency => "currency",
            Self::DecimalMark => "decimal_mark",
            Self::DefaultMethod => "default_method",
            Self::FiscalYearStart => "fiscal_year_start",
            Self::History => "history",
            Self::Ledger => "ledger",
            Self::ListLimit => "list_limit",
            Self::Server => "server",
            Self::Symbols => "symbols",
            Self::WeekStart => "week_start",
        }
    }

    /// What it may hold.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::AutoSync => Kind::Choice(&["on", "off"]),
            Self::Categories => Kind::Choice(&["open", "strict"]),
            Self::Color => Kind::Choice(&["auto", "always", "never"]),
            Self::Currency => Kind::Currency,
            Self::DecimalMark => Kind::Choice(&[".", ","]),
            Self::DefaultMethod | Self::Ledger => Kind::Name,
            Self::History | Self::ListLimit => Kind::CountUpTo(1_000_000),
            Self::FiscalYearStart => Kind::Month,
            Self::Server => Kind::Address,
            Self::Symbols => Kind::Choice(&["auto", "unicode", "ascii"]),
            Self::WeekStart => Kind::Choice(&["monday", "saturday", "sunday"]),
        }
    }

    /// What it is where nobody says; `None` where nothing is assumed.
    #[must_use]
    pub const fn default(self) -> Option<&'static str> {
        match self {
            Self::AutoSync => Some("off"),
            Self::Categories => Some("open"),
            Self::Color | Self::Symbols => Some("auto"),
            Self::FiscalYearStart => Some("january"),
            Self::Currency | Self::DecimalMark | Self::DefaultMethod | Self::Server => None,
            Self::History => Some("1000"),
            Self::Ledger => Some("personal"),
            Self::ListLimit => Some("50"),
            Self::WeekStart => Some("monday"),
        }
    }

    /// The environment variable that overrides the file.
    #[must_use]
    pub const fn variable(self) -> Option<&'static str> {
        match self {
            Self::Currency => Some("OUTLAY_CURRENCY"),
            Self::Ledger => Some("OUTLAY_LEDGER"),
            Self::Server => Some("OUTLAY_SERVER"),
            _ => None,
        }
    }

    /// What it means, in one line.
    #[must_use]
    pub const fn doc(self) -> &'static str {
        match self {
            Self::AutoSync => {
                "on: a change starts a sync in the background; off: outlay sync does, or a timer"
            }
            Self::Categories => "open: a new category is made when it is first used; strict: it is refused",
            Self::Color => "when to use colour: auto, always or never",
            Self::Currency => "the currency of amounts that name none, as an ISO 4217 code",
            Self::DecimalMark => {
                "the character before the decimals, where an amount has two readings: . or ,"
            }
            Self::DefaultMethod => "the method of expenses that name none",
            Self::FiscalYearStart => "the month in which a fiscal year begins: april or 4",
            Self::History => "how many commands are kept for undo and log; a year is kept in any case",
            Self::Ledger => "the ledger to work in",
            Self::ListLimit => "how many rows a table of list shows",
            Self::Server => "the server that outlay auth login goes to where none is named",
            Self::Symbols => {
                "what pictures are made of: unicode, ascii, or auto, which follows LC_ALL, LC_CTYPE and LANG"
            }
            Self::WeekStart => "the first day of a week: monday, saturday or sunday",
        }
    }

    /// Checks a value and gives its canonical form.
    ///
    /// # Errors
    ///
    /// What the key may hold, as the end of a sentence that names the key and the value.
    pub fn check(self, text: &str) -> Result<String, String> {
        let text = text.trim();
        match self.kind() {
            Kind::Currency => Currency::from_str(text)
                .map(|currency| currency.code().to_owned())
                .map_err(|_| "it must be an ISO 4217 code such as EUR".to_owned()),
            Kind::Name if text.is_empty() => Err("it must not be empty".to_owned()),
            Kind::Name if text.chars().count() > NAME_CHARS_MAX || text.chars().any(is_hostile) => {
                Err(format!("it must be at most {NAME_CHARS_MAX} visible characters, without controls"))
            }
            Kind::Name => Ok(text.to_owned()),
            Kind::Address => ServerAddress::parse(text).map(|address| address.to_string()).map_err(|error| {
                match error {
                    AddressError::Malformed { .. } => {
                        "it must be an address such as https://sync.example.org"
                    }
                    AddressError::Plain { .. } => "it must be https beyond this machine",
                }
                .to_owned()
            }),
            Kind::Choice(words) => words
                .iter()
                .find(|word| word.eq_ignore_ascii_case(text))
                .map(|word| (*word).to_owned())
                .ok_or_else(|| format!("it must be {}", any_of(words))),
            Kind::Month => text
                .parse::<FiscalYearStart>()
                .map(|start| start.to_string())
                .map_err(|_| "it must be a month: january, jan or 1".to_owned()),
            Kind::CountUpTo(most) => text
                .parse::<u32>()
                .ok()
                .filter(|count| (1..=most).contains(count))
                .map(|count| count.to_string())
                .ok_or_else(|| format!("it must be a whole number from 1 to {most}")),
        }
    }
}

/// The words as `a, b or c`.
fn any_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{} or {last}", before.join(", ")),
    }
}

/// The known names nearest to `name`, the nearest first: at most three, none that differs in more than three letters.
#[must_use]
pub fn nearest(name: &str) -> Vec<String> {
    let mut near: Vec<(usize, &str)> = Key::ALL
        .iter()
        .map(|key| (strsim::damerau_levenshtein(name, key.name()), key.name()))
        .filter(|(distance, known)| *distance <= 3.min(known.len() / 2))
        .collect();
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, known)| known.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_a_value_that_its_key_may_hold() {
        for key in Key::ALL {
            if let Some(default) = key.default() {
                assert_eq!(key.check(default).as_deref(), Ok(default), "{}", key.name());
            }
            assert_eq!(Key::from_name(key.name()), Some(key));
        }
    }

    #[test]
    fn values_are_brought_into_their_canonical_form() {
        assert_eq!(Key::Currency.check(" eur ").as_deref(), Ok("EUR"));
        assert_eq!(Key::WeekStart.check("Sunday").as_deref(), Ok("sunday"));
        assert_eq!(Key::FiscalYearStart.check("Apr").as_deref(), Ok("april"));
        assert_eq!(Key::FiscalYearStart.check("04").as_deref(), Ok("april"));
        assert_eq!(Key::ListLimit.check("0050").as_deref(), Ok("50"));
    }

    #[test]
    fn values_out_of_range_are_told_what_is_possible() {
        assert!(Key::Currency.check("EURO").unwrap_err().contains("ISO 4217"));
        assert_eq!(Key::DecimalMark.check(";").unwrap_err(), "it must be . or ,");
        for value in ["0", "-1", "1000001", "ten", ""] {
            assert!(Key::History.check(value).is_err(), "{value}");
        }
        for value in ["0", "13", "", "ap", "april fool"] {
            assert!(Key::FiscalYearStart.check(value).is_err(), "{value}");
        }
        assert!(Key::Ledger.check(&"x".repeat(65)).is_err());
        assert!(Key::Ledger.check("a\u{1b}b").is_err());
    }

    #[test]
    fn a_key_that_is_nearly_right_is_found() {
        assert_eq!(nearest("curency"), ["currency"]);
        assert_eq!(nearest("colour"), ["color"]);
        assert!(nearest("frobnicate").is_empty());
    }
}
