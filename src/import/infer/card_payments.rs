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

/// Words of a card's bill that its account has as well: they tell that signs need a better proof than a few more of one.
const BILL_WORDS: [&str; 3] = ["还款", "還款", "分期"];

/// Whether texts are of a card's bill, or of the account that pays one.
pub(in crate::import) fn speaks_of_bills(profile: &Profile, positions: &Columns) -> bool {
    let texts: Vec<usize> = TEXTS.iter().filter_map(|role| positions.get(*role)).collect();
    let is_of_bill = |text: &str| BILL_WORDS.iter().any(|word| text.contains(word));
    (0..profile.rows.len()).any(|row| texts.iter().any(|index| is_of_bill(profile.cell(row, *index))))
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

/// The sign of money spent that such payments leave; `None` where there are none, or of both signs, or where most other amounts
/// have their sign: then it is the account that pays the card.
pub(in crate::import) fn sign_by_payments(profile: &Profile, positions: &Columns) -> Option<Sign> {
    let texts: Vec<usize> = TEXTS.iter().filter_map(|role| positions.get(*role)).collect();
    let is_meant = |row: usize| texts.iter().any(|index| is_payment(profile.cell(row, *index)));
    let sign = only_sign(profile, positions, is_meant)?;
    let others = (0..profile.rows.len()).filter(|row| !is_meant(*row));
    let (same, opposite): (Vec<Sign>, Vec<Sign>) =
        others.filter_map(|row| sign_of(profile, positions, row)).partition(|other| *other == sign);
    (opposite.len() >= same.len()).then_some(sign.opposite())
}

/// The sign of money spent that amounts have beside a kind that says a purchase; else the negative one, where deposits are
/// positive and others negative. `None` where the column of kinds is not known, or they have both signs.
pub(in crate::import) fn sign_by_kinds(profile: &Profile, positions: &Columns) -> Option<Sign> {
    let kinds = positions.kind_text()?;
    let is_of = |row: usize, words: &[&str]| words.contains(&fold(profile.cell(row, kinds).trim()).as_str());
    if let Some(spent) = only_sign(profile, positions, |row| is_of(row, &PURCHASES)) {
        return Some(spent);
    }
    let came = only_sign(profile, positions, |row| is_of(row, &DEPOSITS))?;
    // Where no amount is negative none has a sign.
    let has_signs =
        (0..profile.rows.len()).any(|row| sign_of(profile, positions, row) == Some(Sign::Negative));
    (came == Sign::Positive && has_signs).then_some(Sign::Negative)
}

/// The one sign of the amounts without a mark for a direction in the rows that are meant.
fn only_sign(profile: &Profile, positions: &Columns, is_meant: impl Fn(usize) -> bool) -> Option<Sign> {
    let mut signs = (0..profile.rows.len())
        .filter(|row| is_meant(*row))
        .filter_map(|row| sign_of(profile, positions, row));
    let first = signs.next()?;
    signs.all(|sign| sign == first).then_some(first)
}

/// The sign of a row's amount, if it is not zero and has no mark for a direction.
fn sign_of(profile: &Profile, positions: &Columns, row: usize) -> Option<Sign> {
    let amount = read_cell(profile.cell(row, positions.get(Role::Amount)?)).ok()??;
    let sign = if amount.negative { Sign::Negative } else { Sign::Positive };
    (!amount.is_zero() && amount.direction.is_none()).then_some(sign)
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
