//! What a file says of its rows beside them: in the lines above, in the names of its columns, in words for states.

use super::statement_test::{options, read, refusal, rows};
use super::*;

#[test]
fn of_two_amounts_the_one_beside_the_currency_of_the_account_was_booked() {
    let header = "Дата операции;Сумма операции;Валюта операции;Сумма списанная;Валюта счета;Основание\n";
    let lines = "2026-07-06;-4,50;EUR;-336,15;RUB;Hotel\n2026-07-07;-300,00;RUB;-300,00;RUB;Phone\n";
    assert_eq!(
        rows(&format!("{header}{lines}"), options()),
        ["2026-07-06 -336.15 RUB Hotel", "2026-07-07 -300.00 RUB Phone"]
    );
    // An amount before a conversion is the row's where there is no other.
    let card = "תאריך עסקה,שם בית העסק,סכום עסקה,מטבע חיוב,4 ספרות אחרונות של כרטיס האשראי\n\
        13/02/2026,Super,-123.45,₪,1234\n14/02/2026,Books,-89.90,usd,5678\n";
    assert_eq!(rows(card, options()), ["2026-02-13 -123.45 ILS Super", "2026-02-14 -89.90 USD Books"]);
}

#[test]
fn dates_above_the_rows_decide_what_the_rows_leave_open() {
    let file = |above: &str| {
        format!("{above}\n\nDate,Description,Amount\n11/01/2026,Tea,-3.00\n11/06/2026,Pay,9.00\n")
    };
    for above in
        ["Ending balance as of 11/30/2026,,6.00", "11/01/2026-11/30/2026", "Period:,11/01/2026 - 11/30/2026."]
    {
        let statement = read(&file(above), options());
        assert_eq!(statement.layout().date_format, DateFormat::Mdy, "{above}");
        let note = statement.layout().notes.iter().find(|note| note.code == "dates_above");
        assert_eq!(note.unwrap().message, "days and months of the dates stand as in `11/30/2026` in line 1");
    }
    assert_eq!(read(&file("Made on 30/11/2026"), options()).layout().date_format, DateFormat::Dmy);
    // What is told needs no proof, and what is written otherwise or disagrees is none.
    let told = ImportOptions { date_format: Some(DateFormat::Dmy), ..options() };
    assert!(read(&file("11/30/2026"), told).layout().notes.iter().all(|note| note.code != "dates_above"));
    for above in
        ["Made on 30.11.2026", "11/30/2026 to 30/11/2026", "11/05/2026", "Account 11/30/20268", "11/30/26"]
    {
        assert_eq!(refusal(&file(above), options()).code(), "ambiguous_date", "{above}");
    }
}

#[test]
fn a_name_in_words_names_the_currency_and_a_state_that_is_none_of_a_payment_leaves_it_out() {
    let euros = "Päivä;Määrä\u{a0} EUROA;Selitys\n19.07.2026;-500;Vuokra\n";
    let usd = ImportOptions::new("USD".parse().unwrap());
    assert_eq!(rows(euros, usd), ["2026-07-19 -500.00 EUR Vuokra"]);
    let states = "date,name,state,amount\n2026-07-19,Bar,APPROVED,-3.00\n2026-07-20,Bar,NOT APPROVED,-4.00\n";
    assert_eq!(rows(states, options()), ["2026-07-19 -3.00 EUR Bar"]);
}
