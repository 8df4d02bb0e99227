//! Words inside cells: directions, states, and the names of rows that are no transactions.
//!
//! Owns the tables. Must not decide what becomes of a row.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::expense::Direction;

use super::fold;

/// What a word for a direction says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum DirectionWord {
    /// Which way the money went.
    Way(Direction),
    /// Neither: money moved between own pockets, and the file says that it counts as neither.
    Neutral,
}

/// What a word for a state says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum StateWord {
    /// Not booked yet.
    Pending,
    /// Booked.
    Done,
    /// It never took place, or was taken back.
    Failed,
}

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

const PENDING: &[&str] = &[
    "pending",
    "pend",
    "authorized",
    "authorised",
    "authorization",
    "hold",
    "on hold",
    "processing",
    "in progress",
    "uncleared",
    "unposted",
    "not posted",
    "reserved",
    "scheduled",
    "awaiting",
    "pdng",
    "not booked",
    "u",
    "vorgemerkt",
    "offen",
    "ausstehend",
    "in bearbeitung",
    "vorgemerkter umsatz",
    "umsatz vorgemerkt",
    "reserviert",
    "unbestätigt",
    "in behandeling",
    "gereserveerd",
    "openstaand",
    "reserverad",
    "reservation",
    "ej bokförd",
    "preliminär",
    "väntande",
    "reserveret",
    "afventer",
    "reservert",
    "venter",
    "ikke bokført",
    "en attente",
    "à venir",
    "en cours",
    "pendiente",
    "en proceso",
    "retenido",
    "pendente",
    "em processamento",
    "in attesa",
    "in sospeso",
    "non contabilizzato",
    "în așteptare",
    "în curs",
    "oczekująca",
    "oczekujące",
    "w trakcie",
    "w realizacji",
    "blokada",
    "nierozliczone",
    "nierozliczona",
    "transakcja nierozliczona",
    "nierozliczony",
    "waiting",
    "wait",
    "čeká",
    "čekající",
    "nezaúčtováno",
    "blokace",
    "čakajúca",
    "nezaúčtované",
    "в обработке",
    "ожидает",
    "ожидание",
    "авторизация",
    "холд",
    "в обробці",
    "очікує",
    "очікується",
    "блокування",
    "varattu",
    "odottaa",
    "katevaraus",
    "vahvistamaton",
    "függőben",
    "zárolt",
    "könyvelés alatt",
    "folyamatban",
    "beklemede",
    "bekliyor",
    "provizyon",
    "işlemde",
    "εκκρεμεί",
    "σε εκκρεμότητα",
    "δεσμευμένο",
    "معلق",
    "قيد الانتظار",
    "قيد التنفيذ",
    "ממתין",
    "בהמתנה",
    "בתהליך",
    "טרם נקלט",
    "处理中",
    "待入账",
    "未入账",
    "等待付款",
    "等待确认收货",
    "等待发货",
    "待处理",
    "處理中",
    "未入帳",
    "待處理",
    "未確定",
    "処理中",
    "保留中",
    "仮計上",
    "대기",
    "처리중",
    "승인대기",
    "보류",
    "미확정",
    "tertunda",
    "diproses",
    "menunggu",
    "đang chờ",
    "đang xử lý",
    "chờ xử lý",
];
/// Those that a bank writes beside a text, where nobody would for another reason: a `hold` and a `reservation` may be what was
/// paid for.
const PENDING_IN_TEXT: &[&str] = &[
    "pending",
    "not posted",
    "not booked",
    "uncleared",
    "unposted",
    "vorgemerkt",
    "umsatz vorgemerkt",
    "vorgemerkter umsatz",
    "ej bokförd",
    "ikke bokført",
    "en attente",
    "pendiente",
    "pendente",
    "in attesa",
    "non contabilizzato",
    "transakcja nierozliczona",
    "nierozliczona",
    "nierozliczone",
    "nezaúčtováno",
    "nezaúčtované",
    "в обработке",
    "в обробці",
    "katevaraus",
    "függőben",
    "könyvelés alatt",
    "beklemede",
    "provizyon",
    "待入账",
    "未入账",
    "未入帳",
    "未確定",
    "미확정",
];
const DONE: &[&str] = &[
    "completed",
    "complete",
    "booked",
    "posted",
    "settled",
    "done",
    "cleared",
    "success",
    "successful",
    "executed",
    "processed",
    "finished",
    "book",
    "approved",
    "reconciled",
    "confirmed",
    "ok",
    "accepted",
    "paid",
    "captured",
    "n",
    "gebucht",
    "ausgeführt",
    "abgeschlossen",
    "erledigt",
    "bestätigt",
    "verbucht",
    "geboekt",
    "uitgevoerd",
    "voltooid",
    "verwerkt",
    "bokförd",
    "bokfört",
    "genomförd",
    "bogført",
    "udført",
    "gennemført",
    "bokført",
    "utført",
    "fullført",
    "comptabilisé",
    "comptabilisée",
    "exécuté",
    "effectué",
    "terminé",
    "validé",
    "réalisé",
    "contabilizado",
    "completado",
    "realizado",
    "ejecutado",
    "liquidado",
    "concluído",
    "executado",
    "efetuado",
    "liquidada",
    "contabilizzato",
    "contabilizzata",
    "eseguito",
    "completato",
    "finalizat",
    "procesat",
    "decontat",
    "executat",
    "zaksięgowana",
    "zrealizowana",
    "zrealizowano",
    "wykonana",
    "rozliczono",
    "zaúčtováno",
    "provedeno",
    "zaúčtovaná",
    "zaúčtované",
    "vykonaná",
    "dokončeno",
    "выполнено",
    "исполнено",
    "проведено",
    "завершено",
    "ok",
    "успешно",
    "виконано",
    "завершено",
    "успішно",
    "kirjattu",
    "suoritettu",
    "valmis",
    "könyvelt",
    "teljesült",
    "sikeres",
    "végrehajtva",
    "tamamlandı",
    "başarılı",
    "gerçekleşti",
    "onaylandı",
    "ολοκληρώθηκε",
    "εκτελέστηκε",
    "مكتمل",
    "مكتملة",
    "ناجحة",
    "תם",
    "בוצע",
    "הושלם",
    "נקלט",
    "交易成功",
    "支付成功",
    "成功",
    "已入账",
    "已完成",
    "完成",
    "已支付",
    "已收钱",
    "已存入零钱",
    "已转账",
    "对方已收钱",
    "朋友已收钱",
    "提现已到账",
    "充值完成",
    "充值成功",
    "已到账",
    "已入帳",
    "交易完成",
    "確定",
    "完了",
    "処理済",
    "승인",
    "완료",
    "정상",
    "거래완료",
    "매입",
    "selesai",
    "berhasil",
    "sukses",
    "hoàn thành",
    "thành công",
    "đã hoàn thành",
];
const FAILED: &[&str] = &[
    "failed",
    "declined",
    "reverted",
    "cancelled",
    "canceled",
    "rejected",
    "refused",
    "void",
    "voided",
    "expired",
    "reversed",
    "denied",
    "returned unpaid",
    "error",
    "aborted",
    "unsuccessful",
    "not approved",
    "not completed",
    "timed out",
    "non approvato",
    "non autorizzato",
    "deleted",
    "info",
    "abgelehnt",
    "fehlgeschlagen",
    "storniert",
    "abgebrochen",
    "zurückgewiesen",
    "nicht ausgeführt",
    "geweigerd",
    "mislukt",
    "geannuleerd",
    "afgewezen",
    "nekad",
    "avvisad",
    "misslyckad",
    "makulerad",
    "avbruten",
    "afvist",
    "annulleret",
    "mislykket",
    "avvist",
    "kansellert",
    "slettet",
    "raderad",
    "borttagen",
    "verwijderd",
    "gelöscht",
    "supprimé",
    "supprimée",
    "eliminado",
    "eliminada",
    "poistettu",
    "mislyktes",
    "refusé",
    "refusée",
    "rejeté",
    "rejetée",
    "annulé",
    "annulée",
    "échoué",
    "échouée",
    "rechazado",
    "rechazada",
    "cancelado",
    "cancelada",
    "anulado",
    "anulada",
    "fallido",
    "fallida",
    "denegada",
    "recusado",
    "recusada",
    "rejeitado",
    "rejeitada",
    "falhou",
    "não concluído",
    "rifiutato",
    "rifiutata",
    "annullato",
    "annullata",
    "respinto",
    "respinta",
    "fallito",
    "stornato",
    "respins",
    "respinsă",
    "anulat",
    "anulată",
    "eșuat",
    "eșuată",
    "refuzat",
    "odrzucona",
    "odrzucone",
    "anulowana",
    "anulowane",
    "nieudana",
    "odmowa",
    "zamítnuto",
    "zamítnuta",
    "zrušeno",
    "zrušena",
    "neúspěšná",
    "stornováno",
    "zamietnutá",
    "zrušená",
    "neúspešná",
    "отклонено",
    "отклонена",
    "отказ",
    "отменено",
    "отменена",
    "failed",
    "неуспешно",
    "ошибка",
    "не выполнено",
    "відхилено",
    "скасовано",
    "помилка",
    "неуспішно",
    "hylätty",
    "peruttu",
    "epäonnistui",
    "elutasítva",
    "elutasított",
    "sikertelen",
    "törölt",
    "törölve",
    "visszavont",
    "reddedildi",
    "iptal",
    "iptal edildi",
    "başarısız",
    "απορρίφθηκε",
    "ακυρώθηκε",
    "απέτυχε",
    "مرفوض",
    "مرفوضة",
    "ملغي",
    "ملغاة",
    "فاشلة",
    "فشل",
    "נדחה",
    "נדחתה",
    "בוטל",
    "בוטלה",
    "נכשל",
    "נכשלה",
    "交易关闭",
    "支付失败",
    "失败",
    "已关闭",
    "已取消",
    "已撤销",
    "交易失败",
    "关闭",
    "已全额退款",
    "还款失败",
    "失敗",
    "已取消交易",
    "交易失敗",
    "取消",
    "エラー",
    "取消済",
    "취소",
    "거절",
    "실패",
    "승인취소",
    "승인거절",
    "gagal",
    "ditolak",
    "dibatalkan",
    "batal",
    "thất bại",
    "đã hủy",
    "từ chối",
    "bị từ chối",
    "hủy",
];

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

