//! What the lines above the rows say of them: their currency, and how the bank writes dates.
//!
//! Owns the search through those lines. Must not look at rows: what they say themselves goes before it.

use crate::import::amounts::read_cell;
use crate::import::currency_marks::{CurrencyMark, code_of, whole_mark};
use crate::import::dates::{Reading, readings};
use crate::import::error::Example;
use crate::model::currency::Currency;

use super::lexicon::{Kind, claims, fold, heads_pending, named_currency, normalise};
use super::sample::SampleRecord;

/// Longest cell that is looked at: a line of a letterhead; terms and conditions are longer.
const CELL_BYTES_MAX: usize = 200;
/// Words of a cell that are looked at: more are a sentence.
const CELL_WORDS_MAX: usize = 24;
/// Words for cards whose bill is paid later, folded.
const CREDIT_CARDS: [&str; 22] = [
    "credit card",
    "creditcard",
    "kreditkarte",
    "mastercard",
    "visa",
    "amex",
    "american express",
    "carte de credit",
    "tarjeta de credito",
    "cartao de credito",
    "carta di credito",
    "kreditkort",
    "luottokortti",
    "karta kredytowa",
    "karty kredytowej",
    "kreditni kart",
    "kredi kart",
    "kartu kredit",
    "кредитн",
    "信用卡",
    "クレシットカート",
    "כרטיס אשראי",
];
/// Digits that make a word the number of an account.
const NUMBER_DIGITS_MIN: usize = 4;
/// Dates that are looked at.
const DATES_MAX: usize = 40;
/// Amounts beside these words, folded, are in no account's currency: rates.
const RATES: [&str; 4] = ["rate", "kurs", "cambio", "taux"];
/// Amounts beside these words, folded, may be in another one than the balance's, which goes before them: limits.
const LIMITS: [&str; 5] = ["limit", "rahmen", "uberziehung", "overdraft", "plafond"];
/// Codes that stand alone for something else in a letterhead, as names of people and words do: they need a word before them
/// that says that a currency follows.
const ALSO_WORDS: [&str; 14] =
    ["ALL", "TOP", "PEN", "GEL", "BOB", "CUP", "MOP", "SOS", "MAD", "BAM", "RON", "TRY", "SIT", "ROL"];

/// What the records above the rows say.
#[derive(Debug)]
pub(in crate::import) struct Above {
    /// The one currency that they name, with the line it is named in.
    pub currency: Option<(Currency, u64)>,
    /// Dates, which are written as those of the rows.
    pub dates: Vec<Example>,
    /// Whether the last of them is a heading for rows that are not booked yet.
    pub begins_pending: bool,
    /// Whether they speak of a credit card, whose issuer may write what is spent without a sign.
    pub is_of_card: bool,
}

impl Above {
    /// Looks through the records above the rows and their header.
    pub(in crate::import) fn read(records: &[SampleRecord]) -> Self {
        let begins_pending = records.last().is_some_and(|last| {
            let mut filled = last.cells.iter().filter(|cell| !cell.is_empty());
            filled.next().is_some_and(|cell| heads_pending(cell)) && filled.next().is_none()
        });
        let mut cells = records.iter().flat_map(|record| &record.cells);
        Self {
            currency: currency_above(records),
            dates: dates_above(records),
            begins_pending,
            is_of_card: cells.any(|cell| cell.len() <= CELL_BYTES_MAX && names_a_credit_card(cell)),
        }
    }
}

/// The one currency that records above the rows name, with the line it is named in; `None` where they name none or several. A
/// limit names one where nothing else does.
pub(in crate::import) fn currency_above(records: &[SampleRecord]) -> Option<(Currency, u64)> {
    [&[&RATES[..], &LIMITS[..]].concat()[..], &RATES]
        .into_iter()
        .map(|without| currencies_above(records, without))
        .find(|found| !found.is_empty())
        .and_then(|found| match found[..] {
            [one] => Some(one),
            _ => None,
        })
}

/// The currencies that records name, each with the first line that does, amounts beside some words left out.
fn currencies_above(records: &[SampleRecord], without: &[&str]) -> Vec<(Currency, u64)> {
    let mut found: Vec<(Currency, u64)> = Vec::new();
    for record in records {
        let mut before = "";
        for cell in record.cells.iter().filter(|cell| cell.len() <= CELL_BYTES_MAX) {
            let mut named = Vec::new();
            currencies_in(cell, before, without, &mut named);
            before = cell;
            for currency in named {
                if !found.iter().any(|(known, _)| *known == currency) {
                    found.push((currency, record.line));
                }
            }
        }
    }
    found
}

/// The numeric dates with a year of four digits that records above the rows have: the period of the statement, the days of its
/// balances, when it was made.
fn dates_above(records: &[SampleRecord]) -> Vec<Example> {
    let is_long = |cell: &&String| cell.len() <= CELL_BYTES_MAX;
    let cells = records
        .iter()
        .flat_map(|record| record.cells.iter().filter(is_long).map(move |cell| (record.line, cell.as_str())));
    let words = cells.flat_map(|(line, cell)| {
        let ends = |c: char| c.is_whitespace() || ":;,()[]~–—".contains(c);
        cell.split(ends).flat_map(dates_in).map(move |word| Example::new(line, word))
    });
    words.take(DATES_MAX).collect()
}

