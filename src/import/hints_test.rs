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

#[test]
fn dates_without_a_year_need_a_line_that_says_it() {
    let rows_of = |above: &str| format!("{above}Date,Text,Amount\n'06/07,a,-1.00\n'13/07,b,-2.00\n");
    assert_eq!(
        refusal(&rows_of(""), options()).to_string(),
        "the dates of column Date have no year, as `'06/07` in line 2, and no line of the file says which it is: write one \
         above the header, such as `Period: 2026-03-01 - 2026-03-31`"
    );
    let japanese = "日付,摘要,金額\n4月30日,a,-100\n5月1日,b,-200\n";
    assert!(matches!(refusal(japanese, options()), ImportError::NoYears { .. }));
    assert_eq!(
        rows(&format!("期間: 2026年4月1日～2026年5月31日\n{japanese}"), options()),
        ["2026-04-30 -100.00 EUR a", "2026-05-01 -200.00 EUR b"]
    );
    let period = rows_of("Period: 2026-07-01 - 2026-07-31\n");
    assert_eq!(rows(&period, options()), ["2026-07-06 -1.00 EUR a", "2026-07-13 -2.00 EUR b"]);
}

#[test]
fn a_side_of_a_pair_without_names_may_be_written_as_zero() {
    let text = "20/01/2026,FEE,0.00,0.00,70.00\n19/01/2026,A,0.00,20.00,70.00\n18/01/2026,B,0.00,10.00,50.00\n\
        17/01/2026,C,60.00,0.00,40.00\n16/01/2026,D,0.00,30.00,100.00\n";
    assert_eq!(
        rows(text, options()),
        [
            "2026-01-20 -0.00 EUR FEE",
            "2026-01-19 +20.00 EUR A",
            "2026-01-18 +10.00 EUR B",
            "2026-01-17 -60.00 EUR C",
            "2026-01-16 +30.00 EUR D",
        ]
    );
    // A column that is filled beside the amount is no other side of it.
    let cashback = "20/01/2026,Tea,-5.00,0.00\n19/01/2026,Pen,-7.00,0.30\n18/01/2026,Ink,-2.50,0.00\n";
    assert_eq!(rows(cashback, options())[1], "2026-01-19 -7.00 EUR Pen");
}

#[test]
fn of_two_amounts_of_one_name_the_one_that_every_row_has_is_read() {
    let text = "Belegdatum;Verwendungszweck;Fremdwährung;Betrag;Kurs;Betrag;Währung\n13.01.2026;Bar;;;;- 12,34;EUR\n\
        14.01.2026;Shop;USD;- 20,00;1,10000;- 18,18;EUR\nSaldo:;;;;;-30,52;EUR\n";
    assert_eq!(rows(text, options()), ["2026-01-13 -12.34 EUR Bar", "2026-01-14 -18.18 EUR Shop"]);
    let both = "Datum;Text;Betrag;Betrag\n13.01.2026;Bar;-1,00;-2,00\n14.01.2026;Bar;-1,00;-3,00\n";
    assert!(matches!(refusal(both, options()), ImportError::SameNames { .. }));
}

#[test]
fn rows_without_an_amount_are_left_out_and_those_that_were_cut_short_refused() {
    let text = "Datum;Text;Betrag;Notiz\n13.01.2026;Bar;-1,00;\n14.01.2026;A new card is sent to you;;\n\
        15.01.2026;Shop;;-3,00\n16.01.2026;Cut\n";
    let statement = read(text, options());
    let mut all = statement.rows();
    let read: Vec<bool> = all.by_ref().map(|row| row.is_ok()).collect();
    assert_eq!(read, [true, false, false]);
    assert_eq!(
        all.skipped().iter().map(|skipped| (skipped.kind, skipped.count)).collect::<Vec<_>>(),
        [(LeftOut::Notice, 1)]
    );
    // Booked and to come in one file: where both sides are empty the amount has no direction.
    let card = "Date,Text,Amount,Debit,Credit\n2026-01-16,To come,5.00,,\n2026-01-15,To come,6.00,,\n\
        2026-01-14,Shop,7.00,7.00,\n2026-01-13,Payment,90.00,,90.00\n";
    let of_card = rows(card, options());
    assert_eq!(of_card[2..], ["2026-01-14 -7.00 EUR Shop", "2026-01-13 +90.00 EUR Payment"]);
    assert!(of_card[0].ends_with("the row has neither a debit nor a credit"), "{of_card:?}");
}

