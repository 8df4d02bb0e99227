//! Statements in layouts that between them have every property, and random ledgers in random layouts.
//!
//! A statement is imported as it was written, or refused with a question whose right answer imports it as it was written.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::written::{Columns, Encoded, LedgerRow, Money, Names, Spec, config};

use Columns::{Amount, Pair, Words};
use Encoded::{Marked, Utf8, Utf16, Windows1252};
use Money::{Beside, Column, Untold};
use Names::{English, French, German, TwoLines};

#[allow(clippy::too_many_arguments, clippy::fn_params_excessive_bools)]
const fn spec(
    encoding: Encoded,
    (delimiter, mark): (char, char),
    (names, preamble): (Names, bool),
    (order, date_mark): (&'static str, char),
    (positive_spends, columns): (bool, Columns),
    money: Money,
    [all_quoted, ragged, state, balance]: [bool; 4],
) -> Spec {
    Spec {
        encoding,
        delimiter,
        mark,
        names,
        preamble,
        order,
        date_mark,
        positive_spends,
        columns,
        money,
        all_quoted,
        ragged,
        state,
        balance,
    }
}

const YES: bool = true;
const NO: bool = false;

/// Encoding, delimiter and decimal mark, header and preamble, date, sign and columns, currency, then: all cells quoted,
/// ragged rows, a state, a balance.
const MATRIX: [Spec; 14] = [
    spec(Utf8, (',', '.'), (English, NO), ("dmy", '/'), (NO, Amount), Untold, [NO, NO, NO, YES]),
    spec(Marked, (';', ','), (German, YES), ("dmy", '.'), (YES, Words), Column, [YES, NO, YES, NO]),
    spec(Utf16, ('\t', '.'), (French, NO), ("dmy", '-'), (YES, Pair), Beside, [NO, YES, NO, YES]),
    spec(Windows1252, ('|', ','), (TwoLines, NO), ("mdy", '/'), (NO, Pair), Column, [NO, NO, YES, NO]),
    spec(Utf8, (',', ','), (Names::None, NO), ("mdy", '.'), (NO, Words), Untold, [NO, YES, NO, NO]),
    spec(Marked, (';', '.'), (English, YES), ("mdy", '-'), (YES, Amount), Beside, [YES, NO, NO, YES]),
    spec(Utf16, ('\t', ','), (German, NO), ("ymd", '/'), (NO, Amount), Column, [NO, NO, YES, NO]),
    spec(Windows1252, ('|', '.'), (French, YES), ("ymd", '.'), (YES, Words), Untold, [NO, YES, NO, YES]),
    spec(Utf8, (',', '.'), (TwoLines, YES), ("ymd", '-'), (YES, Pair), Beside, [YES, NO, NO, NO]),
    spec(Marked, (';', ','), (Names::None, YES), ("dmy", '.'), (NO, Amount), Column, [NO, NO, NO, YES]),
    spec(Utf16, ('\t', '.'), (English, NO), ("ymd", '-'), (NO, Words), Untold, [NO, YES, YES, NO]),
    spec(Windows1252, ('|', ','), (German, YES), ("dmy", '/'), (NO, Pair), Beside, [YES, NO, NO, YES]),
    spec(Utf8, (',', '.'), (Names::None, NO), ("mdy", '/'), (YES, Pair), Column, [NO, NO, NO, YES]),
    spec(Utf8, (';', '.'), (TwoLines, NO), ("mdy", '-'), (YES, Amount), Untold, [NO, NO, YES, NO]),
];

fn ledger() -> Vec<LedgerRow> {
    let row = |month, day, minor, text: &str| {
        (NaiveDate::from_ymd_opt(2026, month, day).unwrap(), minor, text.to_owned())
    };
    vec![
        row(3, 2, -1_250, "Café du Marché"),
        row(3, 4, -98_765, "Rent, March"),
        row(3, 4, 250_000, "Salary"),
        row(3, 17, -399, "Bread \"rye\""),
        row(3, 28, -399, "Bread \"rye\""),
        row(4, 1, 1_050, "Refund"),
    ]
}

#[test]
fn every_statement_of_the_matrix_is_read_as_it_was_written() {
    for spec in MATRIX {
        let read =
            spec.read(&spec.write(&ledger()), &ledger()).unwrap_or_else(|error| panic!("{error}\n{spec:?}"));
        assert_eq!(read.0, ledger(), "{spec:?}");
        assert!(read.1 <= 1, "{} questions: {spec:?}", read.1);
    }
}

#[test]
fn every_value_of_the_matrix_is_in_three_statements_and_every_pair_in_one() {
    fn at_least<T: PartialEq + std::fmt::Debug>(times: usize, values: &[T], of: impl Fn(&Spec) -> T) {
        for value in values {
            let found = MATRIX.iter().filter(|spec| of(spec) == *value).count();
            assert!(found >= times, "{value:?} is in {found}");
        }
    }
    fn pairs<A: Copy, B: Copy>(left: &[A], right: &[B]) -> Vec<(A, B)> {
        left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b))).collect()
    }
    let (delimiters, marks) = ([',', ';', '\t', '|'], ['.', ',']);
    let headers = [English, German, French, TwoLines, Names::None];
    let (orders, date_marks) = (["dmy", "mdy", "ymd"], ['/', '.', '-']);
    let columns = [Amount, Pair, Words];
    at_least(3, &[Utf8, Marked, Utf16, Windows1252], |spec| spec.encoding);
    at_least(3, &delimiters, |spec| spec.delimiter);
    at_least(3, &marks, |spec| spec.mark);
    at_least(2, &headers, |spec| spec.names);
    at_least(3, &[YES, NO], |spec| spec.preamble);
    at_least(3, &orders, |spec| spec.order);
    at_least(3, &date_marks, |spec| spec.date_mark);
    at_least(3, &[YES, NO], |spec| spec.positive_spends);
    at_least(3, &columns, |spec| spec.columns);
    at_least(3, &[Untold, Column, Beside], |spec| spec.money);
    at_least(3, &[YES, NO], |spec| spec.all_quoted);
    at_least(3, &[YES, NO], |spec| spec.ragged);
    at_least(3, &[YES, NO], |spec| spec.state);
    at_least(3, &[YES, NO], |spec| spec.balance);
    at_least(1, &pairs(&delimiters, &marks), |spec| (spec.delimiter, spec.mark));
    at_least(1, &pairs(&headers, &[YES, NO]), |spec| (spec.names, spec.preamble));
    at_least(1, &pairs(&orders, &date_marks), |spec| (spec.order, spec.date_mark));
    at_least(1, &pairs(&[YES, NO], &columns), |spec| (spec.positive_spends, spec.columns));
}

