//! What columns mean, and how a person says so.
//!
//! Owns the roles and the spelling of `--map` (CLI.md, "Import options"). Must not look at a file.

use std::fmt;
use std::str::FromStr;

use super::options::BadOption;

/// What a column of a statement means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The calendar date.
    Date,
    /// A second date, read where the first is blank.
    ValueDate,
    /// The amount, its sign telling the direction.
    Amount,
    /// Money that went out.
    Debit,
    /// Money that came in.
    Credit,
    /// A word for the direction: debit, credit, transfer.
    Direction,
    /// ISO 4217 code or currency sign.
    Currency,
    /// What it was.
    Description,
    /// Who received or sent the money.
    Payee,
    /// Category text.
    Category,
    /// Payment method.
    Method,
    /// Free text.
    Note,
    /// The bank's own id of the row.
    Reference,
    /// The balance after the row; never imported, but it helps to prove how numbers are written.
    Balance,
    /// What the bank took besides; told, and no part of the amount.
    Fee,
    /// Pending, done or failed.
    State,
    /// Nothing: keeps a column from getting a role by its header.
    Ignore,
}

impl Role {
    /// Every role, in the order in which messages list them.
    pub const ALL: [Self; 17] = [
        Self::Date,
        Self::ValueDate,
        Self::Amount,
        Self::Debit,
        Self::Credit,
        Self::Direction,
        Self::Currency,
        Self::Description,
        Self::Payee,
        Self::Category,
        Self::Method,
        Self::Note,
        Self::Reference,
        Self::Balance,
        Self::Fee,
        Self::State,
        Self::Ignore,
    ];

    /// The word used in `--map` and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::ValueDate => "value_date",
            Self::Amount => "amount",
            Self::Debit => "debit",
            Self::Credit => "credit",
            Self::Direction => "direction",
            Self::Currency => "currency",
            Self::Description => "description",
            Self::Payee => "payee",
            Self::Category => "category",
            Self::Method => "method",
            Self::Note => "note",
            Self::Reference => "reference",
            Self::Balance => "balance",
            Self::Fee => "fee",
            Self::State => "state",
            Self::Ignore => "ignore",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = BadOption;

    /// Reads one of the words of [`Role::as_str`]; case does not matter.
    fn from_str(text: &str) -> Result<Self, BadOption> {
        let word = text.trim();
        Self::ALL
            .into_iter()
            .find(|role| role.as_str().eq_ignore_ascii_case(word))
            .ok_or_else(|| BadOption::Role(word.to_owned()))
    }
}

/// Which column is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnRef {
    /// By its header text; case and surrounding space do not matter.
    Header(String),
    /// By its position, from 1.
    Number(usize),
}

impl FromStr for ColumnRef {
    type Err = BadOption;

    /// Reads digits as a position from 1, anything else as a header.
    fn from_str(text: &str) -> Result<Self, BadOption> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadOption::Map(text.to_owned()));
        }
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Self::Header(text.to_owned()));
        }
        match text.parse() {
            Ok(number) if number > 0 => Ok(Self::Number(number)),
            _ => Err(BadOption::Number(text.to_owned())),
        }
    }
}

impl fmt::Display for ColumnRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(text) => write!(f, "`{text}`"),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

/// Reads `ROLE=COL,ROLE=COL`. A piece that names no role belongs to the header before it, because headers may hold
/// commas themselves.
///
/// # Errors
///
/// [`BadOption`] for an unknown role, a piece without `=`, or a column number 0.
pub fn parse_map(text: &str) -> Result<Vec<(Role, ColumnRef)>, BadOption> {
    let mut pieces: Vec<(Role, String)> = Vec::new();
    for piece in text.split(',') {
        match (piece.split_once('='), pieces.last_mut()) {
            (Some((role, column)), last) => match (role.parse::<Role>(), last) {
                (Ok(role), _) => pieces.push((role, column.to_owned())),
                (Err(_), Some((_, header))) if role.contains(' ') => {
                    header.push(',');
                    header.push_str(piece);
                }
                (Err(error), _) => return Err(error),
            },
            (None, Some((_, header))) => {
                header.push(',');
                header.push_str(piece);
            }
            (None, None) => return Err(BadOption::Map(piece.to_owned())),
        }
    }
    pieces
        .into_iter()
        .map(|(role, column)| match column.parse() {
            Ok(column) => Ok((role, column)),
            Err(BadOption::Map(_)) => Err(BadOption::Map(format!("{role}={column}"))),
            Err(other) => Err(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_keeps_headers_that_hold_commas_and_equal_signs() {
        let map = parse_map("date=1,amount=Amount, net,payee=Name").unwrap();
        assert_eq!(
            map,
            vec![
                (Role::Date, ColumnRef::Number(1)),
                (Role::Amount, ColumnRef::Header("Amount, net".to_owned())),
                (Role::Payee, ColumnRef::Header("Name".to_owned())),
            ]
        );
    }

    #[test]
    fn a_map_names_what_is_wrong_with_it() {
        assert_eq!(parse_map("data=1"), Err(BadOption::Role("data".to_owned())));
        assert_eq!(parse_map("date"), Err(BadOption::Map("date".to_owned())));
        assert_eq!(parse_map("date="), Err(BadOption::Map("date=".to_owned())));
        assert_eq!(parse_map("date=0"), Err(BadOption::Number("0".to_owned())));
        assert_eq!(
            parse_map("date=99999999999999999999999"),
            Err(BadOption::Number("99999999999999999999999".to_owned()))
        );
    }
}
