//! The words and signs by which people name a currency.
//!
//! Owns the table of signs and the choice among the currencies that share one. Must not read numbers.

use super::AmountError;
use crate::model::currency::Currency;
use crate::model::text::fold;

/// A sign and the currencies that use it.
struct Sign {
    /// The sign, case-folded.
    text: &'static str,
    /// ISO 4217 codes, the more common first.
    codes: &'static [&'static str],
    /// Whether the first code is meant wherever the ledger's own currency does not use the sign.
    one_meant: bool,
}

const fn of(text: &'static str, codes: &'static [&'static str]) -> Sign {
    Sign { text, codes, one_meant: true }
}

const fn shared(text: &'static str, codes: &'static [&'static str]) -> Sign {
    Sign { text, codes, one_meant: false }
}

/// The signs that are understood.
///
/// Source: Unicode CLDR 48, the symbols and narrow symbols of the locales in which a currency is at home, without
/// single Latin letters other than the rand's (`12k` is more often a slip than a kyat). The further `$` forms are
/// those that central banks and CLDR write before `$`. `£` and `Fr` mean sterling and the Swiss franc unless the ledger
/// is in another currency that is called pound or franc: of the pounds that CLDR gives the sign, most are at par with
/// sterling, and nobody writes the others in a ledger that is not kept in them.
const SIGNS: &[Sign] = &[
    shared(
        "$",
        &[
            "USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN", "TWD", "ARS", "CLP", "COP", "BBD", "BMD", "BND",
            "BSD", "BZD", "CUP", "DOP", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD", "TTD", "UYU",
            "XCD",
        ],
    ),
    shared("¥", &["JPY", "CNY"]),
    shared("kr", &["SEK", "NOK", "DKK", "ISK"]),
    shared("kr.", &["SEK", "NOK", "DKK", "ISK"]),
    shared("rs", &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"]),
    shared("rs.", &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"]),
    shared("₨", &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"]),
    shared("c$", &["CAD", "NIO"]),
    shared("br", &["BYN", "ETB"]),
    of("£", &["GBP", "GIP", "FKP", "SHP", "SSP", "SYP", "EGP", "LBP", "SDG"]),
    of("₩", &["KRW", "KPW"]),
    of("fr", &["CHF", "XAF", "XOF", "XPF", "CDF", "RWF", "BIF", "DJF", "GNF", "KMF"]),
    of("fr.", &["CHF", "XAF", "XOF", "XPF", "CDF", "RWF", "BIF", "DJF", "GNF", "KMF"]),
    of("€", &["EUR"]),
    of("₹", &["INR"]),
    of("₽", &["RUB"]),
    of("₺", &["TRY"]),
    of("₴", &["UAH"]),
    of("₫", &["VND"]),
    of("₪", &["ILS"]),
    of("฿", &["THB"]),
    of("₱", &["PHP"]),
    of("₦", &["NGN"]),
    of("₵", &["GHS"]),
    of("gh₵", &["GHS"]),
    of("₡", &["CRC"]),
    of("₲", &["PYG"]),
    of("₭", &["LAK"]),
    of("₮", &["MNT"]),
    of("₸", &["KZT"]),
    of("₼", &["AZN"]),
    of("₾", &["GEL"]),
    of("֏", &["AMD"]),
    of("৳", &["BDT"]),
    of("៛", &["KHR"]),
    of("؋", &["AFN"]),
    of("円", &["JPY"]),
    of("元", &["CNY"]),
    of("zł", &["PLN"]),
    of("kč", &["CZK"]),
    of("ft", &["HUF"]),
    of("lei", &["RON"]),
    of("km", &["BAM"]),
    of("rp", &["IDR"]),
    of("rm", &["MYR"]),
    of("r", &["ZAR"]),
    of("s/", &["PEN"]),
    of("s/.", &["PEN"]),
    of("b/.", &["PAB"]),
    of("r$", &["BRL"]),
    of("us$", &["USD"]),
    of("a$", &["AUD"]),
    of("au$", &["AUD"]),
    of("ca$", &["CAD"]),
    of("nz$", &["NZD"]),
    of("s$", &["SGD"]),
    of("hk$", &["HKD"]),
    of("nt$", &["TWD"]),
    of("mx$", &["MXN"]),
    of("rd$", &["DOP"]),
    of("ec$", &["XCD"]),
    of("cn¥", &["CNY"]),
    of("jp¥", &["JPY"]),
    of("e£", &["EGP"]),
    of("l£", &["LBP"]),
];

fn sign(word: &str) -> Option<&'static Sign> {
    let folded = fold(word);
    SIGNS.iter().find(|sign| sign.text == folded)
}

/// Whether the word names a currency: a sign of the table or an ISO 4217 code in any case.
pub(super) fn is_known(word: &str) -> bool {
    sign(word).is_some() || word.parse::<Currency>().is_ok()
}

/// The currency that all words of an amount agree on; the ledger's own if there are none. Of several that remain,
/// the ledger's own, else the one that is meant by such a sign.
///
/// # Errors
/// [`AmountError::UnknownCurrency`], [`AmountError::MixedCurrencies`], [`AmountError::AmbiguousSign`].
pub(super) fn resolve(
    words: &[String],
    bare: &str,
    ledger: Currency,
    value: &str,
) -> Result<Currency, AmountError> {
    let Some(first) = words.first() else { return Ok(ledger) };
    let mut remaining = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let named = named(word, value)?;
        if index == 0 {
            remaining = named;
            continue;
        }
        remaining.retain(|currency| named.contains(currency));
        if remaining.is_empty() {
            return Err(AmountError::MixedCurrencies {
                value: value.to_owned(),
                first: first.clone(),
                second: word.clone(),
            });
        }
    }
    if remaining.contains(&ledger) {
        return Ok(ledger);
    }
    match remaining[..] {
        [only] => Ok(only),
        [meant, ..] if sign(first).is_some_and(|sign| sign.one_meant) => Ok(meant),
        _ => Err(AmountError::AmbiguousSign {
            value: value.to_owned(),
            sign: first.clone(),
            bare: bare.to_owned(),
            currencies: remaining,
        }),
    }
}

fn named(word: &str, value: &str) -> Result<Vec<Currency>, AmountError> {
    let codes: Vec<Currency> = match sign(word) {
        Some(sign) => sign.codes.iter().filter_map(|code| code.parse().ok()).collect(),
        None => word.parse().into_iter().collect(),
    };
    if codes.is_empty() {
        return Err(AmountError::UnknownCurrency { value: value.to_owned(), word: word.to_owned() });
    }
    Ok(codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_folded_names_iso_currencies_and_is_no_code_itself() {
        for sign in SIGNS {
            assert_eq!(fold(sign.text), sign.text);
            assert!(sign.text.parse::<Currency>().is_err(), "{} is a code", sign.text);
            assert!(!sign.codes.is_empty());
            for code in sign.codes {
                assert_eq!(code.parse::<Currency>().unwrap().code(), *code);
            }
            assert_eq!(
                SIGNS.iter().filter(|other| other.text == sign.text).count(),
                1,
                "{} twice",
                sign.text
            );
            assert!(sign.one_meant || sign.codes.len() > 1, "{} is shared with nobody", sign.text);
        }
    }
}
