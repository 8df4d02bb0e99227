//! The options of `import`, one by one.

use serde_json::json;

use super::{counts, euros, expenses, field, import};
use crate::common::Sandbox;
use crate::contract::error;

/// A home with one file `a.csv`.
fn with(content: impl AsRef<[u8]>) -> Sandbox {
    let home = euros();
    home.write("a.csv", content);
    home
}

#[test]
fn map_names_columns_by_header_or_by_number() {
    let home = with("Wann,Was,\"Betrag, netto\",Wo\nlorem,Brot,ipsum,Spar\n");
    error(&home, &["import", "a.csv"], 1);
    home.write("a.csv", "Wann,Was,\"Betrag, netto\",Wo\n2026-10-01,Brot,-5.00,Spar\n");
    for map in [
        ["date=Wann,amount=Betrag, netto,description=Was,payee=Wo"].as_slice(),
        &["date=1,amount=3,description=2,payee=4"],
        &["date=wann", "amount=3", "description=WAS", "payee=4"],
    ] {
        let mut args = vec!["a.csv"];
        for one in map {
            args.extend(["--map", one]);
        }
        import(&home, &args);
        let row = &expenses(&home)[0];
        assert_eq!(
            (&row["amount"], &row["description"], &row["payee"]),
            (&json!("5.00"), &json!("Brot"), &json!("Spar"))
        );
        home.ok(["undo"]);
    }
}

