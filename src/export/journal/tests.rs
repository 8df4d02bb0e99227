//! What is written for each program, to the letter. That the programs read it is proved in `tests/it/journals`.

use super::*;
use crate::export::sample::sample;

fn written(dialect: Dialect, expenses: &[Expense]) -> String {
    let mut out = Vec::new();
    let mut writer = JournalWriter::new(&mut out, dialect);
    for expense in expenses {
        writer.write(expense).unwrap();
    }
    writer.finish().unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn an_expense_for_hledger() {
    assert_eq!(
        written(Dialect::Hledger, &[sample()]),
        "; written by outlay for hledger\n\
         decimal-mark .\n\
         \n\
         2026-03-04 REWE | weekly shop\n    \
             ; reference: RF-1\n    \
             ; source: giro\n    \
             ; home:, party:\n    \
             expenses:food:groceries  12.50 EUR\n    \
             liabilities:card  -12.50 EUR\n\n"
    );
}

#[test]
fn an_expense_for_ledger() {
    assert_eq!(
        written(Dialect::Ledger, &[sample()]),
        "; written by outlay for ledger\n\
         \n\
         2026-03-04 REWE\n    \
             ; description: weekly shop\n    \
             ; reference: RF-1\n    \
             ; source: giro\n    \
             ; :home:party:\n    \
             expenses:food:groceries  12.50 EUR\n    \
             liabilities:card  -12.50 EUR\n\n"
    );
}

#[test]
fn accounts_of_beancount_are_opened_on_the_day_of_their_first_use() {
    let second = Expense { direction: Direction::Income, category: None, method: None, ..sample() };
    assert_eq!(
        written(Dialect::Beancount, &[sample(), second]),
        "; written by outlay for beancount\n\
         \n\
         2026-03-04 open Expenses:Food:Groceries\n\
         2026-03-04 open Liabilities:Card\n\
         2026-03-04 * \"REWE\" \"weekly shop\" #home #party\n    \
             reference: \"RF-1\"\n    \
             source: \"giro\"\n    \
             Expenses:Food:Groceries  12.50 EUR\n    \
             Liabilities:Card  -12.50 EUR\n\
         \n\
         2026-03-04 open Income:Uncategorised\n\
         2026-03-04 open Assets:Giro\n\
         2026-03-04 * \"REWE\" \"weekly shop\" #home #party\n    \
             reference: \"RF-1\"\n    \
             Income:Uncategorised  -12.50 EUR\n    \
             Assets:Giro  12.50 EUR\n\n"
    );
}

#[test]
fn names_that_a_program_cannot_read_are_replaced_and_never_shared() {
    let of =
        |dialect, category: &str| Accounts::new(dialect).of_category(Root::Expenses, Some(category)).name;
    assert_eq!(of(Dialect::Hledger, "a;b:c  d\u{a0}(e)"), "expenses:a-b:c d -e-");
    assert_eq!(of(Dialect::Ledger, "Café:咖啡 & Tee"), "expenses:Café:咖啡 & Tee");
    assert_eq!(
        of(Dialect::Beancount, "élan vital:咖啡:2024 trip:☕"),
        "Expenses:Élan-vital:X-咖啡:2024-trip:X"
    );
    assert_eq!(of(Dialect::Beancount, "ßa:ⅷ:ⓐ:हिन्दी"), "Expenses:SSa:X:X:X-ह-न-द");
    let mut accounts = Accounts::new(Dialect::Hledger);
    let mut name = |category| accounts.of_category(Root::Expenses, category).name;
    assert_eq!(name(Some("a;b")), "expenses:a-b");
    assert_eq!(name(Some("a-b")), "expenses:a-b-2");
    assert_eq!(name(Some("a;b")), "expenses:a-b");
    assert_eq!(name(None), "expenses:uncategorised");
    assert_eq!(name(Some("uncategorised")), "expenses:uncategorised-2");
}

#[test]
fn a_card_is_owed_and_a_debit_card_is_owned() {
    let of = |method| Accounts::new(Dialect::Hledger).of_method(method).name;
    assert_eq!(of(Some("Card")), "liabilities:card");
    assert_eq!(of(Some("Visa Gold")), "liabilities:visa gold");
    assert_eq!(of(Some("Debit card")), "assets:debit card");
    assert_eq!(of(Some("UPI")), "assets:upi");
    assert_eq!(of(Some("a:b")), "assets:a-b");
    assert_eq!(of(None), "assets:unspecified");
}

#[test]
fn text_stays_text() {
    let expense = Expense {
        payee: Some("* (x) ; y | z".to_owned()),
        description: "a \"q\" \\ ; b".to_owned(),
        note: Some("line, date:2020-01-01\n[2019-01-01] two".to_owned()),
        tags: vec!["a:b".to_owned(), "Payee".to_owned(), "été".to_owned()],
        reference: None,
        source: None,
        ..sample()
    };
    let hledger = written(Dialect::Hledger, std::slice::from_ref(&expense));
    assert!(hledger.contains("2026-03-04 - * (x) , y / z | a \"q\" \\ , b\n"), "{hledger}");
    assert!(hledger.contains("    ; note: line; date:2020-01-01 / [2019-01-01] two\n"), "{hledger}");
    assert!(hledger.contains("    ; a_b:, Payee_:, été:\n"), "{hledger}");
    let ledger = written(Dialect::Ledger, std::slice::from_ref(&expense));
    assert!(ledger.contains("    ; note: line, date:2020-01-01 / (2019-01-01) two\n"), "{ledger}");
    assert!(ledger.contains("    ; :a_b:Payee_:été:\n"), "{ledger}");
    let beancount = written(Dialect::Beancount, std::slice::from_ref(&expense));
    assert!(beancount.contains("* \"* (x) ; y | z\" \"a \\\"q\\\" \\\\ ; b\" #Payee\n"), "{beancount}");
    assert!(beancount.contains("    tags: \"a:b été\"\n"), "{beancount}");
}

#[test]
fn long_values_are_cut_into_lines_that_ledger_reads() {
    let expense = Expense { note: Some("é".repeat(10_000)), ..sample() };
    let ledger = written(Dialect::Ledger, &[expense]);
    assert!(ledger.lines().all(|line| line.len() < 4_096));
    assert_eq!(ledger.matches('é').count(), 10_000);
    assert!(ledger.contains("    ; note_2: é"));
}

#[test]
fn a_date_that_ledger_cannot_read_is_refused_by_name() {
    let date = chrono::NaiveDate::from_ymd_opt(1399, 12, 31).unwrap();
    let expense = Expense { date, ..sample() };
    let error = JournalWriter::new(Vec::new(), Dialect::Ledger).write(&expense).unwrap_err();
    assert_eq!(error.to_string(), "expense 1042 is of 1399-12-31, and ledger reads no date before 1400");
}
