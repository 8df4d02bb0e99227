//! Names of months and weekdays.
//!
//! Owns the tables. A name may be cut to its first three letters or more where no other month of any language begins so.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::fold;

/// The names of the months by language, January first; several forms of one month are separated by a space.
const MONTHS: [[&str; 12]; 25] = [
    ["january", "february", "march", "april", "may", "june", "july", "august", "september sept", "october", "november", "december"],
    ["januar jänner", "februar feber", "märz maerz mrz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"],
    ["janvier janv", "février févr fevr", "mars", "avril avr", "mai", "juin", "juillet juil", "août aout", "septembre sept", "octobre", "novembre", "décembre"],
    ["enero ene", "febrero", "marzo", "abril abr", "mayo", "junio", "julio", "agosto ago", "septiembre setiembre", "octubre", "noviembre", "diciembre dic"],
    ["janeiro", "fevereiro fev", "março", "abril abr", "maio", "junho", "julho", "agosto ago", "setembro set", "outubro out", "novembro", "dezembro dez"],
    ["gennaio gen", "febbraio", "marzo", "aprile", "maggio mag", "giugno giu", "luglio lug", "agosto ago", "settembre set", "ottobre ott", "novembre", "dicembre dic"],
    ["januari", "februari", "maart mrt", "april", "mei", "juni", "juli", "augustus", "september", "oktober okt", "november", "december"],
    ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober okt", "november", "december"],
    ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"],
    ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember des"],
    ["tammikuu tammikuuta tammi", "helmikuu helmikuuta helmi", "maaliskuu maaliskuuta maalis", "huhtikuu huhtikuuta huhti", "toukokuu toukokuuta touko", "kesäkuu kesäkuuta kesä", "heinäkuu heinäkuuta heinä", "elokuu elokuuta elo", "syyskuu syyskuuta syys", "lokakuu lokakuuta loka", "marraskuu marraskuuta marras", "joulukuu joulukuuta joulu"],
    ["styczeń stycznia sty", "luty lutego lut", "marzec marca mar", "kwiecień kwietnia kwi", "maj maja", "czerwiec czerwca cze", "lipiec lipca lip", "sierpień sierpnia sie", "wrzesień września wrz", "październik października paź", "listopad listopada lis", "grudzień grudnia gru"],
    ["leden ledna led", "únor února úno", "březen března bře", "duben dubna dub", "květen května kvě", "červen června", "červenec července", "srpen srpna srp", "září zář", "říjen října říj", "listopad listopadu lis", "prosinec prosince pro"],
    ["január januára", "február februára", "marec marca", "apríl apríla", "máj mája", "jún júna", "júl júla", "august augusta", "september septembra", "október októbra", "november novembra", "december decembra"],
    ["január", "február febr", "március márc", "április ápr", "május", "június", "július", "augusztus", "szeptember szept", "október", "november", "december"],
    ["ianuarie ian", "februarie", "martie", "aprilie", "mai", "iunie iun", "iulie iul", "august", "septembrie", "octombrie", "noiembrie noi", "decembrie"],
    ["ocak oca", "şubat şub", "mart", "nisan nis", "mayıs", "haziran haz", "temmuz tem", "ağustos ağu", "eylül eyl", "ekim eki", "kasım kas", "aralık ara"],
    ["январь января янв", "февраль февраля фев", "март марта мар", "апрель апреля апр", "май мая", "июнь июня июн", "июль июля июл", "август августа авг", "сентябрь сентября сен сент", "октябрь октября окт", "ноябрь ноября ноя нояб", "декабрь декабря дек"],
    ["січень січня січ", "лютий лютого лют", "березень березня бер", "квітень квітня кві", "травень травня тра", "червень червня чер", "липень липня лип", "серпень серпня сер", "вересень вересня вер", "жовтень жовтня жов", "листопад листопада лис", "грудень грудня гру"],
    ["ιανουάριος ιανουαρίου ιαν", "φεβρουάριος φεβρουαρίου φεβ", "μάρτιος μαρτίου μαρ", "απρίλιος απριλίου απρ", "μάιος μαΐου μαι", "ιούνιος ιουνίου ιουν", "ιούλιος ιουλίου ιουλ", "αύγουστος αυγούστου αυγ", "σεπτέμβριος σεπτεμβρίου σεπ", "οκτώβριος οκτωβρίου οκτ", "νοέμβριος νοεμβρίου νοε", "δεκέμβριος δεκεμβρίου δεκ"],
    ["januari", "februari peb", "maret", "april", "mei", "juni", "juli", "agustus agu agt", "september", "oktober", "november nop", "desember des"],
    ["يناير", "فبراير", "مارس", "أبريل ابريل إبريل", "مايو", "يونيو يونيه", "يوليو يوليه", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
    ["ינואר", "פברואר", "מרץ מרס", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"],
    ["gener", "febrer", "març", "abril", "maig", "juny", "juliol", "agost", "setembre", "octubre", "novembre", "desembre"],
    ["jaanuar", "veebruar", "märts", "aprill", "mai", "juuni", "juuli", "august", "september", "oktoober", "november", "detsember"],
];

/// The names of weekdays by language and the short forms in use.
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thur", "thurs",
    "fri", "sat", "sun", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "mo", "di", "mi", "do",
    "fr", "sa", "so", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lun", "mar", "mer", "jeu", "ven", "sam",
    "dim", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "mié", "jue", "vie", "sáb", "dom", "segunda", "terça",
    "quarta", "quinta", "sexta", "seg", "ter", "qua", "qui", "sex", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato",
    "domenica", "gio", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "ma", "wo", "vr", "za", "zo", "måndag",
    "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "mån", "tis", "ons", "tor", "fre", "lör", "sön", "mandag", "tirsdag",
    "lørdag", "søndag", "man", "tir", "lør", "søn", "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai",
    "ti", "ke", "to", "pe", "la", "su", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela", "pon", "wt", "śr",
    "czw", "pt", "sob", "niedz", "pondělí", "úterý", "středa", "čtvrtek", "pátek", "neděle", "po", "út", "st", "čt", "pá", "ne", "pondelok",
    "utorok", "streda", "štvrtok", "piatok", "nedeľa", "hétfő", "kedd", "szerda", "csütörtök", "péntek", "szombat", "vasárnap", "luni",
    "marți", "miercuri", "joi", "vineri", "sâmbătă", "duminică", "pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar",
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "понеділок",
    "вівторок", "середа", "п'ятниця", "субота", "неділя", "нд", "δευτέρα", "τρίτη", "τετάρτη", "πέμπτη", "παρασκευή", "σάββατο", "κυριακή",
    "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu",
];

/// The months by every name, and by every beginning of three letters or more that only one month has.
fn months() -> &'static FxHashMap<String, Option<u32>> {
    static MONTHS_BY_NAME: OnceLock<FxHashMap<String, Option<u32>>> = OnceLock::new();
    MONTHS_BY_NAME.get_or_init(|| {
        let forms = || {
            let languages = MONTHS.iter();
            languages.flat_map(|names| (1_u32..).zip(names).flat_map(|(month, forms)| forms.split(' ').map(move |form| (month, fold(form)))))
        };
        let mut by_name: FxHashMap<String, Option<u32>> = FxHashMap::default();
        for (month, form) in forms() {
            for (at, c) in form.char_indices().skip(2) {
                let start = &form[..at + c.len_utf8()];
                let entry = by_name.entry(start.to_owned()).or_insert(Some(month));
                if *entry != Some(month) {
                    *entry = None;
                }
            }
        }
        // English abbreviations are what programs write whatever the language.
        for (month, name) in (1_u32..).zip(MONTHS[0]) {
            by_name.insert(name[..3].to_owned(), Some(month));
        }
        // A form that is listed means itself, also where another month begins with it.
        for (month, form) in forms() {
            by_name.insert(form, Some(month));
        }
        by_name
    })
}

