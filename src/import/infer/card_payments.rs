//! Payments to a card, as its issuer calls them: which sign money that came in has.
//!
//! Owns the words and the count over a sample. Must not decide: `sign_proof` knows what goes before it.

use crate::import::amounts::read_cell;
use crate::import::columns::Columns;
use crate::import::layout::Sign;
use crate::import::roles::Role;

use super::lexicon::fold;
use super::profile::Profile;

/// Columns whose words say what a row is.
const TEXTS: [Role; 5] = [Role::Description, Role::Payee, Role::Category, Role::Note, Role::Method];
/// What issuers write beside the payment of a card's bill, folded: it thanks. Wages, refunds and
/// payments that came in are no such words: whoever pays them has them in his statement too.
const WORDS: [&str; 15] = [
    "payment received - thank you",
    "payment received, thank you",
    "payment received thank you",
    "payment thank you",
    "payment - thank you",
    "payment, thank you",
    "thank you for your payment",
    "payments and credits",
    "ihre zahlung besten dank",
    "ihre zahlung - danke",
    "vielen dank fur ihre zahlung",
    "merci de votre paiement",
    "paiement - merci",
    "su pago gracias",
    "gracias por su pago",
];

/// Kinds of transactions that are money spent whoever writes them, folded; a `payment` may be one to the account.
const PURCHASES: [&str; 12] = [
    "purchase",
    "card purchase",
    "sale",
    "kauf",
    "einkauf",
    "aankoop",
    "kop",
    "kob",
    "achat",
    "compra",
    "acquisto",
    "zakup",
];

/// Kinds of transactions that are money that came in whoever writes them, folded; interest may be owed.
const DEPOSITS: [&str; 10] = [
    "deposit",
    "direct deposit",
    "dividend",
    "salary",
    "einzahlung",
    "gehalt",
    "dividende",
    "deposito",
    "dividendo",
    "salaire",
];

/// Whether a text is about the payment of a card's bill.
fn is_payment(text: &str) -> bool {
    let text = fold(text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    WORDS.iter().any(|words| text.contains(words))
}

/// Of two columns of amounts, one filled in each row, the one that such payments stand in: money that came in.
pub(super) fn column_of_payments(profile: &Profile, [left, right]: [usize; 2]) -> Option<usize> {
    let is_filled = |row: usize, index: usize| matches!(read_cell(profile.cell(row, index)), Ok(Some(_)));
    let mut found = None;
    for (row, record) in profile.rows.iter().enumerate() {
        if !record.cells.iter().any(|text| is_payment(text)) {
            continue;
        }
        let column = if is_filled(row, left) { left } else { right };
        if found.is_some_and(|known| known != column) {
            return None;
        }
        found = Some(column);
    }
    found
}

/// The sign of money spent that such payments leave; `None` where there are none, or of both signs.
pub(in crate::import) fn sign_by_payments(profile: &Profile, positions: &Columns) -> Option<Sign> {
    let texts: Vec<usize> = TEXTS.iter().filter_map(|role| positions.get(*role)).collect();
    let sign =
        only_sign(profile, positions, |row| texts.iter().any(|index| is_payment(profile.cell(row, *index))))?;
    Some(sign.opposite())
}

/// The sign of money spent that amounts have beside a kind that says a purchase, or the opposite of it beside a deposit, where
/// the column of kinds is known; `None` where there are none, or of both signs.
pub(in crate::import) fn sign_by_kinds(profile: &Profile, positions: &Columns) -> Option<Sign> {
    let kinds = positions.kind_text()?;
    let is_of = |row: usize, words: &[&str]| words.contains(&fold(profile.cell(row, kinds).trim()).as_str());
    let spent = only_sign(profile, positions, |row| is_of(row, &PURCHASES));
    let came = only_sign(profile, positions, |row| is_of(row, &DEPOSITS)).map(Sign::opposite);
    match (spent, came) {
        (Some(spent), Some(came)) => (spent == came).then_some(spent),
        (one, other) => one.or(other),
    }
}

/// The one sign of the amounts without a mark for a direction in the rows that are meant.
fn only_sign(profile: &Profile, positions: &Columns, is_meant: impl Fn(usize) -> bool) -> Option<Sign> {
    let amount = positions.get(Role::Amount)?;
    let mut found = None;
    for row in 0..profile.rows.len() {
        let Ok(Some(cell)) = read_cell(profile.cell(row, amount)) else { continue };
        if cell.is_zero() || cell.direction.is_some() || !is_meant(row) {
            continue;
        }
        let sign = if cell.negative { Sign::Negative } else { Sign::Positive };
        if found.is_some_and(|known| known != sign) {
            return None;
        }
        found = Some(sign);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_as_texts_are() {
        for words in WORDS.iter().chain(&PURCHASES).chain(&DEPOSITS).copied() {
            assert_eq!(fold(words), words);
        }
    }
}
