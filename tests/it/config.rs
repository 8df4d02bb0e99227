//! `outlay config` and what the configuration does to other commands.

use predicates::prelude::*;
use serde_json::json;

use crate::common::Sandbox;

#[test]
fn a_value_goes_into_the_file_and_comes_back_with_its_source() {
    let home = Sandbox::new();
    assert_eq!(
        home.json(["config", "get", "currency"]),
        json!({"schema": 1, "key": "currency", "value": null, "source": "default", "warnings": []})
    );
    home.ok(["config", "set", "currency", "eur"]);
    assert_eq!(home.ok(["config", "get", "currency"]), "EUR\n");
    assert_eq!(home.json(["config", "get", "currency"])["source"], "file");
    home.ok(["config", "set", "list_limit", "20"]);
    assert_eq!(std::fs::read_to_string(home.config_file()).unwrap(), "currency = \"EUR\"\nlist_limit = 20\n");
    home.ok(["config", "unset", "currency"]);
    assert_eq!(home.json(["config", "get", "currency"])["source"], "default");
}

#[test]
fn comments_and_order_survive_a_change() {
    let home = Sandbox::new();
    let text =
        "# my settings\ncurrency = 'EUR' # at home\n\n[alias]\n# in the morning\ncoffee = 'add 3 coffee'\n";
    home.write("config/outlay/config.toml", text);
    home.ok(["config", "set", "currency", "CHF"]);
    home.ok(["config", "set", "alias.tea", "add 2 tea"]);
    assert_eq!(
        std::fs::read_to_string(home.config_file()).unwrap(),
        text.replace("'EUR'", "\"CHF\"") + "tea = \"add 2 tea\"\n"
    );
    home.ok(["config", "unset", "alias.tea"]);
    home.ok(["config", "set", "currency", "EUR"]);
    assert_eq!(std::fs::read_to_string(home.config_file()).unwrap(), text.replace("'EUR'", "\"EUR\""));
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Sandbox::new();
    home.ok(["config", "set", "color", "never"]);
    let mode = std::fs::metadata(home.config_file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let left: Vec<_> = std::fs::read_dir(home.config_file().parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 1, "no file is left beside it");
}

#[test]
fn the_environment_wins_over_the_file_and_the_flag_over_both() {
    let mut home = Sandbox::new();
    home.ok(["config", "set", "ledger", "home"]);
    home.set("OUTLAY_LEDGER", "work").set("OUTLAY_CURRENCY", "chf");
    let get = |args: &[&str]| {
        let got = home.json(args);
        (got["value"].clone(), got["source"].clone())
    };
    assert_eq!(get(&["config", "get", "ledger"]), (json!("work"), json!("env")));
    assert_eq!(get(&["config", "get", "ledger", "--ledger", "trip"]), (json!("trip"), json!("flag")));
    assert_eq!(get(&["config", "get", "currency"]), (json!("CHF"), json!("env")));
    let warnings = home.json(["config", "set", "ledger", "garden"])["warnings"].clone();
    assert_eq!(warnings[0]["code"], "overridden");
}

#[test]
fn a_value_that_is_not_possible_changes_nothing_and_exits_2() {
    let home = Sandbox::new();
    home.ok(["config", "set", "currency", "EUR"]);
    let error = home.fails_json(["config", "set", "currency", "EURO"], 2);
    assert_eq!((&error["code"], &error["value"]), (&json!("unknown_currency"), &json!("EURO")));
    for (key, value) in
        [("list_limit", "-1"), ("list_limit", "0"), ("week_start", "friday"), ("history", "1.5")]
    {
        assert_eq!(home.fails_json(["config", "set", key, value], 2)["code"], "usage", "{key} {value}");
    }
    assert_eq!(std::fs::read_to_string(home.config_file()).unwrap(), "currency = \"EUR\"\n");
}

#[test]
fn an_unknown_key_is_not_found_and_the_nearest_is_offered() {
    let home = Sandbox::new();
    let error = home.fails_json(["config", "get", "curency"], 3);
    assert_eq!((&error["code"], &error["candidates"]), (&json!("not_found"), &json!(["currency"])));
    home.fails(["config", "unset", "currency"], 3);
    home.fails(["config", "get", "alias.nothing"], 3);
    assert!(!home.config_file().exists(), "looking makes no file");
}

#[test]
fn the_list_has_every_key_and_alias() {
    let home = Sandbox::new();
    home.ok(["config", "set", "alias.coffee", "add 3 coffee"]);
    let list = home.json(["config", "list"]);
    let values = list["values"].as_array().unwrap();
    assert_eq!(list["count"], values.len());
    assert!(values.iter().any(|entry| entry["key"] == "week_start" && entry["source"] == "default"));
    assert!(values.iter().any(|entry| entry["key"] == "alias.coffee" && entry["value"] == "add 3 coffee"));
    assert!(home.ok(["config", "list"]).contains("alias.coffee"));
}

#[test]
fn the_path_is_told_whether_or_not_the_file_is_there_and_in_order() {
    let mut home = Sandbox::new();
    assert_eq!(home.json(["config", "path"])["exists"], false);
    home.write("config/outlay/config.toml", "no toml");
    assert_eq!(home.ok(["config", "path"]), format!("{}\n", home.config_file().display()));
    home.set("OUTLAY_CONFIG", "/else/where.toml");
    assert_eq!(home.ok(["config", "path"]), "/else/where.toml\n");
}

#[test]
fn a_malformed_file_is_told_with_line_and_column_and_left_as_it_is() {
    let home = Sandbox::new();
    let path = home.write("config/outlay/config.toml", "currency = 'EUR'\nledger = = 'x'\n");
    let error = home.fails_json(["config", "list"], 1);
    assert_eq!((&error["code"], &error["details"]["line"]), (&json!("usage"), &json!(2)));
    assert!(error["message"].as_str().unwrap().contains("line 2, column 10"), "{error}");
    home.fails(["config", "set", "ledger", "home"], 1);
    assert_eq!(std::fs::read_to_string(path).unwrap(), "currency = 'EUR'\nledger = = 'x'\n");
}

#[test]
fn a_bad_value_in_the_file_can_be_mended_by_the_command() {
    let home = Sandbox::new();
    home.write("config/outlay/config.toml", "list_limit = 'many'\n");
    assert!(home.fails(["config", "list"], 1).contains("line 1: `list_limit`"));
    home.ok(["config", "set", "list_limit", "10"]);
    assert_eq!(home.ok(["config", "get", "list_limit"]), "10\n");
}

#[test]
fn an_unknown_key_in_the_file_is_a_warning_with_its_line() {
    let home = Sandbox::new();
    home.write("config/outlay/config.toml", "# x\ncurency = 'EUR'\n");
    home.outlay(["config", "list"]).assert().success().stderr(
        predicate::str::contains("line 2: there is no key `curency`; did you mean `currency`?").count(1),
    );
    assert_eq!(home.json(["config", "list"])["warnings"][0]["code"], "config");
    home.outlay(["-q", "config", "list"]).assert().success().stderr("");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_made_is_named_and_nothing_is_left() {
    let home = Sandbox::new();
    home.write("config", "a file where the folder should be");
    let stderr = home.fails(["config", "set", "currency", "EUR"], 1);
    assert!(stderr.contains("config/outlay"), "{stderr}");
}

#[test]
fn an_alias_stands_for_a_command_and_keeps_what_follows() {
    let home = Sandbox::new();
    home.ok(["config", "set", "alias.cur", "config get currency"]);
    home.ok(["config", "set", "alias.curj", "cur --format json"]);
    home.ok(["config", "set", "currency", "EUR"]);
    assert_eq!(home.ok(["cur"]), "EUR\n");
    assert!(home.ok(["cur", "--format", "json"]).contains("\"EUR\""));
    assert!(home.ok(["-q", "curj"]).contains("\"EUR\""));
}

#[test]
fn aliases_that_go_in_circles_are_refused() {
    let home = Sandbox::new();
    home.ok(["config", "set", "alias.ping", "pong"]);
    home.ok(["config", "set", "alias.pong", "ping"]);
    let stderr = home.fails(["ping"], 2);
    assert!(stderr.contains("ping -> pong -> ping"), "{stderr}");
}

#[test]
fn a_command_cannot_be_replaced_by_an_alias() {
    let home = Sandbox::new();
    for name in ["config", "add", "help"] {
        assert!(home.fails(["config", "set", &format!("alias.{name}"), "list"], 2).contains("is a command"));
    }
    home.write("config/outlay/config.toml", "[alias]\nconfig = 'completions bash'\n");
    home.outlay(["config", "list"])
        .assert()
        .success()
        .stdout(predicate::str::starts_with("key"))
        .stderr(predicate::str::contains("the alias `config` is ignored"));
}
