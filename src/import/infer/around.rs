//! The currency that the lines above the rows name.
//!
//! Owns the search through those lines. Must not look at rows: what they say themselves goes before it.

use crate::import::amounts::read_cell;
use crate::import::currency_marks::{CurrencyMark, code_of, whole_mark};
use crate::model::currency::Currency;

use super::lexicon::{Kind, claims, named_currency, normalise};
use super::sample::SampleRecord;

/// Longest cell that is looked at: a line of a letterhead; terms and conditions are longer.
const CELL_BYTES_MAX: usize = 200;
/// Codes that stand alone for something else in a letterhead, as names of people and words do: they need a word before them
/// that says that a currency follows.
const ALSO_WORDS: [&str; 12] =
    ["ALL", "TOP", "PEN", "GEL", "BOB", "CUP", "MOP", "SOS", "MAD", "BAM", "RON", "TRY"];

/// The one currency that records above the rows name, with the line it is named in; `None` where they name none or several.
pub(in crate::import) fn currency_above(records: &[SampleRecord]) -> Option<(Currency, u64)> {
    let mut found: Option<(Currency, u64)> = None;
    for record in records {
        let mut before = "";
        for cell in record.cells.iter().filter(|cell| cell.len() <= CELL_BYTES_MAX) {
            let mut named = Vec::new();
            currencies_in(cell, before, &mut named);
            before = cell;
            for currency in named {
                match found {
                    Some((known, _)) if known != currency => return None,
                    Some(_) => {}
                    None => found = Some((currency, record.line)),
                }
            }
        }
    }
    found
}

/// The currencies that a cell names; `before` is the one before it, which may say what follows.
fn currencies_in(cell: &str, before: &str, named: &mut Vec<Currency>) {
    let words: Vec<&str> = cell
        .split(|c: char| c.is_whitespace() || ":：;；()（）[]【】".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let is_whole = words.len() == 1;
    for (index, word) in words.iter().enumerate() {
        let says_so = names_a_currency(before) && is_whole || names_a_currency(&words[..index].join(" "));
        let beside = index.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| is_amount(word))
            || words.get(index + 1).is_some_and(|word| is_amount(word));
        if let Some(currency) = code_of(word) {
            let bracketed = cell.contains(&format!("({word})")) || cell.contains(&format!("[{word}]"));
            let alone = (is_whole || bracketed) && !ALSO_WORDS.contains(word);
            if says_so || beside || alone {
                named.push(currency);
            }
        } else if let Some(CurrencyMark::Sign(sign)) = whole_mark(word) {
            named.extend(CurrencyMark::Sign(sign).stands_for().filter(|_| says_so || beside || is_whole));
        } else if let Some(currency) = named_currency(word) {
            named.extend(Some(currency).filter(|_| says_so || beside || is_whole));
        } else if let Ok(Some(amount)) = read_cell(word) {
            named.extend(amount.currency.and_then(CurrencyMark::stands_for));
        }
    }
}

fn names_a_currency(text: &str) -> bool {
    claims(&normalise(text).name).iter().any(|claim| claim.kind == Kind::Currency)
}

/// A number with a mark in it or a sign, as amounts have and numbers of accounts do not.
fn is_amount(word: &str) -> bool {
    word.contains(['.', ',']) && matches!(read_cell(word), Ok(Some(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::Place;

    fn above(lines: &[&str]) -> Option<String> {
        let records: Vec<SampleRecord> = (1..)
            .zip(lines)
            .map(|(line, text)| SampleRecord {
                line,
                cells: text.split(';').map(|cell| cell.trim().to_owned()).collect(),
                from: Place::START,
                to: Place::START,
            })
            .collect();
        currency_above(&records).map(|(currency, line)| format!("{currency} in {line}"))
    }

    #[test]
    fn a_letterhead_names_the_currency_by_a_code_a_sign_or_a_word_before_it() {
        for (line, expected) in [
            ("Bewertet in:;CHF", "CHF"),
            ("Currency: TRY", "TRY"),
            ("Währung;RON", "RON"),
            ("Neuer Kontostand;3.430,43 EUR", "EUR"),
            ("Neuer Kontostand: 3.430,43 EUR", "EUR"),
            ("Solde au 31/01/2024 1 234,56 €", "EUR"),
            ("Solde 1 234,56 euros", "EUR"),
            ("币种：人民币", "CNY"),
            ("收入：3笔 1886.66元", "CNY"),
            ("Compte courant (EUR)", "EUR"),
            ("Opening balance £120.00", "GBP"),
        ] {
            assert_eq!(above(&["Statement", line]), Some(format!("{expected} in 2")), "{line}");
        }
    }

    #[test]
    fn words_that_look_like_codes_and_several_currencies_name_none() {
        for lines in [
            &["Account holder;BOB"][..],
            &["Type;ALL", "Status;TOP"],
            &["Balance $120.00"],
            &["EUR account of SMITH"],
            &["IBAN;DE02120300000000202051"],
            &["Balance;10.00 EUR", "Balance;12.00 USD"],
            &["MAD 12345"],
        ] {
            assert_eq!(above(lines), None, "{lines:?}");
        }
    }
}