fn any_spec() -> impl Strategy<Value = Spec> {
    let layout = (
        prop::sample::select(vec![Utf8, Marked, Utf16]),
        prop::sample::select(vec![',', ';', '\t', '|']),
        prop::sample::select(vec!['.', ',']),
        prop::sample::select(vec![English, German, French, TwoLines, Names::None]),
        prop::sample::select(vec!["dmy", "mdy", "ymd"]),
        prop::sample::select(vec!['/', '.', '-']),
        prop::sample::select(vec![Amount, Pair, Words]),
        prop::sample::select(vec![Untold, Column, Beside]),
    );
    (layout, any::<[bool; 6]>()).prop_map(
        |((encoding, delimiter, mark, names, order, date_mark, columns, money), [a, b, c, d, e, f])| {
            // No language but English has the month first between dots, and none is written so.
            let never = matches!((names, order, date_mark), (German | French, "mdy", '.'));
            let date_mark = if never { '/' } else { date_mark };
            spec(
                encoding,
                (delimiter, mark),
                (names, a),
                (order, date_mark),
                (b, columns),
                money,
                [c, d, e, f],
            )
        },
    )
}

fn any_ledger() -> impl Strategy<Value = Vec<LedgerRow>> {
    let row = (0_u64..400, -999_999_i64..999_999, "[A-Za-z][a-z]{2,8}( [a-z]{1,6}){0,2}");
    prop::collection::vec(row, 1..14).prop_map(|rows| {
        let start = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        let mut rows: Vec<LedgerRow> = rows
            .into_iter()
            .filter(|(_, minor, _)| *minor != 0)
            .map(|(days, minor, text)| (start + chrono::Days::new(days), minor, text))
            .collect();
        rows.sort_by_key(|row| row.0);
        rows
    })
}

proptest! {
    #![proptest_config(config(1_000))]

    #[test]
    fn a_random_ledger_in_a_random_layout_is_read_as_it_was_written_or_refused(spec in any_spec(), ledger in any_ledger()) {
        let bytes = spec.write(&ledger);
        if let Ok((read, _)) = spec.read(&bytes, &ledger) {
            let figures = |rows: &[LedgerRow]| rows.iter().map(|row| (row.0, row.1)).collect::<Vec<_>>();
            prop_assert_eq!(figures(&read), figures(&ledger), "{}", String::from_utf8_lossy(&bytes));
        }
    }
}
