//! Words for directions: money that came in, that went out, that did neither.
//!
//! Owns the tables. Must not decide what becomes of a row.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::model::expense::Direction;

use super::fold;
use super::words::{WORD_BYTES_MAX, table};

/// What a word for a direction says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum DirectionWord {
    /// Which way the money went.
    Way(Direction),
    /// Neither: money moved between own pockets, and the file says that it counts as neither.
    Neutral,
}

/// Words for money that went out.
const OUT: &[&str] = &[
    "debit",
    "dr",
    "d",
    "dbit",
    "out",
    "db",
    "deb",
    "debits",
    "spending",
    "spent",
    "withdrawal",
    "outgoing",
    "outflow",
    "paid out",
    "money out",
    "sent",
    "expense",
    "-",
    "debit card",
    "expenses",
    "payment out",
    "transfer out",
    "outbound",
    // German, Dutch, Swedish, Danish, Norwegian.
    "soll",
    "s",
    "ausgang",
    "ausgabe",
    "lastschrift",
    "belastung",
    "abgang",
    "abbuchung",
    "auszahlung",
    "af",
    "debet",
    "uitgave",
    "uit",
    "afschrijving",
    "uttag",
    "ut",
    "utgift",
    "utbetalning",
    "ud",
    "udgift",
    "udbetaling",
    "utbetaling",
    "hævet",
    // French, Spanish, Portuguese, Italian, Romanian.
    "débit",
    "dépense",
    "retrait",
    "sortie",
    "cargo",
    "débito",
    "gasto",
    "debe",
    "egreso",
    "adeudo",
    "salida",
    "saída",
    "despesa",
    "dare",
    "addebito",
    "uscita",
    "spesa",
    "prelievo",
    "cheltuială",
    "plată",
    "ieșire",
    // Estonian, Latvian, Lithuanian, Slovene, Croatian, Serbian, Bulgarian.
    "deebet",
    "debets",
    "debetas",
    "breme",
    "duguje",
    "isplata",
    "дебит",
    "разход",
    // Polish, Czech, Slovak, Russian, Ukrainian.
    "obciążenie",
    "wydatek",
    "winien",
    "wn",
    "wypłata",
    "wychodzące",
    "výdaj",
    "odchozí",
    "má dáti",
    "na vrub",
    "odchádzajúca",
    "výdavok",
    "расход",
    "списание",
    "дебет",
    "витрата",
    "витрати",
    "видаток",
    "дт",
    // Finnish, Hungarian, Turkish, Greek, Arabic, Hebrew.
    "otto",
    "meno",
    "veloitus",
    "terhelés",
    "tartozik",
    "kiadás",
    "kimenő",
    "borç",
    "gider",
    "çıkış",
    "b",
    "χρέωση",
    "έξοδο",
    "χ",
    "مدين",
    "سحب",
    "مصروف",
    "خصم",
    "חובה",
    "הוצאה",
    "משיכה",
    // Chinese, Japanese, Korean, Indonesian, Vietnamese.
    "支出",
    "借",
    "借方",
    "支",
    "转出",
    "付款",
    "提款",
    "轉出",
    "出金",
    "支払",
    "支払い",
    "出",
    "引出",
    "출금",
    "지출",
    "출",
    "debet db",
    "keluar",
    "pengeluaran",
    "ghi nợ",
    "nợ",
    "chi",
    "rút",
    "tiền ra",
];

