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
/// What issuers write beside the payment of a card's bill, folded: it thanks, or says that the money is there. Wages and
/// refunds are no such words, nor is a payment that says no more: whoever pays them has them in his statement too.
const WORDS: [&str; 24] = [
    "payment thank you",
    "payment - thank you",
    "payment, thank you",
    "payment received",
    "thank you for your payment",
    "payments and credits",
    "payment/credit",
    "ihre zahlung besten dank",
    "zahlung erhalten",
    "zahlungseingang",
    "ihre zahlung - danke",
    "vielen dank fur ihre zahlung",
    "betaling ontvangen",
    "inbetalning",
    "innbetaling",
    "indbetaling",
    "merci de votre paiement",
    "paiement recu",
    "paiement - merci",
    "su pago gracias",
    "gracias por su pago",
    "pago recibido",
    "pagamento recebido",
    "pagamento ricevuto",
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
    let amount = positions.get(Role::Amount)?;
    let texts: Vec<usize> = TEXTS.iter().filter_map(|role| positions.get(*role)).collect();
    let (mut positive, mut negative) = (0_u32, 0_u32);
    for row in 0..profile.rows.len() {
        let Ok(Some(cell)) = read_cell(profile.cell(row, amount)) else { continue };
        let is_of_payment = texts.iter().any(|index| is_payment(profile.cell(row, *index)));
        if !cell.is_zero() && cell.direction.is_none() && is_of_payment {
            if cell.negative { negative += 1 } else { positive += 1 }
        }
    }
    match (positive, negative) {
        (0, 1..) => Some(Sign::Positive),
        (1.., 0) => Some(Sign::Negative),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_as_texts_are() {
        for words in WORDS {
            assert_eq!(fold(words), words);
        }
    }
}
