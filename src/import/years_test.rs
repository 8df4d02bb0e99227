//! Statements whose rows have no year.

use super::*;

fn read(text: &str) -> Result<Statement, ImportError> {
    read_statement(text.as_bytes().to_vec(), ImportOptions::new("EUR".parse().unwrap()))
}

fn dates(text: &str) -> Vec<String> {
    let statement = read(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    statement.rows().map(|row| row.unwrap().draft.date.to_string()).collect()
}

#[test]
fn the_year_is_that_of_the_period_above_the_rows() {
    let names = "Account;1234\nPeriod;15.12.2025 - 14.01.2026\n\nDate;Text;Amount\n28 Dec;Bread;-5.00\n04 Jan;Tea;-6.00\n";
    assert_eq!(dates(names), ["2025-12-28", "2026-01-04"]);
    let numbers = "Kontoauszug vom 31.03.2026\n\nTag;Text;Betrag\n02.03.;Brot;-5,00\n15.03.;Tee;-6,00\n";
    assert_eq!(dates(numbers), ["2026-03-02", "2026-03-15"]);
    let statement = read(numbers).unwrap();
    assert!(statement.layout().notes.iter().any(|note| note.code == "years"), "it is said");
    let below = "Date,Text,Amount\nMar 25,Bread,-5.00\nMar 26,Tea,-6.00\nStatement date: March 31 2026,,\n";
    assert_eq!(dates(below), ["2026-03-25", "2026-03-26"]);
}

#[test]
fn days_of_a_period_over_new_year_have_its_years() {
    let file = |rows: &str| format!("Period: 15.12.2025 - 14.01.2026\n\nDatum;Text;Betrag\n{rows}");
    let rows = "28.12.;Brot;-5,00\n03.01.;Tee;-6,00\n12.01.;Tee;-6,00\n13.01.;Tee;-6,00\n";
    assert_eq!(dates(&file(rows)), ["2025-12-28", "2026-01-03", "2026-01-12", "2026-01-13"]);
    // In March it may be of the year before; in February of neither.
    let statement = read(&file("28.12.;Brot;-5,00\n03.03.;Tee;-6,00\n03.02.;Tee;-6,00\n")).unwrap();
    let days: Vec<_> = statement.rows().map(|row| row.map(|row| row.draft.date.to_string()).ok()).collect();
    assert_eq!(days, [Some("2025-12-28".to_owned()), Some("2025-03-03".to_owned()), None]);
    let quoted = "From 15 December 2023 to 15 January 2024\n'Date','Text','Amount'\n'16 Dec','Mike''s, Kitchen',-5.00\n'02 Jan','Tea',-6.00\n";
    assert_eq!(dates(quoted), ["2023-12-16", "2024-01-02"]);
}

#[test]
fn the_order_of_day_and_month_is_proved_or_asked_as_ever() {
    let file = |rows: &str| format!("Statement date,2026-04-30\n\nDate,Text,Amount\n{rows}");
    assert_eq!(dates(&file("03/04,Bread,-5.00\n04/13,Tea,-6.00\n")), ["2026-03-04", "2026-04-13"]);
    let open = read(&file("03/04,Bread,-5.00\n04/03,Tea,-6.00\n"));
    assert!(matches!(open, Err(ImportError::AmbiguousDate { .. })), "{open:?}");
}

#[test]
fn without_a_year_anywhere_nothing_is_made_up() {
    assert!(read("Date,Text,Amount\n04 Mar,Bread,-5.00\n05 Mar,Tea,-6.00\n").is_err());
    let lone = read("Statement date;31.01.2026\n\nDate;Text;Amount\n04 Jan;Bread;-5.00\n20 Feb;Tea;-6.00\n")
        .unwrap();
    let rows: Vec<_> = lone.rows().collect();
    assert!(rows[0].is_ok());
    assert_eq!(rows[1].as_ref().unwrap_err().code, "bad_date", "neither year fits");
}

#[test]
fn dates_with_years_are_read_without_looking_for_any() {
    let text = "Printed;31.01.2020\n\nDate;Text;Amount\n24.03.2026;Bread 04/05;-5.00\n";
    assert_eq!(read(text).unwrap().layout().notes, []);
    assert_eq!(
        dates("Printed;31.01.2020\n\nDate;Text;Amount\n24.03.2026;Bread 04/05;-5.00\n"),
        ["2026-03-24"]
    );
}
