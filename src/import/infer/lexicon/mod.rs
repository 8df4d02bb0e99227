//! What the words of statements mean: names of columns, directions, states, and rows that are no transactions.
//!
//! Owns the look-up and the folding of words. Must not look at a file: a name is a claim, and values have to support it.

mod asian;
mod balkan;
mod baltic;
mod calendar;
mod directions;
mod east;
mod english;
mod germanic;
mod romance;
mod row_kinds;
mod slavic;
mod states;
mod words;

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::import::currency_marks::{CurrencyMark, code_of, whole_mark};
use crate::model::currency::Currency;

pub(in crate::import) use calendar::{is_weekday, month_of};
pub(in crate::import) use directions::{DirectionWord, direction_word};
pub(in crate::import) use row_kinds::{RowKindWord, row_kind_word};
pub(in crate::import) use states::{StateWord, heads_pending, is_pending_text, state_word};

/// What a column's name says that it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::import) enum Kind {
    /// The day of the transaction or of its booking.
    Date,
    /// The day from which interest counts, or on which it began.
    ValueDate,
    /// A time of day.
    Time,
    /// The amount in the account's currency.
    Amount,
    /// The amount in another currency, or before a fee, a tax or a conversion.
    OtherAmount,
    /// Money that went out.
    Debit,
    /// Money that came in.
    Credit,
    /// The amounts that one of the account is made of, in rows of their own below it.
    Part,
    /// What the bank took besides.
    Fee,
    /// The balance.
    Balance,
    /// A word for the direction.
    Direction,
    /// A kind of transaction; some banks write the direction there.
    Type,
    /// The currency of the amount.
    Currency,
    /// The currency of another amount or of the balance.
    OtherCurrency,
    /// What it was.
    Description,
    /// Who received or sent it.
    Payee,
    /// A category.
    Category,
    /// How it was paid.
    Method,
    /// Free text.
    Note,
    /// The bank's own id of the row.
    Reference,
    /// Pending, done, failed.
    State,
    /// Anything that is known and not read: account numbers, rates, taxes, codes.
    Unread,
}

/// A name's claim to a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) struct Claim {
    /// To which.
    pub kind: Kind,
    /// How good the name is among the names of its kind, 0 the best.
    pub rank: usize,
}

/// Names of one language by kind, the best first.
type Names = [(Kind, &'static [&'static str])];

const LANGUAGES: [&Names; 8] = [
    english::NAMES,
    germanic::NAMES,
    romance::NAMES,
    slavic::NAMES,
    baltic::NAMES,
    balkan::NAMES,
    east::NAMES,
    asian::NAMES,
];

/// Added to the rank of a claim that only a part of a name makes.
pub(in crate::import) const PART_RANK: usize = 100;
/// Words of a name that are looked up together at most.
const WORDS_MAX: usize = 6;
/// Letters that a name which was decoded wrongly has to have kept: fewer fit by chance.
const LETTERS_KEPT_MIN: usize = 3;
/// Characters of a name that are compared at most: names are short, titles are not names.
const NAME_CHARS_MAX: usize = 80;

/// A header as the tables know it, and the currency it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Normalised {
    /// Folded words with single spaces.
    pub name: String,
    /// As in `Amount (EUR)`.
    pub currency: Option<Currency>,
}

