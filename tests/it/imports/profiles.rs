//! Profiles: how a file was read is remembered, and used for the next one with the same columns.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{counts, euros, field, import};
use crate::common::{Sandbox, text};
use crate::contract::{error, terminal};

const MARCH: &str = "Date;Text;Amount\n03/04/2026;Bread;5.00\n04/04/2026;Butter;6.00\n";
const APRIL: &str = "Date;Text;Amount\n05/05/2026;Milk;7.00\n06/05/2026;Eggs;8.00\n";

/// A home in which March was imported with all that it leaves open.
fn with_march() -> Sandbox {
    let home = euros();
    home.write("card-03.csv", MARCH);
    home.write("card-04.csv", APRIL);
    import(
        &home,
        &["card-03.csv", "--date-format", "dmy", "--invert", "--source", "visa", "--currency", "CHF"],
    );
    home
}

fn folder(home: &Sandbox) -> PathBuf {
    home.path("config/outlay/profiles")
}

fn profile(home: &Sandbox, name: &str) -> Value {
    home.json(["profile", "show", name])["profile"].clone()
}

fn names(home: &Sandbox) -> Vec<String> {
    let list = home.json(["profile", "list"]);
    list["profiles"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_was_told_once_is_used_for_the_next_file_and_it_is_said() {
    let home = with_march();
    let done = import(&home, &["card-04.csv"]);
    assert_eq!((counts(&done), &done["files"][0]["profile"]), ([2, 0, 0, 0], &json!("visa")));
    assert_eq!(done["warnings"], json!([]));
    assert_eq!(field(&home, "date")[2..], ["2026-05-05", "2026-05-06"]);
    assert_eq!(field(&home, "direction"), ["expense"; 4]);
    assert_eq!(field(&home, "currency"), ["CHF"; 4]);
    assert_eq!(field(&home, "source"), ["visa"; 4]);
    let again = home.outlay(["import", "card-04.csv"]).assert().success();
    assert_eq!(text(&again.get_output().stderr), "card-04.csv: read as profile `visa` says\n");
    assert_eq!(counts(&import(&home, &["card-03.csv"])), [0, 2, 0, 0], "the same account, so the same rows");
}

#[test]
fn the_first_import_says_that_it_remembers_and_a_dry_run_remembers_nothing() {
    let home = euros();
    home.write("giro 2026-03.csv", "Date,Text,Amount\n2026-03-04,Bread,-5.00\n");
    import(&home, &["giro 2026-03.csv", "--dry-run"]);
    import(&home, &["giro 2026-03.csv", "--no-profile"]);
    assert!(!folder(&home).exists());
    home.ok(["undo"]);
    let first = home.outlay(["import", "giro 2026-03.csv"]).assert().success();
    let said = text(&first.get_output().stderr);
    assert!(said.contains("how giro 2026-03.csv was read is remembered as profile `giro`"), "{said}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(folder(&home).join("giro.toml")).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "nobody else's business");
    }
}

#[test]
fn refused_imports_and_files_without_rows_teach_nothing() {
    let home = euros();
    home.write("bad.csv", "Date,Text,Amount\n2026-03-04,Bread,-5.00\n2026-03-05,Butter,six\n");
    home.write("empty.csv", "Date,Text,Amount\n");
    error(&home, &["import", "bad.csv"], 1);
    import(&home, &["empty.csv"]);
    assert_eq!(names(&home), Vec::<String>::new());
}

#[test]
fn without_profiles_the_file_is_read_afresh() {
    let home = with_march();
    let refused = error(&home, &["import", "card-04.csv", "--no-profile"], 1);
    assert_eq!(refused["code"], "ambiguous_date");
    error(&home, &["import", "card-04.csv", "--no-profile", "--profile", "visa"], 2);
}

#[test]
fn a_file_that_shows_the_opposite_is_stopped_and_nothing_is_written() {
    let home = with_march();
    home.write("us.csv", "Date;Text;Amount\n03/04/2026;Bread;5.00\n04/13/2026;Butter;6.00\n");
    let before = (home.ok(["export"]), profile(&home, "visa"));
    let refused = error(&home, &["import", "us.csv"], 1);
    assert_eq!(refused["code"], "ambiguous_date");
    let message = refused["message"].as_str().unwrap();
    assert!(
        message.contains("`visa`")
            && message.contains("`04/13/2026` in line 3")
            && message.contains("--no-profile"),
        "{message}"
    );
    error(&home, &["import", "us.csv", "--skip-bad-rows"], 1);
    assert_eq!((home.ok(["export"]), profile(&home, "visa")), before);
    let done = import(&home, &["us.csv", "--date-format", "mdy"]);
    assert_eq!(counts(&done), [2, 0, 0, 0]);
    assert_eq!(profile(&home, "visa")["date_format"], "mdy", "what was told is what holds now");
}

#[test]
fn what_is_told_changes_the_profile_only_when_the_import_succeeds() {
    let home = with_march();
    home.write("bad.csv", "Date;Text;Amount\n05/05/2026;Milk;7.00\n06/05/2026;Eggs;x\n");
    error(&home, &["import", "bad.csv", "--date-format", "mdy"], 1);
    import(&home, &["card-04.csv", "--date-format", "mdy", "--dry-run"]);
    assert_eq!(profile(&home, "visa")["date_format"], "dmy");
    let changed = home.outlay(["import", "card-04.csv", "--date-format", "mdy"]).assert().success();
    let said = text(&changed.get_output().stderr);
    assert!(said.contains("profile `visa` is changed"), "{said}");
    assert_eq!(profile(&home, "visa")["date_format"], "mdy");
}

#[test]
fn two_accounts_of_one_bank_have_a_profile_each() {
    let home = with_march();
    home.write("other.csv", "Date;Text;Amount\n07/05/2026;Tea;9.00\n");
    let done = import(&home, &["other.csv", "--source", "master"]);
    assert_eq!((&done["files"][0]["profile"], counts(&done)), (&json!("visa"), [1, 0, 0, 0]));
    assert_eq!(names(&home), ["master", "visa"]);
    assert_eq!(profile(&home, "visa")["source"], "visa", "the first account is as it was");
    let refused = error(&home, &["import", "card-04.csv"], 3);
    assert_eq!(refused["code"], "ambiguous");
    assert_eq!(refused["candidates"], json!(["--profile master", "--profile visa"]));
    import(&home, &["card-04.csv", "--source", "visa"]);
    import(&home, &["card-04.csv", "--profile", "master"]);
    assert_eq!(home.json(["list"])["count"], 7, "equal rows of two accounts stay two");
    if let Some(ended) = terminal::run(&home, 80, &["import", "card-04.csv"], "2\n") {
        assert!(ended.code == 0 && ended.screen.contains("2 already there"), "{}", ended.screen);
    }
}

#[test]
fn a_profile_without_an_account_gets_the_one_that_is_told() {
    let home = euros();
    home.write("a.csv", "Date,Text,Amount\n2026-03-04,Bread,-5.00\n");
    import(&home, &["a.csv"]);
    home.write("b.csv", "Date,Text,Amount\n2026-04-04,Bread,-5.00\n");
    import(&home, &["b.csv", "--source", "giro"]);
    assert_eq!(names(&home), ["a"]);
    assert_eq!(profile(&home, "a")["source"], "giro");
}

#[test]
fn a_profile_is_passed_on_as_a_file() {
    let home = with_march();
    home.ok(["profile", "export", "visa", "-o", "shared.toml"]);
    let shared = std::fs::read_to_string(home.path("shared.toml")).unwrap();
    assert_eq!(home.ok(["profile", "export", "visa"]), shared);
    let other = euros();
    other.write("shared.toml", &shared);
    other.write("card.csv", APRIL);
    error(&other, &["import", "card.csv"], 1);
    let done = import(&other, &["card.csv", "--profile", "./shared.toml"]);
    assert_eq!((counts(&done), &done["files"][0]["profile"]), ([2, 0, 0, 0], &json!("shared")));
    assert_eq!(field(&other, "source"), ["visa", "visa"]);
    assert_eq!(
        std::fs::read_to_string(other.path("shared.toml")).unwrap(),
        shared,
        "the file stays as it is"
    );
    assert_eq!(names(&other), ["visa"], "and is remembered here");
    let refused = error(&other, &["import", "card.csv", "--profile", "nowhere.toml"], 1);
    assert_eq!(refused["code"], "bad_file");
    error(&other, &["import", "card.csv", "--profile", "nobody"], 3);
}

#[test]
fn a_profile_that_cannot_be_read_is_named_and_stops_only_who_asks_for_it() {
    let home = with_march();
    home.write("config/outlay/profiles/broken.toml", "version = 1\n\ncurrency = \"\u{202e}\"\n");
    let done = import(&home, &["card-04.csv"]);
    assert_eq!(done["files"][0]["profile"], "visa");
    let warned = done["warnings"][0]["message"].as_str().unwrap();
    assert!(
        warned.contains("broken.toml line 3")
            && warned.contains("`currency`")
            && !warned.contains('\u{202e}'),
        "{warned}"
    );
    let refused = error(&home, &["import", "card-04.csv", "--profile", "broken"], 1);
    assert_eq!(refused["code"], "bad_file");
    let listed = home.json(["profile", "list"]);
    assert!(listed["profiles"][0]["error"].as_str().unwrap().contains("line 3"), "{listed}");
}

#[test]
fn a_folder_that_cannot_be_written_harms_no_import() {
    let home = euros();
    home.write("config/outlay/profiles", "a file where the folder should be");
    home.write("a.csv", "Date,Text,Amount\n2026-03-04,Bread,-5.00\n");
    let done = import(&home, &["a.csv"]);
    assert_eq!(counts(&done), [1, 0, 0, 0]);
    assert_eq!(done["warnings"][0]["code"], "profile");
}

#[test]
fn what_was_answered_on_a_terminal_is_remembered() {
    let home = euros();
    home.write("card-03.csv", MARCH);
    home.write("card-04.csv", APRIL);
    let Some(ended) = terminal::run(&home, 80, &["import", "card-03.csv"], "1\n1\n") else { return };
    assert!(ended.code == 0 && ended.screen.contains("remembered as profile `card`"), "{}", ended.screen);
    let done = import(&home, &["card-04.csv"]);
    assert_eq!(counts(&done), [2, 0, 0, 0]);
    assert_eq!(field(&home, "date"), ["2026-04-03", "2026-04-04", "2026-05-05", "2026-05-06"]);
    assert_eq!(field(&home, "direction"), ["expense"; 4]);
}

#[test]
fn mended_rows_are_read_as_the_file_they_come_from() {
    let home = with_march();
    home.write("card-05.csv", "Date;Text;Amount\n05/05/2026;Milk;7.00\n06/05/2026;Eggs;x\n");
    home.outlay(["import", "card-05.csv", "--skip-bad-rows", "--rejects", "left.csv"]).assert().code(4);
    let mended = std::fs::read_to_string(home.path("left.csv")).unwrap().replace(";x;", ";8.00;");
    home.write("left.csv", mended);
    let done = import(&home, &["left.csv"]);
    assert_eq!((counts(&done), &done["files"][0]["profile"]), ([1, 0, 0, 0], &json!("visa")));
    assert_eq!(names(&home), ["visa"]);
}

#[test]
fn many_imports_at_once_leave_whole_profiles() {
    let home = euros();
    for account in ["a", "b", "c", "d"] {
        home.write(&format!("{account}.csv"), "Date,Text,Amount\n2026-03-04,Bread,-5.00\n");
    }
    let children: Vec<_> = ["a", "b", "c", "d"]
        .iter()
        .map(|account| {
            let mut command = home.process(assert_cmd::cargo::cargo_bin!("outlay"));
            command.args(["import", &format!("{account}.csv"), "--source", account]);
            command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let listed = home.json(["profile", "list"]);
    for one in listed["profiles"].as_array().unwrap() {
        assert_eq!(one["error"], json!(null), "{one}");
    }
    for file in std::fs::read_dir(folder(&home)).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        assert!(!name.contains("partial"), "{name} is left");
    }
}
