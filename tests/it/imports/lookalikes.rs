//! Files in which something looks like what it is not: numbers of cheques, kinds of cards, payments that came in, headings.

use serde_json::Value;

use super::{euros, import};
use crate::common::Sandbox;

/// The rows of a file, in its order: signed amount, text, and `pending`.
fn rows(home: &Sandbox) -> Vec<String> {
    let listed = home.json(["list", "--limit", "100"]);
    let mut rows: Vec<&Value> = listed["expenses"].as_array().unwrap().iter().collect();
    rows.sort_by_key(|row| row["number"].as_u64());
    rows.into_iter()
        .map(|row| {
            let sign = if row["direction"] == "expense" { "-" } else { "" };
            let pending = row["tags"].as_array().unwrap().iter().any(|tag| tag == "pending");
            let state = if pending { " pending" } else { "" };
            format!(
                "{sign}{} {}{state}",
                row["amount"].as_str().unwrap(),
                row["description"].as_str().unwrap()
            )
        })
        .collect()
}

fn read(text: &str) -> Vec<String> {
    let home = euros();
    home.write("bank.csv", text);
    import(&home, &["bank.csv"]);
    rows(&home)
}

/// The code of the refusal.
fn refused(text: &str) -> String {
    let home = euros();
    home.write("bank.csv", text);
    let output = home.outlay(["import", "bank.csv", "--format", "json"]).output().unwrap();
    assert!(!output.status.success(), "{text}");
    let said: Value = serde_json::from_slice(&output.stderr)
        .or_else(|_| serde_json::from_slice(&output.stdout))
        .unwrap_or_else(|_| panic!("{text}"));
    let first = said["errors"][0]["code"].as_str().or_else(|| said["error"]["code"].as_str());
    first.unwrap().to_owned()
}

#[test]
fn numbers_of_cheques_and_branches_are_no_amounts() {
    let file = "Date,Cheque No,Branch,Narration,Rupees\n2026-01-05,1001,1,Rent,-12500.50\n2026-01-06,1002,1,Power,-820.20\n2026-01-07,1003,1,Water,-331.10\n";
    assert_eq!(read(file), ["-12500.50 Rent", "-820.20 Power", "-331.10 Water"]);
    let plain = "1,2026-01-05,REWE,1,-12.50\n2,2026-01-06,LIDL,1,-8.20\n3,2026-01-07,ALDI,1,-7.10\n";
    assert_eq!(read(plain), ["-12.50 REWE", "-8.20 LIDL", "-7.10 ALDI"]);
}

#[test]
fn a_k_that_no_name_calls_a_direction_is_none() {
    let file = "Date,Type,Description,Amount\n2026-03-02,K,Billa,-120.50\n2026-03-03,K,Tesco,-89.00\n";
    assert_eq!(read(file), ["-120.50 Billa", "-89.00 Tesco"]);
    let named =
        "Kuupäev;Selgitus;Summa;Deebet/Kreedit\n01.03.2026;Rimi;120,50;D\n02.03.2026;Palk;2000,00;K\n";
    assert_eq!(read(named), ["-120.50 Rimi", "2000.00 Palk"]);
}

#[test]
fn payments_that_came_in_or_went_out_by_a_slip_turn_no_signs() {
    let slips = "Dato;Tekst;Beløb\n13-03-2026;Løn;25.000,00\n14-03-2026;Indbetalingskort 71;-512,50\n15-03-2026;MobilePay;200,00\n16-03-2026;MobilePay;150,25\n";
    assert_eq!(refused(slips), "ambiguous_amount");
    let card = "Date,Description,Amount\n01/28/2026,WHOLE FOODS,87.41\n01/27/2026,TACOS,23.18\n01/25/2026,AUTOPAY PAYMENT - THANK YOU,-1432.77\n";
    assert_eq!(read(card), ["-87.41 WHOLE FOODS", "-23.18 TACOS", "1432.77 AUTOPAY PAYMENT - THANK YOU"]);
}

#[test]
fn a_heading_of_pending_rows_ends_with_the_next_one() {
    let inside = "Date,Description,Amount\nPending transactions,,\n2026-03-10,AMAZON,-30.00\nPosted transactions,,\n2026-03-09,STARBUCKS,-3.50\n2026-03-08,LIDL,-8.00\n";
    let expected = ["-30.00 AMAZON pending", "-3.50 STARBUCKS", "-8.00 LIDL"];
    assert_eq!(read(inside), expected);
    let above = "Pending transactions\nDate,Description,Amount\n2026-03-10,AMAZON,-30.00\n\nPosted transactions\nDate,Description,Amount\n2026-03-09,STARBUCKS,-3.50\n2026-03-08,LIDL,-8.00\n";
    assert_eq!(read(above), expected);
}

