//! The layers: who may use whom, and who may touch the terminal, files, the clock and the database.
//!
//! Reads every file under `src/` as tokens, without comments, texts and test code, and looks at every path in it:
//! `use` lines, grouped or not, and paths in the middle of code, by `crate::`, `super::` or the crate's name.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use self::tokens::{Token, paths, test_modules, without_tests};

mod tokens;

/// Each layer and those it may use, as in `src/lib.rs`. The reader of the program's own files takes their column names
/// from their writer.
const LAYERS: [(&str, &[&str]); 12] = [
    (
        "cli",
        &[
            "server", "sync", "import", "export", "report", "ledger", "store", "protocol", "model", "id",
            "clock",
        ],
    ),
    ("server", &["protocol", "model", "id", "clock"]),
    ("sync", &["store", "protocol", "model", "id", "clock"]),
    ("import", &["export", "model", "id"]),
    ("export", &["model", "id"]),
    ("report", &["model", "id"]),
    ("ledger", &["store", "model", "id"]),
    ("store", &["protocol", "model", "id"]),
    ("protocol", &["model", "id"]),
    ("model", &["id"]),
    ("id", &[]),
    ("clock", &[]),
];

/// Other crates and the only layers that may use them.
const CRATES: [(&str, &[&str]); 21] = [
    ("rusqlite", &["store", "server"]),
    ("ureq", &["sync"]),
    ("axum", &["server"]),
    ("tokio", &["server"]),
    ("argon2", &["server"]),
    ("jsonwebtoken", &["server"]),
    ("zstd", &["protocol"]),
    ("flate2", &["protocol"]),
    ("libsqlite3_sys", &[]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("comfy_table", &["cli"]),
    ("dialoguer", &["cli"]),
    ("indicatif", &["cli"]),
    ("terminal_size", &["cli"]),
    ("signal_hook", &["cli"]),
    ("directories", &["cli"]),
    ("toml_edit", &["cli"]),
    ("anyhow", &["cli"]),
    ("encoding_rs", &["import"]),
];

/// Beginnings of standard paths and the only layers that may use them.
const STANDARD: [(&str, &[&str]); 5] = [
    ("std::env", &["cli"]),
    ("std::fs", &["cli", "server", "store"]),
    ("std::net", &["cli", "server", "sync"]),
    ("std::os", &["cli", "server", "store"]),
    ("std::process", &["cli", "store", "main"]),
];

/// Ends of paths and the only layers that may use them.
const ENDS: [(&str, &[&str]); 8] = [
    ("io::stdin", &["cli"]),
    ("io::stdout", &["cli"]),
    ("io::stderr", &["cli", "server"]),
    ("Utc::now", &["clock"]),
    ("Local::now", &["clock"]),
    ("SystemTime::now", &["clock"]),
    ("Instant::now", &["clock"]),
    ("Uuid::now_v7", &["clock"]),
];

/// Macros that print.
const PRINTING: [&str; 5] = ["print", "println", "eprint", "eprintln", "dbg"];

/// What is wrong with a file. `place` is its module path, from the crate's root.
fn violations(place: &[&str], source: &str) -> Vec<String> {
    let layer = place.first().copied().unwrap_or("lib");
    let all = without_tests(tokens::read(source));
    let mut found = Vec::new();
    for path in paths(&all, place) {
        found.extend(wrong_layer(layer, &path));
        found.extend(wrong_use(layer, &path));
    }
    for pair in all.windows(2) {
        if let [Token::Word(name), Token::Mark('!')] = pair
            && PRINTING.contains(&name.as_str())
            && layer != "cli"
        {
            found.push(format!("{layer} prints with {name}!"));
        }
    }
    found
}

/// Whether a path of this crate leads to a layer that may not be used from here.
fn wrong_layer(layer: &str, path: &[String]) -> Option<String> {
    let [first, rest @ ..] = path else { return None };
    if first != "crate" {
        return None;
    }
    let allowed: &[&str] = match layer {
        "main" => &["cli"],
        "lib" => &[],
        _ => LAYERS.iter().find(|(name, _)| *name == layer).map_or(&[], |(_, may)| *may),
    };
    match rest.first().map(String::as_str) {
        Some(to) if to == layer || allowed.contains(&to) => None,
        Some(to) => Some(format!("{layer} uses {to}: {}", path.join("::"))),
        None => Some(format!("{layer} uses the whole crate")),
    }
}

/// Whether a path leads to something outside that this layer may not use.
fn wrong_use(layer: &str, path: &[String]) -> Option<String> {
    let text = path.join("::");
    let begins = |start: &str| text == start || text.starts_with(&format!("{start}::"));
    let ends = |end: &str| text == end || text.ends_with(&format!("::{end}"));
    let wrong = CRATES
        .iter()
        .chain(&STANDARD)
        .filter(|(start, _)| begins(start))
        .chain(ENDS.iter().filter(|(end, _)| ends(end)))
        .any(|(_, may)| !may.contains(&layer));
    let everything = ["std::*", "std::io::*", "std"].contains(&text.as_str());
    (wrong || everything).then(|| format!("{layer} uses {text}"))
}

/// The source files, each with its module path.
fn files() -> Vec<(PathBuf, Vec<String>)> {
    fn visit(folder: &Path, place: &[String], files: &mut Vec<(PathBuf, Vec<String>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let mut place = place.to_vec();
            if path.is_dir() {
                place.push(name);
                visit(&path, &place, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                if !matches!(name.as_str(), "mod" | "lib") {
                    place.push(name);
                }
                files.push((path, place));
            }
        }
    }
    let mut files = Vec::new();
    visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut files);
    files
}

#[test]
fn every_layer_uses_only_what_stands_below_it() {
    let files = files();
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    let tests: BTreeSet<Vec<String>> = files
        .iter()
        .flat_map(|(path, place)| {
            test_modules(&tokens::read(&read(path))).into_iter().map(|name| {
                let mut place = place.clone();
                place.push(name);
                place
            })
        })
        .collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, place) in &files {
        if tests.iter().any(|test| place.starts_with(test)) {
            continue;
        }
        seen += 1;
        let place: Vec<&str> = place.iter().map(String::as_str).collect();
        wrong.extend(
            violations(&place, &read(path)).into_iter().map(|what| format!("{}: {what}", path.display())),
        );
    }
    assert!(seen > 80, "only {seen} files were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_names_every_layer_there_is_and_is_the_one_that_the_library_shows() {
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let shown: BTreeSet<&str> = source
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [")?.split('|').next())
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    let known: BTreeSet<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    assert_eq!(shown, known, "the table in src/lib.rs");
    let found = files();
    let there: BTreeSet<&str> = found
        .iter()
        .filter_map(|(_, place)| place.first().map(String::as_str))
        .filter(|name| *name != "main")
        .collect();
    assert_eq!(there, known, "what stands in src/");
}

#[test]
fn a_planted_violation_is_seen_however_it_is_written() {
    for (place, source) in [
        (vec!["model", "money"], "use crate::store::Store;"),
        (vec!["model", "money"], "fn f() { let x = crate::store::open(); }"),
        (vec!["model", "money"], "use crate::{model::text, store::{Store, rows}};"),
        (vec!["model", "money"], "use super::super::cli::main;"),
        (vec!["model", "money"], "mod inner { fn f() { super::super::super::ledger::x(); } }"),
        (vec!["model"], "use super::ledger;"),
        (vec!["model"], "use outlay::ledger::Book;"),
        (vec!["model"], "use crate::*;"),
        (vec!["model"], "use crate as everything;"),
        (vec!["model"], "macro_rules! m { () => { $crate::cli::main() } }"),
        (vec!["report"], "fn f(store: &crate::store::Store) {}"),
        (vec!["export", "csv"], "use crate::import::Role;"),
        (vec!["import"], "use crate::ledger::Book;"),
        (vec!["ledger"], "use crate::cli::error::CliError;"),
        (vec!["cli"], "use rusqlite::Connection;"),
        (vec!["ledger"], "fn f(e: rusqlite::Error) {}"),
        (vec!["ledger"], "use ::rusqlite;"),
        (vec!["store"], "#[derive(clap::Args)] struct A;"),
        (vec!["report"], "fn f() { println!(\"x\"); }"),
        (vec!["model"], "use std::{fmt, env};"),
        (vec!["model"], "fn f() { std::env::var(\"HOME\"); }"),
        (vec!["import"], "use std::fs::File;"),
        (vec!["export"], "use std::io; fn f() { io::stdout().lock(); }"),
        (vec!["ledger"], "fn f() { chrono::Utc::now(); }"),
        (vec!["cli"], "fn f() { let t = Instant::now(); }"),
        (vec!["main"], "fn main() { outlay::store::open(); }"),
        (vec!["model"], "#[cfg(test)] mod tests {} use crate::store::x;"),
        (vec!["model"], "#[cfg(test)] use a::b; fn f() { crate::store::x() }"),
    ] {
        assert!(!violations(&place, source).is_empty(), "not seen in {place:?}: {source}");
    }
}

#[test]
fn what_is_allowed_or_only_talked_about_is_not_taken_for_a_violation() {
    for (place, source) in [
        (
            vec!["model", "money"],
            "//! [`crate::store`]\n/* crate::cli /* nested */ println!() */ use super::text;",
        ),
        (
            vec!["model"],
            "const A: &str = \"crate::store::Store \\\" std::env\"; const B: &str = r#\"use crate::cli;\"#;",
        ),
        (
            vec!["model"],
            "fn f<'a>(x: &'a str) -> char { '\"' } pub(crate) fn g() {} pub(in crate::model) fn h() {}",
        ),
        (vec!["model"], "#[cfg(test)] mod tests { use crate::store::Store; fn f() { println!(); } }"),
        (vec!["store"], "use rusqlite::Connection; use crate::model::money::Money; use std::fs;"),
        (vec!["cli", "commands", "add"], "use super::super::context; use crate::ledger::Book; use std::env;"),
        (vec!["clock"], "fn f() { Utc::now(); }"),
        (vec!["main"], "fn main() { outlay::cli::main() }"),
        (vec![], "pub mod cli; pub mod store;"),
    ] {
        assert_eq!(violations(&place, source), [""; 0], "{place:?}: {source}");
    }
}
