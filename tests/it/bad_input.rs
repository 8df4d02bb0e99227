//! Hostile, empty and oversized text, from the command line and from files: refused or cleaned, never raw at a terminal,
//! never more than text.

use serde_json::Value;

use crate::common::{Sandbox, text};
use crate::contract::{check, error};

/// Text that drives a terminal, breaks a line or hides: what stands for it, and the text.
const HOSTILE: [(&str, &str); 14] = [
    ("escape sequence", "a\u{1b}[31mred\u{1b}[0m"),
    ("clear screen", "\u{1b}[2J\u{1b}[H"),
    ("title", "\u{1b}]0;owned\u{7}"),
    ("bell", "ding\u{7}"),
    ("backspace", "abc\u{8}\u{8}d"),
    ("line feed", "one\ntwo"),
    ("carriage return", "one\rtwo"),
    ("tab", "one\ttwo"),
    ("C1 control", "a\u{9b}1mb"),
    ("delete", "a\u{7f}b"),
    ("bidi override", "invoice\u{202e}fdp.exe"),
    ("bidi isolate", "a\u{2066}b\u{2069}c"),
    ("line separator", "a\u{2028}b"),
    ("byte order mark", "\u{feff}a"),
];

/// Whether a text holds anything that a terminal would act on or reorder by.
fn is_raw(output: &str) -> bool {
    output.chars().any(|c| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    })
}

/// A home whose amounts are in euros.
fn euros() -> Sandbox {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    home
}

/// Runs a command that must be refused as bad usage, in words and as JSON, and shows nothing raw.
fn refused(home: &Sandbox, args: &[&str], exits: &[i32]) {
    let output = home.outlay(args).output().unwrap();
    let code = output.status.code().unwrap();
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert!(exits.contains(&code), "{code} for {args:?}: {said}");
    assert!(!is_raw(&said), "{args:?}: {said:?}");
    if code != 0 && !args.contains(&"--format") {
        let output = home.outlay(["--format", "json"].iter().chain(args)).output().unwrap();
        let line = text(&output.stderr);
        assert!(!is_raw(&line), "{args:?}: {line:?}");
        check("error", &serde_json::from_str(&line).unwrap());
    }
}

#[test]
fn no_text_argument_takes_what_drives_a_terminal_and_no_message_repeats_it() {
    let home = euros();
    for (what, bad) in HOSTILE {
        for args in [
            ["add", "5", "food", bad].as_slice(),
            &["add", "5", bad],
            &["add", bad, "food"],
            &["add", "5", "-c", bad],
            &["add", "5", "food", "-p", bad],
            &["add", "5", "food", "-m", bad],
            &["add", "5", "food", "-t", bad],
            &["add", "5", "food", "-d", bad],
        ] {
            // A blank at an end is trimmed, so that some of it is an ordinary word in the middle of others.
            refused(&home, args, &[2]);
        }
        assert!(!home.database().exists(), "{what} left a file behind");
        refused(&home, &["show", bad], &[3]);
        refused(&home, &["undo", bad], &[2]);
        refused(&home, &[bad], &[2]);
        refused(&home, &["list", "--month", bad], &[2]);
        refused(&home, &["list", "-c", bad], &[2]);
        refused(&home, &["list", "--ledger", bad], &[2, 3]);
        refused(&home, &["list", "--batch", bad], &[3]);
        refused(&home, &["list", "--direction", bad], &[2]);
        refused(&home, &["list", "--currency", bad], &[2]);
        refused(&home, &["list", "--min", bad], &[2]);
        refused(&home, &["list", "--format", bad], &[2]);
        refused(&home, &["report", "--by", bad], &[2]);
        refused(&home, &["import", bad], &[1]);
        refused(&home, &["config", "get", bad], &[3]);
        refused(&home, &["config", "set", "ledger", bad], &[2]);
        refused(&home, &["category", "add", bad], &[2]);
        refused(&home, &["completions", bad], &[2]);
        refused(&home, &["queue", "show", bad], &[3]);
        for filter in ["--search", "--payee", "--method", "--tag"] {
            refused(&home, &["list", filter, bad], &[0]);
        }
    }
}

#[test]
fn a_note_keeps_lines_and_tabs_and_nothing_else() {
    let home = euros();
    for (what, bad) in HOSTILE {
        let args = ["add", "5", "food", "--note", bad];
        if matches!(what, "line feed" | "tab") {
            home.ok(args);
            home.ok(["undo"]);
        } else {
            refused(&home, &args, &[2]);
        }
    }
}