#[test]
fn a_row_with_an_amount_in_a_column_that_is_not_known_is_no_balance() {
    let file = "Date,Details,Uitgaven,Zonderling,Balance\n2026-03-02,Rent,700.00,,300.00\n2026-03-03,Salary,,2000.00,2300.00\n";
    assert_eq!(refused(file), "bad_rows");
    let known = "Date,Details,Paid out (£),Paid in (£),Balance (£)\n2026-03-02,Rent,700.00,,300.00\n2026-03-03,Salary,,2000.00,2300.00\n";
    assert_eq!(read(known), ["-700.00 Rent", "2000.00 Salary"]);
}

#[test]
fn a_purchase_at_a_shop_called_total_is_no_total() {
    let twice = "Date,Description,Amount\n2026-03-02,TOTAL,-50.00\n2026-03-03,SALARY,2500.00\n2026-03-04,TOTAL,-50.00\n";
    assert_eq!(read(twice), ["-50.00 TOTAL", "2500.00 SALARY", "-50.00 TOTAL"]);
    let several = "Date,Description,Amount,Currency\n2026-03-02,A,-30.00,USD\n2026-03-03,B,-20.00,GBP\n2026-03-04,TOTAL,-50.00,EUR\n";
    assert_eq!(read(several).len(), 3);
    let sum = "Date,Description,Amount\n2026-03-02,A,-30.00\n2026-03-03,B,-20.00\n2026-03-31,Total,-50.00\n";
    assert_eq!(read(sum), ["-30.00 A", "-20.00 B"]);
    let category = "Date,Description,Category,Amount\n2026-03-02,Glasses shop,Turnover,-80.00\n2026-03-03,B,Food,-20.00\n";
    assert_eq!(read(category).len(), 2);
}

#[test]
fn words_of_a_persons_own_notes_and_categories_say_nothing_of_a_row() {
    let note = "Date,Description,Note,Amount\n2026-03-02,GYM,cancelled,-30.00\n2026-03-03,REWE,,-20.00\n2026-03-04,LIDL,,-10.00\n";
    assert_eq!(read(note).len(), 3);
    let category = "Date,Description,Category,Amount\n2026-03-02,LIDL,pending - check receipt,-30.00\n2026-03-03,REWE,food,-20.00\n";
    assert_eq!(read(category), ["-30.00 LIDL", "-20.00 REWE"]);
}

#[test]
fn words_for_directions_that_are_the_balances_are_refused() {
    let file = "Date,Details,Amount,Balance,Dr / Cr\n2026-03-13,Rent,700.00,300.00,CR\n2026-03-14,Food,50.00,250.00,CR\n2026-03-15,Pay,900.00,1150.00,CR\n2026-03-16,Tea,10.00,1140.00,CR\n";
    assert_eq!(refused(file), "ambiguous");
    let both = "Date,Details,Amount,Dr / Cr,Balance,Dr / Cr\n2026-03-13,Rent,700.00,DR,300.00,CR\n2026-03-14,Food,50.00,DR,250.00,CR\n2026-03-15,Pay,900.00,CR,1150.00,CR\n";
    assert_eq!(read(both), ["-700.00 Rent", "-50.00 Food", "900.00 Pay"]);
}

#[test]
fn two_accounts_of_two_currencies_are_two_tables() {
    let file = "Account;DE1;EUR\nDatum;Text;Betrag\n13.03.2026;REWE;-5,00\n\nAccount;US1;USD\nDatum;Text;Betrag\n14.03.2026;AMAZON;-6,00\n15.03.2026;NETFLIX;-7,00\n";
    assert_eq!(refused(file), "bad_file");
}

/// A name is not closed like a quote.
#[test]
fn apostrophes_of_names_do_not_unquote_a_file() {
    let file = "'Datum','Text','Bedrag'\n'2026-03-02','REWE, Utrecht','-5.00'\n'2026-03-03','Café 't Hoekje; Utrecht','-6.00'\n'2026-03-04','LIDL','-7.00'\n";
    assert_eq!(read(file).len(), 3);
}
