//! Files made to break the reader: no panic, no hang, no row lost without a word.

use proptest::prelude::*;

use super::written::config;
use super::*;
use crate::model::amount::DecimalMark;

fn options() -> ImportOptions {
    ImportOptions::new("EUR".parse().unwrap())
}

/// Reads whatever can be read; returns rows and refused rows.
fn exhaust(bytes: &[u8], options: ImportOptions) -> Result<(usize, usize), ImportError> {
    let _ = sniff(bytes);
    let statement = read_statement(bytes.to_vec(), options)?;
    let (read, refused): (Vec<_>, Vec<_>) = statement.rows().partition(Result::is_ok);
    Ok((read.len(), refused.len()))
}

#[test]
fn a_nul_in_a_cell_harms_that_cell_only() {
    let text = "Date,Description,Amount\n2026-03-01,a\0b,-1.00\n2026-03-02\0,b,-1.00\n\0\n";
    let statement = read_statement(text.as_bytes().to_vec(), options()).unwrap();
    let rows: Vec<_> = statement.rows().collect();
    assert_eq!(rows[0].as_ref().unwrap().draft.description, "ab");
    assert_eq!(rows[1].as_ref().unwrap_err().code, "bad_date");
    assert_eq!(rows.len(), 2, "what is neither a date nor an amount is no row");
}

#[test]
fn long_lines_wide_rows_and_open_quotes_name_their_line() {
    let start = "Date,Description,Amount\n2026-03-01,a,-1.00\n";
    let long = format!("{start}2026-03-02,{},-1.00\n", "x".repeat(10_000_000));
    assert!(matches!(exhaust(long.as_bytes(), options()), Err(ImportError::RecordTooLong { line: 3, .. })));
    let wide = format!("{start}{}\n", ",".repeat(1_000_000));
    assert!(matches!(exhaust(wide.as_bytes(), options()), Err(ImportError::TooManyColumns { line: 3, .. })));
    let quotes = format!("{start}{}", "\"".repeat(999_999));
    assert!(matches!(exhaust(quotes.as_bytes(), options()), Err(ImportError::OpenQuote { line: 3 })));
    let lines = format!("{start}\"{}", "2026-03-02,b,-1.00\n".repeat(100_000));
    assert_eq!(
        exhaust(lines.as_bytes(), options()),
        Ok((100_001, 0)),
        "the quote is text, every row is whole"
    );
    let uneven = format!("{start}\"{}", "2026-03-02,b,c,-1.00\n2026-03-02,b,-1.00\n".repeat(100_000));
    assert!(matches!(exhaust(uneven.as_bytes(), options()), Err(ImportError::RecordTooLong { line: 3, .. })));
}

#[test]
fn texts_beyond_the_limits_are_refused_and_not_cut() {
    let text = format!("Date,Description,Amount\n2026-03-01,{},-1.00\n", "é".repeat(1_001));
    let statement = read_statement(text.into_bytes(), options()).unwrap();
    let error = statement.rows().next().unwrap().unwrap_err();
    assert_eq!((error.line, error.column.as_deref(), error.code), (2, Some("Description"), "bad_rows"));
    assert!(error.message.contains("1001 characters"), "{}", error.message);
    assert!(error.value.chars().count() < 100);
}

#[test]
fn messages_never_carry_what_moves_a_terminal() {
    let text = "Date,\u{1b}]0;x\u{7},Amount\n\u{1b}[2J,a,-1.00\n2026-03-01,a,\u{202e}1\n2026-03-01,b,-1.00\n";
    let statement = read_statement(text.as_bytes().to_vec(), options()).unwrap();
    let errors: Vec<RowError> = statement.rows().filter_map(Result::err).collect();
    assert_eq!(errors.len(), 2);
    for error in errors {
        let shown = format!("{error}{}{}", error.value, error.column.clone().unwrap_or_default());
        assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
    }
    let refused =
        read_statement("\u{1b}[2J;x\n1;2\n".as_bytes().to_vec(), options()).unwrap_err().to_string();
    assert!(!refused.contains('\u{1b}'), "{refused:?}");
}

#[test]
fn json_that_is_cut_foreign_or_deep_is_refused() {
    let refused = |text: &str| read_statement(text.as_bytes().to_vec(), options()).unwrap_err();
    assert!(matches!(
        refused("{\"schema\":1,\"expenses\":[\n{\"id\":"),
        ImportError::BadJson { line: 2, .. }
    ));
    assert_eq!(refused("{\"schema\":2,\"expenses\":[]}"), ImportError::NewerSchema { found: 2, known: 1 });
    assert_eq!(refused("{\n\"transactions\":[]\n}"), ImportError::OtherJson);
    assert_eq!(refused("[{\"date\":\"2026-03-01\"}]"), ImportError::OtherJson);
    assert!(matches!(refused(&"{\"a\":".repeat(100_000)), ImportError::BadJson { .. }));
    assert!(matches!(refused(&"[".repeat(100_000)), ImportError::OtherJson | ImportError::BadJson { .. }));
}

proptest! {
    #![proptest_config(config(512))]

    #[test]
    fn no_bytes_make_the_reader_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = exhaust(&bytes, options());
    }

    #[test]
    fn no_text_that_looks_like_a_statement_makes_the_reader_fall_over(
        text in "[0-9./,;\\-\"'\n\r\t $€()A-Da-d\u{0}\u{e9}]{0,200}",
        map in prop::sample::select(vec!["date=1,amount=2", "date=2,debit=1,credit=3", "amount=1"]),
        told: bool,
    ) {
        let mut options = options();
        options.map = parse_map(map).unwrap();
        if told {
            options.date_format = Some(DateFormat::Dmy);
            options.decimal_mark = Some(DecimalMark::Point);
            options.header = Some(HeaderOption::None);
        }
        let _ = exhaust(text.as_bytes(), options.clone());
        let _ = exhaust(format!("Date,Description,Amount\n{text}").as_bytes(), options);
    }

    #[test]
    fn no_text_that_looks_like_json_makes_the_reader_fall_over(
        text in "[\\[\\]{}\":, \n0-9a-d\\\\]{0,80}",
    ) {
        let _ = exhaust(text.as_bytes(), options());
        let _ = exhaust(format!("{{\"expenses\":[{text}]}}").as_bytes(), options());
        let _ = exhaust(format!("{{\"date\":\"2026-03-01\"}}\n{text}").as_bytes(), options());
    }
}
