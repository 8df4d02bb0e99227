//! Why a number or a currency of a row cannot be read, in words.
//!
//! Owns the sentences. Must not read a cell.

use crate::import::columns::BadCurrency;
use crate::import::currency_marks::MarkConflict;
use crate::import::error::RowError;
use crate::import::numbers::BadNumber;
use crate::import::roles::Role;
use crate::import::text::shown;
use crate::model::amount::DecimalMark;
use crate::model::currency::Currency;

use super::Row;

impl Row<'_> {
    pub(super) fn bad_number(
        &self,
        role: Role,
        bad: BadNumber,
        mark: DecimalMark,
        currency: Currency,
    ) -> RowError {
        let text = self.layout.positions.cell(self.record, role).unwrap_or_default();
        let value = shown(text);
        let (code, message) = match bad {
            BadNumber::Malformed => {
                ("bad_amount", format!("`{value}` is not a number with the decimal mark `{}`", mark.as_str()))
            }
            BadNumber::TooManyDecimals => (
                "bad_amount",
                format!("`{value}` has more decimals than the {} of {currency}", currency.exponent()),
            ),
            BadNumber::Ambiguous => (
                "ambiguous_amount",
                format!(
                    "`{value}` may be a thousand times what it says, the file uses `{mark}` for decimals: \
                     --decimal-mark {mark} if it is right here too",
                    mark = mark.as_str()
                ),
            ),
            BadNumber::TooLarge => ("bad_amount", format!("`{value}` is beyond what an amount can be")),
        };
        self.error(role, text, code, message)
    }

    pub(super) fn bad_currency(&self, bad: BadCurrency) -> RowError {
        let (role, value, message) = match bad {
            BadCurrency::Unknown(value) => {
                let message = format!("`{}` is not an ISO 4217 currency code", shown(&value));
                (Role::Currency, value, message)
            }
            BadCurrency::Conflict(role, value, MarkConflict::Several(sign, currencies)) => {
                let listed = currencies.iter().take(6).copied().collect::<Vec<_>>().join(", ");
                let more = if currencies.len() > 6 { " and others" } else { "" };
                (role, value, format!("`{sign}` is the sign of {listed}{more}: say which with --currency"))
            }
            BadCurrency::Conflict(role, value, MarkConflict::Other(currency)) => {
                (role, value, format!("the amount is in {currency}, the currency column says another"))
            }
        };
        self.error(role, &value, "unknown_currency", message)
    }
}