/// Folds a header, makes everything but letters and digits one space, and takes off a currency that ends it.
pub(in crate::import) fn normalise(header: &str) -> Normalised {
    let mut currency = None;
    let mut words: Vec<String> = Vec::new();
    let separators =
        |c: char| c.is_whitespace() || "()[]{}/_-–.:;,*#\"'’`|+&（）【】［］：，、．・／%".contains(c);
    for word in header.split(separators).filter(|word| !word.is_empty()) {
        // `人民币金额`
        let (before, word) = currency_before(word);
        currency = currency.or(before);
        let code = code_of(word).or_else(|| match whole_mark(word) {
            Some(mark @ CurrencyMark::Sign(_)) => mark.stands_for(),
            _ => named_currency(word),
        });
        match code {
            // A column that is called EUR and nothing else is not known by that.
            Some(code) if !words.is_empty() => currency = Some(code),
            // `$` and `kr` name no one currency, and no column either.
            _ if !words.is_empty()
                && whole_mark(word).is_some_and(|mark| matches!(mark, CurrencyMark::Sign(_))) => {}
            _ => words.push(fold(word)),
        }
    }
    if currency.is_some()
        && words.last().is_some_and(|word| ["in", "en", "em", "w", "i", "v"].contains(&word.as_str()))
        // `Paid in (£)` is a side.
        && !words.iter().rev().nth(1).is_some_and(|word| ["paid", "money", "cash", "payments"].contains(&word.as_str()))
    {
        words.pop();
    }
    let name = words.join(" ");
    // A column of amounts may be called by its currency.
    let alone = || {
        let word = header.trim().replace('$', "");
        code_of(&word).or_else(|| named_currency(&word))
    };
    let currency = currency.or_else(|| (words.len() == 1).then(alone).flatten());
    Normalised { name: restored(&name).unwrap_or(name), currency }
}

/// Takes the name of a currency off the beginning of a word in a script without spaces.
fn currency_before(word: &str) -> (Option<Currency>, &str) {
    let found = ["人民币", "人民幣", "美元", "欧元", "港币", "港幣", "日元"].iter().find_map(|sign| {
        let rest = word.strip_prefix(sign).filter(|rest| !rest.is_empty())?;
        Some((whole_mark(sign).and_then(CurrencyMark::stands_for).or_else(|| named_currency(sign)), rest))
    });
    found.unwrap_or((None, word))
}

/// A name that was decoded wrongly before it came here, as it was: what was lost may be any letter, and only one known name
/// fits.
fn restored(name: &str) -> Option<String> {
    static BY_LENGTH: OnceLock<FxHashMap<usize, Vec<&'static str>>> = OnceLock::new();
    const LOST: char = char::REPLACEMENT_CHARACTER;
    let pattern: Vec<char> = name.chars().collect();
    let kept = pattern.iter().filter(|c| c.is_alphanumeric()).count();
    if kept == pattern.len() || kept < LETTERS_KEPT_MIN || !pattern.contains(&LOST) {
        return None;
    }
    let by_length = BY_LENGTH.get_or_init(|| {
        let mut by_length: FxHashMap<usize, Vec<&'static str>> = FxHashMap::default();
        for name in names().keys() {
            by_length.entry(name.chars().count()).or_default().push(name);
        }
        by_length
    });
    let find = |pattern: &[char]| {
        let fits = |known: &&&str| known.chars().zip(pattern).all(|(one, c)| *c == one || *c == LOST);
        let mut found = by_length.get(&pattern.len())?.iter().filter(fits);
        found.next().filter(|_| found.next().is_none()).map(|known| (*known).to_owned())
    };
    find(&pattern).or_else(|| {
        // A letter beyond ASCII has two bytes, each of which may have become a mark.
        let mut single = pattern.clone();
        single.dedup_by(|one, other| one == other && *one == LOST);
        find(&single)
    })
}

/// Whether a text, such as one where a date would be, is a name of a balance and nothing else.
pub(in crate::import) fn is_balance(text: &str) -> bool {
    let claims = claims(&normalise(text).name);
    claims.first().is_some_and(|claim| claim.kind == Kind::Balance && claim.rank < PART_RANK)
}

