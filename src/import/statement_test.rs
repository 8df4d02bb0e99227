//! Statements written for the purpose: what is understood, what is refused, and in which words.

use super::*;
use crate::model::amount::DecimalMark;
use crate::model::expense::Direction;

pub(super) fn options() -> ImportOptions {
    ImportOptions::new("EUR".parse().unwrap())
}

fn mapped(map: &str) -> ImportOptions {
    ImportOptions { map: parse_map(map).unwrap(), ..options() }
}

pub(super) fn read(text: &str, options: ImportOptions) -> Statement {
    read_statement(text.as_bytes().to_vec(), options).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

pub(super) fn refusal(text: &str, options: ImportOptions) -> ImportError {
    match read_statement(text.as_bytes().to_vec(), options) {
        Err(error) => error,
        Ok(statement) => panic!("understood as {:?}", statement.layout()),
    }
}

/// Date, signed amount with currency, and description of every row; what is wrong with the others.
pub(super) fn rows(text: &str, options: ImportOptions) -> Vec<String> {
    let statement = read(text, options);
    let row = |row: Result<Candidate, RowError>| match row {
        Ok(Candidate { draft, .. }) => {
            let sign = match draft.direction {
                Direction::Expense => "-",
                Direction::Income => "+",
                Direction::Transfer => "~",
            };
            format!("{} {sign}{} {}", draft.date, draft.amount, draft.description)
        }
        Err(error) => format!("{} {error}", error.code),
    };
    statement.rows().map(row).collect()
}

#[test]
fn a_header_in_english_says_it_all() {
    let text = "Date,Description,Amount\n2026-03-04,Coffee,-3.40\n2026-03-05,Salary,\"2,500.00\"\n";
    assert_eq!(rows(text, options()), ["2026-03-04 -3.40 EUR Coffee", "2026-03-05 +2500.00 EUR Salary"]);
}

#[test]
fn what_was_understood_can_be_shown() {
    let text = "Account 1\n\nPosting Date;Text;Type;Amount (USD);Balance\n03.04.2026;a;POS;-1,50;0\n13.04.2026;b;POS;-2,50;0\n";
    let statement = read(text, options());
    let layout = statement.layout();
    assert_eq!((layout.delimiter, layout.header_line, layout.encoding), (Some(';'), Some(3), "UTF-8"));
    assert_eq!((&layout.date_format, layout.decimal_mark), (&DateFormat::Dmy, Some(DecimalMark::Comma)));
    assert_eq!(layout.rows, 2);
    let roles: Vec<(usize, &str, Option<Role>)> = layout
        .columns
        .iter()
        .map(|column| (column.index, column.header.as_deref().unwrap(), column.role))
        .collect();
    assert_eq!(
        roles,
        [
            (1, "Posting Date", Some(Role::Date)),
            (2, "Text", Some(Role::Description)),
            (3, "Type", None),
            (4, "Amount (USD)", Some(Role::Amount)),
            (5, "Balance", Some(Role::Balance)),
        ]
    );
    assert_eq!(statement.rows().next().unwrap().unwrap().draft.amount.to_string(), "1.50 USD");
}

#[test]
fn debit_and_credit_columns_carry_the_direction_and_a_turned_sign_turns_it() {
    let text = "Date,Details,Debit,Credit\n2026-03-01,a,10.00,\n2026-03-02,b,,20.00\n2026-03-03,refund,-5.00,\n\
                2026-03-04,c,11.00,0.00\n2026-03-05,both,1.00,2.00\n2026-03-06,none,,\n2026-03-07,zero,0.00,\n";
    assert_eq!(
        rows(text, options()),
        [
            "2026-03-01 -10.00 EUR a",
            "2026-03-02 +20.00 EUR b",
            "2026-03-03 +5.00 EUR refund",
            "2026-03-04 -11.00 EUR c",
            "bad_amount line 6, column Credit: the row has a debit and a credit: only one of them can be",
            "2026-03-07 -0.00 EUR zero",
        ]
    );
}

#[test]
fn a_debit_column_that_is_negative_throughout_is_spending_and_it_is_said() {
    let statement =
        read("Date,Debit,Credit\n2026-03-01,-10.00,\n2026-03-02,-5.00,\n2026-03-03,,1.00\n", options());
    let directions: Vec<Direction> = statement.rows().map(|row| row.unwrap().draft.direction).collect();
    assert_eq!(directions, [Direction::Expense, Direction::Expense, Direction::Income]);
    assert_eq!(statement.layout().notes[0].code, "negative_debits");
}

#[test]
fn words_for_directions_decide_before_signs() {
    let told = "Date,Amount,Direction\n2026-03-01,1.00,DBIT\n2026-03-02,2.00,crdt\n2026-03-03,3.00,Transfer\n\
                2026-03-04,4.00,perhaps\n2026-03-05,-5.00,D\n2026-03-06,0.00,out\n";
    assert_eq!(
        rows(told, options()),
        [
            "2026-03-01 -1.00 EUR ",
            "2026-03-02 +2.00 EUR ",
            "2026-03-03 ~3.00 EUR ",
            "bad_rows line 5, column Direction: `perhaps` is no word for a direction: debit, credit or transfer",
            "bad_amount line 6, column Amount: `-5.00` is marked expense and has the sign of the opposite: correct it in the \
             file, or leave the words unread with --map ignore=COL",
            "2026-03-06 -0.00 EUR ",
        ]
    );
    let signed = "Date,Amount,Dr/Cr\n2026-03-01,-1.00,DR\n2026-03-02,2.00,CR\n";
    assert_eq!(rows(signed, options()), ["2026-03-01 -1.00 EUR ", "2026-03-02 +2.00 EUR "]);
    let beside = "Date,Amount\n2026-03-01,1.00 DR\n2026-03-02,2.00CR\n2026-03-03,-3.00 CR\n";
    let beside = rows(beside, options());
    assert_eq!(beside[..2], ["2026-03-01 -1.00 EUR ", "2026-03-02 +2.00 EUR "]);
    assert!(beside[2].starts_with("bad_amount"), "{}", beside[2]);
}

#[test]
fn a_type_column_is_a_direction_only_if_its_values_are() {
    let mint =
        "Date,Description,Amount,Transaction Type\n2026-03-01,a,1.00,debit\n2026-03-02,b,2.00,credit\n";
    assert_eq!(rows(mint, options()), ["2026-03-01 -1.00 EUR a", "2026-03-02 +2.00 EUR b"]);
    let kinds = "Date,Description,Amount,Type\n2026-03-01,a,-1.00,debit\n2026-03-02,b,2.00,TOPUP\n";
    assert_eq!(rows(kinds, options()), ["2026-03-01 -1.00 EUR a", "2026-03-02 +2.00 EUR b"]);
    let cards = "Date,Description,Amount,Type\n2026-03-01,a,-1.00,debit\n2026-03-02,refund,2.00,debit\n";
    assert_eq!(rows(cards, options()), ["2026-03-01 -1.00 EUR a", "2026-03-02 +2.00 EUR refund"]);
}

#[test]
fn invert_turns_signs_and_not_words() {
    let text = "Date,Amount,\n2026-03-01,1.00,\n2026-03-02,-2.00,\n2026-03-03,3.00,CR\n";
    let inverted = ImportOptions { invert: Some(true), ..mapped("direction=3") };
    assert_eq!(
        rows(text, inverted),
        ["2026-03-01 -1.00 EUR ", "2026-03-02 +2.00 EUR ", "2026-03-03 +3.00 EUR "]
    );
    let positive = "Date,Amount\n2026-03-01,1.00\n2026-03-02,2.00\n";
    let error = refusal(positive, options());
    assert_eq!(
        error.to_string(),
        "`1.00` in line 2 is money in or money out, and nothing in the file decides: say --invert if positive amounts are \
         money spent, --invert=no if they are income"
    );
    assert_eq!(error.candidates(), ["--invert: `1.00` is money spent", "--invert=no: `1.00` is income"]);
    let told = |invert| rows(positive, ImportOptions { invert: Some(invert), ..options() })[0].clone();
    assert_eq!(
        (told(true), told(false)),
        ("2026-03-01 -1.00 EUR ".to_owned(), "2026-03-01 +1.00 EUR ".to_owned())
    );
}

#[test]
fn the_currency_is_the_rows_own_before_what_is_told() {
    let text = "Date,Amount,Currency\n2026-03-01,-1.00,USD\n2026-03-02,-2.00,\n2026-03-03,-3.00,€\n2026-03-04,£-4.00,\n\
                2026-03-05,-5.00,XYZ\n2026-03-06,£-6.00,USD\n2026-03-07,$-7.00,\n2026-03-08,$-8.00,CAD\n2026-03-09,-900,JPY\n";
    let told = ImportOptions { currency: Some("CHF".parse().unwrap()), ..options() };
    assert_eq!(
        rows(text, told),
        [
            "2026-03-01 -1.00 USD ",
            "2026-03-02 -2.00 CHF ",
            "2026-03-03 -3.00 EUR ",
            "2026-03-04 -4.00 GBP ",
            "unknown_currency line 6, column Currency: `XYZ` is not an ISO 4217 currency code",
            "unknown_currency line 7, column Amount: the amount is in GBP, the currency column says another",
            "unknown_currency line 8, column Amount: `$` is the sign of USD, CAD, AUD, NZD, SGD, HKD and others: say which \
             with --currency",
            "2026-03-08 -8.00 CAD ",
            "2026-03-09 -900 JPY ",
        ]
    );
}

#[test]
fn an_ambiguous_decimal_mark_is_refused_with_both_readings_and_the_option_decides() {
    let text = "Date,Amount\n2026-03-01,5\n2026-03-02,-1.234\n2026-03-03,-2.000\n";
    let error = refusal(text, options());
    assert_eq!(
        error.to_string(),
        "`-1.234` in line 3 is 1.234 (too many decimals) with --decimal-mark . and 1234 with --decimal-mark , and no amount \
         of the file decides: say which"
    );
    assert_eq!(error.code(), "ambiguous_amount");
    let comma = ImportOptions { decimal_mark: Some(DecimalMark::Comma), ..options() };
    assert_eq!(rows(text, comma)[1..], ["2026-03-02 -1234.00 EUR ", "2026-03-03 -2000.00 EUR "]);
    let dot = ImportOptions { decimal_mark: Some(DecimalMark::Point), ..options() };
    let dot = rows(text, dot);
    assert_eq!(dot[1], "bad_amount line 3, column Amount: `-1.234` has more decimals than the 2 of EUR");
    assert_eq!(dot[2], "2026-03-03 -2.00 EUR ");
}

#[test]
fn one_row_of_the_column_decides_for_the_others_and_so_does_the_balance() {
    let own = "Date;Amount\n2026-03-01;-1.450\n2026-03-02;-8,67\n";
    assert_eq!(rows(own, options()), ["2026-03-01 -1450.00 EUR ", "2026-03-02 -8.67 EUR "]);
    let balance = "Date;Amount;Balance\n2026-03-01;-1.450;2.500,10\n";
    assert_eq!(rows(balance, options()), ["2026-03-01 -1450.00 EUR "]);
    let yen = "Date,Amount,Currency\n2026-03-01,\"-1,450\",JPY\n";
    assert_eq!(rows(yen, options()), ["2026-03-01 -1450 JPY "]);
}

#[test]
fn marks_that_contradict_each_other_are_refused_and_never_read_as_another_number() {
    let text = "Date;Amount\n2026-03-01;-8.67\n2026-03-02;-8,67\n2026-03-03;-1.450\n";
    let error = refusal(text, options());
    assert!(matches!(error, ImportError::ContradictoryAmounts { .. }), "{error}");
    let dotted = "Date;Amount\n2026-03-01;-8.67\n2026-03-03;-1.450\n";
    assert_eq!(
        rows(dotted, options())[1],
        "ambiguous_amount line 3, column Amount: `-1.450` may be a thousand times what it says, the file uses `.` for \
         decimals: --decimal-mark . if it is right here too"
    );
}

#[test]
fn an_ambiguous_date_is_refused_and_the_option_decides() {
    let text = "Date,Amount\n03/04/2026,-1.00\n";
    assert_eq!(refusal(text, options()).code(), "ambiguous_date");
    let told = |format: &str| ImportOptions { date_format: Some(format.parse().unwrap()), ..options() };
    assert_eq!(rows(text, told("dmy")), ["2026-04-03 -1.00 EUR "]);
    assert_eq!(rows(text, told("mdy")), ["2026-03-04 -1.00 EUR "]);
    assert_eq!(rows(text, told("%d/%m/%Y")), ["2026-04-03 -1.00 EUR "]);
    let wrong = refusal(text, told("ymd"));
    assert_eq!(
        wrong.to_string(),
        "column Date has no dates: line 2 has `03/04/2026` there; say which column has them with --map date=COL, or how they \
         are written with --date-format"
    );
}

#[test]
fn rows_that_cannot_be_read_are_located_and_the_others_are_read() {
    let text = "Date,Description,Amount\n2026-03-01,ok,-1.00\nTotal,,12.00\n2026-03-02,short\n2026-03-03,bad,12..34\n\
                2026-03-04,empty,\n,,\n2026-02-30,no such day,-1.00\n";
    assert_eq!(
        rows(text, options()),
        [
            "2026-03-01 -1.00 EUR ok",
            "bad_rows line 4, column Amount: the row has 2 columns, and none for the amount",
            "bad_amount line 5, column Amount: `12..34` is not a number with the decimal mark `.`",
            "bad_date line 8, column Date: `2026-02-30` is not a date written as ymd",
        ]
    );
}

#[test]
fn blank_rows_are_passed_over_and_counted() {
    let statement = read("Date,Amount\n\n2026-03-01,-1.00\n,\n \t,\n\n2026-03-02,-1.00\n", options());
    let mut rows = statement.rows();
    assert_eq!(rows.by_ref().flatten().count(), 2);
    assert_eq!(rows.counts(), Counts { rows: 2, blank: 4, deleted: 0 });
    assert_eq!(rows.bytes_read(), statement.text_bytes());
    assert_eq!(statement.rows().count(), 2, "the rows can be read again");
}

#[test]
fn a_header_that_is_not_understood_is_shown_with_the_map_that_would_decide() {
    let error = refusal("Konto 1\n\nFoo;Bar;Baz\nlorem;REWE;ipsum\n", options());
    assert_eq!(
        error.to_string(),
        "no line names a date and an amount column; line 3 has 1 `Foo`, 2 `Bar`, 3 `Baz`: say which they are, as in \
         --map date=COL,amount=COL,description=COL, with debit=COL,credit=COL or direction=COL where the file has those"
    );
    let words = "Foo;Bar;Baz\n13.03.2026;REWE;-1,50\n";
    assert_eq!(rows(words, options()), ["2026-03-13 -1.50 EUR REWE"], "the values say it all");
}

#[test]
fn a_map_that_names_no_column_lists_those_there_are() {
    let text = "Date,Amount,Amount2,amount2\n2026-03-01,-1.00,-2.00,-3.00\n";
    assert_eq!(
        refusal(text, mapped("payee=Shop")).to_string(),
        "--map payee=`Shop`: there is no such column; the file has 1 `Date`, 2 `Amount`, 3 `Amount2`, 4 `amount2`"
    );
    assert_eq!(refusal(text, mapped("payee=9")).code(), "not_found");
    assert_eq!(refusal(text, mapped("payee=AMOUNT2")).code(), "ambiguous");
    assert!(rows(text, mapped("amount=Amount2"))[0].contains("2.00"));
    assert!(matches!(refusal(text, mapped("payee=3,note=3")), ImportError::MappedTwice(_)));
    assert!(matches!(refusal(text, mapped("payee=3,payee=4")), ImportError::MappedTwice(_)));
}

#[test]
fn two_columns_of_one_name_are_refused_until_one_is_told() {
    let text = "Date,Amount (EUR),Description,Amount (USD)\n2026-03-01,-1.00,a,-1.10\n";
    let error = refusal(text, options());
    assert_eq!(
        error.to_string(),
        "columns 2, 4 are called `Amount (EUR)`: say which has the amount with --map amount=COL, by number"
    );
    assert_eq!(error.code(), "ambiguous");
    assert_eq!(rows(text, mapped("amount=4")), ["2026-03-01 -1.10 USD a"]);
    assert_eq!(rows(text, mapped("ignore=4")), ["2026-03-01 -1.00 EUR a"]);
}

#[test]
fn columns_are_told_by_number_with_a_header_above_or_without() {
    let foreign = "Buchung;Wer;Betrag\n2026-03-01;REWE;-1,50\n";
    let statement = read(foreign, mapped("date=1,amount=3,payee=2"));
    assert_eq!(statement.layout().header_line, Some(1));
    assert_eq!(statement.layout().columns[0].header.as_deref(), Some("Buchung"));
    let bare = "2026-03-01;REWE;-1,50\n2026-03-02;REWE;-2,50\n";
    assert_eq!(rows(bare, mapped("date=1,amount=3,payee=2")).len(), 2);
    let told = ImportOptions { header: Some(HeaderOption::None), ..mapped("date=1,amount=3") };
    assert_eq!(rows(bare, told).len(), 2);
    let skipped = ImportOptions { skip_lines: 1, ..mapped("date=1,amount=3") };
    assert_eq!(rows(bare, skipped), ["2026-03-02 -2.50 EUR REWE"]);
    let beyond = ImportOptions { skip_lines: 9, ..mapped("date=1,amount=3") };
    assert_eq!(refusal(bare, beyond), ImportError::NoLine { line: 10 });
}

#[test]
fn texts_are_cleaned_and_a_description_is_taken_from_the_payee_where_there_is_none() {
    let text = "Date,Amount,Payee,Description,Memo,Category\n\
                2026-03-01,-1.00,  REWE\u{202e}  MARKT ,,,Food\n2026-03-02,-1.00,,\u{1b}[31mred,a note,\n";
    let statement = read(text, options());
    let drafts: Vec<_> = statement.rows().map(|row| row.unwrap().draft).collect();
    assert_eq!(drafts[0].payee.as_deref(), Some("REWE MARKT"));
    assert_eq!(drafts[0].description, "REWE MARKT");
    assert_eq!(drafts[0].category.as_deref(), Some("Food"));
    assert_eq!(drafts[1].description, "[31mred");
    assert_eq!((drafts[1].payee.as_deref(), drafts[1].note.as_deref()), (None, Some("a note")));
}

#[test]
fn defaults_fill_gaps_and_are_no_part_of_the_identity() {
    let text = "Date,Amount,Payee,Category\n2026-03-01,-1.00,REWE,\n2026-03-02,-1.00,REWE,Food\n";
    let filled = ImportOptions {
        category: Some("misc".to_owned()),
        method: Some("Card".to_owned()),
        tags: vec!["bank".to_owned()],
        ..options()
    };
    let (plain, filled) = (read(text, options()), read(text, filled));
    let (plain, filled): (Vec<_>, Vec<_>) =
        (plain.rows().map(Result::unwrap).collect(), filled.rows().map(Result::unwrap).collect());
    assert_eq!(filled[0].draft.category.as_deref(), Some("misc"));
    assert_eq!(filled[1].draft.category.as_deref(), Some("Food"));
    assert_eq!((filled[0].draft.method.as_deref(), filled[0].draft.tags.len()), (Some("Card"), 1));
    assert_eq!(plain[0].identity, filled[0].identity);
    assert_ne!(plain[0].identity, plain[1].identity);
}

#[test]
fn the_same_row_has_the_same_identity_in_another_layout() {
    let one = "Date,Amount,Description,Balance\n2026-03-01,-1234.50,Rent  March,100.00\n";
    let two = "Balance;Description;Date;Debit;Credit\n5,00;Rent March;01.03.2026;1.234,50;\n7,00;x;13.03.2026;1,00;\n";
    let first = |text| read(text, options()).rows().next().unwrap().unwrap().identity;
    assert_eq!(first(one), first(two));
}

#[test]
fn a_quote_that_takes_in_the_rows_after_it_is_text_where_every_row_is_whole_without_it_and_refused_else() {
    let text = "Date,Description,Amount\n2026-03-01,\"Bob's,-1.00\n2026-03-02,b,-2.00\n2026-03-03,c\",-3.00\n2026-03-04,d,-4.00\n";
    let whole = read(text, options());
    assert_eq!((whole.rows().flatten().count(), whole.layout().notes[0].code), (4, "broken_quotes"));
    let text = format!("{text}2026-03-05,\"e, f\",-5.00\n");
    let rows = rows(&text, options());
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert_eq!(
        rows[0],
        "bad_rows line 2, column 2: a quote opened in this row takes in the rows after it: close it in the file"
    );
    let one = "Date,Description,Amount\n2026-03-01,\"Bob's,-1.00\n2026-03-02,b\",-2.00\n2026-03-03,\"c, d\",-3.00\n";
    assert!(self::rows(one, options())[0].starts_with("bad_rows line 2, column 2: a quote"));
    let address = "Date,Description,Amount\n2026-03-01,\"12 Main St\nSpringfield, IL, USA\",-1.00\n";
    assert_eq!(self::rows(address, options()).len(), 1);
    assert!(self::rows(address, options())[0].ends_with("12 Main St Springfield, IL, USA"));
    let fine = "Date,Description,Amount\n2026-03-01,\"two\nlines, really\",-1.00\n";
    assert_eq!(self::rows(fine, options()), ["2026-03-01 -1.00 EUR two lines, really"]);
}

#[test]
fn encodings_are_recognised_told_and_reported() {
    let text = "Date;Payee;Amount\n2026-03-01;Café;-1,50\n";
    let payee = |bytes: Vec<u8>, options: ImportOptions| {
        let statement = read_statement(bytes, options).unwrap();
        let payee = statement.rows().next().unwrap().unwrap().draft.payee;
        (payee.unwrap(), statement.layout().encoding, statement.layout().notes.len())
    };
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
    assert_eq!(payee(latin.clone(), options()), ("Café".to_owned(), "windows-1252", 1));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(payee(utf16, options()), ("Café".to_owned(), "UTF-16LE", 0));
    let told = ImportOptions { encoding: Some(encoding_rs::ISO_8859_2), ..options() };
    assert_eq!(payee(latin, told), ("Café".to_owned(), "ISO-8859-2", 0));
}

#[test]
fn files_without_rows_say_why() {
    assert_eq!(refusal("", options()), ImportError::Empty);
    assert_eq!(refusal("\u{feff} \n\n", options()), ImportError::Empty);
    let header_only = read("Date,Amount\n", options());
    assert_eq!((header_only.rows().count(), header_only.layout().notes[0].code), (0, "no_rows"));
    let no_dates = refusal("Date,Amount\nyesterday,1.00\n", options());
    assert!(matches!(no_dates, ImportError::NoDates { line: 2, .. }), "{no_dates}");
    let no_amounts = refusal("Date,Amount\n2026-03-01,much\n", options());
    assert!(matches!(no_amounts, ImportError::NoAmounts { line: 2, .. }), "{no_amounts}");
}
