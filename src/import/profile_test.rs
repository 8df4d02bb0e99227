//! What is remembered of a statement, and what a file may say against it.

use super::*;
use crate::model::amount::DecimalMark;
use crate::model::expense::Direction;

fn options() -> ImportOptions {
    ImportOptions::new("EUR".parse().unwrap())
}

fn read(text: &str, options: ImportOptions) -> Result<Statement, ImportError> {
    read_statement(text.as_bytes().to_vec(), options)
}

/// What is remembered of a file read with these options.
fn learnt(text: &str, options: ImportOptions) -> LayoutProfile {
    LayoutProfile::of(&read(text, options).unwrap(), None).unwrap()
}

/// The next file of the layout, read with what is remembered.
fn next(text: &str, profile: &LayoutProfile) -> Result<Statement, ImportError> {
    assert!(fits(text.as_bytes(), profile), "{text}");
    let mut options = options();
    profile.apply("card", &mut options);
    read(text, options)
}

fn fits(bytes: &[u8], profile: &LayoutProfile) -> bool {
    fingerprints(bytes, &profile.to_recognise(&options())).contains(&profile.fingerprint.unwrap())
}

/// Date, direction and minor units of each row.
fn rows(statement: &Statement) -> Vec<(String, Direction, i64)> {
    let rows = statement.rows().map(Result::unwrap);
    rows.map(|row| (row.draft.date.to_string(), row.draft.direction, row.draft.amount.minor)).collect()
}

fn told(change: impl FnOnce(&mut ImportOptions)) -> ImportOptions {
    let mut options = options();
    change(&mut options);
    options
}

#[test]
fn what_was_told_once_answers_the_same_question_of_the_next_file() {
    let dates = "Date;Text;Amount\n03/04/2026;a;-5.00\n";
    let profile = learnt(dates, told(|o| o.date_format = Some(DateFormat::Dmy)));
    let statement = next("Date;Text;Amount\n05/06/2026;b;-6.00\n", &profile).unwrap();
    assert_eq!(rows(&statement), [("2026-06-05".to_owned(), Direction::Expense, 600)]);
    let marks = "Date;Text;Amount\n2026-04-03;a;-1.234\n";
    let profile = learnt(marks, told(|o| o.decimal_mark = Some(DecimalMark::Comma)));
    let statement = next("Date;Text;Amount\n2026-04-04;a;-2.345\n", &profile).unwrap();
    assert_eq!(rows(&statement)[0].2, 234_500);
    let signs = "Date;Text;Amount\n2026-04-03;a;5.00\n";
    let profile = learnt(signs, told(|o| o.invert = Some(true)));
    let statement = next("Date;Text;Amount\n2026-04-04;b;7.00\n", &profile).unwrap();
    assert_eq!(rows(&statement)[0].1, Direction::Expense);
    let columns = "Date;Text;A;B\n2026-04-03;a;-5.00;1.00\n2026-04-04;a;-6.00;2.00\n";
    assert!(matches!(read(columns, options()), Err(ImportError::AmbiguousAmountColumn { .. })));
    let profile = learnt(columns, told(|o| o.map = parse_map("amount=A").unwrap()));
    assert_eq!(rows(&next(columns, &profile).unwrap())[0].2, 500);
}

#[test]
fn what_one_file_proved_answers_the_question_of_the_next() {
    let profile = learnt("Date;Text;Amount\n25/04/2026;a;-1.234,50\n", options());
    assert_eq!(
        (profile.date_format.clone(), profile.decimal_mark, profile.spending),
        (Some(DateFormat::Dmy), Some(DecimalMark::Comma), Some(Sign::Negative))
    );
    let statement = next("Date;Text;Amount\n03/04/2026;a;1.234\n", &profile).unwrap();
    assert_eq!(rows(&statement), [("2026-04-03".to_owned(), Direction::Income, 123_400)]);
    assert_eq!(statement.layout().sign_reason, Some("the profile says so"));
}

#[test]
fn what_the_file_shows_goes_before_what_is_remembered_and_stops_it() {
    let profile = learnt(
        "Date;Text;Amount\n03/04/2026;a;-1.234\n",
        told(|o| {
            o.date_format = Some(DateFormat::Dmy);
            o.decimal_mark = Some(DecimalMark::Comma);
        }),
    );
    let against = |text: &str| match next(text, &profile) {
        Err(error @ ImportError::AgainstProfile { .. }) => error.to_string(),
        other => panic!("{text}: {other:?}"),
    };
    let dates = against("Date;Text;Amount\n03/04/2026;a;-1.234\n04/13/2026;b;-2.345\n");
    assert!(
        dates.contains("`card`")
            && dates.contains("`04/13/2026` in line 3")
            && dates.contains("--date-format mdy"),
        "{dates}"
    );
    let marks = against("Date;Text;Amount\n03/04/2026;a;-1.234\n03/04/2026;b;-2.34\n");
    assert!(marks.contains("`-2.34` in line 3") && marks.contains("--decimal-mark ."), "{marks}");
    assert!(matches!(
        next("Date;Text;Amount\n13/04/2026;a;-1\n04/13/2026;b;-2\n", &profile),
        Err(ImportError::ContradictoryDates { .. })
    ));
}

