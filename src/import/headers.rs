//! What usual English header names mean.
//!
//! Owns the table of names and the choice between columns that could have one role. Must not look at values.

use crate::model::currency::Currency;

use super::currency_marks::{CurrencyMark, code_of, whole_mark};
use super::roles::Role;

/// Names by role, the one to prefer first, as [`normalise`] writes them. Gathered from the exports of banks, cards and
/// budget programs in English; where several columns have names of one role, the better name wins, then the left one.
const NAMES: &[(Role, &[&str])] = &[
    (
        Role::Date,
        &[
            "transaction date",
            "trans date",
            "tran date",
            "txn date",
            "date of transaction",
            "purchase date",
            "booking date",
            "booked date",
            "date",
            "posting date",
            "posted date",
            "post date",
            "date posted",
            "date processed",
            "processed date",
            "completed date",
            "payment date",
            "entry date",
            "value date",
            "effective date",
            "started date",
        ],
    ),
    (
        Role::Debit,
        &[
            "debit",
            "debit amount",
            "debits",
            "amount debit",
            "paid out",
            "money out",
            "withdrawal",
            "withdrawals",
            "withdrawal amount",
            "withdrawal amt",
            "outflow",
            "payments out",
            "spent",
            "dr",
            "dr amount",
            "debit amt",
        ],
    ),
    (
        Role::Credit,
        &[
            "credit",
            "credit amount",
            "credits",
            "amount credit",
            "paid in",
            "money in",
            "deposit",
            "deposits",
            "deposit amount",
            "deposit amt",
            "inflow",
            "payments in",
            "received",
            "cr",
            "cr amount",
            "credit amt",
        ],
    ),
    (
        Role::Amount,
        &[
            "amount",
            "transaction amount",
            "billing amount",
            "amount in account currency",
            "net amount",
            "value",
            "transaction value",
            "amt",
            "amount net",
            "total",
            "gross amount",
        ],
    ),
    (
        Role::Direction,
        &[
            "direction",
            "debit credit",
            "credit debit",
            "dr cr",
            "cr dr",
            "debit credit indicator",
            "credit debit indicator",
            "credit or debit",
            "debit or credit",
            "in out",
            "money direction",
        ],
    ),
    (
        Role::Currency,
        &[
            "currency",
            "transaction currency",
            "billing currency",
            "account currency",
            "currency code",
            "ccy",
            "curr",
        ],
    ),
    (
        Role::Description,
        &[
            "description",
            "transaction description",
            "details",
            "transaction details",
            "narrative",
            "narration",
            "particulars",
            "transaction particulars",
            "text",
            "purpose of spend",
            "purpose",
            "remarks",
            "memo",
            "transaction",
        ],
    ),
    (
        Role::Payee,
        &[
            "payee",
            "payee name",
            "merchant",
            "merchant name",
            "supplier",
            "supplier name",
            "counterparty",
            "counter party",
            "counterparty name",
            "beneficiary",
            "beneficiary name",
            "recipient",
            "name",
            "vendor",
            "vendor name",
            "payer",
        ],
    ),
    (Role::Category, &["category", "spending category", "budget category", "category name"]),
    (
        Role::Method,
        &["method", "payment method", "payment type", "paid with", "payment mode", "mode of payment"],
    ),
    (
        Role::Reference,
        &[
            "reference",
            "transaction id",
            "transaction reference",
            "transaction number",
            "reference number",
            "bank reference",
            "reference id",
            "ref",
            "ref no",
            "ref number",
            "transaction no",
            "trans no",
            "transno",
            "fitid",
            "id",
        ],
    ),
    (Role::Note, &["note", "notes", "memo", "comment", "comments", "remark", "remarks"]),
    (
        Role::Balance,
        &[
            "balance",
            "running balance",
            "account balance",
            "closing balance",
            "balance after",
            "balance after transaction",
            "bal",
        ],
    ),
];

/// Columns with these names hold direction words in some files and kinds of payment in others: their values decide.
const DIRECTION_IF_WORDS: [&str; 4] = ["transaction type", "type", "tran type", "txn type"];

/// A header as the table knows it, and the currency it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Normalised {
    /// Lower-case words with single spaces.
    pub name: String,
    /// As in `Amount (EUR)`.
    pub currency: Option<Currency>,
}

/// Lower-cases a header, makes everything but letters and digits one space, and takes off a currency that ends it.
pub(super) fn normalise(header: &str) -> Normalised {
    let mut currency = None;
    let mut words: Vec<String> = Vec::new();
    for word in
        header.split(|c: char| c.is_whitespace() || "()[]/_-.:,*#\"'".contains(c)).filter(|w| !w.is_empty())
    {
        let code = code_of(word).or_else(|| match whole_mark(word) {
            Some(mark @ CurrencyMark::Sign(_)) => mark.stands_for(),
            _ => None,
        });
        match code {
            // A column that is called EUR and nothing else is not known by that.
            Some(code) if !words.is_empty() => currency = Some(code),
            _ => words.push(word.to_lowercase()),
        }
    }
    if currency.is_some() && words.last().is_some_and(|word| word == "in") {
        words.pop();
    }
    Normalised { name: words.join(" "), currency }
}