#[test]
fn every_role_has_its_field() {
    let home = with(
        "d,out,in,way,cur,text,who,cat,how,memo,ref,bal\n\
         2026-10-01,5.00,,,EUR,Bread,Spar,food:bread,card,a note,R-1,100.00\n\
         2026-10-02,,7.00,,CHF,Refund,Spar,food:bread,Bank,,R-2,107.00\n",
    );
    let map = "date=d,debit=out,credit=in,currency=cur,description=text,payee=who,category=cat,method=how,note=memo,reference=ref,balance=bal";
    let done = import(&home, &["a.csv", "--map", map]);
    let roles: Vec<&str> = done["files"][0]["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["role"].as_str().unwrap_or("-"))
        .collect();
    assert_eq!(
        roles,
        [
            "date",
            "debit",
            "credit",
            "-",
            "currency",
            "description",
            "payee",
            "category",
            "method",
            "note",
            "reference",
            "balance"
        ]
    );
    let rows = expenses(&home);
    for (key, value) in [
        ("amount", json!("5.00")),
        ("direction", json!("expense")),
        ("description", json!("Bread")),
        ("payee", json!("Spar")),
        ("category", json!("food:bread")),
        ("method", json!("Card")),
        ("note", json!("a note")),
        ("reference", json!("R-1")),
    ] {
        assert_eq!(rows[0][key], value, "{key}");
    }
    assert_eq!((&rows[1]["direction"], &rows[1]["currency"]), (&json!("income"), &json!("CHF")));
    let home = with("date,amount,way\n2026-10-01,5.00,debit\n2026-10-02,6.00,credit\n");
    import(&home, &["a.csv", "--map", "direction=way"]);
    assert_eq!(field(&home, "direction"), ["expense", "income"]);
}

#[test]
fn a_map_that_cannot_be_is_refused() {
    let home = with("Date,Amount\n2026-10-01,-5.00\n");
    for (map, exit) in
        [("date", 2), ("colour=1", 2), ("date=0", 2), ("date=", 2), ("date=Nowhere", 3), ("date=9", 3)]
    {
        let refused = error(&home, &["import", "a.csv", "--map", map], exit);
        assert!(refused["message"].as_str().unwrap().len() > 10, "{map}: {refused}");
    }
    error(&home, &["import", "a.csv", "--map", "date=1,date=2"], 2);
    assert!(!home.database().exists());
}

#[test]
fn lines_at_the_top_are_left_out_and_the_header_is_where_it_is_told() {
    let home = with("Account 12-34\nDate,nothing,here\nDate,Amount,Description\n2026-10-01,-5.00,Bread\n");
    import(&home, &["a.csv", "--skip-lines", "2"]);
    assert_eq!(field(&home, "description"), ["Bread"]);
    home.ok(["undo"]);
    import(&home, &["a.csv", "--header", "3"]);
    assert_eq!(field(&home, "description"), ["Bread"]);
    let home = with("2026-10-01,-5.00,Bread\n2026-10-02,-6.00,Butter\n");
    import(&home, &["a.csv", "--header", "none", "--map", "date=1,amount=2,description=3"]);
    assert_eq!(field(&home, "description"), ["Bread", "Butter"]);
    for args in [["--header", "99"], ["--skip-lines", "99"]] {
        let output = home.outlay(["import", "a.csv"].iter().chain(&args)).output().unwrap();
        assert!([1, 2].contains(&output.status.code().unwrap()), "{args:?}");
    }
}

#[test]
fn dates_are_read_as_told_and_an_open_question_is_refused_with_the_option() {
    let home = with("Date,Amount\n03/04/2026,-5.00\n05/06/2026,-6.00\n");
    let refused = error(&home, &["import", "a.csv"], 1);
    assert_eq!(refused["code"], "ambiguous_date");
    assert!(format!("{refused}").contains("--date-format"), "{refused}");
    for (format, dates) in [
        ("dmy", ["2026-04-03", "2026-06-05"]),
        ("mdy", ["2026-03-04", "2026-05-06"]),
        ("%d/%m/%Y", ["2026-04-03", "2026-06-05"]),
    ] {
        let done = import(&home, &["a.csv", "--date-format", format]);
        assert_eq!(field(&home, "date"), dates, "{format}");
        assert_eq!(done["files"][0]["date_format"], format);
        home.ok(["undo"]);
    }
    let home = with("Date,Amount\n03/04/2026,-5.00\n25/06/2026,-6.00\n");
    import(&home, &["a.csv"]);
    assert_eq!(field(&home, "date"), ["2026-04-03", "2026-06-25"], "one row proves the order of all");
    let home = with("Date,Amount\n26-04-03,-5.00\n");
    import(&home, &["a.csv", "--date-format", "%y-%m-%d"]);
    assert_eq!(field(&home, "date"), ["2026-04-03"]);
}

#[test]
fn the_decimal_mark_is_read_as_told_and_an_open_question_is_refused_with_the_option() {
    let home = with("Date;Amount\n2026-10-01;-1.234\n");
    let refused = error(&home, &["import", "a.csv"], 1);
    assert_eq!(refused["code"], "ambiguous_amount");
    assert!(format!("{refused}").contains("--decimal-mark"), "{refused}");
    import(&home, &["a.csv", "--decimal-mark", ","]);
    assert_eq!(field(&home, "amount"), ["1234.00"]);
    let home = with("Date;Amount\n2026-10-01;-1.234,50\n2026-10-02;-1.234\n");
    import(&home, &["a.csv"]);
    assert_eq!(field(&home, "amount"), ["1234.50", "1234.00"], "one row proves the mark of all");
}

#[test]
fn delimiter_and_encoding() {
    for (delimiter, mark) in [(";", ';'), ("tab", '\t'), ("|", '|'), ("\\t", '\t')] {
        let home = with(format!("Date{mark}Amount{mark}Description\n2026-10-01{mark}-5.00{mark}a, b\n"));
        let done = import(&home, &["a.csv", "--delimiter", delimiter]);
        assert_eq!(done["files"][0]["delimiter"], mark.to_string());
        assert_eq!(field(&home, "description"), ["a, b"]);
    }
    let latin = b"Date,Amount,Description\n2026-10-01,-5.00,Caf\xe9 \x80\n";
    let home = with(latin);
    let done = import(&home, &["a.csv"]);
    assert_eq!(field(&home, "description"), ["Café €"]);
    assert_eq!(done["warnings"][0]["code"], "fallback_encoding");
    let home = with(b"Date,Amount,Description\n2026-10-01,-5.00,\xa3\xf3d\xbc\n");
    import(&home, &["a.csv", "--encoding", "iso-8859-2"]);
    assert_eq!(field(&home, "description"), ["Łódź"]);
    let utf16: Vec<u8> = "\u{feff}Date,Amount,Description\n2026-10-01,-5.00,咖啡\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let home = with(utf16);
    import(&home, &["a.csv"]);
    assert_eq!(field(&home, "description"), ["咖啡"]);
}

#[test]
fn invert_makes_positive_amounts_spending() {
    let home = with("Date,Amount\n2026-10-01,5.00\n2026-10-02,-2.00\n");
    import(&home, &["a.csv", "--invert"]);
    assert_eq!(field(&home, "direction"), ["expense", "income"]);
    let home = with("Date,Amount\n2026-10-01,5.00\n2026-10-02,-2.00\n");
    import(&home, &["a.csv"]);
    assert_eq!(field(&home, "direction"), ["income", "expense"]);
}

#[test]
fn currency_source_category_method_and_tags_are_for_rows_that_have_none() {
    let home =
        with("Date,Amount,Currency,Category,Method\n2026-10-01,-5.00,CHF,food,cash\n2026-10-02,-6.00,,,\n");
    let args = [
        "a.csv",
        "--currency",
        "SEK",
        "--source",
        "current account",
        "-c",
        "misc:bank",
        "-m",
        "card",
        "-t",
        "imported",
        "-t",
        "+bank",
    ];
    import(&home, &args);
    assert_eq!(field(&home, "currency"), ["CHF", "SEK"]);
    assert_eq!(field(&home, "category"), ["food", "misc:bank"]);
    assert_eq!(field(&home, "method"), ["Cash", "Card"]);
    assert_eq!(field(&home, "source"), ["current account", "current account"]);
    for expense in expenses(&home) {
        assert_eq!(expense["tags"], json!(["bank", "imported"]));
        assert!(expense["batch"].is_string());
    }
}

#[test]
fn strict_refuses_rows_of_new_categories() {
    let home = with("Date,Amount,Category\n2026-10-01,-5.00,food\n2026-10-02,-6.00,zoo\n");
    home.ok(["category", "add", "food"]);
    let refused = error(&home, &["import", "a.csv", "--strict"], 1);
    assert_eq!((&refused["code"], &refused["details"][0]["value"]), (&json!("bad_rows"), &json!("zoo")));
    let done = import(&home, &["a.csv"]);
    assert_eq!(done["warnings"][0]["code"], "new_category");
    assert_eq!(home.json(["category", "list"])["count"], 2);
}

#[test]
fn a_dry_run_says_the_same_and_changes_nothing() {
    let home =
        with("Date,Amount,Category\n2026-10-01,-5.00,food\n2026-10-01,-5.00,food\n2026-10-02,-6.00,zoo\n");
    let would = import(&home, &["a.csv", "--dry-run"]);
    assert_eq!(counts(&would), [3, 0, 0, 0]);
    assert!(!home.database().exists());
    home.ok(["add", "1", "food"]);
    let before = (home.ok(["export"]), home.json(["queue", "list"]), home.json(["category", "list"]));
    import(&home, &["a.csv", "--dry-run"]);
    assert_eq!((home.ok(["export"]), home.json(["queue", "list"]), home.json(["category", "list"])), before);
    let done = import(&home, &["a.csv"]);
    assert_eq!((counts(&done), &done["files"][0]["totals"]), (counts(&would), &would["files"][0]["totals"]));
    assert_eq!(counts(&import(&home, &["a.csv", "--dry-run"])), [0, 3, 0, 0]);
}

#[test]
fn stdin_is_a_file_as_well() {
    let home = euros();
    let statement = "Date,Amount\n2026-10-01,-5.00\n";
    home.outlay(["import", "-", "--source", "x"]).write_stdin(statement).assert().success();
    assert_eq!(home.json(["batch", "list"])["batches"][0]["file"], json!(null));
    home.write("a.csv", statement);
    assert_eq!(
        counts(&import(&home, &["a.csv", "--source", "x"])),
        [0, 1, 0, 0],
        "the name of the file does not matter"
    );
}