#[test]
fn a_balance_that_says_the_opposite_of_a_remembered_sign_stops_it() {
    let file = |rows: &str| format!("Date;Text;Amount;Balance\n{rows}");
    let open = file("2026-04-03;a;5.00;\n");
    let profile = learnt(&open, told(|o| o.invert = Some(true)));
    let rises = file("2026-04-04;a;5.00;105.00\n2026-04-05;b;7.00;112.00\n2026-04-06;c;8.00;120.00\n");
    let error = next(&rises, &profile).unwrap_err();
    assert!(matches!(error, ImportError::AgainstProfile { .. }), "{error}");
    assert!(error.to_string().contains("--invert=no"), "{error}");
    let falls = file("2026-04-04;a;5.00;95.00\n2026-04-05;b;7.00;88.00\n2026-04-06;c;8.00;80.00\n");
    assert!(next(&falls, &profile).is_ok());
    // A debt grows by what is spent: said against the balance once, it is not asked again.
    let profile = learnt(&rises, told(|o| o.invert = Some(true)));
    assert!(profile.against_proof);
    assert_eq!(rows(&next(&rises, &profile).unwrap())[0].1, Direction::Expense);
}

#[test]
fn amounts_that_are_all_below_zero_are_no_money_spent_where_positive_ones_are() {
    let profile = learnt("Date;Text;Amount\n2026-04-03;a;5.00\n", told(|o| o.invert = Some(true)));
    let statement = "Date;Text;Amount\n2026-04-04;a;-5.00\n2026-04-05;b;-7.00\n";
    assert!(matches!(next(statement, &profile), Err(ImportError::AgainstProfile { .. })));
    let payment = "Date;Text;Amount\n2026-04-04;a;-5.00\n2026-04-05;b;7.00\n";
    assert_eq!(rows(&next(payment, &profile).unwrap())[0].1, Direction::Income);
}

#[test]
fn a_date_above_the_rows_that_says_another_order_than_the_profile_stops_it() {
    let profile = learnt("Date,Text,Amount\n13/02/2026,Shop,-10.00\n", told(|_| {}));
    let file = "Statement 03/01/2026 to 03/31/2026,,\nDate,Text,Amount\n03/04/2026,Shop,-10.00\n";
    let error = next(file, &profile).unwrap_err();
    assert!(matches!(error, ImportError::AgainstProfile { .. }), "{error}");
    assert!(error.to_string().contains("`03/31/2026` in line 1 is written mdy"), "{error}");
}

#[test]
fn a_pattern_that_is_remembered_has_to_fit_every_date() {
    let pattern: DateFormat = "%d/%m/%Y".parse().unwrap();
    let profile = learnt("Date;Text;Amount\n03/04/2026;a;-5.00\n", told(|o| o.date_format = Some(pattern)));
    assert!(next("Date;Text;Amount\n05/06/2026;a;-5.00\n", &profile).is_ok());
    let error = next("Date;Text;Amount\n05/06/2026;a;-5.00\n04/13/2026;b;-5.00\n", &profile).unwrap_err();
    assert!(error.to_string().contains("`04/13/2026` in line 3"), "{error}");
}

#[test]
fn a_layout_is_known_by_its_header_whatever_stands_above_and_below() {
    let profile = learnt("Account 12\n\nDate;Text;Amount\n2026-04-03;a;-5.00\n", options());
    for same in [
        "Date;Text;Amount\n2026-05-03;b;-6.00\n",
        "Account 13\nPeriod;05\n\n\nDate;Text;Amount\r\n2026-05-03;\"x;y\";-6.00\r\n",
        "\u{feff}Date;Text;Amount\n",
    ] {
        assert!(fits(same.as_bytes(), &profile), "{same:?}");
    }
    for other in [
        "Date,Text,Amount\n2026-05-03,b,-6.00\n",
        "Date;Amount;Text\n2026-05-03;-6.00;b\n",
        "Date;Text;Amount;Balance\n2026-05-03;b;-6.00;1.00\n",
        "2026-05-03;b;-6.00\n",
        "",
    ] {
        assert!(!fits(other.as_bytes(), &profile), "{other:?}");
    }
    let refused = "Date;Text;Amount;refused because\n2026-05-03;b;-6.00;no reason\n";
    assert!(fits(refused.as_bytes(), &profile), "mended rows are of the same layout");
}

#[test]
fn a_told_encoding_is_tried_to_recognise_the_header() {
    let file = b"Date;B\xb6d\xbc;Amount\n2026-04-03;a;-5.00\n";
    let mut options = options();
    options.encoding = Some(parse_encoding("iso-8859-2").unwrap());
    let statement = read_statement(file.to_vec(), options).unwrap();
    let profile = LayoutProfile::of(&statement, None).unwrap();
    assert!(fits(file, &profile));
    let utf16: Vec<u8> = "\u{feff}Date;Text;Amount\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let plain = learnt("Date;Text;Amount\n2026-04-03;a;-5.00\n", told(|_| {}));
    assert!(fits(&utf16, &plain), "the encoding is no part of the layout");
}

