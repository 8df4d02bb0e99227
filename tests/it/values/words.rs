//! The words behind the amount: direction, description, tags, method, note.

use serde_json::json;

use super::{added, error, euros, refused};

#[test]
fn direction_carries_the_sign() {
    let home = euros();
    assert_eq!(added(&home, &["5", "food"])["direction"], "expense");
    assert_eq!(added(&home, &["2", "food", "--income"])["direction"], "income");
    assert_eq!(added(&home, &["9", "food", "--transfer"])["direction"], "transfer");
    let report = home.json(["report"]);
    let row = &report["rows"][0];
    assert_eq!(
        (&row["expense"], &row["income"], &row["net"]),
        (&json!("5.00"), &json!("2.00"), &json!("-3.00"))
    );
    assert_eq!(
        (&row["count"], report["rows"].as_array().unwrap().len()),
        (&json!(2), 1),
        "a transfer is in no total"
    );
    assert_eq!(home.json(["list"])["totals"][0]["net"], "-3.00");
    home.ok(["edit", "1", "--income"]);
    assert_eq!(home.json(["report"])["rows"][0]["income"], "7.00");
    home.ok(["edit", "1", "--expense"]);
    assert_eq!(home.json(["report"])["rows"][0]["expense"], "5.00");
    refused(&home, &["5", "food", "--income", "--transfer"], "usage");
}

#[test]
fn words_are_description_tags_and_method_wherever_they_stand() {
    let home = euros();
    let expense = added(&home, &["5", "food", "+b", "bread", "@cash", "and", "+a", "butter", "-t", "c"]);
    assert_eq!((&expense["description"], &expense["method"]), (&json!("bread and butter"), &json!("Cash")));
    assert_eq!(expense["tags"], json!(["a", "b", "c"]));
    let expense = added(&home, &["5", "food", "a", "+", "b", "@", "c"]);
    assert_eq!(expense["description"], "a + b @ c", "a sign alone is a word");
    let expense = added(&home, &["5", "food", "bread", "--", "+no", "@tag", "--income", "-x"]);
    assert_eq!(expense["description"], "bread +no @tag --income -x");
    assert_eq!(
        (&expense["tags"], &expense["method"], &expense["direction"]),
        (&json!([]), &json!(null), &json!("expense"))
    );
}

#[test]
fn with_a_category_option_every_word_is_description() {
    let home = euros();
    let expense = added(&home, &["5", "-c", "food", "+bread", "@home", "12"]);
    assert_eq!((&expense["category"], &expense["description"]), (&json!("food"), &json!("+bread @home 12")));
    assert_eq!((&expense["tags"], &expense["method"]), (&json!([]), &json!(null)));
}

#[test]
fn methods_are_written_as_they_are_known() {
    let home = euros();
    for (typed, known) in [
        ("card", "Card"),
        ("CASH", "Cash"),
        ("@bank", "Bank"),
        ("upi", "UPI"),
        ("PayPal", "PayPal"),
        ("paypal", "PayPal"),
    ] {
        assert_eq!(added(&home, &["5", "food", "-m", typed])["method"], known, "{typed}");
    }
    let error = refused(&home, &["5", "food", "@card", "@cash"], "usage");
    assert!(
        error["message"].as_str().unwrap().contains("@card")
            && error["message"].as_str().unwrap().contains("@cash")
    );
    home.ok(["config", "set", "default_method", "Card"]);
    assert_eq!(added(&home, &["5", "food"])["method"], "Card");
    assert_eq!(added(&home, &["5", "food", "@cash"])["method"], "Cash");
}

#[test]
fn tags_are_single_words_once_each() {
    let home = euros();
    assert_eq!(added(&home, &["5", "food", "+a", "+a", "-t", "a", "-t", "+b"])["tags"], json!(["a", "b"]));
    for tag in ["two words", "", "+", "-x", "@x", "none", "a\tb"] {
        refused(&home, &["5", "food", &format!("--tag={tag}")], "usage");
    }
    let many: Vec<String> = (0..33).map(|n| format!("+t{n}")).collect();
    let mut args = vec!["5", "food"];
    args.extend(many.iter().map(String::as_str));
    refused(&home, &args, "usage");
    args.pop();
    assert_eq!(added(&home, &args)["tags"].as_array().unwrap().len(), 32);
}

#[test]
fn texts_are_kept_in_normal_form_and_trimmed() {
    let home = euros();
    let expense =
        added(&home, &["5", "food", " Cafe\u{301} ", "-p", " Rene\u{301} ", "--note", " one\r\ntwo\n"]);
    assert_eq!((&expense["description"], &expense["payee"]), (&json!("Café"), &json!("René")));
    assert_eq!(expense["note"], "one\ntwo");
    let emoji = "👩‍👩‍👧 שלום مرحبا";
    assert_eq!(added(&home, &["5", "food", emoji])["description"], emoji, "joiners and other scripts stay");
}

#[test]
fn a_word_that_clears_cannot_be_a_name() {
    let home = euros();
    refused(&home, &["5", "none"], "usage");
    added(&home, &["5", "food"]);
    assert_eq!(error(&home, &["category", "rename", "food", "none"], 2)["code"], "usage");
}