/// A date, or the two of `01/03/2026-31/03/2026`.
fn dates_in(word: &str) -> Vec<&str> {
    let word = word.trim_end_matches('.');
    let is_date = |word: &&str| {
        let year = word.rsplit(|c: char| !c.is_ascii_digit()).next();
        word.len() <= 10
            && year.is_some_and(|year| year.len() == 4)
            && matches!(readings(word), Some(Reading::Numeric(_)))
    };
    if is_date(&word) { vec![word] } else { word.split('-').filter(is_date).collect() }
}

/// The currencies that a cell names; `before` is the one before it, which may say what follows. Amounts beside the words
/// `without` name none.
fn currencies_in(cell: &str, before: &str, without: &[&str], named: &mut Vec<Currency>) {
    let words: Vec<&str> = cell
        .split(|c: char| c.is_whitespace() || ":：;；()（）[]【】".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let is_of_none = |text: &str| {
        let folded = fold(text);
        without.iter().any(|word| folded.contains(word))
    };
    if words.len() > CELL_WORDS_MAX {
        return;
    }
    let may_be_beside = !is_of_none(cell) && !is_of_none(before);
    let is_whole = words.len() == 1;
    for (index, word) in words.iter().enumerate() {
        let (code, sign, name) = (code_of(word), whole_mark(word), named_currency(word));
        if code.is_none() && sign.is_none() && name.is_none() {
            if let Some(amount) =
                Some(word).filter(|word| is_amount(word)).and_then(|word| read_cell(word).ok()?)
            {
                named.extend(amount.currency.and_then(CurrencyMark::stands_for));
            }
            continue;
        }
        // `Currency:` and beside it `SGD - Singapore Dollar`
        let leads = is_whole || index == 0 && code.is_some();
        let says_so = leads && names_a_currency(before) || names_a_currency(&words[..index].join(" "));
        let beside = may_be_beside
            && (index.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| is_amount(word))
                || words.get(index + 1).is_some_and(|word| is_amount(word)));
        let alone = match code {
            Some(_) => {
                let bracketed = cell.contains(&format!("({word})")) || cell.contains(&format!("[{word}]"));
                // `Account 4711 - EUR`, `Conto No. 123456/01 CHF`
                let is_number = |word: &str| {
                    let digits = word.bytes().filter(u8::is_ascii_digit).count();
                    digits >= NUMBER_DIGITS_MIN && !word.contains(['.', ','])
                };
                let is_last = index > 0
                    && index + 1 == words.len()
                    && (index > 1 && matches!(words[index - 1], "-" | "–") || is_number(words[index - 1]));
                (is_whole || bracketed || is_last) && !ALSO_WORDS.contains(word)
            }
            // Letters alone may be somebody's: RM is a manager as well.
            None => is_whole && !word.is_ascii(),
        };
        let currency = code.or_else(|| sign.and_then(CurrencyMark::stands_for)).or(name);
        named.extend(currency.filter(|_| says_so || beside || alone));
    }
}

/// Whether a line is about a card whose bill is paid later.
fn names_a_credit_card(text: &str) -> bool {
    let folded = fold(text);
    CREDIT_CARDS.iter().any(|words| folded.contains(words)) && !folded.contains("debit")
}

fn names_a_currency(text: &str) -> bool {
    claims(&normalise(text).name).iter().any(|claim| claim.kind == Kind::Currency)
}

/// A number with a mark in it, as amounts have and numbers of accounts do not, and no more decimals than a currency has, as
/// rates do.
fn is_amount(word: &str) -> bool {
    let decimals = |number: &str| number.rfind(['.', ',']).map(|at| number.len() - at - 1);
    matches!(read_cell(word), Ok(Some(amount)) if decimals(amount.number).is_some_and(|count| count <= 3))
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
            ("Currency: ;SGD - Singapore Dollar", "SGD"),
            ("Währung;RON", "RON"),
            ("Neuer Kontostand;3.430,43 EUR", "EUR"),
            ("Neuer Kontostand: 3.430,43 EUR", "EUR"),
            ("Solde au 31/01/2024 1 234,56 €", "EUR"),
            ("Solde 1 234,56 euros", "EUR"),
            ("币种：人民币", "CNY"),
            ("收入：3笔 1886.66元", "CNY"),
            ("Compte courant (EUR)", "EUR"),
            ("Conta;45510887214 - EUR", "EUR"),
            ("Conto No. 123456/01 CHF", "CHF"),
            ("Conto No.;123456/01 CHF", "CHF"),
            ("OD Limit : 0.00  Currency : INR", "INR"),
            ("Opening balance £120.00", "GBP"),
            ("Verfügungsrahmen;5.000,00 USD", "USD"),
            ("Credit Limit:;SGD 3250.35", "SGD"),
            ("Verfügungsrahmen;5.000,00 USD;Kontostand;1,00 EUR", "EUR"),
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
            &["Branch: RM0423"],
            &["RM;John Smith"],
            &["Exchange rate: 1.0834 USD"],
            &["1.0834 USD"],
            &["Verfügungsrahmen;5.000,00 USD", "Limit;1.00 EUR"],
        ] {
            assert_eq!(above(lines), None, "{lines:?}");
        }
    }

    #[test]
    fn a_line_speaks_of_a_card_whose_bill_is_paid_later() {
        for text in [
            "Credit Card: 1234",
            "Kreditkartentransaktionen",
            "招商银行信用卡对账单",
            "VISA 4711",
            "クレジットカード",
        ] {
            assert!(names_a_credit_card(text), "{text}");
        }
        for text in ["Debit card 1234", "VISA debit", "Conto Carta", "Account statement", "Girokonto"] {
            assert!(!names_a_credit_card(text), "{text}");
        }
        for words in CREDIT_CARDS {
            assert_eq!(fold(words), words);
        }
    }
}
