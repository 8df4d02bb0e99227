//! The codes and signs that stand beside amounts in files.
//!
//! Owns which currencies a sign can mean. Must not choose between several.

use crate::model::currency::Currency;

/// Signs and the currencies they stand for. One currency: the sign decides, unless the currency that is told is among
/// `also`. None first: several currencies use it, and it has to be told which.
struct Sign {
    text: &'static str,
    means: Option<&'static str>,
    also: &'static [&'static str],
}

const fn sign(text: &'static str, means: Option<&'static str>, also: &'static [&'static str]) -> Sign {
    Sign { text, means, also }
}

/// Longer signs before the shorter ones they end or begin with.
/// Source: Unicode CLDR, currency symbols of the locales that use each currency.
const SIGNS: [Sign; 62] = [
    sign("US$", Some("USD"), &[]),
    sign("CA$", Some("CAD"), &[]),
    sign("AU$", Some("AUD"), &[]),
    sign("NZ$", Some("NZD"), &[]),
    sign("HK$", Some("HKD"), &[]),
    sign("NT$", Some("TWD"), &[]),
    sign("MX$", Some("MXN"), &[]),
    sign("CN¥", Some("CNY"), &[]),
    sign("JP¥", Some("JPY"), &[]),
    sign("R$", Some("BRL"), &[]),
    sign("人民币", Some("CNY"), &[]),
    sign("日元", Some("JPY"), &[]),
    sign("美元", Some("USD"), &[]),
    sign("欧元", Some("EUR"), &[]),
    sign("港币", Some("HKD"), &[]),
    sign("英镑", Some("GBP"), &[]),
    sign("RMB", Some("CNY"), &[]),
    sign("RUR", Some("RUB"), &[]),
    sign("NIS", Some("ILS"), &[]),
    sign("NTD", Some("TWD"), &[]),
    sign("RM", Some("MYR"), &[]),
    sign("Rp", Some("IDR"), &[]),
    sign("Rs.", None, &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"]),
    sign("Rs", None, &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"]),
    sign("S/", Some("PEN"), &[]),
    sign("TL", Some("TRY"), &[]),
    sign("руб.", Some("RUB"), &["BYN"]),
    sign("руб", Some("RUB"), &["BYN"]),
    sign("грн.", Some("UAH"), &[]),
    sign("грн", Some("UAH"), &[]),
    sign("лв.", Some("BGN"), &[]),
    sign("лв", Some("BGN"), &[]),
    sign("lei", Some("RON"), &["MDL"]),
    sign("원", Some("KRW"), &[]),
    sign("₸", Some("KZT"), &[]),
    sign("₾", Some("GEL"), &[]),
    sign("A$", Some("AUD"), &[]),
    sign("C$", Some("CAD"), &["NIO"]),
    sign("S$", Some("SGD"), &[]),
    sign(
        "$",
        None,
        &[
            "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "BBD", "BMD",
            "BND", "BSD", "BZD", "CVE", "DOP", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD", "TTD",
            "XCD",
        ],
    ),
    sign("€", Some("EUR"), &[]),
    sign("£", Some("GBP"), &["EGP", "FKP", "GIP", "LBP", "SHP", "SSP", "SYP"]),
    sign("¥", None, &["JPY", "CNY"]),
    sign("￥", None, &["JPY", "CNY"]),
    // The byte of the yen sign in Shift_JIS is that of the backslash in ASCII.
    sign("\\", Some("JPY"), &[]),
    sign("円", Some("JPY"), &[]),
    sign("元", Some("CNY"), &["TWD"]),
    sign("₹", Some("INR"), &[]),
    sign("₩", Some("KRW"), &["KPW"]),
    sign("₺", Some("TRY"), &[]),
    sign("₽", Some("RUB"), &[]),
    sign("₴", Some("UAH"), &[]),
    sign("₪", Some("ILS"), &[]),
    sign("₫", Some("VND"), &[]),
    sign("฿", Some("THB"), &[]),
    sign("₱", Some("PHP"), &[]),
    sign("₦", Some("NGN"), &[]),
    sign("zł", Some("PLN"), &[]),
    sign("Kč", Some("CZK"), &[]),
    sign("Ft", Some("HUF"), &[]),
    sign("kr.", None, &["SEK", "NOK", "DKK", "ISK"]),
    sign("kr", None, &["SEK", "NOK", "DKK", "ISK"]),
];

/// What stands beside an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CurrencyMark {
    /// An ISO 4217 code.
    Code(Currency),
    /// An entry of the table of signs.
    Sign(usize),
}

/// The mark does not say which currency it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkConflict {
    /// Several use it, and the one that is told is none of them.
    Several(&'static str, &'static [&'static str]),
    /// It is another one than the row's own column says.
    Other(Currency),
}

impl CurrencyMark {
    /// The currency of a code, or of a sign that only one currency uses by itself.
    pub(super) fn stands_for(self) -> Option<Currency> {
        match self {
            Self::Code(currency) => Some(currency),
            Self::Sign(index) => SIGNS[index].means.and_then(|code| code.parse().ok()),
        }
    }

    /// The currency, given what the row or the options say besides. `column` has to agree, `fallback` need not.
    pub(super) fn resolve(
        self,
        column: Option<Currency>,
        fallback: Currency,
    ) -> Result<Currency, MarkConflict> {
        let told = column.unwrap_or(fallback);
        let currency = match self {
            Self::Code(currency) => currency,
            Self::Sign(index) => {
                let Sign { text, also, .. } = &SIGNS[index];
                match self.stands_for() {
                    _ if also.contains(&told.code()) => told,
                    Some(currency) => currency,
                    None => return Err(MarkConflict::Several(text, also)),
                }
            }
        };
        if column.is_some_and(|column| column != currency) {
            Err(MarkConflict::Other(currency))
        } else {
            Ok(currency)
        }
    }
}

/// Takes a code or sign off the start.
pub(super) fn mark_at_start(text: &str) -> Option<(CurrencyMark, &str)> {
    if let Some((code, rest)) = text.split_at_checked(3)
        && !rest.starts_with(|c: char| c.is_alphabetic())
        && let Some(currency) = code_of(code)
    {
        return Some((CurrencyMark::Code(currency), rest));
    }
    SIGNS.iter().enumerate().find_map(|(index, sign)| {
        let rest = text.strip_prefix(sign.text)?;
        // `krone` is a word, not a sign.
        let whole = !(sign.text.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphabetic));
        whole.then_some((CurrencyMark::Sign(index), rest))
    })
}

/// Takes a code or sign off the end.
pub(super) fn mark_at_end(text: &str) -> Option<(CurrencyMark, &str)> {
    if let Some((rest, code)) = text.len().checked_sub(3).and_then(|at| text.split_at_checked(at))
        && !rest.ends_with(|c: char| c.is_alphabetic())
        && let Some(currency) = code_of(code)
    {
        return Some((CurrencyMark::Code(currency), rest));
    }
    SIGNS.iter().enumerate().find_map(|(index, sign)| {
        let rest = text.strip_suffix(sign.text)?;
        let whole = !(sign.text.starts_with(char::is_alphabetic) && rest.ends_with(char::is_alphabetic));
        whole.then_some((CurrencyMark::Sign(index), rest))
    })
}

/// Reads a whole cell as a code or sign.
pub(super) fn whole_mark(text: &str) -> Option<CurrencyMark> {
    let text = text.trim();
    if text.len() == 3
        && text.bytes().all(|byte| byte.is_ascii_alphabetic())
        && let Ok(code) = text.parse()
    {
        return Some(CurrencyMark::Code(code));
    }
    SIGNS.iter().position(|sign| sign.text == text).map(CurrencyMark::Sign)
}

/// A currency named by its upper-case code.
pub(super) fn code_of(text: &str) -> Option<Currency> {
    (text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn every_currency_of_the_table_is_one_of_iso_4217() {
        for sign in &SIGNS {
            for code in sign.means.iter().chain(sign.also) {
                assert!(code.parse::<Currency>().is_ok(), "{code}");
            }
        }
    }

    #[test]
    fn a_sign_of_several_currencies_needs_one_of_them_to_be_told() {
        let dollar = whole_mark("$").unwrap();
        assert_eq!(dollar.resolve(None, currency("CAD")), Ok(currency("CAD")));
        assert!(matches!(dollar.resolve(None, currency("EUR")), Err(MarkConflict::Several("$", _))));
        let pound = whole_mark("£").unwrap();
        assert_eq!(pound.resolve(None, currency("EUR")), Ok(currency("GBP")));
        assert_eq!(pound.resolve(None, currency("EGP")), Ok(currency("EGP")));
        assert_eq!(
            pound.resolve(Some(currency("USD")), currency("EUR")),
            Err(MarkConflict::Other(currency("GBP")))
        );
    }

    #[test]
    fn words_that_begin_like_a_sign_are_no_sign() {
        assert!(mark_at_start("krone 5").is_none());
        assert!(mark_at_start("kr 5").is_some());
        assert!(mark_at_start("EURO5").is_none());
        assert_eq!(mark_at_end("5 EUR"), Some((CurrencyMark::Code(currency("EUR")), "5 ")));
    }
}
