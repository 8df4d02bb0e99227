//! Categories: which one is meant, and what can be one.

use super::{added, error, euros, refused, said, strings, warnings};
use crate::common::Sandbox;

fn paths(home: &Sandbox) -> Vec<String> {
    let list = home.json(["category", "list"]);
    list["categories"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["path"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_exact_path_comes_first_then_the_unique_last_segment() {
    let home = euros();
    added(&home, &["5", "food:groceries"]);
    assert_eq!(added(&home, &["5", "groceries"])["category"], "food:groceries");
    assert_eq!(added(&home, &["5", "food"])["category"], "food");
    added(&home, &["5", "pets:food"]);
    assert_eq!(added(&home, &["5", "food"])["category"], "food", "the exact path wins over a last segment");
    added(&home, &["5", "office:supplies:paper"]);
    assert_eq!(added(&home, &["5", "supplies:paper"])["category"], "office:supplies:paper");
    assert_eq!(paths(&home).len(), 7, "{:?}", paths(&home));
}

#[test]
fn a_last_segment_of_several_is_refused_with_all_of_them() {
    let home = euros();
    added(&home, &["5", "food:other"]);
    added(&home, &["5", "travel:other"]);
    let error = error(&home, &["add", "5", "other"], 3);
    assert_eq!(error["code"], "ambiguous");
    assert_eq!(strings(&error["candidates"]), ["food:other", "travel:other"]);
    assert_eq!(home.json(["list"])["count"], 2);
    for args in
        [["list", "-c", "other"].as_slice(), &["edit", "1", "-c", "other"], &["report", "-c", "other"]]
    {
        assert_eq!(super::error(&home, args, 3)["code"], "ambiguous", "{args:?}");
    }
}

#[test]
fn a_new_one_is_said_with_near_matches() {
    let home = euros();
    added(&home, &["5", "food:groceries"]);
    let object = said(&home, &["5", "food:grocereis"]);
    let warning = &object["warnings"][0];
    assert_eq!(warning["code"], "new_category");
    let message = warning["message"].as_str().unwrap();
    assert!(message.contains("food:grocereis") && message.contains("food:groceries"), "{message}");
    let assert = home.outlay(["add", "5", "zoo"]).assert().success();
    let stderr = crate::common::text(&assert.get_output().stderr);
    assert!(stderr.contains("`zoo` is a new category") && !stderr.contains("not `"), "{stderr}");
    assert!(warnings(&said(&home, &["5", "zoo"])).is_empty(), "it is new once");
}

#[test]
fn strict_refuses_new_ones_by_flag_and_by_configuration() {
    let home = euros();
    added(&home, &["5", "food:groceries"]);
    let refused = error(&home, &["add", "5", "grocerys", "--strict"], 3);
    assert_eq!(
        (&refused["code"], strings(&refused["candidates"])),
        (&"not_found".into(), vec!["food:groceries"])
    );
    assert!(refused["hint"].as_str().unwrap().contains("outlay category add grocerys"));
    added(&home, &["5", "groceries", "--strict"]);
    home.ok(["config", "set", "categories", "strict"]);
    error(&home, &["add", "5", "zoo"], 3);
    error(&home, &["edit", "1", "-c", "zoo"], 3);
    home.ok(["category", "add", "zoo"]);
    added(&home, &["5", "zoo"]);
    assert_eq!(paths(&home), ["food", "food:groceries", "zoo"]);
}

#[test]
fn they_are_compared_folded_in_normal_form_and_trimmed() {
    let home = euros();
    added(&home, &["5", "Café:Straße"]);
    for typed in ["café:strasse", "CAFE\u{301}:STRASSE", " Café : Straße ", "straße"] {
        assert_eq!(added(&home, &["5", typed])["category"], "Café:Straße", "{typed}");
    }
    assert_eq!(paths(&home), ["Café", "Café:Straße"]);
}

#[test]
fn five_levels_of_sixty_four_characters_and_no_more() {
    let home = euros();
    let level = "ä".repeat(64);
    let deep = [level.as_str(); 5].join(":");
    assert_eq!(added(&home, &["5", &deep])["category"], deep);
    for typed in [[level.as_str(); 6].join(":"), "ä".repeat(65), format!("food:{}", "x".repeat(65))] {
        refused(&home, &["5", &typed], "usage");
    }
}

#[test]
fn what_cannot_be_one_is_refused() {
    let home = euros();
    for typed in [
        "",
        " ",
        ":",
        "food:",
        ":food",
        "food::bread",
        "none",
        "None",
        "food:none",
        "not:food",
        "12",
        "1.50",
        "@card",
        "+tag",
        "a\tb",
        "a\nb",
        "a\u{1b}[2Jb",
        "a\u{202e}b",
    ] {
        let error = refused(&home, &["5", typed], "usage");
        assert!(error["hint"].is_string(), "{typed:?}: {error}");
    }
}

#[test]
fn a_hidden_one_keeps_its_expenses_and_can_still_be_named() {
    let home = euros();
    added(&home, &["5", "food:groceries"]);
    home.ok(["category", "hide", "groceries"]);
    assert_eq!(home.json(["list", "-c", "groceries"])["count"], 1);
    assert_eq!(added(&home, &["5", "groceries"])["category"], "food:groceries");
}

#[test]
fn a_renamed_or_merged_one_is_found_by_its_new_path() {
    let home = euros();
    added(&home, &["5", "groceries"]);
    added(&home, &["5", "shop"]);
    home.ok(["category", "rename", "groceries", "food:groceries"]);
    assert_eq!(home.json(["show", "1"])["expense"]["category"], "food:groceries");
    assert_eq!(added(&home, &["5", "groceries"])["category"], "food:groceries");
    home.ok(["category", "merge", "shop", "groceries"]);
    assert_eq!(home.json(["list", "-c", "food"])["count"], 3);
    home.ok(["undo"]);
    assert_eq!(home.json(["list", "-c", "food"])["count"], 2);
    assert_eq!(home.json(["show", "2"])["expense"]["category"], "shop");
}
