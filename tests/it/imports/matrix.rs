//! Statements written for the purpose, with a matrix that names each one's value on every axis: in the folder `tests/statements`
//! a statement `NAME.csv`, what it says in `NAME.expected.tsv`, and a row of `matrix.tsv`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::Sandbox;

/// Values of an axis that have to be in three statements each, as every value that is in one.
const TIMES_MIN: usize = 3;
/// Pairs of axes of which each pair of values that can be together is in a statement.
const PAIRS: [(&str, &str); 4] =
    [("delimiter", "decimal_mark"), ("header", "preamble"), ("date_order", "date_mark"), ("sign", "columns")];

struct Statement {
    name: String,
    options: Vec<String>,
    /// By axis.
    values: BTreeMap<String, String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/statements")
}

fn table(name: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    let head = lines.next().unwrap();
    lines
        .map(|cells| {
            assert_eq!(cells.len(), head.len(), "{name}: {cells:?}");
            head.iter().cloned().zip(cells).collect()
        })
        .collect()
}

fn matrix() -> Vec<Statement> {
    table("matrix.tsv")
        .into_iter()
        .map(|mut values| Statement {
            name: values.remove("file").unwrap(),
            options: values.remove("options").unwrap().split_whitespace().map(str::to_owned).collect(),
            values,
        })
        .collect()
}

/// The values of an axis that a statement has.
fn values<'s>(statement: &'s Statement, axis: &str) -> impl Iterator<Item = &'s str> {
    statement.values[axis].split(',').map(str::trim)
}

/// Whether two values can be together in a statement at all.
fn can_be(left: (&str, &str), right: (&str, &str)) -> bool {
    let ((_, left), (axis, right)) = (left, right);
    match axis {
        // Eight digits are read with the year first; another order needs a pattern.
        "date_mark" => right != "none" || left == "ymd",
        "columns" => match left {
            "column" | "column, negative debits" => right.starts_with("debit and credit"),
            "word" => right.starts_with("amount and word"),
            _ => right == "amount" || right == "amount, balance",
        },
        _ => true,
    }
}

#[test]
fn every_value_is_in_three_statements_and_every_pair_in_one() {
    let matrix = matrix();
    let axes: Vec<&String> = matrix[0].values.keys().collect();
    let mut wrong = Vec::new();
    for axis in axes {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for statement in &matrix {
            // A value of two words with a comma between them is one, but in the list of kinds of rows.
            let all: Vec<&str> = if axis == "rows" {
                values(statement, axis).collect()
            } else {
                vec![&statement.values[axis]]
            };
            for value in all {
                *counts.entry(value).or_default() += 1;
            }
        }
        wrong.extend(
            counts.iter().filter(|(_, count)| **count < TIMES_MIN).map(|found| format!("{axis}: {found:?}")),
        );
    }
    for (left, right) in PAIRS {
        let all = |axis: &str| {
            let mut all: Vec<&str> = matrix.iter().map(|statement| statement.values[axis].as_str()).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        for a in all(left) {
            for b in all(right) {
                let has = matrix.iter().any(|one| one.values[left] == a && one.values[right] == b);
                if !has && can_be((left, a), (right, b)) {
                    wrong.push(format!("no statement has {left} {a} and {right} {b}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_statement_of_the_folder_is_in_the_matrix_once() {
    let mut files: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .filter_map(|entry| {
            entry.unwrap().file_name().into_string().unwrap().strip_suffix(".csv").map(str::to_owned)
        })
        .collect();
    files.sort();
    let mut named: Vec<String> = matrix().into_iter().map(|statement| statement.name).collect();
    named.sort();
    assert_eq!(files, named);
}

fn one_line(value: &Value) -> String {
    value.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What was imported, in the form of the expected table.
fn imported(statement: &Statement) -> Result<Vec<[String; 6]>, String> {
    let home = Sandbox::new();
    let path = folder().join(format!("{}.csv", statement.name));
    let output = home
        .outlay(["import", path.to_str().unwrap(), "--format", "json"])
        .args(&statement.options)
        .output()
        .unwrap();
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    check_axes(statement, &serde_json::from_slice(&output.stdout).unwrap());
    let listed = home.json(["list", "--limit", "1000"]);
    let mut rows: Vec<&Value> = listed["expenses"].as_array().unwrap().iter().collect();
    rows.sort_by_key(|row| row["number"].as_u64());
    Ok(rows
        .into_iter()
        .map(|row| {
            let sign = if row["direction"] == "expense" { "-" } else { "" };
            let is_pending = row["tags"].as_array().unwrap().iter().any(|tag| tag == "pending");
            [
                one_line(&row["date"]),
                format!("{sign}{}", one_line(&row["amount"])),
                one_line(&row["currency"]),
                if is_pending { "pending" } else { "" }.to_owned(),
                one_line(&row["payee"]),
                one_line(&row["description"]),
            ]
        })
        .collect())
}

/// What the import says of the file has to be what the matrix says of it.
fn check_axes(statement: &Statement, said: &Value) {
    let file = &said["files"][0];
    let delimiter = match statement.values["delimiter"].as_str() {
        "comma" => ",",
        "semicolon" => ";",
        "tab" => "\t",
        _ => "|",
    };
    assert_eq!(file["delimiter"], delimiter, "{}", statement.name);
    assert_eq!(file["date_format"], statement.values["date_order"].as_str(), "{}", statement.name);
    let mark = match statement.values["decimal_mark"].as_str() {
        "point" => Value::from("."),
        "comma" => Value::from(","),
        _ => file["decimal_mark"].clone(),
    };
    assert_eq!(file["decimal_mark"], mark, "{}", statement.name);
    let has_balance = file["columns"].as_array().unwrap().iter().any(|column| column["role"] == "balance");
    assert_eq!(has_balance, statement.values["columns"].ends_with("balance"), "{}", statement.name);
}

#[test]
fn every_statement_is_read_as_it_was_written() {
    let mut wrong = Vec::new();
    for statement in matrix() {
        let expected: Vec<[String; 6]> = table(&format!("{}.expected.tsv", statement.name))
            .into_iter()
            .map(|row| {
                ["date", "amount", "currency", "state", "payee", "description"].map(|name| row[name].clone())
            })
            .collect();
        match imported(&statement) {
            Err(error) => wrong.push(format!("{}: {error}", statement.name)),
            Ok(rows) if rows.len() != expected.len() => {
                wrong.push(format!("{}: {} rows for {}", statement.name, rows.len(), expected.len()));
            }
            Ok(rows) => wrong.extend(
                rows.iter()
                    .zip(&expected)
                    .filter(|(row, expected)| row != expected)
                    .map(|(row, expected)| format!("{}: {row:?} for {expected:?}", statement.name)),
            ),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