/// A currency that is called by its name, where only one is called so.
pub(in crate::import) fn named_currency(word: &str) -> Option<Currency> {
    let code = match fold(word).as_str() {
        "euro" | "euros" | "euroa" | "eurot" | "eiro" | "eura" | "ευρω" | "евро" => "EUR",
        "人民幣" => "CNY",
        "日圓" => "JPY",
        "港幣" => "HKD",
        "新台币" | "新台幣" => "TWD",
        "원화" => "KRW",
        "рублеи" | "рубли" | "рубль" => "RUB",
        "гривня" | "гривні" | "гривень" => "UAH",
        "zlotych" | "zloty" => "PLN",
        "forint" => "HUF",
        "rupiah" => "IDR",
        "ringgit" => "MYR",
        "บาท" => "THB",
        _ => return None,
    };
    code.parse().ok()
}

/// Lower case without accents, so that a name is found however it was typed or decoded.
pub(in crate::import) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'ł' => 'l',
            'ø' => 'o',
            'đ' | 'ð' => 'd',
            'ı' => 'i',
            'ς' => 'σ',
            'æ' => 'a',
            other => other,
        })
        .collect()
}

/// The names of all languages, folded.
fn names() -> &'static FxHashMap<String, Vec<Claim>> {
    static NAMES: OnceLock<FxHashMap<String, Vec<Claim>>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names: FxHashMap<String, Vec<Claim>> = FxHashMap::default();
        for (kind, known) in LANGUAGES.iter().flat_map(|language| language.iter()) {
            for (rank, name) in known.iter().enumerate() {
                let claims = names.entry(normalise(name).name).or_default();
                match claims.iter_mut().find(|claim| claim.kind == *kind) {
                    Some(claim) => claim.rank = claim.rank.min(rank),
                    None => claims.push(Claim { kind: *kind, rank }),
                }
            }
        }
        names
    })
}

/// Names known in another language only, from which on a header is in it: a word of another one may be among English ones.
const FOREIGN_NAMES_MIN: usize = 2;

/// Whether the names of columns are in another language than English, and in one that has the day before the month.
pub(in crate::import) fn is_foreign(header: &[String]) -> bool {
    static ENGLISH: OnceLock<FxHashSet<String>> = OnceLock::new();
    let english = ENGLISH.get_or_init(|| {
        english::NAMES.iter().flat_map(|(_, known)| known.iter()).map(|name| normalise(name).name).collect()
    });
    // Where the year comes first, with dots as well.
    if header.iter().any(|name| name.chars().any(|c| ('\u{3000}'..'\u{fff0}').contains(&c))) {
        return false;
    }
    let names = names();
    let is_foreign = |name: &String| names.contains_key(name) && !english.contains(name);
    header.iter().map(|name| normalise(name).name).filter(is_foreign).count() >= FOREIGN_NAMES_MIN
}

/// What a normalised header claims to hold: by its whole name, else by the longest part of it that is known.
pub(in crate::import) fn claims(name: &str) -> Vec<Claim> {
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return Vec::new();
    }
    let names = names();
    if let Some(claims) = names.get(name) {
        return claims.clone();
    }
    // Texts that are cut into several columns have numbers in their names.
    let unnumbered = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    if let Some(claims) = names.get(unnumbered).filter(|_| unnumbered != name) {
        let is_text = |claim: &&Claim| matches!(claim.kind, Kind::Description | Kind::Payee | Kind::Note);
        let texts = claims.iter().filter(is_text);
        let weaker: Vec<Claim> =
            texts.map(|claim| Claim { rank: claim.rank + NUMBERED_RANK, ..*claim }).collect();
        if !weaker.is_empty() {
            return weaker;
        }
    }
    let words: Vec<&str> = name.split(' ').collect();
    // Scripts without spaces between words are known by parts of a word.
    if name.chars().any(is_unspaced) {
        return unspaced_claims(name, names);
    }
    for length in (1..words.len().min(WORDS_MAX + 1)).rev() {
        // The end of a name is its noun in most languages with suffixes, the beginning in the others: both are tried.
        let mut parts = words.windows(length).filter_map(|part| known_part(names, part));
        if let Some(mut claims) = parts.next() {
            // `Type / Purpose` is a text that tells the type as well.
            let is_type = claims.iter().all(|claim| claim.kind == Kind::Type);
            claims.extend(parts.flatten().filter(|claim| is_type && claim.kind == Kind::Description));
            return claims;
        }
    }
    Vec::new()
}