/// Gives roles to the columns that have none. `roles` holds what was told, one entry a column.
///
/// A pair of debit and credit is preferred to an amount beside it; told ones suppress the other kind.
pub(super) fn assign(names: &[Normalised], roles: &mut [Option<Role>]) {
    let told = |roles: &[Option<Role>], role| roles.contains(&Some(role));
    let told_amount = told(roles, Role::Amount);
    let told_columns = told(roles, Role::Debit) || told(roles, Role::Credit);
    for &(role, known) in NAMES {
        let pair_found = told(roles, Role::Debit) && told(roles, Role::Credit);
        let unwanted = match role {
            Role::Debit | Role::Credit => told_amount,
            Role::Amount => told_columns || pair_found,
            _ => false,
        };
        if told(roles, role) || unwanted {
            continue;
        }
        let rank = |name: &str| known.iter().position(|&k| k == name);
        let best = names
            .iter()
            .enumerate()
            .filter(|(index, _)| roles.get(*index).is_some_and(Option::is_none))
            .filter_map(|(index, header)| rank(&header.name).map(|rank| (rank, index)))
            .min();
        if let Some((_, index)) = best {
            roles[index] = Some(role);
        }
    }
    // One column of a pair beside an amount is a fee, a limit or a rate: the amount holds the whole.
    if !told_columns && told(roles, Role::Amount) {
        for role in roles.iter_mut().filter(|role| matches!(role, Some(Role::Debit | Role::Credit))) {
            *role = None;
        }
    }
}

/// The column whose values decide whether it holds directions, if no other does.
pub(super) fn maybe_direction(names: &[Normalised], roles: &[Option<Role>]) -> Option<usize> {
    if roles.contains(&Some(Role::Direction)) {
        return None;
    }
    let free = |index: &usize| roles.get(*index).is_some_and(Option::is_none);
    names
        .iter()
        .enumerate()
        .filter(|(_, header)| DIRECTION_IF_WORDS.contains(&header.name.as_str()))
        .map(|(index, _)| index)
        .find(free)
}

/// Columns, from 0, that have the same name as the one whose values decide what a row is worth, so that taking the left one
/// would be a guess; with its role. What `told` names is no guess.
pub(super) fn doubles(
    names: &[Normalised],
    roles: &[Option<Role>],
    told: &[Option<Role>],
) -> Option<(Role, Vec<usize>)> {
    [Role::Date, Role::Amount, Role::Debit, Role::Credit].into_iter().find_map(|role| {
        let chosen = roles.iter().position(|r| *r == Some(role)).filter(|_| !told.contains(&Some(role)))?;
        let name = &names.get(chosen)?.name;
        let same: Vec<usize> = (0..names.len())
            .filter(|&index| names[index].name == *name && told.get(index).is_none_or(Option::is_none))
            .collect();
        (same.len() > 1).then_some((role, same))
    })
}

/// Whether the roles suffice to read a row.
pub(super) fn suffices(roles: &[Option<Role>]) -> bool {
    let has = |role| roles.contains(&Some(role));
    has(Role::Date) && (has(Role::Amount) || has(Role::Debit) || has(Role::Credit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(headers: &[&str]) -> Vec<Option<Role>> {
        let names: Vec<Normalised> = headers.iter().map(|header| normalise(header)).collect();
        let mut roles = vec![None; headers.len()];
        assign(&names, &mut roles);
        roles
    }

    #[test]
    fn headers_are_compared_by_their_words_and_may_name_a_currency() {
        let plain = |header: &str| normalise(header).name;
        assert_eq!(plain("  Transaction_Date "), "transaction date");
        assert_eq!(plain("Debit/Credit"), "debit credit");
        let eur = Some("EUR".parse().unwrap());
        assert_eq!(normalise("Amount (EUR)"), Normalised { name: "amount".to_owned(), currency: eur });
        assert_eq!(normalise("Amount in EUR"), Normalised { name: "amount".to_owned(), currency: eur });
        assert_eq!(normalise("Paid out (€)"), Normalised { name: "paid out".to_owned(), currency: eur });
        assert_eq!(normalise("Amount ($)").currency, None);
    }

    #[test]
    fn the_better_name_of_a_role_wins() {
        use Role::{Amount, Balance, Category, Credit, Date, Debit, Description, Note, Payee};
        assert_eq!(
            roles(&["Transaction Date", "Post Date", "Description", "Category", "Type", "Amount", "Memo"]),
            [Some(Date), None, Some(Description), Some(Category), None, Some(Amount), Some(Note)]
        );
        assert_eq!(roles(&["Value Date", "Booking Date", "Amount"]), [None, Some(Date), Some(Amount)]);
        assert_eq!(
            roles(&["Date", "Details", "Debit", "Credit", "Balance"]),
            [Some(Date), Some(Description), Some(Debit), Some(Credit), Some(Balance)]
        );
        assert_eq!(
            roles(&["Date", "Payee", "Category", "Memo", "Outflow", "Inflow"]),
            [Some(Date), Some(Payee), Some(Category), Some(Description), Some(Debit), Some(Credit)]
        );
    }

    #[test]
    fn a_pair_of_columns_is_preferred_to_an_amount_and_one_alone_is_not() {
        use Role::{Amount, Credit, Date, Debit};
        assert_eq!(
            roles(&["Date", "Amount", "Debit", "Credit"]),
            [Some(Date), None, Some(Debit), Some(Credit)]
        );
        assert_eq!(roles(&["Date", "Amount", "Credit"]), [Some(Date), Some(Amount), None]);
    }

    #[test]
    fn what_was_told_is_kept_and_suppresses_the_other_kind() {
        let headers = ["Date", "Amount", "Debit", "Credit"];
        let names: Vec<Normalised> = headers.iter().map(|header| normalise(header)).collect();
        let mut told = vec![None, Some(Role::Amount), None, None];
        assign(&names, &mut told);
        assert_eq!(told, [Some(Role::Date), Some(Role::Amount), None, None]);
    }
}