#[test]
fn names_that_were_decoded_wrongly_are_known_where_one_name_fits() {
    let text = "Fecha,Concepto,Retiros,Dep\u{fffd}\u{fffd}sitos\n13/02/2026,a,,600.00\n";
    assert_eq!(rows(text, options()), ["2026-02-13 +600.00 EUR a"]);
    let norwegian = "Dato;Tekst;Bel\u{fffd}p;Saldo\n05.04.2026;a;-1,00;9,00\n06.04.2026;b;-2,00;7,00\n";
    assert_eq!(rows(norwegian, options())[0], "2026-04-05 -1.00 EUR a");
}

#[test]
fn a_column_that_is_called_by_a_currency_has_amounts_in_it() {
    let text =
        "Transaction Date,Description 1,CAD$,USD$\n4/20/2026,Coffee,-7.45,\n5/5/2026,Books, -112.50,\n";
    assert_eq!(rows(text, options()), ["2026-04-20 -7.45 CAD Coffee", "2026-05-05 -112.50 CAD Books"]);
    let usd = ImportOptions::new("USD".parse().unwrap());
    let named = "Date,Description,Euro\n2026-04-20,Coffee,-7.45\n";
    assert_eq!(rows(named, usd), ["2026-04-20 -7.45 EUR Coffee"]);
}

#[test]
fn the_holder_and_his_balance_above_are_no_table_of_their_own() {
    let text = "Titular,Cuenta,Fecha del reporte,Balance\nFAKE CORP,XX-933,10/10/2026,968.00\nDesde:,10/10/2026,,\n\n\
        Fecha,Descripción,Débito,Crédito,Balance\nBALANCE AL INICIO DEL: ,900.00,\n13/10/2026,Deposito,,68.00,968.00\n\
        Cantidad débitos: 0 Cantidad créditos: 1\n";
    assert_eq!(rows(text, options()), ["2026-10-13 +68.00 EUR Deposito"]);
}

#[test]
fn what_opens_a_statement_in_words_is_no_payment() {
    let text = "Date,Description,Amount,Balance\n2026-01-13,Fee,-$45.00,$55.00\n2026-01-01,Opening balance: New Year,$100.00,$100.00\n";
    assert_eq!(rows(text, ImportOptions::new("CAD".parse().unwrap())), ["2026-01-13 -45.00 CAD Fee"]);
    let thanks = "Date,Description,Amount\n13 Apr. 2026,SHOP,42.18\n14 Apr. 2026,PAYMENT RECEIVED - THANK YOU,-90.00\n";
    assert_eq!(rows(thanks, options())[0], "2026-04-13 -42.18 EUR SHOP");
    // Refunds have the sign of payments as well; where most others have it, the account pays the card.
    assert_eq!(
        rows(&format!("{thanks}15 Apr. 2026,REFUND,-1.00\n"), options())[2],
        "2026-04-15 +1.00 EUR REFUND"
    );
    let account = "Date,Description,Amount\n2026-03-01,VISA PAYMENT THANK YOU,-500.00\n2026-03-02,Rent,-800.00\n\
        2026-03-03,Gas,-50.00\n2026-03-04,Wages,2500.00\n";
    assert_eq!(rows(account, options())[0], "2026-03-01 -500.00 EUR VISA PAYMENT THANK YOU");
}