fn table<T: Copy>(lists: &[(&[&'static str], T)]) -> FxHashMap<String, T> {
    let mut words = FxHashMap::default();
    for (list, meaning) in lists {
        for word in *list {
            words.entry(fold(word)).or_insert(*meaning);
        }
    }
    words
}

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

/// Longest cell that may be one of the words, in bytes.
const WORD_BYTES_MAX: usize = 48;

/// Reads a word for a direction; case, accents, surrounding space and a final dot do not matter.
pub(in crate::import) fn direction_word(text: &str) -> Option<DirectionWord> {
    let word = text.trim().trim_end_matches('.');
    if word.is_empty() || word.len() > WORD_BYTES_MAX {
        return None;
    }
    directions().get(fold(word).as_str()).copied()
}

/// Reads a word for a state; case, accents and surrounding space do not matter.
pub(in crate::import) fn state_word(text: &str) -> Option<StateWord> {
    static WORDS: OnceLock<FxHashMap<String, StateWord>> = OnceLock::new();
    let word = text.trim().trim_end_matches('.');
    if word.is_empty() || word.len() > WORD_BYTES_MAX {
        return None;
    }
    let words = WORDS.get_or_init(|| {
        table(&[(PENDING, StateWord::Pending), (DONE, StateWord::Done), (FAILED, StateWord::Failed)])
    });
    words.get(fold(word).as_str()).copied()
}

/// Headings above rows that are not booked yet, folded.
const PENDING_HEADINGS: [&str; 16] = [
    "pending transactions",
    "pending",
    "upcoming transactions",
    "scheduled transactions",
    "vorgemerkte umsatze",
    "vorgemerkte buchungen",
    "operations a venir",
    "operations en attente",
    "movimientos pendientes",
    "lancamentos futuros",
    "movimenti non contabilizzati",
    "operacje nierozliczone",
    "nezauctovane transakce",
    "kommende betalinger",
    "reserverade belopp",
    "未入账交易",
];

/// Whether a heading says that the rows below it are not booked yet.
pub(in crate::import) fn heads_pending(text: &str) -> bool {
    let folded = fold(text.trim());
    let words = folded.trim_matches(|c: char| !c.is_alphanumeric());
    PENDING_HEADINGS.contains(&words)
}

/// Whether a text says of itself that it is not booked yet: in words set apart from the others by two spaces, a bracket, or a mark
/// after them, at its beginning or end.
pub(in crate::import) fn is_pending_text(text: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<String>> = OnceLock::new();
    let text = text.trim();
    let first = text.find(['-', ':', '*', ']', ')']).map(|at| &text[..at]);
    let last = text.rfind(['(', '[']).map(|at| &text[at..]).or_else(|| Some(text.rsplit_once("  ")?.1));
    let words = WORDS.get_or_init(|| PENDING_IN_TEXT.iter().map(|word| fold(word)).collect());
    first.into_iter().chain(last).any(|piece| {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        !word.is_empty() && word.len() <= WORD_BYTES_MAX && words.contains(fold(word).as_str())
    })
}

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
    fn no_word_says_both_ways() {
        for (some, others) in
            [(OUT, IN), (OUT, NEUTRAL), (IN, NEUTRAL), (PENDING, DONE), (PENDING, FAILED), (DONE, FAILED)]
        {
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
        assert_eq!(state_word("PENDING"), Some(StateWord::Pending));
        assert_eq!(state_word("odrzucona"), Some(StateWord::Failed));
        assert_eq!(state_word("Gebucht"), Some(StateWord::Done));
    }

    #[test]
    fn a_text_is_pending_where_words_apart_from_the_others_say_so() {
        for text in [
            "BIEDRONKA 1417   ZAKUP PRZY UŻYCIU KARTY      transakcja nierozliczona",
            "PENDING - AMAZON MKTPL",
            "Pending: Amazon",
            "[pending] Amazon",
            "Amazon (Pending)",
            "REWE  vorgemerkt",
        ] {
            assert!(is_pending_text(text), "{text}");
        }
        for text in [
            "Hotel Adler (Reservation)",
            "Pending Coffee",
            "Amazon - pending",
            "Patent pending Ltd",
            "",
            "-",
            "Hold: A",
        ] {
            assert!(!is_pending_text(text), "{text}");
        }
        for words in PENDING_HEADINGS {
            assert!(
                heads_pending(words) && heads_pending(&format!("*** {} ***", words.to_uppercase())),
                "{words}"
            );
        }
        for word in PENDING_IN_TEXT {
            assert_eq!(state_word(word), Some(StateWord::Pending), "{word}");
        }
    }

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
