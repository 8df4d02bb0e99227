//! What `export` writes comes back from `import` as it was.

use std::io;

use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::export::csv::{CellGuard, write_csv};
use crate::export::json::{write_json, write_jsonl};
use crate::export::sample::sample;
use crate::model::expense::{Direction, Expense, ExpenseDraft};
use crate::model::money::{AMOUNT_MINOR_MAX, Money};

fn read_back(bytes: Vec<u8>) -> (Format, Vec<Candidate>) {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let sniffed = sniff(&bytes);
    let statement = read_statement(bytes, ImportOptions::new("XXX".parse().unwrap()))
        .unwrap_or_else(|e| panic!("{e}\n{text}"));
    assert_eq!(statement.layout().format, sniffed);
    let rows = statement.rows().map(|row| row.unwrap_or_else(|error| panic!("{error}\n{text}"))).collect();
    (sniffed, rows)
}

fn written(expenses: &[Expense], format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    let all = expenses.iter().cloned().map(Ok::<_, io::Error>);
    match format {
        Format::Json => write_json(&mut out, all).unwrap(),
        Format::Jsonl => write_jsonl(&mut out, all).unwrap(),
        _ => write_csv(&mut out, all, CellGuard::Lossless).unwrap(),
    }
    out
}

fn draft_of(expense: &Expense) -> ExpenseDraft {
    let Expense {
        date,
        direction,
        amount,
        category,
        description,
        payee,
        method,
        tags,
        note,
        paid_by,
        reference,
        ..
    } = expense.clone();
    ExpenseDraft {
        date,
        direction,
        amount,
        category,
        description,
        payee,
        method,
        tags,
        note,
        paid_by,
        reference,
    }
}

/// Text as an expense can hold it: any character but those that are taken out.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9äé€咖 ,;\"'=+@#:.\\-\\\\/{}\\[\\]]{1,30}",
        "\\PC{1,20}".prop_map(|text| text::clean_own(&text, false).into_owned()),
    ]
    .prop_filter("not empty", |text| !text.is_empty())
}

fn instants() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..4_000_000_000_000).prop_map(|ms| DateTime::from_timestamp_millis(ms).unwrap())
}

prop_compose! {
    fn expenses()(
        days in -200_000_i32..800_000,
        direction in prop::sample::select(vec![Direction::Expense, Direction::Income, Direction::Transfer]),
        minor in 0..=AMOUNT_MINOR_MAX,
        currency in prop::sample::select(vec!["EUR", "JPY", "BHD", "CLF"]),
        texts in prop::collection::vec(prop::option::of(text()), 7),
        tags in prop::collection::btree_set("[a-zé\"',0-9-]{1,12}", 0..5),
        note in prop::option::of("[a-z \n\t\"]{1,40}"),
        (id, batch) in (any::<u128>(), prop::option::of(any::<u128>())),
        (created_at, updated_at) in (instants(), instants()),
    ) -> Expense {
        let [category, description, payee, method, paid_by, reference, source] = texts.try_into().unwrap();
        Expense {
            id: Uuid::from_u128(id),
            date: NaiveDate::from_epoch_days(days.clamp(-200_000, 800_000)).unwrap(),
            direction,
            amount: Money::new(minor, currency.parse().unwrap()),
            category,
            description: description.unwrap_or_default(),
            payee,
            method,
            tags: tags.into_iter().collect(),
            note,
            paid_by,
            reference,
            source,
            batch: batch.map(Uuid::from_u128),
            created_at,
            updated_at,
            ..sample()
        }
    }
}

proptest! {
    #[test]
    fn json_comes_back_whole(expenses in prop::collection::vec(expenses(), 1..4)) {
        for format in [Format::Json, Format::Jsonl] {
            let (sniffed, candidates) = read_back(written(&expenses, format));
            prop_assert_eq!(sniffed, format);
            prop_assert_eq!(candidates.len(), expenses.len());
            for (candidate, expense) in candidates.into_iter().zip(&expenses) {
                prop_assert_eq!(candidate.draft, draft_of(expense));
                prop_assert_eq!(*candidate.kept.unwrap(), Kept {
                    id: Some(expense.id),
                    source: expense.source.clone(),
                    batch: expense.batch,
                    created_at: Some(expense.created_at),
                    updated_at: Some(expense.updated_at),
                });
            }
        }
    }

    #[test]
    fn csv_comes_back_with_all_its_columns(expenses in prop::collection::vec(expenses(), 1..4)) {
        let (sniffed, candidates) = read_back(written(&expenses, Format::OutlayCsv));
        prop_assert_eq!(sniffed, Format::OutlayCsv);
        prop_assert_eq!(candidates.len(), expenses.len());
        for (candidate, expense) in candidates.into_iter().zip(&expenses) {
            prop_assert_eq!(candidate.draft, draft_of(expense));
            let kept = Kept { id: Some(expense.id), source: expense.source.clone(), ..Kept::default() };
            prop_assert_eq!(*candidate.kept.unwrap(), kept);
        }
    }
}