#[test]
fn an_amount_of_zero_beside_a_number_that_is_not_read_is_refused() {
    // One side of a pair whose other side has a name that nobody knows.
    let text = "Date,Description,Withdrawal,Grzlbf,Balance\n20/01/2026,Shop,340.00,,8250.50\n21/01/2026,Wages,0.00,9200.00,17450.50\n";
    let read = rows(text, options());
    assert_eq!(read[0], "2026-01-20 -340.00 EUR Shop");
    assert!(read[1].contains("`9200.00` in column Grzlbf is not read as one"), "{read:?}");
    let hebrew = "תאריך,תיאור,סכום חיוב,סכום זיכוי,יתרה\n20/01/2026,Shop,340.00,,8250.50\n21/01/2026,Wages,0.00,9200.00,17450.50\n";
    assert_eq!(rows(hebrew, options()), ["2026-01-20 -340.00 EUR Shop", "2026-01-21 +9200.00 EUR Wages"]);
    // What came from another currency is no amount of the row.
    let zero = "Date,Description,Amount,Currency,Original amount\n20/01/2026,Shop,-3.40,EUR,-4.00\n21/01/2026,Check,0.00,EUR,0.00\n";
    assert_eq!(rows(zero, options())[1], "2026-01-21 +0.00 EUR Check");
}

#[test]
fn numbers_with_three_decimals_are_known_by_those_that_can_be_nothing_else() {
    let text = "Date;Text;Amount;Balance\n2026-06-25;a;-2779.030;11541.990\n2026-06-23;b;-19.380;14321.020\n";
    assert_eq!(rows(text, options()), ["2026-06-25 -2779.03 EUR a", "2026-06-23 -19.38 EUR b"]);
    let mixed = "Date;Text;Amount\n2026-06-25;a;-2779.03\n2026-06-23;b;-19.380\n";
    assert!(rows(mixed, options())[1].contains("may be a thousand times"));
}

#[test]
fn two_words_for_one_direction_are_one_and_kinds_of_rows_show_the_sign() {
    let both = "日期,借贷,金额,摘要\n2026-01-13,贷 Cr,1.23,a\n2026-01-14,借 Dr,3.21,b\n";
    assert_eq!(rows(both, options()), ["2026-01-13 +1.23 EUR a", "2026-01-14 -3.21 EUR b"]);
    let kinds = "Date;Type;Value;Note\n2026-01-20;Removal;-7.01;Shop\n2026-01-21;Deposit;100;Jane\n2026-01-22;Interest;1.23;Bank\n";
    assert_eq!(rows(kinds, options())[..2], ["2026-01-20 -7.01 EUR Shop", "2026-01-21 +100.00 EUR Jane"]);
}

#[test]
fn a_month_above_the_rows_gives_them_their_year() {
    let rows_of = |above: &str| {
        format!(
            "{above}\n交易日,记账日,交易摘要,人民币金额\n,12/29,a,-1.23\n01/02,01/03,b,56.78\n01/14,01/15,c,6.00\n"
        )
    };
    let told = ImportOptions { invert: Some(true), ..options() };
    for above in ["招商银行信用卡对账单（2024年01月）", "Statement of January 2024"] {
        assert_eq!(
            rows(&rows_of(above), told.clone()),
            ["2023-12-29 +1.23 CNY a", "2024-01-03 -56.78 CNY b", "2024-01-15 -6.00 CNY c"]
        );
    }
}

#[test]
fn of_a_card_a_few_more_negative_amounts_prove_nothing() {
    let rows_of = |above: &str| {
        format!("{above}\n日期,摘要,金额\n2026-01-03,a,-1.00\n2026-01-04,b,-2.00\n2026-01-05,c,8000.00\n")
    };
    assert!(matches!(refusal(&rows_of("某银行信用卡对账单"), options()), ImportError::AmbiguousSign { .. }));
    assert_eq!(rows(&rows_of("某银行对账单"), options())[0], "2026-01-03 -1.00 EUR a");
}

