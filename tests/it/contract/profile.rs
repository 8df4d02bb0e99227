//! `outlay profile`.

use serde_json::json;

use super::{
    answers, fits_forty_columns, lacks_formats, needs, refuses, survives_a_closed_pipe, whole_in_a_pipe,
};
use crate::common::{Sandbox, text};

/// A home that remembers one statement, as profile `giro`.
fn home() -> Sandbox {
    let home = Sandbox::new();
    home.write("a.csv", "Date,Description,Amount\n25/03/2026,Bread,-5.00\n");
    home.ok(["import", "a.csv", "--source", "giro", "--currency", "EUR"]);
    home
}

/// An editor that runs a line of the shell on the file `$1`.
fn editor(home: &mut Sandbox, line: &str) {
    home.write("editor", format!("{line}\n"));
    home.set("EDITOR", "sh editor");
}

#[test]
fn every_form_answers_with_the_keys_of_the_contract() {
    let mut home = home();
    let listed = answers(&home, &["profile", "list"], "profile-list");
    assert_eq!(listed["count"], 1);
    let one = &listed["profiles"][0];
    assert_eq!(
        (&one["name"], &one["source"], &one["currency"]),
        (&json!("giro"), &json!("giro"), &json!("EUR"))
    );
    assert_eq!(
        (&one["date_format"], &one["decimal_mark"], &one["delimiter"]),
        (&json!("dmy"), &json!("."), &json!(","))
    );
    assert_eq!((&one["spending"], &one["invert"]), (&json!("negative"), &json!(null)));
    assert_eq!(
        one["columns"],
        json!([
            {"role": "date", "header": "Date", "index": null},
            {"role": "description", "header": "Description", "index": null},
            {"role": "amount", "header": "Amount", "index": null},
        ])
    );
    assert_eq!(&answers(&home, &["profile", "show", "giro"], "profile-show")["profile"], one);
    editor(&mut home, "sed -i 's/dmy/mdy/' \"$1\"");
    let edited = answers(&home, &["profile", "edit", "giro"], "profile-edit");
    assert_eq!((&edited["changed"], &edited["profile"]["date_format"]), (&json!(true), &json!("mdy")));
    let same = answers(&home, &["profile", "edit", "giro"], "profile-edit");
    assert_eq!(same["changed"], json!(false));
    let removed = answers(&home, &["profile", "remove", "giro"], "profile-remove");
    assert_eq!((&removed["removed"], &removed["count"]), (&json!(["giro"]), &json!(1)));
    assert_eq!(answers(&home, &["profile", "list"], "profile-list")["profiles"], json!([]));
}

#[test]
fn an_edit_that_cannot_be_read_leaves_the_profile_as_it_was() {
    let mut home = home();
    let before = home.ok(["profile", "export", "giro"]);
    editor(&mut home, "sed -i 's/currency = .*/currency = \"EURO\"/' \"$1\"");
    let refused = refuses(&home, &["profile", "edit", "giro"], 1, "bad_file");
    let message = refused["message"].as_str().unwrap();
    assert!(message.contains("giro line ") && message.contains("`currency`"), "{message}");
    assert_eq!(home.ok(["profile", "export", "giro"]), before);
    editor(&mut home, "exit 3");
    refuses(&home, &["profile", "edit", "giro"], 1, "bad_file");
    home.set("EDITOR", "no-such-editor");
    refuses(&home, &["profile", "edit", "giro"], 2, "usage");
    home.set("EDITOR", "'");
    refuses(&home, &["profile", "edit", "giro"], 2, "usage");
    home.set("EDITOR", "");
    let refused = refuses(&home, &["profile", "edit", "giro"], 2, "usage");
    assert!(refused["hint"].as_str().unwrap().contains("EDITOR"));
    assert_eq!(home.ok(["profile", "export", "giro"]), before);
    assert_eq!(std::fs::read_dir(home.path("state/outlay")).map_or(0, Iterator::count), 0, "no copy is left");
}

#[test]
fn one_that_cannot_be_read_can_be_mended_in_the_editor() {
    let mut home = home();
    home.write("config/outlay/profiles/giro.toml", "version = 1\ncurrency = 'EURO'\n");
    refuses(&home, &["profile", "show", "giro"], 1, "bad_file");
    editor(&mut home, "sed -i 's/EURO/EUR/' \"$1\"");
    home.ok(["profile", "edit", "giro"]);
    answers(&home, &["profile", "show", "giro"], "profile-show");
}

#[test]
fn exit_codes_and_what_is_said() {
    let home = home();
    for command in ["show", "edit", "remove"] {
        let refused = refuses(&home, &["profile", command, "nobody"], 3, "not_found");
        assert_eq!(refused["candidates"], json!(["giro"]), "{command}");
        needs(&home, &["profile", command], "PROFILE");
    }
    assert!(home.fails(["profile", "export", "nobody"], 3).contains("giro"));
    refuses(&home, &["profile", "remove", "giro", "nobody"], 3, "not_found");
    for outside in ["../config", "a/../giro", ""] {
        let output = home.outlay(["profile", "remove", outside]).output().unwrap();
        assert_ne!(output.status.code(), Some(0), "{outside}");
    }
    assert_eq!(home.json(["profile", "list"])["count"], 1, "nothing came of it");
    lacks_formats(&home, &["profile", "list"], &["csv", "ids"]);
    let said = home.fails(["profile", "export", "giro", "--format", "csv"], 2);
    assert!(said.contains("no format `csv`"), "{said}");
    home.fails(["profile", "export", "giro", "-o", home.database().to_str().unwrap()], 2);
    assert_eq!(home.json(["list"])["count"], 1, "the database is what it was");
}

#[test]
fn reading_makes_no_file_and_shows_text_safely() {
    let home = Sandbox::new();
    assert_eq!(answers(&home, &["profile", "list"], "profile-list")["count"], 0);
    assert_eq!(std::fs::read_dir(home.home()).unwrap().count(), 0);
    home.write("config/outlay/profiles/x.toml", "# \u{202e}x\nversion = 1\n");
    let shown = home.outlay(["profile", "show", "x"]).assert().success();
    assert!(!text(&shown.get_output().stdout).contains('\u{202e}'));
}

#[test]
fn terminals_and_pipes() {
    let home = home();
    fits_forty_columns(&home, &["profile", "list"]);
    assert!(whole_in_a_pipe(&home, &["profile", "list"]).contains("amount `Amount`"));
    survives_a_closed_pipe(&home, &["profile", "list"]);
    survives_a_closed_pipe(&home, &["profile", "export", "giro"]);
}