/// How much weaker a name with a number at its end is than the name without.
const NUMBERED_RANK: usize = 50;

/// The claims of a part of a name, weaker than those of a whole one.
fn known_part(names: &FxHashMap<String, Vec<Claim>>, part: &[&str]) -> Option<Vec<Claim>> {
    let joined = part.join(" ");
    // Two letters inside a longer name are an article as often as an abbreviation.
    if joined.chars().count() < 3 {
        return None;
    }
    names.get(&joined).map(|claims| claims.iter().map(|claim| weaker(*claim, part.len())).collect())
}

fn unspaced_claims(name: &str, names: &FxHashMap<String, Vec<Claim>>) -> Vec<Claim> {
    let chars: Vec<char> = name.chars().filter(|c| *c != ' ').collect();
    let whole: String = chars.iter().collect();
    if let Some(claims) = names.get(&whole) {
        return claims.clone();
    }
    for length in (2..chars.len().min(8)).rev() {
        // The last part of a compound says what it is.
        for part in chars.windows(length).rev() {
            if let Some(claims) = names.get(&part.iter().collect::<String>()) {
                return claims.iter().map(|claim| weaker(*claim, length)).collect();
            }
        }
    }
    Vec::new()
}

const fn weaker(claim: Claim, length: usize) -> Claim {
    Claim { rank: claim.rank + PART_RANK - if length < 10 { length } else { 10 }, ..claim }
}

/// Chinese characters, kana and Thai, which are written without spaces.
const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0E7F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(header: &str) -> Option<Kind> {
        claims(&normalise(header).name).first().map(|claim| claim.kind)
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
        assert_eq!(normalise("Amount ($)"), Normalised { name: "amount".to_owned(), currency: None });
    }

    #[test]
    fn names_are_known_in_many_languages_with_and_without_accents() {
        for (header, expected) in [
            ("Buchungstag", Kind::Date),
            ("Date opération", Kind::Date),
            ("DATE OPERATION", Kind::Date),
            ("Fecha valor", Kind::ValueDate),
            ("Importe (EUR)", Kind::Amount),
            ("Soll", Kind::Debit),
            ("Haben", Kind::Credit),
            ("Zaúčtovaná částka", Kind::Amount),
            ("Původní částka a měna", Kind::OtherAmount),
            ("Poplatek", Kind::Fee),
            ("交易金额", Kind::Amount),
            ("金额(元)", Kind::Amount),
            ("收/支", Kind::Direction),
            ("本次余额", Kind::Balance),
            ("出金額", Kind::Debit),
            ("お支払金額", Kind::Debit),
            ("Af Bij", Kind::Direction),
            ("Betrag (Fremdwährung)", Kind::OtherAmount),
            ("Zahlungsempfänger*in", Kind::Payee),
            ("Belopp", Kind::Amount),
            ("Beløb", Kind::Amount),
            ("İşlem Tarihi", Kind::Date),
            ("Дата операции", Kind::Date),
            ("Ημερομηνία", Kind::Date),
            ("거래일시", Kind::Date),
            ("Kwota transakcji", Kind::Amount),
        ] {
            assert_eq!(kind(header), Some(expected), "{header}: {:?}", normalise(header));
        }
        assert_eq!(kind("Lorem"), None);
    }

    #[test]
    fn every_name_is_found_by_itself_as_the_kind_it_is_listed_under() {
        for (kind, known) in LANGUAGES.iter().flat_map(|language| language.iter()) {
            for name in *known {
                let found = claims(&normalise(name).name);
                assert!(found.iter().any(|claim| claim.kind == *kind), "{name}: {found:?}");
            }
        }
    }
}