#[test]
fn text_from_a_file_is_cleaned_and_never_shown_raw() {
    let home = euros();
    let mut rows = String::from("Date,Amount,Description,Payee,Category,Note\n");
    for (_, bad) in HOSTILE {
        let cell = bad.replace('"', "\"\"");
        rows.push_str(&format!("2026-10-01,-5.00,\"{cell}\",\"{cell}\",food,\"{cell}\"\n"));
    }
    home.write("hostile.csv", rows);
    for args in [
        ["import", "hostile.csv", "--dry-run"].as_slice(),
        &["import", "hostile.csv"],
        &["list"],
        &["show", "1"],
        &["show", "11"],
        &["log", "1"],
        &["queue", "list"],
        &["queue", "show", "3"],
        &["report", "--by", "payee"],
        &["batch", "show", "1"],
        &[],
    ] {
        let output = home.outlay(args).output().unwrap();
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert!(output.status.success() && !is_raw(&said), "{args:?}: {said:?}");
    }
    let list = home.json(["list"]);
    assert_eq!(list["count"], HOSTILE.len());
    for expense in list["expenses"].as_array().unwrap() {
        let texts = [&expense["description"], &expense["payee"]]
            .map(|text| text.as_str().unwrap_or_default().to_owned());
        assert!(texts.iter().all(|text| !is_raw(text)), "{expense}");
    }
    let reordered = list["expenses"].as_array().unwrap().iter().any(|e| e["description"] == "invoicefdp.exe");
    assert!(reordered, "the override is gone, the words stay");
}

#[test]
fn headers_and_names_of_files_are_not_shown_raw_either() {
    let home = euros();
    home.write("a\u{1b}[2J\u{202e}.csv", "Da\u{1b}[2Jte,Am\u{202e}ount\nx,y\n");
    home.write(
        "ok\u{1b}[31m.csv",
        "Date,Amount,\u{1b}[2JExtra\n2026-10-01,-5.00,x\n2026-10-02,abc\u{1b}[2J,y\n",
    );
    for args in [
        ["import", "a\u{1b}[2J\u{202e}.csv"].as_slice(),
        &["import", "ok\u{1b}[31m.csv"],
        &["import", "ok\u{1b}[31m.csv", "--dry-run"],
        &["import", "ok\u{1b}[31m.csv", "--skip-bad-rows"],
        &["batch", "list"],
        &["backup", "ok\u{1b}[31m.csv"],
        &["restore", "ok\u{1b}[31m.csv", "-y"],
        &["export", "-o", "no\u{1b}[31m/x.csv"],
        &["list", "--db", "ok\u{1b}[31m.csv"],
        &["man", "ok\u{1b}[31m.csv"],
    ] {
        let output = home.outlay(args).output().unwrap();
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert!(!said.is_empty() && !is_raw(&said), "{args:?}: {said:?}");
    }
}

#[test]
fn a_database_made_elsewhere_is_not_trusted_with_its_texts() {
    let home = euros();
    home.ok(["add", "5", "food", "plain", "-p", "plain", "+plain"]);
    let conn = rusqlite::Connection::open(home.database()).unwrap();
    let bad = "x\u{1b}[2J\u{202e}y";
    conn.execute("UPDATE expenses SET description = ?1, payee = ?1", [bad]).unwrap();
    conn.execute("UPDATE categories SET name = ?1", [bad]).unwrap();
    drop(conn);
    for args in [
        ["list"].as_slice(),
        &["show", "1"],
        &["report"],
        &["report", "--by", "payee,category"],
        &["category", "list"],
        &["again", "1"],
        &["delete", "1"],
        &["undo"],
        &[],
    ] {
        let output = home.outlay(args).output().unwrap();
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        assert!(!is_raw(&said), "{args:?}: {said:?}");
    }
    let line = home.ok(["list", "--format", "json"]);
    assert!(!line.contains('\u{1b}'), "JSON escapes control characters: {line}");
}

#[test]
fn empty_fields_are_refused_where_a_field_needs_something() {
    let home = euros();
    for empty in ["", " ", "\u{a0}", "\u{200b}"] {
        for option in ["--payee", "--method", "--tag", "--category"] {
            refused(&home, &["add", "5", "food", option, empty], &[2]);
        }
        refused(&home, &["add", "5", empty], &[2]);
        refused(&home, &["add", empty, "food"], &[2]);
    }
    assert!(!home.database().exists());
    home.ok(["add", "5", "food", ""]);
    assert_eq!(home.json(["show", "1"])["expense"]["description"], "");
}

#[test]
fn oversized_fields_are_refused_with_their_limit_and_the_largest_are_kept() {
    let home = euros();
    for (option, max) in [("--payee", 1_000), ("--method", 64), ("--tag", 64), ("--note", 10_000)] {
        let longest = "ä".repeat(max);
        let longer = "ä".repeat(max + 1);
        let args = ["add", "5", "food", option, &longer];
        let refused = error(&home, &args, 2);
        let message = refused["message"].as_str().unwrap();
        assert!(message.contains(&max.to_string()) && message.len() < 300, "{option}: {message}");
        home.ok(["add", "5", "food", option, &longest]);
    }
    let words = "ä".repeat(1_001);
    assert_eq!(error(&home, &["add", "5", "food", &words], 2)["code"], "usage");
    assert_eq!(error(&home, &["edit", "1", "--description", &words], 2)["code"], "usage");
    let long = "x".repeat(100_000);
    for args in [
        ["show", &long].as_slice(),
        &["list", "-c", &long],
        &["list", "--month", &long],
        &["add", "5", "food", "-d", &long],
        &[&long],
        &["config", "get", &long],
    ] {
        let output = home.outlay(args).output().unwrap();
        assert!([2, 3].contains(&output.status.code().unwrap()), "{:?}", output.status);
        assert!(output.stderr.len() < 2_000, "a message of {} bytes for {}", output.stderr.len(), args[0]);
    }
}