#[test]
fn kinds_show_the_sign_only_where_amounts_have_one() {
    let unsigned = "Date,Type,Description,Amount\n2026-03-01,Deposit,Wages,2500.00\n2026-03-02,ATM,Cash,100.00\n\
        2026-03-03,POS,Grocer,20.00\n";
    assert!(matches!(refusal(unsigned, options()), ImportError::AmbiguousSign { .. }));
    let none_positive = "利用日,利用店名,利用金額\n2026/03/01,a,-500\n2026/03/02,b,-1200\n";
    assert_eq!(rows(none_positive, options())[0], "2026-03-01 -500.00 EUR a");
}

#[test]
fn a_table_above_the_rows_is_no_summary_for_having_one_row() {
    for (names, row) in [
        ("Buchungstag;Verwendungszweck;EUR", "09.03.2026;Hotel Adler;-99,00"),
        ("Datum;Text;Betrag", "09.03.2026;Hotel Adler;-99,00"),
    ] {
        let text = format!(
            "Vorgemerkt\n{names}\n{row}\n\nBuchungstag;Verwendungszweck;Betrag;Saldo\n13.03.2026;Shop;-1,25;98,75\n\
             14.03.2026;Fuel;-12,56;86,19\n"
        );
        assert!(matches!(refusal(&text, options()), ImportError::SeveralTables { .. }), "{names}");
    }
}

#[test]
fn a_number_in_a_column_that_is_not_known_is_no_notice() {
    for (names, lines) in [
        (
            "Datum;Text;Soll;Haben;Bargeld",
            "01.03.2026;Laden;5;;\n02.03.2026;Automat;;;200\n13.03.2026;Lohn;;2500;\n",
        ),
        (
            "Datum;Text;Betrag;Typ",
            "01.03.2026;Laden;-5;Karte\n02.03.2026;Automat;;-50\n13.03.2026;Lohn;2500;Lohn\n",
        ),
        (
            "Datum;Text;Betrag;Fremdbetrag",
            "01.03.2026;Laden;-5;\n02.03.2026;Automat;;-5000\n13.03.2026;Bar;-2;\n",
        ),
    ] {
        let read = rows(&format!("{names}\n{lines}"), options());
        assert_eq!(read.len(), 3, "{read:?}");
        assert!(read[1].starts_with("bad_amount line 3"), "{read:?}");
    }
    // The number of a card stands in every row.
    let card = "Datum;Karte;Text;Betrag\n01.03.2026;4711;Laden;-5\n02.03.2026;4711;New terms;\n13.03.2026;4711;Bar;-2\n";
    assert_eq!(rows(card, options()).len(), 2);
}

#[test]
fn rates_taxes_and_times_beside_an_amount_of_zero_are_no_other_half() {
    for (names, line) in [
        (
            "Date,Payee,Amount (EUR),Amount (Foreign Currency),Type Foreign Currency,Exchange Rate",
            "2026-03-01,Check,0.0,0.0,USD,1.08",
        ),
        ("Date,Time,Payee,Amount", "2026-03-01,10.15,Check,0.00"),
        ("Date,Payee,Amount,Rate", "2026-03-01,Check,0.00,1.25"),
    ] {
        let spent = line.replace("Check", "Shop").replace("0.00", "-3.00").replace("0.0,0.0", "-3.0,-4.0");
        let read = rows(&format!("{names}\n{line}\n{spent}\n"), options());
        assert_eq!(read.len(), 2, "{read:?}");
        assert!(read.iter().all(|row| row.starts_with("2026-03-01")), "{read:?}");
    }
}