/// The number of a month, 1 to 12, by its name or the start of it; case and accents do not matter.
pub(in crate::import) fn month_of(word: &str) -> Option<u32> {
    months().get(fold(word).as_str()).copied().flatten()
}

/// Whether a word names a day of the week.
pub(in crate::import) fn is_weekday(word: &str) -> bool {
    static DAYS: OnceLock<FxHashMap<String, ()>> = OnceLock::new();
    let days = DAYS.get_or_init(|| WEEKDAYS.iter().map(|day| (fold(day), ())).collect());
    days.contains_key(fold(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_name_and_by_what_only_they_begin_with() {
        for (word, month) in [
            ("March", 3), ("Mär", 3), ("mrt", 3), ("MAI", 5), ("févr", 2), ("ago", 8), ("dez", 12), ("sty", 1), ("července", 7),
            ("июня", 6), ("Ιουλ", 7), ("Oca", 1), ("kesä", 6), ("październik", 10), ("dic", 12), ("يونيو", 6), ("set", 9), ("Agu", 8), ("jun", 6),
        ] {
            assert_eq!(month_of(word), Some(month), "{word}");
        }
        for word in ["ju", "jui", "čer", "xyz", "m"] {
            assert_eq!(month_of(word), None, "{word}");
        }
    }

    #[test]
    fn no_form_of_a_month_is_listed_under_two() {
        let mut seen: FxHashMap<String, u32> = FxHashMap::default();
        for names in MONTHS {
            for (month, forms) in (1_u32..).zip(names) {
                for form in forms.split(' ') {
                    let before = seen.insert(fold(form), month).unwrap_or(month);
                    assert_eq!(before, month, "{form}");
                }
            }
        }
    }
}