#[test]
fn oversized_fields_of_a_file_are_refused_by_line_and_the_rest_is_sound() {
    let home = euros();
    let long = "x".repeat(1_001);
    home.write(
        "long.csv",
        format!("Date,Amount,Description\n2026-10-01,-5.00,fine\n2026-10-02,-6.00,{long}\n"),
    );
    let refused = error(&home, &["import", "long.csv"], 1);
    assert_eq!((&refused["code"], &refused["details"][0]["line"]), (&"bad_rows".into(), &3.into()));
    assert!(!home.database().exists());
    home.outlay(["import", "long.csv", "--skip-bad-rows"]).assert().code(4);
    assert_eq!(home.json(["list"])["count"], 1);
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_unicode_is_a_usage_error() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let home = euros();
    for args in [["add", "5"].as_slice(), &["list", "--search"], &["show"], &["list", "-c"]] {
        let mut all: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
        all.push(OsStr::from_bytes(b"caf\xe9"));
        let assert = home.outlay(all).assert().code(2).stdout("");
        assert!(!is_raw(&text(&assert.get_output().stderr)));
    }
}

#[test]
fn a_file_that_is_no_text_is_refused_and_stdin_too() {
    let home = euros();
    home.write("noise.csv", [0_u8, 159, 146, 150, 255, 0, 13, 10].repeat(100));
    home.write("zeros.csv", vec![0_u8; 4_096]);
    home.write("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".repeat(50));
    for name in ["noise.csv", "zeros.csv", "picture.csv"] {
        let output = home.outlay(["import", name]).output().unwrap();
        let said = text(&output.stderr);
        assert!([1, 2].contains(&output.status.code().unwrap()), "{name}: {said}");
        assert!(!is_raw(&said) && !said.is_empty(), "{name}: {said:?}");
    }
    home.outlay(["import", "-"]).write_stdin("").assert().code(1);
    home.outlay(["import", "-"]).write_stdin("{\"schema\":1,\"expenses\":[{]}").assert().code(1);
    assert!(!home.database().exists());
}

#[test]
fn a_hostile_configuration_is_told_without_being_shown_raw() {
    let home = euros();
    for content in [
        "led\u{1b}[2Jger = 'x'",
        "currency = 'E\\u001b[2JUR'",
        "ledger = 'a\\u202eb'",
        "[alias]\nx = 'list \\u001b[2J'",
    ] {
        home.write("config/outlay/config.toml", content);
        for args in [
            ["config", "list"].as_slice(),
            &["config", "get", "ledger"],
            &["config", "get", "alias.x"],
            &["list"],
            &["x"],
        ] {
            let output = home.outlay(args).output().unwrap();
            let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
            assert!(!is_raw(&said), "{content:?} {args:?}: {said:?}");
        }
    }
}

#[test]
fn hostile_environment_variables_are_named_and_not_shown_raw() {
    for (name, value) in [
        ("OUTLAY_CURRENCY", "E\u{1b}[2JR"),
        ("OUTLAY_LEDGER", "a\u{202e}b"),
        ("OUTLAY_NOW", "now\u{7}"),
        ("OUTLAY_DB", "no\u{1b}[2J/such/db"),
        ("LANG", "de_\u{1b}[2J"),
        ("COLUMNS", "\u{1b}[2J"),
    ] {
        let mut home = Sandbox::new();
        home.set(name, value);
        for args in [["list"].as_slice(), &["add", "5", "food"], &["status"]] {
            let output = home.outlay(args).output().unwrap();
            let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
            assert!(!is_raw(&said), "{name} {args:?}: {said:?}");
        }
    }
}

#[test]
fn a_refused_command_leaves_no_file_and_changes_nothing() {
    let home = euros();
    let wrong: [&[&str]; 8] = [
        &["add", "1,234", "food"],
        &["add", "5", "food", "-d", "03/04"],
        &["add", "5", "food", "--nope"],
        &["add", "5", "a::b"],
        &["import", "x.csv", "--map", "x"],
        &["category", "add", "a::b"],
        &["edit", "last", "--amount", "5"],
        &["list", "--format", "xml"],
    ];
    for args in wrong {
        home.outlay(args).assert().failure();
    }
    assert_eq!(std::fs::read_dir(home.home()).unwrap().count(), 0, "no folder, no file");
    home.ok(["add", "5", "food"]);
    let before: Value = home.json(["list"]);
    let queue = home.json(["queue", "list"]);
    for args in wrong.iter().filter(|args| args[0] != "edit") {
        home.outlay(*args).assert().failure();
    }
    assert_eq!((home.json(["list"]), home.json(["queue", "list"])), (before.clone(), queue));
    check("list", &before);
}