#[test]
fn of_two_amounts_of_one_name_the_currency_has_to_tell_the_accounts() {
    for text in [
        "Date,Description,Amount,Amount\n2026-03-01,Local,-10.00,\n2026-03-02,US,-50.00,-46.10\n",
        "Date,Description,Amount,Currency,Amount\n2026-03-01,Local,-10.00,EUR,\n2026-03-02,US,-50.00,USD,-46.10\n",
    ] {
        assert!(matches!(refusal(text, options()), ImportError::SameNames { .. }), "{text}");
    }
    let told = "Date,Text,Amount,Account ccy,Purchase amount,Transaction currency\n2026-03-01,Local,-10.00,EUR,-10.00,EUR\n\
        2026-03-02,US,-46.10,EUR,-50.00,USD\n2026-03-03,US,-20.10,EUR,-22.00,USD\n";
    assert_eq!(rows(told, options())[1], "2026-03-02 -46.10 EUR US");
}

#[test]
fn the_number_of_an_account_is_no_date() {
    for (number, first) in [("13032019", "01/03/2026"), ("12032019", "01/03/2026"), ("13032019", "20260301")]
    {
        let second = if first.contains('/') { "14/03/2026" } else { "20260314" };
        let text = format!("{number},{first},Shop,-1.25\n{number},{second},Fuel,-12.56\n");
        assert_eq!(rows(&text, options()), ["2026-03-01 -1.25 EUR Shop", "2026-03-14 -12.56 EUR Fuel"]);
        let letterhead = format!(
            "Account: {number}\nPeriod: 01.03.2026 - 31.03.2026\n\nDate,Text,Amount\n04 Mar,Shop,-1.00\n"
        );
        assert_eq!(rows(&letterhead, options()), ["2026-03-04 -1.00 EUR Shop"]);
    }
    for above in ["Card member since March 2019", "Terms valid as of April 2023", "Account: 12032019"] {
        let text = format!("{above}\n\nDate,Text,Amount\n04 Mar,Shop,-10.00\n");
        assert!(matches!(refusal(&text, options()), ImportError::NoYears { .. }), "{above}");
    }
}

#[test]
fn dates_above_that_are_of_another_time_decide_nothing() {
    // Read by the day of printing the rows would be younger than it.
    let printed =
        "Printed by user on 03/14/2026\n\nDate,Text,Amount\n04/03/2026,a,-1.00\n05/03/2026,b,-2.00\n";
    assert_eq!(refusal(printed, options()).code(), "ambiguous_date");
    let member = "Member since: 12/31/1998\nPeriod: 01/02/2026 - 12/02/2026\n\nDate,Text,Amount\n04/02/2026,a,-1.00\n\
        05/02/2026,b,-2.00\n";
    assert_eq!(refusal(member, options()).code(), "ambiguous_date");
}

#[test]
fn unnamed_sides_are_known_by_their_signs_and_beside_zeros_without_decimals() {
    let signs = "13.11.2025;Transfer;-5,00;;;\n14.11.2025;Debit;-24,00;;;\n15.11.2025;Wages;;83,16;;\n";
    assert_eq!(
        rows(signs, options()),
        ["2025-11-13 -5.00 EUR Transfer", "2025-11-14 -24.00 EUR Debit", "2025-11-15 +83.16 EUR Wages"]
    );
    let zeros = "11/01/2014,0, Deposit,0,500.00,500.00\n11/02/2014,101,Check,100.00,0,400.00\n\
        11/03/2014,102,Check,100.00,0,300.00\n11/17/2014,0, Deposit,0,700.00,1000.00\n";
    assert_eq!(
        rows(zeros, options()),
        [
            "2014-11-01 +500.00 EUR Deposit",
            "2014-11-02 -100.00 EUR Check",
            "2014-11-03 -100.00 EUR Check",
            "2014-11-17 +700.00 EUR Deposit",
        ]
    );
}

#[test]
fn repayments_and_instalments_ask_for_a_better_proof_than_as_many_of_either_sign() {
    let card = "交易日期,交易摘要,交易金额\n2025/01/05,（消费）A,15.90\n2025/01/04,（退款）B,-97.20\n\
        2025/01/03,（分期）C,387.42\n2024/12/25,（还款）D,-1130.68\n";
    assert!(matches!(refusal(card, options()), ImportError::AmbiguousSign { .. }));
}