fn rows(text: &str) -> Vec<Result<Candidate, RowError>> {
    let statement =
        read_statement(text.as_bytes().to_vec(), ImportOptions::new("EUR".parse().unwrap())).unwrap();
    statement.rows().collect()
}

#[test]
fn unknown_keys_are_passed_over_and_missing_ones_are_null() {
    let line = r#"{"date":"2026-03-01","direction":"expense","amount":"1.50","mood":{"good":[1,2]}}"#;
    let [row] = rows(line).try_into().unwrap();
    let candidate = row.unwrap();
    assert_eq!(candidate.draft.amount.to_string(), "1.50 EUR");
    assert_eq!((candidate.draft.description.as_str(), candidate.draft.payee), ("", None));
    assert_eq!(candidate.kept.unwrap().id, None);
}

#[test]
fn wrong_types_and_values_name_line_and_key() {
    let text = r#"{"date":"2026-03-01","direction":"expense","amount":1.5}
{"date":"2026-03-01","direction":"expense","amount":"1.505"}
{"date":"03/04/2026","direction":"expense","amount":"1.50"}
{"date":"2026-03-01","direction":"debit","amount":"1.50"}
{"date":"2026-03-01","direction":"expense","amount":"-1.50"}
{"date":"2026-03-01","direction":"expense","amount":"1.50","tags":"a"}
{"date":"2026-03-01","direction":"expense","amount":"1.50","id":"7"}
{"date":"2026-03-01","direction":"expense"}
["date"]
{"date"
{"date":"2026-03-01","direction":"expense","amount":"1.50","created_at":"now"}
"#;
    let errors: Vec<String> = rows(text).into_iter().map(|row| row.unwrap_err().to_string()).collect();
    assert_eq!(
        errors,
        [
            "line 1, column amount: `1.5` is not a text in quotes",
            "line 2, column amount: `1.505` is not a positive amount as 12.50",
            "line 3, column date: `03/04/2026` is not a date as 2026-03-04",
            "line 4, column direction: `debit` is not expense, income or transfer",
            "line 5, column amount: `-1.50` is not a positive amount as 12.50",
            "line 6, column tags: `\"a\"` is not a list of texts",
            "line 7, column id: `7` is not a UUID (RFC 9562)",
            "line 8, column amount: the amount is missing",
            "line 9: expected an object with the keys of an expense",
            "line 10: not valid JSON at character 7: EOF while parsing an object",
            "line 11, column created_at: `now` is not an instant as 2026-03-04T10:15:00.000Z (RFC 3339)",
        ]
    );
}

#[test]
fn the_list_may_stand_anywhere_in_the_object_and_lines_are_those_of_the_file() {
    let text = r#"{
  "count": 2, "totals": [{"currency": "EUR", "expenses": "]}"}],
  "expenses": [
    {"date": "2026-03-01", "direction": "expense", "amount": "1.50", "note": "]}\"{"},

    {
      "date": "2026-03-02", "direction": "income", "amount": "2.50"
    } , 7, "x,]"
  ],
  "schema": 1
}"#;
    let statement =
        read_statement(text.as_bytes().to_vec(), ImportOptions::new("EUR".parse().unwrap())).unwrap();
    assert_eq!(statement.layout().rows, 4);
    let lines: Vec<u64> = statement
        .rows()
        .map(|row| match row {
            Ok(candidate) => candidate.line,
            Err(error) => error.line,
        })
        .collect();
    assert_eq!(lines, [4, 6, 8, 8]);
}

#[test]
fn deleted_rows_stay_deleted() {
    let deleted = Expense { deleted_at: Some(sample().created_at), ..sample() };
    let text = String::from_utf8(written(&[sample(), deleted], Format::Json)).unwrap();
    let statement = read_statement(text.into_bytes(), ImportOptions::new("EUR".parse().unwrap())).unwrap();
    let mut rows = statement.rows();
    assert_eq!(rows.by_ref().flatten().count(), 1);
    assert_eq!(rows.counts(), Counts { rows: 1, blank: 0, deleted: 1 });
}

#[test]
fn an_export_without_rows_is_an_export() {
    for format in [Format::Json, Format::OutlayCsv] {
        assert_eq!(read_back(written(&[], format)), (format, Vec::new()));
    }
}

#[test]
fn a_row_of_an_export_that_was_cut_is_refused() {
    let bytes = written(&[sample()], Format::OutlayCsv);
    let text = String::from_utf8(bytes).unwrap();
    let cut = &text[..text.len() - 20];
    let error = rows(cut).pop().unwrap().unwrap_err();
    assert_eq!(error.code, "bad_rows");
}