#[test]
fn a_layout_whose_quotes_were_read_as_text_is_known_again() {
    // What opens in the names closes below them, so that the cells are even only where quotes are text.
    let file = "\"Date\",\"Text\",\"Gross,\"Net\":\n/\tused\",14.50,,USD\n04/13/2026,Refund,,$20.00,USD\n";
    let profile = learnt(file, told(|o| o.invert = Some(false)));
    assert_eq!(rows(&next(file, &profile).unwrap()), [("2026-04-13".to_owned(), Direction::Income, 2_000)]);
    // Its name is another one where quotes hold cells together.
    let file = "\"Date\",\"Text\",\"Debit\",\"Credit\",\"Currency\"used\",14.50,,USD\n04/13/2026,Refund,,$20.00,USD\n";
    let profile = learnt(file, told(|_| {}));
    assert_eq!(rows(&next(file, &profile).unwrap()), [("2026-04-13".to_owned(), Direction::Income, 2_000)]);
}

#[test]
fn of_two_headers_with_the_same_names_the_one_above_rows_is_the_header_again() {
    let file = "Date;Text;Payee;\nCards;;;\nDate;Text;Payee;\n2026-04-03;a;b;-5.00\n";
    let profile = learnt(file, told(|_| {}));
    let statement = next(file, &profile).unwrap();
    assert_eq!((statement.layout().header_line, rows(&statement).len()), (Some(3), 1));
}

#[test]
fn a_file_without_a_header_is_known_by_its_columns() {
    let profile = learnt(
        "03/04/2026;Bread;5.00\n04/04/2026;Butter;6.00\n",
        told(|o| {
            o.invert = Some(true);
            o.date_format = Some(DateFormat::Dmy);
        }),
    );
    let statement = next("05/04/2026;Milk;7.00\n06/04/2026;Eggs;8.00\n", &profile).unwrap();
    assert_eq!(rows(&statement)[0], ("2026-04-05".to_owned(), Direction::Expense, 700));
    assert!(!fits(b"05/04/2026;7.00;c\n", &profile));
}

#[test]
fn lines_left_out_and_columns_left_unread_are_remembered() {
    let file = "x;y;z\nDate;Text;Amount;Memo\n2026-04-03;a;-5.00;private\n";
    let profile = learnt(
        file,
        told(|o| {
            o.skip_lines = 1;
            o.map = parse_map("ignore=Memo").unwrap();
        }),
    );
    let statement = next(file, &profile).unwrap();
    assert_eq!(statement.rows().next().unwrap().unwrap().draft.note, None);
    assert_eq!(statement.layout().columns[3].role, None);
}

#[test]
fn what_is_told_goes_before_what_is_remembered() {
    let file = "Date;Text;Amount\n03/04/2026;a;5.00\n";
    let both = |o: &mut ImportOptions| {
        o.date_format = Some(DateFormat::Dmy);
        o.invert = Some(true);
    };
    let profile = learnt(file, told(both));
    let mut other = told(|o| {
        o.date_format = Some(DateFormat::Mdy);
        o.invert = Some(false);
    });
    profile.apply("card", &mut other);
    let statement = read(file, other).unwrap();
    assert_eq!(rows(&statement), [("2026-03-04".to_owned(), Direction::Income, 500)]);
    let after = LayoutProfile::of(&statement, None).unwrap();
    assert_eq!((after.date_format, after.invert), (Some(DateFormat::Mdy), Some(false)));
    // Another column for the amount stands for all columns of amounts.
    let pair = "Date;Text;Debit;Credit;Sum\n2026-04-03;a;5.00;;-5.00\n2026-04-04;a;;6.00;6.00\n";
    let profile = learnt(pair, options());
    let mut other = told(|o| o.map = parse_map("amount=Sum").unwrap());
    profile.apply("card", &mut other);
    assert_eq!(rows(&read(pair, other).unwrap())[1].1, Direction::Income);
}

#[test]
fn a_column_that_a_profile_names_and_the_file_has_not_is_an_error_that_names_both() {
    let profile = learnt("Date;Text;Amount\n2026-04-03;a;-5.00\n", options());
    let mut other = options();
    profile.apply("card", &mut other);
    let error = read("Datum;Text;Betrag\n2026-04-03;a;-5.00\n", other).unwrap_err();
    assert!(matches!(error, ImportError::ProfileColumn { .. }), "{error}");
    assert!(error.to_string().contains("`card`") && error.to_string().contains("--no-profile"), "{error}");
}

#[test]
fn a_file_without_rows_and_one_of_our_own_teach_nothing() {
    let statement = read("Date;Text;Amount\n", options()).unwrap();
    assert_eq!(LayoutProfile::of(&statement, None), None);
    let own = read("{\"schema\":1,\"expenses\":[]}", options()).unwrap();
    assert_eq!(LayoutProfile::of(&own, None), None);
}
