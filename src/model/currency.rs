//! ISO 4217 currencies: the code, the number of decimals, the signs people write.
//!
//! Owns what a currency is. Must not know amounts (`money`) or how they are typed (`amount`).

use std::fmt;
use std::str::FromStr;

/// An ISO 4217 currency, by its three-letter alphabetic code.
///
/// Source of codes and exponents: ISO 4217:2015 with its amendments, as carried by the `iso_currency` crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

/// The text is not an ISO 4217 code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an ISO 4217 currency code")]
pub struct UnknownCurrency(pub String);

impl Currency {
    /// The three-letter code, such as `EUR`.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Decimal digits of the minor unit: 2 for `EUR`, 0 for `JPY`, 3 for `BHD`; 0 where ISO 4217 names none (`XAU`).
    #[must_use]
    pub fn exponent(&self) -> u32 {
        iso_currency::Currency::from_code(self.code())
            .and_then(iso_currency::Currency::exponent)
            .map_or(0, u32::from)
    }

    /// Minor units in one major unit: 100 for `EUR`, 1 for `JPY`.
    #[must_use]
    pub fn minor_per_major(&self) -> i64 {
        10_i64.pow(self.exponent())
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    /// Reads an ISO 4217 code; case does not matter.
    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        let upper = text.to_ascii_uppercase();
        let bytes: [u8; 3] = upper.as_bytes().try_into().map_err(|_| UnknownCurrency(text.to_owned()))?;
        // The codes of iso_currency are checked, so any three bytes kept here are ASCII.
        if iso_currency::Currency::from_code(&upper).is_none() {
            return Err(UnknownCurrency(text.to_owned()));
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
