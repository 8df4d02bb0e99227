//! Words that name a balance or a sum: rows that are no transactions.
//!
//! Owns the tables. Must not decide what becomes of a row.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::fold;
use super::words::{WORD_BYTES_MAX, table};

/// What a word that begins a row's text says about the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum RowKindWord {
    /// The balance at some moment.
    Balance,
    /// A sum of other rows, in a word that may also be a name.
    Total,
    /// A sum of other rows, in a word that is nothing else.
    Turnover,
}

const BALANCE: &[&str] = &[
    "opening balance",
    "open balance",
    "close balance",
    "closing balance",
    "balance brought forward",
    "balance carried forward",
    "starting balance",
    "ending balance",
    "previous balance",
    "beginning balance",
    "start balance",
    "end balance",
    "balance b/f",
    "balance c/f",
    "brought forward",
    "carried forward",
    "new balance",
    "current balance",
    "available balance",
    "account balance",
    "balance at",
    "balance as of",
    "balance on",
    "final balance",
    "initial balance",
    "statement balance",
    "ledger balance",
    "b/f",
    "c/f",
    "last balance",
    "total balance",
    "balance forward",
    "anfangssaldo",
    "endsaldo",
    "kontostand",
    "alter kontostand",
    "neuer kontostand",
    "saldovortrag",
    "schlusssaldo",
    "eröffnungssaldo",
    "alter saldo",
    "neuer saldo",
    "saldo vom",
    "saldo am",
    "abschlusssaldo",
    "beginsaldo",
    "eindsaldo",
    "oud saldo",
    "nieuw saldo",
    "saldo per",
    "ingående saldo",
    "utgående saldo",
    "ingående balans",
    "startsaldo",
    "slutsaldo",
    "primosaldo",
    "ultimosaldo",
    "inngående saldo",
    "utgående balans",
    "overført saldo",
    "overførsel fra",
    "solde",
    "solde initial",
    "solde final",
    "ancien solde",
    "nouveau solde",
    "solde au",
    "solde précédent",
    "report à nouveau",
    "solde créditeur",
    "solde débiteur",
    "saldo inicial",
    "saldo final",
    "saldo anterior",
    "saldo actual",
    "saldo disponible",
    "saldo a",
    "saldo al",
    "saldo em",
    "saldo atual",
    "saldo do dia",
    "saldo disponível",
    "s a l d o",
    "saldo iniziale",
    "saldo finale",
    "saldo precedente",
    "saldo contabile",
    "saldo disponibile",
    "sold inițial",
    "sold final",
    "sold anterior",
    "saldo początkowe",
    "saldo końcowe",
    "saldo poprzednie",
    "saldo otwarcia",
    "saldo zamknięcia",
    "saldo na dzień",
    "počáteční zůstatek",
    "konečný zůstatek",
    "počiatočný zostatok",
    "konečný zostatok",
    "zůstatek",
    "zostatok",
    "algsaldo",
    "lõppsaldo",
    "sākuma atlikums",
    "beigu atlikums",
    "likutis pradžiai",
    "likutis pabaigai",
    "začetno stanje",
    "končno stanje",
    "početno stanje",
    "završno stanje",
    "начално салдо",
    "крайно салдо",
    "ยอดยกมา",
    "ยอดยกไป",
    "входящий остаток",
    "исходящий остаток",
    "начальный остаток",
    "конечный остаток",
    "остаток на",
    "вхідний залишок",
    "вихідний залишок",
    "залишок на",
    "початковий залишок",
    "кінцевий залишок",
    "alkusaldo",
    "loppusaldo",
    "tilin saldo",
    "nyitó egyenleg",
    "záró egyenleg",
    "nyitóegyenleg",
    "záróegyenleg",
    "devreden bakiye",
    "açılış bakiyesi",
    "kapanış bakiyesi",
    "devir bakiyesi",
    "önceki bakiye",
    "αρχικό υπόλοιπο",
    "τελικό υπόλοιπο",
    "προηγούμενο υπόλοιπο",
    "νέο υπόλοιπο",
    "الرصيد الافتتاحي",
    "الرصيد الختامي",
    "رصيد افتتاحي",
    "رصيد ختامي",
    "رصيد سابق",
    "الرصيد السابق",
    "יתרת פתיחה",
    "יתרת סגירה",
    "יתרה קודמת",
    "יתרה ליום",
    "期初余额",
    "期末余额",
    "上期余额",
    "承前余额",
    "期初餘額",
    "期末餘額",
    "承前頁",
    "承上結餘",
    "承前結餘",
    "前期繰越",
    "繰越残高",
    "前残高",
    "期首残高",
    "期末残高",
    "이월잔액",
    "전월이월",
    "기초잔액",
    "기말잔액",
    "saldo awal",
    "saldo akhir",
    "số dư đầu kỳ",
    "số dư cuối kỳ",
    "số dư đầu",
    "số dư cuối",
    "account closed",
    "account opened",
    "konto geschlossen",
    "closed account",
];
/// What went in or out over a time: no purchase is called so.
const TURNOVER: &[&str] = &[
    "mutasi debet",
    "mutasi kredit",
    "mutasi db",
    "mutasi cr",
    "total debet",
    "total kredit",
    "turnover",
    "total turnover",
    "debit turnover",
    "credit turnover",
    "käive",
    "deebetkäive",
    "kreeditkäive",
    "apgrozījums",
    "debeta apgrozījums",
    "kredīta apgrozījums",
    "apyvarta",
    "обороты",
    "оборот",
    "обороти",
    "итого обороты",
    "obroty",
    "obrat",
    "umsatzsumme",
    "umsätze gesamt",
    "promet skupaj",
    "ukupan promet",
];
const TOTAL: &[&str] = &[
    "total",
    "totals",
    "subtotal",
    "sub total",
    "grand total",
    "sum",
    "sum total",
    "total debits",
    "total credits",
    "summe",
    "gesamt",
    "gesamtsumme",
    "zwischensumme",
    "insgesamt",
    "totaal",
    "subtotaal",
    "summa",
    "totalt",
    "delsumma",
    "i alt",
    "delsum",
    "total general",
    "totaux",
    "sous total",
    "suma",
    "totales",
    "subtotales",
    "totais",
    "totale",
    "totali",
    "subtotale",
    "total general",
    "razem",
    "suma całkowita",
    "łącznie",
    "kopā",
    "iš viso",
    "skupaj",
    "ukupno",
    "укупно",
    "общо",
    "celkem",
    "spolu",
    "součet",
    "итого",
    "всего",
    "разом",
    "всього",
    "усього",
    "yhteensä",
    "összesen",
    "mindösszesen",
    "toplam",
    "genel toplam",
    "σύνολο",
    "σύνολα",
    "المجموع",
    "الإجمالي",
    "إجمالي",
    "סהכ",
    "סך הכל",
    "סך הכול",
    "סה\"כ",
    "合计",
    "人民币合计",
    "合计金额",
    "外币合计",
    "收入合计",
    "支出合计",
    "总计",
    "小计",
    "合計",
    "總計",
    "小計",
    "総計",
    "합계",
    "총계",
    "소계",
    "jumlah total",
    "tổng cộng",
    "tổng",
];

