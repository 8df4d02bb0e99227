//! ISO 4217 currencies: the code, the number of decimals, the signs people write.
//!
//! Owns what a currency is. Must not know amounts (`money`) or how they are typed (`amount`).

use std::cell::Cell;
use std::fmt;
use std::str::FromStr;

/// An ISO 4217 currency, by its three-letter alphabetic code.
///
/// Source of codes and exponents: ISO 4217:2015 with its amendments, as carried by the `iso_currency` crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency {
    code: [u8; 3],
    exponent: u8,
}

/// Some of the currencies that were withdrawn since 2000, in which there are statements as files, with their decimals.
/// Source: ISO 4217, list three (codes for historic denominations), and list one as it was before.
const WITHDRAWN: [(&[u8; 3], u8); 15] = [
    (b"AZM", 2),
    (b"BYR", 0),
    (b"CYP", 2),
    (b"EEK", 2),
    (b"GHC", 2),
    (b"LTL", 2),
    (b"LVL", 2),
    (b"MTL", 2),
    (b"MZM", 2),
    (b"ROL", 2),
    (b"SIT", 2),
    (b"SKK", 2),
    (b"TRL", 0),
    (b"VEF", 2),
    (b"ZMK", 2),
];

/// The text is not an ISO 4217 code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an ISO 4217 currency code")]
pub struct UnknownCurrency(pub String);

impl Currency {
    /// The three-letter code, such as `EUR`.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or("XXX")
    }

    /// Decimal digits of the minor unit: 2 for `EUR`, 0 for `JPY`, 3 for `BHD`; 0 where ISO 4217 names none (`XAU`).
    #[must_use]
    pub fn exponent(&self) -> u32 {
        u32::from(self.exponent)
    }

    /// Minor units in one major unit: 100 for `EUR`, 1 for `JPY`.
    #[must_use]
    pub fn minor_per_major(&self) -> i64 {
        10_i64.pow(self.exponent())
    }
}

thread_local! {
    /// The currency read last: nearly every row of a ledger or statement has the same one, and to look a code up costs
    /// as much as all else about an amount.
    static LAST: Cell<Option<Currency>> = const { Cell::new(None) };
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    /// Reads an ISO 4217 code; case does not matter.
    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        let unknown = || UnknownCurrency(text.to_owned());
        let mut code: [u8; 3] = text.as_bytes().try_into().map_err(|_| unknown())?;
        code.make_ascii_uppercase();
        if let Some(last) = LAST.get().filter(|last| last.code == code) {
            return Ok(last);
        }
        let known = std::str::from_utf8(&code).ok().and_then(iso_currency::Currency::from_code);
        let exponent = match (known, WITHDRAWN.iter().find(|(withdrawn, _)| **withdrawn == code)) {
            (Some(known), _) => known.exponent().and_then(|digits| u8::try_from(digits).ok()).unwrap_or(0),
            (None, Some((_, exponent))) => *exponent,
            (None, None) => return Err(unknown()),
        };
        let currency = Self { code, exponent };
        LAST.set(Some(currency));
        Ok(currency)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_is_known_by_its_code_in_use_or_withdrawn() {
        for (code, exponent) in
            [("EUR", 2), ("jpy", 0), ("BHD", 3), ("XAU", 0), ("HRK", 2), ("LTL", 2), ("BYR", 0), ("BYN", 2)]
        {
            let currency: Currency = code.parse().unwrap();
            assert_eq!((currency.code(), currency.exponent()), (code.to_uppercase().as_str(), exponent));
        }
        for (code, _) in WITHDRAWN {
            let code = std::str::from_utf8(code).unwrap();
            assert_eq!(iso_currency::Currency::from_code(code), None, "{code} is in use");
        }
        for text in ["XYZ", "EU", "EURO", "", "€"] {
            assert_eq!(text.parse::<Currency>(), Err(UnknownCurrency(text.to_owned())));
        }
    }
}