/// Words for money that came in.
const IN: &[&str] = &[
    "credit",
    "cr",
    "c",
    "crdt",
    "in",
    "credits",
    "deposit",
    "incoming",
    "inflow",
    "paid in",
    "money in",
    "received",
    "income",
    "+",
    "refund",
    "payment in",
    "transfer in",
    "inbound",
    // German, Dutch, Swedish, Danish, Norwegian.
    "haben",
    "h",
    "eingang",
    "einnahme",
    "gutschrift",
    "zugang",
    "einzahlung",
    "bij",
    "inkomst",
    "inkomsten",
    "bijschrijving",
    "insättning",
    "inbetalning",
    "ind",
    "indtægt",
    "indbetaling",
    "inn",
    "inntekt",
    "innbetaling",
    "kredit",
    "indsat",
    // French, Spanish, Portuguese, Italian, Romanian.
    "crédit",
    "recette",
    "dépôt",
    "entrée",
    "versement",
    "abono",
    "crédito",
    "ingreso",
    "haber",
    "entrada",
    "receita",
    "avere",
    "accredito",
    "entrata",
    "versamento",
    "venit",
    "încasare",
    "intrare",
    // Estonian, Latvian, Lithuanian, Slovene, Croatian, Serbian, Bulgarian.
    "k",
    "kreedit",
    "kredīts",
    "kreditas",
    "dobro",
    "potražuje",
    "uplata",
    // Polish, Czech, Slovak, Russian, Ukrainian.
    "uznanie",
    "wpływ",
    "wpłata",
    "ma",
    "przychód",
    "przychodzące",
    "příjem",
    "příchozí",
    "dal",
    "ve prospěch",
    "príjem",
    "prichádzajúca",
    "доход",
    "приход",
    "поступление",
    "зачисление",
    "кредит",
    "пополнение",
    "надходження",
    "зарахування",
    "дохід",
    "кт",
    // Finnish, Hungarian, Turkish, Greek, Arabic, Hebrew.
    "pano",
    "tulo",
    "hyvitys",
    "jóváírás",
    "követel",
    "bevétel",
    "bejövő",
    "alacak",
    "gelir",
    "giriş",
    "a",
    "πίστωση",
    "έσοδο",
    "π",
    "دائن",
    "إيداع",
    "دخل",
    "إضافة",
    "זכות",
    "הכנסה",
    "הפקדה",
    // Chinese, Japanese, Korean, Indonesian, Vietnamese.
    "收入",
    "贷",
    "贷方",
    "收",
    "转入",
    "收款",
    "存入",
    "貸",
    "貸方",
    "存款",
    "轉入",
    "入金",
    "入",
    "預入",
    "収入",
    "입금",
    "수입",
    "입",
    "masuk",
    "pemasukan",
    "ghi có",
    "có",
    "thu",
    "gửi",
    "tiền vào",
];

/// Words for money that neither came nor went, and what wallets write where they count a row as neither.
const NEUTRAL: &[&str] = &["/", "不计收支", "中性交易", "neutral", "不計收支", "none"];
const TRANSFER: &[&str] = &["transfer", "internal transfer", "umbuchung", "virement interne", "traspaso"];

fn directions() -> &'static FxHashMap<String, DirectionWord> {
    static WORDS: OnceLock<FxHashMap<String, DirectionWord>> = OnceLock::new();
    WORDS.get_or_init(|| {
        table(&[
            (OUT, DirectionWord::Way(Direction::Expense)),
            (IN, DirectionWord::Way(Direction::Income)),
            (TRANSFER, DirectionWord::Way(Direction::Transfer)),
            (NEUTRAL, DirectionWord::Neutral),
        ])
    })
}

/// Reads a word for a direction; case, accents, surrounding space and a final dot do not matter.
pub(in crate::import) fn direction_word(text: &str) -> Option<DirectionWord> {
    let word = text.trim().trim_end_matches('.');
    if word.is_empty() || word.len() > WORD_BYTES_MAX {
        return None;
    }
    let folded = fold(word);
    let words = directions();
    words.get(folded.as_str()).copied().or_else(|| {
        // `借 Dr` says it twice.
        let mut pieces = folded.split(' ').map(|piece| words.get(piece).copied());
        let first = pieces.next()??;
        (folded.contains(' ') && pieces.all(|piece| piece == Some(first))).then_some(first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_says_two_things() {
        for (some, others) in [(OUT, IN), (OUT, NEUTRAL), (IN, NEUTRAL)] {
            for word in some {
                let twin = others.iter().find(|other| fold(other) == fold(word));
                assert_eq!(twin, None, "{word}");
            }
        }
    }

    #[test]
    fn words_are_read_whatever_their_case_and_accents() {
        assert_eq!(direction_word(" Débit "), Some(DirectionWord::Way(Direction::Expense)));
        assert_eq!(direction_word("HABEN"), Some(DirectionWord::Way(Direction::Income)));
        assert_eq!(direction_word("收入"), Some(DirectionWord::Way(Direction::Income)));
        assert_eq!(direction_word("/"), Some(DirectionWord::Neutral));
        assert_eq!(direction_word("Sale"), None);
    }
}