/// Whether a cell names a balance or a sum and says nothing else: a date, a number or an account may follow.
pub(in crate::import) fn row_kind_word(text: &str) -> Option<RowKindWord> {
    static WORDS: OnceLock<FxHashMap<String, RowKindWord>> = OnceLock::new();
    let text = text.trim();
    if text.is_empty() || text.len() > 2 * WORD_BYTES_MAX {
        return None;
    }
    let words = WORDS.get_or_init(|| {
        table(&[
            (BALANCE, RowKindWord::Balance),
            (TOTAL, RowKindWord::Total),
            (TURNOVER, RowKindWord::Turnover),
        ])
    });
    if !may_begin_a_kind(text) {
        return None;
    }
    // Dates, numbers, currencies and marks around the words are no part of them.
    let folded = fold(text);
    let plain = folded.trim_matches(|c: char| !c.is_alphabetic());
    if let Some(kind) = words.get(plain) {
        return Some(*kind);
    }
    // `Opening balance: New Year`; one word before a colon may be anything.
    if let Some((head, _)) = plain.split_once(':')
        && head.trim().contains(' ')
        && words.get(head.trim()) == Some(&RowKindWord::Balance)
    {
        return Some(RowKindWord::Balance);
    }
    let pieces: Vec<&str> =
        plain.split([' ', ':', '=', '(', '\u{a0}']).filter(|piece| !piece.is_empty()).collect();
    (1..pieces.len().min(5)).rev().find_map(|length| {
        let kind = words.get(pieces[..length].join(" ").as_str())?;
        // `Balance transfer` and `Total Wine` are purchases: only what has digits, or a currency, may follow.
        pieces[length..].iter().all(|piece| is_filler(piece)).then_some(*kind)
    })
}

/// Whether one of the words begins with the same two letters: nearly every text of a row is told from them by that.
fn may_begin_a_kind(text: &str) -> bool {
    static STARTS: OnceLock<Vec<[u8; 2]>> = OnceLock::new();
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let [first, second, ..] = text.as_bytes() else { return false };
    if !first.is_ascii() || !second.is_ascii() {
        return !text.is_empty();
    }
    let starts = STARTS.get_or_init(|| {
        let words = BALANCE.iter().chain(TOTAL).chain(TURNOVER).map(|word| fold(word));
        let mut starts: Vec<[u8; 2]> = words
            .filter_map(|word| word.as_bytes().get(..2).and_then(|start| start.try_into().ok()))
            .collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    });
    starts.binary_search(&[first.to_ascii_lowercase(), second.to_ascii_lowercase()]).is_ok()
}

/// A number, a date or a three-letter code, and the words that join those to a balance.
fn is_filler(piece: &str) -> bool {
    piece.chars().any(|c| c.is_ascii_digit())
        || [
            "eur", "usd", "gbp", "chf", "on", "as", "of", "at", "per", "vom", "am", "zum", "au", "al", "il",
            "em", "den", "pr", "na", "dzien", "a", "del", "for", "the", "period",
        ]
        .contains(&piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_names_a_balance_or_a_sum_and_nothing_else_is_one() {
        for text in [
            "Opening balance",
            "CLOSING BALANCE:",
            "Kontostand vom 30.06.2023:",
            "Saldo inicial",
            "期末余额",
            "Balance brought forward",
        ] {
            assert_eq!(row_kind_word(text), Some(RowKindWord::Balance), "{text}");
        }
        for text in ["Total", "TOTAL EUR", "Summe:", "合计", "人民币合计", "合计金额"] {
            assert_eq!(row_kind_word(text), Some(RowKindWord::Total), "{text}");
        }
        for text in
            ["Balance transfer", "Total Wine & More", "New Balance Shoes", "Summer camp", "Totally", ""]
        {
            assert_eq!(row_kind_word(text), None, "{text}");
        }
    }
}
