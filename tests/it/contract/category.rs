//! `outlay category`.

use serde_json::{Value, json};

use super::{
    answers, fits_forty_columns, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe,
    whole_in_a_pipe,
};
use crate::common::Sandbox;

fn one<'v>(object: &'v Value, path: &str) -> &'v Value {
    let categories = object["categories"].as_array().unwrap();
    categories
        .iter()
        .find(|category| category["path"] == path)
        .unwrap_or_else(|| panic!("no {path}: {object:#}"))
}

#[test]
fn the_list_has_the_keys_of_the_contract() {
    let home = ledger();
    let list = answers(&home, &["category", "list"], "category-list");
    assert_eq!(list["count"], list["categories"].as_array().unwrap().len());
    assert_eq!(one(&list, "food:groceries")["count"], 2);
    let food = one(&list, "food");
    assert_eq!((&food["count"], &food["children"]), (&json!(0), &json!(["food:groceries"])));
    let empty = Sandbox::new();
    assert_eq!(answers(&empty, &["category", "list"], "category-list")["categories"], json!([]));
    assert!(!empty.database().exists());
}

#[test]
fn every_change_answers_with_the_category_as_it_is_now() {
    let home = ledger();
    let look = ["--colour", "blue", "--icon", "✈", "--order", "3"];
    let mut args = vec!["category", "add", "journeys:far"];
    args.extend(look);
    let added = answers(&home, &args, "category-change");
    let far = one(&added, "journeys:far");
    assert_eq!((&far["colour"], &far["icon"], &far["order"]), (&json!("blue"), &json!("✈"), &json!(3)));
    let edited = answers(&home, &["category", "edit", "journeys:far", "--colour", "none"], "category-change");
    assert_eq!(one(&edited, "journeys:far")["colour"], json!(null));
    let hidden = answers(&home, &["category", "hide", "journeys:far"], "category-change");
    assert_eq!(one(&hidden, "journeys:far")["hidden"], json!(true));
    let shown = answers(&home, &["category", "hide", "journeys:far", "--unhide"], "category-change");
    assert_eq!(one(&shown, "journeys:far")["hidden"], json!(false));
    let renamed = answers(&home, &["category", "rename", "travel", "journeys:near"], "category-change");
    assert_eq!(one(&renamed, "journeys:near")["count"], 1);
    assert_eq!(answers(&home, &["show", "4"], "show")["expense"]["category"], "journeys:near");
    let merged =
        answers(&home, &["category", "merge", "journeys:near", "savings", "journeys:far"], "category-change");
    assert_eq!(one(&merged, "journeys:far")["count"], 2);
    assert_eq!(answers(&home, &["show", "3"], "show")["expense"]["category"], "journeys:far");
    let same = answers(&home, &["category", "edit", "journeys:far", "--order", "3"], "category-change");
    assert_eq!(same["group"], json!(null), "nothing changed");
}

#[test]
fn several_categories_are_hidden_in_one_step_with_one_answer() {
    let home = ledger();
    let hidden = answers(&home, &["category", "hide", "travel", "savings"], "category-change");
    assert_eq!(hidden["count"], 2, "{hidden:#}");
    home.ok(["undo"]);
    let list = answers(&home, &["category", "list"], "category-list");
    assert!(
        list["categories"].as_array().unwrap().iter().all(|category| category["hidden"] == false),
        "{list:#}"
    );
}

#[test]
fn hiding_stops_before_anything_where_one_is_not_there() {
    let home = ledger();
    refuses(&home, &["category", "hide", "travel", "zoo"], 3, "not_found");
    let list = answers(&home, &["category", "list"], "category-list");
    assert_eq!(one(&list, "travel")["hidden"], json!(false));
}

#[test]
fn exit_codes() {
    let home = ledger();
    home.ok(["category", "add", "drinks:groceries"]);
    for args in [
        vec!["category", "edit", "zoo", "--order", "1"],
        vec!["category", "rename", "zoo", "park"],
        vec!["category", "hide", "zoo"],
        vec!["category", "merge", "zoo", "travel"],
        vec!["category", "merge", "travel", "zoo"],
    ] {
        refuses(&home, &args, 3, "not_found");
    }
    let several = refuses(&home, &["category", "hide", "groceries"], 3, "ambiguous");
    assert_eq!(several["candidates"], json!(["drinks:groceries", "food:groceries"]));
    for args in [
        vec!["category", "rename", "travel", "savings"],
        vec!["category", "rename", "food", "food:below"],
        vec!["category", "add", "a:b:c:d:e:f"],
        vec!["category", "add", "a::b"],
        vec!["category", "add", "none"],
        vec!["category", "add", "12"],
        vec!["category", "edit", "travel"],
        vec!["category", "frobnicate"],
    ] {
        refuses(&home, &args, 2, "usage");
    }
    let taken = refuses(&home, &["category", "rename", "travel", "savings"], 2, "usage");
    assert!(taken["hint"].as_str().unwrap().contains("category merge travel savings"), "{taken}");
}

#[test]
fn without_a_terminal_what_is_missing_is_named() {
    let home = ledger();
    for (command, argument) in
        [("add", "PATH"), ("edit", "PATH"), ("rename", "PATH"), ("hide", "PATH"), ("merge", "FROM")]
    {
        needs(&home, &["category", command], argument);
    }
    needs(&home, &["category", "rename", "travel"], "NEW");
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = ledger();
    let long = "a category with a name that is longer than a narrow terminal";
    home.ok(["category", "add", long, "--colour", "blue", "--icon", "✈"]);
    assert!(whole_in_a_pipe(&home, &["category", "list"]).contains(long));
    let narrow = fits_forty_columns(&home, &["category", "list"]);
    assert!(narrow.is_empty() || narrow.contains('…'), "{narrow}");
    home.ok(["category", "hide", "travel"]);
    assert!(!home.ok(["category", "list"]).contains("travel"));
    assert!(home.ok(["category", "list", "--hidden"]).contains("travel"));
    survives_a_closed_pipe(&home, &["category", "list"]);
    survives_a_closed_pipe(&home, &["category", "add", "unheard"]);
    assert!(home.ok(["category", "list"]).contains("unheard"));
    lacks_formats(&home, &["category", "list"], &["csv", "jsonl", "ids"]);
}
